import { CAA_FLAG } from '../../dns/codes.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { wordPlace } from './places.ts';
import { replacement } from './support/edits.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const caaFlags: ZoneRule = {
  id: 'zone/caa-flags',
  title: 'CAA flags that mean nothing',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.CAA],
  skipUnless: { hasNewData: true },
  docs: {
    finds: 'A CAA record with flags other than 0 and 128.',
    why: 'Only the highest bit, 128, has a meaning: an authority that does not know the tag must not issue. Who writes 1 means that, and does not get it.',
    bad: '@ CAA 1 issue "ca.example.net"\n',
    good: '@ CAA 128 issue "ca.example.net"\n',
    sources: ['RFC 8659 section 4.1', 'octoDNS: caa-value-rfc', 'validns'],
  },
  checkRecord(record, _context, report) {
    if (isInvalid(record) || isGeneric(record)) return;
    const flags = Number(rdataWord(record, 0));
    if (flags === 0 || flags === CAA_FLAG.CRITICAL) return;
    report(
      wordPlace(record, 0),
      t`Of the flags of a CAA record only ${CAA_FLAG.CRITICAL} (critical) has a meaning, and ${flags} is something else. Write 0 or ${CAA_FLAG.CRITICAL}.`,
    );
  },
  fixes: (problem) => [
    replacement(problem, t`Write 0`, '0'),
    replacement(problem, t`Write 128: authorities must know the tag`, '128', false),
  ],
};
