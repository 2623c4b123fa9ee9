import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { wordPlace } from './places.ts';
import { writeInstead } from './support/text.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const naptrServices: ZoneRule = {
  id: 'zone/naptr-services',
  title: 'NAPTR services in a form that clients do not know',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.NAPTR],
  skipUnless: { hasNewData: true },
  docs: {
    finds:
      'ENUM services written as in the first standard, such as sip+E2U, and services with characters that no service has.',
    why: 'Clients compare the text with what they support, such as E2U+sip, and skip the record.',
    bad: '@ NAPTR 10 10 "U" "sip+E2U" "!^.*$!sip:info@example.net!" .\n',
    good: '@ NAPTR 10 10 "U" "E2U+sip" "!^.*$!sip:info@example.net!" .\n',
    sources: ['RFC 6116 section 3.4.3', 'RFC 3958 section 6.5', 'RFC 3403 section 4.1'],
  },
  checkRecord(record, _context, report) {
    if (isInvalid(record) || isGeneric(record)) return;
    const services = rdataWord(record, 3);
    const old = /^([A-Za-z0-9:.+-]+)\+E2U$/i.exec(services);
    if (old) {
      const newText = `E2U+${old[1]}`;
      report(
        wordPlace(record, 3),
        t`${services} is the form of the first ENUM standard, and clients look for ${newText}.`,
        { data: { newText } },
      );
    } else if (/[^\x21-\x7e]|[",;]/.test(services)) {
      report(
        wordPlace(record, 3),
        t`${services} has characters that no service has, so clients skip the record. Services look like E2U+sip or SIP+D2U.`,
      );
    }
  },
  fixes: (problem) => writeInstead(problem, (text) => t`Change to ${text}`),
};
