import { NameTrait } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { mailFaults, mailKind, mailRecord } from './support/mailText.ts';
import { reportFaults, writeInstead } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

export const bimiSyntax: ZoneRule = {
  id: 'zone/bimi-syntax',
  title: 'BIMI record with a mistake',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.TXT],
  skipUnless: { ownerTraits: NameTrait.Underscore },
  docs: {
    finds:
      'A TXT record at SELECTOR._bimi that does not begin with v=BIMI1, has no l=, or an address that is not https.',
    why: 'Mail programs show no logo.',
    bad: 'default._bimi TXT "v=BIMI1; l=http://www.example.com/logo.svg"\n',
    good: 'default._bimi TXT "v=BIMI1; l=https://www.example.com/logo.svg"\n',
    sources: ['draft-brand-indicators-for-message-identification section 4.2'],
  },
  checkRecord(record, context, report) {
    const found = mailKind(record.owner, context) === 'bimi' ? mailRecord(record, 'bimi') : undefined;
    if (found) reportFaults(found.text, mailFaults(found), report);
  },
  fixes: (problem) => writeInstead(problem, (text) => t`Write ${text}`),
};
