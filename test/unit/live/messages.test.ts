import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import packet from 'dns-packet';
import {
  DEFAULT_OPTIONS,
  type Fault,
  type MalformedMessage,
  type QueryOptions,
  type ResponseMessage,
  rdataText,
} from '../../../server/src/live/messages.ts';
import { readResponse } from '../../../server/src/live/readResponse.ts';
import { buildQuery, nameToWire } from '../../../server/src/live/writeQuery.ts';
import { QUERY, QUESTION, response, type Sections, withId } from '../transports/fakeServers.ts';

function hex(octets: Uint8Array): string {
  return Buffer.from(octets).toString('hex');
}

function read(wire: Uint8Array): ResponseMessage {
  const message = readResponse(wire, QUERY);
  if (message.kind === 'malformed') assert.fail(message.reason);
  return message;
}

function refuse(wire: Uint8Array): MalformedMessage {
  const message = readResponse(wire, QUERY);
  if (message.kind === 'message') assert.fail('it was read');
  return message;
}

/** A response made by hand: header counts, the question, then octets given in hex. */
function raw(counts: readonly [number, number, number, number], body: string, flags = 0x8400): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt16BE(QUERY.id, 0);
  header.writeUInt16BE(flags, 2);
  for (const [index, number] of counts.entries()) header.writeUInt16BE(number, 4 + 2 * index);
  return Buffer.concat([header, Buffer.from(body.replace(/\s+/g, ''), 'hex')]);
}

/** `host.example. IN A`: octets 12 to 29; `example.` begins at octet 17. */
const QUESTION_HEX = '04686f7374 076578616d706c65 00 0001 0001';

/** Options of what is done around the message: query.test.ts is about them. */
type Around =
  | 'freshCookie'
  | 'cookieAt'
  | 'id'
  | 'tcp'
  | 'secure'
  | 'ignoreTruncation'
  | 'timeoutMs'
  | 'tries'
  | 'negotiateEdns'
  | 'retryBadCookie'
  | 'nextOnServfail';

describe('building a query', () => {
  function query(options: Partial<QueryOptions>, question = QUESTION): string {
    return hex(buildQuery(question, { ...DEFAULT_OPTIONS, ...options }, 0x1234).wire);
  }
  const question = QUESTION_HEX.replaceAll(' ', '');

  test('the defaults: RD, AD, EDNS with 1232 octets', () => {
    assert.equal(query({}), `123401200001000000000001${question}00002904d0000000000000`);
  });
  test('without EDNS', () => {
    assert.equal(query({ ednsVersion: undefined }), `123401200001000000000000${question}`);
  });
  test('every flag', () => {
    const flags = query({ rd: false, ad: false, cd: true, aa: true, z: true }).slice(4, 8);
    assert.equal(flags, '0450');
  });
  test('every option changes the message', () => {
    const other = {
      rd: false,
      ad: false,
      cd: true,
      aa: true,
      z: true,
      ra: true,
      tc: true,
      co: true,
      ednsFlags: 1,
      opcode: 4,
      headerOnly: true,
      ednsVersion: 1,
      udpSize: 4096,
      do: true,
      ednsOptions: [{ code: 3, data: new Uint8Array() }],
      padTo: 128,
    } satisfies Omit<QueryOptions, Around>;
    for (const [name, value] of Object.entries(other)) assert.notEqual(query({ [name]: value }), query({}), name);
  });
  test('DO, version, size and options', () => {
    const options = {
      do: true,
      ednsVersion: 1,
      udpSize: 4096,
      ednsOptions: [
        { code: 3, data: new Uint8Array(0) },
        { code: 65001, data: Uint8Array.of(0xbe, 0xef) },
      ],
    };
    assert.equal(
      query(options).slice(60),
      '00002910000001800000 0a 00030000 fde90002beef'.replaceAll(' ', '').replace('800000a', '8000000a'),
    );
  });
  test('a size below 512 is sent as it is, as dig does', () => {
    assert.equal(query({ udpSize: 0 }).slice(60), '0000290000000000000000');
  });
  test('padding makes a whole block', () => {
    const wire = buildQuery(QUESTION, { ...DEFAULT_OPTIONS, padTo: 128 }, 1).wire;
    assert.equal(wire.length, 128);
  });
  test('labels with dots and any octets, any class and type', () => {
    const odd = { name: 'a\\.b.\\200\\000.', type: 65280, class: 4242 };
    assert.equal(query({ ednsVersion: undefined }, odd).slice(24), '03612e6202c80000ff001092');
  });
  test('the root', () => {
    assert.equal(hex(nameToWire('.')), '00');
    assert.equal(query({ ednsVersion: undefined }, { name: '.', type: 2, class: 1 }).slice(24), '0000020001');
  });
});

describe('reading a response', () => {
  test('header, sections and EDNS as dns-packet writes them', () => {
    const wire = response({
      flags: packet.AUTHORITATIVE_ANSWER | packet.RECURSION_DESIRED | packet.AUTHENTIC_DATA | packet.CHECKING_DISABLED,
      authorities: [{ name: 'example', type: 'NS', ttl: 60, data: 'ns1.example' }],
      additionals: [
        { name: 'ns1.example', type: 'AAAA', ttl: 60, data: '2001:db8::53' },
        {
          type: 'OPT',
          name: '.',
          udpPayloadSize: 1400,
          extendedRcode: 1,
          ednsVersion: 0,
          flags: 0x8000,
          options: [{ code: 3, data: Buffer.from('ns1') }],
        },
      ],
    });
    const message = read(wire);
    assert.equal(message.id, QUERY.id);
    assert.equal(message.rcode, 16);
    assert.deepEqual(message.flags, { aa: true, tc: false, rd: true, ra: false, z: false, ad: true, cd: true });
    assert.deepEqual(message.question, QUESTION);
    const shown = [message.answer, message.authority, message.additional].map((records) =>
      records.map((record) => `${record.owner} ${record.ttl} ${record.class} ${record.type} ${rdataText(record)}`),
    );
    assert.deepEqual(shown, [
      ['host.example. 300 1 1 192.0.2.7'],
      ['example. 60 1 2 ns1.example.'],
      ['ns1.example. 60 1 28 2001:db8::53'],
    ]);
    assert.equal(message.edns?.udpSize, 1400);
    assert.equal(message.edns?.do, true);
    assert.deepEqual(
      message.edns?.options.map(({ code, data }) => `${code} ${hex(data)}`),
      ['3 6e7331'],
    );
    assert.equal(message.size, wire.length);
    assert.equal(message.extra, 0);
  });

  test('the case of the question does not matter', () => {
    const message = read(response({ questions: [{ name: 'HOST.Example', type: 'A', class: 'IN' }] }));
    assert.equal(message.question?.name, 'HOST.Example.');
  });

  test('an error may leave the question out', () => {
    assert.equal(read(raw([0, 0, 0, 0], '', 0x8001)).question, undefined);
  });

  test('octets after the end are counted', () => {
    assert.equal(read(Buffer.concat([response(), Buffer.alloc(3)])).extra, 3);
  });

  /** Compressed RDATA, its type, and what it must become. c011 points to `example.`, c00c to `host.example.` */
  const compressed: readonly [string, number, string, string][] = [
    ['NS', 2, '036e7331 c011', '036e7331 076578616d706c65 00'],
    ['CNAME to the owner itself', 5, 'c00c', '04686f7374 076578616d706c65 00'],
    [
      'SOA',
      6,
      '026e73c011 0161c00c 00000001 00000002 00000003 00000004 00000005',
      '026e73076578616d706c6500 016104686f7374076578616d706c6500 0000000100000002000000030000000400000005',
    ],
    ['MX', 15, '000a c00c', '000a 04686f7374 076578616d706c65 00'],
    ['RP', 17, 'c00c c011', '04686f7374076578616d706c6500 076578616d706c6500'],
    ['SRV', 33, '0001 0002 13c4 c00c', '0001 0002 13c4 04686f7374 076578616d706c65 00'],
    ['NAPTR', 35, '0001 0002 0161 00 0221 21 c00c', '0001 0002 0161 00 022121 04686f7374 076578616d706c65 00'],
    ['a type of no name: as it is', 65280, 'c00c', 'c00c'],
    ['TXT that looks like a pointer: as it is', 16, '02 c00c', '02c00c'],
  ];
  for (const [what, type, data, expected] of compressed) {
    test(`names are uncompressed: ${what}`, () => {
      const bare = data.replaceAll(' ', '');
      const length = (bare.length / 2).toString(16).padStart(4, '0');
      const record = `c00c ${type.toString(16).padStart(4, '0')} 0001 0000012c ${length} ${bare}`;
      const [answer] = read(raw([1, 1, 0, 0], QUESTION_HEX + record)).answer;
      assert.equal(hex(answer.rdata), expected.replaceAll(' ', ''));
      assert.equal(answer.owner, 'host.example.');
    });
  }

  test('a label with a dot keeps it apart', () => {
    const [answer] = read(raw([1, 1, 0, 0], `${QUESTION_HEX} 03612e62 c011 0010 0001 00000000 0002 01c8`)).answer;
    assert.equal(answer.owner, 'a\\.b.example.');
    assert.equal(rdataText(answer), '"\\200"');
  });

  test('an address type of another class has the generic form', () => {
    const [answer] = read(raw([1, 1, 0, 0], `${QUESTION_HEX} c00c 0001 0003 00000000 0004 c0000201`)).answer;
    assert.match(rdataText(answer), /^\\# 4 /);
  });
});

describe('malformed responses', () => {
  const answer = (rest: string): string => `${QUESTION_HEX} ${rest}`;
  const opt = (name: string, data = ''): string =>
    `${name} 0029 04d0 00000000 ${(data.length / 2).toString(16).padStart(4, '0')} ${data}`;

  const cases: readonly [string, Uint8Array, Fault, RegExp][] = [
    ['nothing', Buffer.alloc(0), 'short', /0 octets/],
    ['one octet', Buffer.alloc(1), 'short', /1 octet;/],
    ['half a header', response().subarray(0, 7), 'short', /7 octets/],
    ['another id', withId(response(), 0x4321), 'id', /id is 17185, but the query's id was 4660/],
    ['the query sent back', QUERY.wire, 'not-a-response', /QR bit is 0/],
    ['another opcode', raw([1, 0, 0, 0], QUESTION_HEX, 0xa400), 'opcode', /opcode 4/],
    [
      'another name',
      response({ questions: [{ name: 'other.example', type: 'A', class: 'IN' }] }),
      'question',
      /other\.example\. IN A, but the question was host\.example\. IN A/,
    ],
    [
      'another type',
      response({ questions: [{ name: 'host.example', type: 'AAAA', class: 'IN' }] }),
      'question',
      /IN AAAA/,
    ],
    ['another class', response({ questions: [{ name: 'host.example', type: 'A', class: 'CH' }] }), 'question', /CH A/],
    ['no question', response({ questions: [] }), 'question', /repeats no question/],
    ['two questions', raw([2, 0, 0, 0], QUESTION_HEX + QUESTION_HEX), 'question', /2 questions/],
    ['cut in the question', response().subarray(0, 28), 'cut', /ends inside its question/],
    ['cut in the question’s name', response().subarray(0, 20), 'cut', /runs past the end/],
    ['text', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), 'id', /id is/],
  ];
  for (const [what, wire, fault, reason] of cases) {
    test(what, () => {
      const malformed = refuse(wire);
      assert.equal(malformed.fault, fault);
      assert.match(malformed.reason, reason);
    });
  }

  const parts: readonly [string, Uint8Array, Fault, RegExp][] = [
    ['cut before a record', response().subarray(0, 30), 'cut', /ends before record 1 of 1 in the answer section/],
    ['cut in an owner', response().subarray(0, 34), 'cut', /owner of record 1/],
    ['cut in a record', response().subarray(0, 46), 'cut', /ends inside record 1/],
    ['cut in the data', response().subarray(0, -1), 'cut', /4 octets of data, but 3 are left/],
    [
      'RDLENGTH past the end',
      raw([1, 1, 0, 0], answer('c00c 0001 0001 00000000 ffff c0000201')),
      'cut',
      /65535 octets of data, but 4 are left/,
    ],
    [
      'more records promised',
      raw([1, 9, 0, 0], answer('c00c 0001 0001 00000000 0004 c0000201')),
      'cut',
      /before record 2 of 9/,
    ],
    [
      'a pointer to itself',
      raw([1, 1, 0, 0], answer('c01e 0001 0001 00000000 0004 c0000201')),
      'name',
      /goes to itself/,
    ],
    [
      'a pointer forward',
      raw([1, 1, 0, 0], answer('c030 0001 0001 00000000 0004 c0000201')),
      'name',
      /forward to octet 48/,
    ],
    [
      'pointers in a ring',
      raw([1, 1, 0, 0], answer('0161 c01e 0001 0001 00000000 0004 c0000201')),
      'name',
      /to itself/,
    ],
    [
      'two pointers at each other',
      raw([1, 1, 0, 0], answer('c00c 0005 0001 00000000 0004 c02c c02a')),
      'rdata',
      /forward/,
    ],
    [
      'a ring in the data',
      raw([1, 1, 0, 0], answer('c00c 0002 0001 00000000 0002 c02a')),
      'rdata',
      /name in the data of record 1 .* to itself/,
    ],
    ['half a pointer', raw([1, 1, 0, 0], answer('c0')), 'cut', /past the end/],
    ['an unknown label kind', raw([1, 1, 0, 0], answer('4161 00 0001 0001 00000000 0000')), 'name', /unknown kind/],
    [
      'a name over 255 octets',
      raw([1, 1, 0, 0], answer(`${`3f${'61'.repeat(63)}`.repeat(4)}00 0001 0001 00000000 0000`)),
      'name',
      /longer than 255/,
    ],
    [
      'a name past its data',
      raw([1, 1, 0, 0], answer('c00c 0002 0001 00000000 0001 c00c')),
      'rdata',
      /runs past the data's 1 octets/,
    ],
    ['data after a name', raw([1, 1, 0, 0], answer('c00c 0002 0001 00000000 0003 c00c ff')), 'rdata', /1 octets more/],
    [
      'MX without a name',
      raw([1, 1, 0, 0], answer('c00c 000f 0001 00000000 0002 000a')),
      'rdata',
      /ends before its name/,
    ],
    [
      'NAPTR whose text runs out',
      raw([1, 1, 0, 0], answer('c00c 0023 0001 00000000 0006 0001 0001 ff 61')),
      'rdata',
      /ends before its name/,
    ],
    ['two OPT records', raw([1, 0, 0, 2], answer(opt('00') + opt('00'))), 'edns', /two EDNS records/],
    ['OPT in the answer', raw([1, 1, 0, 0], answer(opt('00'))), 'edns', /stands in the answer section/],
    ['OPT with a name', raw([1, 0, 0, 1], answer(opt('c00c'))), 'edns', /has the name host\.example\./],
    [
      'an EDNS option past the end',
      raw([1, 0, 0, 1], answer(opt('00', '000300ff61'))),
      'edns',
      /says that it has 255 octets, but 1 are left/,
    ],
    ['half an EDNS option', raw([1, 0, 0, 1], answer(opt('00', '0003'))), 'edns', /ends inside an option: option 1/],
  ];
  for (const [what, wire, fault, reason] of parts) {
    test(`${what}: the rest is read, and it is said`, () => {
      const { faults } = read(wire);
      assert.deepEqual(
        faults.map((one) => one.fault),
        [fault],
      );
      assert.match(faults[0].reason, reason);
      assert.match(faults[0].reason, /^[A-Z].*\.$/);
    });
  }

  test('a record whose data are none of its type is shown as octets among the others', () => {
    const mx = 'c00c 000f 0001 00000000 0006 000a c00c ffff';
    const address = 'c00c 0001 0001 00000000 0005 c000020101';
    const good = 'c00c 0001 0001 00000000 0004 c0000201';
    const { answer: records, faults } = read(raw([1, 3, 0, 0], answer(mx + address + good)));
    assert.deepEqual(records.map(rdataText), ['\\# 6 000AC00CFFFF', '\\# 5 C000020101', '192.0.2.1']);
    assert.deepEqual(
      faults.map(({ reason }) => reason),
      records.flatMap((record) => record.fault ?? []),
    );
    assert.match(
      faults[0].reason,
      /^The data of record 1 of 3 in the answer section has 2 octets more than its type allows\.$/,
    );
    assert.equal(
      faults[1].reason,
      'The 5 octets of data of record 2 of 3 in the answer section do not make address, as A has.',
    );
  });

  test('an option that runs past the end leaves those before it', () => {
    const { edns, additional } = read(raw([1, 0, 0, 2], answer(`${opt('00', '00030001610003ffff62')} ${opt('c00c')}`)));
    assert.deepEqual(
      edns?.options.map(({ code, data }) => `${code} ${hex(data)}`),
      ['3 61'],
    );
    assert.equal(additional.length, 0);
  });

  test('a message cut in its question is still known to be truncated', () => {
    const flags = packet.AUTHORITATIVE_ANSWER | packet.TRUNCATED_RESPONSE;
    assert.equal(refuse(response({ flags }).subarray(0, 20)).truncated, true);
    assert.equal(refuse(response().subarray(0, 20)).truncated, false);
    assert.equal(refuse(withId(response({ flags }), 1)).truncated, false);
    assert.equal(read(response({ flags }).subarray(0, -1)).flags.tc, true);
  });
});

describe('any octets end in a message or a reason', () => {
  let seed = 42;
  function random(limit: number): number {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return (seed >>> 8) % limit;
  }

  test('responses with octets changed', () => {
    const sections: Sections = {
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
    };
    const good = response(sections);
    let read = 0;
    for (let round = 0; round < 5000; round++) {
      const wire = Buffer.from(good);
      // The id stays, so that what comes after it is reached.
      for (let i = 0; i <= random(4); i++) wire[2 + random(wire.length - 2)] = random(3) === 0 ? 0xc0 : random(256);
      const message = readResponse(wire.subarray(0, random(5) === 0 ? random(wire.length) : undefined), QUERY);
      if (message.kind === 'malformed') assert.match(message.reason, /^[A-Z].*\.$/);
      else {
        read++;
        for (const record of [...message.answer, ...message.authority, ...message.additional]) rdataText(record);
      }
    }
    assert.ok(read > 0);
  });

  test('the longest chain of pointers', () => {
    // In one record's data, a root and then pointers, each to the one before; then 4,000 owners that begin at the last.
    const data = 30 + 12;
    const chain: number[] = [0];
    for (let at = data; at + 3 < 0x3fff; at += at === data ? 1 : 2) chain.push(0xc0 | (at >> 8), at & 0xff);
    const hexData = Buffer.from(chain).toString('hex');
    const length = chain.length.toString(16).padStart(4, '0');
    const last = (0xc000 | (data + chain.length - 2)).toString(16);
    const owners = `${last} ff00 0001 00000000 0000`.repeat(4000);
    const message = read(
      raw([1, 4001, 0, 0], `${QUESTION_HEX} c00c ff00 0001 00000000 ${length} ${hexData} ${owners}`),
    );
    assert.equal(message.answer.length, 4001);
    assert.equal(message.answer[4000].owner, '.');
  });
});
