/**
 * A zone's file against one server, as a conversation: the serial first, then the whole zone by a transfer where the server gives it, else RRset by
 * RRset. Bounds: 1,000 questions, 8 at a time with a tenth of a second between, two attempts each; a transfer of at most twice the records of the
 * file and 100,000 more; 20,000 records that only the server has are kept.
 */

import { compareSerials } from '../../dns/serial.ts';
import { TYPE } from '../../dns/types.ts';
import { counted, t } from '../../l10n.ts';
import { type Ask, ask, type Conversation, pause, tell } from '../conversation.ts';
import type { AnswerRecord } from '../messages.ts';
import { serialOf, transferConversation } from '../transfer.ts';
import { serverText } from '../transport.ts';
import { Asker } from './asker.ts';
import { askForSerial, askForSoa, type Known } from './authority.ts';
import { type CompareRequest, DEFAULT_RATE, OPTIONS, type ServerResult, type ServerState } from './comparing.ts';
import type { FileZone } from './fileZone.ts';
import { planOf } from './questions.ts';
import { Served } from './served.ts';

/** So many times as many records as the file has, and so many more, are taken of a transfer. */
const MOST_TIMES = 2;
const MOST_MORE = 100_000;
/** Rounds of questions in a row that nobody answers. */
const MOST_SILENT = 2;

/** Compares the file with what one server has. */
export function* compareConversation(request: CompareRequest): Conversation<ServerResult> {
  const { file, server } = request;
  const nothing = { server, differences: [], same: 0, notAsked: file.sets.length, notes: [] };
  yield* tell(t`${serverText(server)} is asked for its serial`);
  const known = yield* askForSerial(request);
  if ('state' in known) return { ...nothing, ...known };
  const { serial, isResolver } = known;
  const notes = [...known.remarks, ...(request.alsoTcp ? yield* tcpNotes(request) : [])];
  const common = { server, serial, notes, ...(isResolver && { isResolver: true as const }) };
  const whole = yield* transferred(request, known, notes);
  const served = whole && 'served' in whole ? whole.served : undefined;
  const state = judgedState(request, known, served, notes);
  if (served) return { ...common, state, way: 'transfer', notAsked: 0, ...counts(served) };
  if (state !== 'compared') return { ...nothing, ...common, state };
  const reason = whole && 'reason' in whole ? whole.reason : undefined;
  if (request.by === 'transfer') return { ...nothing, ...common, state: 'failed', problem: reason ?? '' };
  if (reason !== undefined) {
    notes.push(t`It was asked RRset by RRset, which does not show names that the file does not have. ${reason}`);
  }
  return { ...common, ...(yield* byQuestions(request, known, notes)) };
}

function counts(served: Served): Pick<ServerResult, 'differences' | 'same'> {
  const differences = served.differences();
  return { differences, same: served.same(differences) };
}

/** The state that a serial leads to, before what excuses another one is looked at. */
function stateOf({ file }: CompareRequest, { serial }: Known): ServerState {
  if (file.serial === undefined || file.isSerialExternal || serial === file.serial) return 'compared';
  const order = compareSerials(serial, file.serial);
  return order < 0 ? 'older' : order > 0 ? 'newer' : 'other';
}

/** The state; a server that signs or takes updates counts on from the file's serial, and one that is behind has not loaded the file all the same. */
function judgedState(request: CompareRequest, known: Known, served: Served | undefined, notes: string[]): ServerState {
  const { file } = request;
  const state = stateOf(request, known);
  if (state !== 'newer') return state;
  const isSigned = known.isSigned || (served !== undefined && served.left > 0);
  if (file.signed === 'server' || (file.signed === undefined && isSigned)) {
    notes.push(t`It has serial ${known.serial}: it signs the zone, and counts by itself.`);
    return 'compared';
  }
  if (!file.isDynamic) return state;
  notes.push(
    t`It has serial ${known.serial}, the file ${file.serial ?? 0}: the zone takes updates, and the file may be behind.`,
  );
  return 'compared';
}

function* tcpNotes(request: CompareRequest): Conversation<string[]> {
  const { file, server, key } = request;
  const question = { name: file.apex, type: TYPE.SOA, class: file.class };
  const asked: Ask = { question, options: OPTIONS, server, transport: 'tcp', ...(key && { key }) };
  const { result } = yield* ask(asked);
  if (result.kind === 'reply') return [];
  return [t`It does not answer over TCP, which every name server has to (RFC 7766): ${result.message}`];
}

/** The whole zone by a transfer, or why there is none; undefined where none is to be asked for. */
function* transferred(
  request: CompareRequest,
  { isResolver, serial }: Known,
  notes: string[],
): Conversation<{ readonly served: Served } | { readonly reason: string } | undefined> {
  const { file, server, by, sets, transport } = request;
  const cannot = isResolver || transport === 'https';
  if (cannot && by === 'transfer')
    return { reason: t`It is asked as a resolver or over HTTPS, and gives no transfer.` };
  if (sets || by === 'questions') return undefined;
  if (cannot)
    return isResolver ? undefined : { reason: t`There is no transfer over HTTPS; over TLS there may be one.` };
  const key = request.transferKey ?? request.key;
  const most = MOST_TIMES * file.sets.reduce((sum, { data }) => sum + data.length, 0) + MOST_MORE;
  let reason = '';
  for (let attempt = 1; attempt <= 2; attempt++) {
    const served = new Served(file, request.index, true);
    let taken = 0;
    const take = (records: readonly AnswerRecord[]): void => {
      taken += records.length;
      if (taken <= most) for (const record of records) served.take(record);
    };
    const end = yield* transferConversation({
      zone: file.apex,
      class: file.class,
      server,
      transport: transport === 'tls' ? 'tls' : 'tcp',
      ...(key && { key }),
      take,
      enough: () =>
        taken > most
          ? t`It was ended after ${taken} records, where the file has ${file.sets.length} RRsets.`
          : undefined,
    });
    if (end.kind === 'whole' && end.problem === undefined) {
      if (end.soa && serialOf(end.soa) !== serial) {
        notes.push(t`The zone changed while it was compared: its serial is ${serialOf(end.soa)} now.`);
      }
      served.whole();
      addNotes(file, served, notes);
      return { served };
    }
    reason = end.problem ?? '';
    // The serial changed in the middle, which the next attempt need not see.
    if (end.kind !== 'whole') break;
  }
  return { reason };
}

function addNotes({ signed }: FileZone, { left, beyond, odd }: Served, notes: string[]): void {
  if (left > 0 && signed !== 'server') {
    notes.push(t`${counted(left, t`record`, t`records`)} that a signing server adds to the zone were left out.`);
  }
  if (beyond > 0) notes.push(t`${beyond} more records are only at the server.`);
  if (odd > 0) notes.push(t`${odd} records could not be compared: they are of another class, or cannot be read.`);
}

function* byQuestions(
  request: CompareRequest,
  known: Known,
  notes: string[],
): Conversation<Omit<ServerResult, 'server' | 'notes'>> {
  const { file, server, index } = request;
  const { isResolver } = known;
  const rate = { ...DEFAULT_RATE, ...request.rate };
  const chosen = request.sets ?? file.sets.map((_, i) => i);
  const plan = planOf(file, index, chosen, isResolver);
  const questions = plan.questions.slice(0, rate.questions);
  const served = new Served(file, index, !isResolver);
  const asker = new Asker(request, known, served);
  let silent = 0;
  let done = 0;
  for (; done < questions.length && silent < MOST_SILENT && !asker.stopped; done += rate.atOnce) {
    if (done > 0) yield* pause(rate.pauseMs);
    yield* tell(t`RRsets asked of ${serverText(server)}`, done, questions.length);
    silent = (yield* asker.askFor(questions.slice(done, done + rate.atOnce))) ? 0 : silent + 1;
  }
  const left = plan.questions.length - Math.min(done, questions.length);
  const notAsked = left + plan.hidden + asker.hidden;
  if (plan.questions.length > questions.length) {
    notes.push(
      t`${plan.questions.length - questions.length} RRsets were not asked for: it is asked at most ${rate.questions} questions.`,
    );
  }
  if (plan.hidden + asker.hidden > 0) {
    notes.push(t`${plan.hidden + asker.hidden} RRsets below zone cuts cannot be asked for.`);
  }
  addNotes(file, served, notes);
  const found = counts(served);
  if (found.differences.length > 0 && !asker.stopped) {
    const now = yield* askForSoa(request, isResolver);
    if ('serial' in now && now.serial !== known.serial) {
      notes.push(t`The zone changed while it was compared: its serial is ${now.serial} now.`);
    }
  }
  const { problem } = asker;
  const isMute = silent >= MOST_SILENT ? 'silent' : served.asked === 0 && problem !== undefined ? 'failed' : 'compared';
  const state = asker.stopped === 'cancelled' ? 'cancelled' : isMute;
  return { state, way: 'questions', notAsked, ...found, ...(problem !== undefined && { problem }) };
}
