/** Settings by network: of those that hold an address the longest counts. */
import { type Prefix, parsePrefix } from '../../../dns/prefixes.ts';

/** How much an address without a PTR record weighs; `off`: it is to have none. */
export const PTR_WEIGHTS = ['off', 'hint', 'information', 'warning'] as const;
export type PtrWeight = (typeof PTR_WEIGHTS)[number];
/** What is set, by networks such as `192.0.2.0/24`. */
export type PtrNetworks = Readonly<Record<string, PtrWeight>>;

interface Entry {
  readonly prefix: Prefix;
  readonly value: string;
}

const READ = new WeakMap<object, readonly Entry[]>();

/** The networks with a value that is known; what is neither is left out. */
export function readNetworks<T extends string>(given: unknown, values: readonly T[]): Readonly<Record<string, T>> {
  const found: Record<string, T> = {};
  if (typeof given !== 'object' || given === null) return found;
  for (const [network, text] of Object.entries(given)) {
    const value = values.find((each) => each === text);
    if (value && parsePrefix(network.trim())) found[network.trim()] = value;
  }
  return found;
}

/** The value of the longest network that holds an address; undefined where none does. */
export function valueFor<T extends string>(networks: Readonly<Record<string, T>>, octets: Uint8Array): T | undefined {
  let entries = READ.get(networks);
  if (!entries) {
    entries = Object.entries(networks)
      .map(([network, value]) => ({ prefix: parsePrefix(network) as Prefix, value }))
      .sort((a, b) => b.prefix.bits - a.prefix.bits);
    READ.set(networks, entries);
  }
  for (const { prefix, value } of entries) if (contains(prefix, octets)) return value as T;
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
