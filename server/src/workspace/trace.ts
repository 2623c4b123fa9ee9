/**
 * Why work was done: for each change that the workspace takes up, what was read and checked for it and how long that took, as a tree in words.
 * It is for who looks for a fault or for what is slow, and is not translated. Where nobody asked for it, nothing of it runs.
 */
import type { TextBuffer } from '../text/buffer.ts';
import type { ZoneModel } from '../zone/model.ts';
import type { Configuration } from './configuration.ts';
import type { Zone, ZoneWork } from './zone.ts';

export interface TraceOptions {
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number;
  /** Takes a tree: lines with `\n` between them, indented by two spaces a level. */
  readonly write: (tree: string) => void;
}

/** What a part of the work has been so far; it adds the time since it was started when it is called. */
export type Ended = () => void;

/** What was done for a zone. */
interface ZonePart {
  readonly isNew: boolean;
  /** The zones because of which it was checked again. */
  readonly causes: Set<string>;
  readonly work: Record<keyof ZoneWork, number>;
  /** Milliseconds. */
  reading: number;
  checking: number;
}

/** Files, and reasons, of which no more are named in a line: a branch switch changes thousands. */
const NAMED = 8;

export class WorkTrace {
  readonly #options: TraceOptions;
  #reasons = new Set<string>();
  #began: number | undefined;
  #files: string[] = [];
  readonly #times = { files: 0, configurations: 0 };
  #configurations = new Set<string>();
  #zones = new Map<Zone, ZonePart>();
  /** The texts of open files as they were when the last work began. */
  readonly #stamps = new Map<string, number>();
  /** How often each configuration was read and checked, as far as it was told. */
  readonly #known = new WeakMap<Configuration, { readonly read: number; readonly checked: number }>();
  readonly #seen = new WeakSet<Zone>();

  constructor(options: TraceOptions) {
    this.#options = options;
  }

  /** A change came; it is the reason for the work that follows. */
  because(reason: string): void {
    this.#reasons.add(reason);
    this.#began ??= this.#options.clock();
  }

  /** The same for a change of a file: `db.example.com was opened`. */
  becauseOf(uri: string, what: string): void {
    this.because(`${nameOf(uri)} ${what}`);
  }

  /** Looks which of the open files were edited. */
  noticeEdits(files: Iterable<readonly [uri: string, buffer: TextBuffer]>): void {
    for (const [uri, { stamp }] of files) {
      const known = this.#stamps.get(uri);
      // One that was not open before came with a reason of its own.
      if (known !== undefined && known !== stamp && !this.#reasons.has(`${nameOf(uri)} was opened`)) {
        this.becauseOf(uri, 'was edited');
      }
      this.#stamps.set(uri, stamp);
    }
  }

  /** A file was read. */
  fileRead(uri: string): void {
    this.#files.push(nameOf(uri));
  }

  /** Starts a part that is measured as a whole. */
  start(part: 'files' | 'configurations'): Ended {
    const from = this.#now();
    return () => {
      this.#times[part] += this.#options.clock() - from;
    };
  }

  /** Says which configurations were read or checked since this was asked last. */
  noticeConfigurations(configurations: Iterable<Configuration>): void {
    for (const configuration of configurations) {
      const { read, checked } = configuration.work;
      const known = this.#known.get(configuration) ?? { read: 0, checked: 0 };
      this.#known.set(configuration, { read, checked });
      if (read > known.read) this.#configurations.add(`read ${nameOf(configuration.uri)}`);
      if (checked > known.checked) this.#configurations.add(`checked ${nameOf(configuration.uri)}`);
    }
  }

  /** Starts some work on a zone. */
  startZone(zone: Zone): Ended {
    const { work: before, stage } = zone;
    const from = this.#now();
    return () => {
      const spent = this.#options.clock() - from;
      const now = zone.work;
      const part = this.#partOf(zone);
      for (const each of WORK) part.work[each] += now[each] - before[each];
      if (stage === 'reading') part.reading += spent;
      else part.checking += spent;
    };
  }

  /** A zone is checked again because of another one, or, without one, because reverse zones came or went. */
  again(zone: Zone, cause: ZoneModel | undefined): void {
    this.#partOf(zone).causes.add(cause ? cause.names.text(cause.apex) : 'reverse zones that came or went');
  }

  /** All is done: what there is to tell is written. */
  end(): void {
    const began = this.#began;
    if (began === undefined) return;
    const lines = [...this.#lines()];
    const reasons = [...this.#reasons];
    const spent = this.#options.clock() - began;
    this.#began = undefined;
    this.#reasons = new Set();
    this.#files = [];
    this.#configurations = new Set();
    this.#zones = new Map();
    Object.assign(this.#times, { files: 0, configurations: 0 });
    if (reasons.length === 0 && lines.length === 0) return;
    const head = reasons.length > 0 ? someOf(reasons) : 'what was left to do';
    this.#options.write([`${head}: ${timeText(spent)}`, ...lines].join('\n'));
  }

  *#lines(): Iterable<string> {
    if (this.#files.length > 0) {
      yield `  read ${count(this.#files.length, 'file')} (${someOf(this.#files)}): ${timeText(this.#times.files)}`;
    }
    if (this.#configurations.size > 0) {
      yield `  configurations: ${timeText(this.#times.configurations)}`;
      for (const line of this.#configurations) yield `    ${line}`;
    }
    for (const [zone, part] of this.#zones) {
      const { work, causes } = part;
      if (causes.size === 0 && !part.isNew && WORK.every((each) => work[each] === 0)) continue;
      const why = [...(part.isNew ? ['new'] : []), ...[...causes].map((cause) => `because of ${cause}`)];
      yield `  ${[zoneName(zone), ...why].join(', ')}: ${timeText(part.reading + part.checking)}`;
      if (work.chunksRead + work.chunksDropped > 0) {
        const dropped = work.chunksDropped > 0 ? `, dropped ${work.chunksDropped}` : '';
        yield `    read ${count(work.chunksRead, 'chunk')}${dropped}: ${timeText(part.reading)}`;
      }
      const ran = CHECKS.flatMap((each) => (work[each] > 0 ? [count(work[each], CHECK_NAMES[each])] : []));
      if (ran.length > 0) yield `    ran ${ran.join(', ')}: ${timeText(part.checking)}`;
    }
  }

  /** The time; work that comes without a reason is told as well. */
  #now(): number {
    const now = this.#options.clock();
    this.#began ??= now;
    return now;
  }

  #partOf(zone: Zone): ZonePart {
    let part = this.#zones.get(zone);
    if (!part) {
      const work = { chunksRead: 0, chunksDropped: 0, recordRules: 0, ownerRules: 0, zoneRules: 0 };
      part = { isNew: !this.#seen.has(zone), causes: new Set(), work, reading: 0, checking: 0 };
      this.#zones.set(zone, part);
      this.#seen.add(zone);
    }
    return part;
  }
}

const WORK = ['chunksRead', 'chunksDropped', 'recordRules', 'ownerRules', 'zoneRules'] as const;
const CHECKS = ['recordRules', 'ownerRules', 'zoneRules'] as const;
const CHECK_NAMES = { recordRules: 'record rule', ownerRules: 'owner rule', zoneRules: 'zone rule' } as const;

/** A file as the tree names it: percent-encoded, as in its URI, so that no name can break the line. */
function nameOf(uri: string): string {
  return uri.replace(/^file:\/\//, '');
}

function zoneName({ options, model }: Zone): string {
  const view = options.view === '' ? '' : ` in view ${JSON.stringify(options.view)}`;
  const origin = model.originKnown ? model.names.text(model.apex) : 'of unknown name';
  return `zone ${origin}${view} (${nameOf(options.uri)})`;
}

/** The first of many, and how many more there are. */
function someOf(texts: readonly string[]): string {
  const more = texts.length - NAMED;
  return [...texts.slice(0, NAMED), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function timeText(milliseconds: number): string {
  return `${milliseconds.toFixed(1)} ms`;
}
