/** A resolver in memory: it asks servers in memory, validates, and says why it fails, as Unbound and BIND do. */
import { EDE, EDNS_OPTION, RCODE } from '../../../../server/src/dns/codes.ts';
import { TYPE } from '../../../../server/src/dns/types.ts';
import { type Ask, converse, failure, type Wire } from '../../../../server/src/live/conversation.ts';
import { Questions } from '../../../../server/src/live/delegation/questions.ts';
import { Ways } from '../../../../server/src/live/diagnosis/way.ts';
import type { Anchors } from '../../../../server/src/live/dnssec/anchors.ts';
import { reasonEde } from '../../../../server/src/live/dnssec/reasons.ts';
import { validateConversation } from '../../../../server/src/live/dnssec/validate.ts';
import type { AnswerRecord, ResponseMessage } from '../../../../server/src/live/messages.ts';
import type { FailureKind, SendResult } from '../../../../server/src/live/transport.ts';
import { nodeVerifier } from '../../../../server/src/node/transports/verify.ts';
import { answered } from './server.ts';

export interface ResolverSpec {
  readonly address: string;
  readonly anchors: Anchors;
  readonly now: number;
  readonly start: readonly (readonly [name: string, ...addresses: string[]])[];
  readonly without?: readonly (4 | 6)[];
  readonly dns64?: true;
  /** What it says instead, whatever it finds. */
  readonly conduct?: (asked: Ask, response: ResponseMessage) => FailureKind | ResponseMessage;
}

export function extendedError(response: ResponseMessage, code: number): ResponseMessage {
  const data = Uint8Array.of(code >> 8, code & 0xff);
  return { ...response, edns: { version: 0, udpSize: 1232, do: true, options: [{ code: EDNS_OPTION.EDE, data }] } };
}

export function empty(asked: Ask, rcode: number): ResponseMessage {
  const made = answered([], asked.question, asked.options.do);
  return { ...made, rcode, flags: { ...made.flags, ra: true } };
}

/** The servers, with a resolver among them. */
export function withResolver(servers: Wire, spec: ResolverSpec): Wire {
  const resolve = async (asked: Ask): Promise<ResponseMessage> => {
    const { question, options } = asked;
    const how = { ...servers, monotonic: () => 0 };
    const questions = new Questions({ ...(spec.without && { without: spec.without }) });
    const start = {
      zone: '.',
      servers: spec.start.map(([name, ...glue]) => ({ name, glue })),
      found: new Map(),
      ttl: 0,
    };
    const ways = new Ways(questions, start);
    const { response } = await converse(ways.follow(question), how);
    if (!response) return extendedError(empty(asked, RCODE.SERVFAIL), EDE.NO_REACHABLE_AUTHORITY);
    const flags = { ...response.flags, aa: false, ra: true, ad: false };
    const plain = { ...response, flags };
    if (options.cd) return plain;
    const { anchors, now } = spec;
    const request = { question, lookUp: ways.lookUp(), verifier: nodeVerifier, anchors, now };
    const { status, reason } = await converse(validateConversation(request), how);
    if (status === 'bogus' || status === 'indeterminate') {
      return extendedError(empty(asked, RCODE.SERVFAIL), (reason && reasonEde(reason)) ?? EDE.DNSSEC_BOGUS);
    }
    return { ...plain, flags: { ...flags, ad: status === 'secure' } };
  };
  const made64 = async (asked: Ask): Promise<ResponseMessage | undefined> => {
    const { question } = asked;
    if (!spec.dns64 || question.type !== TYPE.AAAA) return undefined;
    const prefix = Uint8Array.of(0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0);
    const aaaa = (owner: string, v4: Uint8Array): AnswerRecord => ({
      owner,
      type: TYPE.AAAA,
      class: 1,
      ttl: 60,
      rdata: Uint8Array.of(...prefix, ...v4),
    });
    const base = empty(asked, RCODE.NOERROR);
    if (question.name === 'ipv4only.arpa.')
      return { ...base, answer: [aaaa(question.name, Uint8Array.of(192, 0, 0, 170))] };
    const own = await resolve(asked);
    if (own.answer.some(({ type }) => type === TYPE.AAAA)) return own;
    const v4 = await resolve({ ...asked, question: { ...question, type: TYPE.A } });
    const records = v4.answer.filter(({ type }) => type === TYPE.A).map(({ owner, rdata }) => aaaa(owner, rdata));
    return records.length > 0 ? { ...base, answer: records } : own;
  };
  return {
    exchange: async (asked, signal): Promise<SendResult> => {
      if (asked.server.address !== spec.address) return servers.exchange(asked, signal);
      const response = (await made64(asked)) ?? (await resolve(asked));
      const came = spec.conduct?.(asked, response) ?? response;
      if (typeof came === 'string') return failure(came, `The resolver: ${came}.`);
      return { kind: 'reply', response: came, ignored: [] };
    },
  };
}
