/** Code actions: at once for a place, in slices for a whole file, and only of the kinds that the client wants. */
import { type CancellationToken, type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver';
import { answer, answerInSlices, type Reply } from './answers.ts';
import type { Session } from './session.ts';

export async function codeActions(
  session: Session,
  { textDocument: { uri }, range, context: { only } }: CodeActionParams,
  token: CancellationToken,
  what: string,
): Promise<Reply<CodeAction[]>> {
  const { services } = session;
  const whole = only?.some(isWhole)
    ? await answerInSlices(session, what, uri, token, function* () {
        return (yield* services.askInSteps('fixAll', uri)) ?? [];
      })
    : [];
  if (!Array.isArray(whole)) return whole;
  const here = only?.every(isWhole)
    ? []
    : answer(session, what, () => services.ask('actions', uri, range.start, range) ?? []);
  if (!Array.isArray(here)) return here;
  const actions = [...here, ...whole];
  return only
    ? actions.filter(({ kind }) => only.some((wanted) => kind === wanted || kind?.startsWith(`${wanted}.`)))
    : actions;
}

/** Whether actions of a kind are about a whole file. */
function isWhole(kind: CodeActionKind): boolean {
  return kind === CodeActionKind.SourceFixAll || kind.startsWith('source');
}
