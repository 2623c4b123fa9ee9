/**
 * Whether the forward and the reverse zones of a workspace say the same: each address with its names and its PTR records, and why no PTR record is
 * possible where none is. One join over the numbers of names; nothing is made text.
 */

import { CLASS } from '../../dns/classes.ts';
import { type NameId, type NameTable, NameTrait, NO_NAME } from '../../dns/names.ts';
import { reverseTree } from '../../dns/reverseNames.ts';
import { TYPE } from '../../dns/types.ts';
import { lookupHost } from '../../rules/zone/support/lookup.ts';
import type { Steps } from '../../steps.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { ZoneLookup } from '../shared/lookup.ts';
import { type NoPlace, type ReversePlaces, reversePlaces } from './places.ts';
import type { PtrPolicy } from './policy.ts';
import { octetsOfPtr } from './ptrAddress.ts';
import { addRows, HostRows, PtrRows, RowChains } from './rows.ts';

/**
 * What there is of the PTR record of an address and a name.
 * agrees: there is one. missing: the address has none. differs: it has one, of a host without this address. other: it has one, of another
 * host with this address. wildcard: the name is a wildcard, so it is no host. answered: a wildcard of the reverse zone answers. glue: the name
 * lies below a zone cut. marked, policy: it is to have none. fetched: the reverse zone is fetched from another server. And those of NoPlace.
 */
export type HostState =
  | 'agrees'
  | 'missing'
  | 'differs'
  | 'other'
  | 'wildcard'
  | 'answered'
  | 'glue'
  | 'marked'
  | 'policy'
  | 'fetched'
  | NoPlace;

/**
 * What there is behind a PTR record. backed: its host has the address. unbacked: the host's zone is here, and has no such address, nor has another
 * host. differs: the same, but another host has it. outside: nobody here knows the host. unread: its owner is no address.
 */
export type PtrState = 'backed' | 'unbacked' | 'differs' | 'outside' | 'unread';

/** The rows, and what was found of each. */
export interface Agreement {
  readonly names: NameTable;
  /** By their numbers in the rows. */
  readonly zones: readonly Zone[];
  readonly hosts: HostRows;
  readonly hostStates: readonly HostState[];
  /** The zone that the PTR record of a row belongs into, or that is the reason why it cannot; -1 where there is none. */
  readonly placeZones: Int32Array;
  /** Its owner there; NO_NAME where nothing has that name yet. */
  readonly placeNames: Int32Array;
  readonly ptrs: PtrRows;
  readonly ptrStates: readonly PtrState[];
  /** The PTR records at an owner. */
  readonly ptrsAt: RowChains;
  /** The address of a PTR record; undefined where its owner is none. */
  octetsOf(ptr: number): Uint8Array | undefined;
}

/** So many rows are compared in one step. */
const PART = 4096;

/** Zones whose addresses are not those of hosts: they say what resolvers are to answer, or who has which zones. */
function isForward({ model, options }: Zone): boolean {
  const { settings, zoneClass } = options;
  if (!model.originKnown || zoneClass !== CLASS.IN || settings.type === 'hint') return false;
  return !settings.responsePolicy && !settings.catalog && reverseTree(model.names, model.apex) === undefined;
}

/** Compares all zones. */
export function* agreementOf(
  zones: readonly Zone[],
  lookup: Pick<ZoneLookup, 'reverseZones' | 'zoneHolding'>,
  names: NameTable,
  policy: PtrPolicy,
): Steps<Agreement> {
  const hosts = new HostRows();
  const ptrs = new PtrRows();
  for (const [number, zone] of zones.entries()) {
    if (!zone.model.originKnown || zone.options.zoneClass !== CLASS.IN) continue;
    yield* addRows(zone, number, isForward(zone) ? hosts : undefined, ptrs);
  }
  const ptrsAt = new RowChains(ptrs.owners, names.size);
  yield;
  const hostsOf = new RowChains(hosts.owners, names.size);
  yield;
  const join = new Join({ zones, names, hosts, ptrs, ptrsAt, hostsOf, policy, lookup });
  for (let row = 0; row < hosts.count; row++) {
    join.place(row);
    if (row % PART === PART - 1) yield;
  }
  for (let ptr = 0; ptr < ptrs.count; ptr++) {
    join.back(ptr);
    if (ptr % PART === PART - 1) yield;
  }
  for (let row = 0; row < hosts.count; row++) {
    join.tell(row);
    if (row % PART === PART - 1) yield;
  }
  const { hostStates, placeZones, placeNames, ptrStates } = join;
  const octetsOf = (ptr: number): Uint8Array | undefined => join.octetsOf(ptr);
  return { names, zones, hosts, hostStates, placeZones, placeNames, ptrs, ptrStates, ptrsAt, octetsOf };
}

interface JoinInput {
  readonly zones: readonly Zone[];
  readonly names: NameTable;
  readonly hosts: HostRows;
  readonly ptrs: PtrRows;
  readonly ptrsAt: RowChains;
  readonly hostsOf: RowChains;
  readonly policy: PtrPolicy;
  readonly lookup: Pick<ZoneLookup, 'reverseZones' | 'zoneHolding'>;
}

class Join {
  readonly #in: JoinInput;
  readonly #places: ReversePlaces;
  readonly #numbers: ReadonlyMap<Zone, number>;
  readonly hostStates: HostState[] = [];
  readonly placeZones: Int32Array;
  readonly placeNames: Int32Array;
  readonly ptrStates: PtrState[];

  constructor(input: JoinInput) {
    this.#in = input;
    this.#places = reversePlaces(input.lookup, input.names);
    this.#numbers = new Map(input.zones.map((zone, number) => [zone, number]));
    this.placeZones = new Int32Array(input.hosts.count).fill(-1);
    this.placeNames = new Int32Array(input.hosts.count).fill(NO_NAME);
    this.ptrStates = new Array(input.ptrs.count).fill('outside');
  }

  /** The place of a row's PTR record, and the record there that agrees. */
  place(row: number): void {
    this.hostStates.push(this.#placed(row));
  }

  #placed(row: number): HostState {
    const { hosts, zones, names } = this.#in;
    const zone = zones[hosts.zones[row]];
    const owner = hosts.owners[row];
    const octets = hosts.addresses.at(row);
    if ((names.traits(owner) & NameTrait.Star) !== 0 && names.labelText(owner) === '*') return 'wildcard';
    const found = this.#places.at(octets, zone);
    this.placeZones[row] = found.zone ? (this.#numbers.get(found.zone) ?? -1) : -1;
    this.placeNames[row] = found.name;
    // What another view says is not heard in this one.
    if (found.reason !== 'other-view' && this.#agree(row, found.name)) return 'agrees';
    if (zone.model.cutAbove(owner) !== NO_NAME) return 'glue';
    if (hosts.marked[row] === 1) return 'marked';
    if (this.#in.policy.weightOf(octets) === 'off') return 'policy';
    if (found.reason) return found.reason;
    if (found.zone && isAnswered(found.zone, found.name, found.known)) return 'answered';
    return 'missing';
  }

  /** Whether one of the PTR records at the place, or in a copy of its zone, names the row's owner. */
  #agree(row: number, name: NameId): boolean {
    const { hosts, ptrs, ptrsAt, zones } = this.#in;
    const owner = hosts.owners[row];
    const place = this.placeZones[row];
    let agrees = false;
    for (let ptr = ptrsAt.first(name); ptr >= 0; ptr = ptrsAt.next(ptr)) {
      if (ptrs.targets[ptr] !== owner) continue;
      const isHere = ptrs.zones[ptr] === place;
      if (!isHere && (place < 0 || !isCopy(zones[ptrs.zones[ptr]], zones[place]))) continue;
      this.ptrStates[ptr] = 'backed';
      agrees = true;
    }
    return agrees;
  }

  /** Whether the host of a PTR record has its address. */
  back(ptr: number): void {
    if (this.ptrStates[ptr] === 'backed') return;
    const octets = this.octetsOf(ptr);
    this.ptrStates[ptr] = octets ? this.#stateOf(ptr, octets) : 'unread';
  }

  /** The address of a PTR record. */
  octetsOf(ptr: number): Uint8Array | undefined {
    return octetsOfPtr(this.#in.ptrs.owners[ptr], this.#in.names, this.#in.lookup.reverseZones());
  }

  #stateOf(ptr: number, octets: Uint8Array): PtrState {
    const { ptrs, zones, lookup } = this.#in;
    const target = ptrs.targets[ptr];
    if (this.#has(target, octets)) return 'backed';
    const zone = lookup.zoneHolding(target, zones[ptrs.zones[ptr]]);
    if (!zone || zone.model.isPart) return 'outside';
    const host = lookupHost(zone.model, target);
    if (host.kind === 'renamed' || host.kind === 'delegated' || host.kind === 'outside') return 'outside';
    const at = host.kind === 'alias' ? zone.model.record(zone.model.first(host.at, TYPE.CNAME)).target : host.at;
    if (host.kind === 'alias' && !lookup.zoneHolding(at, zone)) return 'outside';
    return this.#has(at, octets) ? 'backed' : 'unbacked';
  }

  /** True where a name has an address in any zone: copies and views are all asked. */
  #has(name: NameId, octets: Uint8Array): boolean {
    const { hosts, hostsOf } = this.#in;
    for (let row = hostsOf.first(name); row >= 0; row = hostsOf.next(row)) {
      if (hosts.addresses.is(row, octets)) return true;
    }
    return false;
  }

  /** Judges what seems to be missing once it is known which PTR records are right. */
  tell(row: number): void {
    if (this.hostStates[row] !== 'missing') return;
    const { ptrs, ptrsAt, zones } = this.#in;
    const place = this.placeZones[row];
    let state: HostState = zones[place]?.options.settings.type === 'primary' ? 'missing' : 'fetched';
    for (let ptr = ptrsAt.first(this.placeNames[row] as NameId); ptr >= 0; ptr = ptrsAt.next(ptr)) {
      if (ptrs.zones[ptr] !== place) continue;
      if (this.ptrStates[ptr] === 'backed') state = 'other';
      else if (state !== 'other') state = 'differs';
    }
    this.hostStates[row] = state;
    if (state !== 'differs') return;
    for (let ptr = ptrsAt.first(this.placeNames[row] as NameId); ptr >= 0; ptr = ptrsAt.next(ptr)) {
      if (ptrs.zones[ptr] === place && this.ptrStates[ptr] === 'unbacked') this.ptrStates[ptr] = 'differs';
    }
  }
}

/** True for two copies of a zone that are no views of one configuration. */
function isCopy(a: Zone, b: Zone): boolean {
  if (a.model.apex !== b.model.apex) return false;
  return !a.options.configuration || a.options.configuration !== b.options.configuration;
}

const STAR = Uint8Array.of(0x2a);

/** True where a wildcard of the zone answers for a name; where it is NO_NAME, the table has only the upper part of it, `known`. */
function isAnswered({ model }: Zone, name: NameId, known: NameId): boolean {
  if (!model.hasWildcards) return false;
  if (name !== NO_NAME) return !model.hasOwner(name) && model.wildcardFor(name) !== NO_NAME;
  if (model.hasOwner(model.names.find(known, STAR))) return true;
  return !model.hasOwner(known) && known !== model.apex && model.wildcardFor(known) !== NO_NAME;
}
