/** Takes a whole configuration, with its includes, over to a release of BIND. */

import { buildModel, type ResolveInclude } from '../../conf/buildModel.ts';
import { statusIn } from '../../conf/lookup.ts';
import { type ConfModel, type ConfPlace, placeOf } from '../../conf/model.ts';
import { maskSecrets } from '../../conf/secrets.ts';
import type { BindVersion } from '../../conf/statements.ts';
import { OLDEST_BIND_VERSION } from '../../dns/versions.ts';
import { type ConfContext, settingsOf } from '../../rules/conf/context.ts';
import { checkConf, confFixes } from '../../rules/conf/index.ts';
import { migrationFixes, migrationText } from '../../rules/conf/support/migrate.ts';
import { valueMigrations } from '../../rules/conf/support/migrateValues.ts';
import type { KeysOf, MigrationFix } from '../../rules/conf/support/migration.ts';
import type { RuleId } from '../../rules/ids.ts';
import type { FixEdit, Problem } from '../../rules/rule.ts';
import { lineChanges, linesOf } from '../shared/lineDiff.ts';

/** A file that changes: whole, and as the lines to replace. Offsets are UTF-16 units in the text before. */
export interface MigratedFile {
  readonly uri: string;
  readonly before: string;
  readonly after: string;
  readonly edits: readonly FixEdit[];
}

/** Something that is left to the user; where it stands, in the text after the migration. */
export interface LeftOver extends ConfPlace {
  /** The statement, where the release does not know it any more. */
  readonly name?: string;
  readonly message: string;
}

export interface Migration {
  readonly files: readonly MigratedFile[];
  /** What was done, each once, in the order of doing. */
  readonly steps: readonly string[];
  /** What the user has to know or do beside it. */
  readonly notes: readonly string[];
  /** What the release refuses, as far as it is known, and what cannot be mended by rule. */
  readonly left: readonly LeftOver[];
}

/** Each round takes over all that can be taken over at once; what one statement gives rise to comes in the next. */
const MAX_ROUNDS = 50;

/**
 * Migrates until nothing more ends in `version`, and writes older words as that release documents them. Comments stay. Statements that
 * are deprecated and still work stay, unless they have a successor that says the same.
 */
export function migrateConfiguration(model: ConfModel, version: BindVersion, keysOf?: KeysOf): Migration {
  const before = new Map(model.files.map(({ uri, tree }) => [uri, tree.text]));
  const texts = new Map(before);
  const steps = new Set<string>();
  const notes = new Set<string>();
  let current = model;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const taken = compatible(migrations(current, version, keysOf));
    if (taken.length === 0) break;
    for (const { title, note } of taken) {
      steps.add(title);
      if (note !== undefined) notes.add(note);
    }
    apply(
      texts,
      taken.flatMap(({ edits }) => edits),
    );
    current = rebuilt(model, texts);
  }
  const files = [...before].flatMap(([uri, text]) => {
    const after = texts.get(uri) ?? text;
    return after === text ? [] : [{ uri, before: text, after, edits: lineEdits(uri, text, after) }];
  });
  // A secret stays where it is, so that those of the files before are all.
  const trees = model.files.map(({ tree }) => tree);
  const shown = (text: string): string => maskSecrets(text, trees);
  const left = leftOvers(current, version).map((each) => ({ ...each, message: shown(each.message) }));
  return { files, steps: [...steps].map(shown), notes: [...notes].map(shown), left };
}

/** They wait for auto-dnssec, which takes what they say along. */
const AFTER_AUTO_DNSSEC = new Set(['sig-validity-interval', 'dnskey-sig-validity', 'max-zone-ttl']);

/** Everything that could be done now. */
function migrations(model: ConfModel, version: BindVersion, keysOf: KeysOf | undefined): MigrationFix[] {
  const ending = settingsOf(model).filter(({ row }) => {
    const status = row && statusIn(row, version);
    if (status === undefined || status === 'ok' || status === 'not-yet') return false;
    // What is only deprecated works: it changes where there is another way to say the same.
    return status !== 'deprecated' || row?.migration?.action !== 'delete';
  });
  const hasAutoDnssec = ending.some(({ name }) => name === 'auto-dnssec');
  const found = ending
    .filter(({ name }) => !hasAutoDnssec || !AFTER_AUTO_DNSSEC.has(name))
    .flatMap((setting) => migrationFixes(setting, model, { version, keysOf }).slice(0, 1));
  return [...found, ...valueMigrations(model, version), ...refusedValues(model, version)];
}

/** Rules whose fix says what older releases made of the value. */
const FIXED_BY_RULE: ReadonlySet<RuleId> = new Set<RuleId>([
  'conf/bad-nsec3param',
  'conf/value-out-of-range',
  'conf/unix-control',
]);

/** Values that the release refuses and the oldest one takes: it cut them, or passed over them. */
function refusedValues(model: ConfModel, version: BindVersion): MigrationFix[] {
  const before = new Set(errorsFor(model, OLDEST_BIND_VERSION).map(placeText));
  return errorsFor(model, version).flatMap((problem) => {
    if (!FIXED_BY_RULE.has(problem.rule) || before.has(placeText(problem))) return [];
    return confFixes(problem, contextOf(model, version))
      .slice(0, 1)
      .map((fix) => ({ ...fix, note: problem.message }));
  });
}

function placeText({ rule, uri, start }: Problem): string {
  return `${rule} ${uri} ${start}`;
}

/** A configuration by itself, without what lies around it. */
function contextOf(model: ConfModel, version: BindVersion): ConfContext {
  return { model, version, fileExists: () => undefined, published: () => [] };
}

function errorsFor(model: ConfModel, version: BindVersion): Problem[] {
  return checkConf(contextOf(model, version)).filter(({ severity }) => severity === 'error');
}

/** The migrations whose edits do not touch one another's; the others wait for the next round. */
function compatible(found: readonly MigrationFix[]): MigrationFix[] {
  const taken = new Map<string, FixEdit[]>();
  return found.filter(({ edits }) => {
    const free = edits.every((edit) => {
      const others = taken.get(edit.uri) ?? [];
      const at = firstBehind(others, edit.start);
      return !others.slice(Math.max(at - 1, 0), at + 1).some((other) => touches(edit, other));
    });
    if (!free || edits.length === 0) return false;
    for (const edit of edits) {
      const list = taken.get(edit.uri) ?? [];
      list.splice(firstBehind(list, edit.start), 0, edit);
      taken.set(edit.uri, list);
    }
    return true;
  });
}

/** The index of the first edit that begins behind an offset, in a list in the order of their starts. */
function firstBehind(edits: readonly FixEdit[], offset: number): number {
  let low = 0;
  let high = edits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edits[middle].start <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function touches(a: FixEdit, b: FixEdit): boolean {
  return a.start <= b.end && b.start <= a.end;
}

function apply(texts: Map<string, string>, edits: readonly FixEdit[]): void {
  for (const [uri, text] of texts) {
    const own = edits.filter((edit) => edit.uri === uri);
    if (own.length === 0) continue;
    const isCrLf = text.includes('\r\n');
    let made = '';
    let at = 0;
    for (const { start, end, newText } of own.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
      made += text.slice(at, start) + (isCrLf ? newText.replace(/\r?\n/g, '\r\n') : newText);
      at = end;
    }
    texts.set(uri, made + text.slice(at));
  }
}

/** The model of the changed texts; includes lead where they led. */
function rebuilt(model: ConfModel, texts: ReadonlyMap<string, string>): ConfModel {
  const targets = new Map<string, readonly string[]>();
  for (const { path, file, targets: found } of model.includes) {
    if (found.length > 0) targets.set(`${file.uri}\n${path}`, [...new Set(found.map(({ uri }) => uri))]);
  }
  const resolve: ResolveInclude = (path, _directory, from) =>
    targets.get(`${from}\n${path}`)?.map((uri) => ({ uri, text: texts.get(uri) ?? '' }));
  const { uri, tree } = model.root;
  return buildModel({ uri, text: texts.get(uri) ?? tree.text }, resolve, tree.root.clause ?? 'top');
}

/** The changed lines as replacements in the text before. */
function lineEdits(uri: string, before: string, after: string): FixEdit[] {
  const from = linesOf(before);
  const to = linesOf(after);
  const offsets = [0];
  for (const line of from) offsets.push(offsets[offsets.length - 1] + line.length);
  return lineChanges(from, to).map(({ fromStart, fromEnd, toStart, toEnd }) => ({
    uri,
    start: offsets[fromStart],
    end: offsets[fromEnd],
    newText: to.slice(toStart, toEnd).join(''),
  }));
}

function leftOvers(model: ConfModel, version: BindVersion): LeftOver[] {
  const removed: LeftOver[] = settingsOf(model).flatMap(({ name, row, file, statement }) =>
    row && statusIn(row, version) === 'removed'
      ? [{ name, message: migrationText(row), ...placeOf(file, statement.values[0]) }]
      : [],
  );
  const told = new Set(removed.map(({ uri, start }) => `${uri} ${start}`));
  const refused = errorsFor(model, version).filter(({ uri, start }) => !told.has(`${uri} ${start}`));
  return [...removed, ...refused.map(({ message, uri, start, end }) => ({ message, uri, start, end }))];
}
