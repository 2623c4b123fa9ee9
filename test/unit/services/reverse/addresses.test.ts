/** The addresses of hosts that PTR records name: which are written, where, in which group, and which are left. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { uriOf } from '../../workspace/harness.ts';
import { changeOf, make, ptrSite, RAISED, SOA } from './harness.ts';

const NAME = '; zone: example.com\n';
const reverse = (lines: string): string => `; zone: 2.0.192.in-addr.arpa\n${SOA}${lines}`;

interface Case {
  readonly what: string;
  readonly hosts: string;
  readonly ptrs: string;
  /** The records of the forward zone after all of the change; undefined where nothing changes. */
  readonly after?: string;
  /** The same without the optional group. */
  readonly least?: string;
}

const CASES: readonly Case[] = [
  {
    what: 'hosts that are not there yet come at the end',
    hosts: 'a A 192.0.2.1\n',
    ptrs: '1 PTR a.example.com.\n2 PTR b.example.com.\n3 PTR c.example.com.\n',
    after: 'a A 192.0.2.1\nb\tA\t192.0.2.2\nc\tA\t192.0.2.3\n',
  },
  {
    what: 'a host that has something gets its address beneath that, laid out as it is',
    hosts: 'b   IN  TXT  x\nc A 192.0.2.9\n',
    ptrs: '2 PTR b.example.com.\n9 PTR c.example.com.\n',
    after: 'b   IN  TXT  x\nb   IN  A    192.0.2.2\nc A 192.0.2.9\n',
  },
  {
    what: 'a further address of a host is a group of its own: the PTR record may be the old one',
    hosts: 'c A 192.0.2.9\nz TXT x\n',
    ptrs: '2 PTR b.example.com.\n3 PTR c.example.com.\n9 PTR c.example.com.\n',
    after: 'c A 192.0.2.9\nc A 192.0.2.3\nz TXT x\nb\tA\t192.0.2.2\n',
    least: 'c A 192.0.2.9\nz TXT x\nb\tA\t192.0.2.2\n',
  },
  {
    what: 'two addresses of one host that has none stand together',
    hosts: 'b TXT x\n',
    ptrs: '2 PTR b.example.com.\n3 PTR b.example.com.\n',
    after: 'b TXT x\nb A 192.0.2.2\nb A 192.0.2.3\n',
  },
  {
    what: 'a file without an end of line gets one',
    hosts: 'a A 192.0.2.1',
    ptrs: '1 PTR a.example.com.\n2 PTR b.example.com.\n',
    after: 'a A 192.0.2.1\nb\tA\t192.0.2.2\n',
  },
  {
    what: 'an origin at the end of the file is the one that names are relative to',
    hosts: '$ORIGIN sub\n',
    ptrs: '2 PTR b.example.com.\n3 PTR b.sub.example.com.\n',
    after: '$ORIGIN sub\nb.example.com.\tA\t192.0.2.2\nb\tA\t192.0.2.3\n',
  },
  { what: 'nothing where another host has the address', hosts: 'a A 192.0.2.1\n', ptrs: '1 PTR old.example.com.\n' },
  { what: 'nothing for an alias', hosts: 'b CNAME c\nc TXT x\n', ptrs: '2 PTR b.example.com.\n' },
  { what: 'nothing where a wildcard answers', hosts: '* A 192.0.2.7\n', ptrs: '2 PTR b.example.com.\n' },
  { what: 'nothing below a zone cut', hosts: 'sub NS ns.example.net.\n', ptrs: '2 PTR b.sub.example.com.\n' },
  { what: 'nothing for hosts of others', hosts: '', ptrs: '2 PTR b.example.net.\n3 PTR .\n' },
  { what: 'nothing for what is no address', hosts: '', ptrs: 'x PTR b.example.com.\n' },
];

describe('the addresses of PTR records', () => {
  for (const { what, hosts, ptrs, after, least } of CASES) {
    it(what, async () => {
      const files = { 'db.example.com': `${NAME}${SOA}${hosts}`, 'db.192.0.2': reverse(ptrs) };
      const changed = async (groups?: readonly string[]): Promise<Record<string, string>> => {
        const site = await ptrSite(files);
        return make(site, changeOf(site, { action: 'addresses' }).edit, groups);
      };
      const raised = (lines: string) => ({ 'db.example.com': `${NAME}${RAISED}${lines}` });
      assert.deepEqual(await changed(), after === undefined ? {} : raised(after));
      if (least !== undefined) assert.deepEqual(await changed(['address', 'serial']), raised(least));
    });
  }

  it('are those of the selected records, of a zone, or of all', async () => {
    const files = {
      'db.example.com': `${NAME}${SOA}`,
      'db.192.0.2': reverse('2 PTR b.example.com.\n3 PTR c.example.com.\n'),
      'db.198.51.100': reverse('4 PTR d.example.com.\n').replace('2.0.192', '100.51.198'),
    };
    const line = files['db.192.0.2'].split('\n').findIndex((each) => each.startsWith('3 PTR'));
    const range = { start: { line, character: 0 }, end: { line, character: 3 } };
    const count = async (scope: object): Promise<number> =>
      changeOf(await ptrSite(files), { action: 'addresses', ...scope }).count;
    assert.equal(await count({ uri: 'db.192.0.2', range }), 1);
    assert.equal(await count({ uri: 'db.192.0.2' }), 2);
    assert.equal(await count({ uri: 'db.example.com' }), 3);
    assert.equal(await count({}), 3);
  });

  it('a file that two views load is written once, and its serial raised once', async () => {
    const zones =
      'zone "example.com" { type primary; file "fwd"; };\nzone "2.0.192.in-addr.arpa" { type primary; file "rev"; };\n';
    const files = {
      'named.conf': `view "in" { match-clients { 10.0.0.0/8; };\n${zones}};\nview "out" { match-clients { any; };\n${zones}};\n`,
      fwd: SOA,
      rev: `${SOA}2 PTR b.example.com.\n`,
    };
    const site = await ptrSite(files);
    const changed = await make(site, changeOf(site, { action: 'addresses' }).edit);
    assert.deepEqual(changed, { fwd: `${RAISED}b\tA\t192.0.2.2\n` });
    const again = changeOf(site, { action: 'addresses', uri: 'rev' });
    assert.deepEqual([again.count, again.edit], [0, null]);
    assert.equal(site.site.workspace.bufferOf(uriOf('fwd'))?.text().split('\n').length, 5);
  });
});
