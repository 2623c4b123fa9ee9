/** What an editor asks for in the middle of a file, and how long the answers take. */
import { median } from './statistics.ts';
import { within, type ZoneSession } from './zoneSession.ts';

/** Lines that an editor shows at once. */
const SCREEN = 60;
const OFTEN = 50;
/** After this many milliseconds a slow request is not repeated more than the least number of times. */
const LONG = 10_000;
const LEAST = 3;
const FORMATTING = { tabSize: 8, insertSpaces: false };

/** Milliseconds before a long request is cancelled. */
const CANCEL_AFTER = 5;
const CANCELS = 10;
/** LSP's error code of a request that was taken back. */
export const REQUEST_CANCELLED = -32800;

export interface RequestTimes {
  /** Medians in milliseconds. */
  readonly hover: number;
  readonly completion: number;
  readonly tokens: number;
  readonly format: number;
  readonly symbols: number;
}

/** Each request at places in the middle of the file, another one each time. */
export async function measureRequests({ client, uri, lines }: ZoneSession): Promise<RequestTimes> {
  const middle = lines.length >> 1;
  const textDocument = { uri };
  const screen = (step: number) => {
    const line = Math.min(middle + step, lines.length - SCREEN);
    return { start: { line, character: 0 }, end: { line: line + SCREEN, character: 0 } };
  };
  const medianOf = async (method: string, params: (step: number) => object): Promise<number> => {
    const samples: number[] = [];
    const begun = performance.now();
    for (let step = 0; step < OFTEN; step++) {
      if (step >= LEAST && performance.now() - begun > LONG) break;
      const start = performance.now();
      const answer = await within(method, client.request(method, { textDocument, ...params(step) }));
      samples.push(performance.now() - start);
      if (answer === null || answer === undefined) throw new Error(`${method} has no answer to measure`);
    }
    return median(samples)!;
  };
  return {
    hover: await medianOf('textDocument/hover', (step) => ({ position: typePosition(lines, middle + step) })),
    completion: await medianOf('textDocument/completion', (step) => ({ position: typePosition(lines, middle + step) })),
    tokens: await medianOf('textDocument/semanticTokens/range', (step) => ({ range: screen(step) })),
    format: await medianOf('textDocument/rangeFormatting', (step) => ({ range: screen(step), options: FORMATTING })),
    symbols: await medianOf('textDocument/documentSymbol', () => ({})),
  };
}

/** The type of the record on a line or on the next that has one. */
export function typePosition(lines: readonly string[], from: number): { line: number; character: number } {
  const line = lines.findIndex((text, index) => index >= from && text.includes('\tIN\t'));
  return { line, character: lines[line].indexOf('\tIN\t') + 4 };
}

export interface Cancelled {
  /** Median of the milliseconds from the cancellation to the answer, whichever it is. */
  readonly time: number;
  readonly longest: number;
  /** How the server answered: the code of the error, or 0 for the result all the same. */
  readonly answer: number;
}

/** Formats the whole file and takes it back at once, several times; undefined where an answer was there before. */
export async function measureCancel(session: ZoneSession): Promise<Cancelled | undefined> {
  const times: number[] = [];
  let worst = REQUEST_CANCELLED;
  for (let i = 0; i < CANCELS; i++) {
    const cancelled = await cancelOnce(session);
    if (!cancelled) return undefined;
    times.push(cancelled.time);
    if (cancelled.answer !== REQUEST_CANCELLED) worst = cancelled.answer;
  }
  return { time: median(times)!, longest: Math.max(...times), answer: worst };
}

async function cancelOnce({ client, uri }: ZoneSession): Promise<{ time: number; answer: number } | undefined> {
  const request = client.request('textDocument/formatting', { textDocument: { uri }, options: FORMATTING });
  let isAnswered = false;
  const answer = request.then(
    () => 0,
    (error: Error) => error.cause as number,
  );
  void answer.then(() => {
    isAnswered = true;
  });
  await new Promise((resolve) => setTimeout(resolve, CANCEL_AFTER));
  if (isAnswered) return undefined;
  const cancelled = performance.now();
  client.cancelLast();
  const code = await within('the answer to a cancelled request', answer);
  return { time: performance.now() - cancelled, answer: code };
}
