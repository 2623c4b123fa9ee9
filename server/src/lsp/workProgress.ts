/** Says in the editor's window that zones are being read and checked, where that takes longer than a moment. */
import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';
import { t } from '../l10n.ts';

/** Milliseconds of work before anything is said, and between what is said. */
const SAID_AFTER = 1000;
const SAID_EVERY = 500;

export interface WorkProgressOptions {
  readonly connection: Pick<Connection, 'window'>;
  readonly now: () => Date;
  /** How many zones there are, and how many of them are up to date. */
  readonly count: () => { readonly done: number; readonly all: number };
}

/** The words of one stretch of work. */
interface Shown {
  reporter: WorkDoneProgressServerReporter | undefined;
  isOver: boolean;
}

export class WorkProgress {
  readonly #options: WorkProgressOptions;
  #since: number | undefined;
  #saidAt = 0;
  #shown: Shown | undefined;

  constructor(options: WorkProgressOptions) {
    this.#options = options;
  }

  /** Work goes on. */
  goOn(): void {
    const time = this.#options.now().getTime();
    this.#since ??= time;
    if (time - this.#since < SAID_AFTER) return;
    if (!this.#shown) this.#begin();
    if (time - this.#saidAt < SAID_EVERY) return;
    this.#saidAt = time;
    this.#say();
  }

  /** The work is done. */
  end(): void {
    this.#since = undefined;
    const shown = this.#shown;
    this.#shown = undefined;
    if (!shown) return;
    shown.isOver = true;
    shown.reporter?.done();
  }

  /** Asks the editor for a place in its window; nothing waits for the answer. */
  #begin(): void {
    const shown: Shown = { reporter: undefined, isOver: false };
    this.#shown = shown;
    this.#options.connection.window.createWorkDoneProgress().then(
      (reporter) => {
        reporter.begin(t`Reading zones`, 0);
        if (shown.isOver) reporter.done();
        else shown.reporter = reporter;
      },
      // An editor that has no place for it is told no more.
      () => undefined,
    );
  }

  #say(): void {
    const reporter = this.#shown?.reporter;
    if (!reporter) return;
    const { done, all } = this.#options.count();
    reporter.report(all === 0 ? 0 : Math.floor((100 * done) / all), t`${done} of ${all} zones`);
  }
}
