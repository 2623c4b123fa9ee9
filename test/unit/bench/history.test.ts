/** Recorded runs: what is kept, what is compared, what is drawn. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { growthChart } from '../../bench/chart.ts';
import { between } from '../../bench/document.ts';
import { changeOf, entryOf, HISTORY, lastEntry, record } from '../../bench/history.ts';
import { peerRows } from '../../bench/report.ts';
import { RUN } from './run.ts';

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const PROGRAMS = ['named-checkzone', 'nsd-checkzone', 'kzonecheck'];

test('a run is a line, and the last line is the last run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-history-'));
  try {
    const file = join(folder, 'history.jsonl');
    assert.equal(lastEntry(file), undefined);
    record(RUN, file);
    record({ ...RUN, date: '2026-01-03', numbers: { a: 1 / 3, b: 123456 } }, file);
    assert.equal(readFileSync(file, 'utf8').split('\n').length, 3);
    assert.deepEqual(lastEntry(file), { ...RUN, date: '2026-01-03', numbers: { a: 0.3333, b: 123500 } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('an entry names what was measured and on what, but not where', () => {
  const entry = entryOf({ a: 1 }, new Date('2026-01-02T03:04:05Z'));
  assert.equal(entry.date, '2026-01-02');
  assert.equal(entry.node, process.version);
  assert.match(entry.commit, /^([0-9a-f]{7,}\+?|unknown)$/);
  const text = JSON.stringify(entry) + (lastEntry() ? readFileSync(HISTORY, 'utf8') : '');
  assert.ok(!text.includes(hostname()), 'the name of a machine');
  assert.doesNotMatch(text, /"[^"]*[/\\](?:home|root|tmp|Users|work)[/\\]/, 'a path of a machine');
});

test('only ratios are compared: a machine of half the speed changes nothing', () => {
  const [ours, theirs] = ['peers.1000000.bailiwick.wall', 'peers.1000000.named-checkzone.wall'];
  const slower = Object.fromEntries(Object.entries(RUN.numbers).map(([key, value]) => [key, value * 2]));
  assert.equal(changeOf(slower, RUN.numbers, ours, theirs), 1);
  assert.equal(changeOf({ ...slower, [ours]: 1.5 }, RUN.numbers, ours, theirs), 0.5);
  assert.equal(changeOf(slower, undefined, ours, theirs), undefined);
  assert.equal(changeOf(slower, {}, ours, theirs), undefined);
});

test('a table of programs, with and without a run to compare with', () => {
  assert.deepEqual(peerRows(RUN.numbers, undefined, 1_000_000), [
    ['', 'wall', 'CPU', 'memory', 'exit', 'ours/theirs', 'memory'],
    ['bailiwick', '1.50 s', '1.50 s', '500 MB', '0', '', ''],
    ['named-checkzone', '6.00 s', '6.00 s', '400 MB', '0', '0.25x', '1.25x'],
    ['kzonecheck', '2.00 s', '2.00 s', '300 MB', '0', '0.75x', '1.67x'],
  ]);
  const before = { ...RUN.numbers, 'peers.1000000.bailiwick.wall': 3 };
  assert.deepEqual(peerRows(RUN.numbers, before, 1_000_000)[2].slice(5), ['0.25x', '0.50x', '1.25x', '1.00x']);
});

test('the chart has a curve for each program that was measured, drawn the same each time', () => {
  const chart = growthChart(RUN.numbers, SIZES, PROGRAMS);
  assert.ok(chart);
  assert.equal(growthChart(RUN.numbers, SIZES, PROGRAMS), chart);
  assert.deepEqual(
    [...chart.matchAll(/<text[^>]*>([a-z-]+)<\/text>/g)].map(([, name]) => name),
    ['bailiwick', 'named-checkzone', 'kzonecheck'],
  );
  const curves = [...chart.matchAll(/<polyline points="([^"]+)"/g)].map(([, points]) => points.split(' '));
  assert.deepEqual(
    curves.map((points) => points.length),
    [4, 4, 4],
  );
  // 100 microseconds a record, then 12, 3 and 1.5: sizes stand at even steps, and less stands lower.
  const places = curves[0].map((point) => point.split(',').map(Number));
  const steps = places.slice(1).map(([x], index) => x - places[index][0]);
  for (const step of steps) assert.ok(Math.abs(step - steps[0]) < 0.2);
  for (const [index, [, y]] of places.entries()) if (index > 0) assert.ok(y > places[index - 1][1]);
  for (const [x, y] of places)
    assert.ok(x >= 64 && x <= 570 && y >= 48 && y <= 344, `${x},${y} is outside of the plot`);
});

test('names beside the curves are never on one another', () => {
  const same = Object.fromEntries(PROGRAMS.flatMap((name) => SIZES.map((n) => [`peers.${n}.${name}.wall`, n / 1e6])));
  const chart = growthChart({ ...RUN.numbers, ...same }, SIZES, PROGRAMS);
  const heights = [...(chart ?? '').matchAll(/<text x="\d+" y="([\d.]+)"/g)].map(([, y]) => Number(y));
  assert.equal(heights.length, 4);
  heights.sort((a, b) => a - b);
  for (let i = 1; i < heights.length; i++) assert.ok(heights[i] - heights[i - 1] >= 16.9);
});

test('there is no chart without two sizes of ours', () => {
  assert.equal(growthChart({}, SIZES, PROGRAMS), undefined);
  assert.equal(growthChart(RUN.numbers, [1_000], PROGRAMS), undefined);
});

test('the tables of the page are replaced, the text around them is not', () => {
  const [begin, end] = [
    '<!-- the recorded run, written by npm run bench with the option chart -->',
    '<!-- end of the recorded run -->',
  ];
  const page = `# Speed\n${begin}\nold\n${end}\nafter\n`;
  assert.equal(between(page, 'new'), `# Speed\n${begin}\n\nnew\n\n${end}\nafter\n`);
  assert.equal(between(between(page, 'new'), 'newer'), between(page, 'newer'));
  assert.throws(() => between('# Speed\n', 'new'), /needs the lines/);
});
