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
}

export class Folders {
  readonly #options: FoldersOptions;
  #uris: readonly string[] = [];

  constructor(options: FoldersOptions) {
    this.#options = options;
  }

  get uris(): readonly string[] {
    return this.#uris;
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

  /** Looks which files there are. */
  list(): void {
    const { workspace, updates, failures } = this.#options;
    void workspace.setFolders(this.#uris).then(
      () => updates.request(),
      (error: unknown) => failures.tell(t`Listing the workspace`, error),
    );
  }
}
