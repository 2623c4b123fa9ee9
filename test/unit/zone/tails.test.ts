import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type NameId, NO_NAME, ROOT } from '../../../server/src/dns/names.ts';
import { EntryFlag, type ParsedChunk, wordCount } from '../../../server/src/zone/chunk.ts';
import { KnownTails, NO_TAIL } from '../../../server/src/zone/tails.ts';
import { randomNumbers, seeds } from '../fuzz/edits.ts';
import { zoneText } from '../fuzz/texts.ts';
import { type Parsed, parse } from './harness.ts';

/** What is known of an entry beside where its chunk begins and which number its tail has. */
function known({ names }: Parsed, chunk: ParsedChunk, entry: number): unknown {
  const first = chunk.wordFirsts[entry];
  const words = Array.from({ length: wordCount(chunk, entry) }, (_, i) => [
    chunk.wordStarts[first + i],
    chunk.wordEnds[first + i],
    chunk.wordQuoted[first + i],
  ]);
  const nameText = (name: NameId): string => (name < 0 ? String(name) : names.text(name));
  return {
    kind: chunk.kinds[entry],
    flags: chunk.flags[entry],
    start: chunk.starts[entry],
    end: chunk.ends[entry],
    owner: nameText(chunk.owners[entry]),
    type: chunk.types[entry],
    ttl: chunk.ttls[entry],
    target: nameText(chunk.targets[entry]),
    words,
    header: [chunk.ownerStarts[entry], chunk.ownerEnds[entry], chunk.ttlStarts[entry], chunk.ttlEnds[entry]],
    type_: [chunk.typeStarts[entry], chunk.typeEnds[entry]],
    class: chunk.classes[entry],
    origin: nameText(chunk.origins[entry]),
  };
}

function allKnown(parsed: Parsed): unknown[] {
  return parsed.document.chunks.flatMap((chunk) => [
    { problems: chunk.problems, exit: { ...chunk.stateAfter, origin: 0, owner: 0 } },
    ...Array.from({ length: chunk.count }, (_, entry) => known(parsed, chunk, entry)),
  ]);
}

for (const seed of seeds()) {
  test(`a zone read where its data are known is what it is where they are not (seed ${seed})`, () => {
    const random = randomNumbers(seed);
    const text = zoneText(random, 400);
    const fresh = parse(text);
    // Data are kept when they come again, so they are known the time after.
    parse(text, 'example.com.', fresh.names);
    const again = parse(text, 'example.com.', fresh.names);
    assert.deepEqual(allKnown(again), allKnown(parse(text)));
    assert.deepEqual(allKnown(fresh), allKnown(again));
  });
}

test('data that come again have a number, and other origins, types and ends of lines another one', () => {
  const twice = (line: string): string[] => [line, line];
  const { document } = parse(
    [
      '$TTL 60',
      'z MX 10 mail',
      'a MX 10 mail',
      'b MX 10 mail',
      ...twice('c MX 10 mail ; x'),
      '$ORIGIN sub',
      ...twice('d MX 10 mail'),
      '',
    ].join('\n'),
  );
  const [{ tails, targets, flags }] = document.chunks;
  assert.equal(tails[1], NO_TAIL);
  assert.ok(tails[2] >= 0);
  assert.equal(tails[3], tails[2]);
  assert.ok(tails[5] >= 0);
  assert.notEqual(tails[5], tails[2]);
  assert.ok(tails[8] >= 0);
  assert.notEqual(tails[8], tails[2]);
  assert.equal(targets[3], targets[1]);
  assert.notEqual(targets[8], targets[1]);
  assert.equal(flags[3] & EntryFlag.Invalid, 0);
});

test('what is wrong, long or not ASCII has no number', () => {
  const long = 'x'.repeat(200);
  const { document } = parse(
    `$TTL 60\n${['a MX ten mail', `a TXT "${long}"`, 'a TXT "ä"', 'a TXT "\\065"'].map((line) => `${line}\n${line}\n`).join('')}`,
  );
  assert.deepEqual([...document.chunks[0].tails.subarray(1, 9)], Array(8).fill(NO_TAIL));
});

test('a tail is known by its octets, not by its hash alone', () => {
  const known = new KnownTails();
  const [TYPE_OF, HASH, ORIGIN, TARGET] = [15, 4096 * 7 + 3, 1 as NameId, 2 as NameId];
  const octets = (text: string): Uint8Array => new TextEncoder().encode(`xx${text}\n`);
  const end = (text: string): number => text.length + 2;
  const starts = Int32Array.of(99, 2, 5);
  const ends = Int32Array.of(99, 4, 6);
  const quoted = Uint8Array.of(9, 0, 1);
  const addOnce = (text: string): number =>
    known.add(octets(text), 2, end(text), HASH, TYPE_OF, ORIGIN, TARGET, starts, ends, quoted, 1, 3, false);
  const add = (text: string): number => {
    addOnce(text);
    return addOnce(text);
  };
  const find = (text: string, type = TYPE_OF, origin = ORIGIN, hash = HASH): number =>
    known.find(octets(text), 2, end(text), hash, type, origin);
  assert.equal(find('10 m'), NO_TAIL);
  assert.equal(addOnce('10 m'), NO_TAIL);
  assert.equal(find('10 m'), NO_TAIL);
  const id = add('10 m');
  const slot = find('10 m');
  assert.equal(known.id(slot), id);
  assert.equal(known.target(slot), TARGET);
  assert.equal(find('10 n'), NO_TAIL);
  assert.equal(find('10 mm'), NO_TAIL);
  assert.equal(find('10 '), NO_TAIL);
  assert.equal(find('10 m', 16), NO_TAIL);
  assert.equal(find('10 m', TYPE_OF, 3 as NameId), NO_TAIL);
  assert.equal(find('10 m', TYPE_OF, ORIGIN, HASH + 4096), NO_TAIL);
  const [to, toEnds, toQuoted] = [new Int32Array(4), new Int32Array(4), new Uint8Array(4)];
  assert.equal(known.copyWords(slot, 50, to, toEnds, toQuoted, 1), 3);
  assert.deepEqual(
    [[...to], [...toEnds], [...toQuoted]],
    [
      [0, 50, 53, 0],
      [0, 52, 54, 0],
      [0, 0, 1, 0],
    ],
  );
  // Another one at the same place takes its room.
  const other = add('10 n');
  assert.notEqual(other, id);
  assert.equal(find('10 m'), NO_TAIL);
  assert.equal(known.id(find('10 n')), other);
});

test('a tail of up to 128 octets and eight words is kept', () => {
  const known = new KnownTails();
  const many = new Int32Array(9);
  const add = (octets: number, words: number): number =>
    known.add(
      new Uint8Array(200).fill(0x61),
      0,
      octets,
      1,
      16,
      ROOT,
      NO_NAME,
      many,
      many,
      new Uint8Array(9),
      0,
      words,
      false,
    );
  assert.equal(add(128, 8), NO_TAIL);
  assert.ok(add(128, 8) > 0);
  assert.equal(add(129, 8), NO_TAIL);
  assert.equal(add(128, 9), NO_TAIL);
});

/** The reader of usual lines takes a name that ends the line, and leaves one with a comment behind it to the reader of plain lines. */
for (const seed of seeds()) {
  test(`a record of one name is the same however its line is read (seed ${seed})`, () => {
    const random = randomNumbers(seed);
    const owners = ['www', 'a.b', '@', '*', '', 'x.example.com.', 'WWW', 'b'.repeat(64), '10', '_dmarc'];
    const targets = ['host', 'host.example.net.', '@', '.', 'a..b', '$x', `${'c'.repeat(63)}.`, 'd'.repeat(64), 'Host'];
    const lines = Array.from({ length: 300 }, () => {
      const type = ['PTR', 'NS', 'CNAME', 'DNAME', 'ptr', 'TXT'][random(6)];
      const head = [owners[random(owners.length)], ['', '60', 'IN', '60 IN'][random(4)], type].join(' ');
      return `${head} ${targets[random(targets.length)]}${random(20) === 0 ? `\n$ORIGIN ${['sub', 'example.com.'][random(2)]}` : ''}`;
    });
    const usual = parse(`$TTL 60\n${lines.join('\n')}\n`);
    const plain = parse(`$TTL 60\n${lines.join(' ;\n')} ;\n`);
    const said = (parsed: Parsed): unknown[] =>
      parsed.document.chunks.flatMap((chunk) =>
        Array.from({ length: chunk.count }, (_, entry) => {
          const { owner, type, ttl, target, flags, kind, origin } = known(parsed, chunk, entry) as Record<
            string,
            unknown
          >;
          return { owner, type, ttl, target, flags, kind, origin };
        }),
      );
    assert.deepEqual(said(usual), said(plain));
    assert.ok(usual.document.chunks.some(({ tails }) => tails.some((tail) => tail >= 0)));
    const rules = (parsed: Parsed): string[] =>
      parsed.document.chunks.flatMap(({ problems }) => problems.map(({ rule }) => rule));
    assert.deepEqual(rules(usual), rules(plain));
  });
}
