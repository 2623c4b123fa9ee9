/** Whether a server has a zone, and which serial: its SOA is asked for before anything else. */

import { RCODE, rcodeName } from '../../dns/codes.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { Conversation } from '../conversation.ts';
import { sameName } from '../names.ts';
import { queryConversation } from '../query.ts';
import { serialOf } from '../transfer.ts';
import type { FailureKind } from '../transport.ts';
import { type CompareRequest, OPTIONS, type ServerResult, type ServerState } from './comparing.ts';

/** A server that has the zone. */
export interface Known {
  readonly serial: number;
  readonly isResolver: boolean;
  readonly isSigned: boolean;
  /** What is to be said of how it answered, in sentences: a certificate that was taken all the same. */
  readonly remarks: readonly string[];
}

/** How a server that is no authority, or does not answer, is told. */
export type Ending = Pick<ServerResult, 'state' | 'problem' | 'failure'>;

/** Asks the server for the zone's SOA; one that the user named may be a resolver. */
export function* askForSerial(request: CompareRequest): Conversation<Known | Ending> {
  const first = yield* askForSoa(request, false);
  if ('serial' in first) {
    if (!first.isResolver || request.isChosen) return first;
    return {
      state: 'lame',
      problem: t`It answers for ${request.file.apex} without authority (no AA): it has it from elsewhere.`,
    };
  }
  if (!request.isChosen || first.state === 'silent' || first.state === 'cancelled') return first;
  const second = yield* askForSoa(request, true);
  return 'serial' in second ? second : first;
}

/** Asks for the SOA once, with or without recursion. */
export function* askForSoa(request: CompareRequest, rd: boolean): Conversation<Known | Ending> {
  const { file, server, key, transport } = request;
  const { apex } = file;
  const secure = transport === 'tls' || transport === 'https' ? { secure: transport } : {};
  // With DO, a signed zone shows that it is one.
  const options = { ...OPTIONS, do: true, rd, tcp: transport === 'tcp', ...secure };
  const question = { name: apex, type: TYPE.SOA, class: file.class };
  const result = yield* queryConversation({ question, servers: [server], options, ...(key && { key }) }, request.now);
  if (result.kind === 'failure') {
    const { kind, message } = result.failure;
    const state = STATES[kind] ?? 'silent';
    return { state, failure: kind, problem: message };
  }
  const { rcode, answer, authority, flags } = result.response;
  const soa = answer.find((record) => record.type === TYPE.SOA && sameName(record.owner, apex) && !record.fault);
  if (rcode === RCODE.NOERROR && soa && soa.rdata.length >= 20) {
    const isSigned = answer.some(({ type }) => type === TYPE.RRSIG);
    const remarks = result.attempts.flatMap(({ result: came }) => (came.kind === 'reply' && came.remarks) || []);
    return { serial: serialOf(soa), isResolver: !flags.aa, isSigned, remarks };
  }
  if (rcode === RCODE.REFUSED) {
    return {
      state: 'refused',
      problem: t`It refuses to answer for ${apex} (REFUSED): it does not have the zone, or not for this asker.`,
    };
  }
  if (rcode === RCODE.SERVFAIL) {
    return {
      state: 'failed',
      problem: t`It fails to answer for ${apex} (SERVFAIL): the zone was not loaded or has expired there. See its log.`,
    };
  }
  if (rcode === RCODE.NXDOMAIN)
    return { state: 'lame', problem: t`It says that ${apex} does not exist: it does not have the zone.` };
  if (rcode !== RCODE.NOERROR) {
    return { state: 'failed', problem: t`It answers for ${apex} with ${rcodeName(rcode) ?? `RCODE ${rcode}`}.` };
  }
  const referral = authority.find(({ type }) => type === TYPE.NS);
  if (referral && !flags.aa) {
    return { state: 'lame', problem: t`It refers to ${referral.owner} for ${apex}: it does not have the zone.` };
  }
  return { state: 'lame', problem: t`It has no SOA record for ${apex}: it does not have the zone.` };
}

/** What failures say of the server; nothing came for all others. */
const STATES: Partial<Record<FailureKind, ServerState>> = {
  malformed: 'failed',
  signature: 'refused',
  tls: 'failed',
  http: 'failed',
  failed: 'failed',
  cancelled: 'cancelled',
};
