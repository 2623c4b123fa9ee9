/**
 * Comments that are to silence a rule and silence nothing: they name no rule, one about the other language, or one that has nothing to say there. The last is
 * told only of rules that look at the text alone, where they were asked: what others find depends on files, times and settings that are others elsewhere.
 */
import { t } from '../l10n.ts';
import { CONF_RULES } from '../rules/conf/index.ts';
import type { RuleId } from '../rules/ids.ts';
import { ALL_RULES } from '../rules/index.ts';
import type { Problem } from '../rules/rule.ts';
import { ZONE_RULES } from '../rules/zone/index.ts';
import type { TextBuffer } from '../text/buffer.ts';
import type { RuleSeverities } from './fileProblems.ts';
import type { Language } from './languages.ts';
import { nearest } from './nearest.ts';
import { headLines, type IgnoreComment, ignoreComments } from './suppress.ts';

/** What a rule found, before comments silenced it. */
export interface FoundAt {
  readonly rule: RuleId;
  readonly start: number;
}

/** Rules about configurations that look at words and punctuation alone. */
const OF_CONF_TEXT: ReadonlySet<string> = new Set<RuleId>([
  'conf/duplicate-statement',
  'conf/misplaced-statement',
  'conf/missing-brace',
  'conf/missing-open-brace',
  'conf/missing-semicolon',
  'conf/secret-not-base64',
  'conf/stray-brace',
  'conf/unclosed-comment',
  'conf/unclosed-quote',
  'conf/unknown-log-category',
  'conf/unknown-statement',
  'conf/value-out-of-range',
  'conf/wrong-value',
]);

/** Those of the rules about records that look at the time, or at what only settings say. */
const DEPENDENT: ReadonlySet<string> = new Set<RuleId>([
  'zone/address-not-ours',
  'zone/rrsig-validity',
  'zone/soa-serial-date',
]);

/** Rules about zones that look at a record or its line alone, whatever is set: the parser's, and those about records in every zone. */
const OF_ZONE_TEXT: ReadonlySet<string> = new Set(
  ZONE_RULES.flatMap((rule) => {
    const isOfRecords = rule.checkRecord && !rule.checkOwner && !rule.checkZone;
    return isOfRecords && !rule.applies && !rule.once && !DEPENDENT.has(rule.id) ? rule.id : [];
  }).concat([
    'zone/bad-directive',
    'zone/bad-name',
    'zone/bad-rdata',
    'zone/incomplete-record',
    'zone/meta-type',
    'zone/ttl-too-large',
    'zone/unbalanced-parentheses',
    'zone/unbalanced-quotes',
    'zone/unknown-directive',
    'zone/unknown-type',
  ]),
);

const IDS: ReadonlySet<string> = new Set(ALL_RULES.map(({ id }) => id));
const OWN: Readonly<Record<Language, RuleId>> = { zone: 'zone/useless-ignore', 'named-conf': 'conf/useless-ignore' };
const CONF_IDS: ReadonlySet<string> = new Set(CONF_RULES.map(({ id }) => id));

/**
 * The comments of a file that silence nothing. `found` gives what the rules found in it, as far as all of them were asked; undefined where that is not known.
 */
export function uselessIgnores(
  uri: string,
  buffer: TextBuffer,
  language: Language,
  severities: RuleSeverities,
  found: () => Iterable<FoundAt> | undefined,
): Problem[] {
  const comments = ignoreComments(buffer, language);
  if (comments.length === 0) return [];
  const problems: Problem[] = [];
  let lines: ReadonlySet<string> | undefined | null = null;
  const foundLines = (): ReadonlySet<string> | undefined => {
    if (lines !== null) return lines;
    const all = found();
    lines = all && new Set(Array.from(all, ({ rule, start }) => `${rule} ${buffer.positionAt(start).line}`));
    return lines;
  };
  const head = comments.some(({ isOfFile }) => isOfFile) ? headLines(buffer, language) : 0;
  for (const comment of comments) {
    const isMisplaced = comment.isOfFile && comment.line >= head;
    for (const { word, start } of comment.words) {
      const message = IDS.has(word)
        ? isMisplaced
          ? t`bailiwick-ignore-file silences ${word} only from the comments that the file begins with. Move the comment to the top.`
          : whyUseless(word, comment, language, severities, foundLines)
        : unknownText(word, comment.words[0].start === start);
      if (message === undefined) continue;
      const rule = OWN[language];
      problems.push({
        rule,
        severity: 'information',
        message,
        uri,
        start,
        end: start + word.length,
        tag: 'unnecessary',
      });
    }
  }
  return problems;
}

/** What stands behind the rules may be any text. */
function unknownText(word: string, isFirst: boolean): string | undefined {
  const known = [...IDS].find((id) => id.slice(id.indexOf('/') + 1) === word) ?? nearest(word, IDS);
  const isMeant = /^(?:zone|conf)\//.test(word) || known?.endsWith(`/${word}`);
  if (!isFirst && !isMeant) return undefined;
  return known === undefined
    ? t`${word} is not a rule, so this comment silences nothing by it. \`bailiwick rules\` and docs/rules list the rules.`
    : t`${word} is not a rule, so this comment silences nothing by it. Did you mean ${known}?`;
}

function whyUseless(
  id: string,
  { line, isAlone, isOfFile }: IgnoreComment,
  language: Language,
  severities: RuleSeverities,
  foundLines: () => ReadonlySet<string> | undefined,
): string | undefined {
  if (CONF_IDS.has(id) !== (language === 'named-conf')) {
    return language === 'zone'
      ? t`${id} is a rule about configurations: in a zone file there is nothing of it to be silenced.`
      : t`${id} is a rule about zones: in a configuration there is nothing of it to be silenced.`;
  }
  const isOfText = !isOfFile && (language === 'zone' ? OF_ZONE_TEXT : OF_CONF_TEXT).has(id);
  const lines = isOfText && severities[id as RuleId] !== 'off' ? foundLines() : undefined;
  if (!lines || lines.has(`${id} ${line}`) || (isAlone && lines.has(`${id} ${line + 1}`))) return undefined;
  return t`${id} has nothing to say here, so this comment silences nothing. Take it away: it would hide what comes later.`;
}
