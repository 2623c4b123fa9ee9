/** Problems that servers have with lines move with their lines, and go when these are edited. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LineEdit, moved } from '../../../client/src/queries/served/moved.ts';
import type { ServedProblem } from '../../../server/src/live/compare/problems.ts';
import { randomNumbers, seeds } from '../fuzz/edits.ts';

function problemAt(line: number): ServedProblem {
  return { code: 'data', severity: 'warning', message: '', uri: 'file:///x', line, start: 0, end: 3 };
}

function edit(from: readonly [number, number], to: readonly [number, number], text: string): LineEdit {
  return { firstLine: from[0], startCharacter: from[1], lastLine: to[0], endCharacter: to[1], text };
}

const ROWS: readonly (readonly [what: string, edit: LineEdit, lines: readonly number[]])[] = [
  ['a word on the line', edit([5, 2], [5, 3], 'x'), [2, 8]],
  ['a word elsewhere', edit([6, 0], [6, 4], 'x'), [2, 5, 8]],
  ['a line put in before it', edit([5, 0], [5, 0], 'new\n'), [2, 6, 9]],
  ['two lines put in above', edit([4, 3], [4, 3], '\na\nb'), [2, 7, 10]],
  ['the line above taken away', edit([4, 0], [5, 0], ''), [2, 4, 7]],
  ['the line taken away', edit([5, 0], [6, 0], ''), [2, 7]],
  ['everything replaced', edit([0, 0], [99, 0], 'x\ny\n'), []],
  ['a line end at its end', edit([5, 9], [5, 9], '\n'), [2, 9]],
  ['lines with other ends', edit([5, 0], [5, 0], 'a\r\nb\r\n'), [2, 7, 10]],
  ['a line joined with the one before', edit([4, 7], [5, 0], ''), [2, 7]],
];

for (const [what, change, lines] of ROWS) {
  test(`an edit: ${what}`, () => {
    const after = moved([2, 5, 8].map(problemAt), change);
    assert.deepEqual(
      after.map(({ line }) => line),
      lines,
    );
  });
}

for (const seed of seeds()) {
  test(`random edits leave each problem on the line that it was told of, seed ${seed}`, () => {
    const random = randomNumbers(seed);
    for (let round = 0; round < 200; round++) {
      const lines = Array.from({ length: 12 }, (_, i) => `line ${i}`);
      let text = lines.join('\n');
      let problems = lines.map((_, i) => ({ ...problemAt(i), message: lines[i] }));
      for (let edits = 0; edits < 5; edits++) {
        const start = random(text.length + 1);
        const end = Math.min(text.length, start + random(12));
        const added = ['', 'x', '\n', 'new\n', '\nnew'][random(5)];
        const at = (offset: number): [number, number] => {
          const before = text.slice(0, offset).split('\n');
          return [before.length - 1, before[before.length - 1].length];
        };
        problems = moved(problems, edit(at(start), at(end), added));
        text = text.slice(0, start) + added + text.slice(end);
      }
      const now = text.split('\n');
      for (const { line, message } of problems) assert.equal(now[line], message);
    }
  });
}
