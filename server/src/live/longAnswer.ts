/** Questions that take a longer conversation than one answer, and what came of them as a document in zone file language. */

import { t } from '../l10n.ts';
import { type Conversing, converse, failure, type Progress } from './conversation.ts';
import { type LiveRuntime, wireOver } from './exchange.ts';
import { type AnswerRecord, type QueryOptions, type Question, questionText } from './messages.ts';
import { recordLines } from './report/records.ts';
import { nsSearchLines, traceLines } from './report/trace.ts';
import { comment, utcText } from './report/words.ts';
import { nsSearchConversation, type TraceRequest, traceConversation } from './trace.ts';
import { serialOf, type Transfer, transferConversation } from './transfer.ts';
import { type Server, serverText } from './transport.ts';
import type { TsigKey } from './tsig.ts';

export interface LongRequest {
  readonly way: 'transfer' | 'trace' | 'nssearch';
  readonly question: Question;
  readonly options: QueryOptions;
  /** For a transfer those that are asked in turn until one gives it; for the others where it begins: servers of the root. */
  readonly servers: readonly Server[];
  readonly key?: TsigKey;
  /** For IXFR: the serial that is known. */
  readonly serial?: number;
  /** For the servers of referrals: the port, and the family of addresses, where not all. */
  readonly port?: number;
  readonly family?: 4 | 6;
  readonly notes?: readonly string[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** Asks, and writes what came. Never rejects. */
export async function longAnswer(request: LongRequest, runtime: LiveRuntime): Promise<string> {
  const { signal, onProgress } = request;
  const how: Conversing = {
    ...wireOver(runtime),
    monotonic: runtime.clock.monotonic,
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  };
  const head = [
    comment(t`Question: ${questionText(request.question)}`),
    comment(t`Asked: ${utcText(runtime.clock.now())}`),
    ...(request.notes ?? []).map(comment),
  ];
  const lines = await WAYS[request.way](request, how);
  return `${[...head, ...lines].join('\n').trimEnd()}\n`;
}

const WAYS: Readonly<Record<LongRequest['way'], (request: LongRequest, how: Conversing) => Promise<string[]>>> = {
  transfer: transferLines,
  trace: async (request, how) => traceLines(await converse(traceConversation(traceRequest(request)), how)),
  nssearch: async (request, how) => nsSearchLines(await converse(nsSearchConversation(traceRequest(request)), how)),
};

function traceRequest({ question, options, servers, port, family }: LongRequest): TraceRequest {
  return { question, options, servers, ...(port !== undefined && { port }), ...(family && { family }) };
}

async function transferLines(request: LongRequest, how: Conversing): Promise<string[]> {
  const { question, options, key, serial } = request;
  const lines: string[] = [];
  for (const server of request.servers) {
    let change = '';
    const records: string[] = [];
    const take = (some: readonly AnswerRecord[], kind: 'whole' | 'added' | 'deleted'): void => {
      if (kind !== 'whole' && kind !== change) records.push('', comment(kind === 'added' ? t`Added:` : t`Deleted:`));
      change = kind;
      const shown = recordLines(some);
      // What is deleted is none of the zone, so it stands in a comment.
      records.push(...(kind === 'deleted' ? shown.map(comment) : shown));
    };
    const asked = { zone: question.name, class: question.class, server, options, take };
    const end = await converse(
      transferConversation({ ...asked, ...(key && { key }), ...(serial !== undefined && { from: serial }) }),
      how,
    );
    lines.push(comment(transferWords(server, end, serial)), '', ...records);
    if (end.kind !== 'failed' || how.signal?.aborted) return lines;
  }
  return request.servers.length > 0 ? lines : [comment(failure('no-address', t`There is no server to ask.`).message)];
}

function transferWords(server: Server, { kind, soa, records, messages, octets, problem }: Transfer, from = 0): string {
  const place = serverText(server);
  const serial = soa ? serialOf(soa) : 0;
  const sizes = t`${records} records in ${messages} messages, ${octets} octets`;
  const words: Record<Transfer['kind'], string> = {
    whole: t`The whole zone from ${place}, serial ${serial}: ${sizes}.`,
    changes: t`The changes from serial ${from} to ${serial} from ${place}: ${sizes}.`,
    current: t`${place} has serial ${serial}: nothing is newer than serial ${from}.`,
    failed: t`No transfer from ${place}:`,
  };
  return problem === undefined ? words[kind] : `${words[kind]} ${problem}`;
}
