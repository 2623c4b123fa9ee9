/** `bailiwick rule` and `bailiwick rules`: the documentation of rules, for people and programs. */
import type { RuleId } from '../rules/ids.ts';
import { ALL_RULES } from '../rules/index.ts';
import { rulePage } from '../rules/page.ts';
import type { RuleMeta } from '../rules/rule.ts';
import { textsOf } from '../rules/texts.ts';
import { RULE, RULES } from './options.ts';
import { rulesListed } from './ruleNames.ts';
import { wrapped } from './usage.ts';
import { readWords, WordError } from './words.ts';

export type ParsedRules =
  | { readonly kind: 'rule'; readonly rules: readonly RuleId[] }
  | { readonly kind: 'rules'; readonly rules: readonly RuleId[]; readonly format: 'text' | 'json' }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

/** Reads the words after `rule`. Throws a WordError where they are wrong. */
export function parseRuleOptions(words: readonly string[]): ParsedRules {
  const { values, positionals } = readWords(RULE, words);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  if (positionals.length === 0) throw new WordError('no rule was named; "bailiwick rules" lists them');
  return { kind: 'rule', rules: rulesListed(positionals) };
}

/** Reads the words after `rules`. Throws a WordError where they are wrong. */
export function parseRulesOptions(words: readonly string[]): ParsedRules {
  const { values, positionals } = readWords(RULES, words);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const rules = positionals.length === 0 ? ALL_RULES.map(({ id }) => id) : rulesListed(positionals);
  return { kind: 'rules', rules, format: values.format === 'json' ? 'json' : 'text' };
}

const FIXES = { none: 'none', safe: 'yes', unsafe: 'yes, to be looked at before it is applied' } as const;

function metaOf(ids: readonly RuleId[]): RuleMeta[] {
  const wanted = new Set(ids);
  return ALL_RULES.filter(({ id }) => wanted.has(id));
}

/** What `bailiwick rule` prints. */
export function rulePages(ids: readonly RuleId[]): string {
  return metaOf(ids).map(page).join('\n\n');
}

function page(rule: RuleMeta): string {
  const { finds, why, bad, good, sources } = textsOf(rule);
  const comment = rule.id.startsWith('conf/') ? '//' : ';';
  const silencing = [
    `on a line   ${comment} bailiwick-ignore ${rule.id}`,
    `in a file   ${comment} bailiwick-ignore-file ${rule.id} (among the comments at its top)`,
    `everywhere  --ignore ${rule.id}`,
  ];
  return `${[
    `${rule.id}: ${rule.title}`,
    `severity: ${rule.severity}, fix: ${FIXES[rule.fix]}, since ${rule.since}`,
    wrapped(finds, 0),
    wrapped(why, 0),
    `For example:\n${indented(bad)}`,
    `Instead:\n${indented(good)}`,
    `Sources:\n${sources.map((source) => `  ${source}`).join('\n')}`,
    `Silence it:\n${silencing.map((way) => `  ${way}`).join('\n')}`,
    rulePage(rule.id),
  ].join('\n\n')}\n`;
}

function indented(text: string): string {
  return text
    .replace(/^\n+/, '')
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`.trimEnd())
    .join('\n');
}

/** What `bailiwick rules` prints. */
export function ruleList(ids: readonly RuleId[], format: 'text' | 'json'): string {
  const rules = metaOf(ids);
  if (format === 'json') {
    const rows = rules.map(({ id, title, severity, since, fix, ...rest }) => {
      return {
        id,
        title,
        severity,
        fix,
        since,
        page: rulePage(id),
        ...textsOf({ id, title, severity, since, fix, ...rest }),
      };
    });
    return `${JSON.stringify(rows, null, 2)}\n`;
  }
  const width = Math.max(...rules.map(({ id }) => id.length));
  const fixes = { none: '', safe: 'fix', unsafe: 'unsafe' } as const;
  return rules
    .map(
      ({ id, title, severity, fix }) =>
        `${id.padEnd(width)}  ${severity.padEnd(11)}  ${fixes[fix].padEnd(6)}  ${title}\n`,
    )
    .join('');
}
