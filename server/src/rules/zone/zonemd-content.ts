import { valueByNumber, ZONEMD_HASHES, ZONEMD_SCHEMES } from '../../dns/algorithms.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { typePlace, wordPlace } from './places.ts';
import { soaNumbers } from './support/soa.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

const [SERIAL, SCHEME, HASH] = [0, 1, 2];

export const zonemdContent: ZoneRule = {
  id: 'zone/zonemd-content',
  title: 'Zone digest that is not of this zone',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.ZONEMD],
  onlyApex: true,
  docs: {
    finds:
      'A ZONEMD record with another serial than the SOA record, two for one scheme and hash, or a scheme or hash that is not assigned (as information).',
    why: 'A server that checks the digest refuses the zone when it is of another version, and passes over what it does not know.',
    bad: '@ ZONEMD 2024010100 1 1 000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000\n',
    good: '@ ZONEMD 1 1 1 000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000\n',
    sources: ['RFC 8976 sections 2.2 and 4'],
  },
  checkOwner(_owner, records, _context, report) {
    const serial = records
      .map((record) => (record.type === TYPE.SOA ? soaNumbers(record)?.serial : undefined))
      .find((n) => n !== undefined);
    const seen = new Set<string>();
    for (const record of records) {
      if (record.type !== TYPE.ZONEMD || isInvalid(record) || isGeneric(record)) continue;
      const [own, scheme, hash] = [SERIAL, SCHEME, HASH].map((word) => Number(rdataWord(record, word)));
      if (serial !== undefined && own !== serial) {
        report(
          wordPlace(record, SERIAL),
          t`This digest is of the version ${own} of the zone, and the SOA says ${serial}, so servers that check it refuse the zone. Compute it anew as the last step.`,
        );
      }
      const id = `${scheme} ${hash}`;
      if (seen.has(id)) {
        report(
          typePlace(record),
          t`There are two digests with scheme ${scheme} and hash ${hash}, and servers then use neither. Delete the old one.`,
        );
      }
      seen.add(id);
      const isKnown = valueByNumber(ZONEMD_SCHEMES.rows, scheme) && valueByNumber(ZONEMD_HASHES.rows, hash);
      if (isKnown || Number.isNaN(scheme) || Number.isNaN(hash)) continue;
      report(
        wordPlace(record, SCHEME),
        t`Servers do not know scheme ${scheme} with hash ${hash}, and pass over this digest. Use scheme 1 with hash 1.`,
        { severity: 'information' },
      );
    }
  },
};
