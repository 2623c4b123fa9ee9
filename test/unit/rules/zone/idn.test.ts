import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { labelToAscii, labelToUnicode } from '../../../../server/src/rules/zone/support/punycode.ts';
import { check, checkFix } from './check.ts';

describe('labels in Punycode', () => {
  const PAIRS: readonly (readonly [unicode: string, ascii: string])[] = [
    ['bücher', 'xn--bcher-kva'],
    ['münchen', 'xn--mnchen-3ya'],
    ['straße', 'xn--strae-oqa'],
    ['ñandú', 'xn--and-6ma2c'],
    ['例え', 'xn--r8jz45g'],
    ['ελληνικά', 'xn--hxargifdar'],
    ['рф', 'xn--p1ai'],
    ['امارات', 'xn--mgbaam7a8h'],
    ['💩', 'xn--ls8h'],
  ];
  for (const [unicode, ascii] of PAIRS) {
    it(`${unicode} is ${ascii}`, () => {
      assert.equal(labelToAscii(unicode), ascii);
      assert.equal(labelToUnicode(ascii), unicode);
    });
  }

  it('are composed and in lower case', () => {
    assert.equal(labelToAscii('BÜCHER'), 'xn--bcher-kva');
    assert.equal(labelToAscii('bu\u0308cher'), 'xn--bcher-kva');
  });

  it('are undefined where there is nothing to encode or to decode', () => {
    for (const label of ['a b', 'ü/x', 'ü@x', 'plain', '\ud800', `ü${'x'.repeat(63)}`])
      assert.equal(labelToAscii(label), undefined, label);
    for (const label of ['xn--', 'xn--a-', 'xn--!!!', 'xn--zzzz', 'xn--99999999999', 'xn--foo-zzzz'])
      assert.equal(labelToUnicode(label), undefined, label);
  });
});

describe('internationalised names', () => {
  it('are encoded, whatever place they stand in', () => {
    const only = 'zone/idn-not-encoded';
    check('x TXT a\n b TXT ü\n', { only });
    check('x CNAME bücher.example.net.\n;       ^^^^^^^^^^^^^^^^^^^ zone/idn-not-encoded warning\n', { only });
    check('@ MX 10 bücher.example.net.\n;       ^^^^^^^^^^^^^^^^^^^ zone/idn-not-encoded\n', { only });
    check('$ORIGIN ü.example.com.\n;       ^^^^^^^^^^^^^^ zone/idn-not-encoded\nx TXT a\n', { only });
    checkFix(only, 'bücher TXT a\n', 'xn--bcher-kva TXT a\n');
    checkFix(only, 'x CNAME Ähre.bücher.example.net.\n', 'x CNAME xn--hre-pla.xn--bcher-kva.example.net.\n');
  });

  it('can be decoded', () => {
    const only = 'zone/idn-malformed';
    check('xn--bcher-kva TXT a\nx CNAME xn--p1ai.\n', { only });
    check('x CNAME a.xn--zzzz.example.net.\n;         ^^^^^^^^ zone/idn-malformed warning\n', { only });
    check('axn--zzzz TXT a\n', { only });
  });
});
