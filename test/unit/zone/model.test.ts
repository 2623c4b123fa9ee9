import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type NameId, NO_NAME } from '../../../server/src/dns/names.ts';
import { TestZone } from '../rules/zone/harness.ts';

const SOA = '$TTL 3600\n@ SOA ns1 host 1 3600 900 1209600 300\n@ NS ns.example.net.\n';

for (const cuts of [3, 1000]) {
  test(`zone cuts are those of the text, before and after edits (${cuts} of them)`, () => {
    const lines = Array.from({ length: cuts }, (_, i) => `sub${i} NS ns.example.net.\nhost.sub${i} A 192.0.2.1\n`);
    const zone = new TestZone(`${SOA}${lines.join('')}`);
    const name = (text: string): NameId => zone.names.fromText(`${text}.example.com.`);
    const hidden = (): number => zone.of('zone/occluded-record').length;
    for (const i of [0, 1, cuts - 1]) assert.equal(zone.model.cutAbove(name(`host.sub${i}`)), name(`sub${i}`));
    assert.equal(zone.model.cutAbove(name('www')), NO_NAME);
    assert.equal(hidden(), cuts);
    const at = zone.text.indexOf('sub1 NS');
    zone.edit(at, at + 'sub1 NS ns.example.net.\n'.length, '');
    assert.equal(zone.model.cutAbove(name('host.sub1')), NO_NAME);
    assert.equal(hidden(), cuts - 1);
    zone.edit(at, at, 'new NS ns.example.net.\nbelow.new TXT x\n');
    assert.equal(zone.model.cutAbove(name('below.new')), name('new'));
    assert.equal(hidden(), cuts);
    const owners = ({ model, names }: TestZone): string[] =>
      [...model.owners()].map((owner) => names.text(owner)).sort();
    assert.deepEqual(owners(zone), owners(new TestZone(zone.text)));
  });
}
