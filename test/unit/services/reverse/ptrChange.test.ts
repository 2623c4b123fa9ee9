/** The three changes that bring forward and reverse zones to agree: what they write, in which group, and what they leave. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PtrAction } from '../../../../server/src/services/reverse/ptrChange.ts';
import { uriOf } from '../../workspace/harness.ts';
import { agreementOf, changeOf, linesOf, make, ptrSite, RAISED, SOA } from './harness.ts';

const forward = (lines: string): string => `; zone: example.com\n${SOA}ns1 A 203.0.113.1\n${lines}`;
const NETWORK = '; zone: 2.0.192.in-addr.arpa\n';
const reverse = (lines: string): string => `${NETWORK}${SOA}${lines}`;
const raised = (lines: string): string => `${NETWORK}${RAISED}${lines}`;

interface Case {
  readonly what: string;
  readonly action: PtrAction;
  readonly hosts: string;
  readonly ptrs: string;
  readonly names?: object;
  /** The records of the reverse zone after all of the change; undefined where nothing changes. */
  readonly after?: string;
  /** The same without the optional groups. */
  readonly least?: string;
  readonly notes?: readonly RegExp[];
}

const CASES: readonly Case[] = [
  {
    what: 'what is missing comes between its neighbours, laid out as they are',
    action: 'create',
    hosts: 'a A 192.0.2.1\nb A 192.0.2.20\nc A 192.0.2.3\n',
    ptrs: '1     IN PTR a.example.com. ; by hand\n; a comment\n30    IN PTR other.example.net.\n',
    after:
      '1     IN PTR a.example.com. ; by hand\n3     IN PTR c.example.com.\n20    IN PTR b.example.com.\n; a comment\n30    IN PTR other.example.net.\n',
  },
  { what: 'nothing is missing', action: 'create', hosts: 'a A 192.0.2.1\n', ptrs: '1 PTR a.example.com.\n' },
  {
    what: 'nothing for what is marked, a wildcard, glue and what another name has',
    action: 'create',
    hosts:
      'a A 192.0.2.1 ; bailiwick: no-ptr\n*.b A 192.0.2.2\nc NS d.c\nd.c A 192.0.2.3\ne A 192.0.2.4\nf A 192.0.2.4\n',
    ptrs: '4 PTR e.example.com.\n',
  },
  {
    what: 'several names: the one that mail is for first, the others under a group of their own',
    action: 'create',
    hosts: '@ A 192.0.2.1\nwww A 192.0.2.1\nmail A 192.0.2.1\n@ MX 10 mail\n',
    ptrs: '',
    after: '1\tPTR\tmail.example.com.\n1\tPTR\twww.example.com.\n1\tPTR\texample.com.\n',
    least: '1\tPTR\tmail.example.com.\n',
  },
  {
    what: 'one name, where the policy says so',
    action: 'create',
    hosts: 'a A 192.0.2.1\nb A 192.0.2.1\n',
    ptrs: '',
    names: { '192.0.0.0/16': 'one' },
    after: '1\tPTR\ta.example.com.\n',
    least: '1\tPTR\ta.example.com.\n',
  },
  {
    what: 'every name, where the policy says so, also beside one that is there',
    action: 'create',
    hosts: 'a A 192.0.2.1\nb A 192.0.2.1\nc A 192.0.2.2\nd A 192.0.2.2\n',
    ptrs: '1 PTR b.example.com.\n',
    names: { '192.0.2.0/24': 'several' },
    after: '1 PTR b.example.com.\n1 PTR a.example.com.\n2 PTR c.example.com.\n2 PTR d.example.com.\n',
  },
  {
    what: 'a name that differs becomes the right one where it stands, and its comment stays',
    action: 'correct',
    hosts: 'a A 192.0.2.1\nold A 192.0.2.9\n',
    ptrs: '1 300 IN PTR old.example.com. ; rack 4\n9 PTR old.example.com.\n',
    after: '1 300 IN PTR a.example.com. ; rack 4\n9 PTR old.example.com.\n',
  },
  {
    what: 'a name that nobody here knows is a group of its own',
    action: 'correct',
    hosts: 'a A 192.0.2.1\n',
    ptrs: '1 PTR host.example.net.\n',
    after: '1 PTR a.example.com.\n',
    least: '1 PTR host.example.net.\n',
  },
  {
    what: 'what a $GENERATE makes is left, and said',
    action: 'correct',
    hosts: 'a A 192.0.2.1\n',
    ptrs: '$GENERATE 1-2 $ PTR gone$.example.com.\n',
    notes: [/^1 PTR record of a \$GENERATE cannot be changed one by one\.$/],
  },
  {
    what: 'what nothing backs goes with its line; what differs and what nobody knows stays',
    action: 'remove',
    hosts: 'a A 192.0.2.1\nb A 192.0.2.2\n',
    ptrs: '1 PTR a.example.com.\n2 PTR gone.example.com.\n3 PTR gone.example.com. ; rack 4\n4 PTR www.example.net.\n',
    after: '1 PTR a.example.com.\n2 PTR gone.example.com.\n4 PTR www.example.net.\n',
  },
  {
    what: 'a record from which the next one has its owner stays, and it is said',
    action: 'remove',
    hosts: 'a A 192.0.2.1\n',
    ptrs: '3 PTR gone.example.com.\n  TXT "rack 4"\n',
    notes: [/^Line 5 of db\.192\.0\.2 is left: the records behind it take their owner from it\.$/],
  },
];

describe('a change to the PTR records of a workspace', () => {
  for (const { what, action, hosts, ptrs, names, after, least, notes = [] } of CASES) {
    it(`${action}: ${what}`, async () => {
      const files = { 'db.example.com': forward(hosts), 'db.192.0.2': reverse(ptrs) };
      const settings = names ? { names } : {};
      const answer = changeOf(await ptrSite(files, settings), { action });
      const changed = async (groups?: readonly string[]): Promise<Record<string, string>> => {
        const site = await ptrSite(files, settings);
        return make(site, changeOf(site, { action }).edit, groups);
      };
      const expected = after === undefined ? {} : { 'db.192.0.2': raised(after) };
      assert.deepEqual(await changed(), expected);
      if (least !== undefined) {
        const text = least === ptrs ? reverse(least) : raised(least);
        const made = await changed(['create', 'correct', 'serial']);
        assert.equal(made['db.192.0.2'] ?? reverse(ptrs), text);
      }
      assert.equal(answer.edit === null, after === undefined);
      assert.equal(answer.notes.length, notes.length, String(answer.notes));
      for (const [i, note] of notes.entries()) assert.match(answer.notes[i], note);
    });
  }

  it('changes are ticked under what they do, but for those that nobody asked for', async () => {
    const files = { 'db.example.com': forward('a A 192.0.2.1\nb A 192.0.2.1\n'), 'db.192.0.2': reverse('') };
    const { edit, count, shared } = changeOf(await ptrSite(files), { action: 'create' });
    assert.deepEqual([count, shared], [2, 1]);
    const annotations = Object.entries(edit?.changeAnnotations ?? {});
    assert.deepEqual(annotations.map(([group, { needsConfirmation }]) => [group, needsConfirmation]).sort(), [
      ['create', false],
      ['further', true],
      ['serial', false],
    ]);
  });

  it('of a selection, a zone, a reverse zone', async () => {
    const text = forward('a A 192.0.2.1\nb A 192.0.2.2\n');
    const files = {
      'db.example.com': text,
      'db.example.net': text.replaceAll('example.com', 'example.net').replaceAll('192.0.2', '198.51.100'),
      'db.192.0.2': reverse(''),
      'db.198.51.100': reverse('').replace('2.0.192', '100.51.198'),
    };
    const line = text.split('\n').findIndex((each) => each.startsWith('b A'));
    const range = { start: { line, character: 0 }, end: { line, character: 3 } };
    const counted = async (scope: object): Promise<number> =>
      changeOf(await ptrSite(files), { action: 'create', ...scope }).count;
    assert.equal(await counted({ uri: 'db.example.com', range }), 1);
    assert.equal(await counted({ uri: 'db.example.com' }), 2);
    assert.equal(await counted({ uri: 'db.198.51.100' }), 2);
    assert.equal(await counted({}), 4);
  });

  it('two views of one reverse zone file are written once', async () => {
    const zones = (file: string): string =>
      `zone "example.com" { type primary; file "${file}"; };\nzone "2.0.192.in-addr.arpa" { type primary; file "rev"; };\n`;
    const files = {
      'named.conf': `view "in" { match-clients { 10.0.0.0/8; };\n${zones('in')}};\nview "out" { match-clients { any; };\n${zones('out')}};\n`,
      in: forward('a A 192.0.2.1\nb A 192.0.2.2\n'),
      out: forward('a A 192.0.2.1\n'),
      rev: reverse(''),
    };
    const site = await ptrSite(files);
    const changed = await make(site, changeOf(site, { action: 'create' }).edit);
    assert.deepEqual(changed, { rev: raised('1\tPTR\ta.example.com.\n2\tPTR\tb.example.com.\n') });
    assert.deepEqual(
      linesOf(agreementOf(site)).filter((each) => each.includes('192.0.2.') && !each.endsWith(': agrees')),
      [],
    );
  });

  it('a file that is part of no zone has no answer', async () => {
    const site = await ptrSite({ 'db.example.com': forward('') });
    const uri = uriOf('nowhere');
    for (const steps of [site.features.agreement(uri), site.features.change({ action: 'create', uri })]) {
      let result = steps.next();
      while (!result.done) result = steps.next();
      assert.equal(result.value, undefined);
    }
  });
});
