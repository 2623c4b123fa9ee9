/**
 * Which zones of a configuration have to be read though they are alike others (see `alike.ts`): those whose names, or the names of their
 * files, stand elsewhere too, and those of a shape with a problem. Everything else that rules say of a zone, they say of its shape.
 */

import type { Chunk, TextBuffer } from '../text/buffer.ts';
import { type AlikeShape, type AlikeZone, AlikeZones, type IsMissing, shapeKey } from './alike.ts';
import type { ConfModel, Zone } from './model.ts';
import { parseConf } from './parser.ts';
import { type EditedTree, parseEdited, parsePassing } from './passing.ts';
import type { Clause } from './statements.ts';
import type { ConfTree, Value } from './tree.ts';

/** A file as it was read last. */
interface ReadFile {
  readonly stamp: number;
  readonly chunks: readonly Chunk[];
  readonly text: string;
  readonly tree: ConfTree;
}

/** True for a zone that was passed over. */
export function isAlike(zone: Zone | AlikeZone): zone is AlikeZone {
  return 'group' in zone;
}

/**
 * What was read of a configuration, and what has to be: that grows until nothing that was passed over needs to be read. After an edit a
 * file is read again from the zone before it to the zone behind it.
 */
export class Reading {
  readonly #isMissing: IsMissing;
  readonly #files = new Map<string, ReadFile>();
  readonly #shapes = new Set<string>();
  /** What is known to have to be read, by file; a file's are taken over when it is read again. */
  readonly #toRead = new Map<string, Set<number>>();
  /** The zones that are passed over, by their names and by the names of their files. */
  readonly #names = new Map<string, AlikeZone>();
  readonly #paths = new Map<string, AlikeZone>();
  /** Zones that have a name, or a file, that another one has. */
  #repeated: AlikeZone[] = [];

  /** `isMissing` says whether the file of a zone is not there, as far as that is known: then it is alike zones of which that is so, too. */
  constructor(isMissing: IsMissing = () => false) {
    this.#isMissing = isMissing;
  }

  /** Reads a file, all but what can be passed over. */
  parse(uri: string, buffer: TextBuffer, clause: Clause): ConfTree {
    if (clause !== 'top') return parseConf(buffer.text(), clause);
    const known = this.#files.get(uri);
    if (known?.stamp === buffer.stamp && !this.#toRead.has(uri)) return known.tree;
    // What an edit is tried on is changed by it.
    const before = known?.tree.alike?.zones ?? [];
    const edited = known && !this.#toRead.has(uri) && this.#parseEdit(known, buffer);
    if (edited) {
      this.#leave(edited.out);
      this.#enter(edited.added);
      this.#keep(uri, buffer, edited.text, edited.tree);
      return edited.tree;
    }
    this.#leave(before);
    const text = buffer.text();
    // Offsets hold while the text is the same.
    const kept = known?.stamp === buffer.stamp ? known.tree.alike?.toRead : undefined;
    const toRead = new Set([...(kept ?? []), ...(this.#toRead.get(uri) ?? [])]);
    this.#toRead.delete(uri);
    const tree = parsePassing(text, (isGuess) => new AlikeZones(uri, toRead, this.#shapes, isGuess, this.#isMissing));
    this.#enter(tree.alike?.zones ?? []);
    this.#keep(uri, buffer, text, tree);
    return tree;
  }

  #keep(uri: string, { stamp, chunks }: TextBuffer, text: string, tree: ConfTree): void {
    this.#files.set(uri, { stamp, chunks: [...chunks], text, tree });
  }

  #parseEdit({ chunks, text, tree }: ReadFile, buffer: TextBuffer): (EditedTree & { text: string }) | undefined {
    if (!tree.alike) return undefined;
    const now = buffer.chunks;
    let first = 0;
    while (first < now.length && first < chunks.length && now[first] === chunks[first]) first++;
    let last = 0;
    while (last < Math.min(now.length, chunks.length) - first && now.at(-1 - last) === chunks.at(-1 - last)) last++;
    const start = buffer.chunkStart(first);
    const tail = buffer.length - buffer.chunkStart(now.length - last);
    const end = text.length - tail;
    const changed = now
      .slice(first, now.length - last)
      .map((chunk) => chunk.text)
      .join('');
    const [before, behind] = sameEnds(text.slice(start, end), changed);
    const newText = text.slice(0, start) + changed + text.slice(end);
    const edit = { start: start + before, end: end - behind, delta: newText.length - text.length };
    const edited = parseEdited(tree, newText, edit);
    return edited && { ...edited, text: newText };
  }

  #enter(zones: readonly AlikeZone[]): void {
    for (const zone of zones) {
      const file = zone.path.toLowerCase();
      const same = this.#names.get(zone.name);
      const shared = file === '' ? undefined : this.#paths.get(file);
      if (same) this.#repeated.push(zone, same);
      else this.#names.set(zone.name, zone);
      if (shared) this.#repeated.push(zone, shared);
      else if (file !== '') this.#paths.set(file, zone);
    }
  }

  #leave(zones: readonly AlikeZone[]): void {
    for (const zone of zones) {
      const file = zone.path.toLowerCase();
      if (this.#names.get(zone.name) === zone) this.#names.delete(zone.name);
      if (this.#paths.get(file) === zone) this.#paths.delete(file);
    }
  }

  /** Forgets which shapes have a problem: after an edit they may have none. */
  forgetShapes(): void {
    if (this.#shapes.size === 0) return;
    this.#shapes.clear();
    this.readAgain();
  }

  /** Has everything read again: which files are missing is another question now. */
  readAgain(): void {
    for (const uri of this.#files.keys()) if (!this.#toRead.has(uri)) this.#toRead.set(uri, new Set());
  }

  /** Has zones read, and says whether they were not. */
  read(zones: Iterable<AlikeZone>): boolean {
    let isMore = false;
    for (const { uri, start } of zones) {
      const starts = this.#toRead.get(uri);
      if (starts) starts.add(start);
      else this.#toRead.set(uri, new Set([start]));
      isMore = true;
    }
    return isMore;
  }

  /** Has the zones read whose name or file is named elsewhere in the configuration, and says whether there are any. */
  readNamed(model: ConfModel): boolean {
    for (const [uri, { tree }] of this.#files) {
      if (model.files.some((file) => file.uri === uri)) continue;
      this.#leave(tree.alike?.zones ?? []);
      this.#files.delete(uri);
    }
    const named = this.#repeated;
    this.#repeated = [];
    if (this.#names.size > 0) {
      for (const word of wordsOf(model)) {
        const zone = this.#names.get(word);
        const user = this.#paths.get(word);
        if (zone) named.push(zone);
        if (user) named.push(user);
      }
    }
    // A file that is included twice has its zones twice.
    for (const file of model.files) {
      const times =
        model.includes.filter(({ targets }) => targets.includes(file)).length + (file === model.root ? 1 : 0);
      if (times > 1) for (const zone of file.tree.alike?.zones ?? []) named.push(zone);
    }
    return this.read(named);
  }

  /** Has every zone of these shapes read, and says whether there are any. */
  readShapes(shapes: Iterable<AlikeShape>): boolean {
    const before = this.#shapes.size;
    for (const shape of shapes) this.#shapes.add(shapeKey(shape));
    const isMore = this.#shapes.size > before;
    if (isMore) this.readAgain();
    return isMore;
  }
}

/** How much of two texts is the same at their beginnings, and at the ends of what is left. */
function sameEnds(a: string, b: string): readonly [number, number] {
  const most = Math.min(a.length, b.length);
  let before = 0;
  while (before < most && a.charCodeAt(before) === b.charCodeAt(before)) before++;
  let behind = 0;
  while (behind < most - before && a.charCodeAt(a.length - 1 - behind) === b.charCodeAt(b.length - 1 - behind)) {
    behind++;
  }
  return [before, behind];
}

/** Every word of a configuration as far as it was read, in lower case and without a final dot. */
function wordsOf(model: ConfModel): ReadonlySet<string> {
  const words = new Set<string>();
  const visit = (values: readonly Value[]): void => {
    for (const value of values) {
      if (value.kind === 'word') words.add(value.text.toLowerCase().replace(/\.$/, ''));
      else if (value.kind === 'block') for (const statement of value.statements) visit(statement.values);
    }
  };
  for (const { tree } of model.files) for (const { values } of tree.root.statements) visit(values);
  return words;
}
