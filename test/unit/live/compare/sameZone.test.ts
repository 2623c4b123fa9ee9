/** A zone that is served as the file is has no difference, and each random change is found by exactly one. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TYPE, typeText } from '../../../../server/src/dns/types.ts';
import { compareServers, outcome } from '../../../../server/src/live/compare/compareServers.ts';
import type { FileZone } from '../../../../server/src/live/compare/fileZone.ts';
import { problemsOf } from '../../../../server/src/live/compare/problems.ts';
import type { AnswerRecord } from '../../../../server/src/live/messages.ts';
import { randomNumbers, seeds } from '../../fuzz/edits.ts';
import { driveTo, recordsOf, zoneOf } from './memoryServer.ts';

const SERVER = { address: '192.0.2.1', port: 53, name: 'ns1.example.test.' };
const NOW = new Date(0);

const TOP =
  '$TTL 3600\n@ SOA ns1 host 7 7200 900 1209600 300\n@ NS ns1\n@ NS ns2\nns1 A 192.0.2.1\nns2 AAAA 2001:db8::2\n';

/** Data of types that differ in what they are made of. */
const DATA: readonly (readonly [type: string, data: (n: number) => string])[] = [
  ['A', (n) => `192.0.2.${n % 250}`],
  ['AAAA', (n) => `2001:DB8::${n.toString(16)}`],
  ['TXT', (n) => `"text ${n}" "\\195\\188;(" "${'x'.repeat(200)}"`],
  ['MX', (n) => `${n} Mail${n}`],
  ['SRV', (n) => `${n} 1 5060 Sip${n}.other.test.`],
  ['CAA', (n) => `0 issue "ca${n}.test"`],
  ['NAPTR', (n) => `${n} 1 "U" "E2U+sip" "!^.*$!sip:a@b!" .`],
  ['SVCB', (n) => `${n + 1} Svc alpn=h2 port=${n + 1}`],
  ['TYPE65280', (n) => `\\# 4 0102${(n % 256).toString(16).padStart(2, '0')}04`],
  ['IPSECKEY', (n) => `${n % 250} 3 2 Gate${n} AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==`],
  ['PTR', (n) => `Host${n}`],
];

/** A random zone: plain names, wildcards, names with escapes, aliases, delegations with glue, a DNAME with names below it. */
function randomZone(random: (below: number) => number): string {
  const lines: string[] = [];
  const owners = Array.from({ length: 4 + random(12) }, (_, i) =>
    ['h', '*.w', 'a\\.b', 'ü', 'Big.deep'][random(5)].replace(/^(\*\.)?/, (star) => `${star}n${i}`),
  );
  for (const owner of owners) {
    if (random(6) === 0) {
      lines.push(`${owner} CNAME target${random(9)}.other.test.`);
      continue;
    }
    for (let i = random(3); i >= 0; i--) {
      const [type, data] = DATA[random(DATA.length)];
      if (lines.some((line) => line.startsWith(`${owner} `) && line.includes(` ${type} `))) continue;
      const ttl = 60 + random(5) * 60;
      for (let n = random(12); n >= 0; n--) lines.push(`${owner} ${ttl} ${type} ${data(random(200))}`);
    }
  }
  for (let i = random(3); i > 0; i--) {
    lines.push(
      `cut${i} NS ns.cut${i}`,
      `cut${i} NS ns${i}.other.test.`,
      `ns.cut${i} A 192.0.2.${i}`,
      `ns.cut${i} AAAA 2001:db8::${i}`,
    );
    if (random(2) === 0) lines.push(`cut${i} DS 12345 13 2 ${'ab'.repeat(32)}`);
  }
  if (random(3) === 0) lines.push('moved DNAME elsewhere.test.', '$GENERATE 1-20 g$ A 10.0.0.$');
  return `${TOP}${lines.join('\n')}\n`;
}

async function compared(file: FileZone, records: readonly AnswerRecord[], transfers: boolean) {
  const drive = driveTo({ [SERVER.address]: { zone: file, records, transfers, perMessage: 7 } });
  return compareServers({ file, servers: [SERVER], now: NOW, rate: { questions: 100_000 } }, drive);
}

/** The records in another order, as a server that rotates them gives them. */
function shuffled(records: readonly AnswerRecord[], random: (below: number) => number): AnswerRecord[] {
  const order = [...records];
  for (let i = order.length - 1; i > 0; i--) {
    const j = random(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

interface Change {
  readonly kind: string;
  readonly owner: string;
  readonly type: number;
  readonly records: AnswerRecord[];
}

/** One RRset is changed at the server. A delegation's NS and what hides other names stays, since more would be hidden or shown by it. */
function changed(file: FileZone, records: readonly AnswerRecord[], random: (below: number) => number): Change {
  const sets = file.sets.filter(({ type, stands }) => stands === undefined && type !== TYPE.DNAME && type !== TYPE.SOA);
  const { owner, type } = sets[random(sets.length)];
  const isIt = (record: AnswerRecord): boolean => record.owner.toLowerCase() === owner && record.type === type;
  const own = records.filter(isIt);
  const rest = records.filter((record) => !isIt(record));
  const kinds = ['missing', 'ttl', 'data', 'extra'] as const;
  const kind = kinds[random(kinds.length)];
  if (kind === 'missing') return { kind, owner, type, records: rest };
  if (kind === 'ttl')
    return { kind, owner, type, records: [...rest, ...own.map((record) => ({ ...record, ttl: record.ttl + 1 }))] };
  if (kind === 'extra') {
    const added = {
      owner: `only-there.${file.apex}`,
      type: TYPE.A,
      class: 1,
      ttl: 60,
      rdata: Uint8Array.of(192, 0, 2, 99),
    };
    return { kind, owner: added.owner, type: added.type, records: [...records, added] };
  }
  // One more record, or one less of several.
  const [one] = own;
  if (own.length > 1 && random(2) === 0) return { kind, owner, type, records: [...rest, ...own.slice(1)] };
  const rdata = Uint8Array.from(one.rdata);
  rdata[type === TYPE.NS || type === TYPE.CNAME || type === TYPE.PTR ? 1 : 0] ^= 1;
  return { kind, owner, type, records: [...rest, ...own.slice(1), { ...one, rdata }] };
}

describe('random zones', () => {
  for (const seed of seeds()) {
    test(`seed ${seed}`, async () => {
      const random = randomNumbers(seed);
      for (let round = 0; round < 15; round++) {
        const text = randomZone(random);
        const file = await zoneOf(text);
        assert.deepEqual(file.wrong, [], text);
        const served = shuffled(recordsOf(file, random(2) === 0), random);
        for (const transfers of [true, false]) {
          const what = `round ${round}, ${transfers ? 'transfer' : 'questions'}\n${text}`;
          const same = await compared(file, served, transfers);
          assert.equal(outcome(same), 'same', `${what}${JSON.stringify(same.results)}`);
          assert.equal(same.results[0].way, transfers ? 'transfer' : 'questions');
          const change = changed(file, served, random);
          // Questions do not show names that the file does not have.
          if (change.kind === 'extra' && !transfers) continue;
          const other = await compared(file, change.records, transfers);
          const [{ differences }] = other.results;
          const found = differences.map(({ kind, owner, type }) => `${kind} ${owner} ${typeText(type)}`);
          assert.deepEqual(found, [`${change.kind} ${change.owner} ${typeText(change.type)}`], what);
          assert.equal(outcome(other), 'differs');
          assert.ok(problemsOf(other).length >= 1);
        }
      }
    });
  }
});
