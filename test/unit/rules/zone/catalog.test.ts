import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTop } from './check.ts';
import { TestZone } from './harness.ts';
import { said } from './said.ts';

const settings = { catalog: true };
const VERSION = 'version TXT "2"\n';
const catalog = (text: string): string[] => said(text, { settings });

describe('a catalog zone', () => {
  it('has one version that servers know', () => {
    assert.deepEqual(catalog('a1.zones PTR example.net.\n'), ['catalog-version warning SOA']);
    assert.deepEqual(catalog('version TXT "3"\n'), ['catalog-version warning TXT']);
    assert.deepEqual(catalog(`${VERSION}version TXT "1"\n`), ['catalog-version warning TXT']);
    assert.deepEqual(catalog('version TXT "1"\n'), []);
    assert.deepEqual(catalog(VERSION), []);
    assert.deepEqual(said('a1.zones PTR example.net.\n'), [], 'where it is one');
  });

  it('names each member once', () => {
    assert.deepEqual(
      catalog(`${VERSION}a.zones PTR example.net.\nb.zones PTR EXAMPLE.net.\nc.zones PTR example.org.\n`),
      ['catalog-member-twice warning EXAMPLE.net.'],
    );
    assert.deepEqual(catalog(`${VERSION}a.zones PTR example.net.\n  PTR example.org.\n`), [
      'catalog-member-twice warning example.org.',
    ]);
    assert.deepEqual(
      catalog(`${VERSION}a.zones PTR example.net.\ncoo.b.zones PTR example.net.\nb.zones PTR example.org.\n`),
      [],
    );
  });

  it('is told of a member anew when the other one goes', () => {
    const zone = new TestZone(withTop(`${VERSION}a.zones PTR example.net.\nb.zones PTR example.net.\n`), { settings });
    assert.equal(zone.of('zone/catalog-member-twice').length, 1);
    const at = zone.text.indexOf('a.zones');
    zone.edit(at, at + 'a.zones PTR example.net.\n'.length, '');
    assert.deepEqual(zone.problems(), []);
  });

  it('has properties that there are', () => {
    const good = [
      'group.a.zones TXT x',
      'coo.a.zones PTR other.example.',
      'x.ext.a.zones TXT x',
      'primaries.ext A 192.0.2.1',
      'label.primaries.ext A 192.0.2.1',
      'allow-query.a.zones APL 1:10.0.0.0/8',
      'masters A 192.0.2.1',
    ];
    for (const line of good) assert.deepEqual(catalog(`${VERSION}${line}\n`), [], line);
    const bad = [
      'a.zone PTR example.net.',
      'a.zones TXT x',
      'group.a.zones PTR x.example.',
      'a.b.zones PTR example.net.',
      'zones PTR example.net.',
    ];
    for (const line of bad) {
      assert.deepEqual(catalog(`${VERSION}${line}\n`), [`catalog-property information ${line.split(' ')[0]}`], line);
    }
  });

  it('may have any TTL, since nobody asks for it', () => {
    assert.deepEqual(catalog(`${VERSION}a.zones 0 PTR example.net.\n`), []);
  });
});
