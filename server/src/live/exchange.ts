/** Puts one question of a conversation into a message and hands it to a transport. */

import { EDNS_OPTION } from '../dns/codes.ts';
import { t } from '../l10n.ts';
import { type Ask, type Exchange, failure } from './conversation.ts';
import type { QueryMessage } from './messages.ts';
import { TRANSPORT_NAME, type Transports } from './transport.ts';
import { buildQuery } from './writeQuery.ts';

/** What conversations need from outside. */
export interface LiveRuntime {
  readonly transports: Transports;
  readonly clock: {
    /** Milliseconds from any fixed moment, never going back. */
    monotonic(): number;
    now(): Date;
  };
  /** So many random octets, not to be guessed (RFC 5452 section 4.3). */
  random(octets: number): Uint8Array;
}

/** How questions are exchanged over the transports of a runtime. */
export function exchangeOver(runtime: LiveRuntime): Exchange {
  return async (ask, signal) => {
    const send = runtime.transports[ask.transport];
    if (!send) return failure('failed', t`A query cannot be sent over ${TRANSPORT_NAME[ask.transport]} from here.`);
    return send(messageOf(ask, runtime), ask.server, ask.options.timeoutMs, signal);
  };
}

function messageOf({ question, options }: Ask, runtime: LiveRuntime): QueryMessage {
  const [high, low] = runtime.random(2);
  const cookie = { code: EDNS_OPTION.COOKIE, data: options.freshCookie ? runtime.random(8) : new Uint8Array(0) };
  const ednsOptions = options.freshCookie ? [...options.ednsOptions, cookie] : options.ednsOptions;
  return buildQuery(question, { ...options, ednsOptions }, options.id ?? (high << 8) | low);
}
