import { NSEC3_HASH } from '../../dns/codes.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { wordPlace } from './places.ts';
import { hashNumber } from './support/signing.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const nsec3paramHash: ZoneRule = {
  id: 'zone/nsec3param-hash',
  title: 'NSEC3PARAM with an unknown hash',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.NSEC3PARAM],
  onlyApex: true,
  docs: {
    finds: 'NSEC3PARAM records of which none has hash algorithm 1.',
    why: 'There is only one hash algorithm for NSEC3, SHA-1 with the number 1. named cannot answer for the zone and refuses it.',
    bad: '@ NSEC3PARAM 2 0 0 -\n',
    good: '@ NSEC3PARAM 1 0 0 -\n',
    sources: ['RFC 5155 section 11', 'named: no supported nsec3 hash algorithm'],
  },
  checkOwner(_owner, records, _context, report) {
    const parameters = records.filter(
      (record) => record.type === TYPE.NSEC3PARAM && !isInvalid(record) && !isGeneric(record),
    );
    if (parameters.some((record) => hashNumber(rdataWord(record, 0)) === NSEC3_HASH.SHA1)) return;
    for (const record of parameters) {
      report(
        wordPlace(record, 0),
        t`NSEC3 has no hash algorithm ${rdataWord(record, 0)}, only 1, and the server refuses the zone. Write 1.`,
      );
    }
  },
};
