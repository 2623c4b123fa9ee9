import { compareNames } from '../../dns/nameOrder.ts';
import type { NameId, NameTable } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { EntryKind, mayHaveType, type ParsedChunk } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import { recordAt, type ZoneModel, type ZoneRecord } from '../../zone/model.ts';
import { isInvalid } from '../../zone/record.ts';
import { typePlace, wordPlace } from './places.ts';
import { type Census, census } from './support/census.ts';
import { isSigned, signedPart } from './support/signing.ts';
import { checkTypes, typesThere } from './support/typeBitmaps.ts';
import { isGeneric, wordName } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

/** The word from which on the types stand. */
const TYPES = 1;

/** An NSEC record and the name that it says comes next. */
interface Link {
  readonly nsec: ZoneRecord;
  readonly next: NameId;
}

/** The NSEC records of a chunk whose data can be read. */
function linksOf(chunk: ParsedChunk, document: ZoneDocument, names: NameTable): Link[] {
  const links: Link[] = [];
  if (!mayHaveType(chunk, TYPE.NSEC)) return links;
  for (let entry = 0; entry < chunk.count; entry++) {
    if (chunk.kinds[entry] !== EntryKind.Record || chunk.types[entry] !== TYPE.NSEC || chunk.owners[entry] < 0)
      continue;
    const nsec = recordAt(document, chunk, entry);
    if (!isInvalid(nsec) && !isGeneric(nsec)) links.push({ nsec, next: wordName(nsec, 0, { names }) });
  }
  return links;
}

/** The NSEC records whose next name has none in the same chunk: of a signed zone about one for each chunk. */
const openLinks = census((chunk, document, names): readonly Link[] | undefined => {
  const links = linksOf(chunk, document, names);
  const owners = new Set(links.map(({ nsec }) => nsec.owner));
  const open = links.filter(({ next }) => !owners.has(next));
  return open.length > 0 ? open : undefined;
});

/** The names whose NSEC records lead to a name, by that; and the names to which several lead. */
interface Nexts {
  readonly owners: Map<NameId, NameId[]>;
  readonly several: Set<NameId>;
  readonly links: Map<ParsedChunk, readonly (readonly [next: NameId, owner: NameId])[]>;
}

const NEXTS = new WeakMap<ZoneModel, Nexts>();

/** Keeps to which names several NSEC records lead, chunk by chunk. */
const sharedNexts: Census<never> = {
  of: () => [],
  add(model, document, chunk) {
    sharedNexts.remove(model, chunk);
    const links = linksOf(chunk, document, model.names).map(({ nsec, next }) => [next, nsec.owner] as const);
    if (links.length === 0) return;
    const nexts = NEXTS.get(model) ?? { owners: new Map(), several: new Set(), links: new Map() };
    NEXTS.set(model, nexts);
    nexts.links.set(chunk, links);
    for (const [next, owner] of links) {
      const owners = nexts.owners.get(next);
      if (!owners) nexts.owners.set(next, [owner]);
      else if (owners.push(owner) === 2) nexts.several.add(next);
    }
  },
  remove(model, chunk) {
    const nexts = NEXTS.get(model);
    for (const [next, owner] of nexts?.links.get(chunk) ?? []) {
      const owners = nexts?.owners.get(next) ?? [];
      owners.splice(owners.indexOf(owner), 1);
      if (owners.length === 1) nexts?.several.delete(next);
      if (owners.length === 0) nexts?.owners.delete(next);
    }
    nexts?.links.delete(chunk);
  },
  clear(model) {
    NEXTS.delete(model);
  },
};

/** The names whose NSEC records lead to the same one, each of which has but one record. */
function nextsOfSeveral(model: ZoneModel): NameId[][] {
  const nexts = NEXTS.get(model);
  return [...(nexts?.several ?? [])].map((next) =>
    [...new Set(nexts?.owners.get(next))].filter((owner) => model.rrset(owner, TYPE.NSEC).length === 1),
  );
}

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
    checkTypes(nsec, TYPES, name, typesThere(records, part === 'cut'), report);
    const next = wordName(nsec, 0, context);
    if (next < 0) return;
    if (!model.isInZone(next)) {
      // What the next name is called hangs on the origin.
      if (!context.originKnown) return;
      report(
        wordPlace(nsec, 0),
        t`The chain of NSEC records leads to ${names.text(next)} here, which is not in the zone. Sign the zone anew.`,
      );
    } else if (next !== context.apex && compareNames(names, next, owner) <= 0) {
      report(
        wordPlace(nsec, 0),
        t`The chain of NSEC records leads back to ${names.text(next)} here, and only the last one may lead back, and to ${names.text(context.apex)} alone. Sign the zone anew.`,
      );
    }
  },
  censuses: [openLinks, sharedNexts],
  checkZone(context, report) {
    const { model, names } = context;
    if (!isSigned(context)) return;
    for (const { value } of openLinks.of(context)) {
      for (const { nsec, next } of value) {
        if (next < 0 || model.has(next, TYPE.NSEC) || !model.isInZone(next)) continue;
        if (!isProved(nsec.owner, model) || firstLink(nsec.owner, model)?.ref !== nsec.ref) continue;
        report(
          wordPlace(nsec, 0),
          t`The chain of NSEC records breaks here: ${names.text(next)} has none. Sign the zone anew.`,
        );
      }
    }
    for (const owners of nextsOfSeveral(model)) {
      // Two that lead to one: the one in front passes over the one behind it.
      const inOrder = owners.filter((owner) => isProved(owner, model)).sort((a, b) => compareNames(names, a, b));
      for (const [i, between] of inOrder.entries()) {
        const nsec = i === 0 ? undefined : firstLink(inOrder[i - 1], model);
        if (!nsec) continue;
        const next = wordName(nsec, 0, context);
        if (next !== context.apex && compareNames(names, next, between) <= 0) continue;
        report(
          wordPlace(nsec, 0),
          t`This NSEC record passes over ${names.text(between)}, so resolvers that validate are told that it does not exist. Sign the zone anew.`,
        );
      }
    }
  },
};

/** True for a name that the zone answers for with more than its proof. */
function isProved(owner: NameId, model: ZoneModel): boolean {
  if (signedPart(owner, model) === 'none') return false;
  return model.owned(owner).some(({ type }) => type !== TYPE.NSEC && type !== TYPE.RRSIG);
}

/** The NSEC record of a name that counts; what is wrong with a second one is told already. */
function firstLink(owner: NameId, model: ZoneModel): ZoneRecord | undefined {
  return model.rrset(owner, TYPE.NSEC).find((record) => !isInvalid(record) && !isGeneric(record));
}
