/** Imported before tests: one that passes without having asserted anything fails, since it would pass whatever is broken. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach } from 'node:test';

let count = 0;

for (const [name, method] of Object.entries(assert)) {
  if (typeof method !== 'function') continue;
  // Counts the look at a method, since a wrapper around it would be what a failure shows in place of the line of the test.
  Object.defineProperty(assert, name, {
    get() {
      count++;
      return method;
    },
  });
}

beforeEach(() => {
  count = 0;
});

afterEach((test) => {
  // What Node's types lack: https://nodejs.org/api/test.html#contextpassed
  const { passed, name } = test as unknown as { passed: boolean; name: string };
  if (passed && count === 0) throw new Error(`"${name}" asserts nothing.`);
});
