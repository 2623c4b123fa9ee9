import { t } from '../../l10n.ts';
import { insertion, replacement } from './support/edits.ts';
import { nearest } from './support/nearest.ts';
import type { ZoneRule } from './zoneRule.ts';

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
  fixes(problem) {
    const word = problem.data?.word;
    if (typeof word !== 'string') return [];
    const choices = nearest(word, DIRECTIVES);
    const changes = choices.map((choice) => replacement(problem, t`Change to ${choice}`, choice, choices.length === 1));
    const escaped = insertion(problem, t`Write \\$, for an owner name with a dollar sign`, problem.start, '\\', false);
    return [...changes, escaped];
  },
};
