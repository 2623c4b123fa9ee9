/** How far our verdict on zones agrees with named-checkzone in the corpus, and what is said of zones that load. */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BIND_VERSIONS, type BindVersion } from '../../server/src/dns/versions.ts';
import type { Problem } from '../../server/src/rules/rule.ts';
import { TestZone } from '../unit/rules/zone/harness.ts';

/** A zone of the corpus, and whether the release's named-checkzone refuses it. */
interface Row {
  readonly path: string;
  /** Where named-checkzone was started: relative includes are looked for there. */
  readonly directory: string;
  readonly origin: string;
  readonly refused: boolean;
}

export interface ZoneResult extends Row {
  readonly problems: readonly Problem[];
  /** Where each problem starts, counted from 1 as named does. */
  readonly lines: readonly number[];
  /** Included files that are not there, which is an error too. */
  readonly unreadable: number;
}

export interface ZoneAgreement {
  readonly total: number;
  readonly agreed: number;
  /** A line for each zone on which the verdicts differ. */
  readonly differences: readonly string[];
  readonly results: readonly ZoneResult[];
}

/** Options with which named-checkzone judges as it does without, but for look-ups outside the zone. */
const PLAIN = /^(?:-i local )?[^-\s]\S*$/;

function rows(corpusDir: string, table: string, folder: string, version: BindVersion): Row[] {
  const [header, ...lines] = readFileSync(join(corpusDir, table), 'utf8').split('\n');
  const columns = header.split('\t');
  const [options, verdict] = [columns.indexOf('options'), columns.indexOf(`exit_${version}`)];
  const [path, origin, template] = [columns.indexOf('path'), columns.indexOf('origin'), columns.indexOf('template')];
  const found: Row[] = [];
  if (verdict < 0) return found;
  for (const line of lines) {
    const cells = line.split('\t');
    if (line === '' || (options >= 0 && !PLAIN.test(cells[options])) || (template >= 0 && cells[template] !== ''))
      continue;
    const file = join(corpusDir, folder, cells[path]);
    // BIND's suite starts it in the folder above the one of the zones.
    const directory = join(corpusDir, folder, cells[path].split('/')[0]);
    found.push({ path: file, directory, origin: cells[origin], refused: cells[verdict] !== '0' });
  }
  return found;
}

/** What `path` holds, as named reads it: octets that are no UTF-8 are kept as characters of their own. */
function read(path: string): string | undefined {
  return existsSync(path) && statSync(path).isFile() ? readFileSync(path, 'latin1') : undefined;
}

function judge(row: Row, version: BindVersion): ZoneResult {
  const origin = row.origin.endsWith('.') ? row.origin : `${row.origin}.`;
  let unreadable = 0;
  const include = (file: string): string | undefined => {
    const text = read(resolve(row.directory, file));
    if (text === undefined) unreadable++;
    return text;
  };
  const zone = new TestZone(read(row.path) ?? '', { origin, include, settings: { version } });
  const problems = zone.problems();
  const lines = problems.map((problem) => zone.document.buffer.positionAt(problem.start).line + 1);
  return { ...row, problems, lines, unreadable };
}

/** Runs over the tables of zones in the corpus directory that have a verdict of the release, and over the large zones, all of which load. */
export function run(corpusDir: string, version: BindVersion = '9.18'): ZoneAgreement {
  const directory = join(corpusDir, 'big');
  const big = [
    { name: 'root-2026.zone', origin: '.' },
    { name: 'root-2021-signed.zone', origin: '.' },
    { name: 'arpa-signed.zone', origin: 'arpa.' },
  ].map(({ name, origin }) => ({ path: join(directory, name), directory, origin, refused: false }));
  const all = [
    ...rows(corpusDir, 'bind-9.18/checkzone.tsv', 'bind-9.18', version),
    ...rows(corpusDir, 'real/zones.tsv', 'real', version),
    ...big,
  ];
  const results = all.filter((row) => existsSync(row.path)).map((row) => judge(row, version));
  const differences = results.flatMap((result) => {
    const errors = result.problems.filter((problem) => problem.severity === 'error');
    if ((errors.length > 0 || result.unreadable > 0) === result.refused) return [];
    const what = result.refused
      ? 'no error found'
      : errors.map((error) => `${error.rule}: ${error.message}`).join(' | ');
    return [`${result.path} (${result.origin}): ${result.refused ? 'refused' : 'loads'}, ${what}`];
  });
  return { total: results.length, agreed: results.length - differences.length, differences, results };
}

if (process.argv[1] === import.meta.filename) {
  for (const version of BIND_VERSIONS) {
    const { total, agreed, differences } = run(process.argv[2], version);
    for (const difference of differences) console.log(difference);
    console.log(`${version}: ${agreed} of ${total} agree`);
  }
}
