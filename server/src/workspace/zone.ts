/** A zone of the workspace: its file with everything it includes, its records, and what the rules say of it. */
import type { NameId } from '../dns/names.ts';
import { TYPE } from '../dns/types.ts';
import type { Problem, Severity } from '../rules/rule.ts';
import type { Neighbour, PreviousVersion, ZoneContext, ZoneSettings } from '../rules/zone/context.ts';
import { isLarge } from '../rules/zone/engine/change.ts';
import { ZoneChecker } from '../rules/zone/engine/checker.ts';
import { toProblem } from '../rules/zone/engine/finding.ts';
import type { ToldChunk } from '../rules/zone/engine/findings.ts';
import type { RulesRun } from '../rules/zone/engine/pass.ts';
import { reshapedBy } from '../rules/zone/engine/reshaped.ts';
import type { ZoneRule } from '../rules/zone/zoneRule.ts';
import type { TextBuffer } from '../text/buffer.ts';
import type { ParsedChunk } from '../zone/chunk.ts';
import { type ContentSum, contentOf, minus, NO_CONTENT, plus } from '../zone/content.ts';
import type { ZoneDocument } from '../zone/document.ts';
import { ZoneModel } from '../zone/model.ts';
import { roomFor } from '../zone/room.ts';
import type { Configuration } from './configuration.ts';
import { saysExternalSerial } from './externalSerial.ts';
import { isRaw } from './foreign.ts';
import { isAllRead, problemsBehindIncludes, problemsOfIncludes } from './includeProblems.ts';
import { LookUps, type ZoneChanges } from './lookUps.ts';
import { type Known, toldOf } from './partial.ts';
import { ZoneFiles, type ZoneFilesOptions } from './zoneFiles.ts';
import type { ZoneSetup } from './zoneSetup.ts';

/** Where a zone comes from, and what it may look at outside of its files. */
export interface ZoneOptions extends ZoneFilesOptions, ZoneSetup {
  /** The configuration that loads it. */
  readonly configuration: Configuration | undefined;
  readonly rules: readonly ZoneRule[];
  readonly zoneOf: (name: NameId) => ZoneModel | undefined;
  /** The reverse zone that answers for a name in the zone's view. */
  readonly reverseZoneOf?: (name: NameId) => ZoneModel | undefined;
  /** The zones that rules compare this one with; absent where it is judged by itself. */
  readonly beside?: ZonesBeside;
  readonly now?: (() => Date) | undefined;
  readonly isTimeSaid?: boolean;
  /** What the zone was when it was saved or committed last. */
  readonly previous?: ((zone: Zone) => PreviousVersion | undefined) | undefined;
  /** Whether the user says that a program sets its serial. */
  readonly isSerialExternal?: boolean;
  /** Whether a zone of the workspace lies below in-addr.arpa or ip6.arpa: else nobody has to look for PTR records. */
  readonly hasReverseZones?: () => boolean;
}

/** The other zones of a workspace, as one of them sees them. */
export interface ZonesBeside {
  /** Whether there are any. */
  readonly hasAny: () => boolean;
  /** The one that holds a name where the zone itself stands: of its server and view, or beside it where none loads either. */
  readonly holding: (name: NameId) => Zone | undefined;
  /** Whether one holds a name there, be it one that is not read. */
  readonly isHeld: (name: NameId) => boolean;
  /** Those of the same configuration that hold a name in its other views. */
  readonly inOtherViews: (name: NameId) => readonly Zone[];
}

/** How far a zone is: its files are to be read, they are read, its records are being checked, or nothing is left to do. */
export type ZoneStage = 'reading' | 'read' | 'checking' | 'done';

/** How much was done for a zone since it was made. */
export interface ZoneWork extends Readonly<RulesRun> {
  readonly chunksRead: number;
  readonly chunksDropped: number;
}

export class Zone {
  readonly options: ZoneOptions;
  readonly root: ZoneDocument;
  readonly model: ZoneModel;
  /** What rules and features look at. */
  readonly context: ZoneContext;
  readonly #files: ZoneFiles;
  readonly #checker: ZoneChecker;
  readonly #lookUps: LookUps;
  #known: Known = { isPart: false, isGuessed: false };
  #includeProblems: readonly Problem[] = [];
  #content: ContentSum | undefined;
  #settings: ZoneSettings;
  /** What is left to do; undefined where that is nothing. */
  #work: Iterator<void> | undefined;
  #stage: ZoneStage = 'reading';
  /** The text of the zone's file that the work is for. */
  #stamp = -1;
  #checked = false;
  /** When the last check of everything began: what was looked up since then are all look-ups that count. */
  #checkedSince = 0;
  /** When records came or went, where that was not taken up yet. */
  #changedAt: number | undefined;
  #revision = 0;
  /** The texts with which the work failed. */
  #failedWith: readonly (readonly [TextBuffer, number])[] | undefined;
  /** True where it failed after an edit: made from scratch, the zone may be all right. */
  #failedInEdit = false;
  #wasDone = false;
  #chunksRead = 0;
  #chunksDropped = 0;
  /** What the checker has not heard of yet. */
  #removed: ParsedChunk[] = [];
  #added = new Map<ParsedChunk, ZoneDocument>();

  constructor(options: ZoneOptions) {
    this.options = options;
    const { names, apex, source, buffer } = options;
    this.#files = new ZoneFiles(options, {
      add: (document, chunk) => this.#add(document, chunk),
      remove: (chunk) => this.#remove(chunk),
    });
    this.root = this.#files.root;
    this.model = new ZoneModel(names, apex, source !== 'unknown');
    this.model.reserve(roomFor(buffer));
    this.#lookUps = new LookUps(names);
    this.context = this.#makeContext();
    this.#checker = new ZoneChecker(options.rules);
    this.#settings = options.settings;
    if (options.previous) this.#content = NO_CONTENT;
  }

  #makeContext(): ZoneContext {
    const { names, apex, zoneOf, reverseZoneOf, now, isTimeSaid, hasReverseZones, beside } = this.options;
    const documents = () => this.#files.documents;
    const settings = () => this.#settings;
    return {
      model: this.model,
      names,
      apex,
      originKnown: this.model.originKnown,
      get documents() {
        return documents();
      },
      included: (from, include) => this.#files.includedBy(from, include),
      get settings() {
        return settings();
      },
      zoneOf: (name) => this.#looked(name, zoneOf(name)),
      reverseZoneOf: (name) => this.#looked(name, (reverseZoneOf ?? zoneOf)(name)),
      neighbour: (name) => this.#neighbour(name),
      isHeldHere: (name) => this.#isHeldHere(name),
      inOtherViews: (name) => this.#inOtherViews(name),
      get hasNeighbours() {
        return beside?.hasAny() ?? false;
      },
      get hasReverseZones() {
        return hasReverseZones?.();
      },
      ...(now ? { now } : {}),
      isTimeSaid,
    };
  }

  /** Remembers what a name was looked up as. What is not in a part of a zone may be in the rest of it. */
  #looked(name: NameId, answer: ZoneModel | undefined): ZoneModel | undefined {
    this.#lookUps.add(name, answer === this.model ? undefined : answer);
    return answer?.isPart && answer !== this.model ? undefined : answer;
  }

  #neighbour(name: NameId): Neighbour | undefined {
    const { beside, settings } = this.options;
    if (!beside || settings.type !== 'primary') return undefined;
    const zone = beside.holding(name);
    this.#lookUps.add(name, zone === this ? undefined : zone?.model);
    return zone && zone !== this && isComparable(this, zone) ? neighbourOf(zone) : undefined;
  }

  #isHeldHere(name: NameId): boolean {
    const { beside } = this.options;
    const zone = beside?.holding(name);
    this.#lookUps.add(name, zone === this ? undefined : zone?.model);
    return beside?.isHeld(name) ?? false;
  }

  #inOtherViews(name: NameId): readonly Neighbour[] {
    const { beside, settings } = this.options;
    if (!beside || !settings.view || settings.type !== 'primary') return [];
    const zones = beside.inOtherViews(name);
    if (zones.length === 0) this.#lookUps.add(name, undefined);
    for (const zone of zones) this.#lookUps.add(name, zone.model);
    return zones
      .filter((zone) => isComparable(this, zone))
      .map(neighbourOf)
      .sort((a, b) => (a.settings.view?.index ?? 0) - (b.settings.view?.index ?? 0));
  }

  /** The zone's file, then the files it includes, in the order of inclusion. */
  get documents(): readonly ZoneDocument[] {
    return this.#files.documents;
  }

  get stage(): ZoneStage {
    return this.#stage;
  }

  /** False while the zone is read, or checked anew after so much changed that nothing of before holds. */
  get isTold(): boolean {
    if (this.#failedInEdit) return false;
    return this.#stage === 'done' || (this.#stage === 'checking' && !this.#checker.isAnew);
  }

  /** Another number after everything that may have changed its problems or where they stand. */
  get revision(): number {
    return this.#revision;
  }

  get work(): ZoneWork {
    return { chunksRead: this.#chunksRead, chunksDropped: this.#chunksDropped, ...this.#checker.ran };
  }

  /** What the zone says; the same for two states that hold the same records. */
  get content(): ContentSum {
    if (!this.#content) {
      this.#content = NO_CONTENT;
      for (const document of this.documents) {
        for (const chunk of document.held()) this.#content = plus(this.#content, contentOf(chunk, this.options.names));
      }
    }
    return this.#content;
  }

  /** The revision at which the last check of everything began. */
  get checkedSince(): number {
    return this.#checkedSince;
  }

  /** The zone because of which something that rules looked up may be answered otherwise now; undefined where there is none. */
  concernedBy(changes: ZoneChanges): ZoneModel | undefined {
    return this.#lookUps.concernedBy(changes, this.#checkedSince);
  }

  /** Begins to check everything anew: what it looked up in other zones may be another now. */
  checkAnew(): void {
    if (!this.#checked) return;
    this.#lookUps.clear();
    this.#beginCheck();
    this.#work ??= this.#check();
  }

  /** Checks what compares the zone with the version before it, which is another one now. */
  comparePrevious(): void {
    if (!this.#checked) return;
    this.#takePrevious();
    this.#checker.recheckZoneRules(this.context);
    this.#revision = nextRevision();
  }

  /** Brings parse, model and problems up to date with the buffers; true where something changed. */
  update(): boolean {
    this.begin();
    while (this.step());
    return this.takeChanged() !== undefined;
  }

  /** True where `begin` may find something to do. */
  get isToBegin(): boolean {
    // What an include leads to may be another file without a change here.
    return this.root.buffer.stamp !== this.#stamp || this.#files.including.size > 0;
  }

  /** True where there is something to do that was begun. */
  get isAtWork(): boolean {
    return this.#work !== undefined;
  }

  /** Looks whether something is to be done, which `step` does then. An edit while it does is another reason to begin. */
  begin(): void {
    if (!this.isToBegin) return;
    this.#stamp = this.root.buffer.stamp;
    this.#stage = 'reading';
    // What features see is in line with the text from now on.
    this.#files.align();
    this.#work = this.#pass();
  }

  /** Does the next part of the work, about a chunk; false where nothing is left. */
  step(): boolean {
    if (!this.#work) return false;
    if (!this.#work.next().done) return true;
    this.#work = undefined;
    this.#stage = 'done';
    this.#wasDone = true;
    return false;
  }

  /** Ends work in which an error came that nobody expects. What a first check has found until then is told. */
  giveUp(): void {
    this.#failedInEdit = this.#wasDone;
    this.#failedWith = this.documents.map(({ buffer }) => [buffer, buffer.stamp]);
    this.#work = undefined;
    this.#stage = 'done';
    this.#revision = nextRevision();
  }

  /** True where the work failed and another try may not: from scratch, or with another text. */
  get isToBeMadeAnew(): boolean {
    return this.#failedInEdit || (this.#failedWith?.some(([buffer, stamp]) => buffer.stamp !== stamp) ?? false);
  }

  /** The revision at which records came or went since this was asked last; undefined where none did. */
  takeChanged(): number | undefined {
    const changedAt = this.#changedAt;
    this.#changedAt = undefined;
    return changedAt;
  }

  /** Reads the place in a file that a feature is asked about, where no pass has come to it yet. */
  readAt(uri: string, offset: number): void {
    if (this.#stage === 'reading') this.#files.readAt(uri, offset);
  }

  /** Keeps the model and what is left to check in line with what is read. */
  #add(document: ZoneDocument, chunk: ParsedChunk): void {
    this.#chunksRead++;
    this.model.add(document, chunk);
    this.#added.set(chunk, document);
    if (this.#content) this.#content = plus(this.#content, contentOf(chunk, this.options.names));
  }

  #remove(chunk: ParsedChunk): void {
    this.#chunksDropped++;
    this.model.remove(chunk);
    if (!this.#added.delete(chunk)) this.#removed.push(chunk);
    if (this.#content) this.#content = minus(this.#content, contentOf(chunk, this.options.names));
  }

  *#pass(): Generator<void, void> {
    yield* this.#files.read();
    if (!this.#checked || this.#removed.length + this.#added.size > 0) this.#changedAt = nextRevision();
    // Others are read before the rules of this one look into them.
    this.#stage = 'read';
    yield;
    const change = {
      removed: this.#removed,
      added: [...this.#added].map(([chunk, document]) => ({ document, chunk })),
    };
    this.#removed = [];
    this.#added = new Map();
    this.#stage = 'checking';
    this.#revision = nextRevision();
    const isAnew = this.#takePrevious();
    this.#takeKnown();
    this.#includeProblems = problemsOfIncludes(this.#files, (rule) => this.#severityOf(rule));
    const isChanged = change.removed.length + change.added.length > 0;
    if (!this.#checked) this.#beginCheck();
    else if (isChanged) {
      const isEverything = isAnew || isLarge(change);
      this.#checker.take(change, this.context, isEverything ? 'everything' : reshapedBy(change, this.model));
    }
    this.#checked = true;
    // What was edited is checked: it can be told before all that follows from it is.
    yield;
    yield* this.#check();
  }

  #beginCheck(): void {
    this.#checkedSince = nextRevision();
    this.#checker.begin(this.context);
  }

  *#check(): Generator<void, void> {
    this.#stage = 'checking';
    while (this.#checker.step()) yield;
    this.#revision = nextRevision();
  }

  /** Looks whether all that belongs to the zone is read; others that look into it are checked again where that is another thing now. */
  #takeKnown(): void {
    const { source, settings, apex } = this.options;
    const isSaid =
      settings.loaded || source === 'set' || source === 'server' || source === 'comment' || settings.type === 'hint';
    const isPart =
      !isAllRead(this.#files) ||
      this.documents.some(({ buffer }) => isRaw(buffer)) ||
      (!isSaid && !this.model.has(apex, TYPE.SOA));
    if (isPart !== this.#known.isPart) this.#changedAt = nextRevision();
    this.#known = { isPart, isGuessed: source === 'file-name' };
    this.model.isPart = isPart;
  }

  *#told(): Generator<ToldChunk> {
    for (const chunk of this.#checker.told()) yield toldOf(chunk, this.#known);
  }

  /** Looks who sets the serial, and what it is compared with; true where it is somebody else now, which rules about any chunk may look at. */
  #takePrevious(): boolean {
    const { settings, isSerialExternal, previous } = this.options;
    const wasExternal = this.#settings.externalSerial === true;
    const externalSerial = isSerialExternal === true || saysExternalSerial(this.root.buffer);
    if (externalSerial) this.#settings = { ...settings, externalSerial };
    else {
      const before = previous?.(this);
      this.#settings = before ? { ...settings, previous: before } : settings;
    }
    return this.#checked && wasExternal !== externalSerial;
  }

  #severityOf(id: string): Severity {
    return this.options.rules.find((rule) => rule.id === id)?.severity ?? 'error';
  }

  /** The problems in all of the zone's files. */
  problems(): Problem[] {
    const problems = [...this.problemsOfIncludes()];
    for (const { findings } of this.#told()) for (const finding of findings) problems.push(toProblem(finding));
    return problems;
  }

  /** The chunks of a file in which rules found something. */
  *toldIn(uri: string): Iterable<ToldChunk> {
    for (const told of this.#told()) if (told.document.uri === uri) yield told;
  }

  /** What is wrong with includes, and with what they include. */
  problemsOfIncludes(): readonly Problem[] {
    const own = this.#includeProblems;
    if (this.documents.length === 1) return own;
    return [...own, ...problemsBehindIncludes(this.#files, this.#told(), own)];
  }
}

/** True where what the file of another zone says is what its server says: it was not copied from elsewhere, takes no updates and is read as a whole. */
function isComparable({ options }: Zone, { options: { settings, zoneClass }, model }: Zone): boolean {
  return settings.type === 'primary' && !settings.dynamic && zoneClass === options.zoneClass && !model.isPart;
}

function neighbourOf({ model, options }: Zone): Neighbour {
  return { model, settings: options.settings };
}

let revisions = 0;

/** A number that no zone had before, and greater than all of those. */
export function nextRevision(): number {
  return ++revisions;
}
