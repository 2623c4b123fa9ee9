/** Servers that answer anything at all: a comparison ends, throws nothing, and asks no more than it may. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RCODE } from '../../../../server/src/dns/codes.ts';
import { compareServers, outcome } from '../../../../server/src/live/compare/compareServers.ts';
import { problemsOf } from '../../../../server/src/live/compare/problems.ts';
import { bothTexts, comparisonJson, comparisonLines } from '../../../../server/src/live/compare/report.ts';
import { failure } from '../../../../server/src/live/conversation.ts';
import type { AnswerRecord, ResponseMessage } from '../../../../server/src/live/messages.ts';
import type { FailureKind, SendResult } from '../../../../server/src/live/transport.ts';
import { randomNumbers, seeds } from '../../fuzz/edits.ts';
import { driveTo, type MemoryServer, recordsOf, zoneOf } from './memoryServer.ts';

const FILE = `$TTL 3600
@ SOA ns1 host 7 7200 900 1209600 300
@ NS ns1
ns1 A 192.0.2.1
www A 192.0.2.7
text TXT "\\000\\027[31mred"
sub NS ns.sub
ns.sub A 192.0.2.9
$GENERATE 1-40 h$ A 10.0.0.$
`;

const FAILURES: readonly FailureKind[] = [
  'timeout',
  'refused',
  'malformed',
  'closed',
  'limit',
  'signature',
  'unreachable',
];
type Random = (below: number) => number;

/** One record changed: its owner, type, class, TTL or data, which need not be those of its type. */
function spoilt(record: AnswerRecord, random: Random): AnswerRecord {
  const names = ['.', 'test.', 'example.test.', '*.example.test.', 'www.example.test.', '\\027[2J.test.'];
  switch (random(6)) {
    case 0:
      return { ...record, owner: names[random(names.length)] };
    case 1:
      return { ...record, type: random(300) };
    case 2:
      return { ...record, class: random(5) };
    case 3:
      return { ...record, ttl: random(2 ** 31) };
    case 4:
      return { ...record, rdata: Uint8Array.from({ length: random(40) }, () => random(256)) };
    default:
      return { ...record, rdata: record.rdata.subarray(0, random(record.rdata.length + 1)) };
  }
}

function section(records: readonly AnswerRecord[], random: Random): AnswerRecord[] {
  const kept = records.filter(() => random(8) > 0).map((record) => (random(3) === 0 ? spoilt(record, random) : record));
  return random(6) === 0 ? [...kept, ...kept] : kept;
}

function message(response: ResponseMessage, random: Random): ResponseMessage {
  const sections = [response.answer, response.authority, response.additional].map((records) =>
    section(records, random),
  );
  if (random(5) === 0) sections.sort(() => random(3) - 1);
  const rcodes = Object.values(RCODE);
  const flags = { ...response.flags, aa: random(3) > 0, tc: random(6) === 0 };
  const rcode = random(5) === 0 ? rcodes[random(rcodes.length)] : response.rcode;
  return { ...response, rcode, flags, answer: sections[0], authority: sections[1], additional: sections[2] };
}

function lie(result: SendResult, random: Random): SendResult {
  if (random(3) > 0) return result;
  if (result.kind !== 'reply' || random(4) === 0) return failure(FAILURES[random(FAILURES.length)], 'It failed.');
  return { ...result, response: message(result.response, random) };
}

for (const seed of seeds()) {
  test(`250 conversations with servers that lie, seed ${seed}`, async () => {
    const random = randomNumbers(seed);
    const file = await zoneOf(FILE);
    const records = recordsOf(file);
    for (let round = 0; round < 250; round++) {
      let asked = 0;
      const spoil: MemoryServer['spoil'] = (result) => {
        asked++;
        return lie(result, random);
      };
      const server = { zone: file, records, transfers: random(2) === 0, perMessage: 1 + random(20), spoil };
      const request = {
        file,
        servers: [{ address: '192.0.2.1', port: 53 }],
        isChosen: random(2) === 0,
        now: new Date(0),
      };
      const comparison = await compareServers(request, driveTo({ '192.0.2.1': server }));
      assert.ok(asked < 400, `round ${round}: ${asked} questions`);
      assert.ok(['same', 'differs', 'unasked'].includes(outcome(comparison)));
      const said = [
        ...problemsOf(comparison).map(({ message }) => message),
        ...comparisonLines(comparison),
        JSON.stringify(comparisonJson(comparison)),
        bothTexts(file, comparison.results[0]).served.replaceAll('\n', ''),
      ].join('');
      // What a server sends reaches no terminal as it is.
      assert.doesNotMatch(said, /\p{Cc}/u);
    }
  });
}

test('both sides as texts: what only the server has stands by its name, or at the end', async () => {
  const file = await zoneOf(FILE.replace('$GENERATE 1-40 h$ A 10.0.0.$\n', ''));
  const served = await zoneOf(
    `${FILE.replace('192.0.2.7', '192.0.2.8').replace('$GENERATE 1-40 h$ A 10.0.0.$\n', '')}www AAAA 2001:db8::7\nonly A 192.0.2.99\n`,
  );
  const server = { zone: served, records: recordsOf(served), transfers: true };
  const request = { file, servers: [{ address: '192.0.2.1', port: 53 }], now: new Date(0) };
  const { results } = await compareServers(request, driveTo({ '192.0.2.1': server }));
  const texts = bothTexts(file, results[0]);
  const lines = (text: string, wanted: RegExp): string[] => text.split('\n').filter((line) => wanted.test(line));
  assert.deepEqual(lines(texts.file, /^www/), ['www.example.test. 3600 IN A 192.0.2.7']);
  assert.deepEqual(lines(texts.served, /^www/), [
    'www.example.test. 3600 IN A 192.0.2.8',
    'www.example.test. 3600 IN AAAA 2001:db8::7',
  ]);
  assert.match(texts.served, /only\.example\.test\. 3600 IN A 192\.0\.2\.99\n$/);
  const same = (text: string): string[] => lines(text, /^(?!www|only)/);
  assert.deepEqual(same(texts.served), same(texts.file));
});
