/** The committed version of files, from VS Code's own Git extension. */
import * as vscode from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { COMMITTED_TEXT, REPOSITORIES, type RepositoriesParams } from '../../../server/src/lsp/protocol.ts';

/** The part of the Git extension's API (version 1) that is used. */
interface GitExtension {
  getAPI(version: 1): Git;
}

interface Git {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<unknown>;
  readonly repositories: readonly GitRepository[];
  readonly onDidOpenRepository: vscode.Event<unknown>;
  readonly onDidCloseRepository: vscode.Event<unknown>;
  getRepository(uri: vscode.Uri): GitRepository | null;
}

interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly HEAD: { readonly commit?: string } | undefined;
    readonly indexChanges: readonly Change[];
    readonly workingTreeChanges: readonly Change[];
    readonly mergeChanges: readonly Change[];
    readonly onDidChange: vscode.Event<void>;
  };
  show(ref: string, path: string): Promise<string>;
}

interface Change {
  readonly uri: vscode.Uri;
  readonly originalUri: vscode.Uri;
  readonly renameUri: vscode.Uri | undefined;
}

/** The Git extension's API; undefined where there is none, or Git is switched off. */
async function findGit(): Promise<Git | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  // Nothing starts a program in a workspace that is not trusted; the Git extension would start git.
  if (!extension || !vscode.workspace.isTrusted) return undefined;
  try {
    const git = extension.isActive ? extension.exports : await extension.activate();
    return git.getAPI(1);
  } catch {
    return undefined;
  }
}

function changesOf({ state }: GitRepository): readonly Change[] {
  return [...state.indexChanges, ...state.workingTreeChanges, ...state.mergeChanges];
}

/** Where the file lay when it was committed: a file that was renamed since lay elsewhere. */
function committedPath(repository: GitRepository, file: vscode.Uri): string {
  const renamed = changesOf(repository).find(({ renameUri }) => renameUri?.toString() === file.toString());
  return (renamed?.originalUri ?? file).fsPath;
}

/** A file's text at a revision; null where it was not there, is in no repository, or Git is switched off. */
export async function textAt(uri: string, revision: string): Promise<string | null> {
  const file = vscode.Uri.parse(uri, true);
  if (file.scheme !== 'file') return null;
  try {
    const repository = (await findGit())?.getRepository(file);
    return (await repository?.show(revision, committedPath(repository, file))) ?? null;
  } catch {
    // A file that is not committed yet, or a repository without commits.
    return null;
  }
}

/**
 * Answers the language server's requests: null where the file is in no repository, not committed, or Git is switched off. Tells the server of commits,
 * checkouts and changed files.
 */
export function serveCommitted(client: BaseLanguageClient): vscode.Disposable {
  const request = client.onRequest(COMMITTED_TEXT, ({ uri }: { uri: string }) => textAt(uri, 'HEAD'));
  const watching = new Watching(client);
  return vscode.Disposable.from(request, watching);
}

/** Tells the server which repositories there are, each time that it is another thing. */
class Watching implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #kept: vscode.Disposable[] = [];
  #ofRepositories: vscode.Disposable[] = [];
  #git: Git | undefined;
  #told: string | undefined;
  #isDisposed = false;

  constructor(client: BaseLanguageClient) {
    this.#client = client;
    const begin = (): void => void this.#begin().catch(() => undefined);
    this.#kept.push(
      client.onDidChangeState(({ newState }) => {
        if (newState === State.Running) begin();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(begin),
    );
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const each of [...this.#kept, ...this.#ofRepositories]) each.dispose();
  }

  async #begin(): Promise<void> {
    // A client that was started again has told its server nothing.
    this.#told = undefined;
    if (!this.#git) {
      const git = await findGit();
      if (!git || this.#isDisposed || this.#git) return;
      this.#git = git;
      const look = (): void => this.#look();
      this.#kept.push(git.onDidChangeState(look), git.onDidOpenRepository(look), git.onDidCloseRepository(look));
    }
    this.#look();
  }

  #look(): void {
    for (const each of this.#ofRepositories) each.dispose();
    this.#ofRepositories = (this.#git?.repositories ?? []).map(({ state }) => state.onDidChange(() => this.#tell()));
    this.#tell();
  }

  #tell(): void {
    if (!this.#client.isRunning() || this.#git?.state !== 'initialized') return;
    const params: RepositoriesParams = {
      repositories: this.#git.repositories.map((repository) => ({
        root: repository.rootUri.toString(),
        head: repository.state.HEAD?.commit,
        changed: [...new Set(changesOf(repository).map(({ uri }) => uri.toString()))].sort(),
      })),
    };
    const text = JSON.stringify(params);
    if (text === this.#told) return;
    this.#told = text;
    this.#client.sendNotification(REPOSITORIES, params).catch(() => {
      this.#told = undefined;
    });
  }
}
