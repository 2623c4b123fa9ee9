/** Zones for a part of a /24, which its own zone leads to by CNAMEs (RFC 2317): `0/25.2.0.192.in-addr.arpa`, `64-95.2.0.192.in-addr.arpa`. */
import type { NameId, NameTable } from '../../dns/names.ts';
import { reverseTree } from '../../dns/reverseNames.ts';
import type { Zone } from '../../workspace/zone.ts';

/** A zone, and the last octets that it is for. */
export interface ClasslessZone {
  readonly zone: Zone;
  readonly from: number;
  readonly to: number;
}

/** Labels of a /24, and of a zone below one. */
const PART_DEPTH = 6;

/** The last octets that the label of a part says: by its first address and the length of its prefix, or by its first and last address. */
export function classlessRange(label: string): { readonly from: number; readonly to: number } | undefined {
  const [, first, mark, second] = /^(\d{1,3})([-/_])(\d{1,3})$/.exec(label) ?? [];
  if (first === undefined) return undefined;
  const [from, number] = [Number(first), Number(second)];
  const isBits = mark !== '-' && number >= 25 && number <= 32;
  const to = isBits ? from + 2 ** (32 - number) - 1 : number;
  return to <= 255 && from <= to && (isBits || mark === '-') ? { from, to } : undefined;
}

/** The zones of parts, by the name of their /24. */
export function classlessZones(
  zones: readonly Zone[],
  names: NameTable,
): ReadonlyMap<NameId, readonly ClasslessZone[]> {
  const found = new Map<NameId, ClasslessZone[]>();
  for (const zone of zones) {
    const { apex } = zone.model;
    if (names.depth(apex) !== PART_DEPTH || reverseTree(names, apex) !== 'in-addr.arpa') continue;
    const range = classlessRange(names.labelText(apex));
    if (!range) continue;
    const network = names.parent(apex);
    const parts = found.get(network);
    if (parts) parts.push({ zone, ...range });
    else found.set(network, [{ zone, ...range }]);
  }
  return found;
}
