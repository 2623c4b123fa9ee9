import { type NameId, NO_NAME } from '../../dns/names.ts';
import { t } from '../../l10n.ts';
import { policiesOf, spfPolicies, TAKES_MAIL } from './support/spfLookups.ts';
import { textPlace } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

export const spfWithoutMail: ZoneRule = {
  id: 'zone/spf-without-mail',
  title: 'SPF policy at a name without mail',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'An SPF policy that authorises servers at a name with neither MX nor address records, which no policy of the zone includes and whose first label does not say that it is a part of others (an underscore, or spf).',
    why: 'Mail cannot be answered to such a name, so many receivers refuse it whatever the policy says; most often the policy stands at the wrong name.',
    bad: 'news TXT "v=spf1 ip4:192.0.2.25 -all"\n',
    good: 'news TXT "v=spf1 ip4:192.0.2.25 -all"\nnews MX 10 mx.example.net.\n',
    sources: ['RFC 7208 section 2.3', 'RFC 5321 section 5.1'],
  },
  censuses: [spfPolicies],
  checkZone(context, report) {
    const { model, names, apex } = context;
    const isCandidate = (owner: NameId): boolean => {
      if (owner === apex || !model.isInZone(owner) || model.cutAbove(owner) !== NO_NAME) return false;
      return !TAKES_MAIL.some((type) => model.has(owner, type));
    };
    const candidates = spfPolicies.of(context).flatMap((found) => {
      const { owners } = found.chunk;
      return policiesOf(
        found,
        found.value.addressing.filter((entry) => isCandidate(owners[entry])),
      );
    });
    if (candidates.length === 0) return;
    const included = new Set<NameId>();
    for (const { value } of spfPolicies.of(context)) for (const { name } of value.terms.values()) included.add(name);
    for (const { text } of candidates) {
      if (included.has(text.record.owner)) continue;
      report(
        textPlace(text, 0, 6),
        t`${names.text(text.record.owner)} has neither MX nor address records, so mail from it cannot be answered and may be refused. Add them, or move the policy to the name that sends mail.`,
      );
    }
  },
};
