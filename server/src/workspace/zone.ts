/** A zone of the workspace: its file with everything it includes, its records, and what the rules say of it. */

import type { NameId, NameTable } from '../dns/names.ts';
import { t } from '../l10n.ts';
import type { Problem, Severity } from '../rules/rule.ts';
import type { PreviousVersion, ZoneContext, ZoneRule, ZoneSettings } from '../rules/zone/context.ts';
import { isLarge, type ToldChunk, toProblem, ZoneChecker } from '../rules/zone/engine.ts';
import { shapeOf } from '../rules/zone/shape.ts';
import type { TextBuffer } from '../text/buffer.ts';
import type { LineState, ParsedChunk } from '../zone/chunk.ts';
import { type ContentSum, contentOf, minus, NO_CONTENT, plus } from '../zone/content.ts';
import { type ChunkSink, initialState, ZoneDocument } from '../zone/document.ts';
import { ZoneModel } from '../zone/model.ts';
import type { ParseEnvironment } from '../zone/parse.ts';
import type { Configuration } from './configuration.ts';
import type { OriginSource } from './origin.ts';

/** What a `$INCLUDE` leads to. */
export type IncludeTarget =
  | { readonly kind: 'file'; readonly uri: string; readonly buffer: TextBuffer }
  /** Certainly not there: the server will not start with it. */
  | { readonly kind: 'missing' }
  /** Not read yet, or not to be read: nothing can be said. `isThere` where the file is known to be there all the same. */
  | { readonly kind: 'unknown'; readonly isThere?: boolean };

/** Where a zone comes from, and what it may look at outside of its files. */
export interface ZoneOptions {
  readonly uri: string;
  readonly buffer: TextBuffer;
  readonly names: NameTable;
  readonly apex: NameId;
  readonly source: OriginSource;
  readonly zoneClass: number;
  readonly settings: ZoneSettings;
  /** The view it stands in; empty where there is none. */
  readonly view: string;
  /** The configuration that loads it. */
  readonly configuration: Configuration | undefined;
  readonly rules: readonly ZoneRule[];
  /** The file that `path` in the file `from` means. */
  readonly include: (path: string, from: string) => IncludeTarget;
  readonly zoneOf: (name: NameId) => ZoneModel | undefined;
  readonly nextId: () => number;
  readonly now?: (() => Date) | undefined;
  /** What the zone was when it was saved or committed last. */
  readonly previous?: ((zone: Zone) => PreviousVersion | undefined) | undefined;
  /** Whether a zone of the workspace lies below in-addr.arpa or ip6.arpa: else nobody has to look for PTR records. */
  readonly hasReverseZones?: () => boolean;
}

/** Files that include one another are followed this deep. named has no such limit, and no zone means to reach it. */
const INCLUDE_DEPTH = 10;

/** Included files of more chunks than this are read in steps; others when the line that includes them is. */
const STEPPED_CHUNKS = 16;

/** How far a zone is: its files are to be read, its records to be checked, or nothing is left to do. */
export type ZoneStage = 'reading' | 'checking' | 'done';

export class Zone {
  readonly options: ZoneOptions;
  readonly root: ZoneDocument;
  readonly model: ZoneModel;
  /** What rules and features look at. */
  readonly context: ZoneContext;
  readonly #checker: ZoneChecker;
  readonly #included = new Map<string, ZoneDocument>();
  #documents: ZoneDocument[];
  #includeProblems: Problem[] = [];
  /** Files whose includes are not followed any more. */
  readonly #tooDeep = new Set<ZoneDocument>();
  /** The chunks with includes. */
  readonly #including = new Map<ParsedChunk, ZoneDocument>();
  #content: ContentSum | undefined;
  #settings: ZoneSettings;
  /** What is left to do; undefined where that is nothing. */
  #work: Iterator<void> | undefined;
  #stage: ZoneStage = 'reading';
  /** The text of the zone's file that the work is for. */
  #stamp = -1;
  #checked = false;
  #changed = false;
  #revision = 0;
  /** What the checker has not heard of yet. */
  #removed: ParsedChunk[] = [];
  #added = new Map<ParsedChunk, ZoneDocument>();
  /** The zones that rules looked into; undefined is in it where a name was in no zone of the workspace. */
  readonly #askedOf = new Set<ZoneModel | undefined>();

  constructor(options: ZoneOptions) {
    this.options = options;
    this.root = new ZoneDocument(options.uri, options.buffer);
    this.model = new ZoneModel(options.names, options.apex, options.source !== 'unknown');
    this.model.reserve(options.buffer.length);
    this.context = this.#makeContext();
    this.#checker = new ZoneChecker(options.rules);
    this.#documents = [this.root];
    this.#settings = options.settings;
    if (options.previous) this.#content = NO_CONTENT;
  }

  #makeContext(): ZoneContext {
    const { names, apex, zoneOf, now, hasReverseZones } = this.options;
    const documents = () => this.#documents;
    const settings = () => this.#settings;
    return {
      model: this.model,
      names,
      apex,
      originKnown: this.model.originKnown,
      get documents() {
        return documents();
      },
      get settings() {
        return settings();
      },
      zoneOf: (name) => {
        const model = zoneOf(name);
        if (model !== this.model) this.#askedOf.add(model);
        return model;
      },
      get hasReverseZones() {
        return hasReverseZones?.();
      },
      ...(now ? { now } : {}),
    };
  }

  /** The zone's file, then the files it includes, in the order of inclusion. */
  get documents(): readonly ZoneDocument[] {
    return this.#documents;
  }

  get stage(): ZoneStage {
    return this.#stage;
  }

  /** False while the zone is read, or checked anew after so much changed that nothing of before holds. */
  get isTold(): boolean {
    return this.#stage === 'done' || (this.#stage === 'checking' && !this.#checker.isAnew);
  }

  /** Another number after everything that may have changed its problems or where they stand. */
  get revision(): number {
    return this.#revision;
  }

  /** What the zone says; the same for two states that hold the same records. */
  get content(): ContentSum {
    if (!this.#content) {
      this.#content = NO_CONTENT;
      for (const document of this.#documents) {
        for (const chunk of document.held()) this.#content = plus(this.#content, contentOf(chunk, this.options.names));
      }
    }
    return this.#content;
  }

  /** True where what the rules said depends on one of these zones. */
  dependsOn(zones: ReadonlySet<ZoneModel | undefined>): boolean {
    for (const zone of this.#askedOf) if (zones.has(zone)) return true;
    return false;
  }

  /** Begins to check everything anew: a zone that it depends on changed. */
  recheck(): void {
    if (!this.#checked) return;
    this.#askedOf.clear();
    this.#checker.begin(this.context);
    this.#work ??= this.#check();
  }

  /** Checks anew what concerns the zone as a whole: what it was before is another now. */
  recheckAsWhole(): void {
    if (!this.#checked) return;
    this.#comparePrevious();
    this.#checker.recheckZone(this.context);
    this.#revision = nextRevision();
  }

  /** Brings parse, model and problems up to date with the buffers; true where something changed. */
  update(): boolean {
    this.begin();
    while (this.step());
    return this.takeChanged();
  }

  /** Looks whether something is to be done, which `step` does then. An edit while it does is another reason to begin. */
  begin(): void {
    const { stamp } = this.root.buffer;
    // What an include leads to may be another file without a change here.
    if (stamp === this.#stamp && this.#including.size === 0) return;
    this.#stamp = stamp;
    this.#stage = 'reading';
    // What features see is in line with the text from now on.
    for (const document of this.#documents) document.align();
    this.#work = this.#pass();
  }

  /** Does the next part of the work, about a chunk; false where nothing is left. */
  step(): boolean {
    if (!this.#work) return false;
    if (!this.#work.next().done) return true;
    this.#work = undefined;
    this.#stage = 'done';
    return false;
  }

  /** Whether records came or went since this was asked last. */
  takeChanged(): boolean {
    const changed = this.#changed;
    this.#changed = false;
    return changed;
  }

  /** Reads the place in a file that a feature is asked about, where no pass has come to it yet. */
  readAt(uri: string, offset: number): void {
    if (this.#stage !== 'reading') return;
    for (const document of this.#documents) {
      if (document.uri === uri) document.readAt(offset, this.#environment(), this.#sinkFor(document));
    }
  }

  #environment(): ParseEnvironment {
    const { names, zoneClass, nextId } = this.options;
    return { names, zoneClass, nextId };
  }

  /** Keeps the model and what is left to check in line with what is read. */
  #sinkFor(document: ZoneDocument): ChunkSink {
    const { names } = this.options;
    return {
      add: (chunk) => {
        this.model.add(document, chunk);
        this.#added.set(chunk, document);
        if (chunk.includes.length > 0) this.#including.set(chunk, document);
        if (this.#content) this.#content = plus(this.#content, contentOf(chunk, names));
      },
      remove: (chunk) => {
        this.model.remove(chunk);
        if (!this.#added.delete(chunk)) this.#removed.push(chunk);
        if (chunk.includes.length > 0) this.#including.delete(chunk);
        if (this.#content) this.#content = minus(this.#content, contentOf(chunk, names));
      },
    };
  }

  *#pass(): Generator<void, void> {
    yield* this.#read();
    const change = {
      removed: this.#removed,
      added: [...this.#added].map(([chunk, document]) => ({ document, chunk })),
    };
    this.#removed = [];
    this.#added = new Map();
    this.#stage = 'checking';
    this.#revision = nextRevision();
    this.#comparePrevious();
    this.#includeProblems = [];
    for (const [chunk, document] of this.#including) this.#checkIncludes(chunk, document);
    if (!this.#checked) this.#checker.begin(this.context);
    else if (change.removed.length + change.added.length > 0) {
      this.#checker.take(change, this.context, isLarge(change) ? 'everything' : shapeOf(change, this.model));
    }
    if (!this.#checked || change.removed.length + change.added.length > 0) this.#changed = true;
    this.#checked = true;
    yield* this.#check();
  }

  *#check(): Generator<void, void> {
    this.#stage = 'checking';
    while (this.#checker.step()) yield;
    this.#revision = nextRevision();
  }

  #comparePrevious(): void {
    const { settings } = this.options;
    const previous = this.options.previous?.(this);
    this.#settings = previous ? { ...settings, previous } : settings;
  }

  /** Reads what changed in the zone's files. */
  *#read(): Generator<void, void> {
    const documents: ZoneDocument[] = [];
    this.#tooDeep.clear();
    const { apex, zoneClass } = this.options;
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
        const end = (): LineState | undefined => included && (included.exit ?? state);
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
      const steps = document.steps(entry, { ...this.#environment(), include, later }, this.#sinkFor(document));
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
    const target = this.options.include(path, from.uri);
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

  #checkIncludes(chunk: ParsedChunk, document: ZoneDocument): void {
    for (const { path, pathStart, pathEnd } of chunk.includes) {
      const place = { uri: document.uri, start: chunk.offset + pathStart, end: chunk.offset + pathEnd };
      const target = this.options.include(path, document.uri);
      if (target.kind === 'missing') {
        this.#report(
          'zone/include-unreadable',
          place,
          t`The file ${path} is not there, so the server refuses the zone. Check the path: it is relative to the server's directory, not to this file.`,
        );
      } else if (target.kind === 'file' && this.#tooDeep.has(document)) {
        this.#report(
          'zone/include-depth',
          place,
          t`${path} is the ${INCLUDE_DEPTH + 1}th file of a chain of includes, and is not read here: what stands in it is not checked.`,
        );
      } else if (target.kind === 'file' && this.#leadsBack(target.uri, document.uri)) {
        this.#report(
          'zone/include-cycle',
          place,
          t`Including ${path} leads back to this file without end, so the server refuses the zone. Remove one of the includes.`,
        );
      }
    }
  }

  /** True where the file `from` is reached again from `uri` by includes. */
  #leadsBack(uri: string, from: string): boolean {
    const seen = new Set<string>();
    const queue = [uri];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (next === from) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      for (const [chunk, document] of this.#including) {
        if (document.uri !== next) continue;
        for (const { path } of chunk.includes) {
          const target = this.options.include(path, next);
          if (target.kind === 'file') queue.push(target.uri);
        }
      }
    }
    return false;
  }

  #report(rule: string, place: { uri: string; start: number; end: number }, message: string): void {
    const severity: Severity = this.options.rules.find(({ id }) => id === rule)?.severity ?? 'error';
    this.#includeProblems.push({ rule, severity, message, ...place });
  }

  /** The problems in all of the zone's files. */
  problems(): Problem[] {
    return [...this.#checker.problems(), ...this.problemsOfIncludes()];
  }

  /** The chunks of a file in which rules found something. */
  *toldIn(uri: string): Iterable<ToldChunk> {
    for (const told of this.#checker.told()) if (told.document.uri === uri) yield told;
  }

  /** What is wrong with includes, and with what they include. */
  problemsOfIncludes(): Problem[] {
    return this.#documents.length === 1 ? this.#includeProblems : [...this.#includeProblems, ...this.#atIncludes()];
  }

  /** Errors and warnings of included files, told at the include as well: who looks at the zone's own file has to hear of them. */
  #atIncludes(): Problem[] {
    const told: Problem[] = [];
    const severe = this.#severeByFile();
    for (const [chunk, document] of this.#including) {
      for (const { path, pathStart, pathEnd } of chunk.includes) {
        const target = this.options.include(path, document.uri);
        if (target.kind !== 'file' || target.uri === document.uri) continue;
        const found = severe.get(target.uri);
        if (!found) continue;
        const { first, count } = found;
        const { line } = target.buffer.positionAt(first.start);
        told.push({
          rule: 'zone/problems-in-include',
          severity: 'information',
          uri: document.uri,
          start: chunk.offset + pathStart,
          end: chunk.offset + pathEnd,
          message:
            count === 1
              ? t`Line ${line + 1} of ${path}: ${first.message}`
              : t`${path} has ${count} problems. The first, on line ${line + 1}: ${first.message}`,
          related: [{ uri: first.uri, start: first.start, end: first.end, message: first.message }],
        });
      }
    }
    return told;
  }

  /** The first error or warning of each file, and how many there are. */
  #severeByFile(): Map<string, { first: Problem; count: number }> {
    const severe = new Map<string, { first: Problem; count: number }>();
    const collect = (problem: Problem): void => {
      if (problem.severity !== 'error' && problem.severity !== 'warning') return;
      const found = severe.get(problem.uri);
      if (!found) severe.set(problem.uri, { first: problem, count: 1 });
      else {
        found.count++;
        if (comesBefore(problem, found.first)) found.first = problem;
      }
    };
    for (const { document, findings } of this.#checker.told()) {
      if (document !== this.root) for (const finding of findings) collect(toProblem(finding));
    }
    for (const problem of this.#includeProblems) collect(problem);
    return severe;
  }
}

function comesBefore(a: Problem, b: Problem): boolean {
  return a.start - b.start < 0 || (a.start === b.start && (a.end < b.end || (a.end === b.end && a.rule < b.rule)));
}

let revisions = 0;

/** A number that no zone had before. */
function nextRevision(): number {
  return ++revisions;
}
