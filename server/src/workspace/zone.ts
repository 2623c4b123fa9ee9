/** A zone of the workspace: its file with everything it includes, its records, and what the rules say of it. */

import type { NameId, NameTable } from '../dns/names.ts';
import { t } from '../l10n.ts';
import type { Problem, Severity } from '../rules/rule.ts';
import type { PreviousVersion, ZoneContext, ZoneRule, ZoneSettings } from '../rules/zone/context.ts';
import { ZoneChecker } from '../rules/zone/engine.ts';
import { shapeChanged } from '../rules/zone/shape.ts';
import type { TextBuffer } from '../text/buffer.ts';
import type { LineState, ParsedChunk } from '../zone/chunk.ts';
import { initialState, ZoneDocument } from '../zone/document.ts';
import { ZoneModel } from '../zone/model.ts';
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

export class Zone {
  readonly options: ZoneOptions;
  readonly root: ZoneDocument;
  readonly model: ZoneModel;
  readonly #checker: ZoneChecker;
  readonly #included = new Map<string, ZoneDocument>();
  #documents: ZoneDocument[];
  #includeProblems: Problem[] = [];
  /** Files whose includes are not followed any more. */
  readonly #tooDeep = new Set<ZoneDocument>();
  #checked = false;
  /** The zones that rules looked into; undefined is in it where a name was in no zone of the workspace. */
  readonly #askedOf = new Set<ZoneModel | undefined>();

  constructor(options: ZoneOptions) {
    this.options = options;
    this.root = new ZoneDocument(options.uri, options.buffer);
    this.model = new ZoneModel(options.names, options.apex, options.source !== 'unknown');
    this.#checker = new ZoneChecker(options.rules);
    this.#documents = [this.root];
  }

  /** The zone's file, then the files it includes, in the order of inclusion. */
  get documents(): readonly ZoneDocument[] {
    return this.#documents;
  }

  /** What rules and features look at. */
  get context(): ZoneContext {
    const { names, apex, settings, zoneOf, now, hasReverseZones } = this.options;
    const previous = this.options.previous?.(this);
    return {
      model: this.model,
      names,
      apex,
      originKnown: this.model.originKnown,
      documents: this.#documents,
      settings: previous ? { ...settings, previous } : settings,
      zoneOf: (name) => {
        const model = zoneOf(name);
        if (model !== this.model) this.#askedOf.add(model);
        return model;
      },
      ...(hasReverseZones ? { hasReverseZones: hasReverseZones() } : {}),
      ...(now ? { now } : {}),
    };
  }

  /** True where what the rules said depends on one of these zones. */
  dependsOn(zones: ReadonlySet<ZoneModel | undefined>): boolean {
    for (const zone of this.#askedOf) if (zones.has(zone)) return true;
    return false;
  }

  /** Checks everything anew: a zone that it depends on changed. */
  recheck(): void {
    this.#askedOf.clear();
    this.#checker.full(this.context);
  }

  /** Checks anew what concerns the zone as a whole: what it was before is another now. */
  recheckAsWhole(): void {
    if (this.#checked) this.#checker.recheckZone(this.context);
  }

  /** Brings parse, model and problems up to date with the buffers; true where something changed. */
  update(): boolean {
    const removed: ParsedChunk[] = [];
    const added: { document: ZoneDocument; chunk: ParsedChunk }[] = [];
    const documents: ZoneDocument[] = [];
    this.#includeProblems = [];
    this.#tooDeep.clear();
    const { names, apex, zoneClass, nextId } = this.options;
    const results = new Map<string, LineState | undefined>();
    const stack: string[] = [];

    const parse = (document: ZoneDocument, key: string, entry: LineState): LineState => {
      documents.push(document);
      stack.push(document.uri);
      let occurrence = 0;
      const change = document.update(entry, {
        names,
        zoneClass,
        nextId,
        include: (path, state) => {
          const id = `${key}\n${path} ${state.origin} ${state.owner} ${state.defaultTtl} ${state.lastTtl}`;
          if (!results.has(id)) results.set(id, include(document, path, state, `${id} ${occurrence++}`));
          return results.get(id);
        },
      });
      stack.pop();
      removed.push(...change.removed);
      for (const chunk of change.added) added.push({ document, chunk });
      return document.exit ?? entry;
    };
    const include = (from: ZoneDocument, path: string, state: LineState, key: string): LineState | undefined => {
      const target = this.options.include(path, from.uri);
      if (target.kind !== 'file' || stack.includes(target.uri)) return undefined;
      if (stack.length > INCLUDE_DEPTH) {
        this.#tooDeep.add(from);
        return undefined;
      }
      let document = this.#included.get(key);
      if (!document || document.uri !== target.uri || document.buffer !== target.buffer) {
        if (document) removed.push(...document.chunks);
        document = new ZoneDocument(target.uri, target.buffer);
        this.#included.set(key, document);
      }
      return parse(document, key, state);
    };
    parse(this.root, '', initialState(apex, zoneClass));
    for (const [key, document] of this.#included) {
      if (documents.includes(document)) continue;
      removed.push(...document.chunks);
      this.#included.delete(key);
    }
    this.#documents = documents;
    for (const [ordinal, document] of documents.entries()) document.ordinal = ordinal;
    const changed = this.#apply(removed, added);
    for (const document of documents) this.#checkIncludes(document);
    return changed;
  }

  #apply(removed: readonly ParsedChunk[], added: readonly { document: ZoneDocument; chunk: ParsedChunk }[]): boolean {
    if (this.#checked && removed.length === 0 && added.length === 0) return false;
    for (const chunk of removed) this.model.remove(chunk);
    for (const { document, chunk } of added) this.model.add(document, chunk);
    const change = { removed, added };
    if (this.#checked) this.#checker.update(change, this.context, shapeChanged(change, this.model));
    else this.#checker.full(this.context);
    this.#checked = true;
    return true;
  }

  #checkIncludes(document: ZoneDocument): void {
    for (const chunk of document.chunks) {
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
  }

  /** True where the file `from` is reached again from `uri` by includes. */
  #leadsBack(uri: string, from: string): boolean {
    const seen = new Set<string>();
    const queue = [uri];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (next === from) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      for (const document of this.#documents) {
        if (document.uri !== next) continue;
        for (const chunk of document.chunks) {
          for (const { path } of chunk.includes) {
            const target = this.options.include(path, next);
            if (target.kind === 'file') queue.push(target.uri);
          }
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
    const problems = [...this.#checker.problems(), ...this.#includeProblems];
    return this.#documents.length === 1 ? problems : [...problems, ...this.#atIncludes(problems)];
  }

  /** Errors and warnings of included files, told at the include as well: who looks at the zone's own file has to hear of them. */
  #atIncludes(problems: readonly Problem[]): Problem[] {
    const told: Problem[] = [];
    for (const document of this.#documents) {
      for (const chunk of document.chunks) {
        for (const { path, pathStart, pathEnd } of chunk.includes) {
          const target = this.options.include(path, document.uri);
          if (target.kind !== 'file' || target.uri === document.uri) continue;
          const [first, ...more] = problems.filter(
            ({ uri, severity }) => uri === target.uri && (severity === 'error' || severity === 'warning'),
          );
          if (!first) continue;
          const { line } = target.buffer.positionAt(first.start);
          told.push({
            rule: 'zone/problems-in-include',
            severity: 'information',
            uri: document.uri,
            start: chunk.offset + pathStart,
            end: chunk.offset + pathEnd,
            message:
              more.length === 0
                ? t`Line ${line + 1} of ${path}: ${first.message}`
                : t`${path} has ${more.length + 1} problems. The first, on line ${line + 1}: ${first.message}`,
            related: [{ uri: first.uri, start: first.start, end: first.end, message: first.message }],
          });
        }
      }
    }
    return told;
  }
}
