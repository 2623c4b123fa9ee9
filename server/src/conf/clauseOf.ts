/** In which clause the statements of a file stand. */
import { findStatement } from './lookup.ts';
import { parseConf } from './parser.ts';
import type { Clause } from './statements.ts';
import type { ConfTree } from './tree.ts';
import { keywordOf } from './tree.ts';

/** The clause of a file by its name: rndc's own file, or named's. `rndc.key` reads the same in both. */
export function rootClauseOf(fileName: string): Clause {
  return /(?:^|[\\/])rndc\.conf$/.test(fileName) ? 'rndc' : 'top';
}

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
  const candidates: readonly Clause[] = ['top', 'options', 'zone', 'logging', 'view', 'rndc'];
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
