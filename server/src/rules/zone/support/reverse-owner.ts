/** Owners in reverse zones: what address or prefix they stand for. */
import type { NameId } from '../../../dns/names.ts';
import { type ReverseReading, readReverse } from '../../../dns/reverse.ts';
import { EntryKind } from '../../../zone/chunk.ts';
import type { ZoneRecord } from '../../../zone/model.ts';
import { inheritsOwner, ownerPlace, type Place, typePlace, type ZoneContext } from '../context.ts';
import { firstPlace } from './apex.ts';
import { labelTexts, reverseTree, zoneTree } from './reverse.ts';
import { CNAME, DNAME, NS, PTR, SOA } from './types.ts';
import { isAbsolute } from './words.ts';

/** Types whose owners in a reverse zone are parts of addresses. */
export const REVERSE_TYPES: readonly number[] = [PTR, NS, CNAME, DNAME];

/** A name of a reverse zone where it is written. */
export interface ReverseOwner {
  readonly name: NameId;
  readonly place: Place;
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
    isPtr: records.some((record) => record.type === PTR),
    isService: labels[0] === '*' || labels.some((label) => label.startsWith('_')),
  };
}

/** The zone's own name where it is a reverse one, shown at the SOA, and every name that a `$ORIGIN` sets. */
export function reverseOrigins(
  context: ZoneContext,
): { name: NameId; place: Place; own: number; reading: ReverseReading }[] {
  const { names, apex, model, originKnown, documents } = context;
  const found: { name: NameId; place: Place; own: number; reading: ReverseReading }[] = [];
  if (!zoneTree(context)) return found;
  const [soa] = model.rrset(apex, SOA);
  const place = soa ? (inheritsOwner(soa) ? typePlace(soa) : ownerPlace(soa)) : firstPlace(context);
  const ofZone = readReverse(labelTexts(names, apex));
  if (originKnown && place && ofZone) found.push({ name: apex, place, own: names.depth(apex) - 2, reading: ofZone });
  for (const document of documents) {
    for (const chunk of document.chunks) {
      const { kinds, targets, wordFirsts, wordStarts, wordEnds } = chunk;
      for (
        let entry = kinds.indexOf(EntryKind.Origin);
        entry >= 0;
        entry = kinds.indexOf(EntryKind.Origin, entry + 1)
      ) {
        const name = targets[entry];
        if (name < 0 || name === apex || reverseTree(names, name) === undefined || !model.isInZone(name)) continue;
        const reading = readReverse(labelTexts(names, name));
        const word = wordFirsts[entry];
        if (!reading || word === wordFirsts[entry + 1]) continue;
        const at = { document, chunk, start: wordStarts[word], end: wordEnds[word] };
        found.push({ name, place: at, own: names.depth(name) - names.depth(apex), reading });
      }
    }
  }
  return found;
}
