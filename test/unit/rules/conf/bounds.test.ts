import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BOUNDS } from './bounds.ts';
import { problemsOf } from './helper.ts';

/** Whether any rule says that named refuses a configuration. */
function isRefused(text: string): boolean {
  return problemsOf(text).some(({ severity }) => severity === 'error');
}

describe('the bounds that named sets', () => {
  for (const { text, fits, refused } of BOUNDS) {
    it(`for ${text.length > 90 ? `${text.slice(0, 90)}…` : text}`, () => {
      for (const value of fits) assert.ok(!isRefused(text.replace('@', value)), `${value.slice(0, 60)} fits`);
      for (const value of refused) assert.ok(isRefused(text.replace('@', value)), `${value.slice(0, 60)} is refused`);
    });
  }
});
