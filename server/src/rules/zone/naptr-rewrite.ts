import { ROOT } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { targetPlace, wordPlace } from './places.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const naptrRewrite: ZoneRule = {
  id: 'zone/naptr-rewrite',
  title: 'NAPTR record with both or neither of regexp and replacement',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.NAPTR],
  skipUnless: { hasNewData: true },
  docs: {
    finds: 'A NAPTR record with a regexp and a replacement, with neither, or with the flag U and no regexp.',
    why: 'The two exclude one another: clients treat a record with both as an error, and one with neither leads nowhere.',
    bad: '@ NAPTR 10 10 "U" "E2U+sip" "" .\n',
    good: '@ NAPTR 10 10 "U" "E2U+sip" "!^.*$!sip:info@example.net!" .\n',
    sources: ['RFC 3403 section 4.1', 'RFC 6116 section 3.4', 'RFC 3958 section 2.2'],
  },
  checkRecord(record, _context, report) {
    if (isInvalid(record) || isGeneric(record) || record.target < 0) return;
    const flag = rdataWord(record, 2).toUpperCase();
    const hasRegexp = rdataWord(record, 4) !== '';
    const hasReplacement = record.target !== ROOT;
    if (hasRegexp && hasReplacement)
      report(
        targetPlace(record),
        t`This NAPTR record has a regexp and a replacement, which exclude one another: clients reject it. Write a dot as the replacement, or an empty regexp.`,
      );
    else if (!hasRegexp && flag === 'U')
      report(
        wordPlace(record, 4),
        t`The flag U asks for a URI made by the regexp, and there is none. Write one such as "!^.*$!sip:info@example.net!".`,
      );
    else if (!hasRegexp && !hasReplacement)
      report(
        targetPlace(record),
        t`This NAPTR record has neither a regexp nor a replacement, so it leads nowhere. Name what comes next.`,
      );
  },
};
