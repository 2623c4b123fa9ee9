/**
 * The workspace as services and the command line ask it. Files are opened, edited and closed here; what that means is worked out elsewhere: the
 * files there are, where paths lead, which configurations and zones there are, how all is brought up to date, what is wrong.
 */

import { URI } from 'vscode-uri';
import { type NameId, NameTable } from '../dns/names.ts';
import { t } from '../l10n.ts';
import type { RuleId } from '../rules/ids.ts';
import type { Problem } from '../rules/rule.ts';
import type { PreviousVersion } from '../rules/zone/context.ts';
import type { Steps } from '../steps.ts';
import type { TextBuffer } from '../text/buffer.ts';
import { ApexIndex } from './apexIndex.ts';
import type { Configuration } from './configuration.ts';
import { confined } from './confined.ts';
import type { OnFailure } from './failure.ts';
import type { FileProblems } from './fileProblems.ts';
import { FileReaders } from './fileReaders.ts';
import type { Encoding, FileSystem } from './fileSystem.ts';
import { Files } from './files.ts';
import { excludes } from './folderPatterns.ts';
import { Graph } from './graph.ts';
import { type Language, languageOf } from './languages.ts';
import { headOf } from './origin.ts';
import { PathFinder } from './pathFinder.ts';
import { isWithinFolder, normalUri } from './paths.ts';
import { type ProblemMark, Problems } from './problems.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import { Settling } from './settling.ts';
import { isAloneUri, isNoFileUri } from './standing.ts';
import { untoldFiles } from './surrounding.ts';
import { type TraceOptions, WorkTrace } from './trace.ts';
import type { Zone } from './zone.ts';

export { type ProblemMark, sameMark } from './problems.ts';

/** Rounds of looking and loading: each finds what the files of the round before include. */
const ROUNDS = 64;

/** Steps of work that a feature waits for: more than an edit of some lines calls for. */
const LOOK_STEPS = 16;
/** Milliseconds after which no further step is begun: where much is wrong, one of them takes long. */
const LOOK_TIME = 10;

const PREVIOUS_CHANGED = { saved: 'was saved', committed: 'has a committed text to be compared with' } as const;

export interface WorkspaceOptions {
  readonly system: FileSystem;
  /** The time, for what rules say of signatures and serials; they are silent about it where it is not given. */
  readonly now?: () => Date;
  /** The user said that it is that time, so that what has expired by then is told at its full weight. */
  readonly isTimeSaid?: boolean;
  /** Milliseconds of a clock that never goes back, by which whoever asks for a place waits no longer than an eye does. */
  readonly clock?: () => number;
  /** What a zone was when it was saved or committed last; rules about serials are silent where it is not given. */
  readonly previous?: (zone: Zone) => PreviousVersion | undefined;
  /** A line for the log; says what was cut and what failed. */
  readonly log?: (message: string) => void;
  /** True for the command line: every zone of a configuration is read, however many there are. */
  readonly withoutLimits?: boolean;
  /** Whether zone files are judged; where they are not, those of a configuration are read only where a rule asks what they publish. */
  readonly judgesZones?: () => boolean;
  /** True where zone statements that are alike are read one by one, which tests compare with. */
  readonly readsEveryZone?: boolean;
  /** Hears of errors that nobody expects; where it is not given, they go on to the caller. */
  readonly onFailure?: OnFailure;
}

export class Workspace {
  readonly names = new NameTable();
  readonly #options: WorkspaceOptions;
  readonly #files: Files;
  readonly #finder: PathFinder;
  readonly #index: ApexIndex;
  readonly #graph: Graph;
  readonly #settling: Settling;
  readonly #readers: FileReaders;
  readonly #problems: Problems;
  #settings: Settings = DEFAULT_SETTINGS;
  #folders: readonly string[] = [];
  /** Where paths in the settings start. */
  #namedFrom: readonly string[] = [];
  /** Of files that editors hold. */
  readonly #languages = new Map<string, Language>();
  /** Files that editors hold without saying what they are, and the text by which that was decided last. */
  readonly #unsaid = new Map<string, number>();

  constructor(options: WorkspaceOptions) {
    const {
      system,
      now,
      isTimeSaid = false,
      previous,
      log,
      withoutLimits = false,
      judgesZones,
      readsEveryZone = false,
      onFailure,
    } = options;
    const { names } = this;
    this.#options = options;
    const files = new Files(
      confined(system, () => (this.#settings.trusted ? undefined : this.#folders)),
      withoutLimits,
    );
    const finder = new PathFinder(files);
    const index = new ApexIndex(names);
    const graph = new Graph({
      names,
      files,
      finder,
      index,
      settings: () => this.#settings,
      folders: () => this.#namedFrom,
      languages: this.#languages,
      now,
      isTimeSaid,
      previous,
      withoutLimits,
      judgesZones: judgesZones ?? (() => true),
      readsEveryZone,
      onFailure,
      log,
    });
    const settling = new Settling({
      graph,
      index,
      version: () => this.#settings.bindVersion,
      log,
      withoutLimits,
      onFailure,
    });
    const readers = new FileReaders(() => settling.zones);
    this.#problems = new Problems({
      zones: () => settling.zones,
      readersOf: (uri) => readers.of(uri),
      configurations: () => graph.configurations,
      bufferOf: (uri) => files.buffer(uri),
      encodingOf: (uri) => files.encodingOf(uri),
      languageOf: (uri) => this.languageOf(uri),
      severities: () => this.#settings.rules,
      untold: () =>
        untoldFiles({
          configurations: graph.configurations,
          surrounding: graph.surrounding,
          zones: settling.zones,
          declaredIn: (zone) => graph.declaredIn(zone),
          isOwn: (uri) => files.isOpen(uri) || files.isListed(uri),
        }),
    });
    this.#files = files;
    this.#finder = finder;
    this.#index = index;
    this.#graph = graph;
    this.#settling = settling;
    this.#readers = readers;
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** Has told from now on why work is done, or no longer. */
  traceTo(options: TraceOptions | undefined): void {
    this.#settling.trace = options && new WorkTrace(options);
  }

  get #trace(): WorkTrace | undefined {
    return this.#settling.trace;
  }

  /** Takes over settings; everything is judged anew. */
  configure(settings: Settings): void {
    this.#trace?.because('the settings changed');
    this.#settings = settings;
    this.#setReach();
    this.#graph.clear();
    this.#settling.clear();
  }

  #setReach(): void {
    const { trusted, root, base } = this.#settings;
    this.#namedFrom = base === undefined || this.#folders.includes(base) ? this.#folders : [...this.#folders, base];
    this.#finder.setReach(this.#folders, trusted, root, (configuration) => this.#graph.rootOf(configuration));
  }

  /** Sets the workspace's folders and lists their files. */
  async setFolders(folders: readonly string[]): Promise<void> {
    this.#trace?.because('the folders are listed');
    this.#folders = folders.map(normalUri);
    this.#setReach();
    if (!(await this.#files.list(this.#folders, (uri) => this.isExcluded(uri)))) {
      this.#options.log?.(
        t`The workspace has more than the ${this.#files.listed.length} files that are looked at: configurations and zones among the rest are found when they are opened.`,
      );
    }
  }

  /** True for a file of the folders of which nobody told that it came: they are to be listed again. */
  isUnlisted(uri: string): boolean {
    return this.#files.isUnlisted(normalUri(uri));
  }

  /** True for a file or a folder that the settings leave out. */
  isExcluded(uri: string): boolean {
    const { exclude = [], base } = this.#settings;
    if (exclude.length === 0) return false;
    const key = normalUri(uri);
    const from = base !== undefined && isWithinFolder(key, base) ? base : folderHolding(key, this.#folders);
    if (from === undefined) return false;
    const path = URI.parse(key).path.slice(URI.parse(from).path.length);
    return exclude.some((pattern) => excludes(pattern, path));
  }

  /** The files that editors hold. */
  get opened(): Iterable<string> {
    return this.#files.opened;
  }

  /** The workspace's folders. */
  get folders(): readonly string[] {
    return this.#folders;
  }

  /** The files in the workspace's folders. */
  get listed(): readonly string[] {
    return this.#files.listed;
  }

  /**
   * Opens a file with an editor's text. A document that is no file is nothing to the workspace. Where the editor does not say what the file
   * is, its name and its beginning do; where nobody says how it is saved, its first octets do.
   */
  open(uri: string, text: string | TextBuffer, language?: Language | 'unsaid', encoding?: Encoding): void {
    const key = normalUri(uri);
    if (this.#isNoFile(key)) return;
    this.#trace?.becauseOf(key, 'was opened');
    this.#files.open(key, text, encoding);
    this.#forgetLanguage(key);
    if (language === 'unsaid') this.#unsaid.set(key, -1);
    else if (language) this.#languages.set(key, language);
  }

  #forgetLanguage(key: string): void {
    this.#languages.delete(key);
    this.#unsaid.delete(key);
  }

  /** Looks what the files are of which editors do not say it: their texts may be others now. */
  #takeLanguages(): void {
    for (const [key, before] of this.#unsaid) {
      const buffer = this.#files.peek(key);
      if (!buffer || buffer.stamp === before) continue;
      this.#unsaid.set(key, buffer.stamp);
      const language = languageOf(key, headOf(buffer));
      if (language) this.#languages.set(key, language);
      else this.#languages.delete(key);
    }
  }

  close(uri: string): void {
    const key = normalUri(uri);
    if (!this.#files.isOpen(key)) return;
    this.#trace?.becauseOf(key, 'was closed');
    this.#files.close(key);
    this.#forgetLanguage(key);
  }

  /** Says that a file was changed, made or deleted on disk. */
  fileChanged(uri: string): void {
    const key = normalUri(uri);
    this.#trace?.becauseOf(key, 'came, went or changed on disk');
    this.#files.changed(key);
  }

  /** Says that the version before a file's zones is another one: the file was saved, or its committed text is known now. */
  previousChanged(uri: string, why: 'saved' | 'committed'): void {
    this.#trace?.becauseOf(normalUri(uri), PREVIOUS_CHANGED[why]);
    for (const zone of this.zonesOf(uri)) {
      const ended = this.#trace?.startZone(zone);
      zone.comparePrevious();
      ended?.();
    }
    if (this.#settling.isAtRest) this.#trace?.end();
  }

  /** True where an editor holds the file. */
  isOpen(uri: string): boolean {
    return this.#files.isOpen(normalUri(uri));
  }

  /** The text of a file that is at hand. */
  bufferOf(uri: string): TextBuffer | undefined {
    const key = normalUri(uri);
    return this.#isNoFile(key) ? undefined : this.#files.buffer(key);
  }

  #isNoFile(key: string): boolean {
    return isNoFileUri(key, this.#folders);
  }

  /**
   * The language of a file: what a configuration makes of it, what the editor said, what its name and its beginning say. Who shows the beginning asks
   * what the editor should say.
   */
  languageOf(uri: string, head?: string): Language | undefined {
    const key = normalUri(uri);
    if (this.#isNoFile(key)) return undefined;
    if (this.configurationsOf(key).length > 0) return 'named-conf';
    if (this.zonesOf(key).some((zone) => zone.options.configuration || zone.options.server)) return 'zone';
    if (head !== undefined) return languageOf(key, head);
    const buffer = this.#files.peek(key);
    return this.#languages.get(key) ?? languageOf(key, buffer && headOf(buffer));
  }

  /**
   * Brings everything up to date, reading what is missing. `pause` may let others in after each step of the work; `takesChange` is asked between two
   * files that are read, and true where something changed that is looked at before the others are read.
   */
  async settle(pause?: () => Promise<void> | undefined, takesChange?: () => boolean): Promise<void> {
    // Where nobody waits for the first files, all are there before one is checked: zones that are compared with others are not checked twice.
    if (!pause) for (let round = 0, more = true; more && round < ROUNDS; round++) more = await this.#beginAndLoad();
    let isInterrupted = false;
    const interrupted = (): boolean => {
      isInterrupted ||= takesChange?.() ?? false;
      return isInterrupted;
    };
    for (let round = 0; round < ROUNDS; round += isInterrupted ? 0 : 1) {
      isInterrupted = false;
      this.begin();
      while (this.step()) {
        const paused = pause?.();
        if (paused) await paused;
      }
      if (!(await this.#load(interrupted))) {
        this.#trace?.end();
        return;
      }
      for (const _ of this.#graph.prepare()) {
        const paused = pause?.();
        if (paused) await paused;
      }
    }
    this.#options.log?.(t`Files include one another deeper than is followed.`);
  }

  async #beginAndLoad(): Promise<boolean> {
    this.begin();
    return this.#load();
  }

  async #load(isInterrupted?: () => boolean): Promise<boolean> {
    const trace = this.#trace;
    if (!trace) return this.#files.load(undefined, isInterrupted);
    const ended = trace.start('files');
    const isLoaded = await this.#files.load((uri) => trace.fileRead(uri), isInterrupted);
    ended();
    return isLoaded;
  }

  /** Brings everything up to date as far as files are at hand. */
  refresh(): void {
    this.begin();
    while (this.step());
    this.#trace?.end();
  }

  /** Looks at what there is and what changed; `step` brings it up to date. */
  begin(): void {
    this.#trace?.noticeEdits(this.#files.openTexts());
    this.#takeLanguages();
    this.#settling.begin();
  }

  /** Does the next part of the work, about a chunk of a zone; false where nothing is left. Edits may come in between, and `begin` after them. */
  step(): boolean {
    return this.#settling.step();
  }

  /**
   * Brings up to date what a feature needs that is asked about a place: everything where that is little, else what there is has to do, and the
   * place itself is read.
   */
  look(uri?: string, offsetIn?: (buffer: TextBuffer) => number): void {
    this.begin();
    const { clock } = this.#options;
    const until = (clock?.() ?? 0) + LOOK_TIME;
    for (let steps = 0; steps < LOOK_STEPS && (clock?.() ?? 0) < until && this.step(); steps++);
    if (this.#settling.isAtRest || uri === undefined || !offsetIn) return;
    const key = normalUri(uri);
    const buffer = this.bufferOf(key);
    if (!buffer) return;
    for (const zone of this.#problems.readersOf(key)) zone.readAt(key, offsetIn(buffer));
  }

  /** Reads what the zones of a file consist of, whether or not it is checked then. */
  read(uri: string): void {
    this.begin();
    const isRead = (): boolean => this.zonesOf(uri).every(({ stage }) => stage !== 'reading');
    while (!isRead() && this.step());
  }

  /** The zones that the workspace's files are. */
  get zones(): readonly Zone[] {
    return this.#settling.zones.filter(({ options }) => !isAloneUri(options.uri));
  }

  /** The configurations that the workspace knows, by their outermost file. */
  get configurations(): Iterable<Configuration> {
    return this.#graph.configurations;
  }

  /** The zone with the longest name that holds `name`: of several copies the one that is closest to the zone that asks, else the first. */
  zoneHolding(name: NameId, asker?: Zone): Zone | undefined {
    return this.#index.holding(name, asker);
  }

  /** The zones that a file is part of: the first is the one that tells what is wrong with it. */
  zonesOf(uri: string): Zone[] {
    const key = normalUri(uri);
    return [...new Set(this.#readers.of(key))];
  }

  /** The file of a configuration in which a zone stands; undefined where none loads it. */
  declaredIn(zone: Zone): string | undefined {
    return this.#graph.declaredIn(zone);
  }

  /** The configurations that a file is part of. */
  configurationsOf(uri: string): Configuration[] {
    const key = normalUri(uri);
    return [...this.#graph.configurations].filter((configuration) => configuration.has(key));
  }

  /** Every problem of every file, by file, with the user's severities and without what comments silence. */
  problems(): Map<string, Problem[]> {
    return this.#problems.all();
  }

  /** The files that may have problems, each with a mark: while it is the same, so are the problems. */
  problemMarks(): Map<string, ProblemMark> {
    return this.#problems.marks();
  }

  /** The problems of a file, at most `limit` of them: the most severe. One less, where there are more, leaves room to say so. */
  problemsOf(uri: string, limit: number): FileProblems {
    return this.#problems.of(normalUri(uri), limit);
  }

  /** The zone whose finding a problem is: of several zones that read the file the one that its sentence names. */
  tellerOf(problem: Problem): Zone | undefined {
    return this.#problems.tellerOf(problem);
  }

  /** The same for all problems of a file, while nothing changes. */
  tellersIn(uri: string): (problem: Problem) => Zone | undefined {
    return this.#problems.tellersIn(normalUri(uri));
  }

  /** Makes ready what telling the problems of all files takes, about a chunk of a zone at a time. */
  prepareProblems(): Steps<void> {
    return this.#problems.prepare();
  }

  /** The problems of a file that some rules find, a chunk at a time. */
  problemsBy(uri: string, rules: ReadonlySet<RuleId>): Steps<Problem[]> {
    return this.#problems.by(normalUri(uri), rules);
  }

  /** The problems of a file at a range, as offsets; of more than `limit` the first ones. */
  problemsAt(uri: string, start: number, end: number, limit?: number): Problem[] {
    return this.#problems.between(normalUri(uri), start, end, limit);
  }
}

function folderHolding(uri: string, folders: readonly string[]): string | undefined {
  return folders.find((folder) => isWithinFolder(uri, folder));
}
