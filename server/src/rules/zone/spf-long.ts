import { LONGEST_USUAL_TEXT } from '../../dns/rdata/usualText.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { limit } from './limits.ts';
import { spfPolicy } from './support/spf.ts';
import { wholePlace } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

export const spfLong: ZoneRule = {
  id: 'zone/spf-long',
  title: 'Long SPF policy',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.TXT],
  skipUnless: { hasNewData: true, doubtsUsual: (context) => limit(context, 'spfLength') < LONGEST_USUAL_TEXT },
  docs: {
    finds: 'An SPF policy of more than 450 octets.',
    why: 'The answer with it does not fit a message of 512 octets, and receivers behind old firewalls never see it. Together with the other TXT records of the name it may be more than one datagram carries.',
    bad: `@ TXT "v=spf1 ${'ip4:192.0.2.1 '.repeat(16)}" "${'ip4:192.0.2.2 '.repeat(17)} -all"\n`,
    good: '@ TXT "v=spf1 ip4:192.0.2.0/24 -all"\n',
    sources: ['RFC 7208 section 3.4'],
  },
  checkRecord(record, context, report) {
    const policy = spfPolicy(record);
    // With the name and the rest of the message, more than the default does not fit an answer of 512 octets.
    const longest = limit(context, 'spfLength');
    if (!policy || policy.text.text.length <= longest) return;
    report(
      wholePlace(policy.text),
      t`This policy has ${policy.text.text.length} octets, and more than ${longest} may not fit an answer that every receiver gets. Join address ranges, or move some to a name that is included.`,
    );
  },
};
