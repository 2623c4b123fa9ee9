import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { caaFaults } from './support/caa.ts';
import { recordText, reportFaults, writeInstead } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

export const caaValue: ZoneRule = {
  id: 'zone/caa-value',
  title: 'CAA value that authorities cannot read',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.CAA],
  skipUnless: { hasNewData: true },
  docs: {
    finds:
      'A CAA record whose value does not have the form that its tag asks for: a domain name and parameters for issue and its like, a mailto: or https: address for iodef, a mail address or telephone number for the contacts.',
    why: 'An authority that cannot read who may issue does not issue: certificates are not renewed. Reports to a malformed address are lost.',
    bad: '@ CAA 0 issue "https://ca.example.net/"\n',
    good: '@ CAA 0 issue "ca.example.net"\n',
    sources: ['RFC 8659 section 4.2 to section 4.4', 'RFC 8657', 'RFC 9495', 'octoDNS: caa-value-rfc'],
  },
  checkRecord(record, _context, report) {
    if (isInvalid(record)) return;
    const text = recordText(record, 2, 3);
    if (text) reportFaults(text, caaFaults(rdataWord(record, 1).toLowerCase(), text.text), report);
  },
  fixes: (problem) => writeInstead(problem, (text) => t`Write ${text}`),
};
