/** A zone over text in memory, put together as the workspace does it: names, documents, model and checker. */

import { type NameId, NameTable } from '../../../../server/src/dns/names.ts';
import type { RuleId } from '../../../../server/src/rules/ids.ts';
import type { Fix, FixEdit, Problem } from '../../../../server/src/rules/rule.ts';
import type { ZoneContext, ZoneSettings } from '../../../../server/src/rules/zone/context.ts';
import { ZoneChecker } from '../../../../server/src/rules/zone/engine/checker.ts';
import { reshapedBy } from '../../../../server/src/rules/zone/engine/reshaped.ts';
import { ZONE_RULES } from '../../../../server/src/rules/zone/index.ts';
import type { ZoneRule } from '../../../../server/src/rules/zone/zoneRule.ts';
import { TextBuffer } from '../../../../server/src/text/buffer.ts';
import type { ParsedChunk } from '../../../../server/src/zone/chunk.ts';
import { ZoneDocument } from '../../../../server/src/zone/document.ts';
import type { LineState } from '../../../../server/src/zone/lineState.ts';
import { initialState } from '../../../../server/src/zone/lineState.ts';
import { ZoneModel } from '../../../../server/src/zone/model.ts';
import type { ParseEnvironment } from '../../../../server/src/zone/parse.ts';

/** Smaller than files are read in, so that short texts have several. */
const CHUNK = 8192;

export const ZONE_URI = 'mem:/zone.db';

export interface HarnessOptions {
  /** `example.com.` where absent; null where it is not known. */
  readonly origin?: string | null;
  readonly settings?: Partial<ZoneSettings>;
  readonly rules?: readonly ZoneRule[];
  /** The text of an included file; undefined where it cannot be read. */
  readonly include?: (path: string) => string | undefined;
  /** The other zones of the workspace: origin -> text. */
  readonly zones?: Readonly<Record<string, string>>;
  readonly now?: Date;
  /** UTF-16 units of a chunk, where they should be fewer. */
  readonly chunk?: number;
}

/** The time that the rules are told, so that what they say of dates stays the same. */
const NOW = new Date('2026-11-01T00:00:00Z');

const DEFAULTS: ZoneSettings = { version: '9.18', type: 'primary', loaded: false };

export class TestZone {
  readonly names = new NameTable();
  readonly document: ZoneDocument;
  readonly model: ZoneModel;
  readonly context: ZoneContext;
  readonly #checker: ZoneChecker;
  readonly #apex: NameId;
  readonly #documents: ZoneDocument[] = [];
  readonly #environment: ParseEnvironment;
  #nextId = 0;

  constructor(text: string, options: HarnessOptions = {}) {
    const { origin = 'example.com.', include } = options;
    this.#apex = origin === null ? this.names.unknown : this.names.fromText(origin);
    this.document = new ZoneDocument(ZONE_URI, new TextBuffer(text, options.chunk ?? CHUNK));
    this.#documents.push(this.document);
    this.model = new ZoneModel(this.names, this.#apex, origin !== null);
    this.#checker = new ZoneChecker(options.rules ?? ZONE_RULES);
    const others = Object.entries(options.zones ?? {}).map(([apex, content]) => this.#other(apex, content));
    const ownOf = (name: NameId): ZoneModel | undefined => (this.model.isInZone(name) ? this.model : undefined);
    this.context = {
      model: this.model,
      names: this.names,
      apex: this.#apex,
      originKnown: origin !== null,
      documents: this.#documents,
      settings: { ...DEFAULTS, ...options.settings },
      zoneOf: (name) => others.find(({ apex }) => this.names.isWithin(name, apex)) ?? ownOf(name),
      hasReverseZones: others.length > 0,
      now: () => options.now ?? NOW,
    };
    const included: { document: ZoneDocument; chunks: readonly ParsedChunk[] }[] = [];
    const environment: ParseEnvironment = {
      names: this.names,
      apex: this.#apex,
      zoneClass: 1,
      nextId: () => this.#nextId++,
    };
    const readInclude = (path: string, state: LineState): LineState | undefined => {
      const content = include?.(path);
      if (content === undefined || included.length > 20) return undefined;
      const document = new ZoneDocument(`mem:/${path}`, new TextBuffer(content, CHUNK));
      this.#documents.push(document);
      const { added } = document.update(state, { ...environment, include: readInclude });
      included.push({ document, chunks: added });
      return document.stateAfter;
    };
    this.#environment = include ? { ...environment, include: readInclude } : environment;
    const { added } = this.document.update(initialState(this.#apex, 1), this.#environment);
    for (const chunk of added) this.model.add(this.document, chunk);
    for (const { document, chunks } of included) for (const chunk of chunks) this.model.add(document, chunk);
    this.#checker.full(this.context);
  }

  /** Another zone of the workspace. */
  #other(origin: string, text: string): ZoneModel {
    const apex = this.names.fromText(origin);
    const model = new ZoneModel(this.names, apex, true);
    const document = new ZoneDocument(`mem:/${origin}`, new TextBuffer(text, CHUNK));
    const environment: ParseEnvironment = { names: this.names, zoneClass: 1, nextId: () => this.#nextId++ };
    for (const chunk of document.update(initialState(apex, 1), environment).added) model.add(document, chunk);
    return model;
  }

  get text(): string {
    return this.document.buffer.text();
  }

  /** Replaces text and checks what that touched. */
  edit(start: number, end: number, newText: string): void {
    this.document.buffer.replace(start, end, newText);
    const { removed, added } = this.document.update(initialState(this.#apex, 1), this.#environment);
    for (const chunk of removed) this.model.remove(chunk);
    for (const chunk of added) this.model.add(this.document, chunk);
    const change = { removed, added: added.map((chunk) => ({ document: this.document, chunk })) };
    this.#checker.update(change, this.context, reshapedBy(change, this.model));
  }

  /** The problems in the order of the text. */
  problems(): Problem[] {
    return this.#checker.problems().sort((a, b) => {
      return a.start - b.start || a.end - b.end || compare(a.rule, b.rule) || compare(a.message, b.message);
    });
  }

  /** The problems of one rule. */
  of(rule: RuleId): Problem[] {
    return this.problems().filter((problem) => problem.rule === rule);
  }

  fixes(problem: Problem): Fix[] {
    const rule = ZONE_RULES.find((each) => each.id === problem.rule);
    return rule?.fixes?.(problem, this.context) ?? [];
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The text after the edits, which must not overlap. */
export function apply(text: string, edits: readonly FixEdit[]): string {
  let out = text;
  for (const edit of [...edits].sort((a, b) => b.start - a.start)) {
    out = out.slice(0, edit.start) + edit.newText + out.slice(edit.end);
  }
  return out;
}

/** The top of a zone in which nothing is wrong; `; zone:` lines of a test say another origin. */
export const TOP =
  '$TTL 3600\n@ SOA ns1.example.com. hostmaster.example.com. 1 3600 900 1209600 300\n@ NS ns0.example.net.\n@ NS ns9.example.org.\n';

/** The origin that a `; zone: NAME` line gives. */
export function originOf(text: string): string {
  const found = /^; zone: (\S+)/m.exec(text);
  return found ? `${found[1].replace(/\.$/, '')}.` : 'example.com.';
}
