import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check, checkFix } from './check.ts';
import { type HarnessOptions, TestZone } from './harness.ts';

const zone = (serial: number): string =>
  `$TTL 60\n@ SOA ns.example.net. hm.example.net. ${serial} 7200 900 1209600 300\n@ NS ns0.example.net.\n@ NS ns9.example.org.\n`;
const was = (serial: number, sameContent = false): HarnessOptions => ({
  settings: { previous: { serial, sameContent } },
});
const rules = (serial: number, options: HarnessOptions = {}): string[] =>
  new TestZone(zone(serial), options)
    .problems()
    .map(({ rule }) => rule)
    .filter((rule) => /not-raised|backwards/.test(rule));

describe('the serial, beside the version before', () => {
  it('is higher where the content is another', () => {
    assert.deepEqual(rules(7, was(7)), ['zone/serial-not-raised']);
    assert.deepEqual(rules(7, was(7, true)), []);
    assert.deepEqual(rules(8, was(7)), []);
    assert.deepEqual(rules(7), []);
  });

  it('is not lower, by the arithmetic of serials', () => {
    assert.deepEqual(rules(6, was(7)), ['zone/serial-went-backwards']);
    assert.deepEqual(rules(6, was(7, true)), ['zone/serial-went-backwards']);
    assert.deepEqual(rules(1, was(4294967295)), []);
    assert.deepEqual(rules(4294967295, was(1)), ['zone/serial-went-backwards']);
    assert.deepEqual(rules(2026010101, was(20260101)), []);
  });

  it('is shown, and raised', () => {
    check(zone(7).replace('\n@ NS', '\n;                                     ^ zone/serial-not-raised warning\n@ NS'), {
      ...was(7),
      only: 'zone/serial-not-raised',
    });
    checkFix('zone/serial-not-raised', zone(7), zone(8), 0, was(7));
    checkFix('zone/serial-not-raised', zone(4294967295), zone(1), 0, was(4294967295));
    checkFix('zone/serial-went-backwards', zone(6), zone(10), 0, was(9));
  });
});
