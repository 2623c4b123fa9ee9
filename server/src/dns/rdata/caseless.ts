/** Names in RDATA in small letters: as servers compare them, and as they are signed. */
import { TYPE, type TypeRow } from '../types.ts';
import { FIELD_KINDS } from './kinds.ts';

/** Whose names named compares without case besides those of old types. */
const CASELESS_TOO: ReadonlySet<number> = new Set([TYPE.RRSIG, TYPE['NSAP-PTR']]);

const [UPPER_A, UPPER_Z, TO_LOWER] = [0x41, 0x5a, 0x20];

/** RDATA in wire format in the canonical form, which signatures are of (RFC 4034 section 6.2); its names are not compressed. */
export function canonicalRdata(row: TypeRow, wire: Uint8Array): Uint8Array {
  return row.oldNames ? folded(row, wire) : wire;
}

/** RDATA in wire format as named compares it: its names in small letters, where those of its type are compared so. */
export function withoutCase(row: TypeRow, wire: Uint8Array): Uint8Array {
  return row.oldNames || CASELESS_TOO.has(row.code) ? folded(row, wire) : wire;
}

function folded({ fields }: TypeRow, wire: Uint8Array): Uint8Array {
  const octets = wire.slice();
  let at = 0;
  for (const { kind } of fields) {
    const { wire: length } = FIELD_KINDS[kind];
    if (length === 'name') at = foldName(octets, at);
    else if (length === 'string') at += 1 + octets[at];
    else if (length === undefined) break;
    else at += length;
  }
  return octets;
}

/** Folds the name at a place; returns where it ends. */
function foldName(wire: Uint8Array, from: number): number {
  let at = from;
  for (let length = wire[at++]; length > 0; length = wire[at++]) {
    for (const end = at + length; at < end; at++) if (wire[at] >= UPPER_A && wire[at] <= UPPER_Z) wire[at] += TO_LOWER;
  }
  return at;
}
