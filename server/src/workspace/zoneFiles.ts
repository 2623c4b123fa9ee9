/** The files of a zone: its own and those that it includes, read again where they changed. */
import type { NameId, NameTable } from '../dns/names.ts';
import type { TextBuffer } from '../text/buffer.ts';
import type { IncludeEntry, ParsedChunk } from '../zone/chunk.ts';
import { type ChunkSink, ZoneDocument } from '../zone/document.ts';
import type { LineState } from '../zone/lineState.ts';
import { initialState } from '../zone/lineState.ts';
import type { ParseEnvironment } from '../zone/parse.ts';
import type { PathTarget } from './pathFinder.ts';

/** Files that include one another are followed this deep. named has no such limit, and no zone means to reach it. */
export const INCLUDE_DEPTH = 10;

/** Files that a zone reads, each as often as it is included: ten files that include the next one twice are a thousand. */
export const INCLUDED_FILES = 4096;

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
  /** The files of zones of the same name, which may say the same. */
  readonly copies?: () => Iterable<ZoneDocument>;
}

let documentChanges = 0;

/** Another number after each change of which files any zone reads. */
export function documentsRevision(): number {
  return documentChanges;
}

/** An include of a file that is known by `key`: the same text read with the same state brings in the same records. */
function idOf(key: string, path: string, state: LineState): string {
  return `${key}\n${path} ${state.origin} ${state.owner} ${state.defaultTtl} ${state.lastTtl}`;
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
  /** The files of which not all includes are read, since there are too many, with the path of the first that is not. */
  readonly #tooMany = new Map<ZoneDocument, string>();
  readonly #including = new Map<ParsedChunk, ZoneDocument>();
  /** What includes lead to, by the file that they stand in and what they are read with; and by what each file is known there. */
  #opened: ReadonlyMap<string, ZoneDocument> = new Map();
  #keys: ReadonlyMap<ZoneDocument, string> = new Map();

  constructor(options: ZoneFilesOptions, sink: FilesSink) {
    const { uri, buffer, names, apex, zoneClass, nextId } = options;
    this.#options = options;
    this.#sink = sink;
    this.#environment = { names, apex, zoneClass, nextId };
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

  /** The file that an include brings in, with the state that it is read with; undefined where none is read. */
  includedBy(from: ZoneDocument, { path, state }: IncludeEntry): ZoneDocument | undefined {
    return this.#opened.get(idOf(this.#keys.get(from) ?? '', path, state));
  }

  /** True where the includes in a file are not followed any more. */
  isTooDeep(document: ZoneDocument): boolean {
    return this.#tooDeep.has(document);
  }

  /** The path of the first include in a file that is not read since the zone has so many files; undefined where all are. */
  firstOfTooMany(document: ZoneDocument): string | undefined {
    return this.#tooMany.get(document);
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
    this.#tooMany.clear();
    const { apex, zoneClass } = this.#options;
    const results = new Map<string, LineState | undefined>();
    const opened = new Map<string, ZoneDocument>();
    const keys = new Map<ZoneDocument, string>();
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
      keys.set(document, key);
      stack.push(document.uri);
      let occurrence = 0;
      const include = (path: string, state: LineState): LineState | undefined => {
        const id = idOf(key, path, state);
        if (results.has(id)) return results.get(id);
        if (large) return undefined;
        const included =
          documents.length > INCLUDED_FILES
            ? this.#passOver(document, path)
            : this.#open(document, path, stack, `${id} ${occurrence++}`);
        if (included) opened.set(id, included);
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
      const copies = document === this.root ? this.#options.copies : undefined;
      const environment = { ...this.#environment, include, later, ...(copies && { copies }) };
      const steps = document.steps(entry, environment, this.#sinkFor(document));
      return (function* () {
        yield* steps;
        stack.pop();
      })();
    };
    yield* read(this.root, '', initialState(apex, zoneClass));
    for (const [key, document] of this.#included) {
      if (keys.has(document)) continue;
      this.#drop(document);
      this.#included.delete(key);
    }
    if (documents.length !== this.#documents.length || documents.some((each, i) => each !== this.#documents[i])) {
      this.#documents = documents;
      documentChanges++;
    }
    this.#opened = opened;
    this.#keys = keys;
    for (const [ordinal, document] of documents.entries()) document.ordinal = ordinal;
  }

  #passOver(from: ZoneDocument, path: string): undefined {
    if (!this.#tooMany.has(from)) this.#tooMany.set(from, path);
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
