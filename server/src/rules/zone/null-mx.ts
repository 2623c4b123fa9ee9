import { ROOT } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { recordPlace, wordPlace } from './places.ts';
import { documentOf, replacement } from './support/edits.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const nullMx: ZoneRule = {
  id: 'zone/null-mx',
  title: 'Null MX that is not alone or not plain',
  severity: 'warning',
  since: '0.1.0',
  fix: 'safe',
  types: [TYPE.MX],
  skipUnless: { hasUnsettledTarget: true },
  docs: {
    finds:
      'An MX record that says that there is no mail (`MX 0 .`) beside other MX records, or with another preference than 0.',
    why: 'Beside others it contradicts them: some senders return the mail, others deliver it. A preference other than 0 is not what the standard says.',
    bad: '@ MX 0 .\n@ MX 10 mail.example.net.\n',
    good: '@ MX 0 .\n',
    sources: ['RFC 7505 section 3', 'Zonemaster ZONE09'],
  },
  checkOwner(owner, records, context, report) {
    const valid = records.filter((record) => record.type === TYPE.MX && !isInvalid(record) && !isGeneric(record));
    for (const record of valid) {
      if (record.target !== ROOT) continue;
      if (valid.some((other) => other.target !== ROOT)) {
        report(
          recordPlace(record),
          t`This record says that ${context.names.text(owner)} takes no mail, and other MX records of it name mail servers. Delete this record or the others.`,
        );
      } else if (Number(rdataWord(record, 0)) !== 0) {
        report(wordPlace(record, 0), t`The MX record that says "no mail" has the preference 0. Write 0 here.`, {
          severity: 'information',
          data: { zero: true },
        });
      }
    }
  },
  fixes(problem, context) {
    return problem.data?.zero && documentOf(problem, context)
      ? [replacement(problem, t`Set the preference to 0`, '0')]
      : [];
  },
};
