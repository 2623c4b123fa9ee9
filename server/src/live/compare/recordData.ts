/**
 * RDATA as two records are compared by it: the octets of the wire, one character each, names in small letters (RFC 4343), and an SOA without its
 * serial, which is compared by itself.
 */

import { CLASS } from '../../dns/classes.ts';
import { FIELD_KINDS } from '../../dns/rdata/kinds.ts';
import { rdataFromWire } from '../../dns/rdata.ts';
import { TYPE, typeRow } from '../../dns/types.ts';

/** Octets of an SOA's numbers, and of its serial, which comes first of them. */
const SOA_NUMBERS = 20;
const SERIAL = 4;
/** Octets that become characters at once, and as few as become so quicker one by one. */
const PART = 4096;
const FEW = 24;

/** Where the names of types begin whose other fields say whether there are any; beyond the data where there are none. */
const DECIDED: Readonly<Record<number, (wire: Uint8Array) => number>> = {
  [TYPE.IPSECKEY]: (wire) => (wire[1] === 3 ? 3 : wire.length),
  [TYPE.AMTRELAY]: (wire) => ((wire[1] & 0x7f) === 3 ? 2 : wire.length),
  [TYPE.HIP]: (wire) => 4 + wire[0] + (wire[2] << 8) + wire[3],
  [TYPE.A6]: (wire) => (wire[0] > 0 ? 1 + Math.ceil((128 - wire[0]) / 8) : wire.length),
};

/** What a type's data have before and between its names: octets, a string with its length before it, a name. */
type Layout = readonly (number | 'string' | 'name')[];
const layouts = new Map<number, Layout>();

/** The fields of a type up to its last name; none where it has no name, or other fields decide. */
function layoutOf(type: number): Layout {
  let layout = layouts.get(type);
  if (!layout) {
    const { fields } = typeRow(type, CLASS.IN);
    const lengths = fields.map(({ kind }) => FIELD_KINDS[kind].wire);
    const known = lengths.slice(0, lengths.lastIndexOf('name') + 1);
    layout = known.flatMap((length) => length ?? []);
    if (layout.length < known.length) layout = [];
    layouts.set(type, layout);
  }
  return layout;
}

/** Where the names in data begin. */
function namesIn(type: number, wire: Uint8Array): number[] {
  const decided = DECIDED[type]?.(wire);
  if (decided !== undefined) {
    const starts: number[] = [];
    for (let at = decided; at < wire.length; at = endOfName(wire, at)) starts.push(at);
    return starts;
  }
  const starts: number[] = [];
  let at = 0;
  for (const length of layoutOf(type)) {
    if (length === 'name') {
      starts.push(at);
      at = endOfName(wire, at);
    } else at += length === 'string' ? (wire[at] ?? 0) + 1 : length;
  }
  return starts;
}

function endOfName(wire: Uint8Array, start: number): number {
  let at = start;
  while (at < wire.length && wire[at] !== 0) at += wire[at] + 1;
  return at + 1;
}

/** The data of a record, to be compared. */
export function dataOf(type: number, code: number, wire: Uint8Array): string {
  if (code !== CLASS.IN && type === TYPE.A) return characters(wire);
  if (type !== TYPE.SOA && layoutOf(type).length === 0 && !DECIDED[type]) return characters(wire);
  const plain = wire.slice();
  for (const start of namesIn(type, wire)) {
    const end = Math.min(endOfName(wire, start), wire.length);
    for (let at = start; at < end; at++) if (plain[at] >= 0x41 && plain[at] <= 0x5a) plain[at] += 0x20;
  }
  if (type === TYPE.SOA && plain.length >= SOA_NUMBERS) {
    const serial = plain.length - SOA_NUMBERS;
    plain.fill(0, serial, serial + SERIAL);
  }
  return characters(plain);
}

function characters(wire: Uint8Array): string {
  let text = '';
  if (wire.length <= FEW) for (const octet of wire) text += String.fromCharCode(octet);
  else for (let at = 0; at < wire.length; at += PART) text += String.fromCharCode(...wire.subarray(at, at + PART));
  return text;
}

/** The octets of data, each of which is a character. */
export function octetsOf(data: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(data, (character) => character.charCodeAt(0));
}

/** The data as they are written in a zone file; an SOA with the serial that is given. */
export function writtenData(type: number, code: number, data: string, serial = 0): string {
  const wire = octetsOf(data);
  if (type === TYPE.SOA && wire.length >= SOA_NUMBERS) {
    new DataView(wire.buffer).setUint32(wire.length - SOA_NUMBERS, serial);
  }
  return rdataFromWire(typeRow(type, code), wire);
}
