/** A record beneath one of the same owner, laid out as that one is. */
import type { FixEdit } from '../../rules/rule.ts';
import { lineEnd, lineStart, nextLineStart } from '../../rules/zone/support/edits.ts';
import type { ZoneRecord } from '../../zone/model.ts';

/** A record of the same owner beneath another one, laid out as that one is. */
export function lineBelow(record: ZoneRecord, mnemonic: string, data: string): FixEdit {
  const { document } = record;
  const text = textBelow(record, mnemonic, data);
  const at = placeBelow(record);
  const eol = lineEnd(document);
  const isLineOpen = at > 0 && !/[\r\n]/.test(document.buffer.slice(at - 1, at));
  return { uri: document.uri, start: at, end: at, newText: isLineOpen ? `${eol}${text}` : `${text}${eol}` };
}

/** Where the line behind a record begins. */
export function placeBelow({ document, chunk, entry }: ZoneRecord): number {
  return nextLineStart(document, chunk.offset + chunk.ends[entry]);
}

/** The line of the record, without its end. */
export function textBelow({ document, chunk, entry }: ZoneRecord, mnemonic: string, data: string): string {
  const start = chunk.offset + chunk.starts[entry];
  const before = document.buffer.slice(lineStart(document, start), chunk.offset + chunk.typeStarts[entry]);
  const gap = chunk.text.slice(chunk.typeEnds[entry], chunk.wordStarts[chunk.wordFirsts[entry]]);
  // Beneath a record of the same owner, white space means that owner.
  const isPlain = !/[()"\r\n]/.test(before + gap);
  const longer = mnemonic.length - (chunk.typeEnds[entry] - chunk.typeStarts[entry]);
  const room = /^ {2,}$/.test(gap) ? ' '.repeat(Math.max(1, gap.length - longer)) : gap;
  return isPlain ? `${before}${mnemonic}${room}${data}` : `\t${mnemonic}\t${data}`;
}
