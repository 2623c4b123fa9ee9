/** Responses of every type in which octets are changed, cut out and put in: each is read and shown in every form, or refused with a reason. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EDNS_OPTION } from '../../../server/src/dns/codes.ts';
import { rdataToWire } from '../../../server/src/dns/rdata.ts';
import { TYPE, TYPES } from '../../../server/src/dns/types.ts';
import { DEFAULT_OPTIONS } from '../../../server/src/live/messages.ts';
import { readResponse } from '../../../server/src/live/readResponse.ts';
import { DEFAULT_VIEW, type ViewOptions } from '../../../server/src/live/view.ts';
import { answerView } from '../../../server/src/live/views/answerView.ts';
import { buildQuery } from '../../../server/src/live/writeQuery.ts';
import { wordsOf } from '../dns/words.ts';
import { randomNumbers, seeds } from '../fuzz/edits.ts';

const EACH_SEED = 5_000;
const SERVER = { address: '192.0.2.53', port: 53 };
const VIEWS: readonly ViewOptions[] = [
  DEFAULT_VIEW,
  { ...DEFAULT_VIEW, multiline: true, ttlUnits: true, expandAaaa: true, split: 44 },
  { ...DEFAULT_VIEW, unknown: true, crypto: false },
  { ...DEFAULT_VIEW, form: 'short', identify: true },
  { ...DEFAULT_VIEW, form: 'json' },
  { ...DEFAULT_VIEW, form: 'yaml' },
];

function numbers(...values: readonly number[]): Buffer {
  return Buffer.from(values.flatMap((value) => [value >> 8, value & 255]));
}

/** A record whose owner is a pointer to the question's name, or the root. */
function record(owner: 'pointer' | 'root', type: number, rdata: Uint8Array, code = 1, ttl = 300): Buffer {
  const name = owner === 'root' ? Buffer.of(0) : numbers(0xc00c);
  return Buffer.concat([name, numbers(type, code, ttl >>> 16, ttl & 0xffff, rdata.length), rdata]);
}

/** Every option that is known, with octets that may mean something. */
const OPTIONS = Object.values(EDNS_OPTION).map((code) =>
  Buffer.concat([numbers(code, 9), Buffer.from('\x00\x01\x18\x00\xc0\x00\x02\x1b\x07', 'latin1')]),
);
const SOA = Buffer.concat([numbers(0xc00c, 0xc00c), numbers(0, 7, 0, 1, 0, 2, 0, 3, 0, 4)]);

/** For each type of the table, an answer with its example twice, an SOA with compressed names, and EDNS. */
const MESSAGES = TYPES.filter(({ status, example }) => status !== 'meta' && example !== '').map((row) => {
  const rdata = rdataToWire(row, wordsOf(row.example), []);
  assert.ok(rdata, row.mnemonic);
  const code = row.class === 'CH' ? 3 : 1;
  const question = { name: 'host.example.', type: row.code, class: code };
  const query = buildQuery(question, DEFAULT_OPTIONS, 0x1234);
  const head = Buffer.from(query.wire.subarray(0, query.wire.length - 11));
  head.writeUInt16BE(0x8580, 2);
  for (const [at, count] of [2, 1, 1].entries()) head.writeUInt16BE(count, 6 + 2 * at);
  const answer = record('pointer', row.code, rdata, code);
  const opt = record('root', TYPE.OPT, Buffer.concat(OPTIONS), 1232, 0x8000);
  const wire = Buffer.concat([head, answer, answer, record('pointer', TYPE.SOA, SOA), opt]);
  return { row, question, query, wire };
});

/** One to five changes behind the id, which stays so that what comes after it is reached. */
function mutated(good: Buffer, random: (below: number) => number): Buffer {
  let wire = Buffer.from(good);
  for (let changes = random(5); changes >= 0 && wire.length > 3; changes--) {
    const at = 2 + random(wire.length - 2);
    const some = 1 + random(6);
    switch (random(6)) {
      case 0:
        wire = Buffer.concat([wire.subarray(0, at), wire.subarray(at + some)]);
        break;
      case 1:
        wire = Buffer.concat([wire.subarray(0, at), wire.subarray(at - Math.min(at, some))]);
        break;
      case 2:
        wire = random(4) === 0 ? wire.subarray(0, at) : wire;
        break;
      case 3:
        wire[at] = 0xc0 | random(2);
        break;
      case 4:
        wire[at] ^= 1 << random(8);
        break;
      default:
        wire[at] = random(256);
    }
  }
  return wire;
}

test('unchanged, each is read whole', () => {
  for (const { row, query, wire } of MESSAGES) {
    const message = readResponse(wire, query);
    assert.ok(message.kind === 'message', row.mnemonic);
    assert.deepEqual([message.faults, message.extra, message.answer.length], [[], 0, 2], row.mnemonic);
  }
});

for (const seed of seeds()) {
  test(`${EACH_SEED} responses that are changed, seed ${seed}`, (context) => {
    const random = randomNumbers(seed);
    let read = 0;
    let whole = 0;
    for (let round = 0; round < EACH_SEED; round++) {
      const { question, query, wire: good } = MESSAGES[random(MESSAGES.length)];
      const wire = mutated(good, random);
      const message = readResponse(wire, query);
      if (message.kind === 'malformed') {
        assert.match(message.reason, /^[A-Z].*\.$/);
        assert.doesNotMatch(message.reason, /\p{Cc}/u);
        continue;
      }
      read++;
      if (message.faults.length === 0) whole++;
      const attempt = {
        server: SERVER,
        transport: 'udp' as const,
        ednsVersion: 0,
        time: 1,
        result: { kind: 'reply' as const, response: message, ignored: [] },
      };
      const result = {
        kind: 'answer' as const,
        question,
        options: DEFAULT_OPTIONS,
        servers: [SERVER],
        asked: new Date(0),
        attempts: [attempt],
        response: message,
        server: SERVER,
        transport: 'udp' as const,
        time: 1,
        size: message.size,
      };
      const view = VIEWS[round % VIEWS.length];
      const { text, language } = answerView([{ result, zone: 'example.' }], view);
      // What a server sends reaches no terminal and no document as it is.
      assert.doesNotMatch(text.replaceAll('\n', ''), /\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u, wire.toString('hex'));
      if (language === 'json') JSON.parse(text);
    }
    context.diagnostic(`${read} were read, ${whole} of them without a fault, and the others refused with a reason`);
    assert.ok(read > EACH_SEED / 4 && whole > 0 && read < EACH_SEED);
  });
}
