/** In which clause the statements of a file stand. */
import { findStatement } from './lookup.ts';
import { parseConf } from './parser.ts';
import type { Clause } from './statements.ts';
import type { ConfTree } from './tree.ts';
import { keywordOf } from './tree.ts';

/** The clause of a file by its name, where that says it: rndc's own file, or named's. `rndc.key` reads the same in both. */
export function rootClauseOf(fileName: string): Clause | undefined {
  const name = fileName.slice(fileName.lastIndexOf('/') + 1);
  return name === 'rndc.conf' ? 'rndc' : name === 'named.conf' ? 'top' : undefined;
}

/** The clauses that parts of a configuration stand in, beside the top. What none of them has makes a file one of the top. */
const INNER: readonly Clause[] = ['options', 'zone', 'logging', 'view'];

/**
 * Guesses where the statements of a file stand that is only ever included: at the top, or inside options, a zone, or another
 * clause. The clause that knows most of them; the top where it is a tie.
 */
export function guessClause(text: string): Clause {
  return clauseOf(parseConf(text));
}

/** The clause that the statements of a file stand in, as `guessClause` says it, by its tree as a file at the top. */
export function clauseOf({ root, alike }: ConfTree): Clause {
  const names = root.statements.map(keywordOf).filter((name) => name !== '' && name !== 'include');
  const isTop = names.some(
    (name) => findStatement(name, 'top') && !INNER.some((clause) => findStatement(name, clause)),
  );
  const candidates: readonly Clause[] = isTop ? ['top', 'rndc'] : ['top', ...INNER, 'rndc'];
  let best: Clause = 'top';
  let bestCount = -1;
  for (const clause of candidates) {
    const passed = alike && findStatement('zone', clause) ? alike.zones.length : 0;
    const count = passed + names.filter((name) => findStatement(name, clause)).length;
    if (count > bestCount) {
      best = clause;
      bestCount = count;
    }
  }
  return best;
}
