/** The octets that a signature is of (RFC 4034 sections 3.1.8.1 and 6, RFC 6840 section 5.1). */
import { compareOctets } from '../../dns/nameOrder.ts';
import { canonicalRdata } from '../../dns/rdata/caseless.ts';
import { typeRow } from '../../dns/types.ts';
import { labelCount, lastLabels, lowWire, wildcardOf } from './names.ts';
import type { Rrset, Rrsig } from './records.ts';

/** Octets of an RRSIG's data before its signer. */
const HEAD = 18;
/** Octets of a record between owner and data. */
const RECORD = 10;

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
  const row = typeRow(set.type, set.class);
  const data = set.records.map((record) => canonicalRdata(row, record.rdata));
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
