/** Long work that can stop after each step, so that something else is done in between. A step takes about a chunk of a file. */
export type Steps<T> = Generator<void, T>;

/** What is made already, where steps are wanted. */
export function* made<T>(value: T): Steps<T> {
  yield;
  return value;
}

/** Does all of the work. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
