/** A typed query as a conversation: one question, or with `+domain` several until a name exists. */
import { RCODE } from '../dns/codes.ts';
import { type Conversation, converse } from './conversation.ts';
import type { DigQuery } from './digWords.ts';
import { type LiveRuntime, wireOver } from './exchange.ts';
import { type LiveResult, queryConversation } from './query.ts';
import type { Server } from './transport.ts';

/** The port that a query is asked at (RFC 7858 section 3.1, RFC 8484). */
export function portOf({ port, options }: DigQuery): number {
  return port ?? (options.secure === undefined ? 53 : options.secure === 'tls' ? 853 : 443);
}

/** The servers, with how the query wants to reach them. */
function reached({ tls, https }: DigQuery, servers: readonly Server[]): Server[] {
  return servers.map((server) => ({ ...server, ...(tls && { tls }), ...(https && { https }) }));
}

/** Asks for each name in turn until one exists, as a stub resolver completes names; every one of them is shown. */
export function* typedConversation(
  typed: DigQuery,
  found: readonly Server[],
  now: () => Date,
): Conversation<LiveResult[]> {
  const { searched, options } = typed;
  const servers = reached(typed, found);
  const results: LiveResult[] = [];
  for (const question of searched) {
    const result: LiveResult = yield* queryConversation({ question, servers, options }, now());
    results.push(result);
    if (result.kind === 'failure' || result.response.rcode !== RCODE.NXDOMAIN) break;
  }
  return results;
}

/** `typedConversation` over the transports of a runtime. Never rejects. */
export function queryTyped(
  typed: DigQuery,
  servers: readonly Server[],
  runtime: LiveRuntime,
  signal?: AbortSignal,
): Promise<LiveResult[]> {
  const { monotonic, now } = runtime.clock;
  const how = { ...wireOver(runtime), monotonic, ...(signal && { signal }) };
  return converse(typedConversation(typed, servers, now), how);
}
