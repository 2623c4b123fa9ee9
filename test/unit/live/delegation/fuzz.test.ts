/**
 * Trees with random faults: a check of any of them ends, asks within bounds and nothing twice, and finds only what its cases say that they
 * find. `DELEGATION_TREES` sets how many trees there are.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CASES } from '../../../../server/src/live/delegation/cases/all.ts';
import { delegationText } from '../../../../server/src/live/delegation/report.ts';
import { checkDelegation } from '../../../../server/src/live/delegation/run.ts';
import { NS1, NS2, ROOT, TLD, worldOf } from './healthy.ts';
import { served, within } from './servedWorld.ts';

const TREES = Number(process.env.DELEGATION_TREES ?? 120);
/** A healthy zone is asked about 150 questions; a fault makes some more. */
const MOST_QUESTIONS = 1500;

/** Numbers that are the same for the same seed (mulberry32). */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const NAMES = [
  '.',
  'example.',
  'zone.example.',
  'ns1.zone.example.',
  'ns2.other.example.',
  'mail.zone.example.',
  'other.example.',
];
const TYPES = ['*', 'SOA', 'NS', 'A', 'AAAA', 'MX', 'TXT', 'DNSKEY', 'DS', 'PTR'];
const CONDITIONS = ['udp', 'tcp', 'edns', 'plain', 'options', 'version', ...NAMES];
const RECORDS = [
  'zone.example. SOA . . 1 1 1 1 1',
  'zone.example. NS ns9.zone.example.',
  'zone.example. CNAME other.example.',
  'other.example. CNAME zone.example.',
  'zone.example. DNAME other.example.',
  'ns1.zone.example. CNAME ns2.other.example.',
  'ns2.other.example. CNAME ns1.zone.example.',
  'mail.zone.example. CNAME mail.zone.example.',
  'ns1.zone.example. A 127.0.0.1',
  'zone.example. MX 0 .',
  'zone.example. TXT "v=spf1 include"',
  '. NS ns.root.',
  'sub.zone.example. NS ns1.zone.example.',
  'ns1.zone.example. NS ns1.zone.example.',
  'example. NS zone.example.',
];

/** A server's text with some of its records gone, others added, and rules that spoil its answers. */
function spoilt(text: string, random: (below: number) => number): string {
  const pick = (rows: readonly string[]): string => rows[random(rows.length)];
  const lines = text
    .split('\n')
    .filter((line) => line.startsWith('server') || line.startsWith('zone ') || random(12) > 0);
  for (let i = random(3); i > 0; i--) lines.push(pick(RECORDS));
  const deeds = [
    'silent',
    'REFUSED',
    'SERVFAIL',
    'NXDOMAIN',
    'FORMERR',
    '-aa',
    '+aa',
    '+ra',
    '+tc',
    '-opt',
    'opt 1',
    'flags 5',
    'echo',
    'upper',
    'empty',
    'short',
    'from 192.0.2.99',
  ];
  for (let i = random(3); i > 0; i--) {
    const deed = random(3) === 0 ? `+${pick(['answer', 'authority', 'additional'])} ${pick(RECORDS)}` : pick(deeds);
    lines.push(`when ${pick(TYPES)} ${pick(CONDITIONS)}: ${deed}`);
  }
  return lines.join('\n');
}

test(`${TREES} trees with random faults`, async () => {
  const tags = new Map(CASES.map(({ id, tags: rows }) => [id, new Set(Object.keys(rows))]));
  for (let seed = 1; seed <= TREES; seed++) {
    const random = randomOf(seed);
    const text = [ROOT, TLD, NS1, NS2].map((part) => (random(2) === 0 ? part : spoilt(part, random))).join('\n');
    const wire = served(text);
    const undelegated =
      random(4) === 0
        ? new Map([
            ['ns1.zone.example.', ['192.0.2.11']],
            ['ns2.other.example.', []],
          ])
        : undefined;
    const result = await within(wire, checkDelegation(worldOf(undelegated ? { undelegated } : {})), MOST_QUESTIONS);
    assert.deepEqual(
      result.left.filter((sentence) => /questions were asked/.test(sentence)),
      [],
      `tree ${seed}`,
    );
    // Over UDP what nobody answers is asked twice, and once more from anywhere.
    const times = new Map<string, number>();
    for (const line of wire.asked) times.set(line, (times.get(line) ?? 0) + 1);
    for (const [line, count] of times)
      assert.ok(count <= (line.includes(' udp') ? 3 : 1), `tree ${seed}: ${count} times ${line}`);
    for (const { case: one, tag } of result.findings)
      assert.ok(tags.get(one.id)?.has(tag), `tree ${seed}: ${one.id} ${tag}`);
    assert.doesNotMatch(delegationText(result), /undefined|\[object|NaN|\{\w+\}/, `tree ${seed}`);
  }
});
