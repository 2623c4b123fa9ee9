import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NameId } from '../../../server/src/dns/names.ts';
import { EntryFlag, type ParsedChunk, wordCount } from '../../../server/src/zone/chunk.ts';
import { randomNumbers } from '../fuzz/edits.ts';
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

for (const seed of [1, 2, 3, 4, 5, 6]) {
  test(`a zone read where its data are known is what it is where they are not (seed ${seed})`, () => {
    const random = randomNumbers(seed);
    const text = zoneText(random, 400);
    const fresh = parse(text);
    const again = parse(text, 'example.com.', fresh.names);
    assert.deepEqual(allKnown(again), allKnown(parse(text)));
    assert.deepEqual(allKnown(fresh), allKnown(again));
  });
}

test('data that were read before have a number, and other origins, types and ends of lines another one', () => {
  const { document } = parse(
    ['$TTL 60', 'a MX 10 mail', 'b MX 10 mail', 'c MX 10 mail ; x', '$ORIGIN sub', 'd MX 10 mail', ''].join('\n'),
  );
  const [{ tails, targets, flags }] = document.chunks;
  assert.ok(tails[1] >= 0);
  assert.equal(tails[2], tails[1]);
  assert.notEqual(tails[3], tails[1]);
  assert.notEqual(tails[5], tails[1]);
  assert.equal(targets[2], targets[1]);
  assert.notEqual(targets[5], targets[1]);
  assert.equal(flags[2] & EntryFlag.Invalid, 0);
});

test('what is wrong, long or not ASCII has no number', () => {
  const long = 'x'.repeat(200);
  const { document } = parse(`$TTL 60\na MX ten mail\na TXT "${long}"\na TXT "ä"\na TXT "\\065"\n`);
  assert.deepEqual([...document.chunks[0].tails.subarray(1, 5)], [-1, -1, -1, -1]);
});
