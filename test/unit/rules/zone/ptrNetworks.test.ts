/** Missing PTR records by network: a mark that comes and goes, a reverse zone that changes, settings that change. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineSettings } from '../../../../server/src/workspace/engineSettings.ts';
import { siteOf, TOP } from '../../workspace/harness.ts';

const RULE = /address-ptr-mismatch/;
const CONF =
  'zone "example.com" { type primary; file "db"; };\nzone "113.0.203.in-addr.arpa" { type primary; file "rev"; };\n';
const FILES = {
  'named.conf': CONF,
  db: `${TOP}www A 203.0.113.80\n`,
  rev: `${TOP.replaceAll('ns1', 'ns1.example.com.').replaceAll('ns2', 'ns2.example.com.').split('\n').slice(0, 4).join('\n')}\n`,
};

test('what is set is told, and is silent again once it is mended', async () => {
  const settings = engineSettings({ ptr: { networks: { '203.0.113.0/24': 'warning', nonsense: 'warning' } } }, true);
  assert.deepEqual(settings.ptrNetworks, { '203.0.113.0/24': 'warning' });
  const site = await siteOf(FILES, { settings, open: ['db', 'rev'] });
  const told = (): string[] => site.problems('db', RULE).map(({ severity }) => severity);
  assert.deepEqual(told(), ['warning']);
  await site.edit('db', '203.0.113.80', '203.0.113.80 ; bailiwick: no-ptr');
  assert.deepEqual(told(), []);
  await site.edit('db', ' ; bailiwick: no-ptr', '');
  assert.deepEqual(told(), ['warning']);
  await site.edit('rev', '@ NS ns2', '80 PTR www.example.com.\n@ NS ns2');
  assert.deepEqual(told(), []);
  await site.edit('rev', '80 PTR www.example.com.\n', '');
  assert.deepEqual(told(), ['warning']);
  site.workspace.configure(engineSettings({ ptr: { networks: { '203.0.113.80/32': 'off' } } }, true));
  await site.workspace.settle();
  assert.deepEqual(told(), []);
  assert.equal(engineSettings(null, true).ptrNetworks, undefined);
});
