/** The configurations that the user names: which files they are, and where their paths start. */
import { URI } from 'vscode-uri';
import type { Files } from './files.ts';
import { FolderPatterns, namesFile } from './folderPatterns.ts';
import { isPattern } from './glob.ts';
import { folderOf, isWithinFolder, pathParts, resolvePath } from './paths.ts';

/** A configuration as the settings name it. Paths are relative to the folder that it lies in. */
export interface ConfigurationEntry {
  /** A path relative to a folder of the workspace, a pattern of such paths, or a URI. */
  readonly file: string;
  /** The folder that is / for the server. */
  readonly root?: string;
  /** The server's working directory, whatever the configuration says: a path of the server where it is absolute. */
  readonly directory?: string;
}

export interface EntriesOptions {
  readonly files: Files;
  readonly entries: () => readonly ConfigurationEntry[];
  readonly folders: () => readonly string[];
}

export class Entries {
  readonly #options: EntriesOptions;
  readonly #patterns = new FolderPatterns();
  #words: { readonly from: readonly ConfigurationEntry[]; readonly words: readonly string[] } = { from: [], words: [] };
  #found: { readonly key: readonly unknown[]; readonly uris: readonly string[] } = { key: [], uris: [] };

  constructor(options: EntriesOptions) {
    this.#options = options;
  }

  /** True where the user names configurations: others are looked at only when they are opened. */
  get areNamed(): boolean {
    return this.#options.entries().length > 0;
  }

  /** The configurations that are there, in the order of the settings. */
  files(): readonly string[] {
    const { files, entries, folders } = this.#options;
    const key = [files.listed, entries(), folders()];
    if (this.#found.key.every((each, i) => each === key[i]) && this.#found.key.length > 0) return this.#found.uris;
    const uris = new Set<string>();
    for (const { file } of entries()) {
      const last = pathParts(file).at(-1) ?? '';
      const candidates = isPattern(last) ? files.listed : files.listedAs(last);
      for (const uri of candidates) if (namesFile(file, uri, folders())) uris.add(uri);
    }
    this.#found = { key, uris: [...uris] };
    return this.#found.uris;
  }

  /** The folder that is / for the server of a configuration; undefined where the user does not say it. */
  rootOf(configuration: string): string | undefined {
    const root = this.#entryOf(configuration)?.root;
    return root === undefined ? undefined : resolvePath(folderOf(configuration), root);
  }

  /** The working directory of the server of a configuration, as the configuration would say it. */
  directoryOf(configuration: string): string | undefined {
    const directory = this.#entryOf(configuration)?.directory;
    if (directory === undefined || directory.startsWith('/')) return directory;
    const folder = resolvePath(folderOf(configuration), directory);
    const root = this.rootOf(configuration);
    const path = URI.parse(folder).path;
    if (root === undefined || !isWithinFolder(folder, root)) return path;
    return `/${pathParts(path)
      .slice(pathParts(URI.parse(root).path).length)
      .join('/')}`;
  }

  #entryOf(uri: string): ConfigurationEntry | undefined {
    const entries = this.#options.entries();
    if (entries.length === 0) return undefined;
    if (this.#words.from !== entries) this.#words = { from: entries, words: entries.map(({ file }) => file) };
    const named = this.#patterns.find(this.#words.words, uri, this.#options.folders());
    return entries.find(({ file }) => file === named);
  }
}
