/** Which addresses move: those of the hosts that were picked, unless there is no room for them or somebody has the new one. */

import { addressText } from '../../dns/addresses.ts';
import type { NameId } from '../../dns/names.ts';
import type { Prefix } from '../../dns/prefixes.ts';
import { addressKey, holds, movedAddress, movedNetwork } from './prefixPair.ts';
import type { HostEntry, Survey } from './survey.ts';

/** What becomes of an address or a network: all of it moves, some of it does, or nothing. */
export type Fate = 'moves' | 'both' | 'stays';

/** An address that cannot move. */
export interface StayingAddress {
  readonly octets: Uint8Array;
  readonly hosts: readonly NameId[];
  /** Where it would go; undefined where there is no room. */
  readonly moved: Uint8Array | undefined;
  /** Who is there already. */
  readonly taken: readonly NameId[];
}

/** A host with addresses of the old prefix. */
export interface RenumberedHost {
  readonly host: NameId;
  readonly moves: readonly {
    readonly octets: Uint8Array;
    readonly moved: Uint8Array | undefined;
    readonly taken: readonly NameId[];
  }[];
}

interface Known {
  readonly octets: Uint8Array;
  readonly moved: Uint8Array | undefined;
  readonly hosts: Set<NameId>;
  readonly taken: readonly NameId[];
}

export class Moves {
  readonly #survey: Survey;
  readonly #known = new Map<string, Known>();
  /** The hosts that were picked; undefined for all. */
  readonly #picked: ReadonlySet<NameId> | undefined;

  constructor(found: Survey, picked: ReadonlySet<NameId> | undefined) {
    this.#survey = found;
    this.#picked = picked;
    const hosts = new Map<string, { octets: Uint8Array; hosts: Set<NameId> }>();
    const made = found.generated.flatMap((each) => each.made);
    for (const { key, octets, host } of [...found.addresses, ...found.pointers, ...made]) {
      const known = hosts.get(key);
      if (known) known.hosts.add(host);
      else hosts.set(key, { octets, hosts: new Set([host]) });
    }
    for (const [key, { octets, hosts: own }] of hosts) {
      const moved = movedAddress(found.pair, octets);
      const there = moved ? [...(found.taken.get(addressKey(moved)) ?? [])] : [];
      this.#known.set(key, { octets, moved, hosts: own, taken: there.filter((name) => !own.has(name)) });
    }
  }

  #isPicked(host: NameId): boolean {
    return this.#picked === undefined || this.#picked.has(host);
  }

  /** Whether the record of a host moves. */
  isMoved({ key, host }: Pick<HostEntry, 'key' | 'host'>): boolean {
    const known = this.#known.get(key);
    return known !== undefined && canMove(known) && this.#isPicked(host);
  }

  /** Where the address of a record goes. */
  movedTo(octets: Uint8Array): Uint8Array | undefined {
    return this.#known.get(addressKey(octets))?.moved ?? movedAddress(this.#survey.pair, octets);
  }

  /** What becomes of an address, whoever has it. One that no zone has moves with all hosts. */
  fateOf(octets: Uint8Array): Fate {
    const { pair } = this.#survey;
    if (!holds(pair.from, octets)) return 'stays';
    const known = this.#known.get(addressKey(octets));
    if (!known) return this.#picked === undefined && movedAddress(pair, octets) ? 'moves' : 'stays';
    return this.#fate(known);
  }

  #fate(known: Known): Fate {
    if (!canMove(known)) return 'stays';
    const moving = [...known.hosts].filter((host) => this.#isPicked(host)).length;
    return moving === known.hosts.size ? 'moves' : moving === 0 ? 'stays' : 'both';
  }

  /** What becomes of a network in the old prefix. */
  fateOfNetwork(network: Prefix): Fate {
    const { pair } = this.#survey;
    if (network.bits < pair.from.bits || !holds(pair.from, network.octets) || !movedNetwork(pair, network))
      return 'stays';
    const fates = new Set<Fate>();
    for (const known of this.#known.values()) if (holds(network, known.octets)) fates.add(this.#fate(known));
    if (fates.size === 0) return this.#picked === undefined ? 'moves' : 'stays';
    if (fates.size > 1) return 'both';
    const [fate] = fates;
    return fate;
  }

  /** The addresses of picked hosts that stay, in the order of the files. */
  staying(): StayingAddress[] {
    const staying: StayingAddress[] = [];
    for (const known of this.#known.values()) {
      const hosts = [...known.hosts].filter((host) => this.#isPicked(host));
      if (canMove(known) || hosts.length === 0) continue;
      staying.push({ octets: known.octets, hosts, moved: known.moved, taken: known.taken });
    }
    return staying;
  }

  /** How many addresses move. */
  get count(): number {
    let count = 0;
    for (const known of this.#known.values()) if (this.#fate(known) !== 'stays') count++;
    return count;
  }

  /** The hosts of the old prefix, by name. */
  hosts(): RenumberedHost[] {
    const byHost = new Map<NameId, RenumberedHost['moves'][number][]>();
    for (const { hosts, octets, moved, taken } of this.#known.values()) {
      for (const host of hosts) {
        const move = { octets, moved, taken };
        const moves = byHost.get(host);
        if (moves) moves.push(move);
        else byHost.set(host, [move]);
      }
    }
    const { names } = this.#survey;
    return [...byHost]
      .map(([host, moves]) => ({ host, moves, text: names.text(host) }))
      .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
      .map(({ host, moves }) => ({ host, moves }));
  }
}

function canMove({ moved, taken }: Known): boolean {
  return moved !== undefined && taken.length === 0;
}

/** `192.0.2.1 → 198.51.100.1`. */
export function moveText(octets: Uint8Array, moved: Uint8Array): string {
  return `${addressText(octets)} → ${addressText(moved)}`;
}
