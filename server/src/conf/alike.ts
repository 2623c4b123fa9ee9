/**
 * Zone statements that differ from one read before in their name and the name of their file only. A configuration of many zones consists of
 * them, and what can be said of one can be said of all: so a few of each shape are read, and of the others it is only noted that they are there.
 * That is most of what makes 41,000 zones fast; who judges a configuration asks `namesToRead` which ones have to be read after all.
 */
import type { Tokens } from './lexer.ts';
import { TokenKind } from './lexer.ts';

/** Zones of a shape that are read: rules name up to three. */
const READ_OF_A_SHAPE = 3;
/** Shapes that are compared with; a file with more has no use for it. */
const MOST_SHAPES = 64;
/** UTF-16 units of the longest statement that others are compared with. */
const LONGEST = 4096;
const LONGEST_NAME = 253;
const LONGEST_LABEL = 63;
/** The types about which no rule looks at the name of the zone. */
const TYPES = new Set(['primary', 'master', 'secondary', 'slave', 'stub', 'forward']);
/** Statements that bring in more than is written there, or the zone of another view. */
const NOT_ALIKE = new Set(['include', 'template', 'in-view']);
/** Reverse names are judged one by one. */
const REVERSE_TOPS = new Set(['arpa', 'int']);
const QUOTE = 0x22;
const LETTER_Z = 0x7a;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const DOT = 0x2e;
const SLASH = 0x2f;

/** Marks what a plain name consists of beside its dots, and a plain path beside dots and slashes. */
const NAME_CHARACTER = new Uint8Array(128);
const PATH_CHARACTER = new Uint8Array(128);
for (const character of 'abcdefghijklmnopqrstuvwxyz0123456789-_') {
  NAME_CHARACTER[character.charCodeAt(0)] = 1;
  PATH_CHARACTER[character.charCodeAt(0)] = 1;
  PATH_CHARACTER[character.toUpperCase().charCodeAt(0)] = 1;
}

/** The text of a statement around its name and the name of its file. */
export interface AlikeShape {
  /** Up to the name's quote, between the two names, and behind the file's; without a file all that is behind the name is `between`. */
  readonly before: string;
  readonly between: string;
  readonly behind: string | undefined;
  /** The type as it is written. */
  readonly type: string;
  readonly groups: Map<string, AlikeGroup>;
}

/** Statements of a shape whose names and files have in common what rules look at: see `groupKey`. */
export interface AlikeGroup {
  readonly shape: AlikeShape;
  /** Whether their files are not there. */
  readonly isMissing: boolean;
  /** The statements that were read, in the order of the text, but for those that had to be: they may be unlike the others. */
  read: AlikeZone[];
  /** How many were not. */
  alike: number;
}

/** A statement that was not read, or one that such ones are judged by. */
export interface AlikeZone {
  readonly uri: string;
  /** Offsets move with the text before them. */
  start: number;
  end: number;
  readonly name: string;
  /** Offset of the file's name; -1 where the shape has none. */
  pathStart: number;
  readonly path: string;
  readonly group: AlikeGroup;
}

/** Whether the file is not there that a zone of a type names; it may name none. */
export type IsMissing = (path: string, type: string) => boolean;

/** Zones of a file that are passed over, and those that stand for them. */
export class AlikeZones {
  /** Whether braces are missing; then the parser has to see whether what was passed over stands where it seemed to. */
  readonly isGuess: boolean;
  zones: AlikeZone[] = [];
  shapes: AlikeShape[] = [];
  readonly #uri: string;
  #toRead: ReadonlySet<number>;
  readonly #shapesToRead: ReadonlySet<string>;
  readonly #isMissing: IsMissing;
  /** While something is cut out: the zones behind it, and how many there are before it. */
  #behind: AlikeZone[] = [];
  #known = 0;

  /** `toRead`: where statements stand that have to be read; `shapesToRead`: shapes (see `shapeKey`) of which every statement has to be. */
  constructor(
    uri: string,
    toRead: ReadonlySet<number>,
    shapesToRead: ReadonlySet<string>,
    isGuess = false,
    isMissing: IsMissing = () => false,
  ) {
    this.isGuess = isGuess;
    this.#uri = uri;
    this.#toRead = toRead;
    this.#shapesToRead = shapesToRead;
    this.#isMissing = isMissing;
  }

  /**
   * Passes over a statement at `at` that is alike one read before, and gives its end; -1 where it has to be read. Such a statement has
   * lines of its own, and no character in its names that means something: to the lexer it is as if white space stood there.
   */
  pass(text: string, at: number): number {
    const found = this.#find(text, at);
    if (!found) return -1;
    const { shape, end, name, pathStart, path } = found;
    const group = shape.groups.get(groupKey(name, path, shape.type, this.#isMissing));
    if (group === undefined || group.read.length < READ_OF_A_SHAPE || this.#toRead.has(at)) return -1;
    group.alike++;
    this.zones.push({ uri: this.#uri, start: at, end, name, pathStart, path, group });
    return end;
  }

  /** True where a zone begins on a line of its own. */
  beginsAt(text: string, at: number): boolean {
    return text.charCodeAt(at) === LETTER_Z && text.charCodeAt(at - 1) === LINE_FEED && text.startsWith('zone "', at);
  }

  /** Forgets what it saw. */
  restart(): void {
    this.zones = [];
    this.shapes = [];
  }

  #find(text: string, at: number): (Omit<AlikeZone, 'uri' | 'start' | 'group'> & { shape: AlikeShape }) | undefined {
    if (text.charCodeAt(at) !== LETTER_Z || (at > 0 && text.charCodeAt(at - 1) !== LINE_FEED)) return undefined;
    for (let i = 0; i < this.shapes.length; i++) {
      const shape = this.shapes[i];
      const { before, between, behind } = shape;
      if (!text.startsWith(before, at)) continue;
      const nameStart = at + before.length;
      const nameEnd = endOfName(text, nameStart);
      if (nameEnd < 0 || !text.startsWith(between, nameEnd)) continue;
      const name = text.slice(nameStart, nameEnd);
      let end = nameEnd + between.length;
      let pathStart = -1;
      let path = '';
      if (behind !== undefined) {
        pathStart = end;
        const pathEnd = endOfPath(text, pathStart);
        if (pathEnd < 0 || !text.startsWith(behind, pathEnd)) continue;
        path = text.slice(pathStart, pathEnd);
        end = pathEnd + behind.length;
      }
      const next = text.charCodeAt(end);
      if (end === text.length || next === LINE_FEED || next === RETURN) return { end, name, pathStart, path, shape };
    }
    return undefined;
  }

  /**
   * Takes out what stands between two offsets, where the text changed, and moves what stands behind them; gives the zones that were taken out.
   * Undefined where a statement is among it that others are judged by: then everything has to be read again.
   */
  cutOut(from: number, to: number, delta: number): AlikeZone[] | undefined {
    const isCut = ({ start }: AlikeZone): boolean => start >= from && start < to;
    const groups = this.shapes.flatMap(groupsOf);
    if (this.shapes.some((shape) => isJudgedBy(shape) && groupsOf(shape).some(({ read }) => read.some(isCut)))) {
      return undefined;
    }
    for (const group of groups) {
      group.read = group.read.filter((zone) => !isCut(zone));
      for (const zone of group.read) if (zone.start >= to) move(zone, delta);
    }
    for (const { groups } of this.shapes) {
      for (const [key, { read }] of groups) if (read.length === 0) groups.delete(key);
    }
    this.shapes = this.shapes.filter(({ groups }) => groups.size > 0);
    const moved = (starts: Iterable<number>): number[] =>
      [...starts].filter((start) => start < from || start >= to).map((start) => (start < to ? start : start + delta));
    this.#toRead = new Set(moved(this.#toRead));
    const first = firstFrom(this.zones, from);
    const last = firstFrom(this.zones, to);
    const out = this.zones.slice(first, last);
    for (const { group } of out) group.alike--;
    const behind = this.zones.slice(last);
    if (delta !== 0) for (const zone of behind) move(zone, delta);
    this.#behind = behind;
    this.zones = this.zones.slice(0, first);
    this.#known = first;
    return out;
  }

  /** Puts back what stands behind; gives the zones that came between. Undefined where one stands before those it is judged by. */
  putBack(): AlikeZone[] | undefined {
    const between = this.zones.slice(this.#known);
    for (const { group, start } of between) {
      if (group.read.filter((other) => other.start < start).length < READ_OF_A_SHAPE) return undefined;
    }
    this.zones = this.zones.concat(this.#behind);
    this.#behind = [];
    return between;
  }

  /** Where statements stand that have to be read. */
  get toRead(): ReadonlySet<number> {
    return this.#toRead;
  }

  /** Takes note of a statement at the top that was read: tokens `first` to its `;` at `last`. */
  learn(text: string, kinds: Uint8Array, starts: Int32Array, first: number, last: number): void {
    const at = starts[first];
    if (text.charCodeAt(at) !== LETTER_Z || starts[last] - at > LONGEST || this.#toRead.has(at)) return;
    const parts = partsOf(text, kinds, starts, first, last);
    if (!parts) return;
    const { before, between, behind, type, name, pathStart, path } = parts;
    if (this.#shapesToRead.has(shapeKey(parts))) return;
    let shape = this.shapes.find(
      (known) => known.before === before && known.between === between && known.behind === behind,
    );
    if (!shape) {
      if (this.shapes.length >= MOST_SHAPES) return;
      shape = { before, between, behind, type, groups: new Map() };
      this.shapes.push(shape);
    }
    const key = groupKey(name, path, type, this.#isMissing);
    let group = shape.groups.get(key);
    if (!group) {
      group = { shape, isMissing: this.#isMissing(path, type), read: [], alike: 0 };
      shape.groups.set(key, group);
    }
    const zone = { uri: this.#uri, start: at, end: starts[last] + 1, name, pathStart, path, group };
    const latest = group.read.at(-1);
    group.read.push(zone);
    if (latest && latest.start > at) group.read.sort((a, b) => a.start - b.start);
  }
}

/** The groups of a shape. */
export function groupsOf({ groups }: AlikeShape): readonly AlikeGroup[] {
  return [...groups.values()];
}

/** Whether zones were passed over that are judged by those of the shape that were read. */
export function isJudgedBy(shape: AlikeShape): boolean {
  return groupsOf(shape).some(({ alike }) => alike > 0);
}

/**
 * What zones of a shape have in common where rules look beyond it: the last label, on which it depends what is public, whether the file is there,
 * and whether it is called as the zone is, so that a sentence with that word is about the one or the other.
 */
function groupKey(name: string, path: string, type: string, isMissing: IsMissing): string {
  return `${topOf(name)} ${isMissing(path, type) ? 'missing' : ''} ${name === path ? 'same' : ''}`;
}

function move(zone: AlikeZone, delta: number): void {
  zone.start += delta;
  zone.end += delta;
  if (zone.pathStart >= 0) zone.pathStart += delta;
}

/** What tells shapes apart. */
export function shapeKey({ before, between, behind }: Pick<AlikeShape, 'before' | 'between' | 'behind'>): string {
  return JSON.stringify([before, between, behind]);
}

/** The index of the first zone that begins at an offset or behind it. */
export function firstFrom(zones: readonly AlikeZone[], offset: number): number {
  let low = 0;
  let high = zones.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (zones[middle].start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last label of a plain name. */
function topOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** The end of the plain name at `at`, which a quote follows; -1 where it is another. */
function endOfName(text: string, at: number): number {
  let label = at;
  let letters = false;
  let i = at;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 128 && NAME_CHARACTER[code] === 1) {
      // A name whose first label is a number or a nibble may be a reverse one.
      if (label === at && code > 0x66) letters = true;
      else if (label === at && i > at && code > 0x39) letters = true;
      continue;
    }
    if ((code !== DOT && code !== QUOTE) || i === label || i - label > LONGEST_LABEL) return -1;
    if (code === QUOTE) break;
    label = i + 1;
  }
  if (!letters || i - at > LONGEST_NAME || i >= text.length) return -1;
  return REVERSE_TOPS.has(text.slice(label, i)) ? -1 : i;
}

/** The end of the plain path at `at`, which a quote follows; -1 where it is another: with empty parts, or parts that are dots. */
function endOfPath(text: string, at: number): number {
  let part = at;
  let dots = true;
  for (let i = at; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 128 && PATH_CHARACTER[code] === 1) dots = false;
    else if (code === SLASH || code === QUOTE) {
      if ((dots && i > at) || (i === part && i > at) || (code === QUOTE && i === part)) return -1;
      if (code === QUOTE) return i;
      part = i + 1;
      dots = true;
    } else if (code !== DOT) return -1;
  }
  return -1;
}

interface Parts
  extends Pick<AlikeShape, 'before' | 'between' | 'behind' | 'type'>,
    Pick<AlikeZone, 'name' | 'pathStart' | 'path'> {}

/** A zone statement cut at its names; undefined where no other may be judged by it. */
function partsOf(text: string, kinds: Uint8Array, starts: Int32Array, first: number, last: number): Parts | undefined {
  const word = (token: number): string => text.slice(starts[token], starts[token + 1]);
  const significant: number[] = [];
  for (let token = first; token <= last; token++) {
    const kind = kinds[token];
    if (kind === TokenKind.comment) return undefined;
    if (kind !== TokenKind.space) significant.push(token);
  }
  const [keyword, nameToken] = significant;
  if (word(keyword) !== 'zone' || kinds[nameToken] !== TokenKind.quoted) return undefined;
  const end = starts[last] + 1;
  if (text.slice(starts[first], end).includes('\\')) return undefined;
  // Nothing but words up to the block, and nothing but its end behind it.
  const open = significant.findIndex((token) => kinds[token] === TokenKind.open);
  if (open < 2 || significant.slice(2, open).some((token) => kinds[token] !== TokenKind.word)) return undefined;
  if (kinds[significant[significant.length - 2]] !== TokenKind.close) return undefined;
  let depth = 0;
  let type: string | undefined;
  let pathToken = -1;
  for (let i = open; i < significant.length; i++) {
    const token = significant[i];
    const before = kinds[significant[i - 1]];
    if (kinds[token] === TokenKind.open) depth++;
    else if (kinds[token] === TokenKind.close) depth--;
    if (depth === 0 && i < significant.length - 2) return undefined;
    const begins = depth === 1 && (before === TokenKind.semicolon || i === open + 1);
    if (!begins || kinds[token] !== TokenKind.word) continue;
    const name = word(token).toLowerCase();
    if (NOT_ALIKE.has(name)) return undefined;
    if (name !== 'type' && name !== 'file') continue;
    const value = significant[i + 1];
    if (kinds[significant[i + 2]] !== TokenKind.semicolon) return undefined;
    if (name === 'type') {
      if (type !== undefined || kinds[value] !== TokenKind.word) return undefined;
      type = word(value);
    } else {
      if (pathToken >= 0 || kinds[value] !== TokenKind.quoted) return undefined;
      pathToken = value;
    }
  }
  if (type === undefined || !TYPES.has(type)) return undefined;
  const nameStart = starts[nameToken] + 1;
  const nameEnd = starts[nameToken + 1] - 1;
  if (endOfName(text, nameStart) !== nameEnd) return undefined;
  const before = text.slice(starts[first], nameStart);
  const name = text.slice(nameStart, nameEnd);
  if (pathToken < 0) {
    return { before, between: text.slice(nameEnd, end), behind: undefined, type, name, pathStart: -1, path: '' };
  }
  const pathStart = starts[pathToken] + 1;
  const pathEnd = starts[pathToken + 1] - 1;
  if (endOfPath(text, pathStart) !== pathEnd) return undefined;
  const path = text.slice(pathStart, pathEnd);
  const between = text.slice(nameEnd, pathStart);
  return { before, between, behind: text.slice(pathEnd, end), type, name, pathStart, path };
}

/**
 * True where the tokens are such that statements could be passed over: every brace has its counterpart, so that where the braces say
 * that a statement at the top ends, the parser ends it too.
 */
export function isBalanced(text: string, { kinds, starts, count }: Tokens): boolean {
  let depth = 0;
  for (let token = 0; token < count; token++) {
    const kind = kinds[token];
    if (kind !== TokenKind.open && kind !== TokenKind.close) continue;
    // A backslash takes a brace its meaning where text is handed on as it is.
    if (text[starts[token] - 1] === '\\') return false;
    depth += kind === TokenKind.open ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
