/** The chain of NSEC3 records that a zone's NSEC3PARAM names: which names it speaks of, and in which order. */
import { NSEC3_FLAG, NSEC3_HASH } from '../../../dns/codes.ts';
import { type NameId, NO_NAME, ROOT } from '../../../dns/names.ts';
import { MAX_LABEL, MAX_NAME } from '../../../dns/nameText.ts';
import { NSEC3_OCTETS, nsec3HashInto } from '../../../dns/nsec3Hash.ts';
import { TYPE } from '../../../dns/types.ts';
import { NO_RECORD } from '../../../zone/chunk.ts';
import type { ZoneModel, ZoneRecord } from '../../../zone/model.ts';
import { isInvalid, rdataNumber } from '../../../zone/record.ts';
import type { ZoneContext } from '../context.ts';
import { HashOrder } from './hashOrder.ts';
import { NameNumbers, NameValues } from './nameNumbers.ts';
import { type ChainParameters, isOfChain, signedPart, zoneChains } from './signing.ts';
import { isGeneric } from './words.ts';

/** Names are not hashed more often than this: resolvers take no such zone as signed (RFC 9276 section 3.2), and it takes long. */
const MOST_ITERATIONS = 150;
/** The digits of base32hex, lower case (RFC 4648 section 7). */
export const BASE32HEX = '0123456789abcdefghijklmnopqrstuv';
const DIGITS = new TextEncoder().encode(BASE32HEX);
/** Digits of a hash: 20 octets, five bits a digit. */
export const HASH_DIGITS = 32;
/** The digits of the hash that is made or looked for. */
const digits = new Uint8Array(MAX_LABEL);
const hashDigits = digits.subarray(0, HASH_DIGITS);
/** The name that is hashed, and then its digests. */
const wire = new Uint8Array(MAX_NAME);
/** Which word of an NSEC3 record is the hash that comes next. */
const NEXT = 4;

/** A chain: its parameters, and the hashes that have a record in it. A hash is the name that it makes right below the zone's own. */
export interface Chain {
  readonly parameters: ChainParameters;
  /** The octets of the salt. */
  readonly salt: Uint8Array;
  /** The hashes that have a record. */
  readonly hashes: HashOrder;
  /** The name that the zone answers for, an empty one maybe, by what it is hashed to. */
  readonly names: NameValues<NameId>;
  /** Records that do not lead to the one behind them, by the hash to which they lead: what they are told changes when that comes or goes. */
  readonly strays: Map<NameId, Set<NameId>>;
  /** 1 for names without a record that were judged by the opt-out of the record before their hash. */
  readonly asking: NameNumbers;
  /** How many they are. */
  askers: number;
}

/** A chain that follows the edits of its zone. */
interface KnownChain extends Chain {
  /** 1 for the names that the zone answers for. */
  readonly answered: NameNumbers;
  /** How many of them are at or below each name: an empty one goes when they do. */
  readonly below: NameNumbers;
  /** 1 for the hashes whose record may leave names out. */
  readonly optOut: NameNumbers;
}

/** What an edit of the chain concerns beside the names whose records changed. */
export interface Concerned {
  /** Names whose records are to be checked again. */
  readonly owners: ReadonlySet<NameId>;
  /** Empty names whose record came or went: that is told at the names below them. */
  readonly tops: ReadonlySet<NameId>;
}

const NOTHING: Concerned = { owners: new Set(), tops: new Set() };

/** What a hash had before an edit. */
interface HashBefore {
  readonly had: boolean;
  readonly optOut: number;
}

interface Known {
  chain?: KnownChain | 'none';
}

const KNOWN = new WeakMap<ZoneModel, Known>();
/** Hashes of a zone's names, which an edit does not change: those of the parameters that were asked for last. */
interface Hashes {
  readonly parameters: string;
  readonly byName: NameValues<NameId>;
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
  if (parameters?.hash !== NSEC3_HASH.SHA1 || !(parameters.iterations <= MOST_ITERATIONS)) return undefined;
  const { model, names } = context;
  const chain: KnownChain = {
    parameters,
    salt: saltOctets(parameters.salt),
    hashes: new HashOrder(names),
    names: new NameValues(),
    strays: new Map(),
    asking: new NameNumbers(),
    askers: 0,
    answered: new NameNumbers(),
    below: new NameNumbers(),
    optOut: new NameNumbers(),
  };
  const hashes: NameId[] = [];
  for (const owner of model.owners()) {
    if (isAnswered(owner, context)) takeName(owner, chain, context);
    else if (takeRecord(owner, chain, context)) hashes.push(owner);
  }
  chain.hashes.fill(hashes);
  return chain;
}

function saltOctets(text: string): Uint8Array {
  const octets = text === '-' ? [] : (text.match(/../g) ?? []);
  return Uint8Array.from(octets, (octet) => Number.parseInt(octet, 16));
}

/**
 * Takes over an edit, so that it does not cost the whole chain: `touched` are the owners in what was edited, `changed` those of them whose records
 * are others, `cuts` the names where a zone cut or DNAME came or went. Where the zone has other parameters, the chain is read anew.
 * A record concerns its name, those that lead to it, and the one before it; of names that came or went the records at their hashes say something else.
 */
export function followChain(
  touched: ReadonlySet<NameId>,
  changed: ReadonlySet<NameId>,
  cuts: ReadonlySet<NameId>,
  context: ZoneContext,
): Concerned | 'everything' {
  const { chain } = known(context);
  if (!chain || chain === 'none' || zoneChains(context)[0]?.text !== chain.parameters.text) {
    forgetChain(context.model);
    return NOTHING;
  }
  const hashes = new Set<NameId>();
  const records = new Map<NameId, HashBefore>();
  const wasEmpty = chain.hashes.size === 0;
  for (const name of [...touched, ...ownersBelow(cuts, context)]) {
    const wasThere = chain.answered.get(name) === 1;
    const isThere = isAnswered(name, context);
    if (isThere !== wasThere) {
      if (isThere) takeName(name, chain, context, hashes);
      else dropName(name, chain, context, hashes);
      hashes.add(hashOf(name, chain, context));
    }
    if (!isThere) setAsking(name, false, chain);
    const before = { had: chain.hashes.has(name), optOut: chain.optOut.get(name) };
    const has = takeRecord(name, chain, context);
    if (has) chain.hashes.add(name);
    else chain.hashes.delete(name);
    if (before.had !== has || (has && changed.has(name))) records.set(name, before);
  }
  if (wasEmpty !== (chain.hashes.size === 0)) return 'everything';
  return concernedBy(hashes, records, chain, context);
}

function concernedBy(
  hashes: ReadonlySet<NameId>,
  records: ReadonlyMap<NameId, HashBefore>,
  chain: KnownChain,
  { model }: ZoneContext,
): Concerned {
  if (chain.hashes.size === 0) return NOTHING;
  const owners = new Set([...hashes, ...records.keys()]);
  const tops = new Set<NameId>();
  for (const hash of [...owners]) owners.add(chain.hashes.before(hash));
  for (const [hash, { had }] of records) {
    const moved = had !== chain.hashes.has(hash);
    const name = chain.names.get(hash);
    if (name !== undefined && model.hasOwner(name)) owners.add(name);
    else if (name !== undefined && moved) tops.add(name);
    if (moved) for (const stray of chain.strays.get(hash) ?? []) owners.add(stray);
  }
  if (chain.askers > 0 && movesOptOut(records, chain)) {
    for (const owner of model.owners()) if (chain.asking.get(owner) === 1) owners.add(owner);
  }
  return { owners, tops };
}

/** True where other names may be left out now: a record says something else of them, or one that did goes, or one comes between. */
function movesOptOut(records: ReadonlyMap<NameId, HashBefore>, { hashes, optOut }: KnownChain): boolean {
  for (const [hash, before] of records) {
    const around = optOut.get(hashes.before(hash));
    const was = before.had ? before.optOut : around;
    const is = hashes.has(hash) ? optOut.get(hash) : around;
    if (was !== is) return true;
  }
  return false;
}

/** The owners at and below some names. */
function ownersBelow(tops: ReadonlySet<NameId>, { model, names }: ZoneContext): NameId[] {
  if (tops.size === 0) return [];
  const owners: NameId[] = [];
  // A name has a higher number than the one above it.
  const first = Math.min(...tops);
  const isBelow = new Uint8Array(names.size - first);
  for (let i = 0; i < isBelow.length; i++) {
    const name = (first + i) as NameId;
    const above = names.parent(name) - first;
    if (!tops.has(name) && (above < 0 || isBelow[above] === 0)) continue;
    isBelow[i] = 1;
    if (model.hasOwner(name)) owners.push(name);
  }
  return owners;
}

/** True for a name that the zone answers for. */
function isAnswered(owner: NameId, { model }: ZoneContext): boolean {
  return model.hasOwner(owner) && !model.has(owner, TYPE.NSEC3) && signedPart(owner, model) !== 'none';
}

/** Takes a name in that the zone answers for, with the empty ones above it, and notes the hashes that are new. */
function takeName(owner: NameId, chain: KnownChain, context: ZoneContext, concerned?: Set<NameId>): void {
  chain.answered.set(owner, 1);
  for (let at = owner; ; at = context.names.parent(at)) {
    if (chain.below.add(at, 1) === 1) {
      const hash = hashOf(at, chain, context);
      chain.names.set(hash, at);
      concerned?.add(hash);
    }
    if (at === context.apex) return;
  }
}

function dropName(owner: NameId, chain: KnownChain, context: ZoneContext, concerned: Set<NameId>): void {
  chain.answered.set(owner, 0);
  for (let at = owner; ; at = context.names.parent(at)) {
    if (chain.below.add(at, -1) === 0) {
      const hash = hashOf(at, chain, context);
      chain.names.delete(hash);
      concerned.add(hash);
    }
    if (at === context.apex) return;
  }
}

/** True where the name is a hash that has a record in the chain, be it a wrong one; notes whether that may leave names out. */
function takeRecord(owner: NameId, chain: KnownChain, context: ZoneContext): boolean {
  const record = context.names.parent(owner) === context.apex ? recordAtHash(owner, chain, context) : undefined;
  chain.optOut.set(owner, isOptOut(record) ? 1 : 0);
  return record !== undefined;
}

/** The NSEC3 record of a chain among an owner's records. */
export function recordOf(records: readonly ZoneRecord[], chain: Chain): ZoneRecord | undefined {
  return records.find((record) => record.type === TYPE.NSEC3 && isOf(record, chain));
}

function isOf(record: ZoneRecord, { parameters }: Chain): boolean {
  return !isInvalid(record) && !isGeneric(record) && isOfChain(record, parameters);
}

/** The NSEC3 record at a hash, in the chain; `wrong` where one stands there whose data are wrong. */
export function recordAtHash(hash: NameId, chain: Chain, { model }: ZoneContext): ZoneRecord | 'wrong' | undefined {
  const only = model.only(hash, TYPE.NSEC3);
  const record = only === NO_RECORD ? undefined : model.record(only);
  if (record && isOf(record, chain)) return record;
  // In the order of the file, whatever was edited last.
  const records = record ? [record] : model.rrset(hash, TYPE.NSEC3);
  return recordOf(records, chain) ?? (records.some((each) => isInvalid(each) || isGeneric(each)) ? 'wrong' : undefined);
}

/** The hash to which an NSEC3 record leads, a name that may come; NO_NAME where it leads to none. */
export function nextHash({ chunk, entry }: ZoneRecord, { names, apex }: ZoneContext): NameId {
  const word = chunk.wordFirsts[entry] + NEXT;
  if (word >= chunk.wordFirsts[entry + 1]) return NO_NAME;
  const [start, end] = [chunk.wordStarts[word], chunk.wordEnds[word]];
  if (end - start > MAX_LABEL) return NO_NAME;
  for (let i = start; i < end; i++) digits[i - start] = chunk.text.charCodeAt(i);
  return names.child(apex, end - start === HASH_DIGITS ? hashDigits : digits.subarray(0, end - start));
}

/** The hash of a name (RFC 5155 section 5). */
export function hashOf(
  name: NameId,
  { parameters, salt }: Pick<Chain, 'parameters' | 'salt'>,
  { names, model, apex }: ZoneContext,
): NameId {
  let hashes = HASHES.get(model);
  if (hashes?.parameters !== parameters.text) {
    hashes = { parameters: parameters.text, byName: new NameValues() };
    HASHES.set(model, hashes);
  }
  const found = hashes.byName.get(name);
  if (found !== undefined) return found;
  let at = 0;
  for (let part = name; part !== ROOT; part = names.parent(part)) {
    const length = names.labelLength(part);
    wire[at++] = length;
    for (let i = 0; i < length; i++) wire[at++] = names.labelOctet(part, i);
  }
  wire[at++] = 0;
  nsec3HashInto(wire, at, salt, parameters.iterations);
  writeBase32(wire, hashDigits);
  const hash = names.child(apex, hashDigits);
  hashes.byName.set(name, hash);
  return hash;
}

/** The octets of a digest as digits of base32hex (RFC 4648 section 7). */
function writeBase32(octets: Uint8Array, to: Uint8Array): void {
  let at = 0;
  let bits = 0;
  let count = 0;
  for (let i = 0; i < NSEC3_OCTETS; i++) {
    bits = ((bits << 8) | octets[i]) & 0xfff;
    count += 8;
    while (count >= 5) {
      count -= 5;
      to[at++] = DIGITS[(bits >> count) & 31];
    }
  }
}

/** Notes whether a name is judged by opt-out. */
export function setAsking(name: NameId, isAsking: boolean, chain: Chain): void {
  const now = isAsking ? 1 : 0;
  chain.askers += now - chain.asking.get(name);
  chain.asking.set(name, now);
}

/** Whether the record before a hash that has none says that it, which belongs to `owner` or to an empty name above it, may have none. */
export function isLeftOut(hash: NameId, owner: NameId, chain: Chain, context: ZoneContext): boolean {
  setAsking(owner, true, chain);
  return isOptOut(recordAtHash(chain.hashes.before(hash), chain, context));
}

/** Notes that a record leads to a hash that is not the one behind it. */
export function addStray(owner: NameId, next: NameId, { strays }: Chain): void {
  const owners = strays.get(next);
  if (owners) owners.add(owner);
  else strays.set(next, new Set([owner]));
}

/** Whether the record says, or may have said, that unsigned delegations may lie behind it that have none. */
function isOptOut(record: ZoneRecord | 'wrong' | undefined): boolean {
  if (record === undefined || record === 'wrong') return record === 'wrong';
  return (rdataNumber(record, 1) & NSEC3_FLAG.OPT_OUT) !== 0;
}
