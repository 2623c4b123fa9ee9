/** The files that the editor holds, and those that change on disk. */
import { FileChangeType, TextDocumentSyncKind, type TextDocumentSyncOptions } from 'vscode-languageserver';
import { t } from '../l10n.ts';
import { rangeToOffsets } from '../services/shared/ranges.ts';
import { normalUri } from '../workspace/paths.ts';
import { filesChanged } from './changedFiles.ts';
import { languageOfId } from './languageIds.ts';
import type { Session } from './session.ts';

export const DOCUMENT_SYNC: TextDocumentSyncOptions = { openClose: true, change: TextDocumentSyncKind.Incremental };

/** Takes in what is opened, edited and closed, and what changes on disk. */
export function serveDocuments(session: Session): void {
  const { connection, workspace, failures, updates, committed, tokens, folders, settingsFiles, positions } = session;

  connection.onDidOpenTextDocument(({ textDocument }) => {
    failures.guard(t`Opening a file`, undefined, () => {
      const { uri, languageId, text } = textDocument;
      workspace.open(uri, text, languageOfId(languageId));
      settingsFiles.opened(uri);
      // A watcher may be late, or not tell of some file systems at all.
      if (workspace.isUnlisted(uri)) folders.list();
      else updates.request();
    });
  });

  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
    failures.guard(t`An edit`, undefined, () => {
      const buffer = workspace.bufferOf(textDocument.uri);
      if (!buffer) return;
      for (const change of contentChanges) {
        if ('range' in change) {
          const range = {
            start: positions.in(buffer, change.range.start),
            end: positions.in(buffer, change.range.end),
          };
          const { start, end } = rangeToOffsets(buffer, range);
          buffer.replace(start, end, change.text);
        } else buffer.replace(0, buffer.length, change.text);
      }
      settingsFiles.edited(textDocument.uri);
      updates.request();
    });
  });

  connection.onDidCloseTextDocument(({ textDocument }) => {
    failures.guard(t`Closing a file`, undefined, () => {
      workspace.close(textDocument.uri);
      settingsFiles.closed(textDocument.uri);
      committed.forget(textDocument.uri);
      tokens.forget(normalUri(textDocument.uri));
      updates.request();
    });
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    failures.guard(t`Looking at changed files`, undefined, () => {
      filesChanged(
        changes.map(({ uri, type }) => ({ uri, isOther: type !== FileChangeType.Changed })),
        session,
      );
    });
  });
}
