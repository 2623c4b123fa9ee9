/** What a census gives is what looking at each chunk in the order of the files gives, whatever was edited. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RuleMeta } from '../../../../server/src/rules/rule.ts';
import { ZONE_RULES } from '../../../../server/src/rules/zone/index.ts';
import { census } from '../../../../server/src/rules/zone/support/census.ts';
import type { ParsedChunk } from '../../../../server/src/zone/chunk.ts';
import { randomNumbers, seeds } from '../../fuzz/edits.ts';
import { TestZone } from './harness.ts';

const { id, title, severity, since, fix, docs } = ZONE_RULES[0];
const META: RuleMeta = { id, title, severity, since, fix, docs };

const PIECES = ['a A 192.0.2.1\n', 'b TXT "text"\n', '; comment\n', `c TXT "${'long '.repeat(40)}"\n`];
const INCLUDING = [...PIECES, '$GENERATE 1-2 g$ A 192.0.2.$\n', '$INCLUDE other\n', '$INCLUDE more\n'];
const FILES: Readonly<Record<string, string>> = {
  other: PIECES.join('').repeat(6),
  more: 'd A 192.0.2.2\n'.repeat(9),
};

for (const [kind, pieces, chunk] of [
  ['one file', PIECES, 64],
  ['files that include others', INCLUDING, 64],
  ['a small file, in which it is dropped', PIECES, 1 << 15],
  ['small files, in which it is dropped', INCLUDING, 1 << 15],
] as const) {
  for (const seed of seeds()) {
    test(`a census of ${kind} follows edits (seed ${seed})`, () => {
      const addressesIn = (chunk: ParsedChunk): string | undefined =>
        chunk.types.subarray(0, chunk.count).includes(1) ? chunk.text : undefined;
      const addresses = census(addressesIn);
      let looked = 0;
      const zone = new TestZone(pieces.join('').repeat(12), {
        chunk,
        include: (path) => FILES[path],
        rules: [
          {
            ...META,
            censuses: [addresses],
            checkZone(context) {
              looked++;
              for (const [place, document] of context.documents.entries()) document.ordinal = place;
              const plain = context.documents
                .flatMap(({ chunks }) => chunks.flatMap((chunk) => [chunk, ...chunk.generated.map((of) => of.parsed)]))
                .filter((chunk) => addressesIn(chunk) !== undefined);
              const found = addresses.of(context);
              assert.deepEqual(
                found.map(({ chunk }) => chunk.id),
                plain.map((chunk) => chunk.id),
              );
              assert.equal(addresses.of(context), found);
            },
          },
        ],
      });
      const random = randomNumbers(seed);
      for (let step = 0; step < 200; step++) {
        const starts = [0, ...[...zone.text.matchAll(/\n/g)].map(({ index }) => index + 1)];
        const from = starts[random(starts.length)];
        if (random(2) === 0) zone.edit(from, from, pieces[random(pieces.length)].repeat(1 + random(20)));
        else zone.edit(from, starts[Math.min(starts.length - 1, starts.indexOf(from) + random(12))], '');
      }
      assert.ok(looked > 200, String(looked));
    });
  }
}
