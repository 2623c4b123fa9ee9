import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rangeToOffsets, toRange } from '../../../../server/src/services/shared/ranges.ts';
import { TextBuffer } from '../../../../server/src/text/buffer.ts';

const buffer = new TextBuffer('one\r\ntwo \u{1f600} three\nfour');

test('ranges: both ways, in order, in UTF-16 units', () => {
  const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 6 } };
  assert.deepEqual(toRange(buffer, 5, 11), range);
  assert.deepEqual(rangeToOffsets(buffer, range), { start: 5, end: 11 });
  assert.deepEqual(rangeToOffsets(buffer, { start: range.end, end: range.start }), { start: 5, end: 11 });
  assert.deepEqual(rangeToOffsets(buffer, { start: { line: 9, character: 9 }, end: { line: 0, character: 99 } }), {
    start: 3,
    end: buffer.length,
  });
  assert.deepEqual(toRange(new TextBuffer(''), 0, 5), {
    start: { line: 0, character: 0 },
    end: { line: 0, character: 0 },
  });
});
