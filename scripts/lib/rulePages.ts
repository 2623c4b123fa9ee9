/** The page of a rule: a file of docs/rules, and what the editor shows, which has all of them in dist/rules.json. */
import { ALL_RULES } from '../../server/src/rules/index.ts';
import type { RuleMeta } from '../../server/src/rules/rule.ts';
import { LIMITS, type LimitRow } from '../../server/src/rules/zone/limits.ts';

export const LIMIT_ROWS: readonly LimitRow[] = LIMITS;
const FIXES = { none: 'none', safe: 'yes', unsafe: 'yes, to be looked at before it is applied' } as const;

function fence(rule: RuleMeta, code: string): string {
  return `\`\`\`${rule.id.startsWith('conf/') ? 'named-conf' : 'zone'}\n${code.replace(/^\n+|\s+$/g, '')}\n\`\`\``;
}

/** A rule's page in Markdown. */
export function rulePageText(rule: RuleMeta): string {
  const { docs } = rule;
  const comment = rule.id.startsWith('conf/') ? '//' : ';';
  return `${[
    `# ${rule.title}`,
    `\`${rule.id}\` · severity: ${rule.severity} · fix: ${FIXES[rule.fix]} · since ${rule.since}`,
    '## What it finds',
    docs.finds.trim(),
    '## Why it hurts',
    docs.why.trim(),
    '## Example',
    fence(rule, docs.bad),
    'Instead:',
    fence(rule, docs.good),
    '## Sources',
    docs.sources.map((source) => `- ${source}`).join('\n'),
    ...limitsOf(rule),
    `Silence it on a line with \`${comment} bailiwick-ignore ${rule.id}\`, in a file with \`${comment} bailiwick-ignore-file ${rule.id}\` among the comments at its top, everywhere with the setting \`"bailiwick.rules": { "${rule.id}": "off" }\`.`,
  ].join('\n\n')}\n`;
}

/** The section of a rule's page on the thresholds that it judges by; nothing where it has none. */
function limitsOf(rule: RuleMeta): string[] {
  const rows = LIMIT_ROWS.filter((row) => row.rule === rule.id);
  if (rows.length === 0) return [];
  const lines = rows.map((row) => `- \`${row.key}\`, ${row.default} ${row.unit} by default: ${row.doc}`);
  return ['## Limits', 'Set in `bailiwick.limits`:', lines.join('\n')];
}

/** dist/rules.json: the pages by the ids of the rules. */
export function rulePagesJson(): string {
  return JSON.stringify(Object.fromEntries(ALL_RULES.map((rule) => [rule.id, rulePageText(rule)])));
}
