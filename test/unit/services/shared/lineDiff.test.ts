import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lineChanges, linesOf, maskedDiff } from '../../../../server/src/services/shared/lineDiff.ts';

const unifiedDiff = (name: string, before: string, after: string): string =>
  maskedDiff(name, before, after, (text) => text).text;

function applied(before: string, after: string): string {
  const [from, to] = [linesOf(before), linesOf(after)];
  const made: string[] = [];
  let at = 0;
  for (const change of lineChanges(from, to)) {
    made.push(...from.slice(at, change.fromStart), ...to.slice(change.toStart, change.toEnd));
    at = change.fromEnd;
  }
  return [...made, ...from.slice(at)].join('');
}

/** Numbers that look random and are the same each time. */
function* numbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state >>> 8;
  }
}

describe('the difference of two texts', () => {
  it('leads from one to the other, whatever they are', () => {
    const random = numbers(7);
    const text = () => Array.from({ length: random.next().value % 12 }, () => `${random.next().value % 4}\n`).join('');
    for (let i = 0; i < 500; i++) {
      const [before, after] = [text(), text()];
      assert.equal(applied(before, after), after, JSON.stringify([before, after]));
    }
  });

  it('is the shortest', () => {
    const changes = lineChanges([...'abcabba'], [...'cbabac']);
    const size = changes.reduce((sum, c) => sum + c.fromEnd - c.fromStart + c.toEnd - c.toStart, 0);
    assert.equal(size, 5);
  });

  it('is found in texts with thousands of changes', () => {
    const line = (i: number, type: string) => `zone "z${i}" {\n\ttype ${type};\n};\n`;
    const text = (type: string) => Array.from({ length: 5000 }, (_, i) => line(i, i % 2 ? 'hint' : type)).join('');
    const [before, after] = [text('master'), `// new\n${text('primary')}`];
    assert.equal(applied(before, after), after);
    assert.equal(lineChanges(linesOf(before), linesOf(after)).length, 2501);
  });

  it('is written as patch reads it', () => {
    const before = Array.from({ length: 20 }, (_, i) => `${i}\n`).join('');
    const after = before.replace('2\n', 'two\n').replace('18\n', '').concat('end');
    assert.equal(
      unifiedDiff('f', before, after),
      '--- f\n+++ f\n@@ -1,6 +1,6 @@\n 0\n 1\n-2\n+two\n 3\n 4\n 5\n@@ -16,5 +16,5 @@\n 15\n 16\n 17\n-18\n 19\n+end\n\\ No newline at end of file\n',
    );
    assert.equal(unifiedDiff('f', before, before), '');
    assert.equal(unifiedDiff('f', '', 'a\n'), '--- f\n+++ f\n@@ -0,0 +1,1 @@\n+a\n');
  });

  it('ends the context where a line is masked, on both sides alike', () => {
    const before = 'secret\n1\nold\n2\n3\n4\nold\nsecret\nold\n5\nold secret\n';
    const after = before.replaceAll('old', 'new');
    const mask = (text: string) => text.replaceAll('secret', '...');
    const { text, hidden } = maskedDiff('a b', before, after, mask);
    assert.equal(
      text,
      '--- a b\t\n+++ a b\t\n@@ -3,5 +3,5 @@\n-old\n+new\n 2\n 3\n 4\n-old\n+new\n@@ -9,3 +9,3 @@\n-old\n+new\n 5\n-old ...\n+new ...\n',
    );
    assert.deepEqual(hidden, [11]);
    // Secrets that take more lines than their masks: what is seen is compared.
    assert.equal(
      maskedDiff('f', 'a\nb\nc\n', 'a\nb\nd\n', (seen) => seen.replace('a\nb', '...')).text,
      '--- f\n+++ f\n@@ -1,2 +1,2 @@\n ...\n-c\n+d\n',
    );
  });
});
