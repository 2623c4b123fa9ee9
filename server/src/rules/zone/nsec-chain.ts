import { type NameId, NO_NAME } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneModel } from '../../zone/model.ts';
import { isInvalid } from '../../zone/record.ts';
import type { ZoneContext } from './context.ts';
import { typePlace, wordPlace } from './places.ts';
import { compareNames } from './support/nameOrder.ts';
import { leadingTo } from './support/nsec3.ts';
import { isSigned, signedPart } from './support/signing.ts';
import { bitmapFaults, bitmapOf, typesThere } from './support/typeBitmaps.ts';
import { isGeneric, wordName } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const nsecChain: ZoneRule = {
  id: 'zone/nsec-chain',
  title: 'NSEC record that does not say what is there',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.NSEC],
  docs: {
    finds:
      'An NSEC record whose types are not those of its name, whose next name has no NSEC record, comes before it or is not the next one, that stands at a name without other records or below a delegation, or a second one at a name.',
    why: 'With NSEC records a zone proves what is not there. A wrong one lets resolvers take records that are there as forged, or as missing.',
    bad: '@ RRSIG NS 13 2 3600 20370101000000 20200101000000 1 example.com. AAAA\n@ NSEC www NS TYPE6 NSEC RRSIG\nwww A 192.0.2.80\nwww NSEC @ A AAAA NSEC RRSIG\n',
    good: 'www A 192.0.2.80\nwww NSEC @ A NSEC RRSIG\n',
    sources: ['RFC 4034 section 4.1', 'RFC 4035 section 2.3', 'validns', 'dnssec-verify', 'Zonemaster DNSSEC10'],
  },
  checkOwner(owner, records, context, report) {
    const { model, names } = context;
    const all = records.filter((record) => record.type === TYPE.NSEC && !isInvalid(record) && !isGeneric(record));
    const [nsec, ...more] = all;
    if (!nsec || !model.isInZone(owner) || !isSigned(context)) return;
    const name = names.text(owner);
    for (const extra of more) {
      report(
        typePlace(extra),
        t`${name} has more than one NSEC record, and they contradict each other. Sign the zone anew.`,
      );
    }
    const part = signedPart(owner, model);
    if (!isProved(owner, model)) {
      report(
        typePlace(nsec),
        t`${name} has an NSEC record and nothing else that this zone answers for. Sign the zone anew.`,
      );
      return;
    }
    const faults = bitmapFaults(bitmapOf(nsec, 1), typesThere(records, part === 'cut'));
    if (faults?.missing) {
      report(
        typePlace(nsec),
        t`This NSEC record does not say that ${name} has ${faults.missing}, so resolvers that validate take these records as missing. Sign the zone anew.`,
      );
    }
    if (faults?.invented) {
      report(
        typePlace(nsec),
        t`This NSEC record says that ${name} has ${faults.invented}, and it has not. Sign the zone anew.`,
      );
    }
    const next = wordName(nsec, 0, context);
    if (next < 0) return;
    const place = wordPlace(nsec, 0);
    const apex = names.text(context.apex);
    if (!model.isInZone(next)) {
      // What the next name is called hangs on the origin.
      if (!context.originKnown) return;
      report(place, t`The chain of NSEC records leads out of the zone, to ${names.text(next)}. Sign the zone anew.`);
    } else if (!model.has(next, TYPE.NSEC)) {
      report(place, t`The chain of NSEC records breaks here: ${names.text(next)} has none. Sign the zone anew.`);
    } else if (next !== context.apex && compareNames(names, next, owner) <= 0) {
      report(
        place,
        t`The chain of NSEC records leads back to ${names.text(next)} here, and only its last one leads back, to ${apex}. Sign the zone anew.`,
      );
    } else {
      const between = passedOver(owner, next, context);
      if (between === NO_NAME) return;
      report(
        place,
        t`This NSEC record passes over ${names.text(between)}, so resolvers that validate are told that it does not exist. Sign the zone anew.`,
      );
    }
  },
};

/** True for a name that the zone answers for with more than its proof. */
function isProved(owner: NameId, model: ZoneModel): boolean {
  if (signedPart(owner, model) === 'none') return false;
  return model.owned(owner).some(({ type }) => type !== TYPE.NSEC && type !== TYPE.RRSIG);
}

/** A name that stands between a name and the next one of its NSEC record, and whose own leads to the same; NO_NAME where there is none. */
function passedOver(owner: NameId, next: NameId, context: ZoneContext): NameId {
  const { names, model } = context;
  const behind = leadingTo(next, context)
    .filter(
      (other) =>
        compareNames(names, other, owner) > 0 && isProved(other, model) && model.rrset(other, TYPE.NSEC).length === 1,
    )
    .sort((a, b) => compareNames(names, a, b));
  return behind[0] ?? NO_NAME;
}
