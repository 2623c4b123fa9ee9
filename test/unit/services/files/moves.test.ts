/** Files that are moved, renamed and deleted: what names them follows, as relative, absolute and quoted as it was. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadersOf } from '../../../../server/src/services/files/deleted.ts';
import { editForMoves } from '../../../../server/src/services/files/renamed.ts';
import { finish } from '../../../../server/src/steps.ts';
import { siteOf, TOP, uriOf } from '../../workspace/harness.ts';
import { edited } from '../zone/navigationHarness.ts';

interface Case {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  /** From, to. */
  readonly move: readonly [string, string];
  /** The files that change, before they are moved. */
  readonly after: Readonly<Record<string, string>>;
}

const zone = (file: string, name = 'example.com'): string => `zone "${name}" { type primary; file ${file}; };\n`;

const CASES: readonly Case[] = [
  {
    what: 'a zone file that gets another name',
    files: { 'named.conf': zone('"db.a"'), 'db.a': TOP },
    move: ['db.a', 'db.example.com'],
    after: { 'named.conf': zone('"db.example.com"') },
  },
  {
    what: 'a path without quotes stays without, unless it needs them',
    files: { 'named.conf': zone('db.a'), 'db.a': TOP },
    move: ['db.a', 'db b'],
    after: { 'named.conf': zone('"db b"') },
  },
  {
    what: 'a folder, below the working directory',
    files: {
      'named.conf': `options { directory "zones"; };\n${zone('"in/db.a"')}${zone('"out/db.b"', 'example.net')}`,
      'zones/in/db.a': TOP,
      'zones/out/db.b': TOP,
    },
    move: ['zones/in', 'zones/internal'],
    after: {
      'named.conf': `options { directory "zones"; };\n${zone('"internal/db.a"')}${zone('"out/db.b"', 'example.net')}`,
    },
  },
  {
    what: 'the working directory itself: the paths below it stay',
    files: { 'named.conf': `options { directory "zones"; };\n${zone('"db.a"')}`, 'zones/db.a': TOP },
    move: ['zones', 'data/zones'],
    after: { 'named.conf': `options { directory "data/zones"; };\n${zone('"db.a"')}` },
  },
  {
    what: 'a file that leaves the working directory',
    files: { 'named.conf': `options { directory "zones"; };\n${zone('"db.a"')}`, 'zones/db.a': TOP },
    move: ['zones/db.a', 'old/db.a'],
    after: { 'named.conf': `options { directory "zones"; };\n${zone('"../old/db.a"')}` },
  },
  {
    what: 'a path of the server, of which the folder is a copy',
    files: { 'named.conf': zone('"/etc/bind/zones/db.a"'), 'zones/db.a': TOP },
    move: ['zones', 'master'],
    after: { 'named.conf': zone('"/etc/bind/master/db.a"') },
  },
  {
    what: 'an included file, by a path that stays relative to the working directory',
    files: {
      'named.conf': zone('"zones/db.a"'),
      'zones/db.a': `${TOP}$INCLUDE "zones/hosts" ; more\n`,
      'zones/hosts': 'www A 192.0.2.1\n',
    },
    move: ['zones/hosts', 'parts/hosts'],
    after: { 'zones/db.a': `${TOP}$INCLUDE "parts/hosts" ; more\n` },
  },
  {
    what: 'the included part of a configuration, and the paths in it that are relative to the outermost file',
    files: { 'named.conf': 'include "named.conf.local";\n', 'named.conf.local': zone('"db.a"'), 'db.a': TOP },
    move: ['named.conf.local', 'conf.d/local.conf'],
    after: { 'named.conf': 'include "conf.d/local.conf";\n' },
  },
  {
    what: 'the outermost configuration: what it loads stays where it is',
    files: { 'named.conf': `include "keys.conf";\n${zone('"db.a"')}`, 'keys.conf': '', 'db.a': TOP },
    move: ['named.conf', 'etc/named.conf'],
    after: { 'named.conf': `include "../keys.conf";\n${zone('"../db.a"')}` },
  },
  {
    what: 'the folder of a pattern',
    files: { 'named.conf': 'include "conf.d/*.conf";\n', 'conf.d/a.conf': zone('"db.a"'), 'db.a': TOP },
    move: ['conf.d', 'zones.d'],
    after: { 'named.conf': 'include "zones.d/*.conf";\n' },
  },
  {
    what: 'a folder with the configuration and all that it names: nothing has to change',
    files: {
      'ns/named.conf': zone('"zones/db.a"'),
      'ns/zones/db.a': `${TOP}$INCLUDE zones/hosts\n`,
      'ns/zones/hosts': 'www A 192.0.2.1\n',
    },
    move: ['ns', 'ns1'],
    after: {},
  },
  {
    what: 'a file that two views load',
    files: {
      'named.conf': `view a { ${zone('"db.a"').trim()} };\nview b { ${zone('"db.a"').trim()} };\n`,
      'db.a': TOP,
    },
    move: ['db.a', 'db.b'],
    after: { 'named.conf': `view a { ${zone('"db.b"').trim()} };\nview b { ${zone('"db.b"').trim()} };\n` },
  },
  {
    what: 'a zone that no configuration loads, which takes its includes from where it lies',
    files: { 'a/db.example.org': `${TOP}$INCLUDE hosts\n`, 'a/hosts': 'www A 192.0.2.1\n' },
    move: ['a/db.example.org', 'b/db.example.org'],
    after: { 'a/db.example.org': `${TOP}$INCLUDE ../a/hosts\n` },
  },
  {
    what: 'a file that nothing names',
    files: { 'named.conf': zone('"db.a"'), 'db.a': TOP, README: '' },
    move: ['README', 'LIESMICH'],
    after: {},
  },
  {
    what: 'a path that cannot be written',
    files: { 'named.conf': zone('"db.a"'), 'db.a': TOP },
    move: ['db.a', 'db"a'],
    after: {},
  },
];

describe('moving files', () => {
  for (const { what, files, move, after } of CASES) {
    it(what, async () => {
      const site = await siteOf(files, { open: Object.keys(files).filter((name) => /db\.example\.org/.test(name)) });
      const [from, to] = move.map(uriOf);
      const edit = finish(editForMoves(site.workspace, [{ from, to }]));
      const changed = Object.entries(edit?.changes ?? {}).map(([uri, edits]) => {
        const name = Object.keys(files).find((each) => uriOf(each) === uri) ?? uri;
        return [name, edited(site.workspace.bufferOf(uri)!, edits)];
      });
      assert.deepEqual(Object.fromEntries(changed), after);
    });
  }
});

describe('deleting files', () => {
  const files = {
    'named.conf': `include "conf.d/a.conf";\nview in { ${zone('"zones/db.a"').trim()} };\n`,
    'conf.d/a.conf': `view out { ${zone('"zones/db.a"').trim()} };\n`,
    'zones/db.a': `${TOP}$INCLUDE zones/hosts\n`,
    'zones/hosts': 'www A 192.0.2.1\n',
    README: '',
  };
  for (const [deleted, said] of [
    ['zones/hosts', [/^`hosts` is included by db\.a, line 9: /]],
    ['zones/db.a', [/view `in` \(named\.conf, line 2\)/, /view `out` \(a\.conf, line 1\)/]],
    ['zones', [/`db\.a` has the zone/]],
    ['conf.d', [/^`a\.conf` is included by named\.conf, line 1: /]],
  ] as const) {
    it(`${deleted}: it is said who loads it`, async () => {
      const { workspace } = await siteOf(files);
      const loaders = finish(loadersOf(workspace, [uriOf(deleted)]));
      for (const text of said) assert.match(loaders?.message ?? '', text);
      if (deleted === 'zones') assert.doesNotMatch(loaders?.message ?? '', /hosts/);
    });
  }
  it('nothing is said of what nothing loads, or what goes together', async () => {
    const { workspace } = await siteOf(files);
    assert.equal(finish(loadersOf(workspace, [uriOf('README')])), undefined);
    assert.equal(finish(loadersOf(workspace, ['named.conf', 'conf.d', 'zones'].map(uriOf))), undefined);
  });
});
