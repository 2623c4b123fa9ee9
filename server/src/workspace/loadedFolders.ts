/**
 * The folders whose zone files a configuration loads. A zone file among them that nothing loads is one that somebody forgot, or left behind: it is told
 * where all is known that may load it, and where nothing says that it is a copy, a template or a test.
 */
import { type NameId, type NameTable, ROOT } from '../dns/names.ts';
import type { Configuration } from './configuration.ts';
import type { ZonesToLoad } from './configuredZones.ts';
import { originOfFileName } from './origin.ts';
import { isWithinFolder, shownPath } from './paths.ts';
import type { Zone } from './zone.ts';

/** Words in file names and folders of what is not to be loaded: copies, templates, tests. */
const SET_ASIDE =
  /(?:^|[^a-z])(?:old|orig|back ?ups?|bak|cop(?:y|ies)|saved?|archived?s?|attic|disabled|inactive|unused|retired|removed|deleted|off|new|next|draft|wip|tmp|temp|tests?|testdata|fixtures?|broken|bad|invalid|templates?|tmpl|tpl|skel|skeleton|samples?|examples|defaults?|dummy|empty|blank|include[sd]?|common|shared|header|snippets?|parts?|signed|unsigned|generated)(?:[^a-z]|$)/i;

/** A date or a number at the end of a name: a version of another file. */
const VERSION = /[._-]v?\d{1,9}$|\d{6}$|[~#]|\.\d{4}-\d\d/;

export interface LoadedFoldersInput {
  readonly names: NameTable;
  /** Those of the workspace: what a path says begins below them. */
  readonly folders: readonly string[];
  readonly configurations: readonly { readonly configuration: Configuration; readonly zones: ZonesToLoad }[];
  readonly loaded: readonly Zone[];
}

export class LoadedFolders {
  readonly #input: LoadedFoldersInput;
  /** The configuration that loads primary zones from each folder; undefined where not all is known that may load a file. */
  readonly #byFolder: ReadonlyMap<string, string> | undefined;
  readonly #apexes: ReadonlySet<NameId>;
  readonly #fileNames: ReadonlySet<string>;

  constructor(input: LoadedFoldersInput) {
    const { configurations, loaded } = input;
    this.#input = input;
    const isAllKnown = configurations.every(({ configuration, zones }) => configuration.namesItsZones && !zones.above);
    this.#byFolder = isAllKnown ? foldersOf(loaded) : undefined;
    const named = this.#byFolder ? configurations.flatMap(({ zones }) => zones.zones) : [];
    const unread = this.#byFolder ? configurations.flatMap(({ zones }) => zones.notRead) : [];
    this.#apexes = new Set([...named.map(({ origin }) => origin), ...unread]);
    this.#fileNames = new Set(named.map(({ path }) => lastPart(path)));
  }

  /** The configuration, as a path, that loads the other zones of the folder in which a file lies that none loads; undefined where nothing is to be said. */
  besides(uri: string, apex: NameId): string | undefined {
    const by = this.#byFolder?.get(parentOf(uri));
    if (by === undefined || !this.#isOwn(apex) || this.#fileNames.has(lastPart(uri))) return undefined;
    const path = this.#pathOf(uri);
    if (SET_ASIDE.test(path) || isVersion(lastPart(path))) return undefined;
    return shownPath(by, this.#input.folders);
  }

  /** True where it answers as another one does, so that nothing has to be asked again. */
  isSameAs(other: LoadedFolders | undefined): boolean {
    if (!other) return false;
    return (
      areSame(this.#byFolder?.keys() ?? [], other.#byFolder?.keys() ?? []) &&
      areSame(this.#byFolder?.values() ?? [], other.#byFolder?.values() ?? []) &&
      areSame(this.#apexes, other.#apexes) &&
      areSame(this.#fileNames, other.#fileNames)
    );
  }

  /** False for zones that every server has by itself, and those that a configuration loads from another file: this one is a copy of it. */
  #isOwn(apex: NameId): boolean {
    const { names } = this.#input;
    if (apex <= ROOT || names.isWithin(apex, names.unknown) || this.#apexes.has(apex)) return false;
    return !/^(?:localhost|localdomain|(?:.*\.)?(?:127|0|255)\.in-addr\.arpa)\.$/i.test(names.text(apex));
  }

  #pathOf(uri: string): string {
    const folder = this.#input.folders.find((each) => isWithinFolder(uri, each));
    return decodeURIComponent(folder === undefined ? lastPart(uri) : uri.slice(folder.length).replace(/^\//, ''));
  }
}

/** The folders from which zones of people are loaded, each with a configuration that does. */
function foldersOf(loaded: readonly Zone[]): ReadonlyMap<string, string> {
  const folders = new Map<string, string>();
  for (const { options, root } of loaded) {
    const { configuration, settings } = options;
    if (!configuration || settings.type !== 'primary') continue;
    const folder = parentOf(root.uri);
    if (!folders.has(folder)) folders.set(folder, configuration.uri);
  }
  return folders;
}

/** The numbers of a network are no version. */
function isVersion(name: string): boolean {
  return !originOfFileName(name)?.endsWith('.arpa') && VERSION.test(name.replace(/\.[a-z]{1,9}$/i, ''));
}

function parentOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/'));
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** True where two lists have the same members in the same order. */
function areSame(a: Iterable<unknown>, b: Iterable<unknown>): boolean {
  const [ones, others] = [[...a], [...b]];
  return ones.length === others.length && ones.every((each, i) => each === others[i]);
}
