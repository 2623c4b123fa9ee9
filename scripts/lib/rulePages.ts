/** What the pages of the rules are made of: for docs/rules, and for the editor, which has dist/rules.json. */
import { ALL_RULES } from '../../server/src/rules/index.ts';
import { type PageOf, toColumns } from '../../server/src/rules/page.ts';
import type { RuleMeta } from '../../server/src/rules/rule.ts';
import { LIMITS, type LimitRow } from '../../server/src/rules/zone/limits.ts';

export const LIMIT_ROWS: readonly LimitRow[] = LIMITS;

export function pageOf({ id, title, severity, since, fix, docs }: RuleMeta): PageOf {
  const rows = LIMIT_ROWS.filter((row) => row.rule === id);
  const limits = rows.map((row) => `- \`${row.key}\`, ${row.default} ${row.unit} by default: ${row.doc}`);
  return { id, title, severity, since, fix, docs, limits };
}

/** dist/rules.json. */
export function rulePagesJson(): string {
  return JSON.stringify(toColumns(ALL_RULES.map(pageOf)));
}
