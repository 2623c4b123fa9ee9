/** A typed query as a conversation: one question, or with `+domain` several until a name exists. */
import { RCODE } from '../dns/codes.ts';
import { type Conversation, converse, type Progress } from './conversation.ts';
import type { DigQuery } from './digWords.ts';
import { type LiveRuntime, wireOver } from './exchange.ts';
import { type LiveResult, queryConversation } from './query.ts';
import type { Server, Transport } from './transport.ts';
import type { TsigKey } from './tsig.ts';

/** The port that a query is asked at (RFC 7858 section 3.1, RFC 8484). */
export function portOf({ port, options }: DigQuery): number {
  return port ?? (options.secure === undefined ? 53 : options.secure === 'tls' ? 853 : 443);
}

/** The way in which a query wants servers to be asked; undefined for UDP, and TCP where that is needed. */
export function transportOf({ options: { secure, tcp } }: DigQuery): Transport | undefined {
  return secure ?? (tcp ? 'tcp' : undefined);
}

/** What files say that the query names. */
export interface Secured {
  readonly key?: TsigKey;
  /** Certificates of authorities, as PEM. */
  readonly authorities?: string;
}

/** The servers, with how the query wants to reach them. */
export function reached(
  { tls, https, source }: DigQuery,
  servers: readonly Server[],
  { authorities }: Secured = {},
): Server[] {
  const checked = authorities === undefined ? tls : { ...tls, authorities };
  return servers.map((server) => ({
    ...server,
    ...(checked && { tls: checked }),
    ...(https && { https }),
    ...(source && { source }),
  }));
}

/** Asks for each name in turn until one exists, as a stub resolver completes names; every one of them is shown. */
export function* typedConversation(
  typed: DigQuery,
  found: readonly Server[],
  now: () => Date,
  secured: Secured = {},
): Conversation<LiveResult[]> {
  const { searched, options } = typed;
  const { key } = secured;
  const servers = reached(typed, found, secured);
  const results: LiveResult[] = [];
  for (const question of searched) {
    const result: LiveResult = yield* queryConversation({ question, servers, options, ...(key && { key }) }, now());
    results.push(result);
    if (result.kind === 'failure' || result.response.rcode !== RCODE.NXDOMAIN) break;
  }
  return results;
}

export interface Asking extends Secured {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** `typedConversation` over the transports of a runtime. Never rejects. */
export function queryTyped(
  typed: DigQuery,
  servers: readonly Server[],
  runtime: LiveRuntime,
  { signal, onProgress, ...secured }: Asking = {},
): Promise<LiveResult[]> {
  const { monotonic, now } = runtime.clock;
  const how = { ...wireOver(runtime), monotonic, ...(signal && { signal }), ...(onProgress && { onProgress }) };
  return converse(typedConversation(typed, servers, now, secured), how);
}
