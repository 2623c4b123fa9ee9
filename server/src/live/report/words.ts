/** How a report writes lines, times, numbers of octets and dates. */
import { counted, t, visibleLine } from '../../l10n.ts';

/** One line, whatever a server put into its text: what messages spell is spelt as there, and what else is no visible character as its number. */
export function oneLine(text: string): string {
  return visibleLine(text).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`);
}

/** The text as a comment of a zone file. */
export function comment(text: string): string {
  return text === '' ? '' : `; ${oneLine(text)}`;
}

/** `1 octet`, `2 octets`. */
export function octetsText(count: number): string {
  return counted(count, t`octet`, t`octets`);
}

/** Milliseconds. */
export function timeText(ms: number): string {
  return ms < 1 ? t`less than 1 ms` : `${Math.round(ms)} ms`;
}

/** `2024-01-31 12:05:09 UTC`. */
export function utcText(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Octets as pairs of hex digits. */
export function hexText(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('');
}

/** So many characters of a comment stand in one line. */
const WIDTH = 100;

/** A long comment over several lines of whole words, those behind the first indented; other lines as they are. */
export function wrapped(line: string): string[] {
  const indent = /^; */.exec(line)?.[0];
  if (indent === undefined || line.length <= WIDTH) return [line];
  const lines: string[] = [];
  let row = indent;
  for (const word of line.slice(indent.length).split(' ')) {
    const isFirst = row.trimEnd() === ';';
    if (!isFirst && row.length + 1 + word.length > WIDTH) {
      lines.push(row);
      row = `${indent}  ${word}`;
    } else row = isFirst ? `${row}${word}` : `${row} ${word}`;
  }
  return [...lines, row];
}
