/** The octets that a signature is of (RFC 4034 sections 3.1.8.1 and 6, RFC 6840 section 5.1). */
import { CLASS } from '../../dns/classes.ts';
import { compareOctets } from '../../dns/nameOrder.ts';
import { FIELD_KINDS } from '../../dns/rdata/kinds.ts';
import { TYPE, typeRow } from '../../dns/types.ts';
import { labelCount, lastLabels, lowWire, wildcardOf } from './names.ts';
import type { Rrset, Rrsig } from './records.ts';

/** Octets of an RRSIG's data before its signer. */
const HEAD = 18;
/** Octets of a record between owner and data. */
const RECORD = 10;

/** Types whose names in RDATA are signed with small letters: those of RFC 4034 section 6.2 without HINFO, NSEC (RFC 6840 section 5.1) and A6, which nobody signs. */
const LOWERED: ReadonlySet<number> = new Set([
  TYPE.NS,
  TYPE.MD,
  TYPE.MF,
  TYPE.CNAME,
  TYPE.SOA,
  TYPE.MB,
  TYPE.MG,
  TYPE.MR,
  TYPE.PTR,
  TYPE.MINFO,
  TYPE.MX,
  TYPE.RP,
  TYPE.AFSDB,
  TYPE.RT,
  TYPE.SIG,
  TYPE.PX,
  TYPE.NXT,
  TYPE.NAPTR,
  TYPE.KX,
  TYPE.SRV,
  TYPE.DNAME,
]);

function lowered(octets: Uint8Array, start: number, end: number): void {
  for (let i = start; i < end; i++) if (octets[i] >= 0x41 && octets[i] <= 0x5a) octets[i] += 0x20;
}

/** RDATA as it is signed; its names are not compressed. */
export function canonicalRdata(type: number, rdata: Uint8Array): Uint8Array {
  if (!LOWERED.has(type)) return rdata;
  const octets = rdata.slice();
  let at = 0;
  for (const { kind } of typeRow(type, CLASS.IN).fields) {
    const { wire } = FIELD_KINDS[kind];
    if (wire === undefined) break;
    if (wire === 'name') {
      // Lengths of labels are below the codes of letters.
      const start = at;
      while (at < octets.length && octets[at] !== 0) at += octets[at] + 1;
      lowered(octets, start, Math.min(at, octets.length));
      at++;
    } else at += wire === 'string' ? (octets[at] ?? 0) + 1 : wire;
  }
  return octets;
}

/** The name that a signature is of: a wildcard where it has fewer labels than the owner (RFC 4035 section 5.3.2). Undefined where it has more. */
export function signedOwner(owner: string, labels: number): string | undefined {
  const count = labelCount(owner);
  if (labels > count) return undefined;
  return labels === count ? owner : wildcardOf(lastLabels(owner, labels));
}

/** What a signature of the RRset is of; undefined where the signature has more labels than the owner. */
export function signedOctets(set: Rrset, signature: Rrsig): Uint8Array | undefined {
  const name = signedOwner(set.owner, signature.labels);
  if (name === undefined) return undefined;
  const owner = lowWire(name);
  const { rdata } = signature.record;
  const head = rdata.slice(0, rdata.length - signature.signature.length);
  head.set(lowWire(signature.signer), HEAD);
  const data = set.records.map((record) => canonicalRdata(set.type, record.rdata));
  data.sort(compareOctets);
  const each = owner.length + RECORD;
  const octets = new Uint8Array(head.length + data.reduce((sum, { length }) => sum + each + length, 0));
  const view = new DataView(octets.buffer);
  octets.set(head);
  let at = head.length;
  for (const one of data) {
    octets.set(owner, at);
    at += owner.length;
    view.setUint16(at, set.type);
    view.setUint16(at + 2, set.class);
    view.setUint32(at + 4, signature.originalTtl);
    view.setUint16(at + 8, one.length);
    octets.set(one, at + RECORD);
    at += RECORD + one.length;
  }
  return octets;
}
