/** The zones of one kind each, right and wrong, the tree of zones, and the places that are edited. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { placesIn, positionOn, WRONG_LINE, withMistakes, wrongLineAt } from '../../bench/editorPlaces.ts';
import { WRONG_LAST } from '../../bench/peers.ts';
import { SHAPES } from '../../bench/shapes.ts';
import { MISTAKES, type Mistake, obstacle, recordsOf, shapeZone } from '../../bench/shapeZones.ts';
import { treeFiles } from '../../bench/tree.ts';
import { TestZone } from '../rules/zone/harness.ts';

const RECORDS = 300;
/** A host has no more records than a $GENERATE; what signing makes of a zone is not known to the record. */
const MORE = 256;

/** The text of a shape's zone. */
function textOf(shape: string, mistake?: Mistake, more: readonly string[] = []): string {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-shape-'));
  try {
    const file = join(folder, 'zone');
    shapeZone(shape, RECORDS, folder, mistake).write(file, more);
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function errorsIn(shape: string, text: string): string[] {
  const zone = new TestZone(text, { origin: `${SHAPES[shape].origin}.`, now: new Date() });
  return zone
    .problems()
    .filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule);
}

for (const shape of Object.keys(SHAPES)) {
  const skip = obstacle(shape) ?? false;

  test(`the zone of the shape ${shape} has its records and no error`, { skip }, () => {
    const text = textOf(shape, undefined, [WRONG_LAST]);
    const records = SHAPES[shape].signing
      ? RECORDS
      : text
          .trimEnd()
          .split('\n')
          .reduce((sum, line) => sum + recordsOf(line), 0);
    assert.ok(records >= RECORDS && records < RECORDS + MORE, `${records} records`);
    assert.deepEqual(errorsIn(shape, text), ['zone/bad-rdata']);
  });

  test(`the zone of the shape ${shape} is wrong where it should be`, { skip }, () => {
    const right = textOf(shape).split('\n');
    for (const [name, mistake] of Object.entries(MISTAKES)) {
      const text = textOf(shape, mistake);
      // Two signings differ in their signatures.
      if (SHAPES[shape].signing) {
        if (name !== 'of its kind') assert.ok(errorsIn(shape, text).length > 0, name);
        continue;
      }
      const wrong = text.split('\n');
      assert.equal(wrong.length, right.length, name);
      const changed = wrong.filter((line, index) => line !== right[index]).length;
      const records = right.filter((line) => recordsOf(line) > 0).length;
      const least = name === 'of its kind' ? 0.2 : 0.9 / mistake.every;
      assert.ok(changed >= records * least - 5, `${name}: ${changed} of ${records} lines`);
    }
  });

  test(`a wrong line in the shape ${shape} is an error, and taken out it is none`, { skip }, () => {
    const { lines, first } = withMistakes(textOf(shape).trimEnd().split('\n'));
    assert.equal(lines[first], WRONG_LINE);
    const placeOf = placesIn(lines, first);
    const places = [0, 1, 2, 3].map(placeOf);
    assert.equal(places.includes(first), false);
    const [{ text, range }] = wrongLineAt(places[0]);
    const edited = lines.toSpliced(range.start.line, 0, text.trimEnd());
    assert.equal(errorsIn(shape, edited.join('\n')).length, 3);
    assert.equal(errorsIn(shape, lines.join('\n')).length, 2);
  });
}

test('what is asked at a place is asked of the type, and of the end of the line', () => {
  assert.deepEqual(positionOn('www IN AAAA 2001:db8::1', 3, 0), { line: 3, character: 7 });
  assert.deepEqual(positionOn('www MX 10 mail', 3, 0), { line: 3, character: 4 });
  assert.deepEqual(positionOn('; nothing', 3, 0), { line: 3, character: 0 });
  assert.deepEqual(positionOn('www MX 10 mail', 3, 1), { line: 3, character: 14 });
});

test('records of a line are those that it stands for', () => {
  assert.deepEqual(
    ['www A 192.0.2.1', '; www', '$ORIGIN a.', '$GENERATE 0-255 $ A 192.0.2.$'].map(recordsOf),
    [1, 0, 0, 256],
  );
});

for (const views of [false, true]) {
  test(`a tree ${views ? 'with views' : 'without views'} has a file for each zone, and a PTR for each address`, () => {
    const files = new Map([...treeFiles(3, views)].map(({ path, text }) => [path, text]));
    const named = [...files.get('named.conf')!.matchAll(/file "([^"]+)"/g)].map(([, path]) => path);
    assert.deepEqual(new Set(named), new Set([...files.keys()].filter((path) => path !== 'named.conf')));
    const count = (pattern: RegExp): number =>
      [...files.values()].reduce((sum, text) => sum + text.split(pattern).length - 1, 0);
    const times = views ? 2 : 1;
    assert.equal(count(/ IN AAAA|\tIN AAAA/) / times, 198);
    assert.equal(count(/ IN PTR /), 2 * 198);
    assert.equal(count(/; match-clients|\{ match-clients/), views ? 2 : 0);
  });
}
