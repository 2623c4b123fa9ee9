/** The folders of the client's workspace. */
import type { WorkspaceFoldersChangeEvent } from 'vscode-languageserver';
import { t } from '../l10n.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Failures } from './failures.ts';
import type { Updates } from './updates.ts';

export interface FoldersOptions {
  readonly workspace: Workspace;
  readonly updates: Updates;
  readonly failures: Failures;
  /** It is known which files there are. */
  listed?(): void;
}

export class Folders {
  readonly #options: FoldersOptions;
  #uris: readonly string[] = [];
  /** The folder of what is open, for a client that names none. */
  #implied: string | undefined;
  /** True where files came or went that the listing under way may have missed. */
  #isDue = false;
  #listing: Promise<void> | undefined;

  constructor(options: FoldersOptions) {
    this.#options = options;
  }

  get uris(): readonly string[] {
    return this.#uris.length > 0 || this.#implied === undefined ? this.#uris : [this.#implied];
  }

  /** True where the client names none. */
  get areImplied(): boolean {
    return this.#uris.length === 0;
  }

  /** Takes a folder for that of the workspace, as long as the client names none. */
  imply(uri: string | undefined): void {
    if (this.#implied === uri) return;
    this.#implied = uri;
    if (this.areImplied) this.list();
  }

  /** The folders at the start, which are listed once the client is ready. */
  begin(uris: readonly string[]): void {
    this.#uris = uris;
  }

  change({ added, removed }: WorkspaceFoldersChangeEvent): void {
    const gone = new Set(removed.map(({ uri }) => uri));
    this.#uris = [...this.#uris.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
    this.list();
  }

  /** Looks which files there are; one listing after the other, so that none ends with what was there before another. */
  list(): void {
    this.#isDue = true;
    this.#listing ??= this.#list();
  }

  /** True while it is looked which files there are. */
  get areListing(): boolean {
    return this.#listing !== undefined;
  }

  /** Settles when it is known which files there are. */
  async listed(): Promise<void> {
    await this.#listing;
  }

  async #list(): Promise<void> {
    const { workspace, updates, failures } = this.#options;
    while (this.#isDue) {
      this.#isDue = false;
      try {
        await workspace.setFolders(this.uris);
      } catch (error) {
        failures.tell(t`Listing the workspace`, error);
      }
    }
    this.#options.listed?.();
    this.#listing = undefined;
    updates.request();
  }
}
