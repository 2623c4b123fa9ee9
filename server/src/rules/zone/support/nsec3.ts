/** The chain of NSEC3 records that a zone's NSEC3PARAM names: which names it speaks of, and in which order. */
import { NSEC3_FLAG, NSEC3_HASH } from '../../../dns/codes.ts';
import { sha1 } from '../../../dns/digests.ts';
import { type NameId, ROOT } from '../../../dns/names.ts';
import { TYPE } from '../../../dns/types.ts';
import { NO_RECORD } from '../../../zone/chunk.ts';
import type { ZoneModel, ZoneRecord } from '../../../zone/model.ts';
import { isInvalid, rdataWord } from '../../../zone/record.ts';
import type { ZoneContext } from '../context.ts';
import { chainOf, signedPart, zoneChains } from './signing.ts';
import { isGeneric } from './words.ts';

/** Names are not hashed more often than this: resolvers take no such zone as signed (RFC 9276 section 3.2), and it takes long. */
const MOST_ITERATIONS = 150;
const TEXT = new TextEncoder();
/** The digits of the hash that is looked for. */
const digits = new Uint8Array(32);
/** The digits of base32hex, lower case (RFC 4648 section 7). */
export const BASE32HEX = '0123456789abcdefghijklmnopqrstuv';
/** Digits of a hash: 20 octets, five bits a digit. */
export const HASH_DIGITS = 32;

/** A chain: its parameters, and the hashes that have a record in it. */
export interface Chain {
  /** Hash, iterations and salt, as `chainOf` has them. */
  readonly parameters: string;
  readonly iterations: number;
  readonly salt: Uint8Array;
  /** The hashes that have a record, in their order. */
  readonly hashes: readonly string[];
  /** The hashes of the names that the zone answers for, those of empty ones among them, by what they are the hash of. */
  readonly names: ReadonlyMap<string, NameId>;
}

/** A chain that follows the edits of its zone. */
interface KnownChain extends Chain {
  readonly hashes: string[];
  readonly names: Map<string, NameId>;
  /** The names that the zone answers for. */
  readonly answered: Set<NameId>;
  /** How many of them are at or below each name: an empty one goes when they do. */
  readonly below: Map<NameId, number>;
}

interface Known {
  chain?: KnownChain | 'none';
}

const KNOWN = new WeakMap<ZoneModel, Known>();
/** Hashes of a zone's names, which an edit does not change: those of the parameters that were asked for last. */
interface Hashes {
  readonly parameters: string;
  readonly byName: Map<NameId, string>;
}

const HASHES = new WeakMap<ZoneModel, Hashes>();

/** Forgets the chain of a zone: before everything is checked, but for edits that the chain follows. */
export function forgetChain(model: ZoneModel): void {
  KNOWN.delete(model);
}

function known({ model }: ZoneContext): Known {
  let found = KNOWN.get(model);
  if (!found) {
    found = {};
    KNOWN.set(model, found);
  }
  return found;
}

/** The chain that is in use; undefined where there is none, or one that is not hashed here. */
export function chainIn(context: ZoneContext): Chain | undefined {
  const found = known(context);
  found.chain ??= readChain(context) ?? 'none';
  return found.chain === 'none' ? undefined : found.chain;
}

function readChain(context: ZoneContext): KnownChain | undefined {
  const [parameters] = zoneChains(context);
  const [algorithm, iterations, salt] = parameters?.split(' ') ?? [];
  if (parameters === undefined || Number(algorithm) !== NSEC3_HASH.SHA1 || !(Number(iterations) <= MOST_ITERATIONS))
    return undefined;
  const chain: KnownChain = {
    parameters,
    iterations: Number(iterations),
    salt: Uint8Array.from(salt === '-' ? [] : (salt.match(/../g) ?? []), (octet) => Number.parseInt(octet, 16)),
    hashes: [],
    names: new Map(),
    answered: new Set(),
    below: new Map(),
  };
  const { model } = context;
  for (const owner of model.owners()) {
    if (!model.has(owner, TYPE.NSEC3)) takeName(owner, chain, context);
    else if (recordAtHash(hashText(owner, context), chain, context)) chain.hashes.push(hashText(owner, context));
  }
  chain.hashes.sort();
  return chain;
}

/**
 * Takes over that the records of some names changed, so that an edit does not cost the whole chain. Where a zone cut came or went, or the zone has
 * other parameters, it is read anew.
 */
export function followChain(changed: Iterable<NameId>, changesCuts: () => boolean, context: ZoneContext): void {
  const found = known(context);
  const { chain } = found;
  if (!chain || chain === 'none' || changesCuts() || zoneChains(context)[0] !== chain.parameters) {
    forgetChain(context.model);
    return;
  }
  for (const name of changed) {
    const isThere = takeName(name, chain, context);
    if (!isThere && chain.answered.delete(name)) dropName(name, chain, context);
    if (context.names.parent(name) === context.apex) takeHash(name, chain, context);
  }
}

/** Takes a name in that the zone answers for, with the empty ones above it; false where it answers for none. */
function takeName(owner: NameId, chain: KnownChain, context: ZoneContext): boolean {
  const { model, names, apex } = context;
  if (!model.hasOwner(owner) || model.has(owner, TYPE.NSEC3) || signedPart(owner, model) === 'none') return false;
  if (chain.answered.has(owner)) return true;
  chain.answered.add(owner);
  for (let at = owner; ; at = names.parent(at)) {
    const count = chain.below.get(at) ?? 0;
    chain.below.set(at, count + 1);
    if (count === 0) chain.names.set(hashOf(at, chain, context), at);
    if (at === apex) return true;
  }
}

function dropName(owner: NameId, chain: KnownChain, context: ZoneContext): void {
  for (let at = owner; ; at = context.names.parent(at)) {
    const count = chain.below.get(at) ?? 1;
    if (count > 1) chain.below.set(at, count - 1);
    else {
      chain.below.delete(at);
      chain.names.delete(hashOf(at, chain, context));
    }
    if (at === context.apex) return;
  }
}

/** Keeps to which hashes there are records. */
function takeHash(owner: NameId, chain: KnownChain, context: ZoneContext): void {
  const hash = hashText(owner, context);
  const isThere = context.model.has(owner, TYPE.NSEC3) && recordAtHash(hash, chain, context) !== undefined;
  const at = placeOf(hash, chain.hashes);
  if ((chain.hashes[at] === hash) === isThere) return;
  if (isThere) chain.hashes.splice(at, 0, hash);
  else chain.hashes.splice(at, 1);
}

/** The first place whose hash is not before the given one. */
function placeOf(hash: string, hashes: readonly string[]): number {
  let [low, high] = [0, hashes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hashes[middle] < hash) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first label of a name, which is a hash where the name has an NSEC3 record. */
export function hashText(owner: NameId, { names }: ZoneContext): string {
  return String.fromCharCode(...names.label(owner));
}

/** The NSEC3 record of a chain among an owner's records. */
export function recordOf(
  records: readonly ZoneRecord[],
  { parameters }: Pick<Chain, 'parameters'>,
): ZoneRecord | undefined {
  return records.find(
    (record) =>
      record.type === TYPE.NSEC3 && !isInvalid(record) && !isGeneric(record) && chainOf(record) === parameters,
  );
}

/** The NSEC3 record at a hash, in the chain; `wrong` where one stands there whose data are wrong. */
export function recordAtHash(
  hash: string,
  chain: Pick<Chain, 'parameters'>,
  { model, names, apex }: ZoneContext,
): ZoneRecord | 'wrong' | undefined {
  for (let at = 0; at < hash.length && at < digits.length; at++) digits[at] = hash.charCodeAt(at);
  const owner = names.find(apex, hash.length === digits.length ? digits : TEXT.encode(hash));
  if (owner < 0 || model.first(owner, TYPE.NSEC3) === NO_RECORD) return undefined;
  // In the order of the file, whatever was edited last.
  const records = model.rrset(owner, TYPE.NSEC3);
  const isWrong = records.some((record) => isInvalid(record) || isGeneric(record));
  return recordOf(records, chain) ?? (isWrong ? 'wrong' : undefined);
}

/** The hash of a name as an owner of NSEC3 has it, in lower case (RFC 5155 section 5). */
export function hashOf(
  name: NameId,
  { parameters, iterations, salt }: Pick<Chain, 'parameters' | 'iterations' | 'salt'>,
  { names, model }: ZoneContext,
): string {
  let hashes = HASHES.get(model);
  if (hashes?.parameters !== parameters) {
    hashes = { parameters, byName: new Map() };
    HASHES.set(model, hashes);
  }
  const found = hashes.byName.get(name);
  if (found !== undefined) return found;
  const wire = new Uint8Array(names.wireLength(name) + salt.length);
  let at = 0;
  for (let part = name; part !== ROOT; part = names.parent(part)) {
    const label = names.label(part);
    wire[at++] = label.length;
    wire.set(label, at);
    at += label.length;
  }
  wire.set(salt, at + 1);
  let digest = sha1(wire);
  const again = new Uint8Array(digest.length + salt.length);
  again.set(salt, digest.length);
  for (let i = 0; i < iterations; i++) {
    again.set(digest);
    digest = sha1(again);
  }
  const text = base32(digest);
  hashes.byName.set(name, text);
  return text;
}

/** Octets as digits of base32hex (RFC 4648 section 7); their number is a multiple of five. */
function base32(octets: Uint8Array): string {
  let [text, bits, count] = ['', 0, 0];
  for (const octet of octets) {
    bits = ((bits << 8) | octet) & 0xfff;
    count += 8;
    while (count >= 5) {
      count -= 5;
      text += BASE32HEX[(bits >> count) & 31];
    }
  }
  return text;
}

/** The hash that stands before one that has no record, round about: its record says what is not there. */
export function hashBefore(hash: string, { hashes }: Chain): string {
  return hashes[placeOf(hash, hashes) - 1] ?? hashes[hashes.length - 1];
}

/** The hash behind one that has a record, round about. */
export function hashBehind(hash: string, { hashes }: Chain): string {
  const at = placeOf(hash, hashes);
  return hashes[hashes[at] === hash ? at + 1 : at] ?? hashes[0];
}

/** Whether the record says, or may have said, that unsigned delegations may lie behind it that have none. */
export function isOptOut(record: ZoneRecord | 'wrong' | undefined): boolean {
  if (record === undefined || record === 'wrong') return record === 'wrong';
  return (Number(rdataWord(record, 1)) & NSEC3_FLAG.OPT_OUT) !== 0;
}
