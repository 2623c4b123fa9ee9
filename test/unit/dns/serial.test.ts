import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareSerials, describeSerial, nextSerial } from '../../../server/src/dns/serial.ts';

const DAY = new Date(2023, 9, 27, 12);

test('serials are compared on a circle (RFC 1982)', () => {
  assert.ok(compareSerials(2, 1) > 0);
  assert.ok(compareSerials(1, 2) < 0);
  assert.equal(compareSerials(7, 7), 0);
  assert.ok(compareSerials(0, 4294967295) > 0);
  assert.ok(compareSerials(4294967295, 5) < 0);
  assert.ok(Number.isNaN(compareSerials(0, 2147483648)));
});

test('the next serial by date', () => {
  const cases: [number, number][] = [
    [1, 2023102701],
    [2023010105, 2023102701],
    [2023102700, 2023102701],
    [2023102701, 2023102702],
    [2023102799, 2023102800],
    [2024010101, 2024010102],
    [4000000000, 4000000001],
  ];
  for (const [current, next] of cases) assert.equal(nextSerial(current, 'date', DAY), next, String(current));
});

test('the next serial by counting and by the clock', () => {
  assert.equal(nextSerial(41, 'increment', DAY), 42);
  assert.equal(nextSerial(4294967295, 'increment', DAY), 1);
  assert.equal(nextSerial(1, 'unix', new Date(1698400000000)), 1698400000);
  assert.equal(nextSerial(1698400000, 'unix', new Date(1698400000000)), 1698400001);
});

test('the next serial is always newer', () => {
  for (const style of ['date', 'unix', 'increment'] as const) {
    for (let current = 0; current < 2 ** 32; current += 99999989) {
      assert.ok(compareSerials(nextSerial(current, style, DAY), current) > 0, `${style} ${current}`);
    }
  }
});

test('what a serial says', () => {
  assert.equal(describeSerial(2023102701), 'revision 1 of 27 October 2023');
  assert.equal(describeSerial(2024022915), 'revision 15 of 29 February 2024');
  assert.equal(describeSerial(2023022901), undefined);
  assert.equal(describeSerial(2023132701), undefined);
  assert.equal(describeSerial(1698400000), '27 October 2023 09:46:40 UTC');
  assert.equal(describeSerial(42), undefined);
});
