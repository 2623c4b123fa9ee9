/** Errors that nobody expects end the work on one file, not that on all. */

/** Hears of an error in the work on a file. */
export type OnFailure = (uri: string, error: unknown) => void;

/** Does work on a file; false where it failed. Where nobody hears of it, the error goes on. */
export function succeeds(uri: string, onFailure: OnFailure | undefined, work: () => void): boolean {
  if (!onFailure) {
    work();
    return true;
  }
  try {
    work();
    return true;
  } catch (error) {
    onFailure(uri, error);
    return false;
  }
}
