/** New zones and new pairs of views, as named-checkconf reads and loads them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import type { NewStatementsParams } from '../../server/src/services/newZones/newZones.ts';
import { type Files, written } from '../unit/services/newZones/harness.ts';
import { TOP } from '../unit/workspace/harness.ts';
import { whyNot as skip } from './checkconf.ts';

const zone = (name: string, file: string): string => `zone "${name}" { type primary; file "${file}"; };\n`;
const views = (directory: string): string =>
  `${directory}view "in" {\n    match-clients { 10.0.0.0/8; };\n    ${zone('example.com', 'in/db.example.com')}};\nview "out" {\n    ${zone('example.com', 'out/db.example.com')}};\n`;

const SETUPS: readonly (readonly [what: string, files: Files, view: string | undefined])[] = [
  ['nothing', { 'named.conf': '' }, undefined],
  ['a working directory', { 'named.conf': 'options { directory "/w/zones"; };\n', 'zones/README': '' }, undefined],
  [
    'a working directory and other zones',
    {
      'named.conf': `options { directory "/w/zones"; };\n${zone('example.com', 'primary/db.example.com')}`,
      'zones/primary/db.example.com': TOP,
    },
    undefined,
  ],
  [
    'an absolute path',
    { 'named.conf': `${zone('example.com', '/w/zones/db.example.com')}# the end`, 'zones/db.example.com': TOP },
    undefined,
  ],
  ...['in', 'out'].flatMap((view): (readonly [string, Files, string])[] => [
    [`the view ${view}`, { 'named.conf': views(''), 'in/db.example.com': TOP, 'out/db.example.com': TOP }, view],
    [
      `the view ${view} and a working directory`,
      {
        'named.conf': views('options { directory "/w/zones"; };\n'),
        'zones/in/db.example.com': TOP,
        'zones/out/db.example.com': TOP,
      },
      view,
    ],
  ]),
];

const NAME = 'new.example';
const ZONES: readonly NonNullable<NewStatementsParams['zone']>[] = [
  { name: NAME, type: 'primary', nameServers: [`ns1.${NAME}.`] },
  { name: '2.0.192.in-addr.arpa', type: 'primary', nameServers: ['ns1.example.net'] },
  { name: NAME, type: 'secondary', servers: ['192.0.2.1', '2001:db8::1'] },
  { name: NAME, type: 'forward', servers: ['192.0.2.1'] },
  { name: NAME, type: 'stub', servers: ['192.0.2.1'] },
];

describe('what is written', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'new-zones-'));
  after(() => rmSync(folder, { recursive: true }));
  let count = 0;

  /** named-checkconf loads the files, with a folder of this machine in place of theirs. */
  function accepted(files: Files, what: string): void {
    const top = join(folder, String(++count));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(top, path)), { recursive: true });
      writeFileSync(join(top, path), text.replaceAll('"/w', `"${top}`));
    }
    // Without a directory relative paths start where named is started.
    const { status, stdout, stderr } = spawnSync('named-checkconf', ['-z', 'named.conf'], {
      cwd: top,
      encoding: 'utf8',
    });
    assert.equal(status, 0, `${what}: ${stdout}${stderr}\n${files['named.conf']}`);
  }

  for (const [what, files, view] of SETUPS) {
    test(`new zones of each type are accepted: ${what}`, async () => {
      for (const zoneOf of ZONES) {
        const made = await written(files, { zone: zoneOf, ...(view === undefined ? {} : { view }) });
        assert.ok(!('reason' in made.answer), JSON.stringify(made.answer));
        accepted(made.after, `${zoneOf.type} ${zoneOf.name}`);
      }
    });
  }

  for (const [what, files] of SETUPS.filter(([, each]) => !/^zone/m.test(each['named.conf']))) {
    test(`a new pair of views is accepted: ${what}`, async () => {
      const made = await written(files, { views: { zone: NAME, networks: ['10.0.0.0/8', 'fd00::/8'] } });
      assert.ok(!('reason' in made.answer), JSON.stringify(made.answer));
      accepted(made.after, what);
      const more = await written(made.after, { zone: ZONES[1], view: 'external' });
      accepted(more.after, `${what}, and a zone in one of them`);
    });
  }
});
