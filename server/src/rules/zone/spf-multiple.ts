import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { spfPolicy } from './support/spf.ts';
import { textPlace, wholePlace } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

export const spfMultiple: ZoneRule = {
  id: 'zone/spf-multiple',
  title: 'More than one SPF policy at a name',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.TXT],
  skipUnless: { hasSet: true },
  docs: {
    finds: 'A name with two or more TXT records that begin with v=spf1.',
    why: 'Receivers that find more than one policy take none of them and report an error, so mail from the domain may be refused.',
    bad: '@ TXT "v=spf1 mx -all"\n@ TXT "v=spf1 ip4:192.0.2.25 -all"\n',
    good: '@ TXT "v=spf1 a:mx.example.net ip4:192.0.2.25 -all"\n',
    sources: ['RFC 7208 section 3.2 and section 4.5', 'Zonemaster ZONE11'],
  },
  checkOwner(owner, records, context, report) {
    const policies = records.flatMap((record) => (record.type === TYPE.TXT ? (spfPolicy(record) ?? []) : []));
    for (const { text } of policies.slice(1)) {
      report(
        textPlace(text, 0, 6),
        t`${context.names.text(owner)} has ${policies.length} SPF policies, and receivers then take none of them. Join their terms in one record.`,
        { related: [{ place: wholePlace(policies[0].text), message: t`The first policy` }] },
      );
    }
  },
};
