import { t } from '../../l10n.ts';
import { insertion } from './support/edits.ts';
import type { ZoneRule } from './zoneRule.ts';

export const unbalancedQuotes: ZoneRule = {
  id: 'zone/unbalanced-quotes',
  title: 'Quote that is never closed',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: 'A string that is opened by a quote and not closed on the same line.',
    why: 'named refuses the zone, and with it every name in it. The string is read to the end of its line, so a comment behind it becomes data.',
    bad: 'txt TXT "v=spf1 -all\n',
    good: 'txt TXT "v=spf1 -all"\n',
    sources: ['RFC 1035 section 5.1', 'named: unbalanced quotes'],
  },
  fixes: (problem) => [insertion(problem, t`Add the closing quote`, problem.end, '"')],
};
