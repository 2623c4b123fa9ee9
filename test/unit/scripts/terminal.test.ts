/** Pictures of terminals: the same text is the same picture, in the columns and colours that a terminal gives it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf, terminalSvg } from '../../../scripts/lib/terminal.ts';

const ESC = String.fromCharCode(27);
const RED = `${ESC}[1m${ESC}[31merror:${ESC}[0m no`;

test('looks begin and end', () => {
  assert.deepEqual(linesOf(RED), [
    [
      { text: 'error:', codes: ['1', '31'] },
      { text: ' no', codes: [] },
    ],
  ]);
});

test('lines end where they end, and at the 100th column; tabs go to the next eighth', () => {
  const texts = (text: string): string[] => linesOf(text).map((runs) => runs.map((run) => run.text).join(''));
  assert.deepEqual(texts('a\n\nb'), ['a', '', 'b']);
  assert.deepEqual(texts('a\tb\t\tc'), ['a       b               c']);
  assert.deepEqual(texts(`${'x'.repeat(100)}y`), ['x'.repeat(100), 'y']);
});

test('a picture has nothing of what it shows but text', () => {
  const svg = terminalSvg(`${RED} <b>&\n`, 'a <title>');
  assert.equal(svg, terminalSvg(`${RED} <b>&\n`, 'a <title>'));
  assert.match(svg, /fill="#c4121a" font-weight="bold" xml:space="preserve">error:<\/text>/);
  assert.match(svg, /> no &lt;b&gt;&amp;<\/text>/);
  assert.match(svg, /<title>a &lt;title&gt;<\/title>/);
});
