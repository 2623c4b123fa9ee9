/** Requests about comparing zones. */
import type { CancellationToken } from 'vscode-languageserver';
import { comparableZones, compareAnswer } from '../services/compare/answers.ts';
import { answerInSlices } from './answers.ts';
import type { CompareParams, ZonesToCompareParams } from './protocol.ts';
import type { Session } from './session.ts';

/** The zones that can be compared. */
export function zonesToCompare(
  session: Session,
  { uri }: ZonesToCompareParams,
  token: CancellationToken,
  what: string,
) {
  const { workspace, services } = session;
  return answerInSlices(session, what, undefined, token, function* () {
    yield* services.upToDate();
    return comparableZones(workspace, uri);
  });
}

/** The comparison of two zones. */
export function compareTwo(session: Session, params: CompareParams, token: CancellationToken, what: string) {
  const { workspace, services } = session;
  return answerInSlices(session, what, undefined, token, function* () {
    yield* services.upToDate();
    return yield* compareAnswer(workspace, params);
  });
}
