import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TextBuffer } from '../../../server/src/text/buffer.ts';
import { roomFor } from '../../../server/src/zone/room.ts';

const LINES = 20_000;

function namesFor(line: (index: number) => string): number {
  return roomFor(new TextBuffer(Array.from({ length: LINES }, (_, index) => line(index)).join(''))).names;
}

test('a large zone has room for two names an owner, about, however much is written for each', () => {
  const signed = namesFor(
    (i) => `h${i}.example.com. 300 A 192.0.2.1\n\t\t\t300 RRSIG A 13 2 (\n\t\t\t${'x'.repeat(100)} )\n`,
  );
  assert.ok(signed > LINES * 1.8 && signed < LINES * 2.2, `${signed}`);
  // An owner that stands on each of its lines counts once.
  const repeated = namesFor((i) => `h${i >> 2} TXT "${'x'.repeat(60)}"\n`);
  assert.ok(repeated > LINES / 3 && repeated < LINES, `${repeated}`);
  const commented = namesFor(() => `; ${'x'.repeat(60)}\n`);
  assert.equal(commented, 0);
});

test('and for one of 48 characters at most', () => {
  const text = 'h A 192.0.2.1\ni A 192.0.2.1\n'.repeat(LINES);
  assert.equal(roomFor(new TextBuffer(text)).names, Math.ceil(text.length / 48));
  const small = 'h A 192.0.2.1\n'.repeat(100);
  assert.deepEqual(roomFor(new TextBuffer(small)), { names: Math.ceil(small.length / 48), records: 0 });
});
