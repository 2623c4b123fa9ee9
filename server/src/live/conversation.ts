/**
 * Conversations with servers: whatever takes more than one question is a generator that yields what is to be asked and is given what came
 * back. It sends nothing, so a test replays it; `converse` drives it with the transports of whoever sends.
 *
 * Bounds, where the caller sets no others: 1,000 questions, 300 seconds, 512 MB received. What goes beyond them is not sent, and comes
 * back as a failure of the kind `limit`; so does what is asked after cancelling, as `cancelled`. A conversation sees them as it sees a
 * server that is silent, and ends with what it has.
 */

import { t } from '../l10n.ts';
import type { QueryOptions, Question } from './messages.ts';
import type { Failure, FailureKind, SendResult, Server, Transport } from './transport.ts';
import type { TsigKey } from './tsig.ts';

/** One question to one server. `converse` gives it a message id, its cookie and its signature. */
export interface Ask {
  readonly question: Question;
  readonly options: QueryOptions;
  readonly server: Server;
  readonly transport: Transport;
  /** Signs the question; whatever answers it has to be signed with it, too. */
  readonly key?: TsigKey;
  /** What an IXFR is asked from. */
  readonly serial?: number;
  /** How often it is sent while nothing comes; once where absent. */
  readonly tries?: number;
  /** The answer may come in several messages on one connection, over TCP or TLS: the later ones are had by `more`. */
  readonly stream?: true;
}

/** What came of one question: a response, or what went wrong. Never an exception. */
export interface Answer {
  readonly ask: Ask;
  /** From sending to reading what came, milliseconds. */
  readonly time: number;
  readonly result: SendResult;
}

/** How far the conversation is, for whoever shows it. */
export interface Progress {
  /** One plain sentence, or a few words. */
  readonly progress: string;
  readonly done?: number;
  readonly of?: number;
}

/** The next message that answers a question with `stream`; or nothing more is wanted of it, and its connection ends. */
export interface More {
  readonly more: Ask;
  readonly enough?: true;
}

/** Nothing is asked for so many milliseconds. */
export interface Pause {
  readonly pause: number;
}

/** Something that takes its time and asks nobody: cryptography, where that is no plain function. It never rejects. */
export interface Pending {
  readonly pending: Promise<unknown>;
}

/** Conversations of which the first result that is enough is wanted; each but the first begins a moment after the one before it, or when that one has ended. */
export interface Race {
  readonly race: readonly Conversation<unknown>[];
  readonly isEnough: (result: unknown) => boolean;
}

/** What came of a conversation of a race: `begun` alone where another one was quicker. */
export interface Raced<Result> {
  readonly begun: boolean;
  readonly ended?: { readonly result: Result };
}

/** A conversation that ends in a `Result`. Use `ask`, `askAll`, `raceOf`, `more`, `enough`, `tell`, `pause` and `wait` in it, which know what comes back for what. */
export type Conversation<Result> = Generator<
  Ask | readonly Ask[] | More | Progress | Pause | Pending | Race,
  Result,
  Answer | readonly Answer[] | readonly Raced<unknown>[] | undefined
>;

/** Asks one question. */
export function* ask(question: Ask): Conversation<Answer> {
  return (yield question) as Answer;
}

/** Asks several questions at once; the answers stand in the order of the questions. */
export function* askAll(questions: readonly Ask[]): Conversation<readonly Answer[]> {
  return questions.length === 0 ? [] : ((yield questions) as readonly Answer[]);
}

/** Runs conversations side by side until the result of one is enough; what came of each, in their order. */
export function* raceOf<Result>(
  race: readonly Conversation<Result>[],
  isEnough: (result: Result) => boolean,
): Conversation<readonly Raced<Result>[]> {
  return (yield { race, isEnough: isEnough as (result: unknown) => boolean }) as readonly Raced<Result>[];
}

/** The next message for a question that was asked with `stream`. */
export function* more(asked: Ask): Conversation<Answer> {
  return (yield { more: asked }) as Answer;
}

/** Ends the connection of a question that was asked with `stream`. */
export function* enough(asked: Ask): Conversation<undefined> {
  yield { more: asked, enough: true };
  return undefined;
}

/** Says how far the conversation is. */
export function* tell(progress: string, done?: number, of?: number): Conversation<undefined> {
  yield { progress, ...(done !== undefined && { done }), ...(of !== undefined && { of }) };
  return undefined;
}

/** Asks nothing for a while, so that many questions are no flood. */
export function* pause(milliseconds: number): Conversation<undefined> {
  yield { pause: milliseconds };
  return undefined;
}

/** What was computed, at once or later. */
export function* wait<Value>(value: Value | Promise<Value>): Conversation<Value> {
  return value instanceof Promise ? ((yield { pending: value }) as unknown as Value) : value;
}

/** What a conversation may take. */
export interface Bounds {
  /** Questions sent. */
  readonly asks: number;
  readonly seconds: number;
  /** Octets received. */
  readonly octets: number;
}

export const DEFAULT_BOUNDS: Bounds = { asks: 1000, seconds: 300, octets: 512 * 1024 * 1024 };

/** How long one of several that race is ahead of the next, milliseconds. */
const HEAD_START = 1000;

/** At most so many of the questions that are put at once are on their way together, where the caller sets nothing else. */
const AT_ONCE = 32;

/** Sends one question and gives what came; `converse` knows nothing else of networks. */
export type Exchange = (ask: Ask, signal: AbortSignal | undefined) => Promise<SendResult>;

/** What puts questions to the network. */
export interface Wire {
  readonly exchange: Exchange;
  /** The next message for a question with `stream`. */
  readonly more?: Exchange;
  /** Ends the connection of such a question; without one, everything that is open. */
  readonly close?: (asked?: Ask) => void;
}

export interface Conversing extends Wire {
  /** Milliseconds from any fixed moment, never going back. */
  readonly monotonic: () => number;
  readonly signal?: AbortSignal;
  readonly bounds?: Partial<Bounds>;
  /** So many of the questions that are put at once are on their way together. */
  readonly atOnce?: number;
  readonly onProgress?: (progress: Progress) => void;
  /** Waits; ends early when the signal aborts. Nothing is waited for where it is absent, and what races begins in turn. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** A failure without datagrams that were passed over. */
export function failure(kind: FailureKind, message: string): Failure {
  return { kind, message, ignored: [] };
}

/** Drives a conversation to its end. Never rejects but for a fault of the program. */
export async function converse<Result>(conversation: Conversation<Result>, how: Conversing): Promise<Result> {
  const bounds = { ...DEFAULT_BOUNDS, ...how.bounds };
  const began = how.monotonic();
  let asks = 0;
  let octets = 0;

  const refusal = (now: number, signal: AbortSignal | undefined, isMore: boolean): Failure | undefined => {
    if (signal?.aborted) return failure('cancelled', t`The query was cancelled.`);
    if (!isMore && asks >= bounds.asks)
      return failure('limit', t`${bounds.asks} questions were asked, and no more are.`);
    if (now - began > bounds.seconds * 1000) return failure('limit', t`It took more than ${bounds.seconds} s.`);
    if (octets > bounds.octets) return failure('limit', t`More than ${bounds.octets} octets were received.`);
    return undefined;
  };
  const put = async (asked: Ask, signal: AbortSignal | undefined, isMore = false): Promise<Answer> => {
    const start = how.monotonic();
    const refused = refusal(start, signal, isMore);
    if (refused) return { ask: asked, time: 0, result: refused };
    if (!isMore) asks++;
    const exchange = isMore ? how.more : how.exchange;
    const result = exchange
      ? await exchange(asked, signal)
      : failure('failed', t`An answer in several messages cannot be had from here.`);
    if (result.kind === 'reply') octets += result.response.size;
    return { ask: asked, time: how.monotonic() - start, result };
  };
  const putAll = async (asked: readonly Ask[], signal: AbortSignal | undefined): Promise<Answer[]> => {
    const answers: Answer[] = [];
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < asked.length) {
        const index = next++;
        answers[index] = await put(asked[index], signal);
      }
    };
    await Promise.all(Array.from({ length: Math.min(how.atOnce ?? AT_ONCE, asked.length) }, worker));
    return answers;
  };
  const runRace = async ({ race, isEnough }: Race, signal: AbortSignal | undefined): Promise<Raced<unknown>[]> => {
    const made: { begun: boolean; ended?: { result: unknown } }[] = race.map(() => ({ begun: false }));
    const abort = new AbortController();
    const stop = (): void => abort.abort();
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) stop();
    let finish = (): void => {};
    const isOver = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let won = false;
    const begin = async (index: number): Promise<void> => {
      made[index].begun = true;
      const result = await drive(race[index], abort.signal, () => won);
      if (won) return;
      made[index] = { begun: true, ended: { result } };
      won = isEnough(result);
      if (won) finish();
    };
    const running: Promise<void>[] = [];
    for (let index = 0; index < race.length && !won && !(index > 0 && abort.signal.aborted); index++) {
      const begun = begin(index);
      running.push(begun);
      if (index < race.length - 1)
        await (how.sleep ? Promise.race([begun, how.sleep(HEAD_START, abort.signal)]) : begun);
    }
    await Promise.race([isOver, Promise.all(running)]);
    won = true;
    stop();
    signal?.removeEventListener('abort', stop);
    return made;
  };
  /** Takes a conversation to its end; one that was overtaken is left where it is. */
  const drive = async <R>(
    going: Conversation<R>,
    signal: AbortSignal | undefined,
    isOvertaken = (): boolean => false,
  ): Promise<R | undefined> => {
    let step = going.next();
    while (!step.done) {
      const wanted = step.value;
      let given: Answer | readonly Answer[] | readonly Raced<unknown>[] | undefined;
      if ('progress' in wanted) how.onProgress?.(wanted);
      else if ('pause' in wanted) {
        if (!signal?.aborted) await how.sleep?.(wanted.pause, signal);
      } else if ('pending' in wanted) given = (await wanted.pending) as undefined;
      else if ('race' in wanted) given = await runRace(wanted, signal);
      else if (!('more' in wanted)) given = await ('question' in wanted ? put(wanted, signal) : putAll(wanted, signal));
      else if (wanted.enough) how.close?.(wanted.more);
      else given = await put(wanted.more, signal, true);
      if (isOvertaken()) return undefined;
      step = going.next(given);
    }
    return step.value;
  };

  try {
    return (await drive(conversation, how.signal)) as Result;
  } finally {
    how.close?.();
  }
}
