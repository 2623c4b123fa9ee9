/** PTR records that were written into random reverse zones, as named-checkzone reads them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { randomNumbers } from '../unit/fuzz/edits.ts';
import { bringToAgree } from '../unit/services/reverse/agreed.ts';
import { randomWorkspace } from '../unit/services/reverse/randomZones.ts';

const skip = spawnSync('named-checkzone', ['-v']).error ? 'named-checkzone is not installed' : false;
const WORKSPACES = 100;

describe('reverse zones after PTR records were created, corrected and removed', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'ptr-'));
  after(() => rmSync(folder, { recursive: true }));

  test('named-checkzone accepts each of them', async () => {
    const random = randomNumbers(14);
    let checked = 0;
    for (let round = 0; round < WORKSPACES; round++) {
      const workspace = randomWorkspace(random);
      for (const [path, text] of Object.entries(await bringToAgree(workspace, `round ${round}`))) {
        const zone = workspace.zones.get(path)!;
        const file = join(folder, 'zone');
        writeFileSync(file, text);
        const { status, stdout, stderr } = spawnSync('named-checkzone', ['-i', 'local', zone, file], {
          encoding: 'utf8',
        });
        assert.equal(status, 0, `round ${round}, ${zone}: ${stdout}${stderr}\n${text}`);
        checked++;
      }
    }
    assert.ok(checked > WORKSPACES);
  });
});
