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

/** One question to one server. `converse` gives it a message id, its cookie and its signature. */
export interface Ask {
  readonly question: Question;
  readonly options: QueryOptions;
  readonly server: Server;
  readonly transport: Transport;
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

/** A conversation that ends in a `Result`. Use `ask`, `askAll` and `tell` in it, which know what comes back for what. */
export type Conversation<Result> = Generator<
  Ask | readonly Ask[] | Progress,
  Result,
  Answer | readonly Answer[] | undefined
>;

/** Asks one question. */
export function* ask(question: Ask): Conversation<Answer> {
  return (yield question) as Answer;
}

/** Asks several questions at once; the answers stand in the order of the questions. */
export function* askAll(questions: readonly Ask[]): Conversation<readonly Answer[]> {
  return questions.length === 0 ? [] : ((yield questions) as readonly Answer[]);
}

/** Says how far the conversation is. */
export function* tell(progress: string, done?: number, of?: number): Conversation<undefined> {
  yield { progress, ...(done !== undefined && { done }), ...(of !== undefined && { of }) };
  return undefined;
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

/** At most so many of the questions that are put at once are on their way together. */
const AT_ONCE = 32;

/** Sends one question and gives what came; `converse` knows nothing else of networks. */
export type Exchange = (ask: Ask, signal: AbortSignal | undefined) => Promise<SendResult>;

export interface Conversing {
  readonly exchange: Exchange;
  /** Milliseconds from any fixed moment, never going back. */
  readonly monotonic: () => number;
  readonly signal?: AbortSignal;
  readonly bounds?: Partial<Bounds>;
  readonly onProgress?: (progress: Progress) => void;
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

  const refusal = (now: number): Failure | undefined => {
    if (how.signal?.aborted) return failure('cancelled', t`The query was cancelled.`);
    if (asks >= bounds.asks) return failure('limit', t`${bounds.asks} questions were asked, and no more are.`);
    if (now - began > bounds.seconds * 1000) return failure('limit', t`It took more than ${bounds.seconds} s.`);
    if (octets > bounds.octets) return failure('limit', t`More than ${bounds.octets} octets were received.`);
    return undefined;
  };
  const put = async (asked: Ask): Promise<Answer> => {
    const start = how.monotonic();
    const refused = refusal(start);
    if (refused) return { ask: asked, time: 0, result: refused };
    asks++;
    const result = await how.exchange(asked, how.signal);
    if (result.kind === 'reply') octets += result.response.size;
    return { ask: asked, time: how.monotonic() - start, result };
  };
  const putAll = async (asked: readonly Ask[]): Promise<Answer[]> => {
    const answers: Answer[] = [];
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < asked.length) {
        const index = next++;
        answers[index] = await put(asked[index]);
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, asked.length) }, worker));
    return answers;
  };

  let step = conversation.next();
  while (!step.done) {
    const wanted = step.value;
    if ('progress' in wanted) {
      how.onProgress?.(wanted);
      step = conversation.next(undefined);
    } else step = conversation.next('question' in wanted ? await put(wanted) : await putAll(wanted));
  }
  return step.value;
}
