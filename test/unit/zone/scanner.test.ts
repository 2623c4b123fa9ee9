import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Scanner, TokenKind } from '../../../server/src/zone/scanner.ts';

const NAMES = Object.fromEntries(Object.entries(TokenKind).map(([name, kind]) => [kind, name]));

function tokens(text: string): string[] {
  const scanner = new Scanner(text);
  const found: string[] = [];
  while (scanner.next() !== TokenKind.End) {
    found.push(`${NAMES[scanner.kind]}:${text.slice(scanner.start, scanner.end)}`);
  }
  return found;
}

const CASES: readonly [text: string, ...tokens: string[]][] = [
  ['www A 192.0.2.1', 'Word:www', 'Space: ', 'Word:A', 'Space: ', 'Word:192.0.2.1'],
  ['a;b', 'Word:a', 'Comment:;b'],
  ['a\\;b', 'Word:a\\;b'],
  ['a\\"b', 'Word:a\\"b'],
  ['("x" )', 'Open:(', 'Quoted:"x"', 'Space: ', 'Close:)'],
  ['"a;b(c)"', 'Quoted:"a;b(c)"'],
  ['"a\\"b"', 'Quoted:"a\\"b"'],
  ['foo"bar"', 'Word:foo', 'Quoted:"bar"'],
  ['alpn="h2,h3" x', 'Word:alpn="h2,h3"', 'Space: ', 'Word:x'],
  ['"open\nnext', 'Quoted:"open', 'LineEnd:\n', 'Word:next'],
  ['a\r\nb\rc\n', 'Word:a', 'LineEnd:\r\n', 'Word:b', 'LineEnd:\r', 'Word:c', 'LineEnd:\n'],
  ['a\\\nb', 'Word:a\\', 'LineEnd:\n', 'Word:b'],
  ['\\', 'Word:\\'],
  ['', ...[]],
];
for (const [text, ...expected] of CASES) {
  test(`tokens of ${JSON.stringify(text)}`, () => assert.deepEqual(tokens(text), expected));
}

test('tokens tile the text, whatever it is', () => {
  let seed = 3;
  const alphabet = 'aA1.\\"();= \t\n\r@$é\0';
  for (let round = 0; round < 2000; round++) {
    let text = '';
    for (let i = 0; i < 40; i++) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      text += alphabet[Math.floor((seed / 2 ** 32) * alphabet.length)];
    }
    const scanner = new Scanner(text);
    let at = 0;
    while (scanner.next() !== TokenKind.End) {
      assert.equal(scanner.start, at);
      assert.ok(scanner.end > scanner.start, `a token without length in ${JSON.stringify(text)}`);
      at = scanner.end;
    }
    assert.equal(at, text.length);
  }
});
