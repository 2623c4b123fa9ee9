/** Live queries for editors: off unless the client says at the start that its user is asked, and never where the workspace is not trusted. */
import { type CancellationToken, type ExecuteCommandParams, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { t } from '../l10n.ts';
import type { WordsAnswer } from '../live/askWords.ts';
import { insideOf, keyTextOf } from '../services/queries/help.ts';
import { answerInSlices } from './answers.ts';
import type { LineHelp, LineHelpParams, QueryAnswer, QueryParams } from './protocol.ts';
import type { Session } from './session.ts';

function refused(reason: string): ResponseError<void> {
  return new ResponseError<void>(LSPErrorCodes.RequestFailed, reason);
}

/** `workspace/executeCommand` with `bailiwick.query`: the words, and whether names of the inside may leave. */
export function executeQuery(
  session: Session,
  { arguments: given, workDoneToken }: ExecuteCommandParams,
  token: CancellationToken,
): Promise<QueryAnswer | ResponseError<void>> {
  const [words, more] = Array.isArray(given) ? given : [];
  const letsLeave = (more as { inside?: unknown } | undefined)?.inside === true;
  return answerQuery(session, { words: String(words ?? ''), inside: letsLeave, workDoneToken }, token);
}

/** Asks what the user asked for. */
export async function answerQuery(
  { connection, runtime, settings, workspace, folders }: Session,
  { words, inside = false, workDoneToken }: QueryParams,
  token: CancellationToken,
): Promise<QueryAnswer | ResponseError<void>> {
  if (!settings.sendsQueries)
    return refused(t`Queries are off: the editor has not said that its user is asked (initializationOptions.queries).`);
  if (!settings.isTrusted) return refused(t`Queries are not sent in a workspace that is not trusted.`);
  const ask = runtime.ask && (await runtime.ask());
  if (!ask) return refused(t`Queries cannot be sent from here.`);
  const abort = new AbortController();
  const listening = token.onCancellationRequested(() => abort.abort());
  const progress = connection.window.attachWorkDoneProgress(workDoneToken);
  progress.begin(t`Asking for ${words}`, undefined, undefined, true);
  try {
    const answer: WordsAnswer = await ask({
      words,
      always: settings.queryWords,
      inside: (names) => names.flatMap((name) => insideOf(name, workspace) ?? []),
      letsLeave: inside,
      keyText: (name) => keyTextOf(workspace, name),
      folder: folders.uris[0],
      signal: abort.signal,
      say: (sentence) => progress.report(sentence),
    });
    if (token.isCancellationRequested) {
      return new ResponseError<void>(LSPErrorCodes.RequestCancelled, t`The query was cancelled.`);
    }
    return 'refused' in answer ? refused(answer.refused) : answer;
  } finally {
    listening.dispose();
    progress.done();
  }
}

/** What helps to type a line. Names of the workspace are offered; its servers are not, since who has their help asks over HTTPS. */
export async function answerLineHelp(
  session: Session,
  { line, prefix, history }: LineHelpParams,
  token: CancellationToken,
  what: string,
): Promise<LineHelp | null | ResponseError<void>> {
  const { runtime, services, settings } = session;
  if (!runtime.helpWithLine) return null;
  const help = await answerInSlices(session, what, undefined, token, () => services.queryHelp({ prefix }));
  if (help instanceof ResponseError) return help;
  return runtime.helpWithLine(line, settings.queryWords, { history, names: help?.names ?? [], servers: [] });
}
