/** Brings the workspace up to date after each change, in slices between the client's messages. */
import { t } from '../l10n.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Failures } from './failures.ts';
import { Slice, type SliceOptions } from './slices.ts';

/**
 * While a long check goes on, what it has found is told at least this often, in milliseconds. At first more often, each time after twice as long as the time
 * before: what an edit did is known soon, and the rest of a large zone later.
 */
const TELL_EVERY = 100;

export interface UpdatesOptions {
  readonly workspace: Workspace;
  readonly runtime: SliceOptions;
  readonly failures: Failures;
  /** Settles when the settings are known; undefined where they are. */
  ready?(): Promise<void> | undefined;
  /** Tells what is known so far. */
  tell(): void;
  /** Everything is up to date. */
  settled(): void;
  /** Hears that the work goes on, and that it ended. */
  readonly progress?: { goOn(): void; end(): void };
}

export class Updates {
  readonly #options: UpdatesOptions;
  #isRunning = false;
  /** Whether something changed that has not been taken up. */
  #isDue = false;
  #beganAt = 0;
  #toldAt = 0;
  #waiting: (() => void)[] = [];

  constructor(options: UpdatesOptions) {
    this.#options = options;
  }

  /** Says that something changed: it is taken up when the messages that are already here have been taken in. */
  request(): void {
    this.#isDue = true;
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#options.runtime.soon(() => {
      void this.#run();
    });
  }

  /** True while something is not up to date. */
  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Settles when all that was taken in is read, checked and told. */
  settled(): Promise<void> {
    if (!this.#isRunning) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async #run(): Promise<void> {
    const { workspace, runtime, failures, ready, settled, tell } = this.#options;
    const slice = new Slice(runtime);
    this.#beganAt = runtime.now().getTime();
    this.#toldAt = 0;
    try {
      while (this.#isDue) {
        await ready?.();
        this.#isDue = false;
        await workspace.settle(
          () => slice.pause()?.then(() => this.#resume(slice)),
          () => this.#takesDue(),
        );
        await this.#prepare(slice);
        if (!this.#isDue) settled();
      }
    } catch (error) {
      failures.tell(t`Checking`, error);
      tell();
    }
    this.#isRunning = false;
    this.#options.progress?.end();
    if (this.#isDue) {
      this.request();
      return;
    }
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  /** Others were let in: takes up what they changed, and tells what is known so far. */
  async #resume(slice: Slice): Promise<void> {
    const { runtime, tell, progress } = this.#options;
    progress?.goOn();
    if (this.#takeUp()) return;
    const time = runtime.now().getTime();
    const every = Math.min(TELL_EVERY, Math.abs(this.#toldAt - this.#beganAt));
    if (Math.abs(time - this.#toldAt) < every) return;
    this.#toldAt = time;
    await this.#prepare(slice);
    if (!this.#takeUp()) tell();
  }

  /** Takes up what changed, if something did. */
  #takeUp(): boolean {
    if (!this.#takesDue()) return false;
    this.#options.workspace.begin();
    return true;
  }

  /** True once where something changed; who asks takes it up. */
  #takesDue(): boolean {
    if (!this.#isDue) return false;
    this.#isDue = false;
    this.#beganAt = this.#options.runtime.now().getTime();
    return true;
  }

  /** Gets ready to tell, unless something changes meanwhile. */
  async #prepare(slice: Slice): Promise<void> {
    const steps = this.#options.workspace.prepareProblems();
    while (!this.#isDue && !steps.next().done) {
      const paused = slice.pause();
      if (paused) await paused;
    }
  }
}
