import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RCODE } from '../../../server/src/dns/codes.ts';
import { TYPE, TYPES } from '../../../server/src/dns/types.ts';
import { RCODE_WORDS } from '../../../server/src/live/codes.ts';
import { type DigQuery, parseDigWords } from '../../../server/src/live/digWords.ts';
import { DEFAULT_OPTIONS, rdataText } from '../../../server/src/live/messages.ts';
import { messageId, readResponse } from '../../../server/src/live/readResponse.ts';
import { buildQuery } from '../../../server/src/live/writeQuery.ts';
import { QUERY, QUESTION, response } from '../transports/fakeServers.ts';

function hex(octets: Uint8Array): string {
  return Buffer.from(octets).toString('hex');
}

/** A response by hand: the header's counts, `host.example. IN A`, then octets. `example.` is at octet 17. */
function raw(answers: number, additionals: number, body: string): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt16BE(QUERY.id, 0);
  header.writeUInt16BE(0x8400, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers, 6);
  header.writeUInt16BE(additionals, 10);
  const question = '04686f7374076578616d706c650000010001';
  return Buffer.concat([header, Buffer.from((question + body).replaceAll(' ', ''), 'hex')]);
}

/** The header and `host.example. IN A`. */
const END_OF_QUESTION = 30;

/** An answer record of `host.example.` with this type and RDATA. */
function answered(type: number, rdata: string) {
  const bare = rdata.replaceAll(' ', '');
  const length = (bare.length / 2).toString(16).padStart(4, '0');
  const message = readResponse(
    raw(1, 0, `c00c ${type.toString(16).padStart(4, '0')} 0001 0000012c ${length} ${bare}`),
    QUERY,
  );
  if (message.kind === 'malformed') return message.fault;
  return message.faults[0]?.fault ?? rdataText(message.answer[0]);
}

test('a message cut at any octet is no message, or says so behind its question', () => {
  const whole = response({
    authorities: [
      { name: 'example', type: 'SOA', ttl: 9, data: { mname: 'ns.example', rname: 'a.example', serial: 1 } },
      { name: 'example', type: 'MX', ttl: 9, data: { preference: 1, exchange: 'mail.example' } },
    ],
    additionals: [
      {
        type: 'OPT',
        name: '.',
        udpPayloadSize: 1400,
        extendedRcode: 0,
        ednsVersion: 0,
        flags: 0,
        options: [{ code: 3, data: Buffer.from('ns1') }],
      },
    ],
  });
  assert.equal(readResponse(whole, QUERY).kind, 'message');
  for (let length = 0; length < whole.length; length++) {
    const message = readResponse(whole.subarray(0, length), QUERY);
    assert.equal(message.kind, length < END_OF_QUESTION ? 'malformed' : 'message', `${length}`);
    const { fault, reason } = message.kind === 'message' ? message.faults[0] : message;
    assert.equal(fault, length < 12 ? 'short' : 'cut', `${length}: ${reason}`);
    assert.match(reason, /^[A-Z].*\.$/);
    if (message.kind === 'message') assert.equal(message.extra, 0);
  }
});

describe('compressed names', () => {
  const host = 'host.example.';
  const cases: readonly [number, string, string][] = [
    [TYPE.NS, 'c00c', host],
    [TYPE.MD, 'c00c', host],
    [TYPE.MF, 'c00c', host],
    [TYPE.CNAME, 'c00c', host],
    [TYPE.SOA, 'c00c c011 00000001 00000002 00000003 00000004 00000005', `${host} example. 1 2 3 4 5`],
    [TYPE.MB, 'c00c', host],
    [TYPE.MG, 'c00c', host],
    [TYPE.MR, 'c00c', host],
    [TYPE.PTR, 'c00c', host],
    [TYPE.MINFO, 'c00c c011', `${host} example.`],
    [TYPE.MX, '000a c00c', `10 ${host}`],
    [TYPE.RP, 'c00c c011', `${host} example.`],
    [TYPE.AFSDB, '0001 c00c', `1 ${host}`],
    [TYPE.RT, '0001 c00c', `1 ${host}`],
    [
      TYPE.SIG,
      '0001 08 02 0000003c 65920080 00000000 0001 c011 ff',
      'A RSASHA256 2 60 20240101000000 19700101000000 1 example. /w==',
    ],
    [TYPE.PX, '0001 c00c c011', `1 ${host} example.`],
    [TYPE.NXT, 'c00c 40', `${host} A`],
    [TYPE.SRV, '0001 0002 0003 c00c', `1 2 3 ${host}`],
    [TYPE.NAPTR, '0001 0002 0173 00 00 c00c', `1 2 "s" "" "" ${host}`],
    [TYPE.KX, '0001 c00c', `1 ${host}`],
    [TYPE.DNAME, 'c00c', host],
  ];
  for (const [type, data, shown] of cases) {
    const { mnemonic } = TYPES.find(({ code }) => code === type)!;
    test(`${mnemonic} is read with its names whole`, () => {
      const text = answered(type, data);
      assert.equal(text.replace('A 8 ', 'A RSASHA256 '), shown);
    });
    test(`${mnemonic} is refused where its name is missing or cut`, () => {
      const bare = data.replaceAll(' ', '');
      const from = bare.indexOf('c0');
      if (from > 0) assert.equal(answered(type, bare.slice(0, from)), 'rdata');
      assert.equal(answered(type, `${bare.slice(0, from)}05616263`), 'rdata');
    });
  }

  test('the second of two names is missing', () => {
    for (const type of [TYPE.SOA, TYPE.MINFO, TYPE.RP]) assert.equal(answered(type, 'c00c'), 'rdata');
    assert.equal(answered(TYPE.PX, '0001 c00c'), 'rdata');
  });

  test('more octets than the names of a type that ends in one', () => {
    for (const type of [TYPE.NS, TYPE.PTR, TYPE.DNAME]) assert.equal(answered(type, 'c00c 00'), 'rdata');
    assert.equal(answered(TYPE.MINFO, 'c00c c011 00'), 'rdata');
  });

  test('types whose names may not be compressed are taken as they are', () => {
    // They are no names then, so that the data are none of the type.
    assert.equal(answered(TYPE.SVCB, '0001 c00c'), 'rdata');
    assert.equal(answered(TYPE.LP, '0001 c00c'), 'rdata');
    assert.equal(answered(TYPE.NSEC, 'c00c 0001 40'), 'rdata');
    // An update's "delete" has no data at all.
    assert.equal(answered(TYPE.NS, ''), '\\# 0');
  });
});

test('every rcode has words, and they are its own', () => {
  const words = Object.values(RCODE).map((code) => RCODE_WORDS[code]);
  assert.equal(new Set(words).size, words.length);
  assert.match(RCODE_WORDS[RCODE.NXDOMAIN], /^the name does not exist$/);
  assert.match(RCODE_WORDS[RCODE.NOTAUTH], /not authoritative/);
  assert.match(RCODE_WORDS[RCODE.BADCOOKIE], /cookie/);
});

test('EDNS: the upper rcode bits, version and DO are told apart', () => {
  const opt = (ttl: string) => readResponse(raw(0, 1, `00 0029 0200 ${ttl} 0000`), QUERY);
  const read = (ttl: string) => {
    const message = opt(ttl);
    assert.ok(message.kind === 'message');
    const { edns, rcode } = message;
    return [rcode, edns?.version, edns?.do, edns?.udpSize];
  };
  assert.deepEqual(read('00000000'), [0, 0, false, 512]);
  assert.deepEqual(read('01000000'), [16, 0, false, 512]);
  assert.deepEqual(read('ff000000'), [4080, 0, false, 512]);
  assert.deepEqual(read('00ff0000'), [0, 255, false, 512]);
  assert.deepEqual(read('00008000'), [0, 0, true, 512]);
  assert.deepEqual(read('00007fff'), [0, 0, false, 512]);
});

test('EDNS options end where the record does', () => {
  const options = (data: string) => {
    const length = (data.length / 2).toString(16).padStart(4, '0');
    const message = readResponse(raw(0, 1, `00 0029 0200 00000000 ${length} ${data}`), QUERY);
    if (message.kind === 'malformed') return message.fault;
    const read = message.edns?.options.map(({ code, data: octets }) => `${code}:${hex(octets)}`).join(' ');
    return [read, ...message.faults.map(({ fault }) => `!${fault}`)].join(' ').trim();
  };
  assert.equal(options(''), '');
  assert.equal(options('00030000'), '3:');
  assert.equal(options('00030001ff000a0002beef'), '3:ff 10:beef');
  assert.equal(options('00030001'), '!edns');
  assert.equal(options('000300'), '!edns');
  assert.equal(options('00030001ff00'), '3:ff !edns');
});

test('padding fills whole blocks, whatever is left over', () => {
  const bare = buildQuery(QUESTION, DEFAULT_OPTIONS, 1).wire.length;
  for (let block = 1; block <= 140; block++) {
    const { length } = buildQuery(QUESTION, { ...DEFAULT_OPTIONS, padTo: block }, 1).wire;
    assert.equal(length % block, 0, `${block}`);
    assert.ok(length >= bare + 4 && length < bare + 4 + block, `${block}`);
  }
  const { wire } = buildQuery(QUESTION, { ...DEFAULT_OPTIONS, padTo: 128, ednsVersion: undefined }, 1);
  assert.equal(wire.length, bare - 11);
});

test('the id at the head', () => {
  assert.equal(messageId(Uint8Array.of(0x12)), undefined);
  assert.equal(messageId(Uint8Array.of(0x12, 0x34)), 0x1234);
  assert.equal(messageId(Uint8Array.of()), undefined);
});

describe('numbers of dig’s words', () => {
  const asked = (words: string): DigQuery | undefined => {
    const query = parseDigWords(`example.com ${words}`);
    return 'error' in query ? undefined : query;
  };
  const LIMITS: readonly [string, number, number, (query: DigQuery) => number | undefined][] = [
    ['+bufsize=', 0, 65535, ({ options }) => options.udpSize],
    ['+edns=', 0, 255, ({ options }) => options.ednsVersion],
    ['+padding=', 0, 512, ({ options }) => options.padTo],
    ['+qid=', 0, 65535, ({ options }) => options.id],
    ['+timeout=', 1, 300, ({ options }) => options.timeoutMs / 1000],
    ['+tries=', 1, 10, ({ options }) => options.tries],
    ['+retry=', 1, 10, ({ options }) => options.tries - 1],
    ['-p ', 1, 65535, ({ port }) => port],
    ['-p', 1, 65535, ({ port }) => port],
    ['@192.0.2.1#', 1, 65535, ({ port }) => port],
    ['+ednsopt=', 0, 65535, ({ options }) => options.ednsOptions[0]?.code],
  ];
  for (const [word, least, most, read] of LIMITS) {
    test(`${word} from ${least} to ${most}`, () => {
      for (const number of [least, most]) assert.equal(read(asked(word + number)!), number);
      assert.equal(asked(word + (most + 1)), undefined);
      for (const text of ['-1', '1x', '1.0', '00000000001']) assert.equal(asked(word + text), undefined, text);
    });
  }

  test('+subnet: families, lengths and the bits behind them', () => {
    const subnet = (value: string) => {
      const query = asked(`+subnet=${value}`);
      return query && hex(query.options.ednsOptions[0].data);
    };
    assert.equal(subnet('192.0.2.255'), '00012000c00002ff');
    assert.equal(subnet('192.0.2.255/24'), '00011800c00002');
    assert.equal(subnet('192.0.2.255/25'), '00011900c0000280');
    assert.equal(subnet('192.0.2.255/31'), '00011f00c00002fe');
    assert.equal(subnet('192.0.2.255/0'), '00010000');
    assert.equal(subnet('0'), '00010000');
    assert.equal(subnet('2001:db8:ffff::/33'), '0002210020010db880');
    assert.equal(subnet('2001:db8::1'), '0002800020010db8000000000000000000000001');
    for (const bad of [
      '192.0.2.1/33',
      '2001:db8::/129',
      '192.0.2',
      '192.0.2.1/',
      '192.0.2.1/-1',
      '192.0.2.1/x',
      '',
      'x',
    ]) {
      assert.equal(subnet(bad), undefined, bad);
    }
  });

  test('+cookie has 8, or 16 to 40 octets', () => {
    const lengths = [7, 8, 9, 15, 16, 40, 41].map((octets) => asked(`+cookie=${'ab'.repeat(octets)}`) !== undefined);
    assert.deepEqual(lengths, [false, true, false, false, true, true, false]);
    for (const bad of ['a', 'abc', 'zz', '0x00']) assert.equal(asked(`+cookie=${bad}`), undefined, bad);
  });
});

describe('how short dig’s words may be', () => {
  /** The shortest spelling, how much of it is the least, the rest of the word. */
  const SHORTEST: readonly [string, string, string][] = [
    ['aaflag', 'aa', ''],
    ['adflag', 'ad', ''],
    ['bufsize', 'bu', '=600'],
    ['cdflag', 'cd', ''],
    ['cookie', 'coo', '=0102030405060708'],
    ['dnssec', 'dnss', ''],
    ['do', 'do', ''],
    ['edns', 'edns', '=1'],
    ['ednsopt', 'ednso', '=3'],
    ['expire', 'expi', ''],
    ['ignore', 'ig', ''],
    ['keepalive', 'keepa', ''],
    ['nsid', 'nsi', ''],
    ['padding', 'p', '=64'],
    ['qid', 'qi', '=7'],
    ['rdflag', 'rd', ''],
    ['recurse', 'rec', ''],
    ['retry', 'ret', '=4'],
    ['subnet', 'su', '=192.0.2.0/24'],
    ['tcp', 'tcp', ''],
    ['timeout', 'ti', '=9'],
    ['tries', 'tri', '=7'],
    ['vc', 'v', ''],
    ['zflag', 'z', ''],
  ];
  const read = (word: string) => {
    // What is on already is turned off, so that each word changes something.
    const off = /^(?:ad|rd|rec)/.test(word) ? 'no' : '';
    const query = parseDigWords(`example.com +${off}${word}`);
    return 'error' in query ? undefined : query.options;
  };
  const usual = { ...DEFAULT_OPTIONS, tcp: false };
  for (const [full, least, rest] of SHORTEST) {
    test(full, () => {
      const wanted = read(full + rest);
      assert.notDeepEqual(wanted, usual);
      assert.deepEqual(read(least + rest), wanted);
      if (least.length > 1) assert.notDeepEqual(read(least.slice(0, -1) + rest), wanted);
      if (least !== full) assert.equal(read(`${least}x${rest}`), undefined);
    });
  }
});
