/**
 * The text both parsers read: chunks of whole lines. An edit replaces text in one or a few chunks and leaves the other chunk
 * objects as they are, so that what was derived from an unchanged chunk can be kept (by identity).
 */

/** A place as LSP says it: both zero-based, `character` in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A run of whole lines. Only the last chunk of a buffer may end without `\n`; `\r\n` is never split. */
export class Chunk {
  readonly text: string;
  #breaks = -1;
  #lineStarts: Int32Array | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** How many line ends (`\n`, `\r\n` or a lone `\r`) it holds. */
  get breaks(): number {
    if (this.#breaks < 0) this.#breaks = countBreaks(this.text);
    return this.#breaks;
  }

  /** Where its lines start. */
  get lineStarts(): Int32Array {
    this.#lineStarts ??= lineStartsOf(this);
    return this.#lineStarts;
  }
}

/** Which chunks an edit took out and put in. */
export interface BufferChange {
  readonly first: number;
  readonly removed: number;
  readonly inserted: number;
}

/** UTF-16 units after which a chunk ends with the next `\n`: some hundreds of lines of a usual zone. Fewer chunks are read faster. */
const READ_CHUNK = 16_384;
/** The same for chunks that were edited: where somebody types, each keystroke costs a chunk. */
const EDITED_CHUNK = 8192;
const FEW_CHUNKS = 64;
/** A chunk may be longer by this part to end before a line that is not indented: a record in parentheses then mostly stands in one. */
const REST = 1 / 8;
/** What a line of a master file begins with that stands for hundreds of records: a chunk ends with it, so that a keystroke costs those of one line. */
const MANY_RECORDS = '$GENERATE';
const LF = 10;
const CR = 13;
const TAB = 9;
const SPACE = 32;

/** How many line ends (`\n`, `\r\n` or a lone `\r`) a text has. */
function countBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
    if (text.charCodeAt(at + 1) !== LF) count++;
  }
  return count;
}

function split(text: string, target: number): Chunk[] {
  const chunks: Chunk[] = [];
  let start = 0;
  let many = text.indexOf(MANY_RECORDS);
  while (start < text.length) {
    let end = text.length - start <= target ? text.length : endOfChunk(text, start + target, target * REST);
    for (; many >= 0 && many < end; many = text.indexOf(MANY_RECORDS, many + 1)) {
      if (many === start || text.charCodeAt(many - 1) === LF) end = endOfLine(text, many);
    }
    chunks.push(new Chunk(text.slice(start, end)));
    start = end;
  }
  return chunks;
}

/** Behind the first line end from `from` on, or behind one that is at most `rest` units further and has a line that is not indented behind it. */
function endOfChunk(text: string, from: number, rest: number): number {
  const first = endOfLine(text, from);
  for (let end = first; end <= first + rest; end = endOfLine(text, end)) {
    const code = text.charCodeAt(end);
    if (code !== TAB && code !== SPACE) return end;
  }
  return first;
}

/** Behind the first `\n` from `from` on. */
function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from) + 1;
  return end === 0 ? text.length : end;
}

function lineStartsOf(chunk: Chunk): Int32Array {
  const starts = new Int32Array(chunk.breaks + 1);
  let count = 1;
  const { text } = chunk;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === LF || (code === CR && text.charCodeAt(i + 1) !== LF)) starts[count++] = i + 1;
  }
  return starts;
}

/** The greatest index whose value is at most `value`; `values` ascend and begin with 0. */
function lastAtMost(values: ArrayLike<number>, count: number, value: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (values[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

let stamps = 0;

/** A text that is edited. Offsets are UTF-16 units from its start; every offset and position given in is clamped into it. */
export class TextBuffer {
  #chunks: Chunk[];
  #offsets: Float64Array = new Float64Array(0);
  #lines: Float64Array = new Float64Array(0);
  /** The lines before this chunk are counted; the others when somebody asks for a line. */
  #counted = 0;
  #stamp = ++stamps;

  readonly #target: number;

  /** A chunk ends with the first line end after `target` units, or fewer once it is edited. */
  constructor(text: string, target: number = READ_CHUNK) {
    this.#target = Math.min(target, EDITED_CHUNK);
    this.#chunks = text === '' ? [new Chunk('')] : split(text, target);
    this.#measure(0);
  }

  get chunks(): readonly Chunk[] {
    return this.#chunks;
  }

  /** Another number after each edit, and in each buffer: what was derived from the text holds while it is the same. */
  get stamp(): number {
    return this.#stamp;
  }

  /** In UTF-16 units. */
  get length(): number {
    return this.#offsets[this.#chunks.length];
  }

  /** Lines as an editor counts them: one more than line ends. */
  get lineCount(): number {
    return this.#countedLines()[this.#chunks.length] + 1;
  }

  /** The offset at which chunk `index` starts. */
  chunkStart(index: number): number {
    return this.#offsets[index];
  }

  /** The index of the chunk that holds `offset`; the last one for the end of the text. */
  chunkAt(offset: number): number {
    return lastAtMost(this.#offsets, this.#chunks.length, offset);
  }

  /** Holds a chunk of another buffer in the place of its own, where both have the same text; false where they have not. */
  share(index: number, chunk: Chunk): boolean {
    if (this.#chunks[index].text !== chunk.text) return false;
    this.#chunks[index] = chunk;
    return true;
  }

  /** The whole text. */
  text(): string {
    return this.#chunks.map((chunk) => chunk.text).join('');
  }

  /** The text between two offsets. */
  slice(start: number, end: number): string {
    const from = this.#clamp(start);
    const to = this.#clamp(end);
    if (from >= to) return '';
    let out = '';
    for (let i = this.chunkAt(from); i < this.#chunks.length && this.#offsets[i] < to; i++) {
      const base = this.#offsets[i];
      out += this.#chunks[i].text.slice(Math.max(0, from - base), to - base);
    }
    return out;
  }

  /** Where an offset is, as LSP says it. */
  positionAt(offset: number): Position {
    const at = this.#clamp(offset);
    const index = this.chunkAt(at);
    const within = at - this.#offsets[index];
    const chunk = this.#chunks[index];
    const starts = chunk.lineStarts;
    const line = lastAtMost(starts, starts.length, within);
    return { line: this.#countedLines()[index] + line, character: within - starts[line] };
  }

  /** The offset of a position; a character past the end of its line means the end of the line, before its line end. */
  offsetAt(position: Position): number {
    if (position.line < 0) return 0;
    if (position.line >= this.lineCount) return this.length;
    const start = this.lineStart(position.line);
    let end = position.line + 1 < this.lineCount ? this.lineStart(position.line + 1) : this.length;
    while (end > start && isLineEnd(this.#charCodeAt(end - 1))) end--;
    return Math.min(start + Math.max(0, position.character), end);
  }

  /** The offset at which line `line` starts. */
  lineStart(line: number): number {
    const lines = this.#countedLines();
    const index = lastAtMost(lines, this.#chunks.length, line);
    return this.#offsets[index] + this.#chunks[index].lineStarts[line - lines[index]];
  }

  /** Replaces the text between two offsets. */
  replace(start: number, end: number, newText: string): BufferChange {
    this.#stamp = ++stamps;
    const from = this.#clamp(start);
    const to = Math.max(from, this.#clamp(end));
    const first = this.chunkAt(from);
    let last = to === from ? first : this.chunkAt(Math.max(from, to - 1));
    const head = this.#chunks[first].text.slice(0, from - this.#offsets[first]);
    let text = head + newText + this.#chunks[last].text.slice(to - this.#offsets[last]);
    // A chunk ends with its line: what lost its line end goes together with what follows.
    while (last + 1 < this.#chunks.length && !text.endsWith('\n')) text += this.#chunks[++last].text;
    const inserted = split(text, this.#target);
    const removed = last - first + 1;
    // An empty text is one empty chunk, so that there is always a place in it.
    if (inserted.length === 0 && removed === this.#chunks.length) inserted.push(new Chunk(''));
    // Not by splice alone: a text of hundreds of megabytes that is put in has more chunks than a call has room for arguments.
    if (inserted.length <= FEW_CHUNKS) this.#chunks.splice(first, removed, ...inserted);
    else this.#chunks = this.#chunks.slice(0, first).concat(inserted, this.#chunks.slice(first + removed));
    this.#measure(first);
    return { first, removed, inserted: inserted.length };
  }

  #charCodeAt(offset: number): number {
    const index = this.chunkAt(offset);
    return this.#chunks[index].text.charCodeAt(offset - this.#offsets[index]);
  }

  #clamp(offset: number): number {
    return Math.max(0, Math.min(offset, this.length));
  }

  #measure(from: number): void {
    const count = this.#chunks.length;
    if (this.#offsets.length <= count) {
      const offsets = new Float64Array(count + 1 + (count >> 1));
      const lines = new Float64Array(offsets.length);
      offsets.set(this.#offsets);
      lines.set(this.#lines);
      this.#offsets = offsets;
      this.#lines = lines;
    }
    for (let i = from; i < count; i++) this.#offsets[i + 1] = this.#offsets[i] + this.#chunks[i].text.length;
    this.#counted = Math.min(this.#counted, from);
  }

  /** The lines before each chunk. */
  #countedLines(): Float64Array {
    const count = this.#chunks.length;
    for (let i = this.#counted; i < count; i++) this.#lines[i + 1] = this.#lines[i] + this.#chunks[i].breaks;
    this.#counted = count;
    return this.#lines;
  }
}

function isLineEnd(code: number): boolean {
  return code === LF || code === CR;
}
