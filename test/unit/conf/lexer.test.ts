import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lex, TokenKind, unquote } from '../../../server/src/conf/lexer.ts';

const NAMES = Object.keys(TokenKind);

/** Every token as `kind:text`, white space left out. */
function tokensOf(text: string): string[] {
  const { kinds, starts, count } = lex(text);
  const found: string[] = [];
  for (let i = 0; i < count; i++) {
    if (kinds[i] !== TokenKind.space) found.push(`${NAMES[kinds[i]]}:${text.slice(starts[i], starts[i + 1])}`);
  }
  return found;
}

function assertTiles(text: string): void {
  const { starts, count, kinds } = lex(text);
  assert.equal(kinds.length, count);
  assert.equal(starts[count], text.length);
  for (let i = 0; i < count; i++) assert.ok(starts[i] < starts[i + 1], `token ${i} is empty`);
  if (count > 0) assert.equal(starts[0], 0);
}

describe('the lexer of named.conf', () => {
  it('cuts statements into words and punctuation', () => {
    assert.deepEqual(tokensOf('acl a{!10/8;};'), [
      'word:acl',
      'word:a',
      'open:{',
      'not:!',
      'word:10',
      'slash:/',
      'word:8',
      'semicolon:;',
      'close:}',
      'semicolon:;',
    ]);
  });

  it('knows three styles of comments, also inside of words', () => {
    assert.deepEqual(tokensOf('a // b\nc # d\n/* e\nf */ g#h\ni/*j*/k'), [
      'word:a',
      'comment:// b',
      'word:c',
      'comment:# d',
      'comment:/* e\nf */',
      'word:g',
      'comment:#h',
      'word:i',
      'comment:/*j*/',
      'word:k',
    ]);
  });

  it('lets quoted text run over lines, with escaped quotes', () => {
    assert.deepEqual(tokensOf('secret "a\\"b\n c";'), ['word:secret', 'quoted:"a\\"b\n c"', 'semicolon:;']);
    assert.equal(unquote('"a\\"b\\c"'), 'a"b\\c');
    assert.equal(unquote('"open'), 'open');
  });

  it('ends a quote that was lost on its line, so that the next lines are read', () => {
    const text = 'zone "a {\n type primary;\n file "b";\n};\n';
    assert.equal(lex(text).unclosedQuote, text.indexOf('"'));
    assert.ok(tokensOf(text).includes('quoted:"b"'));
    assert.ok(tokensOf(text).includes('quoted:"a'));
  });

  it('takes an unclosed comment to the end', () => {
    const text = 'a; /* b\nc;';
    assert.equal(lex(text).unclosedComment, 3);
    assert.deepEqual(tokensOf(text), ['word:a', 'semicolon:;', 'comment:/* b\nc;']);
  });

  it('tiles any text', () => {
    const pieces = [
      '"',
      '\\',
      '/',
      '*',
      '/*',
      '*/',
      '#',
      '\n',
      '\r\n',
      '{',
      '}',
      ';',
      '!',
      'word',
      ' ',
      '\t',
      '\u0000',
      'é',
      '😀',
    ];
    let seed = 7;
    for (let round = 0; round < 400; round++) {
      let text = '';
      for (let i = 0; i < 25; i++) {
        seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
        text += pieces[(seed >> 8) % pieces.length];
      }
      assertTiles(text);
    }
    assertTiles('');
  });
});
