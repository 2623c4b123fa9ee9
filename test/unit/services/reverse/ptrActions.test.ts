/** What the lightbulb offers about forward and reverse records, beside writing a PTR record. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { actionsAt, applied, openAt, type Place, titled, type ZoneSpec } from '../zone/harness.ts';

const SOA = '$TTL 1d\n@ SOA ns1.example.com. host.example.com. 7 3600 900 1209600 3600\n';
const RAISED = SOA.replace(' 7 ', ' 8 ');
const SPECS: readonly ZoneSpec[] = [
  { file: 'db.example.com', origin: 'example.com.' },
  { file: 'db.192.0.2', origin: '2.0.192.in-addr.arpa.' },
];

const at = (hosts: string, ptrs: string, specs = SPECS): Place =>
  openAt({ 'db.example.com': `${SOA}${hosts}`, 'db.192.0.2': `${SOA}${ptrs}` }, specs);
const texts = (hosts: string, ptrs: string): Record<string, string> => ({
  'db.example.com': `${RAISED}${hosts}`,
  'db.192.0.2': `${RAISED}${ptrs}`,
});
const after = (place: Place, title: string): Record<string, string> =>
  applied(titled(actionsAt(place), title), place.buffers);
const offers = (place: Place, title: RegExp): boolean => actionsAt(place).some((action) => title.test(action.title));

describe('removing an address', () => {
  it('takes its PTR along', () => {
    const place = at('a A 192.0.2.$01\nb A 192.0.2.2\n', '1 PTR a.example.com.\n2 PTR b.example.com.\n');
    assert.deepEqual(
      after(place, 'Remove 192.0.2.1 with its PTR in db.192.0.2'),
      texts('b A 192.0.2.2\n', '2 PTR b.example.com.\n'),
    );
  });

  it('not where it names another host, or where what follows takes its owner from it', () => {
    assert.ok(!offers(at('a A 192.0.2.$01\n', '1 PTR b.example.com.\n'), /^Remove/));
    assert.ok(!offers(at('a A 192.0.2.$01\n  TXT "x"\n', '1 PTR a.example.com.\n'), /^Remove/));
  });
});

describe('an address that was changed', () => {
  it('takes its PTR along', () => {
    const place = at('a A 192.0.2.2$00\n', '1 PTR a.example.com.\n2 PTR b.example.com.\n');
    assert.deepEqual(after(place, 'Move the PTR of a.example.com. from 192.0.2.1 to 192.0.2.20'), {
      'db.192.0.2': `${RAISED}2 PTR b.example.com.\n20 PTR a.example.com.\n`,
    });
  });

  it('not where the host has the other address too', () => {
    assert.ok(!offers(at('a A 192.0.2.2$00\n  A 192.0.2.1\n', '1 PTR a.example.com.\n'), /^Move/));
  });
});

describe('the address of a PTR record', () => {
  const cases: readonly (readonly [what: string, hosts: string, title: string, after: string])[] = [
    [
      'beneath the other records of the host',
      'b   IN TXT "x"\nc A 192.0.2.3\n',
      'Add A 192.0.2.20 for b.example.com. to db.example.com',
      'b   IN TXT "x"\n\tA\t192.0.2.20\nc A 192.0.2.3\n',
    ],
    [
      'laid out as the last of them',
      'b   IN AAAA  2001:db8::1\nc A 192.0.2.3\n',
      'Add A 192.0.2.20 for b.example.com. to db.example.com',
      'b   IN AAAA  2001:db8::1\nb   IN A     192.0.2.20\nc A 192.0.2.3\n',
    ],
    [
      'at the end where the host is new, relative to the origin there',
      'c A 192.0.2.3\n$ORIGIN com.\n',
      'Add A 192.0.2.20 for b.example.com. to db.example.com',
      'c A 192.0.2.3\n$ORIGIN com.\nb.example\tA\t192.0.2.20\n',
    ],
  ];
  for (const [what, hosts, title, expected] of cases) {
    it(what, () => {
      const place = at(hosts, '20 PTR b.example.c$0om.\n');
      assert.deepEqual(after(place, title), { 'db.example.com': `${RAISED}${expected}` });
    });
  }

  it('not where the host has it, is an alias, delegated, or in no zone here', () => {
    for (const hosts of ['b A 192.0.2.20\n', 'b CNAME c\n', 'b NS ns.b\n', '*.b A 192.0.2.20\n@ NS ns1\n']) {
      const target = hosts.startsWith('*') ? 'a.b.example.com.' : 'b.example.com.';
      assert.ok(!offers(at(hosts, `20 PTR ${target.slice(0, -1)}$0.\n`), /^Add A /), hosts);
    }
    assert.ok(!offers(at('', '20 PTR b.example.net$0.\n'), /^Add A /));
    const specs = [...SPECS, { file: 'db.outside', origin: 'example.com.' }];
    const files = {
      'db.example.com': SOA,
      'db.192.0.2': `${SOA}20 PTR b.example.com$0.\n`,
      'db.outside': `${SOA}b A 192.0.2.20\n`,
    };
    assert.ok(!offers(openAt(files, specs), /^Add A /), 'another view has it');
  });
});

it('the commands about the whole zone are found at each of these records, and at no other', () => {
  for (const line of ['a A 192.0.2.$01\n', 'a AAAA 2001:db8::$01\n']) {
    assert.ok(offers(at(line, ''), /^Compare forward and reverse zones…$/));
    assert.ok(offers(at(line, ''), /^Create all missing PTR records of this zone…$/));
  }
  assert.ok(offers(at('', '1 PTR a.example.c$0om.\n'), /^Create all missing/));
  assert.ok(!offers(at('a TXT "$0x"\n', ''), /forward and reverse|PTR/));
});

it('a new reverse zone is offered where there is none for the address', () => {
  const title = /^Create a reverse zone for the addresses of this zone…$/;
  assert.ok(offers(at('a A 198.51.100.$01\n', ''), title));
  assert.ok(!offers(at('a A 192.0.2.$01\n', ''), title));
});
