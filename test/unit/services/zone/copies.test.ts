/** Copies of zones: in the folders of several sites, in views, and several zones of one file. What a feature looks up is answered by the closest. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sha256 } from '../../../../server/src/dns/digests.ts';
import { fixesOf } from '../../../../server/src/services/shared/fixesOf.ts';
import { zoneLookup } from '../../../../server/src/services/shared/lookup.ts';
import { zoneActions } from '../../../../server/src/services/zone/actions.ts';
import { zoneDefinition } from '../../../../server/src/services/zone/definition.ts';
import { zoneHover } from '../../../../server/src/services/zone/hover.ts';
import { zoneServers } from '../../../../server/src/services/zone/servers.ts';
import { type Site, siteOf, TOP, uriOf } from '../../workspace/harness.ts';

const now = () => new Date('2026-01-02T03:04:05Z');
const FORWARD = `; zone: example.com\n${TOP}www A 192.0.2.80\n`;
const REVERSE = `; zone: 2.0.192.in-addr.arpa\n${TOP.replaceAll('ns', 'ns.example.com.')}`;
const OTHER = `; zone: example.net\n${TOP}@ NS www.example.com.\n`;

/** Two sites, each with all zones. */
const SITES = Object.fromEntries(
  ['prod', 'stage'].flatMap((site) => [
    [`${site}/db.example.com`, site === 'prod' ? FORWARD : FORWARD.replace('.80', '.180')],
    [`${site}/db.192.0.2`, REVERSE],
    [`${site}/db.example.net`, OTHER],
  ]),
);

const fileOf = (uri: string): string => uri.slice(uriOf('').length);

function at(site: Site, path: string, text: string) {
  const [zone] = site.workspace.zonesOf(uriOf(path));
  const document = zone.documents[0];
  const offset = document.buffer.text().indexOf(text);
  return { zone, document, offset, lookup: zoneLookup(site.workspace, now) };
}

describe('a file of one of two sites', () => {
  for (const site of ['prod', 'stage']) {
    it(`${site}: definition, hover and name servers ask the zone beside it`, async () => {
      const workspace = await siteOf(SITES, { open: Object.keys(SITES) });
      const { zone, document, offset, lookup } = at(workspace, `${site}/db.example.net`, 'www.example.com.');
      const [definition, ...more] = zoneDefinition(zone, document, offset, workspace.workspace);
      assert.equal(fileOf(definition.uri), `${site}/db.example.com`);
      assert.deepEqual(more, []);
      const address = site === 'prod' ? '192.0.2.80' : '192.0.2.180';
      assert.deepEqual(zoneServers(zone, lookup).at(-1), { name: 'www.example.com.', addresses: [address] });
      const hover = zoneHover(zone, document, offset, { ...lookup, digests: { sha256 } });
      assert.ok(JSON.stringify(hover).includes(address), JSON.stringify(hover));
    });

    it(`${site}: a PTR record is written into the reverse zone beside it`, async () => {
      const workspace = await siteOf(SITES, { open: Object.keys(SITES) });
      const { zone, document, offset, lookup } = at(workspace, `${site}/db.example.com`, 'www A');
      const titles = zoneActions(zone, document, { start: offset, end: offset }, [], lookup)
        .filter(({ title }) => title.startsWith('Write the PTR'))
        .flatMap(({ edit }) => Object.keys(edit?.changes ?? {}));
      assert.deepEqual(titles.map(fileOf), [`${site}/db.192.0.2`]);
    });
  }

  it('gets no PTR record written where two are as close', async () => {
    const files = { 'a/db.192.0.2': REVERSE, 'b/db.192.0.2': REVERSE, 'c/db.example.com': FORWARD };
    const workspace = await siteOf(files, { open: Object.keys(files) });
    const { zone, document, offset, lookup } = at(workspace, 'c/db.example.com', 'www A');
    const actions = zoneActions(zone, document, { start: offset, end: offset }, [], lookup);
    assert.deepEqual(
      actions.filter(({ title }) => title.startsWith('Write the PTR')),
      [],
    );
  });
});

it('what one zone alone says of a file is mended as that zone has it', async () => {
  const conf = ['example.net', '2.0.192.in-addr.arpa']
    .map((name) => `zone "${name}" { type primary; file "parked"; };\n`)
    .join('');
  const parked = `${TOP.replaceAll('ns', 'ns.example.edu.')}192.0.2.9 PTR host.example.com.\n`;
  const site = await siteOf({ 'named.conf': conf, parked });
  const [problem, ...more] = site.problems('parked', /reverse-wrong-count/);
  assert.deepEqual(more, []);
  const [fix] = fixesOf(problem, site.workspace);
  assert.deepEqual(
    fix?.edits.map(({ newText }) => newText),
    ['9.2.0.192.in-addr.arpa.'],
  );
  assert.equal(site.workspace.names.text(site.workspace.tellerOf(problem)!.model.apex), '2.0.192.in-addr.arpa.');
});
