/** The tree of configurations, views and zones. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TreeItem } from '../../../../server/src/services/tree/items.ts';
import { treeChildren } from '../../../../server/src/services/tree/tree.ts';
import { finish } from '../../../../server/src/steps.ts';
import { type Site, siteOf, TOP, uriOf } from '../../workspace/harness.ts';

function below({ workspace }: Site, item?: TreeItem): TreeItem[] {
  return finish(treeChildren(workspace, item?.id));
}

/** The items of a path of labels, one below the other, and what stands below the last. */
function at(site: Site, ...labels: string[]): TreeItem[] {
  let items = below(site);
  for (const label of labels) {
    const item = items.find((each) => each.label === label);
    assert.ok(item, `${label} is among ${items.map((each) => each.label).join(', ')}`);
    assert.ok(item.hasChildren, label);
    items = below(site, item);
  }
  return items;
}

const said = (items: readonly TreeItem[]): string[] =>
  items.map(({ kind, label, description }) => `${kind} ${label}${description ? `: ${description}` : ''}`);

const PARENT = `${TOP}www A 192.0.2.1\nsub NS ns.sub\nns.sub A 192.0.2.53\nfar NS ns1.example.net.\n`;
const CHILD = `${TOP}www A 192.0.2.2\n`;
const REVERSE = '$TTL 1h\n@ SOA ns1.example.com. host 7 2h 1h 2w 1h\n@ NS ns1.example.com.\n1 PTR www.example.com.\n';

describe('the tree of zones', () => {
  it('has configurations with their zones in order, whether or not their files are read, and what no configuration loads', async () => {
    const conf = `zone "sub.example.com" { type primary; file "sub"; };
zone "example.com" { type primary; file "parent"; allow-update { any; }; };
zone "2.0.192.in-addr.arpa" { type primary; file "reverse"; };
zone "." { type forward; forwarders { 192.0.2.9; }; };
zone "gone.example" { type primary; file "gone"; };
`;
    const files = { 'named.conf': conf, parent: PARENT, sub: CHILD, reverse: REVERSE, 'db.alone.example': CHILD };
    const site = await siteOf(files, { open: ['db.alone.example'] });
    const roots = below(site);
    assert.deepEqual(
      roots.map(({ kind, label }) => `${kind} ${label}`),
      ['configuration named.conf', 'unconfigured Zone files that no configuration loads'],
    );
    assert.match(roots[0].description ?? '', /5 zones$/);
    const zones = at(site, 'named.conf');
    assert.deepEqual(
      zones.map(({ kind, label }) => `${kind} ${label}`),
      [
        'zone-statement .',
        'zone 2.0.192.in-addr.arpa.',
        'zone example.com.',
        'zone-statement gone.example.',
        'zone sub.example.com.',
      ],
    );
    assert.match(zones[0].description ?? '', /^forward, no file read$/);
    assert.match(zones[1].description ?? '', /^primary, serial 7, 3 records$/);
    assert.match(zones[2].description ?? '', /^primary, serial \d+, 11 records, dynamic$/);
    assert.equal(zones[2].file, uriOf('parent'));
    assert.deepEqual(zones[0].place?.uri, uriOf('named.conf'));
    assert.equal(zones[0].place?.range.start.line, 3);
    assert.deepEqual(
      at(site, roots[1].label).map(({ label }) => label),
      ['alone.example.'],
    );
  });

  it('has below a zone its files, its parent, its children, those that are here first, and its reverse zones', async () => {
    const conf = `zone "example.com" { type primary; file "parent"; };
zone "sub.example.com" { type primary; file "sub"; };
zone "2.0.192.in-addr.arpa" { type primary; file "reverse"; };
`;
    const parent = `${PARENT}$INCLUDE more\n`;
    const site = await siteOf({ 'named.conf': conf, parent, more: 'x A 192.0.2.3\n', sub: CHILD, reverse: REVERSE });
    const items = at(site, 'named.conf', 'example.com.');
    assert.deepEqual(said(items), [
      'zone-file parent',
      'zone-file more: included',
      'child sub.example.com.: delegated, here',
      'child far.example.com.: delegated',
      'reverse 2.0.192.in-addr.arpa.: reverse zone',
    ]);
    assert.deepEqual(items[4].place, {
      uri: uriOf('reverse'),
      range: { start: { line: 3, character: 0 }, end: { line: 3, character: 0 } },
    });
    const [, up] = at(site, 'named.conf', 'sub.example.com.');
    assert.equal(said([up])[0], 'parent example.com.: delegates this zone');
    assert.equal(up.place?.uri, uriOf('parent'));
  });

  it('has views with their own zones', async () => {
    const zone = (file: string): string => `zone "example.com" { type primary; file "${file}"; };`;
    const conf = `view "in" { match-clients { 10.0.0.0/8; }; ${zone('in')} };\nview "out" { ${zone('out')} };\n`;
    const site = await siteOf({ 'named.conf': conf, in: PARENT, out: CHILD });
    assert.deepEqual(said(at(site, 'named.conf')), ['view in: view', 'view out: view']);
    assert.deepEqual(
      at(site, 'named.conf', 'in').map(({ label, file }) => [label, file]),
      [['example.com.', uriOf('in')]],
    );
    assert.deepEqual(
      at(site, 'named.conf', 'out').map(({ label, file }) => [label, file]),
      [['example.com.', uriOf('out')]],
    );
  });

  it('lists zones of a configuration that are alike without reading them', async () => {
    const conf = Array.from({ length: 50 }, (_, i) => `zone "z${i}.example" { type primary; file "all"; };\n`).join('');
    const site = await siteOf({ 'named.conf': conf, all: CHILD });
    const zones = at(site, 'named.conf');
    assert.equal(zones.length, 50);
    assert.ok(zones.every(({ kind, file }) => kind === 'zone' && file === uriOf('all')));
  });

  it('has nothing below an item that is gone, and for texts that are no ids', async () => {
    const site = await siteOf({ 'named.conf': 'zone "a.example" { type primary; file "a"; };', a: CHILD });
    for (const id of ['', 'x', '{}', 'null', '{"kind":"zone"}', '{"kind":"configuration","uri":"file:///other"}']) {
      assert.deepEqual(finish(treeChildren(site.workspace, id)), [], id);
    }
  });
});
