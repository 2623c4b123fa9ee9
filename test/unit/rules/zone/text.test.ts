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

  it('cuts the values of CAA and of SVCB', () => {
    const tail = (text: string): string[] => said(`${text}\n`).filter((each) => each.startsWith('text-cut'));
    assert.deepEqual(tail('x CAA 0 issue ca.example.net; validationmethods=dns-01'), [
      'text-cut-by-comment warning ; validationmethods=dns-01',
    ]);
    assert.deepEqual(tail('x HTTPS 1 a.example.net. alpn=h2;h3'), ['text-cut-by-comment warning ;h3']);
    assert.deepEqual(tail('x SVCB 1 a.example.net. alpn=h2;port=443'), ['text-cut-by-comment warning ;port=443']);
    for (const text of [
      'x CAA 0 issue ca.example.net ; validationmethods=dns-01',
      'x CAA 0 issue ca.example.net;',
      'x CAA 0 issue "ca.example.net; validationmethods=dns-01"',
      'x HTTPS 1 a.example.net. alpn=h2 ;h3',
      'x HTTPS 1 a.example.net. alpn=h2; the web',
      'x HTTPS 1 a.example.net.;h3',
    ]) {
      assert.deepEqual(tail(text), [], text);
    }
    checkFix(
      'zone/text-cut-by-comment',
      'x CAA 0 issue ca.example.net; validationmethods=dns-01\n',
      'x CAA 0 issue "ca.example.net; validationmethods=dns-01"\n',
    );
    checkFix('zone/text-cut-by-comment', 'x HTTPS 1 . alpn=h2;h3\n', 'x HTTPS 1 . alpn=h2,h3\n');
    checkFix('zone/text-cut-by-comment', 'x HTTPS 1 . alpn=h2; port=443\n', 'x HTTPS 1 . alpn=h2 port=443\n');
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
    ["x TXT 'some text'", ["smart-quotes warning 'some text'"]],
    ["x TXT 'v=test1;a'", []],
    ["x TXT 'key=abc'", ["smart-quotes warning 'key=abc'"]],
    ["x TXT 'word'", ["smart-quotes information 'word'"]],
    ['x TXT "\'key=abc\'"', ["smart-quotes warning 'key=abc'"]],
    ['x TXT "\'some text\'"', []],
    ["x TXT it's", []],
    ['x TXT "\\"a b\\""', ['quotes-in-text information \\"a b\\"']],
    ['x TXT "\\"v=spf1 -all\\""', ['quotes-in-text warning \\"v=spf1 -all\\"']],
    ['x TXT "\\"a\\" b"', []],
    ['x TXT \\# 2 0122', []],
  ];
  for (const [text, expected] of CASES) it(text, () => assert.deepEqual(said(`${text}\n`), expected));

  it('is mended', () => {
    checkFix('zone/text-double-escape', 'x TXT "a\\\\; b"\n', 'x TXT "a; b"\n');
    checkFix('zone/smart-quotes', 'x TXT “some text”\n', 'x TXT "some text"\n');
    checkFix('zone/smart-quotes', "x TXT 'some text'\n", 'x TXT "some text"\n');
    checkFix('zone/smart-quotes', 'x TXT "\'key=abc\'"\n', 'x TXT "key=abc"\n');
    checkFix('zone/quotes-in-text', 'x TXT "\\"a b\\""\n', 'x TXT "a b"\n');
    checkFix('zone/quotes-in-text', 'x TXT \\"a\\"\n', 'x TXT "a"\n');
  });
});
