/** Highlights in configurations: the places of the file at which the thing at the cursor is named. */
import { type DocumentHighlight, DocumentHighlightKind } from 'vscode-languageserver-types';
import type { TextBuffer } from '../../text/buffer.ts';
import { toRange } from '../shared/ranges.ts';
import { namePlaceAt, nameRange, samePlaces } from './names.ts';
import type { ConfSource } from './source.ts';

/** Highlights of one name in one file. */
const HIGHLIGHTS = 5000;

/** Definitions are writes, uses are reads. Empty where no name stands at `offset`. */
export function confHighlights(
  { model }: ConfSource,
  uri: string,
  offset: number,
  buffer: TextBuffer,
): DocumentHighlight[] {
  const place = model && namePlaceAt(model, uri, offset);
  if (!place) return [];
  const own = samePlaces(model, place).filter(({ file }) => file.uri === uri);
  return own.slice(0, HIGHLIGHTS).map((each) => {
    const { start, end } = nameRange(each);
    const kind = each.isDefinition ? DocumentHighlightKind.Write : DocumentHighlightKind.Read;
    return { range: toRange(buffer, start, end), kind };
  });
}
