/** Which edits change what rules may look at beyond the names they were called for. */
import { type NameId, NO_NAME } from '../../../dns/names.ts';
import { TYPE } from '../../../dns/types.ts';
import { EntryKind, type ParsedChunk } from '../../../zone/chunk.ts';
import type { ZoneModel } from '../../../zone/model.ts';
import { isWildcard } from '../support/hostname.ts';
import type { ZoneChange } from './change.ts';

const STAR = Uint8Array.of(0x2a);
/** What at the apex says whether and how the zone is signed. */
const SIGNING_TYPES: readonly number[] = [TYPE.DNSKEY, TYPE.NSEC3PARAM, TYPE.RRSIG];

/** What one side of a change says of its names. */
interface Side {
  /** The types that each owner has. */
  readonly owned: Map<NameId, Set<number>>;
  /** The names that NS records name. */
  readonly servers: Set<NameId>;
  readonly ids: Set<number>;
  /** The records that say whether and how the zone is signed, as they are written. */
  readonly signing: string[];
}

/** What a change reshapes beyond the names it touched: all names at and below these, and what points to them. */
export type Reshaped = ReadonlySet<NameId> | 'everything';

/**
 * The names at and below which a change moved what shapes the answers: a zone cut or DNAME, a wildcard or what it covers, whether an address
 * below a zone cut is the glue of a name server. Everything, where it is how the zone is signed; in a hashed zone also names that are new or gone. The model already holds the change.
 */
export function reshapedBy(change: ZoneChange, model: ZoneModel): Reshaped {
  const before = sideOf(change.removed, model);
  const after = sideOf(
    change.added.map(({ chunk }) => chunk),
    model,
  );
  if (chainAppeared(before, after, model) || before.signing.sort().join('\n') !== after.signing.sort().join('\n'))
    return 'everything';
  const reshaped = new Set<NameId>();
  collectCuts(before, after, model, reshaped);
  if (isHashed(model)) collectOwners(before, after, model, reshaped);
  collectWildcards(before, after, model, reshaped);
  collectGlue(before, after, model, reshaped);
  return reshaped;
}

function sideOf(chunks: readonly ParsedChunk[], model: ZoneModel): Side {
  const side: Side = { owned: new Map(), servers: new Set(), ids: new Set(), signing: [] };
  for (const chunk of chunks) {
    collect(chunk, side, model);
    for (const { parsed } of chunk.generated) collect(parsed, side, model);
  }
  return side;
}

function collect(chunk: ParsedChunk, side: Side, model: ZoneModel): void {
  side.ids.add(chunk.id);
  for (let entry = 0; entry < chunk.count; entry++) {
    const owner = chunk.owners[entry];
    if (chunk.kinds[entry] !== EntryKind.Record || owner < 0) continue;
    const types = side.owned.get(owner);
    if (types) types.add(chunk.types[entry]);
    else side.owned.set(owner, new Set([chunk.types[entry]]));
    if (chunk.types[entry] === TYPE.NS && chunk.targets[entry] >= 0) side.servers.add(chunk.targets[entry]);
    if (owner === model.apex && SIGNING_TYPES.includes(chunk.types[entry])) {
      side.signing.push(`${owner} ${chunk.types[entry]} ${chunk.text.slice(chunk.typeEnds[entry], chunk.ends[entry])}`);
    }
  }
}

function collectCuts(before: Side, after: Side, model: ZoneModel, reshaped: Set<NameId>): void {
  for (const type of [TYPE.NS, TYPE.DNAME]) {
    for (const owner of new Set([...before.owned.keys(), ...after.owned.keys()])) {
      if (type === TYPE.NS && owner === model.apex) continue;
      const had = before.owned.get(owner)?.has(type) ?? false;
      const has = after.owned.get(owner)?.has(type) ?? false;
      if (had === has) continue;
      const elsewhere = model.owned(owner).some((record) => record.type === type && !after.ids.has(record.chunk.id));
      if (!elsewhere) reshaped.add(owner);
    }
  }
}

/** True where names are hashed: what there is at one stands elsewhere. */
function isHashed(model: ZoneModel): boolean {
  return model.has(model.apex, TYPE.NSEC3PARAM);
}

/** Names that are new or gone: an empty name that has no NSEC3 record is told at the names below it. */
function collectOwners(before: Side, after: Side, model: ZoneModel, reshaped: Set<NameId>): void {
  for (const owner of new Set([...before.owned.keys(), ...after.owned.keys()])) {
    if (before.owned.has(owner) && after.owned.has(owner)) continue;
    if (!model.owned(owner).some((record) => !after.ids.has(record.chunk.id))) reshaped.add(owner);
  }
}

/** Whether the zone has NSEC records at all, which each name has to have then, is said by its apex. */
function chainAppeared(before: Side, after: Side, { apex }: ZoneModel): boolean {
  const had = before.owned.get(apex)?.has(TYPE.NSEC) ?? false;
  return had !== (after.owned.get(apex)?.has(TYPE.NSEC) ?? false);
}

function collectWildcards(before: Side, after: Side, model: ZoneModel, reshaped: Set<NameId>): void {
  for (const owner of new Set([...before.owned.keys(), ...after.owned.keys()])) {
    const had = before.owned.get(owner);
    const has = after.owned.get(owner);
    // A wildcard answers for the names beside it.
    if (isWildcard(model.names, owner) && !sameTypes(had, has)) reshaped.add(model.names.parent(owner));
    if ((had === undefined) === (has === undefined) || !hasWildcardAbove(owner, model)) continue;
    if (!model.owned(owner).some((record) => !after.ids.has(record.chunk.id))) reshaped.add(owner);
  }
}

function sameTypes(a: Set<number> | undefined, b: Set<number> | undefined): boolean {
  return a?.size === b?.size && [...(a ?? [])].every((type) => b?.has(type));
}

function hasWildcardAbove(name: NameId, model: ZoneModel): boolean {
  if (!model.hasWildcards || name === model.apex || !model.isInZone(name)) return false;
  const { names } = model;
  for (let at = names.parent(name); at !== NO_NAME; at = names.parent(at)) {
    if (model.hasOwner(names.find(at, STAR))) return true;
    if (at === model.apex) return false;
  }
  return false;
}

function collectGlue(before: Side, after: Side, model: ZoneModel, reshaped: Set<NameId>): void {
  for (const name of new Set([...before.servers, ...after.servers])) {
    if (before.servers.has(name) && after.servers.has(name)) continue;
    if (!model.hasOwner(name) || model.cutAbove(name) === NO_NAME) continue;
    const elsewhere = model.mentions(name).some((record) => record.type === TYPE.NS && !after.ids.has(record.chunk.id));
    if (!elsewhere) reshaped.add(name);
  }
}
