/** Patterns of file names: what glob(3) says of each. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPattern, matchesGlob } from '../../../server/src/workspace/glob.ts';

const CASES: readonly [pattern: string, yes: readonly string[], no: readonly string[]][] = [
  ['*.conf', ['a.conf', 'a.b.conf'], ['.conf', '.a.conf', 'a.conf~', 'conf']],
  ['.*', ['.a'], ['a']],
  ['a*b*c', ['abc', 'aXbXbYc', 'abbcc'], ['abcd', 'ac']],
  ['?', ['a', 'ä'], ['', 'ab', '.']],
  ['[a-c]x', ['ax', 'cx'], ['dx', '-x']],
  ['[!a-c]x', ['dx'], ['ax']],
  ['[]-]x', [']x', '-x'], ['ax']],
  ['[x', ['[x'], ['x']],
  ['a\\*', ['a*'], ['ab']],
  ['*', ['a', ''], ['.a']],
];
for (const [pattern, yes, no] of CASES) {
  test(`the pattern ${pattern}`, () => {
    for (const name of yes) assert.equal(matchesGlob(name, pattern), true, name);
    for (const name of no) assert.equal(matchesGlob(name, pattern), false, name);
  });
}

test('what is a pattern', () => {
  assert.deepEqual(['a', 'a*', '?', '[a]', 'a]'].map(isPattern), [false, true, true, true, false]);
});
