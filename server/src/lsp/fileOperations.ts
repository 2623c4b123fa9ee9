/** What the user does with files in the explorer: moving them is a request of the table; here is what is said before they are deleted. */
import type { CancellationToken, DeleteFilesParams, FileOperationOptions } from 'vscode-languageserver';
import { t } from '../l10n.ts';
import { toRange } from '../services/shared/ranges.ts';
import { answerInSlices } from './answers.ts';
import type { Session } from './session.ts';

/** Files and folders of any name: what is loaded may be called anything. */
const ALL = { filters: [{ pattern: { glob: '**/*' } }] };
export const FILE_OPERATIONS: FileOperationOptions = { willRename: ALL, willDelete: ALL };

/** Tells who loads the files. The deletion does not wait for an answer: there is nothing to be edited that would mend it. */
export async function tellOfLoaders(
  session: Session,
  { files }: DeleteFilesParams,
  token: CancellationToken,
  what: string,
): Promise<null> {
  const { services, workspace, client, failures } = session;
  await answerInSlices(session, what, undefined, token, function* () {
    const loaders = yield* services.loadersOf(files.map(({ uri }) => uri));
    const [place] = loaders?.places ?? [];
    const buffer = place && workspace.bufferOf(place.uri);
    if (!loaders || !buffer) return;
    const range = toRange(buffer, place.start, place.end);
    client.warn(loaders.message, t`Show`, place.uri, range).catch((error: unknown) => failures.tell(what, error));
  });
  return null;
}
