import { t } from '../../l10n.ts';
import {
  countLookups,
  type KnownPolicies,
  LOOKUP_LIMIT,
  policiesWithManyLookups,
  spfPolicies,
} from './support/spfLookups.ts';
import { textPlace } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

export const spfLookups: ZoneRule = {
  id: 'zone/spf-lookups',
  title: 'SPF policy that needs too many look-ups',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'An SPF policy with more than ten terms that make a receiver ask the DNS: include, a, mx, ptr, exists and redirect. Policies that it includes are counted where their zone is at hand, and as one look-up elsewhere.',
    why: 'Receivers stop at ten and treat the policy as broken, so mail from the servers that stand behind the limit, or all mail, may be refused.',
    bad: '@ TXT "v=spf1 a:a.example.net a:b.example.net a:c.example.net a:d.example.net a:e.example.net a:f.example.net a:g.example.net a:h.example.net a:i.example.net a:j.example.net mx:k.example.net -all"\n',
    good: '@ TXT "v=spf1 a:a.example.net ip4:192.0.2.0/24 -all"\n',
    sources: ['RFC 7208 section 4.6.4'],
  },
  censuses: [spfPolicies],
  checkZone(context, report) {
    const known: KnownPolicies = new Map();
    for (const policy of policiesWithManyLookups(context, known)) {
      const { count, over } = countLookups(policy, context, known);
      if (!over) continue;
      report(
        textPlace(policy.text, over.start, over.end),
        t`This policy makes receivers do at least ${count} look-ups, and they give up after ${LOOKUP_LIMIT}: from here on it does not count. Replace names by ip4: and ip6:, or drop an include.`,
      );
    }
  },
};
