/** The examples of split DNS: one in which nothing is wrong, and one in which only what stands in two places is. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../../scripts/lib/paths.ts';
import { FOLDER, Site } from '../workspace/harness.ts';

/** The problems of an example folder, as `path rule`. */
async function problemsIn(folder: string, prefixes: readonly string[] = []): Promise<string[]> {
  const cwd = join(ROOT, 'examples', folder);
  const paths = globSync('**/*.*', { cwd }).filter((path) => /\.(?:conf|zone|100)$/.test(path));
  const files = Object.fromEntries(paths.map((path) => [path, readFileSync(join(cwd, path), 'utf8')]));
  const site = new Site(files, { settings: { prefixes, folderZones: true } });
  await site.workspace.setFolders([FOLDER]);
  await site.workspace.settle();
  return [...site.workspace.problems()].flatMap(([uri, problems]) =>
    problems.map(({ rule, message }) => `${uri.slice(FOLDER.length + 1)} ${rule} ${message}`),
  );
}

test('nothing is wrong with the servers of the offices', async () => {
  assert.deepEqual(await problemsIn('offices'), []);
});

test('every rule that compares files speaks of the crossed ones', async () => {
  const found = await problemsIn('crossed', ['192.0.2.0/24', '198.51.100.0/24']);
  const rules = new Set(found.map((line) => line.split(' ')[1]));
  const expected = [
    'conf/listen-on-v6-incomplete',
    'conf/reverse-zone-file',
    'conf/same-file-in-views',
    'zone/address-not-ours',
    'zone/address-ptr-mismatch',
    'zone/delegation-differs',
    'zone/delegation-missing-glue',
    'zone/ds-mismatch',
    'zone/ds-missing',
    'zone/ds-without-dnskey',
    'zone/glue-differs',
    'zone/not-loaded',
    'zone/ns-circle',
    'zone/ptr-mismatch',
    'zone/target-inside-only',
    'zone/target-not-there',
    'zone/view-apex-differs',
    'zone/view-private-address',
    'zone/view-signing-differs',
  ];
  assert.deepEqual(
    expected.filter((rule) => !rules.has(rule)),
    [],
  );
  // What only the clients inside are told is none of the addresses that everyone asks at.
  assert.ok(found.every((line) => !/ conf\/listen-on-v6-incomplete .*fd00/.test(line)));
});
