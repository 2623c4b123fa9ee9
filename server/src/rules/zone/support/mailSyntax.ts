/** The rules about how records for mail are written: one for each kind of record, all alike. */
import { NameTrait } from '../../../dns/names.ts';
import { TYPE } from '../../../dns/types.ts';
import { t } from '../../../l10n.ts';
import type { RuleMeta } from '../../rule.ts';
import type { ZoneRule } from '../zoneRule.ts';
import { type MailKind, mailFaults, mailRecordAt } from './mailText.ts';
import { reportFaults, writeInstead } from './text.ts';

/** A rule that tells what is wrong in the TXT records of one kind. */
export function mailSyntaxRule(kind: MailKind, meta: Pick<RuleMeta, 'id' | 'title' | 'since' | 'docs'>): ZoneRule {
  return {
    ...meta,
    severity: 'warning',
    fix: 'unsafe',
    types: [TYPE.TXT],
    skipUnless: { ownerTraits: NameTrait.Underscore, hasOtherData: true },
    checkRecord(record, context, report) {
      const found = mailRecordAt(record, context);
      if (found?.kind === kind) reportFaults(found.text, mailFaults(found), report);
    },
    fixes: (problem) => writeInstead(problem, (text) => t`Write ${text}`),
  };
}
