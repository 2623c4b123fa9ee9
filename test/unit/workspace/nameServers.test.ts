import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLASS } from '../../../server/src/dns/classes.ts';
import { NameTable } from '../../../server/src/dns/names.ts';
import { TextBuffer } from '../../../server/src/text/buffer.ts';
import { serversOf } from '../../../server/src/workspace/nameServers.ts';
import { ZoneDocument } from '../../../server/src/zone/document.ts';
import { initialState } from '../../../server/src/zone/lineState.ts';
import { ZoneModel } from '../../../server/src/zone/model.ts';

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
  const said = (): string[] =>
    serversOf(model).addresses.map(({ host, address, family, place: { chunk, start, end } }) => {
      return `${names.text(host)} ${address} ${family} ${chunk.text.slice(start, end)}`;
    });
  update();
  assert.deepEqual(
    serversOf(model)
      .names.map((name) => names.text(name))
      .sort(),
    ['ns.example.net.', 'ns1.example.com.'],
  );
  assert.deepEqual(said(), ['ns1.example.com. 192.0.2.1 4 192.0.2.1', 'ns1.example.com. 2001:db8::1 6 2001:db8::1']);
  assert.equal(serversOf(model), serversOf(model));
  const at = buffer.text().indexOf('192.0.2.1');
  buffer.replace(at, at + '192.0.2.1'.length, '192.0.2.99');
  update();
  assert.equal(said()[0], 'ns1.example.com. 192.0.2.99 4 192.0.2.99');
  const line = buffer.text().indexOf('@ NS ns1\n');
  buffer.replace(line, line + '@ NS ns1\n'.length, '');
  update();
  assert.deepEqual(said(), []);
});
