import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reverseName } from '../../../server/src/dns/addresses.ts';
import { type NameId, NameTable, ROOT } from '../../../server/src/dns/names.ts';
import { readReverse } from '../../../server/src/dns/reverse.ts';
import {
  knownReverseName,
  ReverseKind,
  reverseAddress,
  reverseKind,
  reverseTree,
} from '../../../server/src/dns/reverseNames.ts';
import { randomNumbers, seeds } from '../fuzz/edits.ts';

const NIBBLES = '0123456789abcdef'.split('');
const ODD = ['*', '_tcp', 'g', '00', '256', '01', '0-127', '0/25', 'www', 'a1', '255', '10', ''];
const SUFFIXES = ['ip6.arpa', 'in-addr.arpa', 'ip6.int', 'ip6.example', 'arpa', 'in-addr.example.arpa'];

function labelsOf(names: NameTable, name: NameId): string[] {
  const labels: string[] = [];
  for (let at = name; at > ROOT; at = names.parent(at)) labels.push(names.labelText(at));
  return labels;
}

/** A name that is nearly a reverse one, most often one all of whose labels are right. */
function randomName(random: (below: number) => number): string {
  const suffix = SUFFIXES[random(10) === 0 ? random(SUFFIXES.length) : random(2)];
  const isIpv6 = suffix.startsWith('ip6');
  const wanted = isIpv6 ? 32 : 4;
  const count = random(3) === 0 ? random(wanted + 3) : wanted;
  const labels = Array.from({ length: count }, () =>
    isIpv6 ? NIBBLES[random(16)] : String(random(12) === 0 ? random(300) : random(256)),
  );
  if (random(4) === 0 && count > 0) labels[random(count)] = ODD[random(ODD.length - 1)];
  // Nearly all addresses that are in use begin so.
  if (isIpv6 && count >= 4 && random(2) === 0) labels.splice(count - 4, 4, '1', '0', '0', '2');
  return [...labels, suffix].join('.');
}

for (const seed of seeds()) {
  test(`what a byte says of a reverse name is what its labels say (seed ${seed})`, () => {
    const random = randomNumbers(seed);
    const names = new NameTable();
    let sound = 0;
    let whole = 0;
    let classless = 0;
    for (let i = 0; i < 3000; i++) {
      const text = randomName(random);
      const name = names.fromText(`${text}.`);
      if (name < 0) continue;
      const labels = labelsOf(names, name);
      const reading = readReverse(labels);
      assert.equal(reverseTree(names, name), reading?.suffix, text);
      const kind = reverseKind(names, name);
      if (kind === ReverseKind.Classless) {
        classless++;
        assert.ok(reading, text);
        assert.deepEqual([reading.classless, reading.faults, reading.forwards], [true, [], undefined], text);
        assert.ok(!labels.some((label) => label === '*' || label.startsWith('_')), text);
      }
      if ((kind & ReverseKind.Sound) !== 0) {
        sound++;
        assert.ok(reading, text);
        const { faults, forwards, count } = reading;
        assert.deepEqual(
          { faults, classless: reading.classless, forwards, count },
          {
            faults: [],
            classless: false,
            forwards: undefined,
            count: labels.length - 2,
          },
          text,
        );
      }
      assert.equal(
        (kind & ReverseKind.Whole) !== 0,
        (kind & ReverseKind.Sound) !== 0 && reading?.complete === true,
        text,
      );
      const octets = reverseAddress(names, name);
      assert.equal(octets !== undefined, (kind & ReverseKind.Whole) !== 0, text);
      if (!octets) continue;
      whole++;
      assert.deepEqual(octets, reading?.octets, text);
      assert.equal(`${text}.`, reverseName(octets));
      for (let top = name; names.depth(top) >= 2; top = names.parent(top)) {
        assert.equal(knownReverseName(names, octets, top), name, text);
      }
    }
    assert.ok(sound > 500 && whole > 300 && classless > 20, `${sound} sound, ${whole} whole, ${classless} classless`);
  });
}

test('where a table has a part of a reverse name only, that part is found and nothing is made', () => {
  const names = new NameTable();
  const apex = names.fromText('2.0.192.in-addr.arpa.');
  const known = names.fromText('7.2.0.192.in-addr.arpa.');
  const { size } = names;
  assert.equal(knownReverseName(names, Uint8Array.of(192, 0, 2, 7), apex), known);
  assert.equal(knownReverseName(names, Uint8Array.of(192, 0, 2, 8), apex), apex);
  assert.equal(names.size, size);
});

for (const seed of seeds()) {
  test(`reverse names that are asked for one after the other are those that a walk from the top finds (seed ${seed})`, () => {
    const random = randomNumbers(seed);
    const names = new NameTable();
    const apex = names.fromText('8.b.d.0.1.0.0.2.ip6.arpa.');
    // Few values, so that addresses share most of what they begin with.
    const address = (): Uint8Array => {
      const octets = new Uint8Array(16);
      octets.set([0x20, 0x01, 0x0d, 0xb8]);
      for (const at of [4, 7, 8, 14, 15]) octets[at] = [0, 0, 0, 1, 0x10][random(5)];
      return octets;
    };
    const labels = (octets: Uint8Array): string[] => reverseName(octets).split('.').slice(0, 32).reverse();
    const walked = (octets: Uint8Array, top: NameId): NameId => {
      let at = top;
      for (const label of labels(octets).slice(names.depth(top) - 2)) {
        const next = names.find(at, new TextEncoder().encode(label));
        if (next < 0) break;
        at = next;
      }
      return at;
    };
    let whole = 0;
    for (let i = 0; i < 3000; i++) {
      if (random(20) === 0) names.fromText(reverseName(address()));
      const octets = address();
      const expected = walked(octets, apex);
      if (names.depth(expected) === 34) whole++;
      let top = expected;
      for (let up = random(40); up > 0 && names.depth(top) > 2; up--) top = names.parent(top);
      assert.equal(knownReverseName(names, octets, top), expected);
    }
    assert.ok(whole > 100, `${whole} whole`);
  });
}
