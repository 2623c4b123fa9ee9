/**
 * Writes a live result as a document in zone file language: records are records, with absolute owners, and everything else is a
 * comment, so that hovers, colours and links work on an answer as they do on a file.
 */
import { t } from '../l10n.ts';
import { factsOf } from './facts.ts';
import { type QueryOptions, questionText } from './messages.ts';
import type { LiveAnswer, LiveFailure, LiveResult } from './query.ts';
import { attemptLines, ignoredLines } from './report/attempts.ts';
import { ednsLines } from './report/edns.ts';
import { FAILURE_NEXT, ignoredOf } from './report/failures.ts';
import { flagsLine } from './report/flags.ts';
import { section } from './report/records.ts';
import { remarksOf } from './report/remarks.ts';
import { statusOf } from './report/status.ts';
import { comment, octetsText, timeText, utcText, wrapped } from './report/words.ts';
import { serverText, TRANSPORT_NAME } from './transport.ts';
import { DEFAULT_VIEW, type ViewOptions } from './view.ts';

/** What the caller knows beside the result. */
export interface ReportNotes {
  /** Sentences to be shown under the question: where the servers came from, words that had no effect, servers without addresses. */
  readonly notes?: readonly string[];
  /** The zone whose name servers were asked: they are expected to answer with authority. */
  readonly zone?: string;
}

function optionWords(options: QueryOptions): string {
  const words: string[] = [];
  for (const flag of ['rd', 'ad', 'cd', 'aa', 'z', 'ra', 'tc'] as const) if (options[flag]) words.push(flag);
  if (options.do) words.push('do');
  if (options.ednsVersion === undefined) words.push(t`no EDNS`);
  else words.push(t`EDNS ${options.ednsVersion} with ${options.udpSize} octets`);
  return words.join(', ');
}

function questionLines(result: LiveResult, notes: readonly string[], view: ViewOptions): string[] {
  const asked = t`Asked: ${utcText(result.asked)}, with ${optionWords(result.options)}`;
  return [
    ...(view.question ? [comment(t`Question: ${questionText(result.question)}`)] : []),
    ...(view.stats ? [comment(asked)] : []),
    ...notes.map(comment),
  ];
}

/** What is said of the answer as a whole. */
function wordsOn(result: LiveAnswer, zone: string | undefined): string[] {
  const { response } = result;
  const facts = factsOf(result, zone);
  const status = statusOf(facts);
  const lines = [status.line];
  if (status.next !== undefined) lines.push(t`Next: ${status.next}`);
  lines.push(...remarksOf(facts), flagsLine(response.flags), ...ednsLines(response));
  if (!response.question && !result.options.headerOnly) lines.push(t`The server did not repeat the question.`);
  lines.push(...remarksOfAttempts(result));
  lines.push(...response.faults.map(({ reason }) => t`Could not be read: ${reason}`));
  if (response.extra > 0)
    lines.push(t`After the last record come ${octetsText(response.extra)} that belong to nothing.`);
  if (result.tcpFailure) {
    lines.push(t`This answer is cut short, and the whole one could not be had: ${result.tcpFailure.message}`);
    lines.push(t`Next: see whether the server and the firewalls on the way let TCP through; DNS needs it (RFC 7766).`);
  } else if (response.flags.tc) lines.push(t`This answer is cut short; the whole one can be had with +tcp.`);
  return lines.map(comment);
}

function answerLines(result: LiveAnswer, { notes = [], zone }: ReportNotes, view: ViewOptions): string[] {
  const { response } = result;
  const lines: string[] = view.comments ? questionLines(result, notes, view) : notes.map(comment);
  const way = t`${serverText(result.server)} over ${TRANSPORT_NAME[result.transport]}`;
  if (view.stats) lines.push(comment(t`Answer from: ${way}, in ${timeText(result.time)}, ${octetsText(result.size)}`));
  if (view.comments) lines.push(...wordsOn(result, zone), ...ignoredLines(result.attempts));
  lines.push('');
  if (view.answer) lines.push(...section(t`Answer`, response.answer, view));
  if (view.authority) lines.push(...section(t`Authority`, response.authority, view));
  if (view.additional) lines.push(...section(t`Additional`, response.additional, view));
  if (view.comments) lines.push(...attemptLines(result.attempts));
  return lines;
}

/** What is to be said of how the answer came. */
function remarksOfAttempts({ attempts, response }: LiveAnswer): readonly string[] {
  const made = attempts.find(({ result }) => result.kind === 'reply' && result.response === response)?.result;
  if (made?.kind !== 'reply') return [];
  const { remarks = [], late } = made;
  if (!late) return remarks;
  const { answered, sent } = late;
  return [
    ...remarks,
    t`The answer came to try ${answered} of ${sent}: the server is slow, or datagrams are lost on the way.`,
  ];
}

function failureLines(result: LiveFailure, { notes = [], zone }: ReportNotes, view: ViewOptions): string[] {
  const { failure, attempts } = result;
  const server = attempts[attempts.length - 1]?.server;
  return [
    ...questionLines(result, notes, view),
    comment(failure.message),
    ...ignoredOf(failure),
    comment(t`Next: ${FAILURE_NEXT[failure.kind](server, result.options.rd && zone === undefined)}`),
    ...attemptLines(attempts),
  ];
}

/**
 * The result as a document in zone file language. Every line is a record, a comment or empty; a record that only a message can hold
 * (TSIG and the like) is a comment too. Lines end in `\n`.
 */
export function reportText(result: LiveResult, notes: ReportNotes = {}, view: ViewOptions = DEFAULT_VIEW): string {
  const lines = result.kind === 'answer' ? answerLines(result, notes, view) : failureLines(result, notes, view);
  // Sections bring empty lines of their own; one between two parts is enough.
  const spaced = lines.filter((line, index) => line !== '' || (index > 0 && lines[index - 1] !== ''));
  return `${spaced.flatMap(wrapped).join('\n').trimEnd()}\n`;
}
