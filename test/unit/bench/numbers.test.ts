/** Numbers out of samples, and how they are written. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flatten } from '../../bench/numbers.ts';
import { known, median, percentile, ratio } from '../../bench/statistics.ts';
import { markdownTable, megabytes, milliseconds, seconds, size, table, times } from '../../bench/table.ts';

test('a percentile is the nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  assert.equal(percentile(hundred, 0.99), 99);
  assert.equal(percentile(hundred, 0.5), 50);
  assert.equal(percentile(hundred, 1), 100);
  assert.equal(percentile(hundred, 0), 1);
  assert.equal(percentile([7], 0.99), 7);
  // Two slow ones of a hundred are seen, one is not.
  assert.equal(percentile([...Array(98).fill(1), 50, 60], 0.99), 50);
  assert.equal(percentile([...Array(99).fill(1), 50], 0.99), 1);
  assert.equal(percentile([], 0.99), undefined);
});

test('a median is the middle, whatever the order', () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([10, 1, 2, 20]), 6);
  assert.equal(median([]), undefined);
});

test('a ratio needs both', () => {
  assert.equal(ratio(1, 4), 0.25);
  assert.equal(ratio(undefined, 4), undefined);
  assert.equal(ratio(1, undefined), undefined);
  assert.equal(ratio(1, 0), undefined);
  assert.equal(ratio(Number.NaN, 1), undefined);
  assert.deepEqual(known([1, undefined, 0]), [1, 0]);
});

test('nested numbers get dotted keys, and what is not known gets none', () => {
  const nested = {
    open: 1,
    hover: { time: 2, before: true },
    kinds: { $TTL: { p99: 3 } },
    failure: 'x',
    none: undefined,
  };
  assert.deepEqual(flatten(nested), { open: 1, 'hover.time': 2, 'hover.before': 1, 'kinds.$TTL.p99': 3 });
  assert.deepEqual(flatten({ a: Number.NaN, b: Number.POSITIVE_INFINITY, c: null, d: 0 }), { d: 0 });
});

test('numbers are written with the digits that count', () => {
  const written: [string, string][] = [
    [seconds(12.345), '12.3 s'],
    [seconds(0.0123456), '12.3 ms'],
    [seconds(0), '0 ms'],
    [seconds(undefined), '-'],
    [milliseconds(0.012345), '0.0123 ms'],
    [milliseconds(1234.5), '1235 ms'],
    [milliseconds(-1.5), '-1.50 ms'],
    [megabytes(1_212_929), '1.21 MB'],
    [times(0.256), '0.26x'],
    [times(undefined), '-'],
    [size(1_000_000), '10^6'],
    [size(2_500), '2500'],
  ];
  for (const [actual, expected] of written) assert.equal(actual, expected);
});

const ROWS = [
  ['', 'wall', 'exit'],
  ['named-checkzone', '1.20 s', '0'],
  ['ours', '300 ms', '0'],
];

test('a table has its columns under one another', () => {
  assert.equal(
    table(ROWS),
    [
      '                   wall  exit',
      '---------------  ------  ----',
      'named-checkzone  1.20 s     0',
      'ours             300 ms     0',
    ].join('\n'),
  );
});

test('a table in Markdown', () => {
  assert.equal(
    markdownTable(ROWS),
    [
      '|                 |   wall | exit |',
      '| --------------- | -----: | ---: |',
      '| named-checkzone | 1.20 s |    0 |',
      '| ours            | 300 ms |    0 |',
    ].join('\n'),
  );
});
