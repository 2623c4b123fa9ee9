/** The offices of the examples: their PTR records made anew, and their prefixes renumbered there and back. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { officeFiles, pointersIn, REVERSE_ZONE, withoutPointers } from '../unit/offices.ts';
import { renumbered } from '../unit/services/renumber/harness.ts';
import { changeOf, make, ptrSite } from '../unit/services/reverse/harness.ts';

const skip = spawnSync('named-checkconf', ['-v']).error ? 'named-checkconf is not installed' : false;
const CONFIGURATIONS = [
  ['external.named.conf', 8],
  ['internal.named.conf', 1],
] as const;

describe('the offices as BIND reads them', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'offices-'));
  after(() => rmSync(folder, { recursive: true }));

  /** named-checkconf and, for each zone, what named-checkzone does. */
  function check(files: Readonly<Record<string, string>>, what: string): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    for (const [file, count] of CONFIGURATIONS) {
      const { status, stdout, stderr } = spawnSync('named-checkconf', ['-z', file], { cwd: folder, encoding: 'utf8' });
      assert.equal(status, 0, `${what}: ${stdout}${stderr}`);
      const lines = stdout.split('\n').filter(Boolean);
      assert.deepEqual(
        lines.filter((line) => !/^zone \S+ loaded serial \d+$/.test(line)),
        [],
        what,
      );
      assert.equal(lines.length, count, what);
    }
  }

  for (const [from, to] of [
    ['fd00:10::/48', 'fd00:10:5::/48'],
    ['2001:db8::/48', '2001:db8:a::/48'],
    ['10.10.0.0/24', '10.10.7.0/24'],
  ] as const) {
    test(`renumbered from ${from} to ${to} and back: between, they load; then they are what they were`, async () => {
      const files = officeFiles();
      const there = await renumbered(files, { from, to, mode: 'replace' });
      assert.deepEqual(there.plan.staying, []);
      const changed = Object.keys(files).filter((path) => there.files[path] !== files[path]);
      assert.ok(changed.some((path) => REVERSE_ZONE.test(path)) && changed.length > 1, changed.join());
      check(there.files, `${from} to ${to}`);
      const back = await renumbered(there.files, { from: to, to: from, mode: 'replace' });
      assert.deepEqual(back.files, files);
    });
  }

  test('with the PTR records made from the addresses, they load, and have the records of before', async () => {
    const files = officeFiles();
    const bare = withoutPointers(files);
    const site = await ptrSite(bare);
    const { edit, notes } = changeOf(site, { action: 'create' });
    assert.deepEqual(notes, []);
    const made = { ...bare, ...(await make(site, edit)) };
    check(made, 'created');
    for (const [path, text] of Object.entries(files)) {
      if (REVERSE_ZONE.test(path)) assert.deepEqual(pointersIn(made[path]), pointersIn(text), path);
    }
  });
});
