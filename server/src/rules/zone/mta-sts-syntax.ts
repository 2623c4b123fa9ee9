import { NameTrait } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { mailFaults, mailKind, mailRecord } from './support/mailText.ts';
import { reportFaults, writeInstead } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

export const mtaStsSyntax: ZoneRule = {
  id: 'zone/mta-sts-syntax',
  title: 'MTA-STS record with a mistake',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.TXT],
  skipUnless: { ownerTraits: NameTrait.Underscore },
  docs: {
    finds:
      'A TXT record at _mta-sts that does not begin with v=STSv1, or whose id is missing or not 1 to 32 letters and digits.',
    why: 'Senders ignore the record and deliver without the policy.',
    bad: '_mta-sts TXT "v=STSv1; id=2026-01-01"\n',
    good: '_mta-sts TXT "v=STSv1; id=20260101;"\nmta-sts A 192.0.2.80\n',
    sources: ['RFC 8461 section 3.1'],
  },
  checkRecord(record, context, report) {
    const found = mailKind(record.owner, context) === 'mta-sts' ? mailRecord(record, 'mta-sts') : undefined;
    if (found) reportFaults(found.text, mailFaults(found), report);
  },
  fixes: (problem) => writeInstead(problem, (text) => t`Write ${text}`),
};
