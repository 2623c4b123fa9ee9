/** Brings the workspace up to date in steps: which zones are read, which are checked, and what is checked again after what. */
import type { BindVersion } from '../dns/versions.ts';
import { t } from '../l10n.ts';
import type { ZoneModel } from '../zone/model.ts';
import type { ApexIndex } from './apexIndex.ts';
import { type OnFailure, succeeds } from './failure.ts';
import type { Graph } from './graph.ts';
import { isAloneUri } from './standing.ts';
import type { WorkTrace } from './trace.ts';
import { nextRevision, type Zone } from './zone.ts';

/** Records of a zone that is checked again, as a whole, when a zone that it was compared with changes. */
const RECHECKED_RECORDS = 50_000;
/**
 * Steps of a zone before it is another one's turn: small ones come to their end, which needs less than being at work. Thousands of them that are at work at
 * once need more memory than all that is kept of them.
 */
const STEPS_IN_A_ROW = 16;

export interface SettlingOptions {
  readonly graph: Graph;
  readonly index: ApexIndex;
  readonly version: () => BindVersion | undefined;
  readonly log?: ((message: string) => void) | undefined;
  /** True where a zone is checked again however large it is. */
  readonly withoutLimits: boolean;
  readonly onFailure?: OnFailure | undefined;
}

/** What happened to zones since others were last compared with them, and at which revision. */
class Pending {
  readonly changed = new Map<ZoneModel, number>();
  readonly came = new Map<ZoneModel, number>();
  /** When it changed whether anybody has to look for PTR records, or for other zones at all, or which of these are not read. */
  company = 0;
  latest = 0;

  /** A zone changed or went. Of several times the last one counts: it may have been read before it went. */
  change(model: ZoneModel, revision: number): void {
    this.changed.set(model, Math.max(revision, this.changed.get(model) ?? 0));
    this.latest = Math.max(this.latest, revision);
  }

  /** A zone is there that was not. */
  come(model: ZoneModel, revision: number): void {
    this.came.set(model, revision);
    this.latest = Math.max(this.latest, revision);
  }
}

export class Settling {
  readonly #options: SettlingOptions;
  /** Hears of the work, where somebody asked why it is done. */
  trace: WorkTrace | undefined;
  /** The zones that are judged by themselves. */
  #zones: readonly Zone[] = [];
  /** The zones of files that are judged where another file includes them. */
  #hidden: ReadonlySet<Zone> = new Set();
  /** What is left to do; undefined where that is nothing. */
  #work: Iterator<void> | undefined;
  #pending = new Pending();
  #limitSaid = false;
  /** True where the work on a zone failed and is tried again from scratch. */
  #triesAgain = false;

  constructor(options: SettlingOptions) {
    this.#options = options;
  }

  /** The zones that are judged, but for those of files that others include. */
  get zones(): readonly Zone[] {
    return this.#zones;
  }

  /** Forgets the zones: they are made anew. */
  clear(): void {
    this.#zones = [];
  }

  get isAtRest(): boolean {
    return this.#work === undefined;
  }

  /** Looks at what there is and what changed; `step` brings it up to date. */
  begin(): void {
    const { graph } = this.#options;
    const ended = this.trace?.start('configurations');
    graph.refreshConfigurations();
    ended?.();
    this.trace?.noticeConfigurations(graph.configurations);
    this.#beginZones();
  }

  /** Does the next part of the work, about a chunk of a zone; false where nothing is left. */
  step(): boolean {
    if (!this.#work) return false;
    const work = this.#work;
    if (!work.next().done) return true;
    // What the configurations say may have asked for zones, which is work of its own.
    if (this.#work !== work) return true;
    this.#work = undefined;
    return false;
  }

  #beginZones(): void {
    const { graph } = this.#options;
    graph.refreshZones();
    // Every zone is in the index before one of them is checked, since rules look into other zones.
    this.#show();
    for (const zone of graph.zones) if (zone.isToBegin) this.#workOn(zone, () => zone.begin());
    this.#work = this.#bringUpToDate();
  }

  #show(): void {
    const { graph, index } = this.#options;
    const zones = [...graph.zones].filter((zone) => !this.#hidden.has(zone));
    if (zones.length === this.#zones.length && zones.every((zone, i) => zone === this.#zones[i])) return;
    this.#zones = zones;
    const { gone, came, reverseTrees, neighbours } = index.set(
      this.#zones.filter(({ options }) => !isAloneUri(options.uri)),
    );
    const now = nextRevision();
    for (const model of gone) this.#pending.change(model, now);
    for (const model of came) this.#pending.come(model, now);
    const notRead = graph.takeNotReadChanged();
    if (reverseTrees || neighbours || notRead) this.#pending.company = now;
  }

  *#bringUpToDate(): Generator<void, void> {
    const { graph } = this.#options;
    const { loaded, alone } = graph;
    yield* this.#stepped(loaded);
    // A file that another one includes is judged there, not by itself.
    const hidden = new Set<Zone>();
    hideIncluded(alone, loaded, hidden);
    const shown = alone.filter((zone) => !hidden.has(zone));
    yield* this.#stepped(shown);
    hideIncluded(alone, shown, hidden);
    this.#hidden = hidden;
    this.#show();
    for (const zone of graph.zones) {
      const changedAt = zone.takeChanged();
      if (changedAt !== undefined) this.#pending.change(zone.model, changedAt);
    }
    yield* this.#checkDependents();
    if (yield* this.#checkConfigurations()) return;
    if (!this.#triesAgain) return;
    this.#triesAgain = false;
    this.#beginZones();
  }

  /** What rules saw in other zones may be another now: the PTR of an address, the host of a name server. */
  *#checkDependents(): Generator<void, void> {
    const pending = this.#pending;
    this.#pending = new Pending();
    if (pending.changed.size === 0 && pending.came.size === 0 && pending.company === 0) return;
    const { graph, log, withoutLimits } = this.#options;
    for (const zone of graph.zones) {
      const cause = zone.concernedBy(pending);
      if (!cause && pending.company <= zone.checkedSince) continue;
      if (withoutLimits || zone.model.recordCount <= RECHECKED_RECORDS) {
        this.trace?.again(zone, cause);
        this.#workOn(zone, () => zone.checkAnew());
      } else if (!this.#limitSaid) {
        this.#limitSaid = true;
        log?.(
          t`Zones of more than ${RECHECKED_RECORDS} records are not compared with other zones again when those change, only when they are opened.`,
        );
      }
    }
    yield* this.#stepped(this.#zones);
  }

  /** Checks the configurations; true where zones are to be looked at again because of what they ask. */
  *#checkConfigurations(): Generator<void, boolean> {
    const { graph, version, onFailure } = this.#options;
    const isAsked = (): boolean => [...graph.configurations].some(({ asksForZones }) => asksForZones);
    const wasAsked = isAsked();
    for (const configuration of graph.configurations) {
      const steps = configuration.checkInSteps(version());
      let more = true;
      while (more) {
        const ended = this.trace?.start('configurations');
        more =
          succeeds(configuration.uri, onFailure, () => {
            more = !steps.next().done;
          }) && more;
        ended?.();
        if (more) yield;
      }
    }
    this.trace?.noticeConfigurations(graph.configurations);
    if (wasAsked || !isAsked()) return false;
    this.#beginZones();
    return true;
  }

  /** Brings zones up to date, some steps of each in turn: a small one does not wait for a large one. All are read before one is checked. */
  *#stepped(zones: readonly Zone[]): Generator<void, void> {
    const working = zones.filter(({ isAtWork }) => isAtWork);
    const reading = working.filter(({ stage }) => stage === 'reading');
    yield* this.#inTurn(reading, ({ stage }) => stage === 'reading');
    yield* this.#inTurn(working, () => true);
  }

  /** Some steps of each zone in turn, while there are any and `isToGoOn` holds. */
  *#inTurn(zones: readonly Zone[], isToGoOn: (zone: Zone) => boolean): Generator<void, void> {
    // Where nobody waits for a small one, the names of a zone are made together.
    const most = this.#options.withoutLimits ? Number.POSITIVE_INFINITY : STEPS_IN_A_ROW;
    for (let working = zones; working.length > 0; ) {
      const left: Zone[] = [];
      for (const zone of working) {
        let more = true;
        for (let steps = 0; more && steps < most; steps++) {
          more = this.#stepZone(zone);
          if (more) yield;
          more &&= isToGoOn(zone);
        }
        if (more) left.push(zone);
      }
      working = left;
    }
  }

  #stepZone(zone: Zone): boolean {
    const ended = this.trace?.startZone(zone);
    let more = false;
    this.#workOn(zone, () => {
      more = zone.step();
    });
    ended?.();
    return more;
  }

  #workOn(zone: Zone, work: () => void): void {
    if (succeeds(zone.options.uri, this.#options.onFailure, work)) return;
    zone.giveUp();
    this.#triesAgain ||= zone.isToBeMadeAnew;
  }
}

/** Adds the zones whose file one of the others includes. */
function hideIncluded(zones: readonly Zone[], others: readonly Zone[], hidden: Set<Zone>): void {
  if (zones.length === 0) return;
  const included = new Set<string>();
  for (const { documents } of others) for (let i = 1; i < documents.length; i++) included.add(documents[i].uri);
  for (const zone of zones) if (included.has(zone.options.uri)) hidden.add(zone);
}
