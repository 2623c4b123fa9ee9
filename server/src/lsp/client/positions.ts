/** Positions as the client counts them: LSP's are UTF-16 units, as the engine's, unless client and server agreed on another way. */
import { type Position, PositionEncodingKind } from 'vscode-languageserver';
import type { BufferOf } from '../../services/shared/ranges.ts';
import type { TextBuffer } from '../../text/buffer.ts';

type Convert = (line: string, character: number) => number;

export class Positions {
  readonly #bufferOf: BufferOf;
  #encoding: PositionEncodingKind = PositionEncodingKind.UTF16;

  constructor(bufferOf: BufferOf) {
    this.#bufferOf = bufferOf;
  }

  begin(encoding: PositionEncodingKind): void {
    this.#encoding = encoding;
  }

  /** True where the client counts as the engine does. */
  get areSame(): boolean {
    return this.#encoding === PositionEncodingKind.UTF16;
  }

  /** The same answer with the client's positions; `uri` is the file of those that name none. */
  toClient<T>(value: T, uri: string | undefined): T {
    if (this.areSame) return value;
    return this.#walk(value, uri, (line, character) => unitsBefore(line.slice(0, character), this.#encoding)) as T;
  }

  /** The same question with the engine's positions. */
  fromClient<T>(value: T, uri: string | undefined): T {
    if (this.areSame) return value;
    return this.#walk(value, uri, (line, units) => characterAt(line, units, this.#encoding)) as T;
  }

  /** A position of the client in a text that is not the file's yet. */
  in(buffer: TextBuffer, position: Position): Position {
    if (this.areSame) return position;
    return { ...position, character: characterAt(lineOf(buffer, position.line), position.character, this.#encoding) };
  }

  /** Semantic tokens with the client's columns and lengths. */
  tokens(data: number[], uri: string): number[] {
    const buffer = this.areSame ? undefined : this.#bufferOf(uri);
    if (!buffer) return data;
    const converted: number[] = [];
    let line = 0;
    let start = 0;
    let told = 0;
    for (let at = 0; at + 4 < data.length; at += 5) {
      const isSameLine = data[at] === 0;
      line += data[at];
      start = isSameLine ? start + data[at + 1] : data[at + 1];
      const text = lineOf(buffer, line);
      const from = unitsBefore(text.slice(0, start), this.#encoding);
      const length = unitsBefore(text.slice(start, start + data[at + 2]), this.#encoding);
      converted.push(data[at], isSameLine ? from - told : from, length, data[at + 3], data[at + 4]);
      told = from;
    }
    return converted;
  }

  #walk(value: unknown, uri: string | undefined, convert: Convert): unknown {
    if (Array.isArray(value)) return value.map((each) => this.#walk(each, uri, convert));
    if (typeof value !== 'object' || value === null || value instanceof Error) return value;
    const record = value as Record<string, unknown>;
    if (typeof record.line === 'number' && typeof record.character === 'number') {
      return { ...record, character: this.#convert(record.line, record.character, uri, convert) };
    }
    const own = ownUri(record) ?? uri;
    const walked: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(record)) {
      if (name === 'changes' && isTable(member)) {
        walked.changes = Object.fromEntries(
          Object.entries(member).map(([file, edits]) => [file, this.#walk(edits, file, convert)]),
        );
      } else if (name === 'from' || name === 'to') walked[name] = this.#walk(member, uri, convert);
      else if (name === 'fromRanges') walked[name] = this.#walk(member, ownUri(record.from) ?? uri, convert);
      else if ((name === 'startCharacter' || name === 'endCharacter') && typeof member === 'number') {
        const line = record[name === 'startCharacter' ? 'startLine' : 'endLine'];
        walked[name] = this.#convert(Number(line), member, own, convert);
      } else
        walked[name] = this.#walk(
          member,
          name.startsWith('target') ? own : name.startsWith('origin') ? uri : own,
          convert,
        );
    }
    return walked;
  }

  #convert(line: number, character: number, uri: string | undefined, convert: Convert): number {
    const buffer = uri === undefined ? undefined : this.#bufferOf(uri);
    return buffer ? convert(lineOf(buffer, line), character) : character;
  }
}

/** The file that an object is about. */
function ownUri(value: unknown): string | undefined {
  if (!isTable(value)) return undefined;
  const { uri, targetUri, textDocument } = value;
  for (const each of [targetUri, uri, isTable(textDocument) ? textDocument.uri : undefined]) {
    if (typeof each === 'string') return each;
  }
  return undefined;
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function lineOf(buffer: TextBuffer, line: number): string {
  const start = buffer.offsetAt({ line, character: 0 });
  return buffer.slice(start, buffer.offsetAt({ line: line + 1, character: 0 }));
}

/** How many of the client's units a text has. */
function unitsBefore(text: string, encoding: PositionEncodingKind): number {
  let units = 0;
  for (const sign of text) units += unitsOf(sign, encoding);
  return units;
}

/** The UTF-16 units of a line before so many of the client's. */
function characterAt(line: string, units: number, encoding: PositionEncodingKind): number {
  let character = 0;
  let left = units;
  for (const sign of line) {
    if (left <= 0) return character;
    left -= unitsOf(sign, encoding);
    character += sign.length;
  }
  // What lies behind the line's end is left as far behind.
  return character + Math.max(0, left);
}

function unitsOf(sign: string, encoding: PositionEncodingKind): number {
  if (encoding === PositionEncodingKind.UTF32) return 1;
  const code = sign.codePointAt(0)!;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
