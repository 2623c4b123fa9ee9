/** A target is met by what was measured only. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Numbers } from '../../bench/numbers.ts';
import { targetRows } from '../../bench/report.ts';
import { targets, verdict } from '../../bench/targets.ts';
import { RUN } from './run.ts';

/** The verdicts, by a part of the targets' names. */
function verdicts(numbers: Numbers): Map<string, string> {
  return new Map(targets(numbers).map((target) => [target.name, verdict(target)]));
}

/** The run with some of its numbers changed, or taken out. */
function changed(changes: Record<string, number | undefined>): Numbers {
  const all = Object.entries({ ...RUN.numbers, ...changes });
  return Object.fromEntries(all.filter((pair): pair is [string, number] => pair[1] !== undefined));
}

function verdictOf(numbers: Numbers, part: string): string | undefined {
  const found = [...verdicts(numbers)].filter(([name]) => name.includes(part));
  assert.equal(found.length, 1, `${found.length} targets are called ${part}`);
  return found[0][1];
}

test('a run that is fast enough meets all', () => {
  for (const [name, said] of verdicts(RUN.numbers)) assert.equal(said, 'met', name);
});

test('nothing is met where nothing was measured', () => {
  for (const [name, said] of verdicts({})) assert.equal(said, 'not measured', name);
});

const MISSED: readonly [target: string, changes: Record<string, number>][] = [
  ['every shape: processor time to named', { 'shapes.mail.bailiwick.cpu': 0.46 }],
  ['every shape: time to the fastest', { 'shapes.mail.kzonecheck.wall': 0.39 }],
  ['every shape: memory', { 'shapes.nsec.bailiwick.memory': 2.1e8 }],
  ['every shape: engine, warm', { 'growth.deep.large.cpu': 3001 }],
  ['every shape: processor time of a wrong zone', { 'wrong.mail.every record.cpu': 1.3 }],
  ['every shape: open', { 'editor.reverse6.large.screen': 201 }],
  ['every shape: a wrong line put in, median', { 'editor.mail.large.put.median': 5.1 }],
  ['every shape: taken out, 99th', { 'editor.mail.large.taken.p99': 20.1 }],
  ['every shape: hover, median', { 'editor.nsec.large.hover.median': 5.1 }],
  ['every shape: completion, 99th', { 'editor.mixed.large.completion.p99': 20.1 }],
  ['every shape: keystroke, median', { 'editor.mail.small.taken.median': 1 }],
  ['every shape: keystroke, 99th', { 'editor.mail.small.put.p99': 4 }],
  ['tree of 5,000 zones: processor time', { 'tree.plain.bailiwick.cpu': 5.1 }],
  ['the same in two views: memory', { 'tree.views.bailiwick.memory': 1.6e8 }],
  ['(plain): everything read', { 'workspace.plain.index': 30_001 }],
  ['(views): memory', { 'workspace.views.memory': 5.1e8 }],
  ['a small file', { 'start.kept.wall': 0.081 }],
  ['a finding in each', { 'confSame.bailiwick.wall': 0.61 }],
  ['keystroke in it', { 'confSameServer.kinds.lost semicolon.median': 20.1 }],
  ['fastest of 2 of 5', { 'peers.1000000.kzonecheck.wall': 1.4 }],
  ['to named-checkzone', { 'peers.1000000.bailiwick.wall': 1.6, 'peers.1000000.named-checkzone.memory': 0 }],
  ['10^6 records, memory to named-checkzone', { 'peers.1000000.bailiwick.memory': 1.1e9 }],
  ['command line: time per record', { 'peers.1000000.bailiwick.wall': 18.1 }],
  ['at 10^4 (the mix)', { 'engine.1000000.cpu': 3001 }],
  ['41,000 zones, to named-checkconf', { 'conf.41000.bailiwick.wall': 0.61 }],
  ['keystroke in a named.conf', { 'confServer.41000.kinds.zone put in.median': 20.1 }],
  ['keystroke at 10^6, median', { 'server.1000000.keystrokes.median': 5.1 }],
  ['keystroke at 10^6, 99th', { 'server.1000000.keystrokes.p99': 20.1 }],
  ['keystroke, median at 10^6', { 'server.1000000.keystrokes.median': 4.1 }],
  ['keystroke, 99th at 10^6', { 'server.1000000.keystrokes.p99': 12.1 }],
  ['hover right after opening', { 'server.1000000.firstHover.before': 0 }],
  ['a cancelled request', { 'server.1000000.cancelled.time': 10.1 }],
  // However soon: a result means that the request was not cancelled.
  ['a cancelled request', { 'server.1000000.cancelled.answer': 0 }],
];
for (const [target, changes] of MISSED) {
  test(`missed: ${target} (${JSON.stringify(changes)})`, () => {
    const numbers = changed(changes);
    const named = target === 'to named-checkzone' ? '10^6 records, to named-checkzone' : target;
    assert.equal(verdictOf(numbers, named), 'missed');
  });
}

const NOT_MEASURED: readonly [target: string, key: string][] = [
  ['10^6 records, to named-checkzone', 'peers.1000000.named-checkzone.wall'],
  ['10^6 records, memory to named-checkzone', 'peers.1000000.named-checkzone.memory'],
  ['command line: time per record', 'peers.10000.bailiwick.wall'],
  ['at 10^4 (the mix)', 'engine.10000.cpu'],
  ['41,000 zones, to named-checkconf', 'conf.41000.named-checkconf.wall'],
  ['keystroke in a named.conf', 'confServer.41000.kinds.in a value.median'],
  ['keystroke at 10^6, 99th', 'server.1000000.keystrokes.p99'],
  ['keystroke, median at 10^6', 'server.1000.keystrokes.median'],
  ['a cancelled request', 'server.1000000.cancelled.time'],
  ['every shape: keystroke, median', 'editor.mail.small.put.median'],
  ['every shape: processor time of a wrong zone', 'wrong.mail.cut off.cpu'],
  ['a small file', 'start.node.wall'],
];
for (const [target, key] of NOT_MEASURED) {
  test(`not measured: ${target} without ${key}`, () => {
    assert.equal(verdictOf(changed({ [key]: undefined }), target), 'not measured');
  });
}

test('a target of every shape says which is the worst, and is not met before all were measured', () => {
  const target = (numbers: Numbers) => targets(numbers).find(({ name }) => name.startsWith('every shape: memory'))!;
  assert.equal(target(changed({ 'shapes.mail.bailiwick.memory': 1.5e8 })).note, 'worst: mail');
  const incomplete = target(
    changed({ 'shapes.nsec.bailiwick.memory': undefined, 'shapes.mail.bailiwick.memory': 1.5e8 }),
  );
  assert.equal(verdict(incomplete), 'not measured');
  assert.match(incomplete.note!, /^\d+ of \d+ shapes measured, worst: mail, 1\.50x$/);
  const worse = target(changed({ 'shapes.nsec.bailiwick.memory': undefined, 'shapes.mail.bailiwick.memory': 3e8 }));
  assert.equal(verdict(worse), 'missed');
  assert.match(worse.note!, /worst: mail, 1 above it$/);
});

test('the fastest is looked for among what is installed, and how many that are is said', () => {
  const [fastest] = targets(changed({ 'peers.1000000.kzonecheck.wall': undefined }));
  assert.match(fastest.name, /the fastest of 1 of 5 C programs \(named-checkzone\)/);
  assert.equal(fastest.value, 0.25);
});

test('only targets that are ratios say how they changed', () => {
  const before = targets(changed({ 'peers.1000000.bailiwick.wall': 3, 'server.1000000.keystrokes.median': 6 }));
  const [head, , peer, ...others] = targetRows(targets(RUN.numbers), before);
  assert.deepEqual(head, ['target', 'measured', 'at most', 'change', '']);
  assert.deepEqual(peer.slice(1), ['0.25x', '0.25x', '0.50x', 'met']);
  const keystroke = others.find(([name]) => name.startsWith('keystroke at 10^6, median'));
  assert.deepEqual(keystroke?.slice(1), ['3.00 ms', '5.00 ms', '', 'met']);
  assert.equal(targetRows(targets(RUN.numbers))[0].length, 4);
});
