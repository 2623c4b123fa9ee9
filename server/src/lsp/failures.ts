/** Errors that nobody expects: they reach the log and the user, and end no server. */
import { type Connection, MessageType, ShowMessageNotification } from 'vscode-languageserver';
import { t, visible } from '../l10n.ts';

export class Failures {
  readonly #connection: Connection;
  readonly #told = new Set<string>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** An error reaches the log with its cause, and the user hears of each kind once. `what` says what failed, for the user. */
  tell(what: string, error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#connection.console.error(visible(`${what} failed: ${text}`));
    const kind = `${what} ${error instanceof Error ? error.message : text}`;
    if (this.#told.has(kind)) return;
    this.#told.add(kind);
    const message = t`Bailiwick: ${what} failed. The log has the cause.`;
    // A notification: the answer to a request might be another failure. Where it cannot be sent, the client has gone.
    this.#connection
      .sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message })
      .catch(() => undefined);
  }

  /** Runs a handler; an error in it gives the fallback, not a dead server. */
  guard<T>(what: string, fallback: T, run: () => T): T {
    try {
      return run();
    } catch (error) {
      this.tell(what, error);
      return fallback;
    }
  }
}
