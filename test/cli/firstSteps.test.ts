/** docs/first-steps.md says what the command says, and shows pictures that there are. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { firstStepsPage, runSteps, writeSite } from '../../scripts/lib/firstSteps.ts';
import { ROOT } from '../../scripts/lib/paths.ts';
import { CLI, folderWith } from './harness.ts';

test('the first steps are what somebody sees', { skip: process.platform === 'win32' && 'a shell' }, () => {
  const folder = join(folderWith({}), 'site');
  writeSite(folder);
  const page = firstStepsPage(runSteps(folder, CLI));
  assert.equal(readFileSync(join(ROOT, 'docs/first-steps.md'), 'utf8'), page, 'npm run pictures');
  for (const [, picture] of page.matchAll(/\]\((images\/[^)]+)\)/g)) {
    const path = join(ROOT, 'docs', picture);
    assert.ok(existsSync(path) && statSync(path).size < 150_000, picture);
  }
});
