/** DS records and the keys that they are of (RFC 4034 section 5). */
import { KEY_FLAG } from '../../../dns/codes.ts';
import { dsDigest } from '../../../dns/dsDigest.ts';
import { type NameId, type NameTable, ROOT } from '../../../dns/names.ts';
import { TYPE } from '../../../dns/types.ts';
import type { ZoneRecord } from '../../../zone/model.ts';
import { isInvalid } from '../../../zone/record.ts';
import type { Neighbour, ZoneContext } from '../context.ts';
import { wireOf } from './rdata.ts';
import { type Key, keysAmong } from './signing.ts';

/** A DS record: its numbers and its digest. */
export interface Ds {
  readonly record: ZoneRecord;
  readonly tag: number;
  readonly algorithm: number;
  readonly digestType: number;
  readonly digest: Uint8Array;
}

/** The valid DS records among records. */
export function dsAmong(records: readonly ZoneRecord[], context: ZoneContext): Ds[] {
  return records.flatMap((record) => {
    const wire = record.type === TYPE.DS && !isInvalid(record) ? wireOf(record, context) : undefined;
    if (!wire || wire.length < 5) return [];
    const [high, low, algorithm, digestType] = wire;
    return [{ record, tag: high * 256 + low, algorithm, digestType, digest: wire.subarray(4) }];
  });
}

/** The keys that a zone publishes for resolvers: those with the flag of a zone's key that are not revoked. */
export function publishedKeys({ model }: Neighbour, context: ZoneContext): Key[] {
  return keysAmong(model.rrset(model.apex, TYPE.DNSKEY), TYPE.DNSKEY, context).filter(
    ({ flags }) => (flags & KEY_FLAG.ZONE) !== 0 && (flags & KEY_FLAG.REVOKE) === 0,
  );
}

/** The digest of a key of a zone; undefined for a type that is not computed here. */
export function digestOf(key: Key, zone: NameId, digestType: number, names: NameTable): Uint8Array | undefined {
  return dsDigest(digestType, nameWire(zone, names), key.wire);
}

/** Whether a DS record is of a key; undefined where its digest cannot be computed here. */
export function isOfKey(ds: Ds, key: Key, zone: NameId, names: NameTable): boolean | undefined {
  if (ds.tag !== key.tag || ds.algorithm !== key.algorithm) return false;
  const digest = digestOf(key, zone, ds.digestType, names);
  return digest && digest.length === ds.digest.length && digest.every((octet, i) => octet === ds.digest[i]);
}

/** A name as on the wire, its letters small (RFC 4034 section 6.2). */
function nameWire(name: NameId, names: NameTable): Uint8Array {
  const octets: number[] = [];
  for (let at = name; at > ROOT; at = names.parent(at)) {
    const label = names.label(at);
    octets.push(label.length, ...label);
  }
  return Uint8Array.from([...octets, 0]);
}

/** Octets as the hexadecimal digits of a DS record. */
export function hexOf(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).toUpperCase().padStart(2, '0')).join('');
}
