/** Configurations that the user names, and where their paths start. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConfigurationEntry } from '../../../server/src/workspace/entries.ts';
import { pathOf, type Site, siteOf, TOP } from './harness.ts';

const zone = (name: string, file: string): string => `zone "${name}" { type primary; file "${file}"; };\n`;
const site = (
  files: Readonly<Record<string, string>>,
  configurations: readonly ConfigurationEntry[],
  open?: string[],
) => siteOf(files, { settings: { configurations }, ...(open ? { open } : {}) });
const roots = ({ workspace }: Site): string[] => [...workspace.configurations].map(({ uri }) => pathOf(uri)).sort();
const missing = (each: Site, file: string): string[] =>
  each.problems(file, /missing|elsewhere|not-on/).map(({ rule }) => rule);

test('what is named is looked at, and other configurations only when they are opened', async () => {
  const files = {
    'named.conf': zone('example.com', 'db.example.com'),
    'old/named.conf': zone('example.net', 'db.example.net'),
    'bind9.txt': zone('example.org', 'db.example.org'),
    'db.example.com': TOP,
    'db.example.org': TOP,
  };
  assert.deepEqual(roots(await site(files, [])), ['named.conf', 'old/named.conf']);
  const named = await site(files, [{ file: 'bind9.txt' }]);
  assert.deepEqual(roots(named), ['bind9.txt']);
  assert.deepEqual(named.zones(), ['example.org.  db.example.org']);
  assert.deepEqual(roots(await site(files, [{ file: 'bind9.txt' }], ['old/named.conf'])), [
    'bind9.txt',
    'old/named.conf',
  ]);
  assert.deepEqual(roots(await site(files, [{ file: '**/named.conf' }])), ['named.conf', 'old/named.conf']);
  assert.deepEqual(roots(await site(files, [{ file: 'gone.conf' }])), []);
});

test('a part of another configuration is one by itself where it is named', async () => {
  const files = {
    'named.conf': 'include "named.conf.local";\n',
    'named.conf.local': zone('example.com', 'db.example.com'),
    'db.example.com': TOP,
  };
  assert.deepEqual(roots(await site(files, [])), ['named.conf']);
  assert.deepEqual(roots(await site(files, [{ file: 'named.conf.local' }, { file: 'named.conf' }])), [
    'named.conf',
    'named.conf.local',
  ]);
});

test('each server has its own root', async () => {
  const conf = `options { directory "/var/named"; };\ninclude "/etc/zones.conf";\n`;
  const files: Record<string, string> = {};
  for (const server of ['ns1', 'ns2']) {
    files[`${server}/etc/named.conf`] = conf;
    files[`${server}/etc/zones.conf`] =
      `${zone('example.com', 'db.example.com')}${zone('example.net', '/data/db.net')}`;
    files[`${server}/var/named/db.example.com`] = TOP;
    files[`${server}/data/db.net`] = TOP;
  }
  const both = await site(files, [{ file: '*/etc/named.conf', root: '..' }]);
  assert.deepEqual(both.zones(), [
    'example.com.  ns1/var/named/db.example.com',
    'example.com.  ns2/var/named/db.example.com',
    'example.net.  ns1/data/db.net',
    'example.net.  ns2/data/db.net',
  ]);
  // What is not there is missing for certain.
  const { 'ns2/data/db.net': _, ...without } = files;
  const less = await site(without, [{ file: '*/etc/named.conf', root: '..' }]);
  assert.deepEqual(missing(less, 'ns2/etc/zones.conf'), ['conf/missing-zone-file']);
  assert.deepEqual(missing(less, 'ns1/etc/zones.conf'), []);
});

for (const [what, directory, root, files] of [
  ['relative to the folder of the configuration', '../zones', undefined, ['zones/db.example.com']],
  ['a path of the server', '/srv/zones', '..', ['srv/zones/db.example.com']],
  ['relative, in a root', '../zones', '..', ['zones/db.example.com']],
] as const) {
  test(`the working directory is what the user says: ${what}`, async () => {
    const set = await site(
      {
        'etc/named.conf': `options { directory "/var/cache/bind"; };\n${zone('example.com', 'db.example.com')}`,
        [files[0]]: TOP,
        'etc/db.example.com': TOP,
      },
      [{ file: 'etc/named.conf', directory, ...(root ? { root } : {}) }],
    );
    assert.deepEqual(set.zones(), [`example.com.  ${files[0]}`]);
    assert.deepEqual(missing(set, 'etc/named.conf'), []);
  });
}

test('two folders whose configurations say opposite things are judged each by its own', async () => {
  const forward = (address: string): string => `${TOP}host A ${address}\n`;
  const set = await siteOf({
    'a/named.conf': zone('example.com', '../shared/db.example.com'),
    'b/named.conf': `zone "example.com" { type secondary; primaries { 192.0.2.1; }; file "../shared/db.example.com"; };\n`,
    'shared/db.example.com': forward('192.0.2.9'),
  });
  assert.deepEqual(set.zones(), ['example.com.  shared/db.example.com', 'example.com.  shared/db.example.com']);
});
