/**
 * named.conf as tokens, the way BIND's lexer cuts it: `{ } ; ! /` stand alone, `"` opens a string that may run over lines,
 * anything else up to white space is a word. Comments (`//`, `#`, `/*`) may begin anywhere outside a string, even in a word.
 * The tokens tile the text: white space and comments are tokens too, so every character belongs to exactly one.
 */

/** What a token is. The punctuation kinds are their characters' names. */
export const TokenKind = {
  space: 0,
  comment: 1,
  word: 2,
  quoted: 3,
  open: 4,
  close: 5,
  semicolon: 6,
  not: 7,
  slash: 8,
} as const;

/** One of the values of `TokenKind`. */
export type TokenKindValue = (typeof TokenKind)[keyof typeof TokenKind];

/** The tokens of a text, in columns: token `i` is `text.slice(starts[i], starts[i + 1])`. */
export interface Tokens {
  readonly count: number;
  readonly kinds: Uint8Array;
  /** `count + 1` offsets in UTF-16 units; the last one is the length of the text. */
  readonly starts: Int32Array;
  /** Offset of a string or block comment that the text ends in; -1 where there is none. */
  readonly unclosedQuote: number;
  readonly unclosedComment: number;
}

const TAB = 0x09;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const HASH = 0x23;
const STAR = 0x2a;
const SLASH = 0x2f;
const BACKSLASH = 0x5c;

/** The punctuation characters' token kinds, by character code. */
const PUNCTUATION = new Map<number, TokenKindValue>([
  [0x7b, TokenKind.open],
  [0x7d, TokenKind.close],
  [0x3b, TokenKind.semicolon],
  [0x21, TokenKind.not],
  [SLASH, TokenKind.slash],
]);

/** Marks the characters below 128 that end a word. */
const ENDS_WORD = new Uint8Array(128);
for (const code of [TAB, LINE_FEED, RETURN, SPACE, QUOTE, HASH, ...PUNCTUATION.keys()]) ENDS_WORD[code] = 1;

function isSpace(code: number): boolean {
  return code === SPACE || code === TAB || code === LINE_FEED || code === RETURN;
}

function endOfSpace(text: string, at: number): number {
  let i = at;
  while (i < text.length && isSpace(text.charCodeAt(i))) i++;
  return i;
}

/** The end of the line that an offset is on, its line end not included. */
export function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** The end of the string that opens at `at`: behind the closing quote, or -1. A backslash keeps a quote from closing it. */
function endOfQuoted(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === BACKSLASH) i++;
    else if (code === QUOTE) return i + 1;
  }
  return -1;
}

function endOfWord(text: string, at: number): number {
  let i = at + 1;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 128 && ENDS_WORD[code] === 1) break;
  }
  return i;
}

/** An address, and the port that some programs write behind it. */
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[?[\da-f]{0,4}:[\da-f:.]{1,41}\]?)$/i;
const HASH_PORT = /#\d{1,5}(?=[ \t]*;)/y;
/** No longer text is an address. */
const LONGEST_ADDRESS = 48;

/**
 * The end of an address and its port in `192.0.2.1#5353;`. For named a comment begins at the `#`, which hides the `;` as well; whoever writes it means
 * a port. Where the next line goes on with a `;` it is the comment that named sees.
 */
function endOfPort(text: string, start: number, end: number, lines: Lines): number {
  if (text.charCodeAt(end) !== HASH || end - start > LONGEST_ADDRESS || !ADDRESS.test(text.slice(start, end)))
    return end;
  HASH_PORT.lastIndex = end;
  if (!HASH_PORT.test(text)) return end;
  const port = HASH_PORT.lastIndex;
  return lines.isMarkBelow(port) ? end : port;
}

/** Where lines and strings end: what many tokens ask is looked for once, however long the line or the string is. */
class Lines {
  readonly #text: string;
  #from = 0;
  #end = -1;
  #isMarkBelow: boolean | undefined;
  /** The string that was looked at last: where it opens, its closing quote, and the offset behind that, or -1. */
  #opened = 0;
  #quote = -1;
  #closed = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** The end of the line that an offset is on. */
  endOf(at: number): number {
    if (at < this.#from || at > this.#end) {
      this.#from = at;
      this.#end = endOfLine(this.#text, at);
      this.#isMarkBelow = undefined;
    }
    return this.#end;
  }

  /** Whether the next line that is not empty goes on with a `;`. */
  isMarkBelow(at: number): boolean {
    const end = this.endOf(at);
    this.#isMarkBelow ??= this.#text[endOfSpace(this.#text, end)] === ';';
    return this.#isMarkBelow;
  }

  /** What `endOfQuoted` says. Any other quote between the two of a string is escaped: a string that opens there ends where this one does. */
  endOfQuoted(at: number): number {
    if (at < this.#opened || at >= this.#quote) {
      this.#opened = at;
      this.#closed = endOfQuoted(this.#text, at);
      this.#quote = this.#closed < 0 ? this.#text.length : this.#closed - 1;
    }
    return this.#closed;
  }
}

/**
 * Cuts a text into tokens. Takes any text and never throws. Where a quote was lost, every string after it would be the inside out;
 * so a text that ends in a string is cut again, with strings that run over a `;` or a brace and a line end taken to end on their line.
 */
export function lex(text: string): Tokens {
  const tokens = cut(text, false);
  return tokens.unclosedQuote < 0 ? tokens : cut(text, true);
}

/** Statements that are passed over: they become white space. */
export interface PassedOver {
  /** Whether braces are missing, so that a statement begins at the top where `beginsAt` says so. */
  readonly isGuess: boolean;
  beginsAt(text: string, at: number): boolean;
  /** Forgets everything: the text is cut again. */
  restart(): void;
  /** The end of the statement at the top that begins at `at`, where it is passed over; -1 elsewhere. */
  pass(text: string, at: number): number;
  /** Is told of each statement at the top that was cut: tokens `first` to `last`, which is its `;`. */
  learn(text: string, kinds: Uint8Array, starts: Int32Array, first: number, last: number): void;
}

/** Cuts a text into tokens, all of it but the statements that `over` takes. What it says of quotes is what `lex` says. */
export function lexPassing(text: string, over: PassedOver): Tokens {
  const tokens = cut(text, false, over);
  if (tokens.unclosedQuote < 0) return tokens;
  over.restart();
  return cut(text, true, over);
}

/**
 * The tokens between two offsets, with white space before them that is taken to begin at `from`. At `from` a statement ends at the top, at
 * `to` one begins; undefined where that is not so any more: where a token or a statement goes over `to`.
 */
export function lexBetween(text: string, from: number, to: number, over: PassedOver): Tokens | undefined {
  const tokens = cut(text, false, over, from, to);
  const isWhole = tokens.unclosedQuote < 0 && tokens.unclosedComment < 0;
  return isWhole && tokens.starts[tokens.count] === to ? tokens : undefined;
}

function cut(text: string, quoteIsLost: boolean, over?: PassedOver, from = 0, to = text.length): Tokens {
  let kinds = new Uint8Array(Math.max(64, over ? 4096 : text.length >> 2));
  let starts = new Int32Array(kinds.length + 1);
  let count = 0;
  let unclosedQuote = -1;
  let unclosedComment = -1;
  const lines = new Lines(text);
  const add = (kind: TokenKindValue, start: number): void => {
    if (count === kinds.length) {
      const moreKinds = new Uint8Array(count * 2);
      moreKinds.set(kinds);
      kinds = moreKinds;
      const moreStarts = new Int32Array(count * 2 + 1);
      moreStarts.set(starts);
      starts = moreStarts;
    }
    kinds[count] = kind;
    starts[count] = start;
    count++;
  };
  let at = from;
  let depth = 0;
  /** The token that the statement at the top began with; -1 where the next one begins. */
  let first = -1;
  const endOfPassed = (from: number): number => {
    const isTop = depth === 0 && first < 0;
    if (over?.isGuess && !isTop && over.beginsAt(text, from)) {
      // It is read, for the parser to find the missing brace here.
      depth = 0;
      first = -1;
      return -1;
    }
    const end = over && isTop ? over.pass(text, from) : -1;
    if (end >= 0 && (count === 0 || kinds[count - 1] !== TokenKind.space)) add(TokenKind.space, from);
    return end;
  };
  if (from > 0) add(TokenKind.space, from);
  while (at < to) {
    const passed = over ? endOfPassed(at) : -1;
    if (passed >= 0) {
      at = passed;
      continue;
    }
    const code = text.charCodeAt(at);
    const start = at;
    const next = text.charCodeAt(at + 1);
    if (isSpace(code)) {
      at = endOfSpace(text, at);
      // What was passed over is white space, too.
      if (!over || count === 0 || kinds[count - 1] !== TokenKind.space) add(TokenKind.space, start);
    } else if (code === HASH || (code === SLASH && next === SLASH)) {
      at = endOfLine(text, at);
      add(TokenKind.comment, start);
    } else if (code === SLASH && next === STAR) {
      const close = text.indexOf('*/', at + 2);
      if (close < 0) unclosedComment = at;
      at = close < 0 ? text.length : close + 2;
      add(TokenKind.comment, start);
    } else if (code === QUOTE) {
      const end = lines.endOfQuoted(at);
      const lost = end < 0 || (quoteIsLost && runsOn(text, at, end, lines.endOf(at)));
      if (lost && unclosedQuote < 0) unclosedQuote = at;
      at = lost ? recoverQuoted(text, at, lines.endOf(at)) : end;
      add(TokenKind.quoted, start);
    } else {
      const kind = PUNCTUATION.get(code);
      at = kind === undefined ? endOfPort(text, start, endOfWord(text, at), lines) : at + 1;
      add(kind ?? TokenKind.word, start);
    }
    if (!over) continue;
    const kind = kinds[count - 1];
    if (kind === TokenKind.space || kind === TokenKind.comment) continue;
    if (first < 0) first = count - 1;
    if (kind === TokenKind.open) depth++;
    else if (kind === TokenKind.close) depth--;
    else if (kind === TokenKind.semicolon && depth === 0) {
      over.learn(text, kinds, starts, first, count - 1);
      first = -1;
    }
  }
  // Behind the last token; a statement that is not at its end there is not at the end of what was asked for.
  starts[count] = from > 0 && first >= 0 ? -1 : at;
  return {
    count,
    kinds: kinds.subarray(0, count),
    starts: starts.subarray(0, count + 1),
    unclosedQuote,
    unclosedComment,
  };
}

const STATEMENT_MARKS = new Set([';', '{', '}'].map((mark) => mark.charCodeAt(0)));

/** The first `;` or brace in `text[at, line)`, which a string that fits on its line does not have, and a statement has; -1 where there is none. */
function statementMark(text: string, at: number, line: number): number {
  for (let i = at; i < line; i++) {
    if (STATEMENT_MARKS.has(text.charCodeAt(i))) return i;
  }
  return -1;
}

/** True where the string in `text[at, end)` goes over a `;` or a brace and then over the end of its line, which is at `line`. */
function runsOn(text: string, at: number, end: number, line: number): boolean {
  return line < end && statementMark(text, at, line) >= 0;
}

/**
 * Where a string that is never closed is taken to end, so that the rest of the file is still understood:
 * before the `;` or the brace on its line, or at the end of the line, which is at `line`.
 */
function recoverQuoted(text: string, at: number, line: number): number {
  const mark = statementMark(text, at, line);
  let end = mark < 0 ? line : mark;
  while (end > at + 1 && isSpace(text.charCodeAt(end - 1))) end--;
  return end;
}

/** The text that a quoted token stands for: without its quotes, `\"` as a quote. Other backslashes stay, as in BIND. */
export function unquote(text: string): string {
  const closed = text.length > 1 && text.endsWith('"');
  return text.slice(1, closed ? -1 : undefined).replaceAll('\\"', '"');
}

/** Whether a token is the first on its line. */
export function beginsLine(text: string, { kinds, starts }: Tokens, token: number): boolean {
  if (token === 0) return true;
  if (kinds[token - 1] !== TokenKind.space) return false;
  for (let at = starts[token] - 1; at >= starts[token - 1]; at--) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED || code === RETURN) return true;
  }
  return token === 1;
}

/** The column of an offset that begins its line; -1 where other things stand before it. */
export function columnOf(text: string, offset: number): number {
  let at = offset - 1;
  for (; at >= 0; at--) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED || code === RETURN) break;
    if (code !== SPACE && code !== TAB) return -1;
  }
  return offset - at - 1;
}
