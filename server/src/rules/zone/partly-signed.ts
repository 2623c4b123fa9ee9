import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { typePlace } from './places.ts';
import { coveredType, isSigned, signedPart } from './support/signing.ts';
import type { ZoneRule } from './zoneRule.ts';

export const partlySigned: ZoneRule = {
  id: 'zone/partly-signed',
  title: 'Records without a signature in a signed zone',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'In a zone whose own name has signatures: records that the zone answers for, or DS records, without one, and a name without NSEC record where the zone uses NSEC. Told once a zone.',
    why: 'Validating resolvers take unsigned records of a signed zone as bogus. This happens when a signed file is changed by hand.',
    bad: '@ RRSIG NS 13 2 3600 20370101000000 20200101000000 1 example.com. AAAA\nwww A 192.0.2.80\n',
    good: 'www A 192.0.2.80\n',
    sources: ['RFC 4035 section 2.2', 'dnssec-verify', 'ldns-verify-zone'],
  },
  applies: isSigned,
  once: ({ data }) => String(data?.lacks),
  checkOwner(owner, records, context, report) {
    const { model, names, apex } = context;
    const part = signedPart(owner, model);
    if (part === 'none') return;
    const signed = new Set<number>();
    const unsigned = new Map<number, (typeof records)[number]>();
    for (const record of records) {
      if (record.type === TYPE.RRSIG) signed.add(coveredType(record));
      else if (part === 'all' || record.type === TYPE.DS || record.type === TYPE.NSEC) {
        if (!unsigned.has(record.type)) unsigned.set(record.type, record);
      }
    }
    for (const type of signed) unsigned.delete(type);
    const name = names.text(owner);
    const [first] = unsigned.values();
    if (first) {
      const types = [...unsigned.keys()].map(typeText).join(', ');
      report(
        typePlace(first),
        t`${name} has ${types} without a signature in a signed zone, so resolvers that validate take it as forged. Sign the zone anew.`,
        { data: { lacks: 'RRSIG' } },
      );
      return;
    }
    const isProved = !model.has(apex, TYPE.NSEC) || records.some((record) => record.type === TYPE.NSEC);
    if (isProved || owner === apex) return;
    report(
      typePlace(records[0]),
      t`${name} has no NSEC record in a zone that uses NSEC, so resolvers that validate are told that it does not exist. Sign the zone anew.`,
      { data: { lacks: 'NSEC' } },
    );
  },
};
