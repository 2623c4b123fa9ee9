/** The script for nsupdate: what is added, deleted and left alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nsupdateAnswer } from '../../../../server/src/services/nsupdate/answer.ts';
import { finish } from '../../../../server/src/steps.ts';
import { siteOf, uriOf } from '../../workspace/harness.ts';

const CONF =
  'options { directory "/w"; };\nzone "example.com" { type primary; file "db"; allow-update { localhost; }; };\n';
const SOA = '@ SOA ns1 host 7 2h 1h 2w 1h\n';
const APEX = `$TTL 1h\n${SOA}@ NS ns1\nns1 A 192.0.2.1\n`;

async function scriptOf(before: string, after: string, conf = CONF) {
  const { workspace } = await siteOf({ 'named.conf': conf, db: after });
  const answer = finish(
    nsupdateAnswer(workspace, { uri: uriOf('db'), before: { texts: { [uriOf('db')]: before }, label: 'db' } }),
  );
  assert.ok(answer);
  return answer;
}

/** What is sent, without the comments. */
function sent(script: string): string[] {
  return script.split('\n').filter((line) => line !== '' && !line.startsWith(';'));
}

const CASES: readonly (readonly [what: string, before: string, after: string, updates: readonly string[]])[] = [
  ['nothing', 'a A 192.0.2.7\n', 'A.example.com. 3600 IN A 192.0.2.7 ; the same\n', []],
  ['a new record', '', 'a A 192.0.2.7\n', ['add a.example.com. 3600 A 192.0.2.7']],
  ['a record that goes', 'a A 192.0.2.7\n', '', ['delete a.example.com. A 192.0.2.7']],
  [
    'one of several data',
    'a A 192.0.2.7\na A 192.0.2.8\n',
    'a A 192.0.2.8\na A 192.0.2.9\n',
    ['delete a.example.com. A 192.0.2.7', 'add a.example.com. 3600 A 192.0.2.9'],
  ],
  [
    'another TTL, of all data',
    'a A 192.0.2.7\na A 192.0.2.8\n',
    'a 60 A 192.0.2.7\na 60 A 192.0.2.8\n',
    ['add a.example.com. 60 A 192.0.2.7', 'add a.example.com. 60 A 192.0.2.8'],
  ],
  [
    'a CNAME where addresses were',
    'a A 192.0.2.7\na AAAA 2001:db8::7\n',
    'a CNAME b\n',
    [
      'delete a.example.com. A 192.0.2.7',
      'delete a.example.com. AAAA 2001:db8::7',
      'add a.example.com. 3600 CNAME b.example.com.',
    ],
  ],
  [
    'what named makes itself',
    '',
    '@ NSEC a A NS\n@ RRSIG A 13 2 3600 20300101000000 20200101000000 1 example.com. AAAA\n',
    [],
  ],
  ['a name outside of the zone', '', 'a.example.net. A 192.0.2.7\n', []],
  ['a record that is wrong', '', 'a A 192.0.2.777\n', []],
  ['text with what comments begin with', '', 'a TXT "x; y"\n', ['add a.example.com. 3600 TXT "x; y"']],
];

test('only what differs is sent', async () => {
  for (const [what, before, after, updates] of CASES) {
    const { script, changes } = await scriptOf(APEX + before, APEX + after);
    const wanted = updates.length > 0 ? ['zone example.com.', ...updates.map((line) => `update ${line}`), 'send'] : [];
    assert.deepEqual(sent(script), wanted, what);
    assert.equal(changes, updates.length, what);
  }
});

test('the new name servers come before the old ones go', async () => {
  const { script } = await scriptOf(APEX, APEX.replace('@ NS ns1', '@ NS ns2'));
  assert.deepEqual(sent(script).slice(1, -1), [
    'update add example.com. 3600 NS ns2.example.com.',
    'update delete example.com. NS ns1.example.com.',
  ]);
});

test('a SOA is sent where it is another one, with a newer serial', async () => {
  const soas = [
    ['host 8 2h', 'host.example.com. 8 7200'],
    ['host 6 2h', undefined],
    ['admin 7 2h', 'admin.example.com. 8 7200'],
    ['admin 9 2h', 'admin.example.com. 9 7200'],
  ] as const;
  for (const [written, wanted] of soas) {
    const { script } = await scriptOf(APEX, APEX.replace('host 7 2h', written));
    const update = `update add example.com. 3600 SOA ns1.example.com. ${wanted} 3600 1209600 3600`;
    assert.deepEqual(sent(script).slice(1, -1), wanted === undefined ? [] : [update], written);
  }
});

test('many records go in several messages, none of which parts an owner', async () => {
  const hosts = Array.from({ length: 3000 }, (_, i) => `h${i} A 10.0.${i >> 8}.${i & 255}\nh${i} TXT one\n`).join('');
  const { script, changes } = await scriptOf(APEX, APEX + hosts);
  assert.equal(changes, 6000);
  const messages = script.split('send\n').slice(0, -1);
  assert.ok(messages.length > 3);
  for (const message of messages) {
    assert.ok(message.length < 65_535);
    assert.equal(message.match(/ A /g)?.length, message.match(/ TXT /g)?.length);
    assert.equal(message.match(/^zone example\.com\.$/gm)?.length, 1);
  }
});

test('the script says the class, the view and what was left out', async () => {
  const zone = 'zone "example.com" CH { type primary; file "db"; };';
  const { script } = await scriptOf(
    APEX,
    `${APEX}a A 192.0.2.777\nb TXT x\n`,
    `options { directory "/w"; };\nview inside CH { ${zone} };\n`,
  );
  assert.match(script, /^class CH\nzone example\.com\.$/m);
  assert.match(script, /^; .*view inside/m);
  const { script: other } = await scriptOf(APEX, `${APEX}a A 192.0.2.777\n`);
  assert.match(other, /^; a\.example\.com\. A: left out, since a record is wrong$/m);
});
