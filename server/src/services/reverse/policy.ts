/** What the user wants of PTR records, by networks: how much a missing one weighs, and what an address with several names gets. */
import { type Prefix, parsePrefix } from '../../dns/prefixes.ts';

/** How much an address without a PTR record weighs; `off`: it is to have none. */
export const PTR_WEIGHTS = ['off', 'hint', 'information', 'warning'] as const;
export type PtrWeight = (typeof PTR_WEIGHTS)[number];
/** What an address with several names gets: the PTR record of one of them, or of each; or it is asked. */
export const PTR_NAMES = ['ask', 'one', 'several'] as const;
export type PtrNames = (typeof PTR_NAMES)[number];

export interface PtrPolicy {
  /** Undefined where nothing is said of the network. */
  weightOf(octets: Uint8Array): PtrWeight | undefined;
  namesOf(octets: Uint8Array): PtrNames;
}

interface Entry<T> {
  readonly prefix: Prefix;
  readonly value: T;
}

/** The values of a setting by their networks, the longest first; what is no network or no value is left out. */
function entriesOf<T extends string>(given: unknown, values: readonly T[]): Entry<T>[] {
  if (typeof given !== 'object' || given === null) return [];
  return Object.entries(given)
    .flatMap(([network, text]): Entry<T>[] => {
      const prefix = parsePrefix(network.trim());
      const value = values.find((each) => each === text);
      return prefix && value ? [{ prefix, value }] : [];
    })
    .sort((a, b) => b.prefix.bits - a.prefix.bits);
}

function valueFor<T>(entries: readonly Entry<T>[], octets: Uint8Array): T | undefined {
  for (const { prefix, value } of entries) if (contains(prefix, octets)) return value;
  return undefined;
}

/** This is asked of each address of a workspace, so it makes no objects. */
function contains({ octets: network, bits }: Prefix, octets: Uint8Array): boolean {
  if (network.length !== octets.length) return false;
  const whole = bits >> 3;
  for (let i = 0; i < whole; i++) if (network[i] !== octets[i]) return false;
  const rest = bits & 7;
  return rest === 0 || ((network[whole] ^ octets[whole]) & (0xff << (8 - rest)) & 0xff) === 0;
}

/** The policy that two settings make: `bailiwick.ptr.networks` and `bailiwick.ptr.names`. */
export function ptrPolicy(networks?: unknown, names?: unknown): PtrPolicy {
  const weights = entriesOf(networks, PTR_WEIGHTS);
  const several = entriesOf(names, PTR_NAMES);
  return {
    weightOf: (octets) => valueFor(weights, octets),
    namesOf: (octets) => valueFor(several, octets) ?? 'ask',
  };
}

export const NO_POLICY: PtrPolicy = ptrPolicy();
