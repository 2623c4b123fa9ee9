/** What octets mean where a line is read octet by octet (plainLine.ts, usualRecord.ts). */

export const LF = 0x0a;
export const CR = 0x0d;
export const QUOTE = 0x22;
export const DOLLAR = 0x24;
export const DOT = 0x2e;
export const OPEN = 0x28;
export const CLOSE = 0x29;
export const SEMICOLON = 0x3b;
export const EQUALS = 0x3d;
export const BRACKET = 0x5b;
export const BACKSLASH = 0x5c;
/** Stands behind the text. It is a parenthesis, so that a last line without a line end is read by the scanner. */
export const SENTINEL = 0x28;

/** What an octet is to the one who splits a line into words. */
export const Lex = { Word: 0, Blank: 1, Lf: 2, Cr: 3, Quote: 4, Semicolon: 5, Other: 6 } as const;

/** A Lex for each octet. */
export const LEX = new Uint8Array(256);
for (const [char, lex] of [
  [' ', Lex.Blank],
  ['\t', Lex.Blank],
  ['\n', Lex.Lf],
  ['\r', Lex.Cr],
  ['"', Lex.Quote],
  [';', Lex.Semicolon],
  ['(', Lex.Other],
  [')', Lex.Other],
  ['\\', Lex.Other],
] as const) {
  LEX[char.charCodeAt(0)] = lex;
}

/** True where `units[from, to)` is the class IN. */
export function isIn(units: Uint8Array, from: number, to: number): boolean {
  return to - from === 2 && (units[from] | 0x20) === 0x69 && (units[from + 1] | 0x20) === 0x6e;
}
