/** Where trust begins: the keys that are known of themselves. */
import { CLASS } from '../../dns/classes.ts';
import { ALGORITHM, DIGEST } from '../../dns/codes.ts';
import { TYPE } from '../../dns/types.ts';
import type { AnswerRecord } from '../messages.ts';
import { isAtOrBelow } from '../names.ts';
import { depthOf } from './names.ts';
import { type Dnskey, type Ds, readDnskey, readDs } from './records.ts';

/** A zone with the keys, or digests of keys, that are trusted. */
export interface Anchor {
  readonly zone: string;
  readonly ds: readonly Ds[];
  readonly keys: readonly Dnskey[];
}

/** What is trusted, and what is not to be validated though it could be (RFC 7646). */
export interface Anchors {
  readonly anchors: readonly Anchor[];
  readonly negative?: readonly string[];
}

function octetsOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}

/** IANA's, of 2017 and 2024 (data.iana.org/root-anchors). */
const ROOT_DS: readonly (readonly [tag: number, digest: string])[] = [
  [20326, 'e06d44b80b8f1d39a95c0b0d7c65d08458e880409bbc683457104237c7f8ec8d'],
  [38696, '683d2d0acb8c9b712a1948b27f741219298d0a450d612c483af444a4c0fb2b16'],
];

/** The keys of the root zone that everybody trusts. */
export const ROOT_ANCHORS: Anchors = anchorsFrom(
  ROOT_DS.map(([tag, digest]) => ({
    owner: '.',
    type: TYPE.DS,
    class: CLASS.IN,
    ttl: 0,
    rdata: Uint8Array.of(tag >> 8, tag & 0xff, ALGORITHM.RSASHA256, DIGEST.SHA256, ...octetsOf(digest)),
  })),
);

/** Anchors out of DS and DNSKEY records; others are passed over. */
export function anchorsFrom(records: readonly AnswerRecord[], negative: readonly string[] = []): Anchors {
  const zones = new Map<string, { zone: string; ds: Ds[]; keys: Dnskey[] }>();
  for (const record of records) {
    const [ds, key] = [readDs(record), readDnskey(record)];
    if (!ds && !key) continue;
    const zone = record.owner.toLowerCase();
    const anchor = zones.get(zone) ?? { zone, ds: [], keys: [] };
    zones.set(zone, anchor);
    if (ds) anchor.ds.push(ds);
    if (key) anchor.keys.push(key);
  }
  return { anchors: [...zones.values()], negative };
}

/** The anchor from which the way to a name begins: that of the lowest zone above. */
export function anchorFor({ anchors }: Anchors, name: string): Anchor | undefined {
  let best: Anchor | undefined;
  for (const anchor of anchors) {
    if (isAtOrBelow(name, anchor.zone) && (!best || depthOf(anchor.zone) > depthOf(best.zone))) best = anchor;
  }
  return best;
}

/** The negative anchor that a name is at or below, unless a trust anchor stands between. */
export function negativeFor({ negative = [] }: Anchors, name: string, anchor: string): string | undefined {
  return negative.find((zone) => isAtOrBelow(name, zone) && isAtOrBelow(zone, anchor));
}
