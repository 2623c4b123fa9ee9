/** The request CHECK_FILE: files are checked from disk beside the server's own work, which goes on meanwhile. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { t, visible } from '../l10n.ts';
import {
  type CheckedFile,
  type FileCheck,
  FileCheckRefusal,
  type FileCheckStage,
} from '../services/shared/fileCheck.ts';
import { normalUri } from '../workspace/paths.ts';
import type { CheckFileParams } from './protocol.ts';
import type { Session } from './session.ts';

/** Checks a file beside the server's own work. */
export async function checkFromDisk(
  { connection, runtime, workspace, folders }: Session,
  params: CheckFileParams,
  cancelled: CancellationToken,
): Promise<CheckedFile | ResponseError<void>> {
  const run = runtime.checkFile;
  if (!run) {
    return refused(
      t`A browser cannot check a file from disk. Open the folder in VS Code on a desktop or a remote machine, or run bailiwick check.`,
    );
  }
  const uri = normalUri(params.uri);
  if (!uri.startsWith('file:')) return refused(t`Only files on disk can be checked from disk.`);
  const job: FileCheck = {
    uri,
    folders: folders.uris,
    configurations: [...workspace.configurations].map((configuration) => configuration.uri),
    settings: workspace.settings,
  };
  const progress = connection.window.attachWorkDoneProgress(params.workDoneToken);
  progress.begin(t`Checking`, 0, undefined, true);
  const running = run(job, (stage) => {
    const message = stageText(stage);
    if (stage.kind === 'reading') progress.report(Math.round(100 * stage.share), message);
    else progress.report(message);
  });
  const listening = cancelled.onCancellationRequested(() => running.stop());
  if (cancelled.isCancellationRequested) running.stop();
  try {
    return await running.result;
  } catch (error) {
    if (cancelled.isCancellationRequested) {
      return new ResponseError<void>(LSPErrorCodes.RequestCancelled, t`The check was cancelled.`);
    }
    if (error instanceof FileCheckRefusal) return refused(error.message);
    const cause = error instanceof Error ? error.stack : String(error);
    connection.console.error(visible(`Checking ${uri} failed: ${cause}`));
    return refused(t`Checking the file failed. The log has the cause.`);
  } finally {
    listening.dispose();
    progress.done();
  }
}

function refused(reason: string): ResponseError<void> {
  return new ResponseError<void>(LSPErrorCodes.RequestFailed, reason);
}

function stageText(stage: FileCheckStage): string {
  if (stage.kind === 'checking') return t`${stage.lines.toLocaleString('en')} lines`;
  return t`reading, ${Math.round(100 * stage.share)} %`;
}
