/** The files of a zone: its own and those that it includes, read again where they changed. */
import type { NameId, NameTable } from '../dns/names.ts';
import type { TextBuffer } from '../text/buffer.ts';
import type { ParsedChunk } from '../zone/chunk.ts';
import { type ChunkSink, ZoneDocument } from '../zone/document.ts';
import type { LineState } from '../zone/lineState.ts';
import { initialState } from '../zone/lineState.ts';
import type { ParseEnvironment } from '../zone/parse.ts';
import type { PathTarget } from './pathFinder.ts';

/** Files that include one another are followed this deep. named has no such limit, and no zone means to reach it. */
export const INCLUDE_DEPTH = 10;

/** Included files of more chunks than this are read in steps; others when the line that includes them is. */
const STEPPED_CHUNKS = 16;

export interface ZoneFilesOptions {
  readonly uri: string;
  readonly buffer: TextBuffer;
  readonly names: NameTable;
  readonly apex: NameId;
  readonly zoneClass: number;
  /** The file that `path` in the file `from` means. */
  readonly include: (path: string, from: string) => PathTarget;
  readonly nextId: () => number;
}

/** Hears of the chunks of every file as they come and go. */
export interface FilesSink {
  add(document: ZoneDocument, chunk: ParsedChunk): void;
  remove(chunk: ParsedChunk): void;
}

export class ZoneFiles {
  readonly root: ZoneDocument;
  readonly #options: ZoneFilesOptions;
  readonly #sink: FilesSink;
  readonly #environment: ParseEnvironment;
  #documents: readonly ZoneDocument[];
  readonly #included = new Map<string, ZoneDocument>();
  readonly #tooDeep = new Set<ZoneDocument>();
  readonly #including = new Map<ParsedChunk, ZoneDocument>();

  constructor(options: ZoneFilesOptions, sink: FilesSink) {
    const { uri, buffer, names, zoneClass, nextId } = options;
    this.#options = options;
    this.#sink = sink;
    this.#environment = { names, zoneClass, nextId };
    this.root = new ZoneDocument(uri, buffer);
    this.#documents = [this.root];
  }

  /** The zone's file, then the files it includes, in the order of inclusion. */
  get documents(): readonly ZoneDocument[] {
    return this.#documents;
  }

  /** The chunks with includes, and the files that they stand in. */
  get including(): ReadonlyMap<ParsedChunk, ZoneDocument> {
    return this.#including;
  }

  /** True where the includes in a file are not followed any more. */
  isTooDeep(document: ZoneDocument): boolean {
    return this.#tooDeep.has(document);
  }

  /** What an include in a file leads to. */
  targetOf(path: string, from: ZoneDocument): PathTarget {
    return this.#options.include(path, from.uri);
  }

  /** Brings what features see in line with the texts. */
  align(): void {
    for (const document of this.#documents) document.align();
  }

  /** Reads the place in a file that a feature is asked about, where no pass has come to it yet. */
  readAt(uri: string, offset: number): void {
    for (const document of this.#documents) {
      if (document.uri === uri) document.readAt(offset, this.#environment, this.#sinkFor(document));
    }
  }

  /** Reads what changed, in steps. */
  *read(): Generator<void, void> {
    const documents: ZoneDocument[] = [];
    this.#tooDeep.clear();
    const { apex, zoneClass } = this.#options;
    const results = new Map<string, LineState | undefined>();
    const stack: string[] = [];
    /** A large file that was come to in the middle of a chunk. */
    let large: Iterator<void> | undefined;
    const later = (): Iterator<void> | undefined => {
      const found = large;
      large = undefined;
      return found;
    };

    const read = (document: ZoneDocument, key: string, entry: LineState): Generator<void, void> => {
      documents.push(document);
      stack.push(document.uri);
      let occurrence = 0;
      const include = (path: string, state: LineState): LineState | undefined => {
        const id = `${key}\n${path} ${state.origin} ${state.owner} ${state.defaultTtl} ${state.lastTtl}`;
        if (results.has(id)) return results.get(id);
        if (large) return undefined;
        const included = this.#open(document, path, stack, `${id} ${occurrence++}`);
        const end = (): LineState | undefined => included && (included.stateAfter ?? state);
        const steps = included && read(included, id, state);
        if (included && steps && included.buffer.chunks.length > STEPPED_CHUNKS) {
          large = (function* () {
            yield* steps;
            results.set(id, end());
          })();
          return undefined;
        }
        if (steps) while (!steps.next().done);
        results.set(id, end());
        return results.get(id);
      };
      const steps = document.steps(entry, { ...this.#environment, include, later }, this.#sinkFor(document));
      return (function* () {
        yield* steps;
        stack.pop();
      })();
    };
    yield* read(this.root, '', initialState(apex, zoneClass));
    for (const [key, document] of this.#included) {
      if (documents.includes(document)) continue;
      this.#drop(document);
      this.#included.delete(key);
    }
    this.#documents = documents;
    for (const [ordinal, document] of documents.entries()) document.ordinal = ordinal;
  }

  /** The document that an include in `from` leads to; undefined where it is not read. */
  #open(from: ZoneDocument, path: string, stack: readonly string[], key: string): ZoneDocument | undefined {
    const target = this.targetOf(path, from);
    if (target.kind !== 'file' || stack.includes(target.uri)) return undefined;
    if (stack.length > INCLUDE_DEPTH) {
      this.#tooDeep.add(from);
      return undefined;
    }
    let document = this.#included.get(key);
    if (!document || document.uri !== target.uri || document.buffer !== target.buffer) {
      if (document) this.#drop(document);
      document = new ZoneDocument(target.uri, target.buffer);
      this.#included.set(key, document);
    }
    return document;
  }

  #drop(document: ZoneDocument): void {
    const sink = this.#sinkFor(document);
    for (const chunk of document.held()) sink.remove(chunk);
  }

  #sinkFor(document: ZoneDocument): ChunkSink {
    return {
      add: (chunk) => {
        if (chunk.includes.length > 0) this.#including.set(chunk, document);
        this.#sink.add(document, chunk);
      },
      remove: (chunk) => {
        if (chunk.includes.length > 0) this.#including.delete(chunk);
        this.#sink.remove(chunk);
      },
    };
  }
}
