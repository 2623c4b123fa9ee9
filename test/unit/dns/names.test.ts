import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ANY_TRAIT, NameTable, NameTrait, NO_NAME, ROOT } from '../../../server/src/dns/names.ts';
import { randomNumbers } from '../fuzz/edits.ts';

const encoder = new TextEncoder();

for (const reserved of [0, 100_000]) {
  test(`a table finds each of 50,000 names again, whatever its size was (room for ${reserved} before)`, () => {
    const names = new NameTable();
    names.reserve(reserved);
    const zone = names.fromText('example.com.');
    const texts = Array.from({ length: 50_000 }, (_, i) => `h${(i * 7919) % 50_000}.${i % 7 === 0 ? 'Sub.' : ''}x`);
    const ids = texts.map((text) => names.fromText(text, zone));
    assert.equal(new Set(ids).size, texts.length);
    assert.ok(names.size <= names.room);
    for (const [i, text] of texts.entries()) {
      assert.equal(names.fromText(text.toUpperCase(), zone), ids[i]);
      assert.equal(names.text(ids[i]), `${text.toLowerCase()}.example.com.`);
    }
    assert.equal(names.find(zone, encoder.encode('x')), names.fromText('x.example.com.'));
    assert.equal(names.find(zone, encoder.encode('gone')), NO_NAME);
  });
}

const TRAITS: readonly (readonly [label: string, traits: number])[] = [
  ['www', 0],
  ['longer-than-a-word', 0],
  ['a-b', 0],
  ['-a', NameTrait.NotHost],
  ['longer-than-a-', NameTrait.NotHost],
  ['longer_than_a_word', NameTrait.NotHost],
  ['_sip', NameTrait.NotHost | NameTrait.Underscore],
  ['*', NameTrait.NotHost | NameTrait.Star],
  ['**', NameTrait.NotHost | NameTrait.Odd],
  ['a_b', NameTrait.NotHost],
  ['0/25', NameTrait.NotHost],
  ['/25', NameTrait.NotHost | NameTrait.Odd],
  ['@', NameTrait.NotHost | NameTrait.Odd],
  ['#longer-than-a-word', NameTrait.NotHost | NameTrait.Odd],
  ['10', NameTrait.Number],
  ['1234567', NameTrait.Number],
  ['abc', NameTrait.Number],
  ['abcd', 0],
  ['xn--bcher-kva', NameTrait.Encoded],
  ['XN--BCHER-KVA', NameTrait.Encoded],
  ['xn--', NameTrait.NotHost],
  ['in', NameTrait.Class],
  ['CHAOS', NameTrait.Class],
  ['hesiod', NameTrait.Class],
];

for (const [label, traits] of TRAITS) {
  test(`traits of ${label}`, () => {
    const names = new NameTable();
    assert.equal(names.traits(names.fromText(`${label}.example.`)), traits);
    assert.equal(names.traits(names.fromText(`plain-and-long.${label}.example.`)), traits);
  });
}

test('the top label arpa or int is the one that reverse names are under', () => {
  const names = new NameTable();
  assert.equal(names.traits(names.fromText('example.arpa.')), NameTrait.Infrastructure);
  assert.equal(names.traits(names.fromText('arpa.example.')), 0);
  assert.equal(names.lastOctet(names.fromText('a.example.ARPA.')), 'a'.charCodeAt(0));
});

test('each trait of a name is a bit of its own', () => {
  const bits = Object.values(NameTrait);
  assert.ok(bits.every((bit) => bit > 0 && (bit & (bit - 1)) === 0));
  assert.equal(new Set(bits).size, bits.length);
  assert.equal(
    bits.reduce((all: number, bit) => all | bit, 0),
    ANY_TRAIT,
  );
});

test('the text of a name is that of its labels, whatever these are made of', () => {
  const names = new NameTable();
  const random = randomNumbers(5);
  for (let i = 0; i < 500; i++) {
    let name = ROOT;
    for (let depth = 1 + random(6); depth > 0; depth--) {
      const octets = Array.from({ length: 1 + random(50) }, () => (random(30) === 0 ? random(256) : 0x61 + random(26)));
      name = names.child(
        name,
        Uint8Array.from(octets, (octet) => (octet >= 0x41 && octet <= 0x5a ? 0x2d : octet)),
      );
    }
    const labels: string[] = [];
    for (let at = name; at !== ROOT; at = names.parent(at)) labels.push(names.labelText(at));
    assert.equal(names.text(name), `${labels.join('.')}.`);
  }
});
