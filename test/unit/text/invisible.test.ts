import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asItLooks, invisibleIn, invisibleName } from '../../../server/src/text/invisible.ts';

test('characters that cannot be seen are found and named', () => {
  for (const [text, name] of [
    ['\u00a0', 'no-break space (U+00A0)'],
    ['\u200b', 'zero-width space (U+200B)'],
    ['\u202e', 'direction mark (U+202E)'],
    ['\u00ad', 'soft hyphen (U+00AD)'],
    ['\ufeff', 'byte order mark (U+FEFF)'],
    ['\u2009', 'typographic space (U+2009)'],
    ['\u200d', 'zero-width joiner (U+200D)'],
  ]) {
    assert.equal(invisibleIn(`ab${text}c`), 2, name);
    assert.equal(invisibleName(text.charCodeAt(0)), name);
  }
  assert.equal(invisibleIn('ab\u00a0c', 3), -1);
  assert.equal(invisibleIn('ab\u00a0c', 0, 2), -1);
});

test('what can be seen, and joiners inside of other scripts, are letters', () => {
  for (const text of ['plain text\t', 'möbel', '日本', '“quoted”', 'نامه\u200cای'])
    assert.equal(invisibleIn(text), -1, text);
});

test('a text is written as it looks', () => {
  assert.equal(asItLooks('www\u00a0A\u2003192.0.2.1\u200b\ufeff'), 'www A 192.0.2.1');
});
