/** An address that is one word of a record. */

import { typeText } from '../../dns/types.ts';
import { removeRecord } from '../../rules/zone/support/edits.ts';
import type { Zone } from '../../workspace/zone.ts';
import { wordText } from '../../zone/chunk.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { copiedBehind } from './lines.ts';
import type { Mention, Written } from './mentions.ts';
import type { ZoneEntry } from './survey.ts';

/** An address that is a word of its own, in a record that can be there twice. */
export function wordMention(
  { zone, document, chunk, entry }: ZoneEntry,
  record: ZoneRecord,
  index: number,
  octets: Uint8Array,
  bits: number | undefined,
  siblings: () => readonly Written[],
): Mention {
  const at = chunk.wordFirsts[entry] + index;
  const start = chunk.offset + chunk.wordStarts[at];
  const end = chunk.offset + chunk.wordEnds[at];
  return {
    uri: document.uri,
    start,
    end,
    text: wordText(chunk, entry, index),
    octets,
    bits,
    siblings,
    add: (newText) => copiedBehind(record, { start, end, newText }),
    remove: () => removeRecord(record),
    where: () => recordText(zone, record),
  };
}

/** A record for the user: its owner and type. */
export function recordText(zone: Zone, record: ZoneRecord): string {
  return `${zone.model.names.text(record.owner)} ${typeText(record.type)}`;
}
