import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check, checkFix } from './check.ts';
import { said } from './said.ts';

describe('a semicolon outside of quotes', () => {
  it('cuts the text', () => {
    check('x TXT v=test1; id=rsa\n;            ^^^^^^^^ zone/text-cut-by-comment warning\n');
    check('x TXT "v=test1"; id=rsa\n;              ^^^^^^^^ zone/text-cut-by-comment warning\n');
    check('x TXT v=test1;\n;            ^ zone/text-cut-by-comment information\n');
    check('x TXT ( v=test1; id=rsa\n;              ^^^^^^^^ zone/text-cut-by-comment warning\n  more )\n');
  });

  it('begins an ordinary comment', () => {
    check(
      'x TXT v=test1 ; id=rsa\nx TXT "v=test2" ; id = 7\nx TXT word;comment\nx TXT v=test3\\; id=rsa\nx TXT "a; b=c"\n',
    );
  });

  it('is put in quotes with the text', () => {
    checkFix('zone/text-cut-by-comment', 'x TXT v=test1; id=rsa\n', 'x TXT "v=test1; id=rsa"\n');
    checkFix('zone/text-cut-by-comment', 'x TXT "v=test1"; id=rsa  \n', 'x TXT "v=test1; id=rsa"  \n');
    checkFix('zone/text-cut-by-comment', 'x TXT v=test1\\\\; id=rsa\n', 'x TXT "v=test1; id=rsa"\n');
    const long = 'a'.repeat(300);
    checkFix(
      'zone/text-cut-by-comment',
      `x TXT v=test1; id=${long}\n`,
      `x TXT "v=test1; id=${long.slice(0, 243)}" "${long.slice(243)}"\n`,
    );
  });
});

describe('text that is not what was meant', () => {
  const CASES: readonly (readonly [text: string, said: string[]])[] = [
    ['x TXT "a\\\\; b"', ['text-double-escape warning \\\\;']],
    ['x TXT "a\\; b\\\\c"', []],
    ['x TXT "a" "b\\\\;c\\\\;"', ['text-double-escape warning \\\\;', 'text-double-escape warning \\\\;']],
    ['x TXT "Grüße"', ['text-non-ascii hint üß']],
    ['x TXT “some text”', ['smart-quotes warning “some text”']],
    ['x TXT "“some” text"', ['smart-quotes warning “some” text']],
    ['x TXT "it is “so”"', []],
    ['x TXT "\\"a b\\""', ['quotes-in-text information \\"a b\\"']],
    ['x TXT "\\"v=spf1 -all\\""', ['quotes-in-text warning \\"v=spf1 -all\\"']],
    ['x TXT "\\"a\\" b"', []],
    ['x TXT \\# 2 0122', []],
  ];
  for (const [text, expected] of CASES) it(text, () => assert.deepEqual(said(`${text}\n`), expected));

  it('is mended', () => {
    checkFix('zone/text-double-escape', 'x TXT "a\\\\; b"\n', 'x TXT "a; b"\n');
    checkFix('zone/smart-quotes', 'x TXT “some text”\n', 'x TXT "some text"\n');
    checkFix('zone/quotes-in-text', 'x TXT "\\"a b\\""\n', 'x TXT "a b"\n');
    checkFix('zone/quotes-in-text', 'x TXT \\"a\\"\n', 'x TXT "a"\n');
  });
});
