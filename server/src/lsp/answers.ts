/** How requests are answered: at once or in slices, null where there is nothing to say, and a refusal as an error that the editor shows. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Refusal } from '../services/service.ts';
import type { Steps } from '../steps.ts';
import type { Session } from './session.ts';
import { inSlices } from './slices.ts';

/** What a request is answered with. */
export type Reply<T> = Exclude<T, Refusal | undefined> | ResponseError<void> | null;

/** Answers a request at once; null where it fails. `what` is what the user calls it. */
export function answer<T>({ failures }: Session, what: string, run: () => T | undefined): Reply<T> {
  return failures.guard(what, null, () => replyOf(run()));
}

/**
 * Answers a request that may take long, in slices: it ends when the client takes it back, and when the file `uri` is edited. Without
 * one it is about no file's text.
 */
export async function answerInSlices<T>(
  { workspace, runtime, failures }: Session,
  what: string,
  uri: string | undefined,
  token: CancellationToken,
  make: () => Steps<T | undefined>,
): Promise<Reply<T>> {
  const stamp = (): number | undefined => (uri === undefined ? undefined : workspace.bufferOf(uri)?.stamp);
  const asked = stamp();
  try {
    return replyOf(await inSlices(make(), token, runtime, () => stamp() !== asked));
  } catch (error) {
    failures.tell(what, error);
    return null;
  }
}

interface FileRequest {
  readonly uri: string;
  readonly token: CancellationToken;
  /** True where the answer is right whatever is typed meanwhile. */
  readonly outlivesEdits?: true;
}

/**
 * Answers a request about a file in slices. An editor asks for outlines and folds once, right behind opening a file: where nothing can be said of it while
 * files are still looked for, that is waited for.
 */
export async function answerWhenKnown<T>(
  session: Session,
  what: string,
  { uri, token, outlivesEdits }: FileRequest,
  make: () => Steps<T | undefined>,
): Promise<Reply<T>> {
  const { folders, updates, workspace } = session;
  const ask = () => answerInSlices(session, what, outlivesEdits ? undefined : uri, token, make);
  const stamp = workspace.bufferOf(uri)?.stamp;
  const answered = await ask();
  const says = Array.isArray(answered) ? answered.length > 0 : answered !== null;
  if (says || !(folders.areListing || updates.isRunning)) return answered;
  await folders.listed();
  await updates.settled();
  return outlivesEdits || workspace.bufferOf(uri)?.stamp === stamp ? ask() : answered;
}

function replyOf<T>(result: T | ResponseError<void> | undefined): Reply<T> {
  if (isRefusal(result)) return new ResponseError<void>(LSPErrorCodes.RequestFailed, result.reason);
  return (result ?? null) as Reply<T>;
}

function isRefusal(result: unknown): result is Refusal {
  return typeof result === 'object' && result !== null && 'reason' in result && typeof result.reason === 'string';
}
