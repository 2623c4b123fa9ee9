import type { NameId } from '../../dns/names.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid } from '../../zone/record.ts';
import type { ZoneContext } from './context.ts';
import { typePlace, type ZoneReport } from './places.ts';
import { algorithmOf, algorithmText, coveredType, isSigned, signedPart, zoneAlgorithms } from './support/signing.ts';
import { TypeMarks } from './support/typeBitmaps.ts';
import type { ZoneRule } from './zoneRule.ts';

/** The types that the name being looked at has signatures over. */
const signed = new TypeMarks();

export const partlySigned: ZoneRule = {
  id: 'zone/partly-signed',
  title: 'Records without a signature in a signed zone',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'In a zone whose own name has signatures: records that the zone answers for, or DS records, without one, or without one of each algorithm that the zone has keys of; a name without NSEC record where the zone uses NSEC; no keys, or neither NSEC nor NSEC3 records. Told once a zone.',
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
    if (owner === apex) checkApex(records, context, report);
    signed.clear();
    for (const record of records) if (record.type === TYPE.RRSIG) signed.add(coveredType(record));
    const unsigned = records.filter(
      ({ type }) =>
        type !== TYPE.RRSIG && (part === 'all' || type === TYPE.DS || type === TYPE.NSEC) && !signed.has(type),
    );
    if (unsigned.length > 0) {
      const types = [...new Set(unsigned.map(({ type }) => type))].map(typeText).join(', ');
      report(
        typePlace(unsigned[0]),
        t`${names.text(owner)} has ${types} without a signature in a signed zone, so resolvers that validate take it as forged. Sign the zone anew.`,
        { data: { lacks: 'RRSIG' } },
      );
      return;
    }
    checkAlgorithms(owner, records, context, report);
    const isProved = !model.has(apex, TYPE.NSEC) || records.some((record) => record.type === TYPE.NSEC);
    if (isProved || owner === apex) return;
    report(
      typePlace(records[0]),
      t`${names.text(owner)} has no NSEC record in a zone that uses NSEC, so resolvers that validate are told that it does not exist. Sign the zone anew.`,
      { data: { lacks: 'NSEC' } },
    );
  },
};

/** What a signed zone has at its own name. */
function checkApex(records: readonly ZoneRecord[], context: ZoneContext, report: ZoneReport): void {
  const signature = records.find(({ type }) => type === TYPE.RRSIG);
  if (!signature) return;
  const name = context.names.text(context.apex);
  if (!records.some(({ type }) => type === TYPE.DNSKEY)) {
    report(
      typePlace(signature),
      t`The zone has signatures and no DNSKEY record at ${name}, so nobody can validate them. Publish the keys, or sign the zone anew.`,
      { data: { lacks: 'DNSKEY' } },
    );
  }
  if (records.some(({ type }) => type === TYPE.NSEC || type === TYPE.NSEC3PARAM)) return;
  report(
    typePlace(signature),
    t`The zone has signatures and at ${name} neither an NSEC nor an NSEC3PARAM record, so servers cannot prove what is not there, and resolvers that validate take such answers as forged. Sign the zone anew.`,
    { data: { lacks: 'proof' } },
  );
}

/** Each set has a signature of each algorithm that the zone has a key of (RFC 4035 section 2.2). */
function checkAlgorithms(
  owner: NameId,
  records: readonly ZoneRecord[],
  context: ZoneContext,
  report: ZoneReport,
): void {
  const algorithms = zoneAlgorithms(context);
  if (algorithms.length < 2) return;
  const signed = new Map<number, Set<number>>();
  for (const record of records) {
    const algorithm = record.type === TYPE.RRSIG && !isInvalid(record) ? algorithmOf(record) : undefined;
    if (algorithm === undefined) continue;
    const type = coveredType(record);
    signed.set(type, (signed.get(type) ?? new Set()).add(algorithm));
  }
  for (const record of records) {
    const by = signed.get(record.type);
    const lacking = by && algorithms.find((algorithm) => !by.has(algorithm));
    if (lacking === undefined) continue;
    report(
      typePlace(record),
      t`${context.names.text(owner)} has ${typeText(record.type)} without a signature of ${algorithmText(lacking)}, and the zone has a key of this algorithm, so resolvers that ask for all of them take it as forged. Sign the zone anew.`,
      { data: { lacks: 'algorithm' } },
    );
    return;
  }
}
