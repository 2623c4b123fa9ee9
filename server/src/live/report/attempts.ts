/** The way to an answer: what was sent, what came of it, and what came that did not belong to it. */
import { rcodeName } from '../../dns/codes.ts';
import { counted, t } from '../../l10n.ts';
import type { Attempt } from '../query.ts';
import { serverText, TRANSPORT_NAME } from '../transport.ts';
import { comment, timeText } from './words.ts';

function outcome(attempt: Attempt): string {
  const { result } = attempt;
  if (result.kind !== 'reply') return result.message;
  const { response } = result;
  const status = rcodeName(response.rcode) ?? `RCODE ${response.rcode}`;
  return t`${status}${response.flags.tc ? t`, truncated` : ''}, ${response.size} octets.`;
}

/** Shown where more than one message was sent: the way to the answer is then part of it. */
export function attemptLines(attempts: readonly Attempt[]): string[] {
  if (attempts.length < 2) return [];
  const lines = attempts.map((attempt, index) => {
    const edns = attempt.ednsVersion === undefined ? t`, without EDNS` : '';
    const way = t`${serverText(attempt.server)} over ${TRANSPORT_NAME[attempt.transport]}${edns}`;
    return comment(`  ${index + 1}. ${way}, ${timeText(attempt.time)}: ${outcome(attempt)}`);
  });
  return ['', comment(t`What was tried:`), ...lines];
}

/** Datagrams that were passed over before the answer. */
export function ignoredLines(attempts: readonly Attempt[]): string[] {
  const ignored = attempts.flatMap(({ result }) => (result.kind === 'reply' ? result.ignored : []));
  if (ignored.length === 0) return [];
  const head = t`${counted(ignored.length, t`datagram`, t`datagrams`)} came before the answer and did not belong to this query; they may have been forged.`;
  return [comment(head), ...ignored.map(({ reason }) => comment(`  ${reason}`))];
}
