/** Owners in reverse zones: what address or prefix they stand for. */

import type { NameId } from '../../../dns/names.ts';
import { type ReverseReading, readReverse } from '../../../dns/reverse.ts';
import { reverseTree } from '../../../dns/reverseNames.ts';
import { TYPE } from '../../../dns/types.ts';
import { EntryKind, type ParsedChunk } from '../../../zone/chunk.ts';
import type { ZoneDocument } from '../../../zone/document.ts';
import type { ZoneRecord } from '../../../zone/model.ts';
import { inheritsOwner } from '../../../zone/record.ts';
import type { ZoneContext } from '../context.ts';
import { ownerPlace, typePlace, type ZonePlace } from '../places.ts';
import { firstPlace } from './apex.ts';
import { labelTexts, zoneTree } from './reverse.ts';
import { isAbsolute } from './words.ts';

/** Types whose owners in a reverse zone are parts of addresses. */
export const REVERSE_TYPES: readonly number[] = [TYPE.PTR, TYPE.NS, TYPE.CNAME, TYPE.DNAME];

/** A name of a reverse zone where it is written. */
export interface ReverseOwner {
  readonly name: NameId;
  readonly place: ZonePlace;
  readonly text: string;
  readonly reading: ReverseReading;
  /** How many of its labels, from the most specific on, are written here and do not come from the origin. */
  readonly own: number;
  readonly isPtr: boolean;
  /** It starts with a wildcard or a service label (`_`, RFC 6763 section 11), and so stands for no single address. */
  readonly isService: boolean;
}

/** An owner with PTR, NS, CNAME or DNAME records in a reverse zone; undefined elsewhere, at the apex and where no line writes it. */
export function reverseOwner(
  owner: NameId,
  records: readonly ZoneRecord[],
  context: ZoneContext,
): ReverseOwner | undefined {
  const { names, apex, model } = context;
  if (owner === apex || !zoneTree(context) || !model.isInZone(owner)) return undefined;
  const written = records.find((record) => !inheritsOwner(record));
  if (!written) return undefined;
  const labels = labelTexts(names, owner);
  const reading = readReverse(labels);
  if (!reading) return undefined;
  const { chunk, entry } = written;
  const text = chunk.text.slice(chunk.ownerStarts[entry], chunk.ownerEnds[entry]);
  const from = isAbsolute(text) ? apex : chunk.origins[entry];
  return {
    name: owner,
    place: ownerPlace(written),
    text,
    reading,
    own: names.depth(owner) - Math.max(names.depth(apex), names.depth(from)),
    isPtr: records.some((record) => record.type === TYPE.PTR),
    isService: labels[0] === '*' || labels.some((label) => label.startsWith('_')),
  };
}

/** A name that the zone or a `$ORIGIN` of it has. */
export interface ReverseOrigin {
  readonly name: NameId;
  readonly place: ZonePlace;
  readonly own: number;
  readonly reading: ReverseReading;
}

/** The zone's own name where it is a reverse one, shown at the SOA. */
export function reverseApex(context: ZoneContext): ReverseOrigin | undefined {
  const { names, apex, model, originKnown } = context;
  if (!originKnown || !zoneTree(context)) return undefined;
  const [soa] = model.rrset(apex, TYPE.SOA);
  const place = soa ? (inheritsOwner(soa) ? typePlace(soa) : ownerPlace(soa)) : firstPlace(context);
  const reading = readReverse(labelTexts(names, apex));
  return place && reading && { name: apex, place, own: names.depth(apex) - 2, reading };
}

/** Every reverse name that a `$ORIGIN` of a chunk sets. */
export function reverseOrigins(chunk: ParsedChunk, document: ZoneDocument, context: ZoneContext): ReverseOrigin[] {
  const { names, apex, model } = context;
  const found: ReverseOrigin[] = [];
  if (!zoneTree(context)) return found;
  const { kinds, targets, wordFirsts, wordStarts, wordEnds } = chunk;
  for (let entry = kinds.indexOf(EntryKind.Origin); entry >= 0; entry = kinds.indexOf(EntryKind.Origin, entry + 1)) {
    const name = targets[entry];
    if (name < 0 || name === apex || reverseTree(names, name) === undefined || !model.isInZone(name)) continue;
    const reading = readReverse(labelTexts(names, name));
    const word = wordFirsts[entry];
    if (!reading || word === wordFirsts[entry + 1]) continue;
    const place = { document, chunk, start: wordStarts[word], end: wordEnds[word] };
    found.push({ name, place, own: names.depth(name) - names.depth(apex), reading });
  }
  return found;
}
