/** PTR records that were written into random reverse zones, as named-checkzone reads them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { finish } from '../../server/src/steps.ts';
import { randomNumbers } from '../unit/fuzz/edits.ts';
import { bringToAgree } from '../unit/services/reverse/agreed.ts';
import { make, ptrSite, SOA } from '../unit/services/reverse/harness.ts';
import { randomWorkspace } from '../unit/services/reverse/randomZones.ts';
import { uriOf } from '../unit/workspace/harness.ts';

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

const zone = (name: string, file: string): string => `zone "${name}" { type primary; file "${file}"; };\n`;
const HOSTS = `${SOA}ns1 A 192.0.2.53\nwww A 192.0.2.80\nwww AAAA 2001:db8::80\nmail A 10.1.2.25\n@ MX 10 mail\n`;
const REVERSE = `${SOA.replaceAll('\n@', '\n@ ')}53 PTR ns1.example.com.\n70 PTR www.example.com.\n`;

const SETUPS: readonly (readonly [what: string, conf: string])[] = [
  ['no views', `options { directory "/w"; };\n${zone('example.com', 'zones/db.example.com')}`],
  [
    'views',
    `options { directory "/w"; };\n${['in', 'out']
      .map(
        (view) => `view "${view}" {\n\tmatch-clients { any; };\n\t${zone('example.com', 'zones/db.example.com')}};\n`,
      )
      .join('')}`,
  ],
  ['an absolute path', `${zone('example.com', '/w/zones/db.example.com')}# the end`],
];
const NETWORKS = ['192.0.2.0/24', '10.0.0.0/8', '10.1.0.0/16', '192.0.2.64/26', '2001:db8::/32', '2001:db8::/52'];

describe('new reverse zones', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'reverse-'));
  after(() => rmSync(folder, { recursive: true }));

  /** What named-checkconf says of the files, with the folder in place of theirs. */
  function check(files: Readonly<Record<string, string>>, what: string): void {
    const top = join(folder, what.replace(/[^\w]/g, '-'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(top, path)), { recursive: true });
      writeFileSync(join(top, path), text.replaceAll('"/w', `"${top}`));
    }
    const { status, stdout, stderr } = spawnSync('named-checkconf', ['-z', join(top, 'named.conf')], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, `${what}: ${stdout}${stderr}\n${files['named.conf']}`);
  }

  for (const [what, conf] of SETUPS) {
    test(`named loads them: ${what}`, async () => {
      const files = { 'named.conf': conf, 'zones/db.example.com': HOSTS };
      for (const network of NETWORKS) {
        const site = await ptrSite(files);
        const answer = finish(site.features.newZone({ uri: uriOf('zones/db.example.com'), network }));
        assert.ok(answer && 'edit' in answer, network);
        const made = await make(site, answer.edit);
        assert.equal(Object.keys(made).length, 2, network);
        check({ ...files, ...made }, `${what} ${network}`);
      }
    });
  }

  for (const [network, isHere] of [
    ['192.0.2.64/26', true],
    ['192.0.2.64/26', false],
    ['192.0.2.52/31', true],
  ] as const) {
    test(`named loads a range that is handed on: ${network}, ${isHere ? 'here' : 'elsewhere'}`, async () => {
      const files = {
        'named.conf': `options { directory "/w"; };\n${zone('2.0.192.in-addr.arpa', 'rev/db.192.0.2')}`,
        'rev/db.192.0.2': REVERSE,
      };
      const site = await ptrSite(files);
      const delegation = { nameServers: ['ns.example.net'], isHere };
      const answer = finish(site.features.newZone({ uri: uriOf('rev/db.192.0.2'), network, delegation }));
      assert.ok(answer && 'edit' in answer);
      check({ ...files, ...(await make(site, answer.edit)) }, `${network} ${isHere}`);
    });
  }
});
