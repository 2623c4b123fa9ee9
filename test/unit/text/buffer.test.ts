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

/** The text of each chunk. */
function cut(text: string, target: number): string[] {
  return new TextBuffer(text, target).chunks.map((chunk) => chunk.text);
}

test('a chunk ends with the first line end after its size, and CRLF is not split', () => {
  assert.deepEqual(cut('ab\ncd\nef', 0), ['ab\n', 'cd\n', 'ef']);
  assert.deepEqual(cut('ab\ncd\nef\n', 2), ['ab\n', 'cd\n', 'ef\n']);
  assert.deepEqual(cut('ab\ncd\nef\n', 3), ['ab\ncd\n', 'ef\n']);
  assert.deepEqual(cut('ab\ncd\nef\n', 9), ['ab\ncd\nef\n']);
  assert.deepEqual(cut('ab\ncd\nef\n', 8), ['ab\ncd\nef\n']);
  assert.deepEqual(cut('a\r\nb\rc\r\n', 1), ['a\r\n', 'b\rc\r\n']);
  assert.deepEqual(cut('a\rb\rc', 1), ['a\rb\rc']);
});

test('places at the borders of chunks and lines', () => {
  const text = 'ab\r\ncd\ref\n\ng';
  const buffer = new TextBuffer(text, 0);
  const places = Array.from({ length: text.length + 1 }, (_, offset) => buffer.positionAt(offset));
  assert.deepEqual(
    places.map(({ line, character }) => `${line}:${character}`),
    ['0:0', '0:1', '0:2', '0:3', '1:0', '1:1', '1:2', '2:0', '2:1', '2:2', '3:0', '4:0', '4:1'],
  );
  for (const [offset, place] of places.entries()) {
    // The middle of a line end is the end of its line.
    assert.equal(buffer.offsetAt(place), offset === 3 ? 2 : offset);
  }
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((line) => buffer.lineStart(line)),
    [0, 4, 7, 10, 11],
  );
  assert.deepEqual(
    [0, 3, 4, 9, 10, 11, 12].map((offset) => buffer.chunkAt(offset)),
    [0, 0, 1, 1, 2, 3, 3],
  );
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((index) => buffer.chunkStart(index)),
    [0, 4, 10, 11, 12],
  );
});

test('what lies outside of the text is taken as its start or end', () => {
  const buffer = new TextBuffer('ab\ncd', 0);
  assert.equal(buffer.offsetAt({ line: -1, character: 5 }), 0);
  assert.equal(buffer.offsetAt({ line: 0, character: -5 }), 0);
  assert.equal(buffer.offsetAt({ line: 1, character: 5 }), 5);
  assert.equal(buffer.offsetAt({ line: 2, character: 0 }), 5);
  assert.deepEqual(buffer.positionAt(-1), { line: 0, character: 0 });
  assert.deepEqual(buffer.positionAt(99), { line: 1, character: 2 });
  assert.equal(buffer.slice(-5, 99), 'ab\ncd');
  assert.equal(buffer.slice(3, 2), '');
  buffer.replace(-5, -2, 'x');
  buffer.replace(99, 5, 'y');
  buffer.replace(4, 2, 'z');
  assert.equal(buffer.text(), 'xab\nzcdy');
});

test('a slice is the text between two offsets, over any number of chunks', () => {
  const text = 'ab\ncdef\n\ng\nhi';
  const buffer = new TextBuffer(text, 0);
  for (let from = 0; from <= text.length; from++) {
    for (let to = from; to <= text.length; to++) assert.equal(buffer.slice(from, to), text.slice(from, to));
  }
});

test('an edit says which chunks went and which came', () => {
  const lines = 'ab\ncd\nef\ngh\n';
  const change = (start: number, end: number, text: string) => new TextBuffer(lines, 0).replace(start, end, text);
  assert.deepEqual(change(4, 4, 'x'), { first: 1, removed: 1, inserted: 1 });
  assert.deepEqual(change(3, 6, ''), { first: 1, removed: 2, inserted: 1 });
  assert.deepEqual(change(3, 6, 'x'), { first: 1, removed: 2, inserted: 1 });
  assert.deepEqual(change(3, 7, 'x\n'), { first: 1, removed: 2, inserted: 2 });
  assert.deepEqual(change(5, 6, ''), { first: 1, removed: 2, inserted: 1 });
  assert.deepEqual(change(0, 12, ''), { first: 0, removed: 4, inserted: 1 });
  assert.deepEqual(change(12, 12, 'x'), { first: 3, removed: 1, inserted: 2 });
  assert.deepEqual(change(11, 12, ''), { first: 3, removed: 1, inserted: 1 });
});

test('an edit gives the text another stamp, and no two buffers share one', () => {
  const [a, b] = [new TextBuffer('a'), new TextBuffer('a')];
  assert.notEqual(a.stamp, b.stamp);
  const before = a.stamp;
  a.replace(0, 0, '');
  assert.notEqual(a.stamp, before);
  assert.notEqual(a.stamp, b.stamp);
});

test('lines are counted again behind an edit, and only there', () => {
  const buffer = new TextBuffer('a\n'.repeat(10), 0);
  assert.equal(buffer.lineStart(9), 18);
  buffer.replace(8, 8, 'x\ny\n');
  assert.deepEqual(buffer.positionAt(22), { line: 11, character: 0 });
  assert.equal(buffer.lineStart(3), 6);
  assert.equal(buffer.lineStart(11), 22);
  buffer.replace(0, 20, '');
  assert.equal(buffer.lineCount, 3);
  assert.equal(buffer.lineStart(1), 2);
});

test('text that is replaced up to any place in chunks of a line each', () => {
  const text = 'ab\ncd\nef\ngh\n';
  for (let start = 0; start <= text.length; start++) {
    for (let end = start; end <= text.length; end++) {
      for (const inserted of ['', 'x', 'x\n', '\n']) {
        const buffer = new TextBuffer(text, 1);
        buffer.replace(start, end, inserted);
        const wanted = text.slice(0, start) + inserted + text.slice(end);
        assert.equal(buffer.text(), wanted, `${start} to ${end}`);
        assert.equal(buffer.lineCount, wanted.split('\n').length, `${start} to ${end}`);
      }
    }
  }
});

test('a text is cut before lines that are not indented where there is one soon, so that records in parentheses stand in one chunk', () => {
  const record = ['host 3600 A 192.0.2.1', ...Array.from({ length: 7 }, () => `\t\t\t${'x'.repeat(40)}`), ''].join(
    '\n',
  );
  const { chunks } = new TextBuffer(record.repeat(400));
  assert.ok(chunks.length > 4);
  for (const { text } of chunks) assert.ok(text.startsWith('host '));
  // A long run of indented lines is cut all the same.
  const indented = `host A 192.0.2.1\n${'  A 192.0.2.2\n'.repeat(10_000)}`;
  const lengths = new TextBuffer(indented).chunks.map(({ text }) => text.length);
  assert.ok(Math.max(...lengths) < 20_000, `${lengths}`);
  assert.equal(new TextBuffer(indented).text(), indented);
});

test('a line that stands for many records ends its chunk', () => {
  const line = '$GENERATE 0-255 $ PTR host-$.example.net.\n';
  const text = `$TTL 3600\n${line.repeat(3)}a TXT "$GENERATE"\n${'b A 192.0.2.1\n'.repeat(3)}${line}`;
  const chunks = new TextBuffer(text).chunks.map((chunk) => chunk.text);
  assert.equal(chunks.join(''), text);
  assert.deepEqual(
    chunks.map((chunk) => chunk.match(/^\$GENERATE/gm)?.length ?? 0),
    [1, 1, 1, 1],
  );
  assert.ok(chunks.every((chunk) => chunk.endsWith('\n')));
  assert.equal(new TextBuffer('a TXT "$GENERATE"\n'.repeat(20)).chunks.length, 1);
});
