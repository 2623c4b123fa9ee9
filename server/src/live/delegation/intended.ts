/** The delegation that a zone's file says it is to have: what the zone above is asked to set. */
import { DIGEST, KEY_FLAG } from '../../dns/codes.ts';
import { dsDigest } from '../../dns/dsDigest.ts';
import { keyTag } from '../../dns/keytag.ts';
import { TYPE } from '../../dns/types.ts';
import type { FileZone } from '../compare/fileZone.ts';
import { octetsOf } from '../compare/recordData.ts';
import { nameToWire } from '../writeQuery.ts';
import type { Servers } from './lookUp.ts';
import { addressKey, isInDomain, nameKey } from './records.ts';
import type { GivenDs } from './world.ts';

export interface IntendedDelegation {
  /** Glue for servers in the zone; others are to be looked up. */
  readonly servers: Servers;
  /** Of the keys that sign others (SEP), by SHA-256. */
  readonly ds: readonly GivenDs[];
}

/** The DS records of keys, in the octets of their data. */
export function intendedDs(zone: string, keys: readonly Uint8Array[]): GivenDs[] {
  const owner = nameToWire(zone);
  return keys.flatMap((key): GivenDs[] => {
    const digest = dsDigest(DIGEST.SHA256, owner, key);
    if (!digest || (key[1] & KEY_FLAG.SEP) === 0) return [];
    return [{ keyTag: keyTag(key), algorithm: key[3], digestType: DIGEST.SHA256, digest }];
  });
}

/** Servers of a zone with glue for those that need it. */
export function withGlue(
  zone: string,
  servers: Iterable<readonly [name: string, addresses: readonly string[]]>,
): Servers {
  return new Map([...servers].map(([name, addresses]) => [name, isInDomain(name, zone) ? addresses : []]));
}

/** What a zone's file says; undefined where it names no server. */
export function intendedOf({ apex, servers, sets }: FileZone): IntendedDelegation | undefined {
  if (servers.length === 0) return undefined;
  const zone = nameKey(apex);
  const keys = sets
    .filter(({ owner, type }) => type === TYPE.DNSKEY && nameKey(owner) === zone)
    .flatMap(({ data }) => data.map(octetsOf));
  const named = servers.map(
    ({ name, addresses }) => [nameKey(name), addresses.flatMap((address) => addressKey(address) ?? [])] as const,
  );
  return { servers: withGlue(zone, named), ds: intendedDs(zone, keys) };
}
