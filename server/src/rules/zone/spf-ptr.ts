import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { spfPolicy } from './support/spf.ts';
import { textPlace } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

export const spfPtr: ZoneRule = {
  id: 'zone/spf-ptr',
  title: 'SPF policy with ptr',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.TXT],
  skipUnless: { hasNewData: true },
  docs: {
    finds: 'An SPF policy with the mechanism ptr.',
    why: 'It is slow and not reliable, it burdens the reverse zones, and large receivers skip it or refuse the policy: the standard says not to use it.',
    bad: '@ TXT "v=spf1 ptr -all"\n',
    good: '@ TXT "v=spf1 ip4:192.0.2.0/24 -all"\n',
    sources: ['RFC 7208 section 5.5'],
  },
  checkRecord(record, _context, report) {
    const policy = spfPolicy(record);
    for (const term of policy?.terms ?? []) {
      if (term.modifier || term.name !== 'ptr') continue;
      report(
        textPlace(policy!.text, term.start, term.end),
        t`Receivers may skip ptr, and the standard says not to use it. Name the servers with ip4:, ip6:, a or mx.`,
      );
    }
  },
};
