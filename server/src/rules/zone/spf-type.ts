import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { typePlace } from './places.ts';
import { replacement } from './support/edits.ts';
import type { ZoneRule } from './zoneRule.ts';

export const spfType: ZoneRule = {
  id: 'zone/spf-type',
  title: 'SPF policy in a record of type SPF',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.SPF],
  docs: {
    finds:
      'A record of type SPF. Where the name has a TXT record that begins with v=spf1 as well, it is information only.',
    why: 'Mail servers look for the policy in TXT records, so a name with nothing but a record of type SPF has none.',
    bad: 'mail SPF "v=spf1 -all"\n',
    good: 'mail TXT "v=spf1 -all"\n',
    sources: ['RFC 7208 section 3.1', 'named: found type SPF record but no SPF TXT record found, check-spf'],
  },
  checkOwner(owner, records, context, report) {
    const hasText = records.some((record) => record.type === TYPE.TXT && /^v=spf1(?: |$)/i.test(rdataWord(record, 0)));
    for (const record of records) {
      if (record.type !== TYPE.SPF || isInvalid(record)) continue;
      const message = hasText
        ? t`Mail servers read SPF policies from TXT records only. Delete this record; the TXT record is enough.`
        : t`Mail servers read SPF policies from TXT records only, and ${context.names.text(owner)} has none. Write this one as TXT.`;
      report(typePlace(record), message, {
        severity: hasText ? 'information' : 'warning',
        tag: 'deprecated',
        ...(hasText ? {} : { option: 'check-spf' as const }),
      });
    }
  },
  fixes(problem) {
    return problem.severity === 'warning' ? [replacement(problem, t`Change the type to TXT`, 'TXT')] : [];
  },
};
