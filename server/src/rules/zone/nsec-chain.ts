import { compareNames } from '../../dns/nameOrder.ts';
import type { NameId, NameTable } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { EntryKind, mayHaveType, type ParsedChunk } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import { recordAt, type ZoneModel, type ZoneRecord } from '../../zone/model.ts';
import { isInvalid } from '../../zone/record.ts';
import { typePlace, wordPlace } from './places.ts';
import type { Census } from './support/census.ts';
import { NameNumbers } from './support/nameNumbers.ts';
import { isSigned, signedPart } from './support/signing.ts';
import { checkTypes } from './support/typeBitmaps.ts';
import { isGeneric, wordName } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

/** The word from which on the types stand. */
const TYPES = 1;

/** The NSEC records of a chunk whose data can be read: the owner of each and the name that it says comes next, one behind the other. */
function linksOf(chunk: ParsedChunk, document: ZoneDocument, names: NameTable): Int32Array | undefined {
  const links: number[] = [];
  for (const at of [chunk, ...chunk.generated.map(({ parsed }) => parsed)]) {
    if (!mayHaveType(at, TYPE.NSEC)) continue;
    for (let entry = 0; entry < at.count; entry++) {
      if (at.kinds[entry] !== EntryKind.Record || at.types[entry] !== TYPE.NSEC || at.owners[entry] < 0) continue;
      const nsec = recordAt(document, at, entry);
      if (!isInvalid(nsec) && !isGeneric(nsec)) links.push(nsec.owner, wordName(nsec, 0, { names }));
    }
  }
  return links.length === 0 ? undefined : Int32Array.from(links);
}

/** The chain of NSEC records, as an edit follows it. */
interface Chain {
  readonly links: Map<ParsedChunk, Int32Array>;
  /** How many records there are at a name. */
  readonly at: NameNumbers;
  /** How many lead to it. */
  readonly to: NameNumbers;
  /** The names to which one leads and at which there is none. */
  readonly missing: Set<NameId>;
  /** The names to which several lead. */
  readonly shared: Set<NameId>;
}

const CHAINS = new WeakMap<ZoneModel, Chain>();

function chainOf(model: ZoneModel): Chain {
  let chain = CHAINS.get(model);
  if (!chain) {
    chain = { links: new Map(), at: new NameNumbers(), to: new NameNumbers(), missing: new Set(), shared: new Set() };
    CHAINS.set(model, chain);
  }
  return chain;
}

/** Counts the links of a chunk in or out. */
function count(links: Int32Array, by: 1 | -1, { at, to, missing, shared }: Chain): void {
  for (let i = 0; i < links.length; i += 2) at.add(links[i] as NameId, by);
  for (let i = 0; i < links.length; i += 2) {
    const owner = links[i] as NameId;
    const next = links[i + 1] as NameId;
    if (next >= 0) {
      const leading = to.add(next, by);
      if (leading > 1) shared.add(next);
      else shared.delete(next);
      mark(missing, next, at, to);
    }
    mark(missing, owner, at, to);
  }
}

function mark(missing: Set<NameId>, name: NameId, at: NameNumbers, to: NameNumbers): void {
  if (at.get(name) === 0 && to.get(name) > 0) missing.add(name);
  else if (missing.size > 0) missing.delete(name);
}

/** Follows the chain chunk by chunk. */
const chainLinks: Census<never> = {
  of: () => [],
  add(model, document, chunk) {
    chainLinks.remove(model, chunk);
    const links = linksOf(chunk, document, model.names);
    if (!links) return;
    const chain = chainOf(model);
    chain.links.set(chunk, links);
    count(links, 1, chain);
  },
  remove(model, chunk) {
    const chain = CHAINS.get(model);
    const links = chain?.links.get(chunk);
    if (!chain || !links) return;
    chain.links.delete(chunk);
    count(links, -1, chain);
  },
  clear(model) {
    CHAINS.delete(model);
  },
  // Nobody asks for what it holds but the rule, which needs all of it.
  drop() {},
};

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
    let nsec: ZoneRecord | undefined;
    for (const record of records) {
      if (record.type !== TYPE.NSEC || isInvalid(record) || isGeneric(record)) continue;
      if (!nsec) {
        if (!model.isInZone(owner) || !isSigned(context)) return;
        nsec = record;
        continue;
      }
      report(
        typePlace(record),
        t`${names.text(owner)} has more than one NSEC record, and they contradict each other. Sign the zone anew.`,
      );
    }
    if (!nsec) return;
    const part = signedPart(owner, model);
    if (part === 'none' || !records.some(isProvable)) {
      report(
        typePlace(nsec),
        t`${names.text(owner)} has an NSEC record and nothing else that this zone answers for. Sign the zone anew.`,
      );
      return;
    }
    checkTypes(nsec, TYPES, owner, records, part === 'cut', context, report);
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
  censuses: [chainLinks],
  checkZone(context, report) {
    const { model, names } = context;
    const chain = CHAINS.get(model);
    if (!chain || (chain.missing.size === 0 && chain.shared.size === 0) || !isSigned(context)) return;
    const { missing, shared } = ownersBefore(chain);
    for (const [next, owners] of missing) {
      if (model.has(next, TYPE.NSEC) || !model.isInZone(next)) continue;
      for (const owner of owners) {
        const nsec = isProved(owner, model) ? firstLink(owner, model) : undefined;
        if (!nsec || wordName(nsec, 0, context) !== next) continue;
        report(
          wordPlace(nsec, 0),
          t`The chain of NSEC records breaks here: ${names.text(next)} has none. Sign the zone anew.`,
        );
      }
    }
    for (const owners of shared.values()) {
      // Two that lead to one: the one in front passes over the one behind it. What is wrong with a second one at a name is told already.
      const inOrder = [...owners]
        .filter((owner) => model.rrset(owner, TYPE.NSEC).length === 1 && isProved(owner, model))
        .sort((a, b) => compareNames(names, a, b));
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

/** The names whose records lead to those that are wrong, looked up where there are some. */
function ownersBefore({ links, missing, shared }: Chain): Record<'missing' | 'shared', Map<NameId, Set<NameId>>> {
  const before = { missing: new Map<NameId, Set<NameId>>(), shared: new Map<NameId, Set<NameId>>() };
  const add = (map: Map<NameId, Set<NameId>>, next: NameId, owner: NameId): void => {
    const owners = map.get(next);
    if (owners) owners.add(owner);
    else map.set(next, new Set([owner]));
  };
  // Few are asked for among very many: the lowest bits of their numbers tell most apart.
  const asked = new Uint8Array(0x100);
  for (const next of [...missing, ...shared]) asked[next & 0xff] = 1;
  for (const pairs of links.values()) {
    for (let i = 0; i < pairs.length; i += 2) {
      const [owner, next] = [pairs[i] as NameId, pairs[i + 1] as NameId];
      if (asked[next & 0xff] === 0) continue;
      if (missing.has(next)) add(before.missing, next, owner);
      if (shared.has(next)) add(before.shared, next, owner);
    }
  }
  return before;
}

/** True for records that are there for more than proof. */
function isProvable({ type }: Pick<ZoneRecord, 'type'>): boolean {
  return type !== TYPE.NSEC && type !== TYPE.RRSIG;
}

/** True for a name that the zone answers for with more than its proof. */
function isProved(owner: NameId, model: ZoneModel): boolean {
  if (signedPart(owner, model) === 'none') return false;
  return model.owned(owner).some(isProvable);
}

/** The NSEC record of a name that counts; what is wrong with a second one is told already. */
function firstLink(owner: NameId, model: ZoneModel): ZoneRecord | undefined {
  return model.rrset(owner, TYPE.NSEC).find((record) => !isInvalid(record) && !isGeneric(record));
}
