/** Characters that look like a space or like nothing and are neither for a server: it makes them part of the word. */
import { marked, translated } from '../l10n.ts';

/** By code point. Joiners between letters of other scripts belong to words of those. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [0x00a0, marked('no-break space')],
  [0x00ad, marked('soft hyphen')],
  [0x061c, marked('direction mark')],
  [0x1680, marked('space')],
  [0x180e, marked('vowel separator')],
  ...range(0x2000, 0x200a, marked('typographic space')),
  [0x200b, marked('zero-width space')],
  [0x200c, marked('zero-width non-joiner')],
  [0x200d, marked('zero-width joiner')],
  ...range(0x200e, 0x200f, marked('direction mark')),
  [0x2028, marked('line separator')],
  [0x2029, marked('paragraph separator')],
  ...range(0x202a, 0x202e, marked('direction mark')),
  [0x202f, marked('narrow no-break space')],
  [0x205f, marked('typographic space')],
  [0x2060, marked('word joiner')],
  ...range(0x2066, 0x2069, marked('direction mark')),
  [0x3000, marked('ideographic space')],
  [0xfeff, marked('byte order mark')],
]);

function range(from: number, to: number, name: string): [number, string][] {
  return Array.from({ length: to - from + 1 }, (_, i) => [from + i, name]);
}

const INVISIBLE =
  /[\u00a0\u00ad\u061c\u1680\u180e\u2000-\u200b\u200e\u200f\u2028-\u202f\u205f\u2060\u2066-\u2069\u3000\ufeff]|(?<![^\0-\x7f])[\u200c\u200d](?![^\0-\x7f])/g;
/** Those that are read as a space. */
const SPACES = /[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g;

/** Where such a character stands first in `text[from, to)`; -1 where none does. */
export function invisibleIn(text: string, from = 0, to = text.length): number {
  INVISIBLE.lastIndex = from;
  const at = INVISIBLE.exec(text)?.index ?? -1;
  return at < to ? at : -1;
}

/** What such a character is called: `no-break space (U+00A0)`. */
export function invisibleName(code: number): string {
  return `${translated(NAMES.get(code) ?? marked('space'))} (U+${code.toString(16).toUpperCase().padStart(4, '0')})`;
}

/** The text as it looks: with spaces where such characters look like one, and without the others. */
export function asItLooks(text: string): string {
  return text.replace(SPACES, ' ').replace(INVISIBLE, '');
}
