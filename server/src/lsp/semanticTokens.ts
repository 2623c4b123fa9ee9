/** Semantic tokens: of whole files, with what changed since the last answer, and of ranges. */
import type {
  CancellationToken,
  SemanticTokens,
  SemanticTokensDelta,
  SemanticTokensDeltaParams,
  SemanticTokensParams,
  SemanticTokensRangeParams,
} from 'vscode-languageserver';
import { normalUri } from '../workspace/paths.ts';
import { answer, type Reply } from './answers.ts';
import type { Session } from './session.ts';

/** A file of more UTF-16 units gets tokens for what is on the screen only (the limit of the TypeScript extension and of gopls). */
const FULL_TOKENS = 100_000;

/** What a file without tokens has: LSP knows no answer without. */
const NO_TOKENS = { data: [] };

/** All tokens of a file; none of a large one, which is left to ranges. */
export function allTokens(
  session: Session,
  { textDocument: { uri } }: SemanticTokensParams,
  _token: CancellationToken,
  what: string,
): Reply<SemanticTokens> {
  return (
    answer(session, what, () => {
      const data = dataOf(uri, session);
      return data && session.tokens.full(normalUri(uri), data);
    }) ?? NO_TOKENS
  );
}

/** What changed in the tokens of a file since an answer. */
export function changedTokens(
  session: Session,
  { textDocument: { uri }, previousResultId }: SemanticTokensDeltaParams,
  _token: CancellationToken,
  what: string,
): Reply<SemanticTokens | SemanticTokensDelta> {
  return (
    answer(session, what, () => {
      const data = dataOf(uri, session);
      return data && session.tokens.delta(normalUri(uri), data, previousResultId);
    }) ?? NO_TOKENS
  );
}

/** The tokens on a range. */
export function tokensIn(
  session: Session,
  { textDocument: { uri }, range }: SemanticTokensRangeParams,
  _token: CancellationToken,
  what: string,
): Reply<SemanticTokens> {
  return (
    answer(session, what, () => {
      const data = session.services.ask('tokens', uri, range.start, range);
      return data && { data: session.positions.tokens(data, uri) };
    }) ?? NO_TOKENS
  );
}

function dataOf(uri: string, { workspace, services, positions }: Session): number[] | undefined {
  if ((workspace.bufferOf(uri)?.length ?? 0) > FULL_TOKENS) return undefined;
  const data = services.ask('tokens', uri, undefined);
  return data && positions.tokens(data, uri);
}
