/** What the user wants of PTR records, by networks: how much a missing one weighs, and what an address with several names gets. */
import { PTR_WEIGHTS, type PtrWeight, readNetworks, valueFor } from '../../rules/zone/support/networks.ts';

/** What an address with several names gets: the PTR record of one of them, or of each; or it is asked. */
export const PTR_NAMES = ['ask', 'one', 'several'] as const;
export type PtrNames = (typeof PTR_NAMES)[number];

export interface PtrPolicy {
  /** Undefined where nothing is said of the network. */
  weightOf(octets: Uint8Array): PtrWeight | undefined;
  namesOf(octets: Uint8Array): PtrNames;
}

/** The policy that two settings make: `bailiwick.ptr.networks` and `bailiwick.ptr.names`. */
export function ptrPolicy(networks?: unknown, names?: unknown): PtrPolicy {
  const weights = readNetworks(networks, PTR_WEIGHTS);
  const several = readNetworks(names, PTR_NAMES);
  return {
    weightOf: (octets) => valueFor(weights, octets),
    namesOf: (octets) => valueFor(several, octets) ?? 'ask',
  };
}

export const NO_POLICY: PtrPolicy = ptrPolicy();
