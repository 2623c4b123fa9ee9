/** What BIND's programs can be asked: whole configurations, zones that a primary loads, and zones that rndc knows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bindTools } from '../../../../server/src/services/checkers/checks.ts';
import { siteOf, TOP, uriOf } from '../../workspace/harness.ts';

const CONF = `options { directory "/w/zones"; };
include "/w/part.conf";
view inside { zone "example.com" { type primary; file "in/db"; update-policy local; }; };
view outside {
  zone "example.com" { type primary; file "in/db"; };
  zone "." { type hint; file "hints"; };
  zone "copy.example" { type secondary; primaries { 192.0.2.1; }; file "copy"; masterfile-format text; };
};
`;
const FILES = {
  'named.conf': CONF,
  'part.conf': 'acl a { 192.0.2.1; };\n',
  'rndc.conf': 'options { default-server localhost; };\n',
  'zones/in/db': `${TOP}$INCLUDE in/hosts\n`,
  'zones/in/hosts': 'h A 192.0.2.9\n',
  'zones/hints': '. 3600000 NS a.root-servers.net.\na.root-servers.net. 3600000 A 198.41.0.4\n',
  'zones/copy': TOP,
  'loose.zone': `$ORIGIN loose.example.\n${TOP}`,
};

test('a zone file is checked by its name, from the folder in which named works', async () => {
  const { workspace } = await siteOf(FILES);
  const zone = {
    program: 'named-checkzone',
    uri: uriOf('zones/in/db'),
    folder: uriOf('zones'),
    zone: 'example.com.',
    zoneClass: 'IN',
  };
  for (const path of ['zones/in/db', 'zones/in/hosts']) {
    const { checks, zones } = bindTools(workspace, uriOf(path));
    assert.deepEqual(checks, [zone], path);
    assert.deepEqual(
      zones.map(({ zone: name, view, isDynamic }) => `${name} ${view} ${isDynamic}`),
      ['example.com. inside true', 'example.com. outside false'],
    );
  }
});

test('hints, copies and parts of configurations are not checked by themselves', async () => {
  const { workspace } = await siteOf(FILES);
  const conf = [{ program: 'named-checkconf', uri: uriOf('named.conf'), folder: 'file:///w' }];
  assert.deepEqual(bindTools(workspace, uriOf('zones/hints')).checks, []);
  assert.deepEqual(bindTools(workspace, uriOf('zones/copy')).checks, []);
  assert.deepEqual(bindTools(workspace, uriOf('part.conf')).checks, conf);
  assert.deepEqual(bindTools(workspace, uriOf('named.conf')).checks, conf);
  assert.deepEqual(bindTools(workspace, undefined), { checks: conf, zones: [] });
});

test('a zone that no configuration loads is checked, and rndc knows nothing of it', async () => {
  const { workspace } = await siteOf(FILES, { open: ['loose.zone'] });
  const { checks, zones } = bindTools(workspace, uriOf('loose.zone'));
  assert.deepEqual(
    checks.map(({ zone, folder }) => `${zone} ${folder}`),
    ['loose.example. file:///w'],
  );
  assert.deepEqual(zones, []);
});
