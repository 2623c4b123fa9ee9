/** Finding rows of the statement table, and what they say for one release of BIND. */
import { LATEST_BIND_VERSION } from '../dns/versions.ts';
import type { BindVersion, Clause, PerVersion, StatementInfo, ZoneType } from './statements.ts';
import { BIND_VERSIONS, STATEMENTS } from './statements.ts';

/** What a release does with a statement: ok; deprecated: works, with a warning; obsolete: ignored; removed: refused; not-yet: unknown. */
export type Status = 'ok' | 'deprecated' | 'obsolete' | 'removed' | 'not-yet';

/** The release that brought `template`; what stands in one is what stands in a zone. */
const TEMPLATE_SINCE = '9.21.9';
/** What a zone may have and a template may not. */
const NOT_IN_TEMPLATE = new Set(['in-view', 'mirror', 'template']);

interface Index {
  readonly byName: ReadonlyMap<string, readonly StatementInfo[]>;
  readonly byClause: ReadonlyMap<Clause, readonly StatementInfo[]>;
  readonly rowOf: ReadonlyMap<Clause, ReadonlyMap<string, StatementInfo>>;
  /** The names that may be meant, and the letters in each. */
  readonly meantIn: ReadonlyMap<Clause, readonly { readonly name: string; readonly letters: number }[]>;
}

let made: Index | undefined;

/** The table by name and clause. Made when first asked for: who checks a zone on the command line needs none of it. */
function index(): Index {
  made ??= makeIndex();
  return made;
}

function add<Key>(rows: Map<Key, StatementInfo[]>, key: Key, row: StatementInfo): void {
  const found = rows.get(key);
  if (found) found.push(row);
  else rows.set(key, [row]);
}

function makeIndex(): Index {
  const byName = new Map<string, StatementInfo[]>();
  const byClause = new Map<Clause, StatementInfo[]>();
  for (const row of STATEMENTS) {
    add(byName, row.name, row);
    for (const clause of row.clauses) add(byClause, clause, row);
  }
  byClause.set(
    'template',
    (byClause.get('zone') ?? [])
      .filter((row) => !NOT_IN_TEMPLATE.has(row.name))
      .map((row) => ({ ...row, introduced: TEMPLATE_SINCE })),
  );
  const rowOf = new Map(
    [...byClause].map(([clause, rows]) => [clause, new Map(rows.map((row) => [row.name, row]))] as const),
  );
  const meantIn = new Map(
    [...byClause].map(([clause, rows]) => {
      const meant = rows.filter(({ testOnly, removed }) => !testOnly && !removed);
      return [clause, meant.map(({ name }) => ({ name, letters: lettersOf(name) }))] as const;
    }),
  );
  return { byName, byClause, rowOf, meantIn };
}

/** Which clause a statement's `{ <statements> }` is, where it is not the one of its own name. */
const OPENS: Readonly<Partial<Record<Clause, Readonly<Record<string, Clause>>>>> = {
  rndc: { options: 'rndc-options', server: 'rndc-server', key: 'key' },
};

/** `9.18.4` as one number, for comparing. */
function versionNumber(version: string): number {
  const [major, minor, patch] = version.split('.').map(Number);
  return major * 1_000_000 + minor * 1_000 + patch;
}

const AFTER_LAST_PATCH = '.999';

function reached(first: string | undefined, version: BindVersion): boolean {
  return first !== undefined && versionNumber(first) <= versionNumber(version + AFTER_LAST_PATCH);
}

const statuses = new Map<BindVersion, Map<StatementInfo, Status>>();

/** What the latest release of `version` does with the statement. Kept, since rules ask for every statement of a file. */
export function statusIn(row: StatementInfo, version: BindVersion): Status {
  let known = statuses.get(version);
  if (!known) {
    known = new Map();
    statuses.set(version, known);
  }
  let status = known.get(row);
  if (!status) {
    status = findStatus(row, version);
    known.set(row, status);
  }
  return status;
}

/** Whether a release reads the statement: it was not taken out before, and did not come later. */
export function isRead(row: StatementInfo, version: BindVersion): boolean {
  return !['removed', 'not-yet'].includes(statusIn(row, version));
}

function findStatus(row: StatementInfo, version: BindVersion): Status {
  if (!reached(row.introduced, version)) return 'not-yet';
  if (reached(row.removed, version)) return 'removed';
  if (reached(row.obsolete, version)) return 'obsolete';
  if (reached(row.deprecated, version)) return 'deprecated';
  return 'ok';
}

/** What a per-version text says for one release; undefined where there is none. */
export function textIn(text: PerVersion | undefined, version: BindVersion): string | undefined {
  if (text === undefined || typeof text === 'string') return text;
  let found: string | undefined;
  for (const candidate of BIND_VERSIONS) {
    found = text[candidate] ?? found;
    if (candidate === version) break;
  }
  return found;
}

/** The row of a statement in a clause; names are compared without case, as BIND does. */
export function findStatement(name: string, clause: Clause): StatementInfo | undefined {
  return index().rowOf.get(clause)?.get(name.toLowerCase());
}

/** Every row of a name, whatever the clause. */
export function rowsNamed(name: string): readonly StatementInfo[] {
  return index().byName.get(name.toLowerCase()) ?? [];
}

/** The statements that a clause may have in a release, for completion and the like; in a zone, those of its type. */
export function statementsIn(
  clause: Clause,
  zoneType: ZoneType | undefined,
  version: BindVersion,
): readonly StatementInfo[] {
  return (index().byClause.get(clause) ?? []).filter((row) => {
    const status = statusIn(row, version);
    if (status === 'removed' || status === 'not-yet' || row.testOnly) return false;
    return clause !== 'zone' || !zoneType || !row.zoneTypes || row.zoneTypes.includes(zoneType);
  });
}

/** The clause that the block of a statement is; undefined where its block is a list, or it has none. */
export function clauseOpenedBy(row: StatementInfo, clause: Clause): Clause | undefined {
  const grammar = textIn(row.grammar, LATEST_BIND_VERSION);
  if (!grammar?.includes('<statements>') && row.name !== 'lwres') return undefined;
  const named = OPENS[clause]?.[row.name] ?? (row.name as Clause);
  return index().byClause.has(named) ? named : undefined;
}

/** In shorter names one letter is too much of the name. */
const SHORTEST = 3;
/** Names of so many letters are known with two slips. */
const LONG = 12;

/**
 * The known name nearest to a misspelt one among the statements of a clause, or undefined where none is near:
 * one slip away, or two (or `most`) where the name is so long that it can be meant all the same.
 */
export function nearestName(word: string, clause: Clause, most = 2): string | undefined {
  const wanted = word.toLowerCase();
  const limit = wanted.length < SHORTEST ? 0 : wanted.length < LONG ? 1 : most;
  let best: string | undefined;
  let bestDistance = limit + 1;
  const letters = lettersOf(wanted);
  for (const { name, letters: others } of index().meantIn.get(clause) ?? []) {
    // Misspelt names come by the thousand where a program wrote them: most candidates are told apart without a look at the text.
    if (leastDistance(wanted, name, letters, others) >= bestDistance) continue;
    const distance = editDistance(wanted, name, bestDistance);
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

/** The letters of a word, as bits; some share one. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) & 31);
  return letters;
}

function bitsOf(letters: number): number {
  let count = 0;
  for (let left = letters; left !== 0; left &= left - 1) count++;
  return count;
}

/** The edits that it takes at least: one for each letter that only one of them has. Most words are told apart by that. */
function leastDistance(a: string, b: string, inA: number, inB: number): number {
  return Math.max(Math.abs(a.length - b.length), bitsOf(inA & ~inB), bitsOf(inB & ~inA));
}

/** Letters to insert, delete, replace or swap with their neighbour to get from `a` to `b`; at least `enough` where it is more than that. */
export function editDistance(a: string, b: string, enough: number): number {
  if (leastDistance(a, b, lettersOf(a), lettersOf(b)) >= enough) return enough;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      current[j] = Math.min(replace, previous[j] + 1, current[j - 1] + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        current[j] = Math.min(current[j], before[j - 2] + 1);
      }
    }
    before = previous;
    previous = current;
  }
  return Math.min(previous[b.length], enough);
}
