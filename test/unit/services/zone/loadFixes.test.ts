/** The statement that has a configuration load a zone file which nothing loads: behind the last one of its folder, in each view. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zoneLookup } from '../../../../server/src/services/shared/lookup.ts';
import { applyEdits } from '../../../../server/src/services/shared/offsetEdits.ts';
import { zoneActions } from '../../../../server/src/services/zone/actions.ts';
import { loadFixes } from '../../../../server/src/services/zone/loadFixes.ts';
import { siteOf, TOP, uriOf } from '../../workspace/harness.ts';

const LOST = 'zones/db.example.net';

/** The fixes of the lost file: titles, and the configuration after each. */
async function fixesIn(conf: string, more: Readonly<Record<string, string>> = {}) {
  const files = { 'named.conf': conf, 'zones/db.example.com': TOP, 'zones/db.example.org': TOP, [LOST]: TOP, ...more };
  const site = await siteOf(files, { settings: { folderZones: true } });
  const { workspace } = site;
  const lookup = zoneLookup(workspace, () => new Date(0));
  const [problem] = site.problems(LOST, /not-loaded/);
  const [zone] = workspace.zonesOf(uriOf(LOST));
  assert.ok(problem);
  const fixes = loadFixes(problem, zone, lookup);
  const range = { start: problem.start, end: problem.end };
  const titles = zoneActions(zone, zone.root, range, [problem], lookup).map(({ title }) => title);
  for (const { title } of fixes) assert.ok(titles.includes(title), title);
  return fixes.map(({ title, edits }) => {
    assert.deepEqual(
      edits.map(({ uri }) => uri),
      [uriOf('named.conf')],
    );
    return { title, after: applyEdits(conf, edits) };
  });
}

test('it comes behind the last zone of the folder, with a path as that one has', async () => {
  const conf =
    'options { directory "/w"; };\nzone "example.com" {\n\ttype primary;\n\tfile "zones/db.example.com";\n};\nzone "example.org" { type primary; file "/w/zones/db.example.org"; }; // kept\n';
  assert.deepEqual(await fixesIn(conf), [
    {
      title: 'Have named.conf load it as example.net',
      after: `${conf}zone "example.net" { type primary; file "/w/zones/db.example.net"; };\n`,
    },
  ]);
});

test('in each of the views that load others of the folder', async () => {
  const view = (name: string, zone: string, more = ''): string =>
    `view "${name}" { match-clients { any; };\n\tzone "${zone}" {\n\t\ttype primary;\n\t\tfile "zones/db.${zone}";\n\t};\n${more}};\n`;
  const added = '\n\tzone "example.net" {\n\t\ttype primary;\n\t\tfile "zones/db.example.net";\n\t};\n';
  const conf = view('in', 'example.com') + view('out', 'example.org');
  assert.deepEqual(await fixesIn(conf), [
    {
      title: 'Have named.conf load it as example.net in the view in',
      after: view('in', 'example.com', added) + view('out', 'example.org'),
    },
    {
      title: 'Have named.conf load it as example.net in the view out',
      after: view('in', 'example.com') + view('out', 'example.org', added),
    },
  ]);
});

test('what it makes is loaded, and nothing is said any longer', async () => {
  const conf = 'zone "example.com" { type primary; file "zones/db.example.com"; };\n';
  const [{ after }] = await fixesIn(conf, { 'zones/db.example.org': 'x A 192.0.2.1\n' });
  const site = await siteOf(
    { 'named.conf': after, 'zones/db.example.com': TOP, [LOST]: TOP },
    { settings: { folderZones: true } },
  );
  assert.deepEqual(site.problems(LOST, /not-loaded/), []);
  assert.deepEqual(site.zones(), ['example.com.  zones/db.example.com', 'example.net.  zones/db.example.net']);
});
