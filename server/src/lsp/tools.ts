/** Requests about BIND's own programs. */
import type { CancellationToken } from 'vscode-languageserver';
import { bindTools } from '../services/checkers/checks.ts';
import { nsupdateAnswer } from '../services/nsupdate/answer.ts';
import { normalUri } from '../workspace/paths.ts';
import { answerInSlices } from './answers.ts';
import type { BindToolsParams, NsupdateParams } from './protocol.ts';
import type { Session } from './session.ts';

/** The script that takes a server from another version of a zone to what the editor has. */
export function updateOf(session: Session, params: NsupdateParams, token: CancellationToken, what: string) {
  const { workspace, services } = session;
  const texts = Object.entries(params.before.texts).map(([uri, text]) => [normalUri(uri), text]);
  const before = { ...params.before, texts: Object.fromEntries(texts) };
  return answerInSlices(session, what, undefined, token, function* () {
    yield* services.upToDate();
    return yield* nsupdateAnswer(workspace, { ...params, before });
  });
}

/** What can be asked of BIND's programs. */
export function toolsFor(session: Session, { uri }: BindToolsParams, token: CancellationToken, what: string) {
  const { workspace, services } = session;
  return answerInSlices(session, what, undefined, token, function* () {
    yield* services.upToDate();
    return bindTools(workspace, uri);
  });
}
