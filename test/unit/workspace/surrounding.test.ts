/** What is told of a configuration that is read only because a part of it is open. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FOLDER, pathOf, Site, uriOf } from './harness.ts';

const BROKEN = '$TTL 1h\n@ SOA ns host 1 2h 1h 2w 1h\n@ NS ns.example.net.\nwww A 1.2.3\n';
const zone = (name: string) => `zone "${name}.example" { type primary; file "${name}"; };\n`;
const FILES = {
  'named.conf': `options { bogus yes; };\n${zone('root')}include "part";\ninclude "other";\n`,
  part: `bogus yes;\n${zone('a')}include "more";\n`,
  more: `bogus yes;\n${zone('b')}`,
  other: `bogus yes;\n${zone('c')}`,
  root: BROKEN,
  a: BROKEN,
  b: BROKEN,
  c: BROKEN,
};

/** The files of which something is told, in all and one by one, with these open. */
async function told(open: readonly string[], folders: readonly string[] = []): Promise<string[]> {
  const site = new Site(FILES);
  await site.workspace.setFolders(folders);
  for (const path of open) site.open(path, path in { part: 0, other: 0, 'named.conf': 0 } ? 'named-conf' : 'zone');
  await site.workspace.settle();
  const files = [...site.workspace.problems()].flatMap(([uri, problems]) => (problems.length > 0 ? uri : []));
  const marked = [...site.workspace.problemMarks().keys()];
  assert.deepEqual(
    files.filter((uri) => !marked.includes(uri)),
    [],
  );
  assert.deepEqual(
    marked.filter((uri) => !files.includes(uri) && site.workspace.problemsOf(uri, 100).problems.length > 0),
    [],
  );
  return files.map(pathOf).sort();
}

test('nothing is told of what surrounds an open part', async () => {
  assert.deepEqual(await told(['part']), ['a', 'b', 'more', 'part']);
  assert.deepEqual(await told(['part', 'other']), ['a', 'b', 'c', 'more', 'other', 'part']);
});

test('an open zone of it is told', async () => {
  assert.deepEqual(await told(['part', 'root']), ['a', 'b', 'more', 'part', 'root']);
});

test('all of it is told where it is open, or lies in the workspace', async () => {
  const all = ['a', 'b', 'c', 'more', 'named.conf', 'other', 'part', 'root'];
  assert.deepEqual(await told(['named.conf', 'part']), all);
  assert.deepEqual(await told(['part'], [FOLDER]), all);
});

test('a zone whose file a template names stands where its statement does', async () => {
  const site = new Site(
    {
      'named.conf':
        'template t { type primary; file "$name.db"; };\ninclude "part";\nzone "b.example" { template t; };\n',
      part: 'zone "a.example" { template t; };\n',
      'a.example.db': BROKEN,
      'b.example.db': BROKEN,
    },
    { settings: { bindVersion: '9.21' } },
  );
  site.open('part', 'named-conf');
  await site.workspace.settle();
  assert.deepEqual([...site.workspace.problems().keys()].map(pathOf), ['a.example.db']);
});

test('what a part is judged by stands around it', async () => {
  const site = new Site({
    'named.conf': 'acl office { 192.0.2.0/24; };\ninclude "part";\n',
    part: 'zone "a" { type primary; file "a"; allow-query { office; offcie; }; };\n',
  });
  site.open('part', 'named-conf');
  await site.workspace.settle();
  assert.deepEqual(
    site.problems('part', /undefined-acl/).map(({ start, end }) => site.files[uriOf('part')].slice(start, end)),
    ['offcie'],
  );
});
