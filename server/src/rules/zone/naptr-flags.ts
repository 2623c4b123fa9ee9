import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { wordPlace } from './places.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const naptrFlags: ZoneRule = {
  id: 'zone/naptr-flags',
  title: 'NAPTR flags that are not defined',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.NAPTR],
  skipUnless: { hasNewData: true },
  docs: {
    finds: 'A NAPTR record whose flags are not empty and not one of S, A, U and P.',
    why: 'Clients ignore a rule whose flag they do not know, so what it leads to is not reached.',
    bad: '@ NAPTR 10 10 "X" "SIP+D2U" "" _sip._udp.example.net.\n',
    good: '@ NAPTR 10 10 "S" "SIP+D2U" "" _sip._udp.example.net.\n',
    sources: ['RFC 3403 section 4.1', 'RFC 3404 section 4.3', 'octoDNS: naptr-value-rfc'],
  },
  checkRecord(record, _context, report) {
    if (isInvalid(record) || isGeneric(record)) return;
    const flags = rdataWord(record, 2);
    if (/^[saup]?$/i.test(flags)) return;
    report(
      wordPlace(record, 2),
      t`${flags} is no flag of a NAPTR record, so clients ignore the rule. Write S, A, U or P, or nothing where another NAPTR record follows.`,
    );
  },
};
