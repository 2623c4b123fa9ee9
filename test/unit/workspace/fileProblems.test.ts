/** The problems of one file as an editor takes them: severities as set, the most severe where there are more than it shows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RuleId } from '../../../server/src/rules/ids.ts';
import type { Problem, Severity } from '../../../server/src/rules/rule.ts';
import { asSet, compareProblems, limitProblems } from '../../../server/src/workspace/fileProblems.ts';
import { FOLDER, Site, siteOf, TOP, uriOf } from './harness.ts';

function problem(start: number, severity: Severity, rule: RuleId = 'zone/bad-rdata', end = start + 1): Problem {
  return { rule, severity, message: `${rule} at ${start}`, uri: 'file:///z', start, end };
}

test('a severity that is set is taken over, and off is off', () => {
  const given = problem(1, 'error');
  assert.equal(asSet(given, {}), given);
  assert.equal(asSet(given, { 'zone/cname-chain': 'off' }), given);
  assert.deepEqual(asSet(given, { 'zone/bad-rdata': 'hint' }), { ...given, severity: 'hint' });
  assert.equal(asSet(given, { 'zone/bad-rdata': 'off' }), undefined);
});

test('problems stand in the order of the text, then of their ends, then of their rules', () => {
  const ordered = [
    problem(1, 'hint', 'zone/cname-chain', 2),
    problem(1, 'error', 'zone/bad-rdata', 3),
    problem(1, 'hint', 'zone/cname-chain', 3),
    problem(2, 'hint', 'zone/bad-rdata', 3),
  ];
  assert.deepEqual([ordered[3], ordered[1], ordered[0], ordered[2]].sort(compareProblems), ordered);
  assert.ok(compareProblems(ordered[1], ordered[2]) < 0);
  assert.ok(compareProblems(ordered[2], ordered[1]) > 0);
});

const ALL: readonly Problem[] = [
  problem(1, 'hint'),
  problem(2, 'warning'),
  problem(3, 'error'),
  problem(4, 'information'),
  problem(5, 'warning'),
  problem(6, 'error'),
];
const LIMITS: readonly [limit: number, kept: readonly number[]][] = [
  [7, [1, 2, 3, 4, 5, 6]],
  [6, [1, 2, 3, 4, 5, 6]],
  [5, [2, 3, 5, 6]],
  [4, [2, 3, 6]],
  [3, [3, 6]],
  [2, [3]],
  [1, []],
  [0, []],
];
for (const [limit, kept] of LIMITS) {
  test(`at most ${limit}: the most severe stay, in the order of the text, with room to say how many are left`, () => {
    const { problems, left } = limitProblems(ALL, limit);
    assert.deepEqual(
      problems.map(({ start }) => start),
      kept,
    );
    assert.equal(left, ALL.length - kept.length);
  });
}

/** Records of each weight: an error, a warning, an information, a hint, in any order. */
const MIXED = [
  'bad1 A 192.0.2.300',
  'good A 192.0.2.3',
  'to MX 10 alias',
  'bad2 A 192.0.2.301 ; bailiwick-ignore zone/bad-rdata',
  'alias CNAME good',
  'bad3 A 192.0.2.302',
  'old SPF "v=spf1 -all"',
  'zero 0 A 192.0.2.4',
  'other 0 A 192.0.2.5',
  'twice A 192.0.2.6',
  'twice A 192.0.2.6',
  '$INCLUDE gone',
];

for (const target of [30, 120, 32_768]) {
  test(`what is sent of a file is what its problems are, limited, in chunks of ${target}`, async () => {
    const rules = {
      'zone/ttl-unusual': 'hint',
      'zone/duplicate-record': 'off',
      'zone/mx-target-cname': 'information',
    } as const;
    const site = new Site({ 'db.example.com': `${TOP}${MIXED.join('\n')}\n` }, { settings: { rules } });
    await site.workspace.setFolders([FOLDER]);
    site.open('db.example.com', 'zone', target);
    await site.workspace.settle();
    const { workspace } = site;
    const uri = uriOf('db.example.com');
    const all = site.problems('db.example.com');
    assert.ok(new Set(all.map(({ severity }) => severity)).size >= 3, 'problems of several weights');
    assert.equal(all.filter(({ rule }) => rule === 'zone/bad-rdata').length, 2);
    const told = ({ rule, severity, start, end, message }: Problem): string =>
      `${start} ${end} ${rule} ${severity} ${message}`;
    for (let limit = 0; limit <= all.length + 1; limit++) {
      const expected = limitProblems(all, limit);
      const { problems, left } = workspace.problemsOf(uri, limit);
      assert.equal(left, expected.left, `${limit}`);
      assert.equal(problems.length, expected.problems.length);
      const weights = (list: readonly Problem[]): string =>
        list
          .map(({ severity }) => severity)
          .sort()
          .join();
      assert.equal(weights(problems), weights(expected.problems), `${limit}`);
      assert.deepEqual(problems, [...problems].sort(compareProblems));
      for (const each of problems) assert.ok(all.map(told).includes(told(each)));
    }
    const { length } = workspace.bufferOf(uri)!;
    for (let start = 0; start <= length; start += 7) {
      for (const end of [start, start + 1, start + 40]) {
        const there = all.filter((each) => each.start <= end && each.end >= start).map(told);
        assert.deepEqual(workspace.problemsAt(uri, start, end).map(told), there, `${start} to ${end}`);
      }
    }
  });
}

test('of equally severe problems the first are sent', async () => {
  const site = await siteOf(
    { 'db.example.com': `${TOP}${Array.from({ length: 20 }, (_, i) => `bad${i} A 192.0.2.300\n`).join('')}` },
    { open: ['db.example.com'] },
  );
  const all = site.problems('db.example.com');
  const { problems, left } = site.workspace.problemsOf(uriOf('db.example.com'), 10);
  assert.deepEqual(
    problems.map(({ start }) => start),
    all.slice(0, 9).map(({ start }) => start),
  );
  assert.equal(left, all.length - 9);
});

test('a file that two zones load has each problem once, by every way to ask', async () => {
  const conf = ['example.com', 'example.net'].map((name) => `zone "${name}" { type primary; file "z"; };\n`).join('');
  const site = await siteOf({ 'named.conf': conf, z: `${TOP}bad A 192.0.2.300\nworse A 192.0.2.301\n` });
  const uri = uriOf('z');
  const bad = (problems: readonly Problem[]): number => problems.filter(({ rule }) => rule === 'zone/bad-rdata').length;
  const { length } = site.workspace.bufferOf(uri)!;
  assert.equal(bad(site.problems('z')), 2);
  assert.equal(bad(site.workspace.problemsOf(uri, 1000).problems), 2);
  assert.equal(bad(site.workspace.problemsAt(uri, 0, length)), 2);
  assert.equal(site.workspace.problemMarks().get(uri)?.sources, 2);
});

test('the mark of a file is another one where its problems may be others', async () => {
  const site = await siteOf(
    { 'named.conf': 'options { nosuch yes; };', 'db.example.com': TOP, 'db.example.org': TOP },
    { open: ['named.conf', 'db.example.com', 'db.example.org'] },
  );
  const { workspace } = site;
  const marks = () => workspace.problemMarks();
  const before = marks();
  assert.deepEqual([...before.keys()].sort(), ['db.example.com', 'db.example.org', 'named.conf'].map(uriOf));
  assert.ok([...before.values()].every(({ told, sources }) => told && sources === 1));
  assert.equal(
    before.get(uriOf('named.conf'))?.problems?.length,
    workspace.problemsOf(uriOf('named.conf'), 100).problems.length,
  );
  site.replace('db.example.com', 'ns1 A', 'ns1 TXT');
  workspace.begin();
  assert.equal(marks().get(uriOf('db.example.com'))?.told, false, 'while it is read');
  await workspace.settle();
  const after = marks();
  assert.equal(after.get(uriOf('db.example.com'))?.told, true);
  assert.ok(after.get(uriOf('db.example.com'))!.revision > before.get(uriOf('db.example.com'))!.revision);
  assert.equal(after.get(uriOf('db.example.org'))?.revision, before.get(uriOf('db.example.org'))?.revision);
  assert.equal(after.get(uriOf('named.conf'))?.problems, before.get(uriOf('named.conf'))?.problems);
  await site.edit('named.conf', 'nosuch', 'nosuch2');
  assert.notEqual(marks().get(uriOf('named.conf'))?.problems, before.get(uriOf('named.conf'))?.problems);
});

test('a file that nobody has read has the problems that configurations tell of it', async () => {
  const site = await siteOf({ 'named.conf': 'options { nosuch yes; };' });
  const uri = uriOf('named.conf');
  assert.ok(site.workspace.problemsOf(uri, 100).problems.length > 0);
  assert.deepEqual(site.workspace.problemsOf(uriOf('gone'), 100), { problems: [], left: 0 });
  assert.deepEqual(site.workspace.problemsAt(uriOf('gone'), 0, 1), []);
});

test('an empty file that two zones load has the problems that stand at its start', async () => {
  const conf = ['example.com', 'example.net'].map((name) => `zone "${name}" { type primary; file "z"; };\n`).join('');
  const site = await siteOf({ 'named.conf': conf, z: '' });
  const all = site.problems('z');
  assert.ok(all.length > 0 && all.every(({ end }) => end === 0));
  assert.equal(site.workspace.problemsOf(uriOf('z'), 1000).problems.length, all.length);
});
