import { t } from '../../l10n.ts';
import { problemText, replacement } from './support/edits.ts';
import type { ZoneRule } from './zoneRule.ts';

export const badDirective: ZoneRule = {
  id: 'zone/bad-directive',
  title: 'Directive with missing or wrong arguments',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A $ORIGIN, $TTL or $INCLUDE without its argument, with one that cannot be read or is in quotes, or with more than it takes.',
    why: 'named refuses the zone, because every line after the directive depends on it.',
    bad: '$TTL one-hour\n',
    good: '$TTL 1h\n',
    sources: ['RFC 1035 section 5.1', 'RFC 2308 section 4'],
  },
  fixes(problem, context) {
    if (problem.data?.code !== 'quoted') return [];
    const bare = problemText(problem, context).slice(1, -1);
    return /^[^\s"();]+$/.test(bare) ? [replacement(problem, t`Remove the quotes`, bare)] : [];
  },
};
