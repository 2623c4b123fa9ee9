/** Requests about a renumbering, which are about all files and no single one. */
import type { CancellationToken } from 'vscode-languageserver';
import { renumberAnswer, renumberHosts } from '../services/renumber/answers.ts';
import { answerInSlices } from './answers.ts';
import type { RenumberHostsParams, RenumberParams } from './protocol.ts';
import type { Session } from './session.ts';

/** The hosts that have addresses of a prefix. */
export function hostsToRenumber(
  session: Session,
  { from, to }: RenumberHostsParams,
  token: CancellationToken,
  what: string,
) {
  const { workspace, services } = session;
  return answerInSlices(session, what, undefined, token, function* () {
    yield* services.upToDate();
    return yield* renumberHosts(workspace, from, to);
  });
}

/** The changes of a renumbering. */
export function renumberAll(session: Session, params: RenumberParams, token: CancellationToken, what: string) {
  const { workspace, services, settings, runtime } = session;
  return answerInSlices(session, what, undefined, token, function* () {
    yield* services.upToDate();
    const wish = { ...params, serial: settings.forServices.serialFormat };
    return yield* renumberAnswer(workspace, wish, () => runtime.now());
  });
}
