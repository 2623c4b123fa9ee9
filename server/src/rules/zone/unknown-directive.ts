import { typeByMnemonic } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { Problem } from '../rule.ts';
import type { ZoneContext } from './context.ts';
import { documentOf, insertion, replacement } from './support/edits.ts';
import { nearest } from './support/nearest.ts';
import type { ZoneRule } from './zoneRule.ts';

/** So much of a line is looked at. */
const LINE = 200;
const DIRECTIVES = ['$ORIGIN', '$TTL', '$INCLUDE', '$GENERATE'];

export const unknownDirective: ZoneRule = {
  id: 'zone/unknown-directive',
  title: 'Unknown directive',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: 'A line that begins with a dollar sign and is none of $ORIGIN, $TTL, $INCLUDE and $GENERATE.',
    why: 'named refuses the zone.',
    bad: '$ORGIN sub.example.com.\n',
    good: '$ORIGIN sub.example.com.\n',
    sources: ['RFC 1035 section 5.1', 'RFC 2308 section 4 ($TTL)', 'named: unknown $ directive'],
  },
  fixes(problem, context) {
    const word = problem.data?.word;
    if (typeof word !== 'string') return [];
    const choices = nearest(word, DIRECTIVES);
    const changes = choices.map((choice) => replacement(problem, t`Change to ${choice}`, choice, choices.length === 1));
    if (!isRecord(behind(problem, context))) return changes;
    const escaped = insertion(problem, t`Write \\$, for an owner name with a dollar sign`, problem.start, '\\', false);
    return [...changes, escaped];
  },
};

/** The words behind the first one, which is as long as the problem, on its line. */
function behind(problem: Problem, context: ZoneContext): string[] {
  const buffer = documentOf(problem, context)?.buffer;
  const text = buffer?.slice(problem.end, Math.min(buffer.length, problem.end + LINE)) ?? '';
  return text.split('\n', 1)[0].trim().split(/\s+/);
}

/** True where a type stands in the words behind an owner: a TTL and a class may be before it. */
function isRecord(words: readonly string[]): boolean {
  return words.slice(0, 3).some((word, i) => i + 1 < words.length && typeByMnemonic(word) !== undefined);
}
