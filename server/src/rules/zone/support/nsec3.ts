/** The chain of NSEC3 records that a zone's NSEC3PARAM names: which names it speaks of, and in which order. */
import { NSEC3_FLAG, NSEC3_HASH } from '../../../dns/codes.ts';
import { sha1 } from '../../../dns/digests.ts';
import { type NameId, type NameTable, ROOT } from '../../../dns/names.ts';
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
const BASE32 = '0123456789abcdefghijklmnopqrstuv';
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

interface Known {
  chain?: Chain | 'none';
}

const KNOWN = new WeakMap<ZoneModel, Known>();
/** Hashes of names, which an edit does not change: by the parameters of the chain. */
const HASHES = new WeakMap<NameTable, Map<string, Map<NameId, string>>>();

/** Forgets the chain of a zone: before everything is checked, which is done whenever a name or a record of the chain comes or goes. */
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

function readChain(context: ZoneContext): Chain | undefined {
  const { model } = context;
  const [parameters] = zoneChains(context);
  const [algorithm, iterations, salt] = parameters?.split(' ') ?? [];
  if (parameters === undefined || Number(algorithm) !== NSEC3_HASH.SHA1 || !(Number(iterations) <= MOST_ITERATIONS))
    return undefined;
  const chain = {
    parameters,
    iterations: Number(iterations),
    salt: Uint8Array.from(salt === '-' ? [] : (salt.match(/../g) ?? []), (octet) => Number.parseInt(octet, 16)),
  };
  const hashes: string[] = [];
  const names = new Map<string, NameId>();
  for (const owner of model.owners()) {
    if (model.has(owner, TYPE.NSEC3)) {
      const hash = hashText(owner, context);
      if (recordAtHash(hash, chain, context)) hashes.push(hash);
      continue;
    }
    if (signedPart(owner, model) === 'none') continue;
    for (let at = owner; ; at = context.names.parent(at)) {
      const hash = hashOf(at, chain, context);
      if (names.has(hash)) break;
      names.set(hash, at);
      if (at === context.apex) break;
    }
  }
  return { ...chain, hashes: hashes.sort(), names };
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
  const ref = owner < 0 ? NO_RECORD : model.first(owner, TYPE.NSEC3);
  if (ref === NO_RECORD) return undefined;
  // Nearly always there is this one alone.
  const one = recordOf([model.record(ref)], chain);
  if (one) return one;
  const records = model.owned(owner);
  const isWrong = records.some((record) => record.type === TYPE.NSEC3 && (isInvalid(record) || isGeneric(record)));
  return recordOf(records, chain) ?? (isWrong ? 'wrong' : undefined);
}

/** The hash of a name as an owner of NSEC3 has it, in lower case (RFC 5155 section 5). */
export function hashOf(
  name: NameId,
  { parameters, iterations, salt }: Pick<Chain, 'parameters' | 'iterations' | 'salt'>,
  { names }: ZoneContext,
): string {
  const byParameters = HASHES.get(names) ?? new Map<string, Map<NameId, string>>();
  HASHES.set(names, byParameters);
  const hashes = byParameters.get(parameters) ?? new Map<NameId, string>();
  byParameters.set(parameters, hashes);
  const found = hashes.get(name);
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
  hashes.set(name, text);
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
      text += BASE32[(bits >> count) & 31];
    }
  }
  return text;
}

/** The hash that stands before one that has no record, round about: its record says what is not there. */
export function hashBefore(hash: string, { hashes }: Chain): string {
  let [low, high] = [0, hashes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hashes[middle] < hash) low = middle + 1;
    else high = middle;
  }
  return hashes[low - 1] ?? hashes[hashes.length - 1];
}

/** The hash behind one that has a record, round about. */
export function hashBehind(hash: string, { hashes }: Chain): string {
  let [low, high] = [0, hashes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hashes[middle] <= hash) low = middle + 1;
    else high = middle;
  }
  return hashes[low] ?? hashes[0];
}

/** Whether the record says, or may have said, that unsigned delegations may lie behind it that have none. */
export function isOptOut(record: ZoneRecord | 'wrong' | undefined): boolean {
  if (record === undefined || record === 'wrong') return record === 'wrong';
  return (Number(rdataWord(record, 1)) & NSEC3_FLAG.OPT_OUT) !== 0;
}
