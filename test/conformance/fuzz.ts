/** The files of the corpus, edited at random (seeded): nothing throws, tokens tile the text, what is renewed is what is read afresh. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConf } from '../../server/src/conf/parser.ts';
import { NameTable } from '../../server/src/dns/names.ts';
import { TextBuffer } from '../../server/src/text/buffer.ts';
import { ZoneDocument } from '../../server/src/zone/document.ts';
import { initialState } from '../../server/src/zone/lineState.ts';
import { changed, randomChange, randomNumbers } from '../unit/fuzz/edits.ts';
import { zoneLine } from '../unit/fuzz/texts.ts';
import { assertConfTiles, assertZoneTiles } from '../unit/fuzz/workspaces.ts';
import { TestZone } from '../unit/rules/zone/harness.ts';
import { faults, STYLES } from '../unit/services/zone/formatProof.ts';
import { environmentOf, parse, snapshot } from '../unit/zone/harness.ts';
import { zoneFiles } from './format.ts';

export interface FuzzScore {
  readonly files: number;
  readonly edits: number;
  /** A line for each file with an edit that was not taken as it has to be. */
  readonly faults: readonly string[];
}

/** Edits of one file. */
const EDITS = 12;
/** UTF-16 units of a chunk, so that small files have many. */
const SMALL_CHUNKS = 512;
/** Larger files get one edit, and are not checked by the rules. */
const LARGE = 300_000;

const CONF_PIECES = [
  '{',
  '}',
  '};',
  ';',
  '"',
  '/*',
  '*/',
  '#',
  '//',
  'zone "x" { type primary; };',
  'include "x";',
  '!',
];

/** Edits every zone file and configuration of a corpus; the same ones each time. */
export function run(corpusDir: string): FuzzScore {
  const found: string[] = [];
  let edits = 0;
  const attempt = (file: string, fuzz: () => number): void => {
    try {
      edits += fuzz();
    } catch (error) {
      found.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const zones = zoneFiles(corpusDir);
  for (const [i, file] of zones.entries()) attempt(file, () => fuzzZone(readFileSync(file, 'latin1'), i));
  const confs = confFiles(corpusDir);
  for (const [i, file] of confs.entries()) attempt(file, () => fuzzConf(readFileSync(file, 'latin1'), i));
  return { files: zones.length + confs.length, edits, faults: found };
}

function confFiles(corpusDir: string): string[] {
  return ['bind-9.18/checkconf', 'real/conf']
    .map((folder) => join(corpusDir, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.conf/.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name)),
    )
    .sort();
}

function fuzzZone(text: string, seed: number): number {
  const random = randomNumbers(seed);
  const pieces = Array.from({ length: 20 }, () => zoneLine(random));
  const isLarge = text.length > LARGE;
  const count = isLarge ? 1 : EDITS;
  const names = new NameTable();
  const document = new ZoneDocument('file:///zone', new TextBuffer(text, isLarge ? undefined : SMALL_CHUNKS));
  const environment = environmentOf(names);
  const state = initialState(names.fromText('example.com.'), 1);
  document.update(state, environment);
  const zone = isLarge ? undefined : new TestZone(text, { chunk: SMALL_CHUNKS });
  for (let step = 0; step < count; step++) {
    const before = document.buffer.text();
    const { start, end, newText } = randomChange(before, random, pieces);
    const after = changed(before, { start, end, newText });
    const what = `edit ${step}, ${start}-${end} ${JSON.stringify(newText)}`;
    assertZoneTiles(after);
    document.buffer.replace(start, end, newText);
    document.update(state, environment);
    assert.deepEqual(snapshot({ document, names, environment }), snapshot(parse(after, 'example.com.', names)), what);
    if (!zone) continue;
    zone.edit(start, end, newText);
    assert.deepEqual(seen(zone), seen(new TestZone(after)), what);
    assert.deepEqual(faults(after, STYLES[step % STYLES.length]), [], what);
  }
  return count;
}

function seen(zone: TestZone): string[] {
  return zone
    .problems()
    .map(({ rule, severity, start, end, message }) => `${start}-${end} ${severity} ${rule} ${message}`);
}

function fuzzConf(original: string, seed: number): number {
  const random = randomNumbers(seed);
  let text = original;
  for (let step = 0; step < EDITS; step++) {
    text = changed(text, randomChange(text, random, CONF_PIECES));
    assertConfTiles(text);
    for (const { start, end } of parseConf(text).problems) {
      assert.ok(start >= 0 && start <= end && end <= text.length, `edit ${step}: a problem from ${start} to ${end}`);
    }
  }
  return EDITS;
}

if (process.argv[1] === import.meta.filename) {
  const score = run(process.argv[2]);
  for (const fault of score.faults) console.log(fault);
  console.log(`${score.edits} random edits of ${score.files} files: ${score.faults.length} faults`);
  process.exitCode = score.faults.length > 0 ? 1 : 0;
}
