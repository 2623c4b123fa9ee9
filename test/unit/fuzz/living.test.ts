/** Files that are opened, edited, saved, closed, renamed, deleted and switched: what the editor shows in the end is what a fresh check finds. */
import { test } from 'node:test';
import { randomChange, randomNumbers, seeds } from './edits.ts';
import { LivingWorkspace } from './living.ts';
import { zoneLine } from './texts.ts';

const TOP = '$TTL 3600\n@ SOA ns1 host 1 3600 900 1209600 300\n@ NS ns1\nns1 A 192.0.2.53\n';
const REVERSE =
  '$TTL 1h\n@ SOA ns1.example.com. host.example.com. 1 2h 1h 2w 1h\n@ NS ns1.example.com.\n53 PTR ns1.example.com.\n80 PTR www.example.com.\n81 PTR www.sub.example.com.\n';
const VIEW = (name: string, file: string): string =>
  `view "${name}" { match-clients { any; }; zone "example.com" { type primary; file "${file}"; }; zone "2.0.192.in-addr.arpa" { type primary; file "rev/db.192.0.2"; }; };\n`;

/** Two states of a tree, as two branches have it: a setup without views, and one with. */
const MAIN: Readonly<Record<string, string>> = {
  'named.conf': 'options { directory "/w"; };\ninclude "zones.conf";\n',
  'zones.conf':
    'zone "example.com" { type primary; file "db.example.com"; };\nzone "example.org" { type primary; file "db.example.org"; };\nzone "2.0.192.in-addr.arpa" { type primary; file "rev/db.192.0.2"; };\n',
  'db.example.com': `${TOP}www A 192.0.2.80\nsub NS ns.sub\nns.sub A 192.0.2.54\nwww.sub A 192.0.2.81\n$INCLUDE hosts\nalias CNAME www.example.org.\n`,
  'db.example.org': `${TOP}www A 192.0.2.80\n@ MX 10 mail.example.com.\n$INCLUDE hosts lab\n`,
  'rev/db.192.0.2': REVERSE,
  hosts: 'more A 192.0.2.90\nmail A 192.0.2.25\n',
  'db.example.net': `; zone: example.net\n${TOP}www CNAME www.example.com.\n`,
  'other/named.conf': 'zone "example.com" { type primary; file "db.example.com"; };\n',
  'other/db.example.com': `${TOP}www A 192.0.2.99\n`,
};
const BRANCH: Readonly<Record<string, string>> = {
  ...MAIN,
  'zones.conf': `${VIEW('inside', 'db.inside')}${VIEW('outside', 'db.example.com')}`,
  'db.example.com': `${TOP}web A 192.0.2.80\n`,
  'db.inside': `${TOP}www A 10.0.0.80\n$INCLUDE hosts\n`,
  'rev/db.192.0.2': REVERSE.replace('www.example.com.', 'web.example.com.'),
  hosts: 'more A 192.0.2.91\n',
};
const PATHS = [...new Set([...Object.keys(MAIN), ...Object.keys(BRANCH), 'nsd.conf', 'db.renamed', 'rev/renamed'])];
const PIECES = [
  'www A 192.0.2.80',
  'web A 192.0.2.80',
  'mail A 192.0.2.26',
  '80 PTR web.example.com.',
  '$INCLUDE hosts',
  '$INCLUDE db.renamed',
  'zone "example.net" { type primary; file "db.example.net"; };',
  'zone "example.net" { type primary; file "rev/renamed"; };',
  'include "zones.conf";',
];

/** The same without configurations of named: the zone files of the folders alone, and what another server makes of some. */
function zonesOf(files: Readonly<Record<string, string>>, nsd: string): Readonly<Record<string, string>> {
  const zones = Object.entries(files).filter(([path]) => !path.endsWith('.conf'));
  return { ...Object.fromEntries(zones), 'nsd.conf': nsd };
}
const NSD = `zone:\n  name: example.net\n  zonefile: hosts\nzone:\n  name: example.com\n  zonefile: db.example.com\n`;
const OTHER_NSD = `zone:\n  name: example.edu\n  zonefile: rev/renamed\nzone:\n  name: example.com\n  zonefile: other/db.example.com\n`;

async function live(seed: number, rounds: number, [main, branch]: readonly [typeof MAIN, typeof MAIN]): Promise<void> {
  const random = randomNumbers(seed);
  const pieces = [...PIECES, ...Array.from({ length: 10 }, () => zoneLine(random))];
  const workspace = new LivingWorkspace(main, random);
  const done: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const path = PATHS[random(PATHS.length)];
    const event = random(4);
    let what = '';
    switch (random(8)) {
      case 0:
        what = `switch ${event}`;
        for (const [each, other] of PATHS.map((one) => [one, (random(2) === 0 ? main : branch)[one]] as const)) {
          if (!workspace.isUnsaved(each)) workspace.write(each, other, 1 + random(2));
        }
        break;
      case 1:
        if (workspace.isOpen(path) || !workspace.isThere(path)) break;
        what = `write ${path} ${event}`;
        workspace.write(path, random(4) === 0 ? undefined : `${workspace.text(path)}${zoneLine(random)}\n`, event);
        break;
      case 2: {
        const to = PATHS[random(PATHS.length)];
        if (!workspace.isThere(path) || workspace.isThere(to) || workspace.isOpen(to)) break;
        what = `rename ${path} ${to} ${event}`;
        workspace.rename(path, to, event);
        break;
      }
      case 3:
        if (workspace.isOpen(path)) {
          what = `close ${path}`;
          workspace.close(path);
        }
        break;
      default:
        if (!workspace.isOpen(path)) {
          if (!workspace.isThere(path) || path === 'nsd.conf') break;
          what = `open ${path}`;
          workspace.open(path);
        }
        if (random(3) > 0) {
          what += ` edit ${path}`;
          workspace.edit(path, randomChange(workspace.text(path), random, pieces));
        }
        if (random(2) === 0) {
          what += ` save ${path} ${event}`;
          workspace.save(path, event);
        }
        await workspace.turns(random(4));
        if (random(3) === 0) {
          what += ` close ${path}`;
          workspace.close(path);
        }
    }
    if (what) done.push(what);
    await workspace.turns(random(20));
    if (random(3) === 0) workspace.tellLate(1 + random(3));
    if (random(4) === 0) {
      await workspace.assertFresh(`seed ${seed}, round ${round}: ${done.join(', ')}`);
      done.length = 0;
    }
  }
  await workspace.assertFresh(`seed ${seed}, at the end: ${done.join(', ')}`);
}

for (const seed of seeds()) {
  test(`a workspace that lives is told as it is when read afresh (seed ${seed})`, () => live(seed, 60, [MAIN, BRANCH]));

  test(`a folder of zone files that lives is told as it is when read afresh (seed ${seed})`, () =>
    live(seed + 500, 60, [zonesOf(MAIN, NSD), zonesOf(BRANCH, OTHER_NSD)]));
}

test('a switch that changes hundreds of files at once is told as it is when read afresh', async () => {
  const zone = (i: number, host: string): string =>
    `$TTL 1h\n@ SOA ns1.example.com. h 1 2h 1h 2w 1h\n@ NS ns1.example.com.\n${host} A 10.0.${i >> 8}.${i & 255}\n`;
  const files = (host: string): Record<string, string> =>
    Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`db.z${i}.example`, zone(i, host)]));
  const pointers = Array.from({ length: 300 }, (_, i) => `${i & 255}.${i >> 8} PTR www.z${i}.example.\n`).join('');
  const reverse = `$TTL 1h\n@ SOA ns1.example.com. h.example.com. 1 2h 1h 2w 1h\n@ NS ns1.example.com.\n${pointers}`;
  const workspace = new LivingWorkspace({ ...files('www'), 'db.10.0': reverse }, randomNumbers(1));
  await workspace.turns(50);
  for (const [path, text] of Object.entries(files('web'))) workspace.write(path, text, 1);
  workspace.tellLate(700);
  await workspace.turns(5);
  await workspace.assertFresh('after the switch');
});
