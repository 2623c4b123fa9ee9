/** The problems of files that were checked from disk, as long as they are true. */
import * as vscode from 'vscode';
import type { LanguageServer } from '../server/languageServer.ts';

/** What tells one state of a file from another. */
type Stamp = string;

/** The state of a file now. */
export async function stampOf(uri: vscode.Uri): Promise<Stamp> {
  try {
    const { mtime, size } = await vscode.workspace.fs.stat(uri);
    return `${mtime} ${size}`;
  } catch {
    return 'not there';
  }
}

/** The diagnostics of one file. */
export interface DiskPart {
  readonly uri: vscode.Uri;
  readonly diagnostics: readonly vscode.Diagnostic[];
}

/** One check: its files go together, since the problems of one depend on what stands in the others. */
interface Shown {
  readonly stamps: ReadonlyMap<string, Stamp>;
  readonly watchers: readonly vscode.Disposable[];
}

/**
 * Shows the diagnostics of checks until one of their files changes on disk, until the language server speaks of the file itself, or until
 * they are cleared or replaced by the next check.
 */
export class DiskProblems implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('bailiwick-disk');
  readonly #server: LanguageServer;
  /** By the file that was checked. */
  readonly #shown = new Map<string, Shown>();
  readonly #opening: vscode.Disposable;

  constructor(server: LanguageServer) {
    this.#server = server;
    this.#opening = vscode.workspace.onDidOpenTextDocument(({ uri }) => this.#collection.delete(uri));
  }

  /** Shows what a check of `uri` found, `stamp` being the state of that file before it was read. */
  async show(uri: vscode.Uri, stamp: Stamp, parts: readonly DiskPart[]): Promise<void> {
    this.#forget(uri.toString());
    const stamps = new Map<string, Stamp>();
    for (const part of parts) {
      const own = part.uri.toString() === uri.toString();
      stamps.set(part.uri.toString(), own ? stamp : await stampOf(part.uri));
      if (isOpen(part.uri)) continue;
      // Where a configuration loads the file, the language server tells its problems already: these are newer, and told once.
      const told = this.#server.client.diagnostics;
      const ofServer = told?.get(part.uri) ?? [];
      if (ofServer.length > 0) told?.set(part.uri, part.diagnostics);
      else this.#collection.set(part.uri, part.diagnostics);
    }
    const folders = new Set(parts.map((part) => vscode.Uri.joinPath(part.uri, '..').toString()));
    const watchers = [...folders].map((folder) => this.#watch(uri.toString(), vscode.Uri.parse(folder, true)));
    this.#shown.set(uri.toString(), { stamps, watchers });
  }

  /** The language server speaks of a file: it knows more. */
  leaveToServer(uri: vscode.Uri): void {
    this.#collection.delete(uri);
  }

  /** Takes away every diagnostic. */
  clear(): void {
    for (const uri of [...this.#shown.keys()]) this.#forget(uri);
    this.#collection.clear();
  }

  dispose(): void {
    this.clear();
    this.#opening.dispose();
    this.#collection.dispose();
  }

  /** Forgets the check of `checked` when one of its files in a folder changes. Folders may lie outside of the workspace. */
  #watch(checked: string, folder: vscode.Uri): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '*'));
    const look = async (uri: vscode.Uri): Promise<void> => {
      const stamp = this.#shown.get(checked)?.stamps.get(uri.toString());
      // An event may be late, and tell of a change that the check has seen.
      if (stamp !== undefined && stamp !== (await stampOf(uri))) this.#forget(checked);
    };
    watcher.onDidChange(look);
    watcher.onDidCreate(look);
    watcher.onDidDelete(look);
    return watcher;
  }

  #forget(checked: string): void {
    const shown = this.#shown.get(checked);
    if (!shown) return;
    this.#shown.delete(checked);
    for (const watcher of shown.watchers) watcher.dispose();
    for (const uri of shown.stamps.keys()) this.#collection.delete(vscode.Uri.parse(uri, true));
  }
}

/** Whether extensions have the file's text. */
export function isOpen(uri: vscode.Uri): boolean {
  return vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
}
