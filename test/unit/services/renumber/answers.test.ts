/** What an editor is told of a renumbering: hosts to pick from, the edit in groups, and the document. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renumberAnswer, renumberHosts } from '../../../../server/src/services/renumber/answers.ts';
import { finish } from '../../../../server/src/steps.ts';
import { siteOf, uriOf } from '../../workspace/harness.ts';
import { NOW } from './harness.ts';

const APEX =
  '$TTL 1d\n@ SOA ns1.example.net. host.example.net. 7 2h 1h 2w 1h\n@ NS ns1.example.net.\n@ NS ns2.example.net.\n';
const FILES = {
  'named.conf': `options { directory "/w"; listen-on { 192.0.2.7; }; };
zone "example.com" { type primary; file "com"; };
zone "2.0.192.in-addr.arpa" { type primary; file "rev"; };
zone "100.51.198.in-addr.arpa" { type primary; file "new"; };
`,
  com: `${APEX}www A 192.0.2.7\nmail 300 A 192.0.2.8\nold A 192.0.2.9\nother A 198.51.100.9\n`,
  rev: `${APEX}7 PTR www.example.com.\n9 PTR gone.example.com.\n`,
  new: APEX,
};
const PREFIXES = { from: '192.0.2.0/24', to: '198.51.100.0/24' };

test('hosts have the addresses that move, and why some stay', async () => {
  const { workspace } = await siteOf(FILES);
  const hosts = finish(renumberHosts(workspace, PREFIXES.from, PREFIXES.to));
  assert.deepEqual(hosts, [
    {
      name: 'gone.example.com.',
      moves: '192.0.2.9 → 198.51.100.9',
      stays: '198.51.100.9 is taken by other.example.com.',
    },
    { name: 'mail.example.com.', moves: '192.0.2.8 → 198.51.100.8', stays: undefined },
    {
      name: 'old.example.com.',
      moves: '192.0.2.9 → 198.51.100.9',
      stays: '198.51.100.9 is taken by other.example.com.',
    },
    { name: 'www.example.com.', moves: '192.0.2.7 → 198.51.100.7', stays: undefined },
  ]);
});

test('the edit has a group for each kind of place, ticked, and one change that has it shown', async () => {
  const { workspace } = await siteOf(FILES);
  const answer = finish(renumberAnswer(workspace, { ...PREFIXES, mode: 'replace', serial: 'increment' }, () => NOW));
  assert.ok(answer && !('reason' in answer) && answer.edit);
  const { changeAnnotations, documentChanges } = answer.edit;
  const confirmed = Object.entries(changeAnnotations ?? {}).map(
    ([id, { needsConfirmation }]) => `${id} ${needsConfirmation}`,
  );
  assert.deepEqual(confirmed.sort(), [
    'address false',
    'configuration false',
    'pointer false',
    'review true',
    'serial false',
  ]);
  const start = { line: 0, character: 0 };
  const review = { range: { start, end: start }, newText: '', annotationId: 'review' };
  const edits = (documentChanges ?? []).flatMap((change) => ('edits' in change ? change.edits : []));
  assert.deepEqual(
    edits.filter((edit) => 'annotationId' in edit && edit.annotationId === 'review'),
    [review],
  );
  assert.deepEqual(
    (documentChanges ?? []).map((change) => 'textDocument' in change && change.textDocument.uri).sort(),
    ['com', 'named.conf', 'new', 'rev'].map(uriOf),
  );
});

test('the document has the TTLs that come down, the phases and what stays', async () => {
  const { workspace } = await siteOf(FILES);
  const answer = finish(renumberAnswer(workspace, { ...PREFIXES, mode: 'add', serial: 'increment' }, () => NOW));
  assert.ok(answer && !('reason' in answer));
  assert.equal(answer.title, 'Renumbering of 192.0.2.0/24');
  assert.equal(
    answer.document,
    `192.0.2.0/24 becomes 198.51.100.0/24
====================================

What changes
------------
The new addresses are added beside the old ones. 2 addresses move.
  com  Addresses of hosts: 2; Serials: 1
  named.conf  Addresses in configurations: 1
  new  PTR records: 1; Serials: 1

TTLs that come down first
-------------------------
T is the moment at which the old addresses stop to answer. Whoever asked before a TTL was lowered keeps the old record for the old TTL, so lower it that long before T, to 5 minutes for example, and raise it again when all is done.
  TTL 1d       lower by T - 1d        RRsets: 1
    www.example.com. A
  TTL 5m       lower by T - 5m        RRsets: 1
    mail.example.com. A

Two phases
----------
1. Expand: give the hosts their new addresses beside the old ones, and publish both ('add'). Reload, and wait until every secondary has the new serial.
2. Wait 1d, the longest TTL here, until nobody has an answer without the new addresses.
3. Contract: take the old addresses out ('replace', over the same prefixes). Wait 1d again before the old addresses stop to answer at T.
This change is the first phase.

Addresses that stay
-------------------
  192.0.2.9 → 198.51.100.9 (old.example.com. and gone.example.com.): other.example.com. has it already.
`,
  );
});

test('where nothing has the prefix there is no answer', async () => {
  const { workspace } = await siteOf(FILES);
  const answer = finish(
    renumberAnswer(workspace, { from: '203.0.113.0/24', to: '198.51.100.0/24', mode: 'add' }, () => NOW),
  );
  assert.equal(answer, undefined);
});

test('ten thousand hosts: each record of both zones once', async () => {
  let [com, rev] = [APEX, APEX];
  for (let i = 0; i < 10_000; i++) {
    com += `h${i} A 10.1.${i >> 8}.${i & 255}\n`;
    rev += `${i & 255}.${i >> 8} PTR h${i}.example.com.\n`;
  }
  const conf = `options { directory "/w"; };
zone "example.com" { type primary; file "com"; };
zone "1.10.in-addr.arpa" { type primary; file "rev"; };
zone "2.10.in-addr.arpa" { type primary; file "new"; };
`;
  const { workspace } = await siteOf({ 'named.conf': conf, com, rev, new: APEX });
  const steps = renumberAnswer(workspace, { from: '10.1.0.0/16', to: '10.2.0.0/16', mode: 'replace' }, () => NOW);
  let count = 0;
  let answer = steps.next();
  for (; !answer.done; answer = steps.next()) count++;
  // It lets others in.
  assert.ok(count > 100);
  const { value } = answer;
  assert.ok(value && !('reason' in value));
  assert.match(value.document, /10000 addresses move/);
  assert.match(value.document, /and \d+ more\./);
});
