/** How well the verdict on a named.conf agrees with named-checkconf's, over a folder of configurations with known verdicts. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { ConfSource } from '../../server/src/conf/buildModel.ts';
import { buildModel } from '../../server/src/conf/buildModel.ts';
import type { BindVersion } from '../../server/src/dns/versions.ts';
import { BIND_VERSIONS } from '../../server/src/dns/versions.ts';
import { checkConf } from '../../server/src/rules/conf/index.ts';
import type { Problem } from '../../server/src/rules/rule.ts';

/** The verdicts on one table of files, for one release. */
export interface CheckconfScore {
  readonly table: string;
  readonly version: BindVersion;
  readonly files: number;
  readonly agree: number;
  /** Files that named accepts and that have an error here, with the error. */
  readonly falseAlarms: readonly string[];
  /** Files that named refuses and that have no error here, with named's words. */
  readonly misses: readonly string[];
  /** Refused files where named 9.18 gives a line with its first error; only for 9.18. */
  readonly placed: number;
  /** Those of them where an error here is on that line. */
  readonly samePlace: number;
  /** Those of them where the first error here, from the top, is on that line. */
  readonly firstSame: number;
  /** The others: the file, named's line and words, and the lines of the errors here. */
  readonly elsewhere: readonly string[];
}

/** What named says without refusing the file. */
const WARNING =
  /is deprecated|is obsolete|does not exist|not recommended|default changed|WILL FAIL|is not configured|also-notify' set but|active|multiple keys|shorter than 30 days|predefined length|exceeds 100%|should either be|both .* are present|will be disabled|disabled at compilation|experimental|is ignored when used/;

const TABLES: readonly { readonly table: string; readonly folder: string }[] = [
  { table: 'bind-9.18/checkconf.tsv', folder: 'bind-9.18' },
  { table: 'real/conf.tsv', folder: 'real' },
];

/** Judges every configuration of the corpus for every release. Tables that are not there are left out. */
export function run(corpusDir: string): CheckconfScore[] {
  return TABLES.filter(({ table }) => existsSync(join(corpusDir, table))).flatMap(({ table, folder }) => {
    const rows = readTable(join(corpusDir, table));
    return BIND_VERSIONS.map((version) => score(table, join(corpusDir, folder), rows, version));
  });
}

type Row = Readonly<Record<string, string>>;

function readTable(path: string): readonly Row[] {
  const [head, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const names = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
}

function score(table: string, folder: string, rows: readonly Row[], version: BindVersion): CheckconfScore {
  const falseAlarms: string[] = [];
  const misses: string[] = [];
  const elsewhere: string[] = [];
  let [placed, samePlace, firstSame] = [0, 0, 0];
  for (const row of rows) {
    const problems = check(join(folder, row.path), version, table.startsWith('real'));
    const error = problems.find((problem) => problem.severity === 'error');
    const refused = row[`exit_${version}`] !== '0';
    if (error && !refused) falseAlarms.push(`${row.path}: ${error.rule}: ${error.message}`);
    if (!error && refused) misses.push(`${row.path}: ${row['messages_9.18']}`);
    const named = version === '9.18' && refused ? firstErrorOf(row['messages_9.18']) : undefined;
    if (!named || !error) continue;
    const path = join(folder, row.path);
    const lines = problems.flatMap(({ severity, uri, start }) =>
      severity === 'error' && (basename(uri) === named.file || (uri === path && named.file === 'named.conf'))
        ? [lineOf(uri, start)]
        : [],
    );
    placed++;
    if (lines.includes(named.line)) samePlace++;
    if (lines[0] === named.line) firstSame++;
    else elsewhere.push(`${basename(path)}:${named.line}: ${named.text}; here: ${lines.join(', ')}`);
  }
  const agree = rows.length - falseAlarms.length - misses.length;
  return { table, version, files: rows.length, agree, falseAlarms, misses, placed, samePlace, firstSame, elsewhere };
}

/** The first message of named that is no warning, where it has a line. */
function firstErrorOf(messages: string): { file: string; line: number; text: string } | undefined {
  for (const message of messages.split(' | ')) {
    const [, file, line, text] = /^(?:.*\/)?([^/:]+):(\d+): (.*)$/.exec(message) ?? [];
    if (file !== undefined && !WARNING.test(text)) return { file, line: Number(line), text };
  }
  return undefined;
}

const texts = new Map<string, string>();

/** The line of an offset, counted from 1. */
function lineOf(path: string, offset: number): number {
  const text = texts.get(path) ?? readFileSync(path, 'utf8');
  texts.set(path, text);
  return text.slice(0, offset).split('\n').length;
}

function check(path: string, version: BindVersion, stubIncludes: boolean): Problem[] {
  const read = (file: string): ConfSource => ({ uri: file, text: readFileSync(file, 'utf8') });
  const resolveInclude = (name: string): readonly ConfSource[] | undefined => {
    if (stubIncludes) return [{ uri: `stub:${name}`, text: '' }];
    const file = resolve(dirname(path), name);
    if (/[*?[]/.test(name)) {
      const pattern = new RegExp(
        `^${basename(name)
          .replace(/[.+^$(){}|\\]/g, '\\$&')
          .replace(/\*/g, '.*')}$`,
      );
      if (!existsSync(dirname(file))) return undefined;
      const found = readdirSync(dirname(file)).filter((entry) => pattern.test(entry));
      return found.map((entry) => read(join(dirname(file), entry)));
    }
    return existsSync(file) ? [read(file)] : undefined;
  };
  const model = buildModel(read(path), resolveInclude);
  return checkConf({ model, version, fileExists: () => undefined, published: () => [] });
}

if (import.meta.main) {
  for (const score of run(process.argv[2] ?? 'corpus')) {
    const { table, version, files, agree, falseAlarms, misses, placed, samePlace, firstSame, elsewhere } = score;
    console.log(
      `${table} ${version}: ${agree}/${files} agree, ${falseAlarms.length} false alarms, ${misses.length} misses`,
    );
    if (placed > 0) {
      const share = (count: number) => `${count}/${placed} (${((100 * count) / placed).toFixed(1)} %)`;
      console.log(`  named's line: first error ${share(firstSame)}, any error ${share(samePlace)}`);
    }
    if (!process.argv.includes('--list')) continue;
    for (const line of falseAlarms) console.log(`  false alarm  ${line}`);
    for (const line of misses) console.log(`  miss  ${line}`);
    for (const line of elsewhere) console.log(`  elsewhere  ${line}`);
  }
}
