/** Long work in slices, so that the client's other messages are taken in between. */
import { type CancellationToken, type Disposable, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

/** How long work may go on before others are let in, in milliseconds. */
const SLICE = 3;

export interface SliceOptions {
  now(): Date;
  /** Runs a function when the messages that are already here have been taken in. */
  soon(run: () => void): void;
}

/** Tells when a slice is over. */
export class Slice {
  readonly #options: SliceOptions;
  #since: number;

  constructor(options: SliceOptions) {
    this.#options = options;
    this.#since = options.now().getTime();
  }

  /** What to wait for before going on; undefined while the slice lasts. */
  pause(): Promise<void> | undefined {
    // A clock that was set back ends the slice too.
    const time = this.#options.now().getTime() - this.#since;
    if (time >= 0 && time < SLICE) return undefined;
    return new Promise((resolve) => {
      this.#options.soon(() => {
        this.#since = this.#options.now().getTime();
        resolve();
      });
    });
  }
}

/** Runs the steps of a request in slices; the error with which to answer where it was taken back, or where what it is about changed. */
export async function inSlices<T>(
  steps: Iterator<void, T>,
  token: CancellationToken,
  options: SliceOptions,
  isOutdated: () => boolean,
): Promise<T | ResponseError<void>> {
  const slice = new Slice(options);
  // The answer to a request that is taken back does not wait for its next turn.
  let listening: Disposable | undefined;
  const takenBack = new Promise<void>((resolve) => {
    listening = token.onCancellationRequested(() => resolve());
  });
  try {
    return await run(steps, token, isOutdated, () => {
      const paused = slice.pause();
      return paused && Promise.race([paused, takenBack]);
    });
  } finally {
    listening?.dispose();
  }
}

async function run<T>(
  steps: Iterator<void, T>,
  token: CancellationToken,
  isOutdated: () => boolean,
  pause: () => Promise<void> | undefined,
): Promise<T | ResponseError<void>> {
  for (;;) {
    if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    if (isOutdated()) return new ResponseError(LSPErrorCodes.ContentModified, 'the file was edited');
    const step = steps.next();
    if (step.done) return step.value;
    const paused = pause();
    if (paused) await paused;
  }
}
