import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { spfPolicy } from './support/spf.ts';
import { textPlace } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

export const spfAfterAll: ZoneRule = {
  id: 'zone/spf-after-all',
  title: 'SPF terms that are never looked at',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.TXT],
  skipUnless: { hasNewData: true },
  docs: {
    finds: 'Mechanisms of an SPF policy that stand behind all, and a redirect in a policy with all.',
    why: 'Receivers stop at all: servers that are named behind it are not authorised, and their mail is refused.',
    bad: '@ TXT "v=spf1 ip4:192.0.2.25 -all ip4:192.0.2.26"\n',
    good: '@ TXT "v=spf1 ip4:192.0.2.25 ip4:192.0.2.26 -all"\n',
    sources: ['RFC 7208 section 5.1 and section 6.1'],
  },
  checkRecord(record, _context, report) {
    const policy = spfPolicy(record);
    if (!policy) return;
    const { terms, text } = policy;
    const all = terms.find((term) => !term.modifier && term.name === 'all');
    if (!all) return;
    const behind = terms.filter((term) => !term.modifier && term.start > all.start);
    if (behind.length > 0) {
      const shown = text.text.slice(behind[0].start, behind[behind.length - 1].end);
      report(
        textPlace(text, behind[0].start, behind[behind.length - 1].end),
        t`Receivers stop at all, so ${shown} has no effect. Move all to the end.`,
      );
    }
    const redirect = terms.find((term) => term.modifier && term.name === 'redirect');
    if (redirect)
      report(
        textPlace(text, redirect.start, redirect.end),
        t`A redirect has no effect in a policy with all. Remove one of the two.`,
      );
  },
};
