/**
 * Writes a live result as a document in zone file language: records are records, with absolute owners, and everything else is a
 * comment, so that hovers, colours and links work on an answer as they do on a file.
 */

import { addressText } from '../dns/addresses.ts';
import { classText } from '../dns/classes.ts';
import { EDNS_OPTION, RCODE, rcodeName } from '../dns/codes.ts';
import { isMetaCode, TYPE, typeText } from '../dns/types.ts';
import { counted, type Marked, marked, t, translated, visibleLine } from '../l10n.ts';
import { withoutEnd } from '../text/ends.ts';
import { EXTENDED_ERRORS, RCODE_NEXT, RCODE_WORDS } from './codes.ts';
import {
  type AnswerRecord,
  type EdnsOption,
  type HeaderFlags,
  type QueryOptions,
  questionText,
  type ResponseMessage,
  rdataText,
} from './messages.ts';
import type { Attempt, LiveAnswer, LiveFailure, LiveResult } from './query.ts';
import { type Failure, type FailureKind, type Server, serverText, TRANSPORT_NAME } from './transport.ts';

/** What the caller knows beside the result. */
export interface ReportNotes {
  /** Sentences to be shown under the question: where the servers came from, words that had no effect, servers without addresses. */
  readonly notes?: readonly string[];
}

const FLAG_WORDS: Readonly<Record<keyof HeaderFlags, Marked>> = {
  aa: marked('authoritative answer'),
  tc: marked('truncated'),
  rd: marked('recursion desired'),
  ra: marked('recursion available'),
  z: marked('reserved bit set'),
  ad: marked('authenticated data'),
  cd: marked('checking disabled'),
};

/** One line, whatever a server put into its text: what messages spell is spelt as there, and what else is no visible character as its number. */
function oneLine(text: string): string {
  return visibleLine(text).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`);
}

function comment(text: string): string {
  return text === '' ? '' : `; ${oneLine(text)}`;
}

function octetsText(count: number): string {
  return counted(count, t`octet`, t`octets`);
}

function timeText(ms: number): string {
  return ms < 1 ? t`less than 1 ms` : `${Math.round(ms)} ms`;
}

function utcText(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function hexText(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('');
}

function uint(octets: Uint8Array, start: number, end: number): number {
  return octets.subarray(start, end).reduce((value, octet) => value * 256 + octet, 0);
}

const utf8 = new TextDecoder();

/** RFC 5001: any octets; most servers send text. */
function nsidText(data: Uint8Array): string {
  const text = utf8.decode(data);
  return /^[\x20-\x7e]+$/.test(text) ? t`${text} (hex ${hexText(data)})` : t`hex ${hexText(data)}`;
}

function extendedError(data: Uint8Array): string {
  if (data.length < 2) return t`Extended error: ${hexText(data)}, which is too short to be one`;
  const code = uint(data, 0, 2);
  const text = withoutEnd(utf8.decode(data.subarray(2)), '\0');
  return t`Extended error ${code} (${EXTENDED_ERRORS[code] ?? t`not a known code`})${text === '' ? '' : `: ${text}`}`;
}

/** RFC 7871 section 6. */
function clientSubnet(data: Uint8Array): string {
  const family = data.length < 4 ? 0 : uint(data, 0, 2);
  const size = family === 1 ? 4 : 16;
  if ((family !== 1 && family !== 2) || data.length - 4 > size) return t`Client subnet: hex ${hexText(data)}`;
  const address = new Uint8Array(size);
  address.set(data.subarray(4));
  return t`Client subnet: ${addressText(address)}/${data[2]}, the answer holds for /${data[3]}`;
}

function cookieText(data: Uint8Array): string {
  const server = data.length > 8 ? t`, server ${hexText(data.subarray(8))}` : '';
  return t`Cookie: client ${hexText(data.subarray(0, 8))}${server}`;
}

/** RFC 7828: units of 100 milliseconds. */
function keepaliveText(data: Uint8Array): string {
  return data.length === 2 ? t`TCP keepalive: ${uint(data, 0, 2) / 10} s` : t`TCP keepalive: hex ${hexText(data)}`;
}

const OPTION_TEXT: Readonly<Record<number, (data: Uint8Array) => string>> = {
  [EDNS_OPTION.NSID]: (data) => t`Server identifier (NSID): ${nsidText(data)}`,
  [EDNS_OPTION.ECS]: clientSubnet,
  [EDNS_OPTION.EXPIRE]: (data) =>
    data.length === 4 ? t`Zone expires in ${uint(data, 0, 4)} s` : t`Zone expiry: hex ${hexText(data)}`,
  [EDNS_OPTION.COOKIE]: cookieText,
  [EDNS_OPTION.KEEPALIVE]: keepaliveText,
  [EDNS_OPTION.PADDING]: (data) => t`Padding: ${octetsText(data.length)}`,
  [EDNS_OPTION.EDE]: extendedError,
};

function optionText(option: EdnsOption): string {
  const text = OPTION_TEXT[option.code];
  return text
    ? text(option.data)
    : t`EDNS option ${option.code}: ${option.data.length === 0 ? t`empty` : hexText(option.data)}`;
}

function hasType(records: readonly AnswerRecord[], type: number): boolean {
  return records.some((record) => record.type === type);
}

/** What NOERROR means with these sections: an answer, a referral, or that the name has no such records (RFC 2308 section 2.2). */
function noErrorWords(response: ResponseMessage, result: LiveAnswer): string {
  if (response.answer.length > 0) return t`the question has an answer`;
  const referral = !response.flags.aa && hasType(response.authority, TYPE.NS) && !hasType(response.authority, TYPE.SOA);
  if (referral) return t`no answer here, but a referral to the name servers below`;
  if (response.flags.tc) return t`the answer did not fit the datagram`;
  return t`the name exists, but has no ${typeText(result.question.type)} record (NODATA)`;
}

function statusLine(response: ResponseMessage, result: LiveAnswer): string {
  const name = rcodeName(response.rcode);
  if (name === undefined) return t`Status: RCODE ${response.rcode}`;
  const words =
    response.rcode === RCODE.NOERROR ? noErrorWords(response, result) : translated(RCODE_WORDS[response.rcode]);
  return t`Status: ${name}: ${words}`;
}

function flagsLine(flags: HeaderFlags): string {
  const set = (Object.keys(FLAG_WORDS) as (keyof HeaderFlags)[]).filter((flag) => flags[flag]);
  if (set.length === 0) return t`Flags: none`;
  return t`Flags: ${set.map((flag) => `${flag} (${translated(FLAG_WORDS[flag])})`).join(', ')}`;
}

function ednsLines(response: ResponseMessage): string[] {
  const { edns } = response;
  if (!edns) return [t`EDNS: none in the answer`];
  const dnssec = edns.do ? t`, do (DNSSEC records wanted)` : '';
  const head = t`EDNS: version ${edns.version}, UDP messages of up to ${edns.udpSize} octets${dnssec}`;
  return [head, ...edns.options.map(optionText)];
}

/** Types that only messages have; a zone file cannot hold them. */
function isMetaType(type: number): boolean {
  return type === TYPE.OPT || isMetaCode(type);
}

/** The records as lines, with the columns of one section aligned. */
function recordLines(records: readonly AnswerRecord[]): string[] {
  const rows = records.map((record) => [
    record.owner,
    String(record.ttl),
    classText(record.class),
    typeText(record.type),
    rdataText(record),
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row, index) => {
    const line = row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(' ')
      .trimEnd();
    return isMetaType(records[index].type) ? comment(line) : line;
  });
}

function section(title: string, records: readonly AnswerRecord[]): string[] {
  if (records.length === 0) return [comment(t`${title}: none`)];
  return ['', comment(`${title}: ${counted(records.length, t`record`, t`records`)}`), ...recordLines(records), ''];
}

function outcome(attempt: Attempt): string {
  const { result } = attempt;
  if (result.kind !== 'reply') return result.message;
  const { response } = result;
  const status = rcodeName(response.rcode) ?? `RCODE ${response.rcode}`;
  return t`${status}${response.flags.tc ? t`, truncated` : ''}, ${response.size} octets.`;
}

/** Shown where more than one message was sent: the way to the answer is then part of it. */
function attemptLines(attempts: readonly Attempt[]): string[] {
  if (attempts.length < 2) return [];
  const lines = attempts.map((attempt, index) => {
    const edns = attempt.ednsVersion === undefined ? t`, without EDNS` : '';
    const way = t`${serverText(attempt.server)} over ${TRANSPORT_NAME[attempt.transport]}${edns}`;
    return comment(`  ${index + 1}. ${way}, ${timeText(attempt.time)}: ${outcome(attempt)}`);
  });
  return ['', comment(t`What was tried:`), ...lines];
}

function ignoredLines(attempts: readonly Attempt[]): string[] {
  const ignored = attempts.flatMap(({ result }) => (result.kind === 'reply' ? result.ignored : []));
  if (ignored.length === 0) return [];
  const head = t`${counted(ignored.length, t`datagram`, t`datagrams`)} came before the answer and did not belong to this query; they may have been forged.`;
  return [comment(head), ...ignored.map(({ reason }) => comment(`  ${reason}`))];
}

function optionWords(options: QueryOptions): string {
  const words: string[] = [];
  for (const flag of ['rd', 'ad', 'cd', 'aa', 'z'] as const) if (options[flag]) words.push(flag);
  if (options.do) words.push('do');
  if (options.ednsVersion === undefined) words.push(t`no EDNS`);
  else words.push(t`EDNS ${options.ednsVersion} with ${options.udpSize} octets`);
  return words.join(', ');
}

function questionLines(result: LiveResult, notes: readonly string[]): string[] {
  return [
    comment(t`Question: ${questionText(result.question)}`),
    comment(t`Asked: ${utcText(result.asked)}, with ${optionWords(result.options)}`),
    ...notes.map(comment),
  ];
}

function answerLines(result: LiveAnswer, notes: readonly string[]): string[] {
  const { response } = result;
  const lines = questionLines(result, notes);
  const way = t`${serverText(result.server)} over ${TRANSPORT_NAME[result.transport]}`;
  lines.push(comment(t`Answer from: ${way}, in ${timeText(result.time)}, ${octetsText(result.size)}`));
  lines.push(comment(statusLine(response, result)));
  if (RCODE_NEXT[response.rcode] !== undefined) lines.push(comment(t`Next: ${translated(RCODE_NEXT[response.rcode])}`));
  lines.push(comment(flagsLine(response.flags)), ...ednsLines(response).map(comment));
  if (!response.question) lines.push(comment(t`The server did not repeat the question.`));
  if (response.extra > 0)
    lines.push(comment(t`After the last record come ${octetsText(response.extra)} that belong to nothing.`));
  if (result.tcpFailure) {
    lines.push(comment(t`This answer is cut short, and the whole one could not be had: ${result.tcpFailure.message}`));
    lines.push(
      comment(t`Next: see whether the server and the firewalls on the way let TCP through; DNS needs it (RFC 7766).`),
    );
  } else if (response.flags.tc) lines.push(comment(t`This answer is cut short; the whole one can be had with +tcp.`));
  lines.push(...ignoredLines(result.attempts));
  lines.push('', ...section(t`Answer`, response.answer));
  lines.push(...section(t`Authority`, response.authority));
  lines.push(...section(t`Additional`, response.additional));
  lines.push(...attemptLines(result.attempts));
  return lines;
}

function isV6(server: Server | undefined): boolean {
  return server?.address.includes(':') ?? false;
}

/** What to look at next, by what happened; `server` is the one that was asked last. */
const NEXT: Readonly<Record<FailureKind, (server: Server | undefined) => string>> = {
  timeout: (server) =>
    isV6(server)
      ? t`See whether the server runs, whether listen-on-v6 covers this address, and whether a firewall drops UDP and TCP port ${server?.port ?? 53} over IPv6. The same question with -4 shows whether only IPv6 is affected.`
      : t`See whether the server runs, whether listen-on covers this address, and whether a firewall drops UDP and TCP port ${server?.port ?? 53}.`,
  refused: (server) =>
    t`See whether named runs there, and whether ${isV6(server) ? 'listen-on-v6' : 'listen-on'} has this address and port.`,
  unreachable: () => t`See whether the address is right, and whether the machine and the network on the way are up.`,
  'no-ipv4': () => t`Ask an IPv6 address of the server with -6, or ask from a machine that has IPv4.`,
  'no-ipv6': () => t`Ask an IPv4 address of the server with -4, or ask from a machine that has IPv6.`,
  closed: () =>
    t`The server may not answer over TCP, or not for this asker: see its log, and the same question with +notcp.`,
  malformed: () =>
    t`Something else than a DNS server may listen there, or a device on the way may change answers: see +tcp, and another server.`,
  tls: () =>
    t`See which name and which certificate the server has, and whether the clock of this machine is right. The same question over TCP shows whether only TLS is affected.`,
  http: () => t`See whether the server offers DNS over HTTPS, and at which path.`,
  signature: () =>
    t`See whether the key’s name, algorithm and secret are the same here and there, and both clocks right.`,
  limit: () => t`Ask for less at a time.`,
  'no-address': () => t`Name a server by its address: @192.0.2.53 or @2001:db8::53.`,
  cancelled: () => t`Ask again when wanted.`,
  failed: () => t`See whether this machine’s network is up, and whether the address can be used from it.`,
};

function ignoredOf(failure: Failure): string[] {
  return failure.ignored.map(({ reason }) => comment(t`  Passed over: ${reason}`));
}

function failureLines(result: LiveFailure, notes: readonly string[]): string[] {
  const { failure, attempts } = result;
  const server = attempts[attempts.length - 1]?.server;
  return [
    ...questionLines(result, notes),
    comment(failure.message),
    ...ignoredOf(failure),
    comment(t`Next: ${NEXT[failure.kind](server)}`),
    ...attemptLines(attempts),
  ];
}

/**
 * The result as a document in zone file language. Every line is a record, a comment or empty; a record that only a message can hold
 * (TSIG and the like) is a comment too. Lines end in `\n`.
 */
export function reportText(result: LiveResult, { notes = [] }: ReportNotes = {}): string {
  const lines = result.kind === 'answer' ? answerLines(result, notes) : failureLines(result, notes);
  // Sections bring empty lines of their own; one between two parts is enough.
  const spaced = lines.filter((line, index) => line !== '' || (index > 0 && lines[index - 1] !== ''));
  return `${spaced.join('\n').trimEnd()}\n`;
}
