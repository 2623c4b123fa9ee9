/** Highlights in zone files: the places of the file at which the name at the cursor stands, however it is spelled. */

import { type DocumentHighlight, DocumentHighlightKind } from 'vscode-languageserver-types';
import { NO_NAME } from '../../dns/names.ts';
import type { Steps } from '../../steps.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import type { Bounded } from '../shared/bounded.ts';
import { toRange } from '../shared/ranges.ts';
import { cursorAt } from './cursor.ts';
import { inFile, nameAt, placesOf } from './names.ts';

/** Highlights of one name in one file. */
const HIGHLIGHTS = 5000;

/** Owners are writes, names in RDATA and in directives are reads. Empty where no name stands at `offset`. */
export function* zoneHighlights(zone: Zone, document: ZoneDocument, offset: number): Steps<Bounded<DocumentHighlight>> {
  const cursor = cursorAt(zone, document, offset);
  const name = cursor ? nameAt(cursor, zone.options.names) : NO_NAME;
  const items: DocumentHighlight[] = [];
  let left = 0;
  if (name === NO_NAME) return { items, left };
  for (const place of placesOf(name, document, zone.options.names)) {
    if (!place) {
      yield;
      continue;
    }
    // A directive is not a spelling of the name.
    if (place.generated) continue;
    if (items.length >= HIGHLIGHTS) {
      left++;
      continue;
    }
    const { start, end } = inFile(place);
    const kind = place.use === 'owner' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read;
    items.push({ range: toRange(document.buffer, start, end), kind });
  }
  return { items, left };
}
