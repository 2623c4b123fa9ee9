/** Configurations for the three programs and for us: each statement in each place with a value from its grammar; right, and with a slip. */
import { type Grammar, grammarOf, serverElement } from '../../../server/src/conf/grammar.ts';
import type { Clause } from '../../../server/src/conf/statements.ts';
import type { ValueKind } from '../../../server/src/conf/valueKinds.ts';
import { NUMBERS, type Random, randomOf, withOtherWords, withSlip } from './random.ts';
import type { Sample, Samples } from './statements.ts';

const CHARACTERS = '{};"\\/*#!=:,- \t\n0aZ_.%\'()@\xe9';

/** What names may refer to: some of it is defined, before or behind. */
const DEFINITIONS: readonly string[] = [
  'key k1 { algorithm hmac-sha256; secret "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"; };',
  'acl a1 { 192.0.2.0/24; !10.0.0.1; key k1; };',
  'tls t1 { cert-file "c.pem"; key-file "k.pem"; };',
  'primaries p1 { 192.0.2.1; 2001:db8::1 port 5353; };',
  'remote-servers r1 { 192.0.2.1; };',
  'dnssec-policy d1 { keys { csk lifetime unlimited algorithm 13; }; };',
  'http h1 { endpoints { "/dns-query"; }; };',
  'parental-agents g1 { 192.0.2.1 key k1; };',
  'key-store s1 { directory "keys"; };',
  'template m1 { type primary; file "$name.db"; };',
  'logging { channel c1 { file "log"; }; };',
  'acl a1 { any; };',
];

const NAMES = ['k1', 'a1', 't1', 'p1', 'r1', 'd1', 'h1', 'g1', 's1', 'm1', 'c1'];

/** Values of `<string>` and `<quoted>` that fit the statement of a name. */
const STRINGS: Readonly<Record<string, readonly string[]>> = {
  algorithm: [
    'hmac-sha256',
    'hmac-md5',
    'hmac-sha1-80',
    'hmac-sha256-128',
    'hmac-sha512-40',
    'hmac-sha256-300',
    'none',
    'gss-tsig',
    'HMAC-SHA256',
  ],
  secret: ['"c2VjcmV0c2VjcmV0c2VjcmV0"', '"c2VjcmV0"', '"x"', '""', 'c2VjcmV0', '"c2Vj cmV0"'],
  'dnssec-policy': ['d1', 'default', 'none', 'insecure', 'undefined', '"d1"', 'D1'],
  'key-store': ['s1', 'key-directory'],
  keys: [
    'k1',
    'csk',
    'undefined',
    '13',
    'ecdsap256sha256',
    'rsasha256',
    'rsasha1',
    '5',
    '8',
    'rsasha512',
    'ed25519',
    'nsec3rsasha1',
  ],
  category: [
    'default',
    'queries',
    'security',
    'xfer-in',
    'delegation-only',
    'lame-servers',
    'nonsense',
    'c1',
    'null',
    'default_syslog',
    'QUERIES',
    'unmatched',
    'rpz-passthru',
    'edns-disabled',
    'sslkeylog',
    'responses',
    'trust-anchor-telemetry',
    'drop',
    'rate-limit',
    'serve-stale',
  ],
  channel: ['c1', 'c2', 'null', 'default_debug'],
  tls: ['t1', 'ephemeral', 'none', 'undefined', '"t1"'],
  http: ['h1', 'default', 'undefined'],
  endpoints: ['"/dns-query"', '"dns-query"', '"/a b"', '"/"', '""', '"/a?b"', '"/a#b"', '"/dns-query/"'],
  protocols: ['TLSv1.2', 'TLSv1.3', 'TLSv1.1', 'tlsv1.2', '"TLSv1.2"', 'TLSv1', 'SSLv3'],
  ciphers: ['"HIGH:!aNULL"', '"HIGH"', '""', '"nonsense"', '"ALL:@STRENGTH"'],
  'cipher-suites': [
    '"TLS_AES_128_GCM_SHA256"',
    '""',
    '"nonsense"',
    '"TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256"',
    '"HIGH"',
  ],
  type: ['primary', 'secondary', 'hint', 'forward', 'master', 'nonsense'],
  template: ['m1', 'undefined', '"m1"'],
  'in-view': ['v1', 'undefined', '_default', '"v1"'],
  view: ['v1', 'v2', '_default', '_bind'],
  zone: [
    '"example.com"',
    'example.com',
    '"."',
    '"a..b"',
    '"2.0.192.in-addr.arpa"',
    '"10.in-addr.arpa"',
    '"EXAMPLE.com."',
    '"a/b"',
    '""',
    '"1.168.192.in-addr.arpa"',
    '"example.org"',
  ],
  'cookie-secret': [
    '"0123456789abcdef0123456789abcdef"',
    '"0123"',
    '"xyz"',
    '""',
    '"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"',
  ],
  'geoip-directory': ['"/tmp"', 'none'],
  directory: ['"."', '"/tmp"', '""', '"/nonexistent/x"', '"keys"'],
  'response-policy': ['"rpz.example.com"', '"example.com"', '"a..b"'],
  'catalog-zones': ['"cat.example.com"', '"example.com"', '"a..b"'],
  'bindkeys-file': ['"bind.keys"', '""'],
  'disable-algorithms': ['"."', '"example.com"', 'rsasha1', '8', 'nonsense', '256', 'RSASHA1', '"a..b"'],
  'disable-ds-digests': ['"."', '"example.com"', 'SHA-1', 'sha-256', '2', 'nonsense', '256', 'GOST'],
  'update-policy': ['k1', 'example.com', '*', '"a..b"', '*.example.com', '.'],
  'dnssec-must-be-secure': ['"."', '"a..b"'],
  'dnstap-output': ['"dnstap"', '""'],
  'fetches-per-zone': ['drop', 'fail'],
  'trust-anchors': ['"."', '"example.com"', 'initial-key', 'static-ds'],
  'dnsrps-library': ['"lib.so"'],
  'pkcs11-uri': ['"pkcs11:token=x"', '""'],
  server: ['192.0.2.1'],
  'managed-keys-directory': ['"."', '"/nonexistent"', '""'],
  'deny-answer-aliases': ['"example.com"', '"a..b"'],
  'empty-server': ['"example.com"', '"a..b"', '.'],
  'empty-contact': ['"example.com"', '"a..b"', '.'],
  'dns64-server': ['"example.com"', '"a..b"'],
  'dns64-contact': ['"example.com"', '"a..b"'],
  'session-keyname': ['k1', '"a..b"', 'local-ddns'],
  'session-keyalg': ['hmac-sha256', 'hmac-md5', 'nonsense', 'hmac-sha512-256'],
  'send-report-channel': ['"example.com"', '"report.example.net"', '"a..b"', '.', '""'],
  'preferred-glue': ['A', 'AAAA', 'none', 'NONE', 'x'],
  'sig-signing-type': ['65534'],
  cdnskey: ['yes', 'no'],
  'cds-digest-types': ['sha-256', 'sha-384', 'sha-1', '1', '2', 'nonsense', '4'],
  transport: ['tls', 'tcp', 'udp'],
  'allow-transfer': ['tls', 'tcp', 'http', 'undefined'],
  'ca-file': ['"ca.pem"', '""'],
  'remote-hostname': ['"host"', '""', '"a..b"'],
  'rate-limit': ['k1'],
};
const ANY_STRING: readonly string[] = [
  '"example.com"',
  'example.com',
  '"a..b"',
  'undefined',
  '""',
  '"a b"',
  'none',
  '.',
  'any',
  '"x"',
  'x',
  'IN',
  '"f.db"',
  'yes',
  '*',
];

const ADDRESSES_4 = [
  '192.0.2.1',
  '192.0.2.1',
  '10.0.0.1',
  '0.0.0.0',
  '255.255.255.255',
  '192.0.2',
  '192.0.2.256',
  '224.0.0.1',
  '127.0.0.1',
  '1.2.3.4.5',
  '192.0.2.01',
];
const ADDRESSES_6 = [
  '2001:db8::1',
  '2001:db8::1',
  '::1',
  '::',
  'fe80::1',
  'fe80::1%eth0',
  'fe80::1%0',
  '::ffff:192.0.2.1',
  '2001:db8:::1',
  'ff02::1',
  '::192.0.2.1',
  '12345::',
];
const PREFIXES = [
  '192.0.2.0/24',
  '192.0.2.1/24',
  '10/8',
  '10.0.0.0/33',
  '192.168/16',
  '2001:db8::/32',
  '2001:db8::1/32',
  '::/0',
  '0/0',
  '192.0.2.1',
  '2001:db8::1',
  '192.0.2.0/',
  '2001:db8::/129',
  '0.0.0.0/0',
  '1.2.3',
  '192.0.2.0/024',
];
const DURATIONS = [
  '1h',
  '0',
  '1',
  '1d',
  '1w',
  'PT1H',
  'P1D',
  'PT0S',
  'P1Y2M3W',
  'pt1h',
  '1h30m',
  '3600',
  '4294967295',
  '4294967296',
  '90',
  'P1W',
  'PT',
  'P',
  'unlimited',
  '-1',
  '1x',
  '1.5h',
  '604800',
  '2w',
  '7d',
  '30s',
  '10m',
  'P1H',
  'PT1M30S',
  '1209600',
  '29',
  '86400',
  '10800',
  '"1h"',
  '10801',
  '604801',
  'P68Y',
  'P136Y',
  'P137Y',
  '100w',
  '4h',
  '24855d',
];
const SIZES = [
  '0',
  '1',
  '512',
  '1k',
  '1M',
  '1g',
  '512M',
  'unlimited',
  'default',
  '4294967295',
  '4294967296',
  '18446744073709551615',
  '18446744073709551616',
  '1t',
  '1.5M',
  '-1',
  'none',
  '2097152',
  '2m',
  '4096',
  '1048576',
  '999999',
  '1T',
  '2G',
  '2147483648',
  '17179869184G',
  '100%',
  '1K',
  '4095',
  '1099511627777',
  '1099511627776',
  '2147483647',
];
const MATCHES = [
  'any',
  'none',
  'localhost',
  'localnets',
  '192.0.2.1',
  '!192.0.2.1',
  '10/8',
  '192.0.2.1/24',
  'a1',
  'undefined',
  '!a1',
  'key k1',
  'key undefined',
  '!key k1',
  '{ 192.0.2.1; }',
  '! { any; }',
  '2001:db8::/32',
  '"a1"',
  '"any"',
  '192.0.2.1 port 53',
  'geoip country US',
  '!none',
  '! any',
  '::1',
  'key "k1"',
  '!!any',
  '"192.0.2.1"',
  '',
  '{ }',
  'port 53 192.0.2.1',
  'example.com',
  '192.0.2.300',
  'k1',
];

interface Writer {
  readonly random: Random;
  readonly samples: Samples;
}

/** The configuration with a number in a run. */
export function confInput(seed: number, index: number, samples: Samples): string {
  const random = randomOf(seed, index);
  const writer: Writer = { random, samples };
  const subject = placed(writer);
  const pieces = [subject];
  if (random.oneIn(4)) pieces.push(placed(writer));
  for (const name of NAMES) {
    const isNamed = subject.includes(name);
    if (isNamed ? random.oneIn(5) : !random.oneIn(50)) continue;
    const definition = DEFINITIONS[NAMES.indexOf(name)];
    if (random.oneIn(4)) pieces.push(definition);
    else pieces.unshift(definition);
    if (name === 'c1' && subject.startsWith('logging')) pieces.splice(pieces.indexOf(definition), 1);
  }
  if (random.oneIn(60)) pieces.push(random.pick(DEFINITIONS));
  let text = `${pieces.join('\n')}\n`;
  if (random.oneIn(30)) text = withSlip(text, random, CHARACTERS);
  return text;
}

/** A statement or two in a clause, with the clause around it. */
function placed(writer: Writer): string {
  const { random } = writer;
  const clause = random.pick<Clause>([
    'options',
    'options',
    'options',
    'view',
    'zone',
    'zone',
    'zone',
    'top',
    'top',
    'key',
    'server',
    'logging',
    'channel',
    'controls',
    'statistics-channels',
    'tls',
    'http',
    'dnssec-policy',
    'dnssec-policy',
    'key-store',
    'rate-limit',
    'dns64',
    'dlz',
    'template',
    'notify-cfg',
    'lwres',
  ]);
  const count = random.pick([1, 1, 1, 2, 3]);
  const body = Array.from({ length: count }, () => statementOf(clause, writer)).join(' ');
  return around(clause, body, writer);
}

function around(clause: Clause, body: string, writer: Writer): string {
  const { random } = writer;
  const base = (text: string): string => (random.oneIn(12) ? '' : text);
  switch (clause) {
    case 'top':
      return body;
    case 'options':
      return `options { ${body} };`;
    case 'view':
      return `view v1 { ${body} };`;
    case 'zone':
      return inZone(body, writer);
    case 'key':
      return `key k2 { ${base('algorithm hmac-sha256;')} ${base('secret "c2VjcmV0";')} ${body} };`;
    case 'server':
      return random.pick([(text: string) => text, (text: string) => `view v1 { ${text} };`])(
        `server ${random.pick(PREFIXES)} { ${body} };`,
      );
    case 'logging':
      return `logging { ${base('channel c1 { file "log"; };')} ${body} };`;
    case 'channel':
      return `logging { channel c1 { ${base(random.pick(['file "log";', 'stderr;', 'syslog;', 'null;']))} ${body} }; };`;
    case 'tls':
      return `tls t2 { ${base('cert-file "c.pem"; key-file "k.pem";')} ${body} };`;
    case 'http':
      return `http h2 { ${base('endpoints { "/dns-query"; };')} ${body} };`;
    case 'dnssec-policy':
      return `dnssec-policy d2 { ${random.oneIn(2) ? '' : 'keys { csk lifetime unlimited algorithm 13; };'} ${body} };`;
    case 'key-store':
      return `key-store s2 { ${body} };`;
    case 'rate-limit':
      return random.pick([`options { rate-limit { ${body} }; };`, `view v1 { rate-limit { ${body} }; };`]);
    case 'dns64':
      return `options { dns64 ${random.pick(['64:ff9b::/96', '2001:db8::/64', '192.0.2.0/24', '64:ff9b::1/96', '2001:db8::/33'])} { ${body} }; };`;
    case 'dlz':
      return `dlz z1 { ${base('database "x";')} ${body} };`;
    case 'template':
      return `template m2 { ${base('type primary; file "x.db";')} ${body} }; ${random.oneIn(2) ? 'zone "t.example" { template m2; };' : ''}`;
    case 'notify-cfg':
      return random.pick([
        `options { notify-cfg CDS { ${body} }; };`,
        inZone(`notify-cfg CDS { ${body} };`, writer),
        `view v1 { notify-cfg CDS { ${body} }; };`,
      ]);
    default:
      return `${clause} { ${body} };`;
  }
}

const ZONE_BASES: readonly string[] = [
  'type primary; file "x.db";',
  'type secondary; primaries { 192.0.2.1; };',
  'type secondary; file "x.db"; primaries { p1; };',
  'type mirror; primaries { 192.0.2.1; };',
  'type hint; file "hints";',
  'type stub; primaries { 192.0.2.1; };',
  'type static-stub; server-addresses { 192.0.2.1; };',
  'type forward; forwarders { 192.0.2.1; };',
  'type redirect; file "x.db";',
  'in-view v1;',
  'type delegation-only;',
  'type master; file "x.db";',
  'type slave; masters { 192.0.2.1; };',
  'template m1;',
  'type primary; file "x.db"; dnssec-policy d1;',
  'type primary; file "x.db"; dnssec-policy default; inline-signing yes;',
  'type primary; file "x.db"; allow-update { any; };',
  'type secondary; file "x.db"; primaries { 192.0.2.1; }; dnssec-policy default;',
];

function inZone(body: string, { random }: Writer): string {
  const base = random.oneIn(15) ? '' : random.pick(ZONE_BASES);
  const name =
    base.includes('redirect') || base.includes('hint')
      ? '"."'
      : random.oneIn(6)
        ? random.pick(STRINGS.zone)
        : '"example.com"';
  const zone = `zone ${name} { ${base} ${body} };`;
  return random.pick([
    zone,
    zone,
    `view v1 { ${zone} };`,
    `view v0 { match-clients { any; }; };\nview v1 { ${zone} };`,
    `options { directory "."; };\n${zone}`,
  ]);
}

function statementOf(clause: Clause, writer: Writer): string {
  const { random, samples } = writer;
  const from: Clause = random.oneIn(25) ? random.pick([...samples.keys()]) : clause === 'template' ? 'zone' : clause;
  const all = samples.get(from) ?? [];
  const some = random.oneIn(6) ? all : all.filter(({ isGone }) => !isGone);
  const sample = random.pick(some.length > 0 ? some : (samples.get('options') ?? []));
  const statement = written(sample, from, writer, 0);
  return random.oneIn(30) ? `${statement} ${statement}` : statement;
}

function written(sample: Sample, clause: Clause, writer: Writer, depth: number): string {
  const { random } = writer;
  const name = random.oneIn(60)
    ? withSlip(sample.name, random, CHARACTERS)
    : random.oneIn(60)
      ? sample.name.toUpperCase()
      : sample.name;
  const value = textOf(grammarOf(random.pick(sample.grammars)), { ...writer, statement: sample.name, clause, depth });
  const words = [name, ...value];
  if (random.oneIn(12)) return `${withOtherWords(words, random, () => otherWord(random)).join(' ')};`;
  if (random.oneIn(40)) return `${withSlip(words.join(' '), random, CHARACTERS)};`;
  return `${words.join(' ')}${random.oneIn(80) ? '' : ';'}`;
}

function otherWord(random: Random): string {
  return random.pick([
    random.pick(NUMBERS),
    random.pick(ANY_STRING),
    random.pick(ADDRESSES_4),
    random.pick(ADDRESSES_6),
    random.pick(DURATIONS),
    random.pick(SIZES),
    '{ }',
    '{',
    '}',
    ';',
    'port',
    'key',
    'tls',
    'yes',
    '!',
    '"',
    '{ any; }',
    '"yes"',
    'port 53',
    'tls t1',
    'key k1',
    'no',
  ]);
}

interface Place extends Writer {
  readonly statement: string;
  readonly clause: Clause;
  readonly depth: number;
}

function textOf(grammar: Grammar, place: Place): string[] {
  const { random } = place;
  switch (grammar.kind) {
    case 'word':
      return [random.oneIn(60) ? `"${grammar.text}"` : random.oneIn(60) ? grammar.text.toUpperCase() : grammar.text];
    case 'optional':
      return random.oneIn(3) ? textOf(grammar.item, place) : [];
    case 'sequence':
      return grammar.items.flatMap((item) => textOf(item, place));
    case 'choice':
      return textOf(random.pick(grammar.items), place);
    case 'list': {
      const count = random.pick([0, 1, 1, 1, 2, 3]);
      const items = Array.from({ length: count }, () => textOf(grammar.item, place).join(' '));
      return ['{', ...items.map((item) => `${item};`), '}'];
    }
    case 'value':
      return ofKind(grammar.type, place);
  }
}

function ofKind(kind: ValueKind, place: Place): string[] {
  const { random, statement, depth } = place;
  switch (kind) {
    case 'boolean':
      return [random.usual(['yes', 'no', 'yes', 'no', 'true', 'false', '1', '0', 'YES', 'on', '"yes"'])];
    case 'integer':
      return [
        random.oneIn(2) ? random.pick(['0', '1', '2', '5', '10', '53', '100', '1000', '1232']) : random.pick(NUMBERS),
      ];
    case 'string':
      return [stringOf(place)];
    case 'quoted': {
      const text = random.usual(STRINGS[statement] ?? ['"x"', '"f.db"', '""', '"example.com"', '"/nonexistent/f"']);
      return [random.oneIn(30) ? text : `"${text.replaceAll('"', '')}"`];
    }
    case 'duration':
      return [random.usual(DURATIONS)];
    case 'size':
    case 'octets':
      return [random.usual(SIZES)];
    case 'percent':
      return [random.usual(['0%', '50%', '100%', '101%', '1%', '90', '%', '9999999999%', '1.5%', '00%'])];
    case 'decimal':
      return [random.usual(['0', '0.1', '1.0', '0.99', '1.25', '.5', '5.', '0.001', '99999', '100000', '0.7'])];
    case 'ipv4':
      return [random.usual(ADDRESSES_4)];
    case 'ipv6':
      return [random.usual(ADDRESSES_6)];
    case 'prefix':
      return [random.usual(PREFIXES)];
    case 'class':
      return [random.usual(['IN', 'CH', 'HS', 'in', 'CHAOS', 'ANY', 'CLASS1', 'CLASS65536', 'x', 'NONE'])];
    case 'facility':
      return [random.usual(['daemon', 'local0', 'nonsense', 'local8', '"daemon"', 'DAEMON', 'kern'])];
    case 'severity':
      return [
        random.usual([
          'info',
          'debug',
          'debug 3',
          'dynamic',
          'critical',
          'debug 99999999999',
          'nonsense',
          'INFO',
          'debug x',
          'info 3',
        ]),
      ];
    case 'port':
      return [random.usual(['53', '0', '65535', '65536', '08', '0x10', 'x'])];
    case 'portrange':
      return [
        random.usual([
          '53',
          '0',
          '65535',
          '65536',
          'range 1 2',
          'range 2 1',
          'range 1',
          'range 0 65535',
          'range 1 65536',
          '*',
        ]),
      ];
    case 'key':
      return [random.usual(['k1', 'undefined', '{ k1; }', '{ }', '"k1"', '"a..b"', '{ k1; k1; }', 'none'])];
    case 'match-list': {
      const count = random.usual([0, 1, 1, 1, 2, 3]);
      return ['{', ...Array.from({ length: count }, () => `${random.usual(MATCHES)};`), '}'];
    }
    case 'servers': {
      const count = random.usual([0, 1, 1, 1, 2, 3]);
      const items = Array.from({ length: count }, () =>
        textOf(serverElement(), { ...place, statement: 'servers' }).join(' '),
      );
      return ['{', ...items.map((item) => `${item};`), '}'];
    }
    case 'statements': {
      const clause = (statement === 'options' && place.clause === 'rndc' ? 'rndc-options' : statement) as Clause;
      if (depth > 2 || !place.samples.has(clause)) return ['}'];
      const count = random.usual([0, 1, 1, 2, 3]);
      const samples = place.samples.get(clause) ?? [];
      return Array.from({ length: count }, () => written(random.pick(samples), clause, place, depth + 1));
    }
    case 'text':
      return [random.usual(['x', 'x y', 'x "y"', '', 'x; y'])];
    case 'types':
      return [
        random.usual([
          'A',
          'A AAAA',
          'ANY',
          'PTR(3)',
          'A(0)',
          'NONSENSE',
          'TYPE1',
          'TYPE65536',
          '1',
          '',
          'TXT(x)',
          'a',
          '*',
          'A(256)',
        ]),
      ];
  }
}

function stringOf({ random, statement }: Place): string {
  if (random.oneIn(12)) return random.pick([...NAMES, ...ANY_STRING]);
  if (statement === 'servers' || /primaries|masters|notify|agents|remote-servers/.test(statement))
    return random.usual(['p1', 'r1', 'g1', 'k1', 't1', 'undefined', 'ephemeral', 'none', '"p1"', '192.0.2.300']);
  return random.usual(STRINGS[statement] ?? ANY_STRING);
}
