/** Zone files for the three programs and for us: records of every type from the kinds of their fields, directives, structure; right, and with a slip. */
import { rdataToWire } from '../../../server/src/dns/rdata.ts';
import { type RdataField, TYPES, type TypeRow } from '../../../server/src/dns/types.ts';
import { generateCount, parseGenerateRange } from '../../../server/src/zone/generate.ts';
import { wordsOf } from '../../unit/dns/words.ts';
import { NUMBERS, type Random, randomOf, withOtherWords, withSlip } from './random.ts';

/** The file that `$INCLUDE` of these zones names, and its text. */
export const INCLUDED = { path: 'more.db', text: 'included A 192.0.2.77\n' };

const CHARACTERS = '();"\\@$.*{}/#!=:,- \t0aZ_~%+|<>\'`&\x7f\xe9';
const LABEL = 'abcdefghijklmnopqrstuvwxyz0123456789-_';
const HEX_DIGITS = '0123456789abcdefABCDEF';
const BASE64_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const OWNERS: readonly string[] = [
  ...[
    '@',
    'a',
    'www',
    'a.b',
    '*',
    '*.sub',
    'sub',
    'ns1',
    'x.sub',
    'd',
    'x.d',
    'child',
    'ns.child',
    '_dns',
    '_dns.a',
    'c',
  ],
  ...[
    '_sip._tcp',
    '_443._tcp.www',
    '',
    'example.com.',
    'www.example.com.',
    'example.net.',
    '.',
    'a\\.b',
    'a\\010b',
    '\\*',
  ],
  ...[
    'a_b',
    '-a',
    'a-',
    'a..b',
    'a.',
    '"a"',
    'a\\',
    'a/b',
    'A',
    '3600',
    'IN',
    'MX',
    '1h',
    '\\# 1',
    'a*b',
    '_8443._https.a',
  ],
  ...[
    'a b',
    '\\300',
    '\\256',
    '_dns.example.org.',
    'mail',
    'NSEC3',
    '1',
    '1.0.0',
    '1-2',
    '_dmarc',
    'com.',
    'x.example.com',
  ],
];

const NAMES: readonly string[] = [
  ...[
    'ns1',
    '@',
    '.',
    'www.example.com.',
    'example.net.',
    'a.b.c',
    '*',
    '*.a',
    'a\\.b',
    '\\046',
    'a..b',
    '.a',
    'host_1',
  ],
  ...[
    '"ns1"',
    '""',
    'a b',
    'ns1.',
    '-',
    '_x',
    '192.0.2.1',
    '\\@',
    'child',
    'ns.child',
    'sub',
    'c',
    'x.d',
    '\\1',
    '\\300a',
  ],
];

const TTLS: readonly string[] = [
  ...[
    '',
    '',
    '0',
    '300',
    '1h',
    '1H',
    '1h30m',
    '1w',
    '1d1d',
    'h',
    '1',
    '2147483647',
    '2147483648',
    '4294967295',
    '4294967296',
  ],
  ...[
    '-1',
    '1x',
    '1.5',
    '0x10',
    '010',
    '100000w',
    '1h1',
    '3550w',
    '3551w',
    '7101w',
    '7102w',
    '"300"',
    '99999999999',
    '00',
    '\\049',
    '1 h',
    '1s1m',
    '1w1w1w',
    '1hh',
    '+5',
  ],
];
const CLASSES: readonly string[] = [
  ...['', '', '', 'IN', 'in', 'CH', 'HS', 'ANY', 'NONE', 'CLASS1', 'CLASS3', 'CLASS0', 'CLASS65535', 'CLASS65536'],
  ...['CLASS', 'class01', 'RESERVED0', '"IN"', 'CHAOS', 'HESIOD', 'CS', 'I\\078'],
];

const TEXTS: readonly string[] = [
  ...[
    '"a"',
    'a',
    '""',
    '"a b"',
    '"a;b"',
    'a\\;b',
    '"\\"',
    '"\\"q\\""',
    '\\065',
    '"\\300"',
    '"\\256"',
    'a"b"',
    '"a"b',
    '"a""b"',
  ],
  ...[
    '"v=spf1 -all"',
    '"\\1"',
    '\\',
    '"(a)"',
    '(',
    ')',
    '@',
    '"\t"',
    '\\\\',
    '"\xe9"',
    'a\xe9',
    "'a'",
    '\\"',
    '"a',
    '\\# 1 00',
  ],
];

/** The zone with a number in a run. */
export function zoneInput(seed: number, index: number): string {
  const random = randomOf(seed, index);
  const lines = [...top(random)];
  const subjects = random.pick([1, 1, 1, 2, 2, 3]);
  for (let i = 0; i < subjects; i++) lines.push(...subject(random));
  let text = `${lines.join('\n')}\n`;
  if (random.oneIn(25)) text = withSlip(text, random, `${CHARACTERS}\n\r\0`);
  text = withoutMillions(text);
  if (random.oneIn(60)) text = text.replaceAll('\n', '\r\n');
  if (random.oneIn(60)) text = text.slice(0, -1);
  return text;
}

/** Records of one `$GENERATE`; more of them say nothing new, and take named a long time. */
const MOST_GENERATED = 2000;

/** Ranges that make too many records are made short ones. */
function withoutMillions(text: string): string {
  return text.replace(/(?<!\d)\d{1,12}-[+-]?\d+(?:\/\d+)?/g, (written) => {
    const range = parseGenerateRange(written);
    return range && generateCount(range) > MOST_GENERATED ? '1-3' : written;
  });
}

function top(random: Random): string[] {
  const usual = ['$TTL 1h', '@ SOA ns1 host 1 2h 1h 2w 1h', '@ NS ns1', 'ns1 A 192.0.2.1'];
  if (!random.oneIn(12)) return usual;
  const [ttl, soa, ns, address] = usual;
  switch (random.number(9)) {
    case 0:
      return [soa, ns, address];
    case 1:
      return [ttl, ns, soa, address];
    case 2:
      return [ttl, soa, address];
    case 3:
      return [ttl, soa, ns];
    case 4:
      return [ttl, record(random, '@', 'SOA', rdata(typeOf('SOA'), random)), ns, address];
    case 5:
      return [ttl, soa, soa, ns, address];
    case 6:
      return [ttl, soa, `@ NS ${name(random)}`, address];
    case 7:
      return [`$TTL ${random.pick(TTLS)}`, soa, ns, address];
    default:
      return [ttl, `@ ${random.pick(TTLS)} ${random.pick(CLASSES)} SOA ns1 host 1 2h 1h 2w 1h`, ns, address];
  }
}

function subject(random: Random): string[] {
  switch (random.number(20)) {
    case 0:
      return [ttlDirective(random)];
    case 1:
      return [originDirective(random), record(random, random.pick(OWNERS), 'A', '192.0.2.2')];
    case 2:
    case 3:
      return [generateDirective(random)];
    case 4:
      return [includeDirective(random)];
    case 5:
    case 6:
      return structure(random);
    case 7:
    case 8:
      return [header(random)];
    case 9:
    case 10:
      return [generic(random)];
    case 11:
      return [long(random)];
    case 12:
      return [serviceBinding(random)];
    default:
      return [typed(random)];
  }
}

function typeOf(mnemonic: string): TypeRow {
  const row = TYPES.find((each) => each.mnemonic === mnemonic);
  if (!row) throw new Error(`No type ${mnemonic}.`);
  return row;
}

/** A record with its header as usual, and the RDATA mutated or not. */
function typed(random: Random): string {
  const row = random.pick(TYPES);
  return record(
    random,
    ownerFor(row, random),
    random.oneIn(20) ? row.mnemonic.toLowerCase() : row.mnemonic,
    rdata(row, random),
  );
}

function ownerFor(row: TypeRow, random: Random): string {
  if (row.mnemonic === 'DS' || row.mnemonic === 'NXT') return random.pick(['child', 'a', '@']);
  return random.pick(['a', 'a', 'a', '@', 'www', '*', '_x', 'a.b']);
}

function record(random: Random, owner: string, type: string, data: string): string {
  const line = `${owner} ${type} ${data}`;
  if (!random.oneIn(10)) return line;
  return random.pick([
    `${owner} ( ${type} ${data} )`,
    `${owner} ${type} ( ${data}\n)`,
    `${owner} ${type} ${data} ; note`,
    `${owner}\t${type}\t${data}`,
    `${owner} ${type} ${data} )`,
    `${owner} ${type} ( ${data}`,
    `${owner} 300 IN ${type} ${data}`,
  ]);
}

/** RDATA of a type: its example or values of its fields, as they are or with a slip. */
function rdata(row: TypeRow, random: Random): string {
  const valid =
    random.oneIn(3) || row.fields.length === 0
      ? row.example
      : row.fields.map((field) => value(field, random)).join(' ');
  const slips = random.pick([0, 0, 0, 0, 1, 1, 1, 2]);
  let data = valid;
  for (let i = 0; i < slips; i++) data = slip(data, row, random);
  return data;
}

function slip(data: string, row: TypeRow, random: Random): string {
  const words = data.split(' ');
  const other = (): string =>
    random.pick([
      () => random.pick(NUMBERS),
      () => random.pick(NAMES),
      () => random.pick(TEXTS),
      () => (row.fields.length > 0 ? value(random.pick(row.fields), random) : '0'),
      () => random.text(HEX_DIGITS, random.number(6)),
    ])();
  switch (random.number(8)) {
    case 0:
    case 1:
    case 2:
      return withOtherWords(words, random, other).join(' ');
    case 3: {
      const at = random.number(words.length);
      return words.map((word, i) => (i === at ? `"${word.replaceAll('"', '')}"` : word)).join(' ');
    }
    case 4: {
      const at = random.number(words.length);
      return words.map((word, i) => (i === at ? withSlip(word, random, CHARACTERS) : word)).join(' ');
    }
    case 5:
      return `${data} ${other()}`;
    case 6:
      return words.join(random.pick(['  ', '\t', ' (\n', ' ) ', ',']));
    default:
      return withSlip(data, random, CHARACTERS);
  }
}

function name(random: Random): string {
  if (random.oneIn(2)) return random.pick(['ns1', 'www', 'example.net.', 'a.b', '.', '@']);
  if (random.oneIn(8))
    return Array.from({ length: random.number(5) + 1 }, () => random.text(LABEL, random.pick([1, 3, 62, 63, 64]))).join(
      '.',
    );
  return random.pick(NAMES);
}

function number(random: Random, bits: number): string {
  const most = 2 ** bits - 1;
  return random.pick([
    String(random.number(most)),
    '0',
    '1',
    String(most),
    String(most + 1),
    String(random.number(20)),
  ]);
}

/** A value of a field: most of them right. */
function value(field: RdataField, random: Random): string {
  if (random.oneIn(4) && field.values) {
    const { mnemonic, number } = random.pick(field.values.rows);
    return mnemonic !== '' && (field.mnemonics || random.oneIn(6)) ? mnemonic : String(number);
  }
  switch (field.kind) {
    case 'u8':
    case 'hip-algorithm':
      return number(random, 8);
    case 'u16':
    case 'octal16':
      return number(random, 16);
    case 'key-flags':
      return random.usual(['0', '256', '257', '385', '65535', '65536', 'ZONE', 'ZONE|KSK', 'NOKEY', '0x101', '49152']);
    case 'u32':
      return number(random, 32);
    case 'ttl':
      return random.usual(TTLS.filter((each) => each !== ''));
    case 'time':
      return random.usual([
        '20300101000000',
        '1893456000',
        '4294967295',
        '20301301000000',
        '20300230000000',
        '99991231235959',
        '2030010100000',
        '0',
        '19691231235959',
        '21060207062815',
        '21060207062816',
        '20300101240000',
        '20300101236060',
      ]);
    case 'type':
      return random.pick([
        ...TYPES.map(({ mnemonic }) => mnemonic),
        'TYPE1',
        'TYPE65535',
        'TYPE65536',
        'TYPE0',
        'ANY',
        '1',
        'NONE',
      ]);
    case 'name':
    case 'names':
    case 'rrsig-signer':
    case 'a6-name':
      return name(random);
    case 'ipv4':
      return random.usual([
        '192.0.2.1',
        '0.0.0.0',
        '255.255.255.255',
        '256.0.0.1',
        '192.0.2',
        '192.0.2.01',
        '1.2.3.4.5',
        '0x1.0.0.1',
        '192.0.2.1.',
        '::1',
      ]);
    case 'ipv6':
    case 'a6-suffix':
      return random.usual([
        '2001:db8::1',
        '::',
        '::1',
        '::ffff:192.0.2.1',
        '1:2:3:4:5:6:7:8',
        '1:2:3:4:5:6:7::',
        '2001:db8::1::',
        '2001:db8:::1',
        '12345::',
        '::192.0.2.256',
        'fe80::1%eth0',
        '2001:DB8::A',
        '192.0.2.1',
        '1::2:3:4:5:6:7:8',
        '::1.2.3',
        ':1::',
      ]);
    case 'string':
    case 'strings':
    case 'quoted-text':
    case 'text':
    case 'regexp':
      return random.oneIn(12)
        ? `"${random.text('ab \\.', random.pick([200, 254, 255, 256, 300]))}"`
        : random.usual(TEXTS);
    case 'tag':
      return random.usual([
        'issue',
        'issuewild',
        'iodef',
        'ISSUE',
        'a-b',
        'a.b',
        '"issue"',
        '',
        'x'.repeat(255),
        'tag1',
      ]);
    case 'digits':
      return random.usual(['1', '"1"', '311061700000000', 'x', '""', '12a']);
    case 'base64':
    case 'hip-key':
    case 'dash-base64':
      return random.oneIn(3)
        ? random.text(BASE64_DIGITS, random.number(40))
        : Buffer.from(random.text(LABEL, random.number(70))).toString('base64');
    case 'hex':
    case 'salt':
    case 'hip-hit':
      return random.oneIn(8)
        ? '-'
        : random.text(HEX_DIGITS, random.usual([0, 1, 2, 3, 8, 38, 40, 41, 42, 64, 66, 96, 128, 510, 512]));
    case 'next-hash':
      return random.text('0123456789ABCDEFGHIJKLMNOPQRSTUVabcdefwxyz', random.usual([0, 1, 2, 8, 31, 32, 33, 40]));
    case 'types':
    case 'types-bitmap':
      return Array.from({ length: random.number(5) }, () =>
        random.usual([
          'A',
          'NS',
          'SOA',
          'MX',
          'RRSIG',
          'NSEC',
          'TYPE65535',
          'TYPE65536',
          'NONSENSE',
          'ANY',
          'AXFR',
          'TYPE1',
          'a',
          'TYPE0',
          'CAA',
          'TYPE128',
          'DOA',
          'HTTPS',
        ]),
      ).join(' ');
    case 'svc-params':
      return parameters(random);
    case 'loc-latitude':
      return random.usual([
        '52 14 05 N',
        '90 N',
        '90 0 1 N',
        '91 N',
        '52 60 N',
        '52 14 60 N',
        '52 14 59.999 S',
        '52 14 5.1234 N',
        '52 N',
        '52 14 05 E',
        '-1 N',
        '52.5 N',
      ]);
    case 'loc-longitude':
      return random.usual([
        '0 8 50 E',
        '180 W',
        '180 0 0.001 W',
        '181 E',
        '0 60 0 E',
        '0 8 50',
        '0 E',
        '0 8 59.9999 W',
        '00008 E',
      ]);
    case 'loc-altitude':
      return random.usual([
        '10m',
        '-100000.00m',
        '-100000.01m',
        '42849672.95m',
        '42849672.96m',
        '10',
        '1.234m',
        'm',
        '.5m',
        '-0.5m',
        '1e3m',
        '10M',
        '+5m',
        '-m',
      ]);
    case 'loc-size':
      return random.usual([
        '1m',
        '90000000.00m',
        '90000000.01m',
        '0m',
        '0.00m',
        '0.001m',
        '10',
        '-1m',
        '99999999m',
        'm',
        '1.m',
      ]);
    case 'apl':
      return Array.from({ length: random.number(4) }, () =>
        random.usual([
          '1:192.0.2.0/24',
          '!1:10.0.0.0/8',
          '2:2001:db8::/32',
          '1:0.0.0.0/0',
          '1:192.0.2.0/33',
          '3:01',
          '1:192.0.2.0',
          '2:::/0',
          '2:::/129',
          '1:192.0.2.1/24',
          '!!1:1.1.1.1/32',
          '1:1.2.3/24',
          '65535:x/1',
          ':1/2',
          '1:1.1.1.1/032',
        ]),
      ).join(' ');
    case 'nsap':
      return random.usual([
        '0x47.0005.80.005a00.0000.0001.e133.ffffff000161.00',
        '0x',
        '0x4',
        '0x47',
        '47',
        '0x47..00',
        '0xzz',
        '0x47.',
        '0X47',
      ]);
    case 'atma':
      return random.usual([
        '+61200000000',
        '39246f000e7c9c0312000100010000123456789000',
        '+',
        '39',
        '3',
        '+6.1',
        '39.24',
        '+61x',
        '.39',
        '3924.',
      ]);
    case 'eui48':
      return random.usual([
        '00-00-5e-00-53-2a',
        '00-00-5e-00-53',
        '00:00:5e:00:53:2a',
        '00-00-5e-00-53-2a-00',
        '0-0-5e-0-53-2a',
        '00-00-5e-00-53-2g',
        '00-00-5E-00-53-2A',
      ]);
    case 'eui64':
      return random.usual([
        '00-00-5e-ef-10-00-00-2a',
        '00-00-5e-ef-10-00-00',
        '00-00-5e-ef-10-00-00-2a-00',
        '00-00-5e-ef-10-00-00-2x',
      ]);
    case 'locator':
      return random.usual([
        '2001:0db8:1140:1000',
        '0:0:0:0',
        '1:2:3',
        '1:2:3:4:5',
        '12345:0:0:0',
        '10.1.2.0',
        '1::2',
        '::',
        'a:b:c:g',
      ]);
    case 'gateway':
      return random.usual(['.', '192.0.2.1', '2001:db8::1', 'gw.example.com.', '192.0.2.256', '192.0.2', '"."', '::1']);
    case 'amt-discovery':
      return random.usual(['0', '1', '2', 'x']);
    case 'amt-type':
      return random.usual(['0', '1', '2', '3', '4', '127', '128', '255']);
    case 'a6-bits':
      return random.usual(['0', '64', '128', '129', '1']);
    case 'wks-protocol':
      return random.usual(['TCP', 'UDP', '6', '17', 'tcp', 'icmp', '255', '256', 'nonsense']);
    case 'wks-ports':
      return random.usual(['25', 'smtp', '25 53 80', '65535', '65536', 'nonsense', 'domain 53', '-1', '']);
  }
}

const PARAMETERS: readonly string[] = [
  ...[
    'alpn=h2',
    'alpn="h2,h3"',
    'alpn=',
    'alpn',
    'alpn="h2,,h3"',
    'alpn=h2\\\\,h3',
    'no-default-alpn',
    'no-default-alpn=',
    'no-default-alpn=x',
    'port=443',
  ],
  ...[
    'port=65536',
    'port=',
    'port',
    'port="443"',
    'port=0',
    'port=-1',
    'port=00443',
    'ipv4hint=192.0.2.1',
    'ipv4hint=192.0.2.1,192.0.2.2',
    'ipv4hint=192.0.2.1,',
    'ipv4hint=',
    'ipv4hint=192.0.2',
    'ipv6hint=2001:db8::1',
  ],
  ...[
    'ipv6hint="2001:db8::1,::"',
    'ipv6hint=192.0.2.1',
    'ipv6hint=',
    'ech=AEX+DQ==',
    'ech=',
    'ech=!!',
    'ech="AEX+DQ=="',
    'mandatory=alpn',
    'mandatory=port',
    'mandatory=alpn,port',
    'mandatory=alpn,alpn',
    'mandatory=mandatory',
    'mandatory=',
    'mandatory=key65000',
    'mandatory=nokey',
  ],
  ...[
    'dohpath=/dns-query{?dns}',
    'dohpath="/q{?dns}"',
    'dohpath=/q',
    'dohpath=',
    'dohpath=q{?dns}',
    'dohpath=/{?x}',
    'dohpath=/\xe9{?dns}',
    'key65000=x',
    'key65000="a b"',
    'key65000',
    'key65535=x',
    'key65536=x',
    'key=x',
    'KEY65000=x',
    'key065=x',
    'ohttp',
    'ohttp=x',
    'tls-supported-groups=29,23',
    'tls-supported-groups=29,29',
    'tls-supported-groups=',
  ],
  ...[
    'ALPN=h2',
    'unknown=x',
    '=x',
    '"alpn=h2"',
    'alpn="h2"x',
    'key1=h2',
    'key3=443',
    'key7=/q{?dns}',
    'key4=192.0.2.1',
    'alpn=\\104\\050',
    'alpn=h2\\,h3',
    'key65000=\\300',
    'key0=alpn',
    'docpath=a',
    'pvd',
    'key2',
  ],
];

function parameters(random: Random): string {
  return Array.from({ length: random.pick([0, 1, 1, 2, 2, 3]) }, () => random.pick(PARAMETERS)).join(' ');
}

function serviceBinding(random: Random): string {
  const owner = random.pick([
    'a',
    '@',
    '_dns',
    '_dns.a',
    '_dns.resolver.sub',
    '_8443._dns',
    '_853._dns',
    'a._dns',
    '_DNS',
    '_dns\\.a',
    '*._dns',
    '_dns.arpa.example.com.',
    '_8443._https.a',
    '_1.2._dns',
    '_dnsx',
    'x._dns.a',
  ]);
  const target = random.pick(['.', 'a', 'example.net.', '"a"', 'a b', '*', 'ns1', '']);
  const priority = random.pick(['0', '1', '1', '1', '16', '65535', '65536', 'x']);
  return record(random, owner, random.pick(['SVCB', 'HTTPS']), `${priority} ${target} ${parameters(random)}`);
}

/** `TYPEnnn \#` and `TYPE \#`, with octets of a known type or any. */
function generic(random: Random): string {
  const row = random.pick(TYPES);
  let type = random.pick([
    row.mnemonic,
    `TYPE${row.code}`,
    `type${row.code}`,
    `TYPE${random.number(65536)}`,
    `TYPE${random.pick(NUMBERS)}`,
  ]);
  if (random.oneIn(20)) type = withSlip(type, random, CHARACTERS);
  const words = wordsOf(row.example);
  const wire = row.example === '' ? undefined : rdataToWire(row, words, []);
  let hex =
    wire && !random.oneIn(5) ? Buffer.from(wire).toString('hex') : random.text(HEX_DIGITS, 2 * random.number(12));
  switch (random.number(6)) {
    case 0:
      hex = hex.slice(0, -2 * random.number(3));
      break;
    case 1:
      hex += random.text(HEX_DIGITS, 2 * random.number(3));
      break;
    case 2: {
      const at = 2 * random.number(hex.length / 2 + 1);
      hex = hex.slice(0, at) + random.pick(['00', 'ff', '01', '3f', '40', 'c0', '80']) + hex.slice(at + 2);
      break;
    }
  }
  const length = random.oneIn(8) ? random.pick(NUMBERS) : String(Math.floor(hex.length / 2));
  const split = random.number(hex.length + 1);
  const written = random.pick([
    hex,
    hex,
    hex,
    `${hex.slice(0, split)} ${hex.slice(split)}`,
    `( ${hex} )`,
    `${hex}0`,
    `"${hex}"`,
    `${hex} x`,
    `0x${hex}`,
  ]);
  const marker = random.pick(['\\#', '\\#', '\\#', '\\#', '\\#', '\\#', '\\#', '#', '"\\#"', '\\035', '\\# \\#']);
  return record(random, random.pick(['a', 'a', '@', 'child']), type, `${marker} ${length} ${written}`);
}

function header(random: Random): string {
  const owner = random.oneIn(6) ? withSlip(random.usual(OWNERS), random, CHARACTERS) : random.usual(OWNERS);
  const [ttl, class_] = [random.usual(TTLS), random.usual(CLASSES)];
  const type = random.usual([
    'A',
    'A',
    'A',
    'a',
    'TYPE1',
    'TYPE01',
    'TXT',
    'MX',
    'CNAME',
    'AAA',
    '"A"',
    'ANY',
    'AXFR',
    'OPT',
    'TSIG',
    'TKEY',
    'NULL',
    'MAILB',
    'IXFR',
    'MAILA',
    '',
  ]);
  const data = type === 'TXT' ? 'x' : type === 'MX' ? '10 www' : type === 'CNAME' ? 'www' : '192.0.2.3';
  const order = random.pick([
    [ttl, class_, type],
    [class_, ttl, type],
    [ttl, type, class_],
    [ttl, ttl, class_, type],
  ]);
  const blank = random.pick([' ', ' ', '\t', '  ', ' \t']);
  return [owner, ...order.filter((word) => word !== ''), data].join(blank);
}

function ttlDirective(random: Random): string {
  const value = random.pick(TTLS);
  return random.pick([
    `$TTL ${value}`,
    `$ttl ${value}`,
    `$TTL ${value} x`,
    `$TTL`,
    `$TTL\t${value} ; x`,
    ` $TTL ${value}`,
    `"$TTL" ${value}`,
    `$TTL (${value})`,
    `$TTLS ${value}`,
    `$TTL ${value} IN`,
    `$TTL ${withSlip(value, random, CHARACTERS)}`,
  ]);
}

function originDirective(random: Random): string {
  const value = name(random);
  return random.pick([
    `$ORIGIN ${value}`,
    `$origin ${value}`,
    '$ORIGIN',
    `$ORIGIN ${value} x`,
    `$ORIGIN sub`,
    '$ORIGIN .',
    '$ORIGIN example.net.',
    `$ORIGIN ${withSlip(value, random, CHARACTERS)}`,
    `$ORIGIN "${value}"`,
    '$ORIGIN @',
    `$ORIGIN ( ${value} )`,
  ]);
}

function includeDirective(random: Random): string {
  const path = random.pick([
    INCLUDED.path,
    INCLUDED.path,
    `"${INCLUDED.path}"`,
    'missing.db',
    '',
    '""',
    `./${INCLUDED.path}`,
    'more\\.db',
  ]);
  const origin = random.pick(['', '', 'sub', 'sub.example.com.', 'a..b', '.', '@', 'example.net.', '"sub"', 'a b']);
  return random.pick([
    `$INCLUDE ${path} ${origin}`,
    `$include ${path} ${origin}`,
    `$INCLUDE ${path} ${origin} ; x`,
    `$INCLUDE ( ${path} ${origin} )`,
    `$INCLUDE ${path} ${origin} extra`,
  ]);
}

const MODIFIERS: readonly string[] = [
  ...[
    '$',
    '$',
    '$',
    '${0}',
    '${0,3}',
    '${0,3,d}',
    '${0,3,x}',
    '${1,2,X}',
    '${0,4,o}',
    '${0,4,n}',
    '${0,4,N}',
    '${-1}',
    '${-1,2}',
    '${+1}',
    '${',
    '${}',
    '$}',
  ],
  ...[
    '${0,3,z}',
    '${0,,d}',
    '${,3}',
    '${0,3,d,4}',
    '${0, 3}',
    '\\$',
    '$$',
    '$$$',
    '${0,-1}',
    '${0,300}',
    '${0,255}',
    '${99999999999}',
    '${0,3,dd}',
    '${x}',
    '{0}',
    '${0,0,n}',
    '${2147483647}',
    '${0,1,n}$',
    '${0x1}',
  ],
];
const RANGES: readonly string[] = [
  ...[
    '1-3',
    '1-3',
    '1-3',
    '0-0',
    '3-1',
    '1-3/1',
    '1-3/2',
    '1-3/0',
    '1',
    '1-',
    '-3',
    '1-3/',
    '1-3/x',
    '0-2147483647/2147483647',
  ],
  ...[
    '2147483646-2147483647',
    '2147483647-2147483648',
    '1 - 3',
    '1-3x',
    'x-3',
    '01-03',
    '1-3/-1',
    '0x1-3',
    '"1-3"',
    '+1-3',
    '1--3',
    '1-3/2147483648',
    '0-4294967296',
    '1-3/4',
    '1-3-5',
    '1-3/1/1',
    '1-3/ 2',
    '1-\t3',
  ],
];

function generateDirective(random: Random): string {
  const modified = (text: string): string => text.replaceAll('@@', () => random.usual(MODIFIERS));
  const left = modified(
    random.usual([
      'g@@',
      'g@@',
      '@@',
      '@@.sub',
      'a-@@-b',
      'g@@.example.com.',
      'g@@.example.net.',
      '@@@@',
      '"g@@"',
      'x',
      '@',
      '*.@@',
      'g..@@',
      'g@@\\',
    ]),
  );
  const between = random.usual([
    '',
    '',
    '',
    '300',
    'IN',
    '300 IN',
    'IN 300',
    'CH',
    '1h',
    '1x',
    '"IN"',
    'IN IN',
    '300 300',
    '4294967295',
    '2147483648',
    'NONE',
    'ANY',
    'CLASS1',
  ]);
  const right = modified(
    random.usual([
      'A 192.0.2.@@',
      'A 192.0.2.@@',
      'CNAME h@@',
      'PTR h@@.example.com.',
      'TXT t@@',
      'TXT "t @@"',
      'MX 10 h@@',
      'MX "10 h@@"',
      'AAAA 2001:db8::@@',
      'NS ns1',
      'DNAME d@@.',
      'A "192.0.2.@@"',
      'SRV "0 0 @@ ns1"',
      'TXT "a\\"@@"',
      'SOA "ns1 host @@ 1 1 1 1"',
      'A 192.0.2.@@ x',
      'NSEC h@@',
      'TYPE1 192.0.2.@@',
      'HINFO "a@@ b"',
      'NAPTR "1 1 u a b ."',
      'BOGUS x',
      'a 192.0.2.@@',
      'PTR',
      '',
      'RRSIG x',
      'DS "1 8 1 00"',
      'A \\# 4 c000020@@',
      'CAA "0 issue x@@"',
      'MX 10 (h@@)',
      'CNAME @',
      'ANY x@@',
      'OPT x',
    ]),
  );
  const range = random.usual(RANGES);
  const line = `$GENERATE ${range} ${left} ${between} ${right}`;
  if (random.oneIn(6)) return withSlip(line, random, CHARACTERS);
  return random.oneIn(12)
    ? random.pick([
        `$generate ${range} ${left} ${right}`,
        `${line} ; note`,
        `$GENERATE (${range} ${left} ${right})`,
        `$GENERATE ${range}`,
        '$GENERATE',
        `$GENERATE ${range} ${left}`,
        ` ${line}`,
      ])
    : line;
}

const DS = '1 13 2 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';
const NSEC3 = '2vptu5timamqttgl4luu9kg21e0aor3s';
const LINES: readonly string[] = [
  ...[
    'c CNAME www',
    'c CNAME ns1',
    'c CNAME c',
    'c A 192.0.2.4',
    'c TXT x',
    'c NSEC d CNAME',
    'c KEY 0 3 13 AAAA',
    'c SIG A 13 3 3600 20300101000000 20290101000000 1 example.com. AAAA',
    'c NXT d A',
  ],
  ...[
    'c RRSIG CNAME 13 3 3600 20300101000000 20290101000000 1 example.com. AAAA',
    'c RRSIG A 13 3 3600 20300101000000 20290101000000 1 example.com. AAAA',
    'c DNSKEY 256 3 13 AAAA',
    'c 300 CNAME www',
    'c.c A 192.0.2.5',
    'C CNAME www',
    'c HTTPS 0 www',
    `c DS ${DS}`,
    'c NS ns1',
    'c DNAME www',
    'c CNAME',
  ],
  ...[
    'd DNAME example.net.',
    'd DNAME example.org.',
    'x.d A 192.0.2.6',
    'd A 192.0.2.6',
    'd NS ns1',
    'd TXT x',
    'd CNAME www',
    'x.d NS ns1',
    '@ DNAME example.net.',
    '* DNAME example.net.',
    `d DS ${DS}`,
    'x.x.d TXT x',
    '*.d A 192.0.2.1',
  ],
  ...[
    'child NS ns.child',
    'ns.child A 192.0.2.7',
    'ns.child AAAA 2001:db8::7',
    'child NS ns1',
    'child NS example.net.',
    `child DS ${DS}`,
    `child DS 1 13 2 00`,
    'child A 192.0.2.8',
    'ns.child CNAME www',
    'child NS www',
    'x.child TXT x',
    'child NS ns.x.child',
    `x.child DS ${DS}`,
    'child NS c',
    'child NS x.d',
  ],
  ...[
    `a DS ${DS}`,
    `@ DS ${DS}`,
    `* DS ${DS}`,
    `ns1 DS ${DS}`,
    `a CDS ${DS}`,
    `www DLV ${DS}`,
    'child NSEC d NS DS RRSIG NSEC',
    '@ NSEC a SOA NS',
    '* NS ns1',
    '*.sub NS ns1',
    'sub NS ns.sub',
    '@ NS c',
    '@ NS sub',
    '@ NS example.net.',
    '@ NS ns1',
    '@ NS missing',
    '@ NS .',
  ],
  ...[
    '@ CNAME www',
    '@ MX 10 c',
    '@ MX 10 .',
    '@ MX 0 .',
    '@ MX 10 192.0.2.1',
    '@ MX 10 missing',
    'a SRV 0 0 1 c',
    'a SRV 0 0 0 .',
    'a MX 10 ns1',
    'a MX 10 ns1',
    'a A 192.0.2.9',
    'a A 192.0.2.9',
    'a 300 A 192.0.2.10',
    'a TXT "v=spf1 -all"',
    'a TXT "v=spf1 ?all"',
    'a SPF "v=spf1 -all"',
  ],
  ...[
    '@ NSEC3PARAM 1 0 0 -',
    '@ NSEC3PARAM 1 0 151 -',
    '@ NSEC3PARAM 2 0 0 -',
    '@ NSEC3PARAM 1 1 0 aabb',
    'a NSEC3PARAM 1 0 0 -',
    `${NSEC3} NSEC3 1 0 0 - ${NSEC3} A`,
    `${NSEC3} NSEC3 1 0 0 - ${NSEC3}`,
    `a NSEC3 1 0 0 - ${NSEC3} A`,
    `${NSEC3} NSEC3 2 0 0 - ${NSEC3} A`,
    `${NSEC3} A 192.0.2.1`,
    `${NSEC3} NSEC3 1 0 2501 - ${NSEC3} A`,
  ],
  ...[
    '@ DNSKEY 256 3 13 AAAA',
    '@ DNSKEY 257 3 13 oJMRESz5E4gYzS/q6XDrvU1qMPYIjCWzJaOau8XNEZeqCYKD5ar0IRd8KqXXFJkqmVfRvMGPmM1x8fGAa2XhSA==',
    '@ DNSKEY 257 3 8 AwEAAQ==',
    '@ DNSKEY 256 2 13 AAAA',
    '@ DNSKEY 0 3 5 AAAA',
    '@ DNSKEY 256 3 1 AAAA',
    '@ KEY 0 3 13 AAAA',
    'a KEY 0 3 1 AAAA',
    'a DNSKEY 256 3 253 AAAA',
    'a DNSKEY 256 3 254 AAAA',
    '@ CDNSKEY 0 3 0 AA==',
    '@ CDS 0 0 0 00',
    'a CDS 0 0 0 00',
    '@ CDNSKEY 257 3 13 AAAA',
    'a DNSKEY 256 3 253 BGFiY2QDY29tAA==',
  ],
  ...[
    'example.com. A 192.0.2.1',
    'example.net. A 192.0.2.1',
    'com. NS ns1',
    '. NS ns1',
    'A. A 192.0.2.1',
    'example.com A 192.0.2.1',
    '*.*.a A 192.0.2.1',
    'a.*.b A 192.0.2.1',
    'a_b A 192.0.2.1',
    'a_b MX 10 ns1',
    'a_b TXT x',
    'a NS a_b',
    'a MX 10 a_b',
    'a SRV 0 0 0 a_b',
    'a PTR a_b',
    '_x AAAA ::1',
    '@ SOA ns1 host 2 2h 1h 2w 1h',
    'a SOA ns1 host 1 2h 1h 2w 1h',
    '@ ZONEMD 1 1 1 00',
    '@ ZONEMD 1 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    'a ZONEMD 1 1 240 00112233445566778899aabb',
    '_dns SVCB 1 a',
    '_dns SVCB 0 a',
    'a RP a_b c_d',
    '@ SOA a_b c_d 1 2h 1h 2w 1h',
    'a AAAA ::ffff:192.0.2.1',
    'in-addr A 192.0.2.1',
  ],
];

function structure(random: Random): string[] {
  const first = random.number(LINES.length);
  const count = random.pick([1, 2, 2, 3, 4]);
  // Lines that stand near one another are about the same names.
  return Array.from({ length: count }, (_, i) =>
    i === 0 ? LINES[first] : LINES[Math.min(LINES.length - 1, Math.max(0, first + random.number(16) - 8))],
  );
}

function long(random: Random): string {
  const length = random.pick([61, 62, 63, 64, 65, 100, 253, 254, 255, 256, 257, 300, 1000]);
  const letters = random.text('ab', length);
  const labels = Array.from({ length: random.pick([1, 3, 4, 5]) }, () =>
    random.text('ab', random.pick([1, 20, 57, 60, 62, 63])),
  ).join('.');
  return random.pick([
    `${letters} A 192.0.2.1`,
    `${labels} A 192.0.2.1`,
    `${labels}. A 192.0.2.1`,
    `a CNAME ${labels}`,
    `a CNAME ${labels}.`,
    `a TXT ${letters}`,
    `a TXT "${letters}"`,
    `a TXT ${Array.from({ length: random.pick([2, 250, 256, 257]) }, () => `"${letters}"`).join(' ')}`,
    `a HINFO "${letters}" x`,
    `a CAA 0 issue "${letters}"`,
    `a CAA 0 ${letters} "x"`,
    `a URI 1 1 "${letters}"`,
    `a TYPE65280 \\# ${length} ${'00'.repeat(length)}`,
    `a TYPE65280 \\# ${65535} ${'00'.repeat(random.pick([65534, 65535, 65536]))}`,
    `a NAPTR 1 1 "u" "${letters}" "" .`,
    `a SSHFP 1 1 ${'ab'.repeat(length)}`,
    `a OPENPGPKEY ${Buffer.from(letters).toString('base64')}`,
    `a NSEC ${labels}. A`,
    `a TXT ${'\\065'.repeat(length)}`,
    `a X25 ${'1'.repeat(length)}`,
    `a HTTPS 1 . key65000=${letters}`,
    `a HTTPS 1 . alpn=${letters}`,
    `a\\000 A 192.0.2.1`,
    `$ORIGIN ${labels}`,
    `a SVCB 1 ${labels}.`,
  ]);
}
