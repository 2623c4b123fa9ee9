import { sameOctets } from '../../dns/addresses.ts';
import { ALGORITHM } from '../../dns/codes.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid } from '../../zone/record.ts';
import type { ZoneContext } from './context.ts';
import { typePlace } from './places.ts';
import { wireOf } from './support/rdata.ts';
import { type Key, keysAmong } from './support/signing.ts';
import type { ZoneRule } from './zoneRule.ts';

interface Cds {
  readonly record: ZoneRecord;
  readonly tag: number;
  readonly algorithm: number;
  readonly wire: Uint8Array;
}

/** The forms that ask the parent to remove the DS records (RFC 8078 section 4, erratum 5049). */
const DELETE = new Map<number, readonly number[]>([
  [TYPE.CDS, [0, 0, 0, 0, 0]],
  [TYPE.CDNSKEY, [0, 0, 3, 0, 0]],
]);

function cdsAmong(records: readonly ZoneRecord[], context: ZoneContext): Cds[] {
  const found: Cds[] = [];
  for (const record of records) {
    const wire = record.type === TYPE.CDS && !isInvalid(record) ? wireOf(record, context) : undefined;
    if (wire && wire.length >= 4) found.push({ record, tag: wire[0] * 256 + wire[1], algorithm: wire[2], wire });
  }
  return found;
}

function sameKey(a: Key, b: Key): boolean {
  return sameOctets(a.wire, b.wire);
}

export const cdsSet: ZoneRule = {
  id: 'zone/cds-set',
  title: 'CDS and CDNSKEY records that do not go together',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.CDS, TYPE.CDNSKEY],
  onlyApex: true,
  docs: {
    finds:
      'A CDS or CDNSKEY record for a key that is not among the DNSKEY records, a wish to remove the DS records that is not written as it has to be, CDS and CDNSKEY records for different keys; as a hint, one of the two types without the other.',
    why: 'The parent makes DS records of them. From contradicting ones it makes none, and a DS record without its key breaks the zone.',
    bad: '@ DNSKEY 257 3 15 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n@ CDNSKEY 257 3 15 AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n',
    good: '@ CDS 0 0 0 00\n@ CDNSKEY 0 3 0 AA==\n',
    sources: [
      'RFC 7344 sections 4 and 5',
      'RFC 8078 section 4',
      'kzonecheck',
      'Zonemaster DNSSEC15, DNSSEC16, DNSSEC17',
    ],
  },
  checkOwner(_owner, records, context, report) {
    const keys = keysAmong(records, TYPE.DNSKEY, context);
    const cds = cdsAmong(records, context);
    const cdnskeys = keysAmong(records, TYPE.CDNSKEY, context);
    const algorithms = new Set(keys.map(({ algorithm }) => algorithm));
    for (const { record, algorithm, wire } of [...cds, ...cdnskeys]) {
      const form = DELETE.get(record.type);
      if (algorithm !== ALGORITHM.DELETE || !form || sameOctets(wire, form)) continue;
      const wanted = record.type === TYPE.CDS ? '0 0 0 00' : '0 3 0 AA==';
      report(
        typePlace(record),
        t`A ${typeText(record.type)} record that asks the parent to remove the DS records is written as ${wanted}, and this one is not, so the parent passes over it. Write it so.`,
      );
    }
    // Where no key has the algorithm, the server refuses the zone, which is told by another rule.
    for (const { record, tag, algorithm } of cds) {
      if (!algorithms.has(algorithm) || keys.some((key) => key.tag === tag && key.algorithm === algorithm)) continue;
      report(
        typePlace(record),
        t`The zone has no DNSKEY with the key tag ${tag} that this CDS record is for. Publish the key, or delete the record before the parent makes a DS of it.`,
      );
    }
    for (const key of cdnskeys) {
      if (!algorithms.has(key.algorithm) || keys.some((other) => sameKey(other, key))) continue;
      report(
        typePlace(key.record),
        t`The key of this CDNSKEY record (key tag ${key.tag}) is not among the DNSKEY records of the zone. Publish it, or delete this record before the parent makes a DS of it.`,
      );
    }
    const [firstCds, firstKey] = [cds[0], cdnskeys[0]];
    if (!firstCds && !firstKey) return;
    if (!firstCds || !firstKey) {
      const { record, algorithm } = firstCds ?? firstKey;
      if (!algorithms.has(algorithm)) return;
      const other = firstCds ? 'CDNSKEY' : 'CDS';
      report(
        typePlace(record),
        t`There is no ${other} record beside this one, and parents differ in which of the two they read. Publish both.`,
        { severity: 'hint' },
      );
      return;
    }
    for (const { record, tag, algorithm } of cds) {
      if (cdnskeys.some((key) => key.algorithm === algorithm && (algorithm === ALGORITHM.DELETE || key.tag === tag)))
        continue;
      report(
        typePlace(record),
        t`No CDNSKEY record is for the key with the tag ${tag} that this CDS record is for, so the parent takes neither. Publish both for the same keys.`,
      );
    }
  },
};
