import type { NameId } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { rdataWord } from '../../zone/record.ts';
import type { ZoneContext } from './context.ts';
import { ownerPlace, typePlace, wordPlace, type ZoneReport } from './places.ts';
import {
  addStray,
  type Chain,
  chainIn,
  HASH_DIGITS,
  hashOf,
  isLeftOut,
  nextHash,
  recordAtHash,
  recordOf,
  setAsking,
} from './support/nsec3.ts';
import { isSigned, signedPart, zoneChains } from './support/signing.ts';
import { checkTypes } from './support/typeBitmaps.ts';
import type { ZoneRule } from './zoneRule.ts';

/** Where the next hash and the types stand in an NSEC3 record. */
const NEXT = 4;
const TYPES = 5;

export const nsec3Chain: ZoneRule = {
  id: 'zone/nsec3-chain',
  title: 'NSEC3 records that do not say what is there',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'In a signed zone with NSEC3: an NSEC3PARAM record whose chain has no record; a name, a delegation or an empty name above others without a record (unless opt-out leaves it out); one whose types are not those of its name, that is the hash of no name or is too short; a chain that breaks or passes over a record.',
    why: 'With NSEC3 records a zone proves what is not there. A wrong one lets resolvers take records that are there as forged, or as missing.',
    bad: '@ RRSIG NS 13 2 3600 20370101000000 20200101000000 1 example.com. AAAA\n@ NSEC3PARAM 1 0 0 -\nwww A 192.0.2.80\n',
    good: 'www A 192.0.2.80\n',
    sources: ['RFC 5155 section 7.1', 'dnssec-verify', 'ldns-verify-zone', 'kzonecheck', 'Zonemaster DNSSEC10'],
  },
  applies: isSigned,
  skipUnless: { zone: (context) => zoneChains(context).length > 0 },
  once: ({ data }) => data && String(data.lacks),
  checkOwner(owner, records, context, report) {
    const chain = chainIn(context);
    if (!chain) return;
    if (chain.hashes.size === 0) {
      const [parameters] = owner === context.apex ? records.filter(({ type }) => type === TYPE.NSEC3PARAM) : [];
      if (!parameters) return;
      report(
        typePlace(parameters),
        t`There is no NSEC3 record with the hash, iterations and salt of this NSEC3PARAM record, so servers cannot prove what is not there. Sign the zone anew.`,
      );
      return;
    }
    if (records.some(({ type }) => type === TYPE.NSEC3)) checkLink(recordOf(records, chain), chain, context, report);
    else checkName(owner, records, chain, context, report);
  },
};

/** What leads from an NSEC3 record to the next. */
function checkLink(record: ZoneRecord | undefined, chain: Chain, context: ZoneContext, report: ZoneReport): void {
  if (!record) return;
  const { owner } = record;
  const { names, apex } = context;
  const digits = names.labelLength(owner);
  if (digits !== HASH_DIGITS || names.parent(owner) !== apex) {
    // A label that is no hash at all has a rule of its own.
    if (digits < HASH_DIGITS && /^[0-9a-v]*$/.test(names.labelText(owner)) && names.parent(owner) === apex)
      report(
        ownerPlace(record),
        t`The owner of this NSEC3 record is a hash of ${digits} digits, and SHA-1 has 20 octets, which are ${HASH_DIGITS}. Sign the zone anew.`,
      );
    return;
  }
  const name = chain.names.get(owner);
  if (name === undefined) {
    report(
      typePlace(record),
      t`This NSEC3 record is the hash of no name that the zone answers for. Sign the zone anew.`,
    );
    return;
  }
  if (!context.model.hasOwner(name)) checkTypes(record, TYPES, name, [], false, context, report);
  const next = nextHash(record, context);
  const expected = chain.hashes.behind(owner);
  if (next !== expected) addStray(owner, next, chain);
  if (!chain.hashes.has(next)) {
    report(
      wordPlace(record, NEXT),
      t`The chain of NSEC3 records breaks here: ${rdataWord(record, NEXT).toLowerCase()} has none. Sign the zone anew.`,
    );
    return;
  }
  // A record that is the hash of no name is told by itself.
  if (next === expected || chain.names.get(expected) === undefined) return;
  report(
    wordPlace(record, NEXT),
    t`This NSEC3 record passes over the one at ${names.labelText(expected)}, so resolvers that validate are told that its name does not exist. Sign the zone anew.`,
  );
}

/** Whether a name and the empty ones above it have the records that they should have. */
function checkName(
  owner: NameId,
  records: readonly ZoneRecord[],
  chain: Chain,
  context: ZoneContext,
  report: ZoneReport,
): void {
  const { model, names, apex } = context;
  const part = signedPart(owner, model);
  setAsking(owner, false, chain);
  if (part === 'none') return;
  const isUnsigned = part === 'cut' && !records.some(({ type }) => type === TYPE.DS);
  for (let at = owner; ; at = names.parent(at)) {
    if (at !== owner && model.hasOwner(at)) break;
    const hash = hashOf(at, chain, context);
    const record = chain.hashes.has(hash) ? recordAtHash(hash, chain, context) : undefined;
    if (record === undefined) {
      const [name, digits] = [names.text(at), names.labelText(hash)];
      const message = isUnsigned
        ? t`${name} has no NSEC3 record (its hash is ${digits}), and the one before that is without opt-out, so resolvers that validate are told that it does not exist. Sign the zone anew.`
        : t`${name} has no NSEC3 record (its hash is ${digits}) in a zone that uses NSEC3, so resolvers that validate are told that it does not exist. Sign the zone anew.`;
      if (!isUnsigned || !isLeftOut(hash, owner, chain, context))
        report(typePlace(records[0]), message, { data: { lacks: 'NSEC3' } });
    } else if (record !== 'wrong' && at === owner) {
      // The types of an empty name are judged at its record, once for all that is below it.
      checkTypes(record, TYPES, at, records, part === 'cut', context, report);
    }
    if (at === apex) return;
  }
}
