import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConf } from '../../../server/src/conf/parser.ts';
import { changed, randomChange, randomNumbers, seeds } from './edits.ts';
import { examples } from './texts.ts';
import { assertConfTiles, EditedWorkspace } from './workspaces.ts';

const PIECES = [
  'options { directory "/w"; listen-on { any; }; };',
  'zone "example.com" { type primary; file "db.example.com"; };',
  'zone "example.com" IN { type secondary; primaries { 192.0.2.1; }; };',
  'view "internal" { match-clients { 10/8; };',
  'acl trusted { !192.0.2.1; localhost; };',
  'include "named.conf.local";',
  'include "named.conf";',
  'key "k" { algorithm hmac-sha256; secret "AAAA"; };',
  'allow-query { trusted; };',
  'recursion maybe;',
  'nosuch-option yes;',
  '// comment',
  '# comment',
  '/* comment */',
  '/*',
  '"',
  '{',
  '}',
  '};',
  ';',
];
const ZONE = '$TTL 3600\n@ SOA ns1 host 1 3600 900 1209600 300\n@ NS ns1\nns1 A 192.0.2.53\nwww A 192.0.2.80\n';
const FILES = {
  'named.conf': `options { directory "/w"; recursion no; };
acl trusted { 192.0.2.0/24; };
include "named.conf.local";
zone "example.net" { type primary; file "db.example.net"; };
`,
  'named.conf.local': 'zone "example.com" { type primary; file "db.example.com"; allow-query { trusted; }; };\n',
  'db.example.com': ZONE,
  'db.example.net': ZONE,
};
const CONFS = ['named.conf', 'named.conf.local'];

for (const seed of seeds()) {
  test(`configurations, edited at random, are read to their ends (seed ${seed})`, () => {
    const random = randomNumbers(seed);
    const texts = [...examples('named-conf').values(), ...Object.values(FILES).slice(0, 2)];
    for (let round = 0; round < 150; round++) {
      const which = random(texts.length);
      texts[which] = changed(texts[which], randomChange(texts[which], random, PIECES));
      assertConfTiles(texts[which]);
      const tree = parseConf(texts[which]);
      for (const { start, end } of tree.problems) {
        assert.ok(start >= 0 && start <= end && end <= texts[which].length, `a problem from ${start} to ${end}`);
      }
    }
  });

  test(`a configuration and its zones, edited at random, are what they are when read afresh (seed ${seed})`, async () => {
    const random = randomNumbers(seed + 100);
    const workspace = new EditedWorkspace();
    await workspace.start(FILES);
    for (const path of CONFS) workspace.open(path, 'named-conf');
    workspace.open('db.example.com', 'zone');
    for (let step = 0; step < 60; step++) {
      const path = random(6) === 0 ? 'db.example.com' : CONFS[random(CONFS.length)];
      const change = randomChange(workspace.text(path), random, PIECES);
      workspace.edit(path, change);
      await workspace.assertFresh(`seed ${seed}, step ${step}, ${path}: ${JSON.stringify(change)}`);
    }
  });
}
