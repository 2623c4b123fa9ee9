import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_TTL, parseTtl, ttlText, ttlUnits } from '../../../server/src/dns/ttl.ts';

test('TTLs as named reads them', () => {
  const cases: [string, number | undefined][] = [
    ['0', 0],
    ['3600', 3600],
    ['007', 7],
    ['1h', 3600],
    ['1H30M', 5400],
    ['1w2d3h4m5s', 788645],
    ['5s1w', 604805],
    ['1m1m', 120],
    ['0h5', 5],
    ['4294967295', 4294967295],
    ['4294967296', undefined],
    ['7102w', undefined],
    ['1d4', undefined],
    ['', undefined],
    ['h', undefined],
    ['1x', undefined],
    ['-1', undefined],
    ['1 h', undefined],
    ['1.5h', undefined],
    ['IN', undefined],
    [`${'0'.repeat(63)}1`, undefined],
  ];
  for (const [text, seconds] of cases) assert.equal(parseTtl(text), seconds, text);
});

test('a TTL inside a longer text', () => {
  assert.equal(parseTtl('@ 1h IN', 2, 4), 3600);
  assert.equal(parseTtl('@ 1h IN', 2, 7), undefined);
  assert.equal(parseTtl('@ 1h IN', 3, 3), undefined);
});

test('TTLs for people and for the file', () => {
  assert.equal(MAX_TTL, 2 ** 31 - 1);
  assert.equal(ttlText(0), '0 seconds');
  assert.equal(ttlText(1), '1 second');
  assert.equal(ttlText(93600), '1 day 2 hours');
  assert.equal(ttlText(1209600), '2 weeks');
  assert.equal(ttlUnits(93600), '1d2h');
  assert.equal(ttlUnits(0), '0s');
  for (const seconds of [1, 59, 3601, 86399, 694861, MAX_TTL]) assert.equal(parseTtl(ttlUnits(seconds)), seconds);
});
