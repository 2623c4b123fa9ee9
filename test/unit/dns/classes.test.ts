import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classCode, classText } from '../../../server/src/dns/classes.ts';

test('classes by mnemonic, by number and in any case', () => {
  const cases: [string, number | undefined][] = [
    ['IN', 1],
    ['in', 1],
    ['CH', 3],
    ['chaos', 3],
    ['HS', 4],
    ['Hesiod', 4],
    ['NONE', 254],
    ['ANY', 255],
    ['CLASS1', 1],
    ['class65535', 65535],
    ['CLASS65536', undefined],
    ['CLASS', undefined],
    ['CLASS-1', undefined],
    ['A', undefined],
    ['', undefined],
  ];
  for (const [text, code] of cases) assert.equal(classCode(text), code, text);
});

test('class text is the mnemonic, else CLASSnnn', () => {
  assert.equal(classText(1), 'IN');
  assert.equal(classText(3), 'CH');
  assert.equal(classText(32), 'CLASS32');
});
