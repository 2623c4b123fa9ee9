/**
 * Reads TOML 1.0 (toml.io) with the place of every key and value, so that what is wrong can be told where it stands. Dates and numbers with fractions are
 * told as what no setting takes. After a mistake the next line is read.
 */

import { t } from '../../l10n.ts';

/** A value with its place; offsets are UTF-16 units. */
export interface TomlValue {
  readonly value: string | number | boolean | readonly TomlValue[] | TomlTable;
  readonly start: number;
  readonly end: number;
}

export interface TomlEntry extends TomlValue {
  readonly keyStart: number;
  readonly keyEnd: number;
}

export type TomlTable = Map<string, TomlEntry>;

export interface TomlProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

export interface Toml {
  readonly table: TomlTable;
  readonly problems: readonly TomlProblem[];
}

/** A mistake at a place: what stands behind it on the line is not read. */
class Slip extends Error {
  readonly start: number;
  readonly end: number;

  constructor(message: string, start: number, end = start + 1) {
    super(message);
    this.start = start;
    this.end = end;
  }
}

interface Key {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Reads the text of a file. */
export function readToml(text: string): Toml {
  return new Reader(text).read();
}

const BARE = /[\w-]+/y;
const INTEGER = /^[+-]?\d[\d_]*$/;
const OTHER_BASE = /^0(?:x[\da-fA-F_]+|o[0-7_]+|b[01_]+)$/;
const BLANKS = /[ \t]*/y;
const WORD = /[^\s,\]}#=]+/y;
const ESCAPES: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', '"': '"', '\\': '\\' };
/** Lists and tables within one another that are read: more are nobody's settings. */
const DEEPEST = 32;

class Reader {
  readonly #text: string;
  #at = 0;
  #depth = 0;
  readonly #problems: TomlProblem[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  read(): Toml {
    const table: TomlTable = new Map();
    let current = table;
    while (this.#at < this.#text.length) {
      try {
        this.#skip(BLANKS);
        const sign = this.#text[this.#at];
        if (sign === '[') current = this.#header(table);
        else if (sign !== '#' && sign !== '\n' && sign !== '\r' && sign !== undefined) this.#keyValue(current);
        this.#lineEnd();
      } catch (error) {
        if (!(error instanceof Slip)) throw error;
        this.#problems.push({ message: error.message, start: error.start, end: error.end });
        this.#depth = 0;
        const end = this.#text.indexOf('\n', Math.max(this.#at, error.start));
        this.#at = end < 0 ? this.#text.length : end + 1;
      }
    }
    return { table, problems: this.#problems };
  }

  #header(root: TomlTable): TomlTable {
    const start = this.#at;
    const isList = this.#text.startsWith('[[', start);
    if (isList) throw new Slip(t`no setting is a list of tables`, start, start + 2);
    this.#at++;
    const keys = this.#keys();
    this.#expect(']', t`a table begins with its name in brackets`);
    return this.#tableAt(root, keys);
  }

  /** The table that keys lead to, made where it is not there. */
  #tableAt(from: TomlTable, keys: readonly Key[]): TomlTable {
    let table = from;
    for (const { name, start, end } of keys) {
      const found = table.get(name);
      if (found && !(found.value instanceof Map)) throw new Slip(t`${name} has a value already`, start, end);
      const next: TomlTable = found?.value instanceof Map ? found.value : new Map();
      if (!found) table.set(name, { value: next, start, end, keyStart: start, keyEnd: end });
      table = next;
    }
    return table;
  }

  #keyValue(table: TomlTable): void {
    const keys = this.#keys();
    const last = keys[keys.length - 1];
    this.#expect('=', t`a setting is written as ${last.name} = value`);
    const value = this.#value();
    const into = this.#tableAt(table, keys.slice(0, -1));
    if (into.has(last.name)) throw new Slip(t`${last.name} is set twice`, last.start, last.end);
    into.set(last.name, { ...value, keyStart: last.start, keyEnd: last.end });
  }

  #keys(): Key[] {
    const keys: Key[] = [];
    do {
      this.#skip(BLANKS);
      const start = this.#at;
      const sign = this.#text[start];
      const name = sign === '"' || sign === "'" ? this.#string() : this.#match(BARE);
      if (name === undefined) throw new Slip(t`a name is missing here, or has to stand in quotes`, start);
      keys.push({ name, start, end: this.#at });
      this.#skip(BLANKS);
    } while (this.#take('.'));
    return keys;
  }

  #value(): TomlValue {
    this.#skip(BLANKS);
    const start = this.#at;
    const sign = this.#text[start];
    if (sign === '"' || sign === "'") return { value: this.#string(), start, end: this.#at };
    if (sign === '[' || sign === '{') {
      if (++this.#depth > DEEPEST) throw new Slip(t`values are too deep in one another`, start);
      const value = sign === '[' ? this.#list() : this.#inlineTable();
      this.#depth--;
      return { value, start, end: this.#at };
    }
    const word = this.#match(WORD);
    if (word !== undefined && (INTEGER.test(word) || OTHER_BASE.test(word))) {
      return { value: Number(word.replaceAll('_', '')), start, end: this.#at };
    }
    if (word === 'true' || word === 'false') return { value: word === 'true', start, end: this.#at };
    if (word === undefined) throw new Slip(t`a value is missing here`, start);
    throw new Slip(t`${word} is no value: texts stand in quotes`, start, this.#at);
  }

  #list(): TomlValue[] {
    const start = this.#at++;
    const values: TomlValue[] = [];
    for (;;) {
      this.#skipLines();
      if (this.#take(']')) return values;
      if (this.#at >= this.#text.length) throw new Slip(t`this list has no end`, start);
      values.push(this.#value());
      this.#skipLines();
      if (this.#at < this.#text.length && !this.#take(',') && this.#text[this.#at] !== ']')
        throw new Slip(t`a comma or the end of the list is missing here`, this.#at);
    }
  }

  #inlineTable(): TomlTable {
    const start = this.#at++;
    const table: TomlTable = new Map();
    this.#skip(BLANKS);
    if (this.#take('}')) return table;
    for (;;) {
      this.#keyValue(table);
      this.#skip(BLANKS);
      if (this.#take('}')) return table;
      if (!this.#take(','))
        throw new Slip(t`a comma or } is missing here`, this.#at < this.#text.length ? this.#at : start);
    }
  }

  #string(): string {
    const quote = this.#text[this.#at];
    const long = quote.repeat(3);
    return this.#text.startsWith(long, this.#at) ? this.#quoted(long) : this.#quoted(quote);
  }

  #quoted(quote: string): string {
    const start = this.#at;
    this.#at += quote.length;
    const isLong = quote.length > 1;
    if (isLong) this.#skip(/\r?\n?/y);
    const parts: string[] = [];
    for (let from = this.#at; ; ) {
      const sign = this.#text[this.#at];
      if (sign === undefined || (sign === '\n' && !isLong))
        throw new Slip(t`this text has no closing quote`, start, this.#at);
      if (this.#text.startsWith(quote, this.#at)) {
        parts.push(this.#text.slice(from, this.#at));
        this.#at += quote.length;
        return parts.join('');
      }
      if (sign === '\\' && quote[0] === '"') {
        parts.push(this.#text.slice(from, this.#at), this.#escape());
        from = this.#at;
      } else this.#at++;
    }
  }

  #escape(): string {
    const start = this.#at++;
    const sign = this.#text[this.#at++] ?? '';
    const known = ESCAPES[sign];
    if (known !== undefined) return known;
    if (sign === 'u' || sign === 'U') {
      const digits = this.#text.slice(this.#at, this.#at + (sign === 'u' ? 4 : 8));
      const code = /^[\da-fA-F]+$/.test(digits) ? Number.parseInt(digits, 16) : -1;
      if (code >= 0 && code <= 0x10ffff) {
        this.#at += digits.length;
        return String.fromCodePoint(code);
      }
    }
    if (sign === '\n' || sign === '\r') {
      this.#skip(/\s*/y);
      return '';
    }
    throw new Slip(t`\\${sign} means nothing in a text; a backslash is \\\\`, start, this.#at);
  }

  /** Blanks, line ends and comments, which may stand in lists. */
  #skipLines(): void {
    for (;;) {
      this.#skip(/\s*/y);
      if (this.#text[this.#at] !== '#') return;
      this.#skip(/[^\n]*/y);
    }
  }

  #lineEnd(): void {
    this.#skip(BLANKS);
    if (this.#text[this.#at] === '#') this.#skip(/[^\n]*/y);
    this.#skip(/\r?/y);
    if (this.#at >= this.#text.length || this.#take('\n')) return;
    throw new Slip(t`the line goes on behind its value`, this.#at);
  }

  #expect(sign: string, message: string): void {
    this.#skip(BLANKS);
    if (!this.#take(sign)) throw new Slip(message, Math.min(this.#at, Math.max(0, this.#text.length - 1)));
  }

  #take(sign: string): boolean {
    if (this.#text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #skip(pattern: RegExp): void {
    this.#match(pattern);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) return undefined;
    this.#at += found.length;
    return found;
  }
}
