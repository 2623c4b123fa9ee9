import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLASS } from '../../../server/src/dns/classes.ts';
import { NameTable } from '../../../server/src/dns/names.ts';
import { TextBuffer } from '../../../server/src/text/buffer.ts';
import { commonServers } from '../../../server/src/workspace/commonServers.ts';
import { serversOfAll } from '../../../server/src/workspace/nameServers.ts';
import { publishedAddresses } from '../../../server/src/workspace/publishedAddresses.ts';
import type { Zone } from '../../../server/src/workspace/zone.ts';
import { ZoneDocument } from '../../../server/src/zone/document.ts';
import { initialState } from '../../../server/src/zone/lineState.ts';
import { ZoneModel } from '../../../server/src/zone/model.ts';
import { randomNumbers, seeds } from '../fuzz/edits.ts';
import { siteOf, uriOf } from './harness.ts';

const TOP = '$TTL 3600\n@ SOA ns1 hostmaster 1 3600 900 1209600 300\n';

test('the name servers of a zone follow its edits, and are kept while nothing is edited', () => {
  const names = new NameTable();
  const apex = names.fromText('example.com.');
  const model = new ZoneModel(names, apex, true);
  const buffer = new TextBuffer(`${TOP}@ NS ns1\n@ NS ns.example.net.\nns1 A 192.0.2.1\nns1 AAAA 2001:db8::1\n`);
  const document = new ZoneDocument('file:///zone', buffer);
  let id = 0;
  const update = (): void => {
    const environment = { names, zoneClass: CLASS.IN, nextId: () => id++ };
    const { removed, added } = document.update(initialState(apex, CLASS.IN), environment);
    for (const chunk of removed) model.remove(chunk);
    for (const chunk of added) model.add(document, chunk);
  };
  const zones = [{ model } as Zone];
  const servers = () => serversOfAll(zones)[0];
  const said = (): string[] =>
    servers().addresses.map(({ host, address, family, place: { chunk, start, end } }) => {
      return `${names.text(host)} ${address} ${family} ${chunk.text.slice(start, end)}`;
    });
  update();
  assert.deepEqual(
    servers()
      .names.map((name) => names.text(name))
      .sort(),
    ['ns.example.net.', 'ns1.example.com.'],
  );
  assert.deepEqual(said(), ['ns1.example.com. 192.0.2.1 4 192.0.2.1', 'ns1.example.com. 2001:db8::1 6 2001:db8::1']);
  assert.equal(servers(), servers());
  const at = buffer.text().indexOf('192.0.2.1');
  buffer.replace(at, at + '192.0.2.1'.length, '192.0.2.99');
  update();
  assert.equal(said()[0], 'ns1.example.com. 192.0.2.99 4 192.0.2.99');
  const line = buffer.text().indexOf('@ NS ns1\n');
  buffer.replace(line, line + '@ NS ns1\n'.length, '');
  update();
  assert.deepEqual(said(), []);
});

test('what configurations ask of all their zones is as if each zone were asked, after edits of some', async () => {
  const LINES = [
    '@ NS ns1\n',
    '@ NS ns.example.net.\n',
    'ns1 A 192.0.2.1\n',
    'ns1 AAAA 2001:db8::1\n',
    'www A 192.0.2.2\n',
  ];
  const count = 5;
  const files: Record<string, string> = {};
  for (let i = 0; i < count; i++) files[`z${i}.db`] = `${TOP}@ NS ns.example.net.\n`;
  files['named.conf'] = Array.from({ length: count }, (_, i) => {
    return `zone "z${i}.example.org" { type primary; file "z${i}.db"; };\n`;
  }).join('');
  let [common, published] = [0, 0];
  for (const seed of seeds()) {
    const random = randomNumbers(seed);
    const site = await siteOf(files, { open: Object.keys(files) });
    const zones = [...site.workspace.zones];
    assert.equal(zones.length, count);
    for (let round = 0; round < 60; round++) {
      const buffer = site.workspace.bufferOf(uriOf(`z${random(count)}.db`))!;
      const lines = Array.from({ length: random(8) }, () => LINES[random(LINES.length)]);
      // Mostly they have their name servers in one place.
      buffer.replace(0, buffer.length, `${TOP}${random(4) > 0 ? LINES[1] : lines.join('')}`);
      await site.workspace.settle();
      assert.ok(site.workspace.zones.every((zone) => zones.includes(zone)));
      // A list that nobody asked about is asked anew.
      const anew = [...zones];
      assert.deepEqual(commonServers(zones), commonServers(anew));
      assert.deepEqual(publishedAddresses(zones), publishedAddresses(anew));
      if (commonServers(zones)) common++;
      published += publishedAddresses(zones).length;
    }
  }
  assert.ok(common > 0 && published > 0, `${common} ${published}`);
});
