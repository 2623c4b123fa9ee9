import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodePunycode } from '../../../server/src/dns/punycode.ts';

/** RFC 3492 section 7.1 (A, B, L, S) and well-known names. */
const PUNYCODE: readonly (readonly [string, string | undefined])[] = [
  ['egbpdaj6bu4bxfgehfvwxn', 'ليهمابتكلموشعربي؟'],
  ['ihqwcrb4cv8a8dqg056pqjye', '他们为什么不说中文'],
  ['3B-ww4c5e180e575a65lsy2b', '3年B組金八先生'],
  ['-> $1.00 <--', '-> $1.00 <-'],
  ['bcher-kva', 'bücher'],
  ['ls8h', '💩'],
  ['', ''],
  ['99999999', undefined],
  ['a-!', undefined],
  ['-kva', undefined],
  ['b\u00fc-kva', undefined],
  ['abc-', 'abc'],
  ['zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz', undefined],
];

for (const [text, decoded] of PUNYCODE) test(`punycode: ${text}`, () => assert.equal(decodePunycode(text), decoded));
