/**
 * `bailiwick migrate` from each release to each later one: what the old one's named-checkconf accepts, the new one's has to accept once
 * `patch` has applied the printed diff. Needs the programs of two releases or more, and to be root for configurations with absolute paths.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { migrate } from '../../server/src/cli/migrate.ts';
import { buildModel } from '../../server/src/conf/buildModel.ts';
import { BIND_VERSIONS, type BindVersion } from '../../server/src/dns/versions.ts';
import { decodeText } from '../../server/src/workspace/fileSystem.ts';
import { programOf } from './programs.ts';

/** What came of the configurations on the way from one release to another. */
export interface MigrationsScore {
  readonly from: BindVersion;
  readonly to: BindVersion;
  /** Configurations that the old release accepts. */
  accepted: number;
  /** Those of them that something changed in. */
  changed: number;
  /** Those that the new release would have refused as they were. */
  refusedBefore: number;
  /** A line for each that it does not accept after, or whose diff `patch` does not take. */
  readonly faults: string[];
  /** Those of them for which the command says that something is left to do, or that it did nothing. */
  readonly said: string[];
}

const TABLES = [
  { table: 'bind-9.18/checkconf.tsv', folder: 'bind-9.18', hasStubs: false },
  { table: 'real/conf.tsv', folder: 'real', hasStubs: true },
];

/** A configuration in a folder that is / for it. */
interface Case {
  readonly name: string;
  readonly root: string;
  readonly file: string;
}

/** Every configuration of the corpus, laid out below a folder: those that have files beside them share a root. */
function* casesOf(corpusDir: string, below: string): Generator<Case> {
  for (const { table, folder: tableFolder, hasStubs } of TABLES) {
    if (!existsSync(join(corpusDir, table))) continue;
    const [, ...rows] = readFileSync(join(corpusDir, table), 'utf8').trimEnd().split('\n');
    for (const row of rows) {
      const [name] = row.split('\t');
      const from = join(corpusDir, tableFolder, name);
      if (hasStubs) {
        const root = mkdtempSync(join(below, 'root-'));
        cpSync(from, join(root, 'named.conf'));
        writeStubs(root);
        yield { name, root, file: 'named.conf' };
        continue;
      }
      const root = join(below, dirname(name));
      if (!existsSync(root)) cpSync(dirname(from), root, { recursive: true });
      // From 9.20 on these have to be there, and the corpus has them not.
      for (const [, folder] of readFileSync(from, 'latin1').matchAll(/\bkey-directory\s+"([^"]+)"/g))
        mkdirSync(join(root, folder), { recursive: true });
      yield { name, root, file: basename(name) };
    }
  }
}

/** What the configuration names and the corpus has not: empty files for its includes, and its directories. */
function writeStubs(root: string): void {
  const text = decodeText(readFileSync(join(root, 'named.conf')));
  const model = buildModel({ uri: 'named.conf', text }, (path, directory) => {
    const file = join(root, resolve('/', directory ?? '', path));
    mkdirSync(dirname(file), { recursive: true });
    if (!existsSync(file)) writeFileSync(file, '');
    return [];
  });
  if (model.directory !== undefined) mkdirSync(join(root, model.directory), { recursive: true });
}

interface Verdict {
  readonly isAccepted: boolean;
  readonly output: string;
}

function judge(version: BindVersion, { root, file }: Case): Verdict {
  const program = programOf('named-checkconf', version) as string;
  const { status, stdout, stderr } = spawnSync(program, ['-t', root, `/${file}`], { encoding: 'utf8' });
  return { isAccepted: status === 0, output: `${stdout}${stderr}` };
}

interface Migrated {
  readonly diff: Buffer;
  readonly said: string;
  readonly status: number;
}

async function migrated({ root, file }: Case, version: BindVersion): Promise<Migrated> {
  const diff: Buffer[] = [];
  let said = '';
  const status = await migrate(
    { file, version, root, write: false },
    {
      cwd: root,
      print: (text, octets) => {
        diff.push(Buffer.from(octets ?? text));
      },
      warn: (text) => {
        said += text;
      },
    },
  );
  return { diff: Buffer.concat(diff), said, status };
}

/** Applies a diff; returns what `patch` says where it does not take it. */
function patch(root: string, diff: Buffer): string | undefined {
  if (diff.length === 0) return undefined;
  const { status, stdout, stderr, error } = spawnSync('patch', ['-p0', '-F0', '--no-backup-if-mismatch'], {
    cwd: root,
    input: diff,
    encoding: 'utf8',
  });
  if (error) throw error;
  return status === 0 ? undefined : `${stdout}${stderr}`;
}

/** Migrates every configuration of the corpus between all releases whose programs are here. */
export async function run(corpusDir: string): Promise<MigrationsScore[]> {
  // Without patch nothing is measured, as without the programs of two releases.
  if (spawnSync('patch', ['--version']).error) return [];
  const here = BIND_VERSIONS.filter((version) => programOf('named-checkconf', version) !== undefined);
  const pairs = here.flatMap((from, i) => here.slice(i + 1).map((to) => ({ from, to })));
  const scores = pairs.map(
    (pair): MigrationsScore => ({ ...pair, accepted: 0, changed: 0, refusedBefore: 0, faults: [], said: [] }),
  );
  const below = mkdtempSync(join(tmpdir(), 'migrations-'));
  try {
    for (const conf of casesOf(corpusDir, below)) {
      const verdicts = new Map(here.map((version) => [version, judge(version, conf)]));
      for (const score of scores) {
        if (verdicts.get(score.from)?.isAccepted) await measure(conf, score, verdicts.get(score.to) as Verdict);
      }
    }
  } finally {
    rmSync(below, { recursive: true });
  }
  return scores;
}

async function measure(conf: Case, score: MigrationsScore, before: Verdict): Promise<void> {
  score.accepted++;
  if (!before.isAccepted) score.refusedBefore++;
  const { diff, said, status } = await migrated(conf, score.to);
  if (diff.length === 0) {
    if (!before.isAccepted) tell(conf, score, before, said, status);
    return;
  }
  score.changed++;
  const names = [...diff.toString('latin1').matchAll(/^--- ([^\t\n]*)/gm)].map(([, name]) => join(conf.root, name));
  const kept = names.map((path) => ({ path, octets: readFileSync(path) }));
  const failure = patch(conf.root, diff);
  if (failure !== undefined) score.faults.push(`${conf.name}: patch: ${firstLines(failure)}`);
  else tell(conf, score, judge(score.to, conf), said, status);
  for (const { path, octets } of kept) {
    writeFileSync(path, octets);
    rmSync(`${path}.rej`, { force: true });
  }
}

function tell(conf: Case, score: MigrationsScore, after: Verdict, said: string, status: number): void {
  if (after.isAccepted) return;
  const line = `${conf.name}: ${firstLines(after.output)}; said: ${firstLines(said) || 'nothing'}`;
  (status === 0 ? score.faults : score.said).push(line);
}

function firstLines(text: string): string {
  return text.trim().split('\n').slice(0, 4).join(' | ');
}
