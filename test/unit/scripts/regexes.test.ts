import assert from 'node:assert/strict';
import { test } from 'node:test';
import { regexesIn } from '../../../scripts/lib/regexes.ts';

test('regular expressions are found behind types, and nothing else that has slashes', () => {
  const source =
    'const a: number = 4 / 2 / 1; // /no/\nconst b = /x+/gi; const c = "/no/"; const d = `/no/${/y/.test("")}`;';
  assert.deepEqual(
    regexesIn(source).literals.map(({ text }) => text),
    ['/x+/gi', '/y/'],
  );
});

test('one that is made at run time has to say why its work is linear', () => {
  assert.deepEqual(regexesIn('const a = new RegExp(b);').made, ['const a = new RegExp(b);']);
  assert.deepEqual(regexesIn('// linear: b is a word.\nconst a = new RegExp(b);').made, []);
  assert.deepEqual(regexesIn('const a = new RegExp(b); // linear: b is a word.').made, []);
  assert.deepEqual(regexesIn('const a = "new RegExp(b)";').made, []);
});
