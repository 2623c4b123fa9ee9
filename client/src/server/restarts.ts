/** A language server that ended is started again, but not one that ends again and again. */
import { CloseAction, type CloseHandlerResult, ErrorAction, type ErrorHandler } from 'vscode-languageclient';

/** How often it is started again by itself. */
const RESTARTS = 4;
/** In how many milliseconds. */
const PERIOD = 3 * 60 * 1000;

/** Counts the ends of one client's server; `onGiveUp` hears when it is not started again. */
export function restarts(now: () => number, onGiveUp: () => void): ErrorHandler {
  let ends: number[] = [];
  return {
    // What cannot be sent has its reason in the end of the server, which is told by itself: stopping the client for it would keep the server from
    // being started again.
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed(): CloseHandlerResult {
      ends = [...ends.filter((end) => now() - end < PERIOD), now()];
      if (ends.length <= RESTARTS) return { action: CloseAction.Restart, handled: true };
      onGiveUp();
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}
