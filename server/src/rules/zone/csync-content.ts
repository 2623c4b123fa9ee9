import { CSYNC_FLAG } from '../../dns/codes.ts';
import { compareSerials } from '../../dns/serial.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataCount, rdataWord } from '../../zone/record.ts';
import { typePlace, wordPlace } from './places.ts';
import { soaNumbers } from './support/soa.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

const KNOWN_FLAGS = CSYNC_FLAG.IMMEDIATE | CSYNC_FLAG.SOAMINIMUM;
const FIRST_TYPE = 2;
/** What a parent copies (RFC 7477 section 3.2). */
const COPIED = new Set(['NS', 'A', 'AAAA']);

export const csyncContent: ZoneRule = {
  id: 'zone/csync-content',
  title: 'CSYNC that the parent cannot follow',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.CSYNC],
  onlyApex: true,
  docs: {
    finds:
      'A second CSYNC record, a flag that is not defined, a type that parents do not copy, or a serial that the zone has not reached with the soaminimum flag.',
    why: 'The parent then does nothing, and the change of name servers or addresses does not get there.',
    bad: '@ CSYNC 1 8 NS\n',
    good: '@ CSYNC 1 1 NS A AAAA\n',
    sources: ['RFC 7477 sections 2.1 and 3.2'],
  },
  checkOwner(_owner, records, _context, report) {
    const all = records.filter((record) => record.type === TYPE.CSYNC && !isInvalid(record) && !isGeneric(record));
    for (const extra of all.slice(1)) {
      report(
        typePlace(extra),
        t`A zone has one CSYNC record, and with several the parent takes none. Delete the others.`,
      );
    }
    const serial = records
      .map((record) => (record.type === TYPE.SOA ? soaNumbers(record)?.serial : undefined))
      .find((n) => n !== undefined);
    for (const record of all) {
      const flags = Number(rdataWord(record, 1));
      const from = Number(rdataWord(record, 0));
      if ((flags & ~KNOWN_FLAGS) !== 0) {
        report(
          wordPlace(record, 1),
          t`The flags ${flags} are not defined, and the parent does not act on such a record. Write 0, 1, 2 or 3.`,
        );
      } else if ((flags & CSYNC_FLAG.SOAMINIMUM) !== 0 && serial !== undefined && compareSerials(serial, from) < 0) {
        report(
          wordPlace(record, 0),
          t`The parent waits until the serial of the zone is ${from}, and it is ${serial}. Write the serial of this version.`,
        );
      }
      for (let word = FIRST_TYPE; word < rdataCount(record); word++) {
        const type = rdataWord(record, word);
        if (COPIED.has(type.toUpperCase())) continue;
        report(
          wordPlace(record, word),
          t`Parents copy NS, A and AAAA records only, and do not act on a CSYNC record with ${type}. Take it out.`,
        );
      }
    }
  },
};
