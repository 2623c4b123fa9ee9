/** The page of a rule in Markdown: a file of docs/rules, and what the editor shows. */
import type { RuleDocs, RuleMeta } from './rule.ts';

/** What a page is made of. */
export type PageOf = Pick<RuleMeta, 'title' | 'severity' | 'since' | 'fix'> & {
  readonly id: string;
  readonly docs: RuleDocs;
  /** A line for each threshold that it judges by. */
  readonly limits: readonly string[];
};

/** Where the pages are published. */
const PUBLISHED = 'https://github.com/bailiwick-dns/bailiwick/blob/main/docs/rules/';

/** The address of a rule's page. */
export function rulePage(rule: string): string {
  return `${PUBLISHED}${rule.replaceAll('/', '-')}.md`;
}

const FIXES = { none: 'none', safe: 'yes', unsafe: 'yes, to be looked at before it is applied' } as const;

/** The page of a rule. */
export function rulePageText({ id, title, severity, since, fix, docs, limits }: PageOf): string {
  const isConf = id.startsWith('conf/');
  const comment = isConf ? '//' : ';';
  const fence = (code: string): string =>
    `\`\`\`${isConf ? 'named-conf' : 'zone'}\n${code.replace(/^\n+/, '').trimEnd()}\n\`\`\``;
  return `${[
    `# ${title}`,
    `\`${id}\` · severity: ${severity} · fix: ${FIXES[fix]} · since ${since}`,
    '## What it finds',
    docs.finds.trim(),
    '## Why it hurts',
    docs.why.trim(),
    '## Example',
    fence(docs.bad),
    'Instead:',
    fence(docs.good),
    '## Sources',
    docs.sources.map((source) => `- ${source}`).join('\n'),
    ...(limits.length === 0 ? [] : ['## Limits', 'Set in `bailiwick.limits`:', limits.join('\n')]),
    `Silence it on a line with \`${comment} bailiwick-ignore ${id}\`, in a file with \`${comment} bailiwick-ignore-file ${id}\` among the comments at its top, everywhere with the setting \`"bailiwick.rules": { "${id}": "off" }\`.`,
  ].join('\n\n')}\n`;
}

/**
 * dist/rules.json: what the pages have beyond the settings of the manifest, which have ids, titles and severities, in their order. In columns, which are packed
 * closer than whole pages are; the sources stand in the published page.
 */
export interface PageColumns {
  readonly fix: readonly PageOf['fix'][];
  readonly since: readonly string[];
  readonly finds: readonly string[];
  readonly why: readonly string[];
  readonly bad: readonly string[];
  readonly good: readonly string[];
  readonly limits: readonly (readonly string[])[];
}

export function toColumns(pages: readonly PageOf[]): PageColumns {
  return {
    fix: pages.map(({ fix }) => fix),
    since: pages.map(({ since }) => since),
    finds: pages.map(({ docs }) => docs.finds),
    why: pages.map(({ docs }) => docs.why),
    bad: pages.map(({ docs }) => docs.bad),
    good: pages.map(({ docs }) => docs.good),
    limits: pages.map(({ limits }) => limits),
  };
}

/** The setting of each rule, as package.json has it. */
export type RuleSettings = Readonly<
  Record<string, { readonly description: string; readonly default: PageOf['severity'] }>
>;

/** The pages by the ids of the rules. */
export function pagesOf(settings: RuleSettings, columns: PageColumns): Map<string, string> {
  const { fix, since, finds, why, bad, good, limits } = columns;
  const pages = Object.entries(settings).map(([id, { description: title, default: severity }], at) => {
    const docs = { finds: finds[at], why: why[at], bad: bad[at], good: good[at], sources: [rulePage(id)] };
    const page = { id, title, severity, since: since[at], fix: fix[at], docs, limits: limits[at] };
    return [id, rulePageText(page)] as const;
  });
  return new Map(pages);
}
