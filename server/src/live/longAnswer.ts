/** Questions that take a longer conversation than one answer, and what came of them as a document in zone file language. */

import { t } from '../l10n.ts';
import { type Conversing, converse, failure, type Progress } from './conversation.ts';
import { type LiveRuntime, wireOver } from './exchange.ts';
import { type AnswerRecord, type QueryOptions, type Question, questionText } from './messages.ts';
import { recordLines } from './report/records.ts';
import { nsSearchLines, rootsLines, traceLines } from './report/trace.ts';
import { comment, utcText, wrapped } from './report/words.ts';
import { fromRoots, namedBy } from './roots.ts';
import { nsSearchConversation, type TraceRequest, traceConversation } from './trace.ts';
import { serialOf, type Transfer, transferConversation } from './transfer.ts';
import { type FailureKind, type Server, type Source, serverText } from './transport.ts';
import type { TsigKey } from './tsig.ts';
import { DEFAULT_VIEW, type ViewOptions } from './view.ts';
import { dataText } from './views/recordText.ts';

export interface LongRequest {
  readonly way: 'transfer' | 'trace' | 'nssearch';
  readonly question: Question;
  readonly options: QueryOptions;
  /** For a transfer those that are asked in turn until one gives it; for the others those that know where the root is. */
  readonly servers: readonly Server[];
  readonly key?: TsigKey;
  /** For IXFR: the serial that is known. */
  readonly serial?: number;
  /** For the servers of referrals: the port, the family of addresses where not all, and from where they are asked. */
  readonly port?: number;
  readonly family?: 4 | 6;
  readonly source?: Source;
  readonly notes?: readonly string[];
  readonly view?: ViewOptions;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Takes the lines as they come, each with its end; what is returned then is empty. */
  readonly write?: (text: string) => void;
  /** Of a transfer so many characters are kept, where it is not written. */
  readonly most?: number;
}

export interface LongAnswer {
  readonly text: string;
  /** ok: all of it came. silent: no server answered. failed: something else. */
  readonly end: 'ok' | 'silent' | 'failed';
}

/** Failures after which dig says that no server could be reached. */
export const NOBODY: ReadonlySet<FailureKind> = new Set([
  'timeout',
  'refused',
  'unreachable',
  'no-ipv4',
  'no-ipv6',
  'no-address',
]);

/** What an editor opens (VS Code: 50 MB). */
const MOST_CHARACTERS = 40_000_000;

/** Asks, and writes what came. Never rejects. */
export async function longAnswer(request: LongRequest, runtime: LiveRuntime): Promise<LongAnswer> {
  const { signal, onProgress, view = DEFAULT_VIEW, write } = request;
  const how: Conversing = {
    ...wireOver(runtime),
    monotonic: runtime.clock.monotonic,
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  };
  const notes = (request.notes ?? []).flatMap((note) => wrapped(comment(note)));
  const head = view.comments
    ? [
        comment(t`Question: ${questionText(request.question)}`),
        comment(t`Asked: ${utcText(runtime.clock.now())}`),
        ...notes,
      ]
    : notes;
  if (write && head.length > 0 && view.form !== 'short') write(`${head.join('\n')}\n`);
  const { lines, end } = await WAYS[request.way](request, how, view);
  const shown = request.way === 'transfer' ? lines : lines.flatMap(wrapped);
  if (write) {
    if (shown.length > 0) write(`${shown.join('\n')}\n`);
    return { text: '', end };
  }
  const all = view.form === 'short' ? shown : [...head, ...shown];
  return { text: all.length === 0 ? '' : `${all.join('\n').trimEnd()}\n`, end };
}

interface Lines {
  readonly lines: string[];
  readonly end: LongAnswer['end'];
}

const WAYS: Readonly<
  Record<LongRequest['way'], (request: LongRequest, how: Conversing, view: ViewOptions) => Promise<Lines>>
> = {
  transfer: transferLines,
  trace: async (request, how, view) => {
    const { roots, found: trace } = await converse(fromRoots(traceRequest(request), traceConversation), how);
    const answers = trace.steps.flatMap((step) => step.answers);
    const came = answers.some(({ result }) => result.kind === 'reply');
    return {
      lines: [...rootsLines(roots), ...traceLines(trace, view)],
      end: trace.answered ? 'ok' : came ? 'failed' : 'silent',
    };
  },
  nssearch: async (request, how, view) => {
    const asked = traceRequest(request);
    // As dig: those that are asked first may know the name servers, which is all there is for a zone of the inside.
    const known = await converse(namedBy(asked), how);
    const { secure: _, ...options } = asked.options;
    const { roots, found: search } = known
      ? { roots: undefined, found: await converse(nsSearchConversation({ ...asked, options, known }), how) }
      : await converse(fromRoots(asked, nsSearchConversation), how);
    const isThere = search.servers.some(({ serial }) => serial !== undefined);
    return {
      lines: [...(roots ? rootsLines(roots) : []), ...nsSearchLines(search, view)],
      end: isThere ? 'ok' : search.servers.length > 0 ? 'silent' : 'failed',
    };
  },
};

function traceRequest({ question, options, servers, port, family, source }: LongRequest): TraceRequest {
  const where = { ...(port !== undefined && { port }), ...(family && { family }), ...(source && { source }) };
  return { question, options, servers, ...where };
}

async function transferLines(request: LongRequest, how: Conversing, view: ViewOptions): Promise<Lines> {
  const { question, options, key, serial, write, most = MOST_CHARACTERS } = request;
  const lines: string[] = [];
  let isSilent = request.servers.length > 0;
  for (const server of request.servers) {
    let change = '';
    let characters = 0;
    const records: string[] = [];
    const take = (some: readonly AnswerRecord[], kind: 'whole' | 'added' | 'deleted'): void => {
      const made = changed(kind, change);
      change = kind;
      if (view.form === 'short') made.splice(0, made.length, ...some.map((record) => dataText(record, view)));
      else {
        const shown = recordLines(some, view);
        // What is deleted is none of the zone, so it stands in a comment.
        for (const line of shown) made.push(kind === 'deleted' ? comment(line) : line);
      }
      if (write) {
        write(`${made.join('\n')}\n`);
        return;
      }
      for (const line of made) {
        records.push(line);
        characters += line.length + 1;
      }
    };
    const enough = (): string | undefined =>
      characters > most
        ? t`More than ${most} characters are not shown in one document: write the zone into a file with \`bailiwick query\` or \`dig axfr\`.`
        : undefined;
    const asked = {
      zone: question.name,
      class: question.class,
      server,
      options,
      take,
      enough,
      transport: options.secure === 'tls' ? ('tls' as const) : ('tcp' as const),
    };
    const end: Transfer = await converse(
      transferConversation({ ...asked, ...(key && { key }), ...(serial !== undefined && { from: serial }) }),
      how,
    );
    const said = wrapped(comment(transferWords(server, end, serial)));
    const words = view.comments && view.form !== 'short' ? said : [];
    const failed = end.kind === 'failed' && words.length === 0 ? said : [];
    lines.push(...words, ...failed);
    if (records.length > 0) lines.push(...(words.length > 0 ? [''] : []));
    for (const line of records) lines.push(line);
    // What came in part is shown; another server would begin anew behind it.
    if (end.kind !== 'failed') return { lines, end: 'ok' };
    if (how.signal?.aborted || end.records > 0) return { lines, end: 'failed' };
    isSilent &&= end.failure !== undefined && NOBODY.has(end.failure);
  }
  if (request.servers.length === 0) lines.push(comment(failure('no-address', t`There is no server to ask.`).message));
  return { lines, end: isSilent ? 'silent' : 'failed' };
}

/** What stands above records of changes, where others come than before. */
function changed(kind: 'whole' | 'added' | 'deleted', before: string): string[] {
  if (kind === 'whole' || kind === before) return [];
  return ['', comment(kind === 'added' ? t`Added:` : t`Deleted:`)];
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
