import { CAA_TAGS } from '../../dns/algorithms.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { wordPlace } from './places.ts';
import { nearest } from './support/nearest.ts';
import { writeInstead } from './support/text.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

const KNOWN = CAA_TAGS.rows.map((row) => row.mnemonic);
/** Tags of the first standard that nobody uses. */
const RESERVED = new Set(['auth', 'path', 'policy']);

export const caaTag: ZoneRule = {
  id: 'zone/caa-tag',
  title: 'CAA tag that is not known',
  severity: 'information',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.CAA],
  skipUnless: { hasNewData: true },
  docs: {
    finds:
      'A CAA record with a tag that is not registered. With the critical flag it is a warning: no authority may issue then.',
    why: 'Authorities ignore a tag that they do not know, so a slip such as isue leaves everybody free to issue.',
    bad: '@ CAA 0 isue "ca.example.net"\n',
    good: '@ CAA 0 issue "ca.example.net"\n',
    sources: ['RFC 8659 section 4.1 and section 7.2', 'IANA: Certification Authority Restriction Properties'],
  },
  checkRecord(record, _context, report) {
    if (isInvalid(record) || isGeneric(record)) return;
    const tag = rdataWord(record, 1);
    if (KNOWN.includes(tag.toLowerCase()) && !RESERVED.has(tag.toLowerCase())) return;
    const [meant] = nearest(tag, KNOWN);
    const critical = Number(rdataWord(record, 0)) >= 128;
    const effect = critical
      ? t`No authority knows the tag ${tag}, and with the critical flag none may issue a certificate.`
      : t`No authority knows the tag ${tag}, so the record has no effect.`;
    report(
      wordPlace(record, 1),
      meant ? t`${effect} Did you mean ${meant}?` : t`${effect} Known tags are ${KNOWN.slice(0, 3).join(', ')}.`,
      {
        ...(meant ? { data: { newText: meant } } : {}),
        ...(critical || meant ? { severity: 'warning' } : {}),
      },
    );
  },
  fixes: (problem) => writeInstead(problem, (text) => t`Change to ${text}`),
};
