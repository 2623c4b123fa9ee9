import { NameTrait } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { mailFaults, mailKind, mailRecord } from './support/mailText.ts';
import { reportFaults, writeInstead } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

export const dmarcSyntax: ZoneRule = {
  id: 'zone/dmarc-syntax',
  title: 'DMARC record with a mistake',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.TXT],
  skipUnless: { ownerTraits: NameTrait.Underscore },
  docs: {
    finds:
      'A TXT record at _dmarc that does not begin with v=DMARC1, has no policy, a value that is not defined, or an address for reports that is no URI.',
    why: 'Receivers ignore the record or the part, so the policy is not applied or no report arrives.',
    bad: '_dmarc TXT "v=DMARC1; p=none; rua=postmaster@example.com"\n',
    good: '_dmarc TXT "v=DMARC1; p=none; rua=mailto:postmaster@example.com"\n',
    sources: ['RFC 7489 section 6.3 and section 6.6.3', 'octoDNS: mail (best practice)'],
  },
  checkRecord(record, context, report) {
    const found = mailKind(record.owner, context) === 'dmarc' ? mailRecord(record, 'dmarc') : undefined;
    if (found) reportFaults(found.text, mailFaults(found), report);
  },
  fixes: (problem) => writeInstead(problem, (text) => t`Write ${text}`),
};
