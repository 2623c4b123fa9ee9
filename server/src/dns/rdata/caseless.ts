/** Names in RDATA that servers compare without case. */
import { TYPE, type TypeRow } from '../types.ts';
import { FIELD_KINDS } from './kinds.ts';

/** The types whose names have one canonical form (RFC 4034 section 6.2), as named compares them: NSEC (RFC 6840 section 5.1), SVCB and what came later keep their case. */
const CASELESS: ReadonlySet<number> = new Set([
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
  TYPE.RRSIG,
  TYPE['NSAP-PTR'],
]);

const [UPPER_A, UPPER_Z, TO_LOWER] = [0x41, 0x5a, 0x20];

/** RDATA in wire format with its names in lower case, where those of its type are compared so. */
export function withoutCase({ code, fields }: TypeRow, wire: Uint8Array): Uint8Array {
  if (!CASELESS.has(code)) return wire;
  const folded = wire.slice();
  let at = 0;
  for (const { kind } of fields) {
    const { wire: length } = FIELD_KINDS[kind];
    if (length === 'name') at = foldName(folded, at);
    else if (length === 'string') at += 1 + folded[at];
    else if (length === undefined) break;
    else at += length;
  }
  return folded;
}

/** Folds the name at a place; returns where it ends. */
function foldName(wire: Uint8Array, from: number): number {
  let at = from;
  for (let length = wire[at++]; length > 0; length = wire[at++]) {
    for (const end = at + length; at < end; at++) if (wire[at] >= UPPER_A && wire[at] <= UPPER_Z) wire[at] += TO_LOWER;
  }
  return at;
}
