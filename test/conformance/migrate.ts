/**
 * Whether migrating to BIND 9.21 gives configurations that it accepts: those of the corpus that our verdict refuses for 9.21 only because of
 * statements that ended. Comments have to stay, and where named-checkconf 9.18 is installed and every statement is one that it knows,
 * what it accepted before it has to accept after.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { ConfSource } from '../../server/src/conf/buildModel.ts';
import { buildModel } from '../../server/src/conf/buildModel.ts';
import { TokenKind } from '../../server/src/conf/lexer.ts';
import { findStatement, statusIn } from '../../server/src/conf/lookup.ts';
import type { ConfModel } from '../../server/src/conf/model.ts';
import { parseConf } from '../../server/src/conf/parser.ts';
import type { BindVersion } from '../../server/src/dns/versions.ts';
import { settingsOf } from '../../server/src/rules/conf/context.ts';
import { checkConf } from '../../server/src/rules/conf/index.ts';
import type { Problem } from '../../server/src/rules/rule.ts';
import { migrateConfiguration } from '../../server/src/services/conf/migration.ts';

export interface MigrationScore {
  readonly configurations: number;
  /** Those that our 9.21 verdict refuses only for what ended, and those of them that it accepts once migrated. */
  readonly refusedForEnded: number;
  readonly acceptedAfter: number;
  /** Files in which something changed, whatever the reason. */
  readonly changed: number;
  /** Files that named-checkconf 9.18 judged before and after. */
  readonly judgedByNamed: number;
  /** A line for each expectation that does not hold. */
  readonly faults: readonly string[];
}

const TARGET: BindVersion = '9.21';
const TABLES = [
  { table: 'bind-9.18/checkconf.tsv', folder: 'bind-9.18', isReal: false },
  { table: 'real/conf.tsv', folder: 'real', isReal: true },
];

/** Rules whose error goes away with a statement that ended. */
const FOR_ENDED = new Set(['conf/removed-statement', 'conf/validation-without-anchors', 'conf/source-port']);

function modelOf(path: string, text: string, isReal: boolean): ConfModel {
  const read = (file: string): ConfSource => ({ uri: file, text: readFileSync(file, 'latin1') });
  return buildModel({ uri: path, text }, (name) => {
    if (isReal) return [{ uri: `stub:${name}`, text: '' }];
    const file = resolve(dirname(path), name);
    return existsSync(file) ? [read(file)] : undefined;
  });
}

function errorsOf(model: ConfModel): Problem[] {
  return checkConf({ model, version: TARGET, fileExists: () => undefined, published: () => [] }).filter(
    (problem) => problem.severity === 'error',
  );
}

function comments(text: string): string[] {
  const { kinds, starts, count } = parseConf(text, 'top').tokens;
  const found: string[] = [];
  for (let i = 0; i < count; i++) {
    if (kinds[i] === TokenKind.comment) found.push(text.slice(starts[i], starts[i + 1]).trim());
  }
  return found.sort();
}

/** named-checkconf's verdict on a text, in the folder of the file so that its includes are found; undefined where it is not installed. */
function acceptedByNamed(path: string, text: string): boolean | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'migrate-'));
  try {
    const file = join(folder, basename(path));
    writeFileSync(file, text, 'latin1');
    const { status, error } = spawnSync('named-checkconf', [file], { cwd: dirname(path) });
    return error ? undefined : status === 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Whether BIND 9.18 knows every statement. */
function isReadBy918(model: ConfModel): boolean {
  return settingsOf(model).every(({ name, clause }) => {
    const row = findStatement(name, clause);
    return row !== undefined && !['removed', 'not-yet'].includes(statusIn(row, '9.18'));
  });
}

/** Migrates every configuration of the corpus. */
export function run(corpusDir: string): MigrationScore {
  const faults: string[] = [];
  const score = { configurations: 0, refusedForEnded: 0, acceptedAfter: 0, changed: 0, judgedByNamed: 0 };
  for (const { table, folder, isReal } of TABLES) {
    if (!existsSync(join(corpusDir, table))) continue;
    const [, ...rows] = readFileSync(join(corpusDir, table), 'utf8').trimEnd().split('\n');
    for (const row of rows) {
      const path = join(corpusDir, folder, row.split('\t')[0]);
      const before = readFileSync(path, 'latin1');
      const model = modelOf(path, before, isReal);
      const errors = errorsOf(model);
      const { files, left } = migrateConfiguration(model, TARGET);
      const after = files.find((file) => file.uri === path)?.after ?? before;
      const made = modelOf(path, after, isReal);
      score.configurations++;
      if (after !== before) score.changed++;
      for (const file of files) {
        const kept = comments(file.after);
        const lost = comments(file.before).filter((comment) => !kept.includes(comment));
        if (lost.length > 0) faults.push(`${file.uri}: lost the comment ${lost[0]}`);
        const again = file.edits.toReversed().reduce((text, { start, end, newText }) => {
          return text.slice(0, start) + newText + text.slice(end);
        }, file.before);
        if (again !== file.after) faults.push(`${file.uri}: the edits do not give the text`);
      }
      const again = migrateConfiguration(made, TARGET);
      if (again.files.some((file) => file.uri === path)) faults.push(`${path}: migrating again changes it again`);
      const isForEnded = errors.length > 0 && errors.every(({ rule }) => FOR_ENDED.has(rule));
      if (isForEnded) {
        score.refusedForEnded++;
        const remaining = errorsOf(made);
        if (remaining.length === 0) score.acceptedAfter++;
        else {
          const names = left.map(({ name }) => name).join(', ');
          faults.push(`${path}: still refused: ${remaining[0].message} (left: ${names || 'nothing'})`);
        }
      }
      if (after === before || !isReadBy918(made)) continue;
      const accepted = acceptedByNamed(path, before);
      if (accepted === undefined) continue;
      score.judgedByNamed++;
      if (accepted && !acceptedByNamed(path, after))
        faults.push(`${path}: named-checkconf 9.18 took it before and not after`);
    }
  }
  return { ...score, faults };
}

if (import.meta.main) {
  const { faults, ...score } = run(process.argv[2] ?? 'corpus');
  for (const fault of faults) console.log(fault);
  console.log(
    `${score.configurations} configurations, ${score.changed} changed; ${score.acceptedAfter} of ${score.refusedForEnded} refused for what ended are accepted after; ${score.judgedByNamed} judged by named-checkconf before and after`,
  );
  process.exitCode = faults.length > 0 ? 1 : 0;
}
