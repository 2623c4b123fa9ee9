/** Whether formatting leaves the zones of the corpus as they are: records, problems and tokens, and a second formatting changes nothing. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatZoneText } from '../../server/src/services/zone/format/format.ts';
import { faults, STYLES } from '../unit/services/zone/formatProof.ts';

export interface FormatScore {
  readonly files: number;
  /** Files that formatting changes. */
  readonly changed: number;
  /** Formattings that were looked at: files times styles. */
  readonly formattings: number;
  readonly lines: number;
  /** A line for each formatting that changes more than white space, or is not stable. */
  readonly faults: readonly string[];
}

/** Files above this many characters are formatted in the default style only. */
const LARGE = 2_000_000;
const FOLDERS = ['bind-9.18/checkzone', 'real/zones', 'big'];

/** The files in a folder and below it. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** The zone files of a corpus. */
export function zoneFiles(corpusDir: string): string[] {
  return FOLDERS.flatMap((folder) => filesBelow(join(corpusDir, folder)));
}

/** Formats every zone file of the corpus in every style. */
export function run(corpusDir: string): FormatScore {
  const found: string[] = [];
  const files = zoneFiles(corpusDir);
  let changed = 0;
  let formattings = 0;
  let lines = 0;
  for (const file of files) {
    const text = readFileSync(file, 'latin1');
    lines += text.split('\n').length;
    if (formatZoneText(text) !== text) changed++;
    for (const [i, style] of (text.length > LARGE ? STYLES.slice(0, 1) : STYLES).entries()) {
      formattings++;
      for (const fault of faults(text, style)) found.push(`${file}, style ${i}: ${fault}`);
    }
  }
  return { files: files.length, changed, formattings, lines, faults: found };
}

if (process.argv[1] === import.meta.filename) {
  const score = run(process.argv[2]);
  for (const fault of score.faults) console.log(fault);
  console.log(
    `${score.formattings} formattings of ${score.files} zone files (${score.lines} lines; ${score.changed} of the files change): ${score.faults.length} faults`,
  );
  process.exitCode = score.faults.length > 0 ? 1 : 0;
}
