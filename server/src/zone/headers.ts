/** Where owner, TTL, class and type of records are written, read from the text again for a chunk that somebody asks. */
import { classCode } from '../dns/classes.ts';
import type { Columns } from './columns.ts';
import { EntryFlag, EntryKind } from './entries.ts';
import { Scanner, TokenKind } from './scanner.ts';

/** One array a property; offsets are relative to the chunk's start, -1 where nothing is written. Those of words in quotes are inside them. */
export interface Headers {
  readonly ownerStarts: Int32Array;
  readonly ownerEnds: Int32Array;
  readonly ttlStarts: Int32Array;
  readonly ttlEnds: Int32Array;
  readonly typeStarts: Int32Array;
  readonly typeEnds: Int32Array;
  readonly classes: Uint16Array;
}

/** What the headers of a chunk are read from. */
export interface HeaderSource extends Pick<Columns, 'kinds' | 'flags' | 'starts'> {
  readonly text: string;
  readonly count: number;
}

/** Reads the headers of a chunk's entries; `zoneClass` is the class of those that say none. The parser found them before, so nothing is judged here. */
export function readHeaders(source: HeaderSource, zoneClass: number): Headers {
  const { count, kinds, flags, starts, text } = source;
  const column = (): Int32Array => new Int32Array(count).fill(-1);
  const headers: Headers = {
    ownerStarts: column(),
    ownerEnds: column(),
    ttlStarts: column(),
    ttlEnds: column(),
    typeStarts: column(),
    typeEnds: column(),
    classes: new Uint16Array(count).fill(zoneClass),
  };
  const words = new Words(text);
  for (let entry = 0; entry < count; entry++) {
    const isRecord = kinds[entry] === EntryKind.Record;
    if (!isRecord && kinds[entry] !== EntryKind.Broken) continue;
    words.go(starts[entry]);
    if ((flags[entry] & EntryFlag.InheritedOwner) === 0) {
      words.next();
      headers.ownerStarts[entry] = words.start;
      headers.ownerEnds[entry] = words.end;
    }
    if (!isRecord) continue;
    words.next();
    if ((flags[entry] & EntryFlag.Aged) !== 0) words.next();
    let hasTtl = (flags[entry] & EntryFlag.ExplicitTtl) !== 0;
    let hasClass = (flags[entry] & EntryFlag.ExplicitClass) !== 0;
    while (hasTtl || hasClass) {
      // Of the two only a TTL begins with a digit.
      const code = text.charCodeAt(words.start);
      if (hasTtl && code >= 0x30 && code <= 0x39) {
        headers.ttlStarts[entry] = words.start;
        headers.ttlEnds[entry] = words.end;
        hasTtl = false;
      } else {
        headers.classes[entry] = classCode(text.slice(words.start, words.end)) ?? zoneClass;
        hasClass = false;
      }
      words.next();
    }
    headers.typeStarts[entry] = words.start;
    headers.typeEnds[entry] = words.end;
  }
  return headers;
}

/** A cursor over the words of a text, whatever stands between them. */
class Words {
  start = -1;
  end = -1;
  readonly #scanner: Scanner;

  constructor(text: string) {
    this.#scanner = new Scanner(text);
  }

  go(offset: number): void {
    this.#scanner.end = offset;
  }

  next(): void {
    const scanner = this.#scanner;
    let kind: TokenKind = scanner.next();
    while (kind !== TokenKind.Word && kind !== TokenKind.Quoted && kind !== TokenKind.End) kind = scanner.next();
    const quote = kind === TokenKind.Quoted ? 1 : 0;
    this.start = scanner.start + quote;
    this.end = quote === 1 && scanner.closed ? scanner.end - 1 : scanner.end;
  }
}
