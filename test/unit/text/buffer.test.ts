import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TextBuffer } from '../../../server/src/text/buffer.ts';

/** Lines as VS Code counts them, the slow way. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return starts;
}

function sameAsText(buffer: TextBuffer, text: string): void {
  assert.equal(buffer.text(), text);
  assert.equal(buffer.length, text.length);
  const starts = lineStarts(text);
  assert.equal(buffer.lineCount, starts.length);
  for (const offset of [0, 1, 7, Math.floor(text.length / 2), text.length - 1, text.length]) {
    if (offset < 0 || offset > text.length) continue;
    const line = starts.findLastIndex((start) => start <= offset);
    assert.deepEqual(buffer.positionAt(offset), { line, character: offset - starts[line] });
  }
  for (const line of [0, 1, Math.floor(starts.length / 2), starts.length - 1]) {
    if (line < starts.length) assert.equal(buffer.offsetAt({ line, character: 0 }), starts[line]);
  }
  for (const [i, chunk] of buffer.chunks.entries()) {
    if (i + 1 < buffer.chunks.length) assert.ok(chunk.text.endsWith('\n'), 'a chunk is whole lines');
  }
}

test('an empty text has one line', () => {
  const buffer = new TextBuffer('');
  assert.equal(buffer.lineCount, 1);
  assert.deepEqual(buffer.positionAt(5), { line: 0, character: 0 });
  assert.equal(buffer.offsetAt({ line: 3, character: 3 }), 0);
});

for (const [name, text] of Object.entries({
  lf: 'a\nbb\n\nccc',
  crlf: 'a\r\nbb\r\n\r\nccc\r\n',
  cr: 'a\rbb\r\rccc',
  mixed: 'a\r\nb\rc\nd',
  long: `${'example 3600 IN A 192.0.2.1\n'.repeat(3000)}end`,
  'one long line': 'x'.repeat(100_000),
})) {
  test(`positions: ${name}`, () => sameAsText(new TextBuffer(text), text));
}

test('a character past the end of a line means its end', () => {
  const buffer = new TextBuffer('ab\r\ncd\n');
  assert.equal(buffer.offsetAt({ line: 0, character: 99 }), 2);
  assert.equal(buffer.offsetAt({ line: 1, character: 99 }), 6);
  assert.equal(buffer.offsetAt({ line: 9, character: 0 }), 7);
});

test('edits equal edits of a string', () => {
  let seed = 7;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const pieces = ['', 'x', '\n', '\r\n', '\r', 'www IN A 192.0.2.1\n', 'line\n'.repeat(2500)];
  let text = 'start\n'.repeat(3000);
  const buffer = new TextBuffer(text);
  for (let i = 0; i < 400; i++) {
    const start = random(text.length + 1);
    const end = Math.min(text.length, start + (random(4) === 0 ? random(20_000) : random(5)));
    const piece = pieces[random(pieces.length)];
    buffer.replace(start, end, piece);
    text = text.slice(0, start) + piece + text.slice(end);
    sameAsText(buffer, text);
  }
});

test('an edit leaves the other chunks as they are', () => {
  const buffer = new TextBuffer('host IN A 192.0.2.1\n'.repeat(5000));
  const edit = (): void => {
    const before = [...buffer.chunks];
    const change = buffer.replace(50_000, 50_001, 'x');
    assert.equal(change.removed, 1);
    assert.equal(before.filter((chunk) => buffer.chunks.includes(chunk)).length, before.length - 1);
  };
  const read = buffer.chunks.length;
  edit();
  // The chunk is in smaller pieces now, and the next edit takes one of them.
  const edited = buffer.chunks.length;
  assert.ok(edited > read);
  edit();
  assert.equal(buffer.chunks.length, edited);
});
