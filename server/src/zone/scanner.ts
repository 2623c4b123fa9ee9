/**
 * The scanner of master files (RFC 1035 section 5.1), with the lexical rules of BIND's isc_lex: a word ends at white space, a line end,
 * a parenthesis, a quote or a semicolon that no backslash escapes; a quoted string ends with its line at the latest.
 */

export const TokenKind = {
  Space: 0,
  LineEnd: 1,
  Comment: 2,
  Word: 3,
  Quoted: 4,
  Open: 5,
  Close: 6,
  End: 7,
} as const;
export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind];

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const OPEN = 0x28;
const CLOSE = 0x29;
const SEMICOLON = 0x3b;
const EQUALS = 0x3d;
const BACKSLASH = 0x5c;

/** What each ASCII character does at the start of a token or inside a word: 1 ends a word, 0 does not. */
const ENDS_WORD = new Uint8Array(128);
for (const code of [TAB, LF, CR, SPACE, QUOTE, OPEN, CLOSE, SEMICOLON]) ENDS_WORD[code] = 1;

/**
 * Reads one token after the other; `start` and `end` are offsets into `text`. Every character belongs to exactly one token.
 * A scanner is a cursor: its fields are the last token read.
 */
export class Scanner {
  text: string;
  kind: TokenKind = TokenKind.End;
  start = 0;
  end = 0;
  /** For a quoted string: whether its closing quote is there. */
  closed = true;
  /** Whether a word or string with a backslash was read since this was last set to false. */
  escapes = false;
  /** For a word: whether a quoted part follows an equals sign directly, as in `alpn="h2,h3"`; the part belongs to the word. */
  pair = false;

  constructor(text: string, at = 0) {
    this.text = text;
    this.end = at;
  }

  /** Reads the next token; at the end of the text it is End, with no length, however often asked. */
  next(): TokenKind {
    const { text } = this;
    const at = this.end;
    this.start = at;
    if (at >= text.length) {
      this.kind = TokenKind.End;
      return this.kind;
    }
    const code = text.charCodeAt(at);
    switch (code) {
      case SPACE:
      case TAB: {
        let i = at + 1;
        for (let c = text.charCodeAt(i); c === SPACE || c === TAB; c = text.charCodeAt(i)) i++;
        return this.#token(TokenKind.Space, i);
      }
      case LF:
        return this.#token(TokenKind.LineEnd, at + 1);
      case CR:
        return this.#token(TokenKind.LineEnd, text.charCodeAt(at + 1) === LF ? at + 2 : at + 1);
      case SEMICOLON:
        return this.#token(TokenKind.Comment, endOfLine(text, at));
      case OPEN:
        return this.#token(TokenKind.Open, at + 1);
      case CLOSE:
        return this.#token(TokenKind.Close, at + 1);
      case QUOTE:
        return this.#quoted(at);
      default:
        return this.#word(at);
    }
  }

  #token(kind: TokenKind, end: number): TokenKind {
    this.kind = kind;
    this.end = end;
    return kind;
  }

  #word(at: number): TokenKind {
    const { text } = this;
    this.pair = false;
    let i = at;
    for (; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === BACKSLASH) {
        this.escapes = true;
        const next = text.charCodeAt(i + 1);
        // An escape does not carry a word over the end of its line.
        if (next === LF || next === CR || i + 1 >= text.length) return this.#token(TokenKind.Word, i + 1);
        i++;
      } else if (code < 128 && ENDS_WORD[code] === 1) break;
    }
    if (i < text.length && text.charCodeAt(i) === QUOTE && i > at && text.charCodeAt(i - 1) === EQUALS) {
      this.pair = true;
      this.closed = true;
      return this.#token(TokenKind.Word, this.#closingQuote(i));
    }
    return this.#token(TokenKind.Word, i);
  }

  #quoted(at: number): TokenKind {
    this.closed = true;
    return this.#token(TokenKind.Quoted, this.#closingQuote(at));
  }

  /** Where the string that opens at `at` ends, its closing quote included; the end of the line where there is none. */
  #closingQuote(at: number): number {
    const { text } = this;
    for (let i = at + 1; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === BACKSLASH) {
        this.escapes = true;
        const next = text.charCodeAt(i + 1);
        if (next !== LF && next !== CR && i + 1 < text.length) i++;
      } else if (code === QUOTE) return i + 1;
      else if (code === LF || code === CR) {
        this.closed = false;
        return i;
      }
    }
    this.closed = false;
    return text.length;
  }
}

/** Where the line that holds `at` ends, before its line end. */
export function endOfLine(text: string, at: number): number {
  let i = at;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === LF || code === CR) return i;
  }
  return i;
}

/** Where the line after the one that holds `at` starts; the end of the text where there is none. */
export function nextLine(text: string, at: number): number {
  const end = endOfLine(text, at);
  if (end >= text.length) return text.length;
  return text.charCodeAt(end) === CR && text.charCodeAt(end + 1) === LF ? end + 2 : end + 1;
}
