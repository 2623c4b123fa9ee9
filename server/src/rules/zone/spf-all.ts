import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { Recent } from './support/recent.ts';
import { spfPolicy } from './support/spf.ts';
import { textPlace, writeInstead } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

/** Data that are no policy, or one with an end, whatever the owner is. */
const fine = new Recent();

export const spfAll: ZoneRule = {
  id: 'zone/spf-all',
  title: 'SPF policy that refuses nobody',
  severity: 'information',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.TXT],
  skipUnless: { hasOtherData: true },
  docs: {
    finds:
      'An SPF policy that ends in ?all, or has neither all nor a redirect. One with +all, which authorises the whole world, is a warning.',
    why: 'The policy does not say what to do with mail from servers that it does not name, so it protects the domain from nobody; +all even vouches for mail of spammers.',
    bad: '@ TXT "v=spf1 ip4:192.0.2.25 ?all"\n',
    good: '@ TXT "v=spf1 ip4:192.0.2.25 ~all"\n',
    sources: ['RFC 7208 section 5.1, section 4.7 and section 10.1.1', 'octoDNS: mail (best practice)'],
  },
  checkRecord(record, context, report) {
    const tail = record.chunk.tails[record.entry];
    if (fine.get(tail) === 1) return;
    const policy = spfPolicy(record);
    if (!policy || policy.faults.length > 0) {
      fine.set(tail, 1);
      return;
    }
    const { terms, text } = policy;
    const all = terms.find((term) => !term.modifier && term.name === 'all');
    if (all) {
      const place = textPlace(text, all.start, all.end);
      if (all.qualifier === '+')
        report(
          place,
          t`+all lets every server of the world send mail in the name of this domain. Write -all or ~all.`,
          {
            severity: 'warning',
            data: { newText: '-all' },
          },
        );
      else if (all.qualifier === '?')
        report(
          place,
          t`?all says nothing on mail from other servers, so the policy stops nobody. Write ~all or -all.`,
          {
            data: { newText: '~all' },
          },
        );
      else fine.set(tail, 1);
      return;
    }
    if (terms.some((term) => term.modifier && term.name === 'redirect')) return;
    // Policies at such names are parts that others include; what they end in has no effect there.
    const label = context.names.labelText(record.owner);
    if (label.startsWith('_') || label.includes('spf')) return;
    report(
      textPlace(text, 0, 6),
      t`This policy has no all at its end, so it says nothing on mail from servers that it does not name. Add ~all or -all.`,
    );
  },
  fixes: (problem) => writeInstead(problem, (text) => t`Write ${text}`),
};
