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

/** So many items are looked at in a step where each takes some microseconds. */
const PART = 512;

/** Items in parts, between which others are let in. */
export function* inParts<T>(items: readonly T[], size = PART): Generator<readonly T[]> {
  if (items.length <= size) {
    yield items;
    return;
  }
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}
