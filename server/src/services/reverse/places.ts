/** From an address to the zone of the workspace that holds its PTR record. Names are numbers here: nothing walks over all zones for an address. */

import { reverseName } from '../../dns/addresses.ts';
import { CLASS } from '../../dns/classes.ts';
import { type NameId, type NameTable, NO_NAME, ROOT } from '../../dns/names.ts';
import { knownReverseName } from '../../dns/reverseNames.ts';
import { TYPE } from '../../dns/types.ts';
import { closest, reverseZoneFor } from '../../workspace/closest.ts';
import type { Zone } from '../../workspace/zone.ts';
import { NO_RECORD } from '../../zone/chunk.ts';
import type { ZoneLookup } from '../shared/lookup.ts';
import { type ClasslessZone, classlessZones } from './classless.ts';

/** The zone that answers for an address, and the owner that a PTR record has in it. */
export interface PtrPlace {
  readonly zone: Zone;
  readonly name: NameId;
}

/**
 * Why an address has no place for its PTR record. no-zone: no zone of the workspace is for it. other-view: only one in another view of the
 * configuration. unclear: several are as near. delegated: the zone hands it to servers whose zone is not here. alias: a CNAME leads to a
 * name whose zone is not here.
 */
export type NoPlace = 'no-zone' | 'other-view' | 'unclear' | 'delegated' | 'alias';

/** What was looked up for an address. */
export interface FoundPlace {
  /** The zone that it was looked up in last; undefined where there is none. */
  readonly zone: Zone | undefined;
  /** The owner of the PTR record; NO_NAME where nothing in the workspace has that name yet. */
  readonly name: NameId;
  /** What the table has of the name of the address. */
  readonly known: NameId;
  /** Why there is no place; undefined where there is one. */
  readonly reason: NoPlace | undefined;
}

/** What is remembered of the address of a family that was looked up last: the next one begins as it does most often. */
class LastLook {
  readonly octets: Uint8Array;
  /** What the table has of its name: the name after each label, from the suffix on. */
  readonly path: Int32Array;
  depth = 0;
  /** The names of the zones at or above its /24 or /64, the longest first, where `path` goes so far. */
  apexes: readonly NameId[] | undefined;

  constructor(size: number, labels: number, suffix: NameId) {
    this.octets = new Uint8Array(size);
    this.path = new Int32Array(labels + 1);
    this.path[0] = suffix;
  }

  /** How many labels, from the suffix on, the name of another address has in common with it, among those that the table has. */
  common(octets: Uint8Array): number {
    const isIpv6 = octets.length > 4;
    let labels = 0;
    for (let i = 0; i < octets.length && labels < this.depth; i++) {
      const differs = octets[i] ^ this.octets[i];
      if (differs !== 0) return Math.min(this.depth, isIpv6 && differs < 16 ? labels + 1 : labels);
      labels += isIpv6 ? 2 : 1;
    }
    return Math.min(this.depth, labels);
  }
}

interface Choice {
  readonly zone: Zone | undefined;
  readonly reason: NoPlace | undefined;
}

/** Labels of a /24 and a /64 below the suffix. */
const NETWORK4 = 3;
const NETWORK6 = 16;
const SUFFIX_DEPTH = 2;
const WHOLE4 = SUFFIX_DEPTH + 4;
const WHOLE6 = SUFFIX_DEPTH + 32;
const NO_ZONE: FoundPlace = { zone: undefined, name: NO_NAME, known: NO_NAME, reason: 'no-zone' };
const NOWHERE: Choice = { zone: undefined, reason: 'no-zone' };
const UNCLEAR: Choice = { zone: undefined, reason: 'unclear' };

/** The reverse zones of a workspace, while nothing in it changes. */
export class ReversePlaces {
  readonly names: NameTable;
  readonly #byApex = new Map<NameId, Zone[]>();
  /** Parts of a /24 by the name of the /24 (RFC 2317). */
  readonly #classless: ReadonlyMap<NameId, readonly ClasslessZone[]>;
  readonly #zoneHolding: ZoneLookup['zoneHolding'];
  readonly #last4: LastLook;
  readonly #last6: LastLook;
  #deepest = 0;
  readonly #choices = new Map<Zone, Map<NameId, Choice>>();

  constructor(zones: readonly Zone[], names: NameTable, zoneHolding: ZoneLookup['zoneHolding']) {
    this.names = names;
    this.#zoneHolding = zoneHolding;
    this.#last4 = new LastLook(4, 4, names.fromText('in-addr.arpa.'));
    this.#last6 = new LastLook(16, 32, names.fromText('ip6.arpa.'));
    const usable = zones.filter(({ options }) => options.zoneClass === CLASS.IN && options.settings.type !== 'hint');
    for (const zone of usable) {
      const { apex } = zone.model;
      const same = this.#byApex.get(apex);
      if (same) same.push(zone);
      else this.#byApex.set(apex, [zone]);
      this.#deepest = Math.max(this.#deepest, names.depth(apex));
    }
    this.#classless = classlessZones(usable, names);
  }

  /** The zones of one name. */
  copies(apex: NameId): readonly Zone[] {
    return this.#byApex.get(apex) ?? [];
  }

  /**
   * Where the PTR record of an address of `asker` belongs: the zone with the longest name in the view of `asker`; else, where its configuration
   * has none, of the whole workspace, and of several copies the closest. Goes on where a zone delegates to another one, and
   * through a CNAME where it hands single addresses on (RFC 2317).
   */
  at(octets: Uint8Array, asker: Zone): FoundPlace {
    const known = this.#look(octets);
    const apexes = this.#apexesOf(octets, known);
    if (apexes.length === 0) return this.#inPart(octets, known, asker) ?? { ...NO_ZONE, known };
    let { zone, reason } = this.#choose(apexes, asker);
    for (let cut = NO_NAME; zone && !reason; ) {
      cut = zone.model.cutAbove(known);
      if (cut === NO_NAME) break;
      const above = this.names.depth(zone.model.apex);
      const below = apexes.filter((apex) => this.names.depth(apex) > above);
      if (below.length === 0) {
        const part = this.#inPart(octets, known, asker);
        return part ?? { zone, name: NO_NAME, known, reason: 'delegated' };
      }
      ({ zone, reason } = closestOf(this.copies(below[below.length - 1]), asker));
    }
    const isWhole = this.names.depth(known) === (octets.length === 4 ? WHOLE4 : WHOLE6);
    const name = isWhole ? known : NO_NAME;
    if (!zone || reason || !isWhole) return { zone, name, known, reason };
    const alias = zone.model.first(name, TYPE.CNAME);
    return alias === NO_RECORD
      ? { zone, name, known, reason }
      : this.#behindAlias(zone.model.record(alias).target, known, zone, asker);
  }

  /** The names that the PTR records of an address may have: its own, and those that a CNAME of any copy of its zones leads to. */
  ownersOf(octets: Uint8Array): readonly NameId[] {
    const known = this.#look(octets);
    if (this.names.depth(known) !== (octets.length === 4 ? WHOLE4 : WHOLE6)) return [];
    const owners = new Set([known]);
    for (const apex of this.#apexesOf(octets, known)) {
      for (const { model } of this.copies(apex)) {
        for (const { target } of model.rrset(known, TYPE.CNAME)) if (target > ROOT) owners.add(target);
      }
    }
    return [...owners];
  }

  #behindAlias(target: NameId, known: NameId, from: Zone, asker: Zone): FoundPlace {
    const apexes = target > ROOT ? this.#apexesFrom(target, ROOT) : [];
    const { zone, reason } = apexes.length > 0 ? this.#choose(apexes, asker) : NOWHERE;
    // The name may lie in any zone, not only in a reverse one.
    const holder = zone ?? (target > ROOT && reason !== 'other-view' ? this.#zoneHolding(target, asker) : undefined);
    if (!holder || reason === 'other-view' || holder.model.cutAbove(target) !== NO_NAME) {
      return { zone: from, name: target, known, reason: 'alias' };
    }
    return { zone: holder, name: target, known, reason: undefined };
  }

  /** A zone for a part of a /24 whose own zone, with the CNAMEs, is not here. */
  #inPart(octets: Uint8Array, known: NameId, asker: Zone): FoundPlace | undefined {
    if (octets.length !== 4 || this.#classless.size === 0) return undefined;
    const network = this.names.fromText(reverseName(octets).slice(String(octets[3]).length + 1));
    const parts = this.#classless.get(network)?.filter(({ from, to }) => octets[3] >= from && octets[3] <= to);
    if (!parts || parts.length === 0) return undefined;
    const size = Math.min(...parts.map(({ from, to }) => to - from));
    const { zone } = closestOf(
      parts.filter(({ from, to }) => to - from === size).map((part) => part.zone),
      asker,
    );
    if (!zone) return undefined;
    const name = this.names.fromText(String(octets[3]), zone.model.apex);
    return { zone, name, known, reason: undefined };
  }

  /** What the table has of the name of an address. */
  #look(octets: Uint8Array): NameId {
    const isIpv6 = octets.length > 4;
    const last = isIpv6 ? this.#last6 : this.#last4;
    const common = last.common(octets);
    const known = knownReverseName(this.names, octets, last.path[common] as NameId);
    last.depth = this.names.depth(known) - SUFFIX_DEPTH;
    let at = known;
    for (let labels = last.depth; labels > common; labels--, at = this.names.parent(at)) last.path[labels] = at;
    if (common < (isIpv6 ? NETWORK6 : NETWORK4)) last.apexes = undefined;
    last.octets.set(octets);
    return known;
  }

  /** The names of the zones at or above the name of the address that was looked up last, the longest first. */
  #apexesOf(octets: Uint8Array, known: NameId): readonly NameId[] {
    const isIpv6 = octets.length > 4;
    const last = isIpv6 ? this.#last6 : this.#last4;
    const base = last.path[Math.min(last.depth, isIpv6 ? NETWORK6 : NETWORK4)] as NameId;
    last.apexes ??= this.#apexesFrom(base, ROOT);
    if (base === known || this.#deepest <= this.names.depth(base)) return last.apexes;
    const deeper = this.#apexesFrom(known, base);
    return deeper.length > 0 ? [...deeper, ...last.apexes] : last.apexes;
  }

  /** The names with zones from one name upwards to before another one. */
  #apexesFrom(name: NameId, end: NameId): NameId[] {
    const apexes: NameId[] = [];
    for (let at = name; at !== end && at > ROOT; at = this.names.parent(at)) if (this.#byApex.has(at)) apexes.push(at);
    return apexes;
  }

  #choose(apexes: readonly NameId[], asker: Zone): Choice {
    let choices = this.#choices.get(asker);
    if (!choices) {
      choices = new Map();
      this.#choices.set(asker, choices);
    }
    let choice = choices.get(apexes[0]);
    if (!choice) {
      choice = this.#chooseAnew(apexes, asker);
      choices.set(apexes[0], choice);
    }
    return choice;
  }

  #chooseAnew(apexes: readonly NameId[], asker: Zone): Choice {
    const { zone, elsewhere } = reverseZoneFor(
      apexes.map((apex) => this.copies(apex)),
      asker,
    );
    if (zone) return { zone, reason: undefined };
    if (elsewhere) return { zone: elsewhere, reason: 'other-view' };
    return closestOf(this.copies(apexes[0]), asker);
  }
}

/** Of several copies the one that is closest: one that can be written into before one that is fetched. */
function closestOf(copies: readonly Zone[], asker: Zone): Choice {
  const primaries = copies.filter(({ options }) => options.settings.type === 'primary');
  const near = closest(primaries.length > 0 ? primaries : copies, asker);
  if (near.length === 0) return NOWHERE;
  // Several zones of one file are one.
  const isOne = near.every(({ options }) => options.uri === near[0].options.uri);
  return isOne ? { zone: near[0], reason: undefined } : UNCLEAR;
}

const PLACES = new WeakMap<readonly Zone[], ReversePlaces>();

/** The reverse zones that a lookup has: made once for each. */
export function reversePlaces(
  lookup: Pick<ZoneLookup, 'reverseZones' | 'zoneHolding'>,
  names: NameTable,
): ReversePlaces {
  const zones = lookup.reverseZones();
  let places = PLACES.get(zones);
  if (!places) {
    places = new ReversePlaces(zones, names, lookup.zoneHolding);
    PLACES.set(zones, places);
  }
  return places;
}

/** Where the PTR record of an address of `asker` belongs, with its whole name; undefined where there is no place for it. */
export function ptrPlace(octets: Uint8Array, asker: Zone, lookup: ZoneLookup): PtrPlace | undefined {
  const { names } = asker.options;
  const { zone, name, reason } = reversePlaces(lookup, names).at(octets, asker);
  if (!zone || reason) return undefined;
  return { zone, name: name === NO_NAME ? names.fromText(reverseName(octets)) : name };
}
