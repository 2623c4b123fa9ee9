import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { allTexts, BUNDLE, textsIn } from '../../../scripts/lib/l10n.ts';

test('templates: values become numbered places, escapes their characters', () => {
  assert.deepEqual(textsIn('x(t`The zone ${name} has ${n + 1} records.`)'), ['The zone {0} has {1} records.']);
  assert.deepEqual(textsIn('t`write \\`a\\` or \\\\, not \\${b}\\n`'), ['write `a` or \\, not ${b}\n']);
});

test('templates within the values of a template are texts of their own', () => {
  const source = "t`a ${x ? t`b ${'}'} c` : `${{ y }.y}`} d ${z}`";
  assert.deepEqual(textsIn(source), ['a {0} d {1}', 'b {0} c']);
});

test('marked texts and those of the client', () => {
  const source = "const A = { a: marked('it\\'s'), b: marked(\n  \"one\") }; vscode.l10n.t('from {0}', file);";
  assert.deepEqual(textsIn(source), ["it's", 'one', 'from {0}']);
});

test('what only looks like a text is none', () => {
  assert.deepEqual(textsIn('`${indent}\\t` : x'), []);
  assert.deepEqual(textsIn('const a = format`x`; b.t`y`; unmarked("z"); export function marked(text) {}'), []);
});

test('a text that is put together is refused', () => {
  assert.throws(() => textsIn('marked(name)'), /not a literal: marked\(name\)/);
  assert.throws(() => textsIn('vscode.l10n.t(`x`)'), /not a literal/);
  assert.throws(() => textsIn('t`never closed'), /does not end/);
});

test('every key of the bundle is a text that is found, and its own translation', () => {
  const bundle = JSON.parse(readFileSync(BUNDLE, 'utf8')) as Record<string, string>;
  const texts = new Set(allTexts());
  for (const [key, text] of Object.entries(bundle)) {
    assert.ok(texts.has(key), `${key}: nothing shows it any more, npm run generate`);
    assert.equal(text, key);
  }
  assert.ok(Object.keys(bundle).length > 1500);
});

test('the places of a text are numbered from 0 without a gap', () => {
  for (const text of allTexts()) {
    const places = [...text.matchAll(/\{(\d+)\}/g)].map((match) => Number(match[1]));
    assert.deepEqual(
      places,
      places.map((_, index) => index),
      text,
    );
  }
});
