/** The committed version of a file, from VS Code's own Git extension. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { COMMITTED_TEXT } from '../../../server/src/lsp/protocol.ts';

/** The part of the Git extension's API (version 1) that is used. */
interface GitExtension {
  getAPI(version: 1): {
    getRepository(uri: vscode.Uri): { show(ref: string, path: string): Promise<string> } | null;
  };
}

/** Answers the language server's requests: null where the file is in no repository, not committed, or Git is switched off. */
export function serveCommitted(client: BaseLanguageClient): vscode.Disposable {
  return client.onRequest(COMMITTED_TEXT, async ({ uri }: { uri: string }): Promise<string | null> => {
    const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
    const file = vscode.Uri.parse(uri, true);
    // Nothing starts a program in a workspace that is not trusted; the Git extension would start git.
    if (!extension || file.scheme !== 'file' || !vscode.workspace.isTrusted) return null;
    try {
      const git = extension.isActive ? extension.exports : await extension.activate();
      return (await git.getAPI(1).getRepository(file)?.show('HEAD', file.fsPath)) ?? null;
    } catch {
      // A file that is not committed yet, or a repository without commits.
      return null;
    }
  });
}
