/** The tools for agents that an editor offers, over the workspace as the editor has it; their table, and what package.json says of them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pagesNamed } from '../../../client/src/agents/ruleWords.ts';
import { ROOT } from '../../../scripts/lib/paths.ts';
import { notForAgents } from '../../../server/src/live/agentLine.ts';
import { readDigLine } from '../../../server/src/live/digWords.ts';
import { agentPaths } from '../../../server/src/lsp/agentPaths.ts';
import { bounded, queryWords } from '../../../server/src/services/agents/answers.ts';
import { TOOL_ROWS } from '../../../server/src/services/agents/table.ts';
import { openSession, type Session } from './session.ts';

const ZONE =
  '$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\n@ NS ns2\nns1 A 192.0.2.1\nns1 AAAA 2001:db8::1\nns2 A 198.51.100.1\nns2 AAAA 2001:db8:1::1\nwww A 192.0.2.80\nweb CNAME www\n';
const REVERSE =
  '$TTL 1h\n@ SOA ns1.example.com. host.example.com. 1 2h 1h 2w 1h\n@ NS ns1.example.com.\n@ NS ns2.example.com.\n1 PTR ns1.example.com.\n';
const CONF =
  'options { directory "."; allow-transfer { 192.0.2.2; }; };\nkey "k" { algorithm hmac-sha256; secret "c2VjcmV0IHNlY3JldCBzZWNyZXQ="; };\nzone "example.com" { type primary; file "zones/db.example.com"; };\nzone "2.0.192.in-addr.arpa" { type primary; file "zones/db.192.0.2"; allow-transfer { none; }; };\n';

function opened(zone = ZONE): Promise<Session> {
  return openSession({
    files: { 'zones/db.example.com': `$0${zone}`, 'zones/db.192.0.2': REVERSE, 'named.conf': CONF },
  });
}

function said(session: Session, name: string, given: object): Promise<string> {
  return session.request('bailiwick/agentTool', { name, given });
}

test('package.json has the tools of the table', () => {
  const { contributes } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  assert.deepEqual(
    contributes.languageModelTools.map(({ name, modelDescription, inputSchema }: Record<string, unknown>) => ({
      name,
      modelDescription,
      inputSchema,
    })),
    TOOL_ROWS.map(({ name, description, inputSchema }) => ({
      name: `bailiwick_${name}`,
      modelDescription: description,
      inputSchema,
    })),
  );
});

test('check: what the editor has, not what is on disk; by paths and severity', async () => {
  const session = await opened(`${ZONE}x A 192.0.2.300\n`);
  const all = await said(session, 'check', {});
  console.log(all);
  assert.match(all, /^zones\/db\.example\.com:11:5: error: .*\[zone\/bad-rdata\]$/m);
  assert.match(await said(session, 'check', { paths: ['zones/db.192.0.2'], min_severity: 'error' }), /^No problems\.$/);
  assert.match(await said(session, 'check', { paths: ['zones'], min_severity: 'error' }), /^1 problem:\nzones/);
});

test('check: a proposed content is judged beside the others, and nothing changes', async () => {
  const session = await opened();
  const before = await said(session, 'check', {});
  const bad = await said(session, 'check', { proposed: { 'zones/db.example.com': `${ZONE}y A 192.0.2.300\n` } });
  assert.match(bad, /^Do not write this: it brings 1 error/);
  assert.match(bad, /zones\/db\.example\.com:11:5: error/);
  const good = await said(session, 'check', { proposed: { 'zones/db.example.com': `${ZONE}y A 192.0.2.30\n` } });
  assert.doesNotMatch(good, /Do not write/);
  const proposed = { 'named.conf': `${CONF.replaceAll('example.com"', 'example.org"')}optoins { };\n` };
  const conf = await said(session, 'check', { proposed });
  assert.match(conf, /^Do not write this: it brings 1 error/);
  assert.doesNotMatch(conf, /^zones/m);
  // A file that another one loads: what breaks there is told too where it is asked for.
  const all = await said(session, 'check', { proposed, paths: ['named.conf', 'zones'] });
  assert.match(all, /^zones\/db\.example\.com:.*not-loaded/m);
  // One that is not there yet.
  const added = await said(session, 'check', {
    proposed: { 'zones/db.new.example': ZONE.replace('ns1 A', 'ns1 A 1') },
    origin: 'new.example',
  });
  assert.match(added, /^Do not write this: .*\n(?:.*\n)*zones\/db\.new\.example:5/);
  assert.equal(await said(session, 'check', {}), before);
});

test('check: what is wrong with files before and after is not told, whoever knows of it', async () => {
  const session = await openSession({
    files: {
      'zones/db.example.com': `$0${ZONE}x A 192.0.2.300\n`,
      'zones/db.192.0.2': `\ufeff${REVERSE}`,
      'named.conf': CONF,
    },
  });
  await session.replace('zones/db.example.com', 'web CNAME www', 'web CNAME ns1');
  assert.match(await said(session, 'check', {}), /serial/);
  const same = await said(session, 'check', { paths: ['.'], proposed: { 'zones/new': '; nothing\n' } });
  assert.doesNotMatch(same, /would be gone/);
});

test('name and value', async () => {
  const session = await opened();
  const name = await said(session, 'name', { name: 'www.example.com' });
  assert.match(name, /^www\.example\.com\. is in the zone example\.com\. \(zones\/db\.example\.com\)\./);
  assert.match(name, /points? to www\.example\.com\. \(1\):\nzones\/db\.example\.com:10: \[CNAME\] web CNAME www/);
  const value = await said(session, 'value', { option: 'allow-transfer', zone: 'example.com' });
  assert.match(value, /in force: .*192\.0\.2\.2.*from options, named\.conf:1/);
  const own = await said(session, 'value', { option: 'allow-transfer', zone: '2.0.192.in-addr.arpa' });
  assert.match(own, /in force: .*none.*\n.*covered: .*192\.0\.2\.2/);
});

test('plan: diffs of many files, and nothing is made', async () => {
  const session = await opened();
  const ptr = await said(session, 'plan', { kind: 'create-ptr' });
  assert.match(ptr, /^\+\+\+ .*zones\/db\.192\.0\.2/m);
  assert.match(ptr, /^\+80\s.*PTR\s+www\.example\.com\.$/m);
  assert.match(
    await said(session, 'plan', { kind: 'renumber', from: '192.0.2.0/24', to: '203.0.113.0/24' }),
    /^\+.*203\.0\.113\.80/m,
  );
  assert.match(await said(session, 'plan', { kind: 'migrate', paths: ['named.conf'], to: '9.21' }), /\S/);
  assert.match(await said(session, 'plan', { kind: 'format', paths: ['zones'] }), /^-www A 192\.0\.2\.80$/m);
  assert.doesNotMatch(await said(session, 'plan', { kind: 'fix' }), /c2VjcmV0/);
  assert.equal(await said(session, 'plan', { kind: 'remove-ptr' }), 'Nothing has to change.');
});

test('what is wrong is said in a sentence, and no path leads out of the folders', async () => {
  const session = await opened();
  for (const [name, given, reason] of [
    ['nothing', {}, /there is no tool nothing/],
    ['query', { words: 'x' }, /there is no tool query/],
    ['check', { paths: 'zones' }, /"paths" is a list/],
    ['check', { paths: ['../etc/passwd'] }, /outside of the folders/],
    ['check', { paths: ['/etc/passwd'] }, /outside of the folders/],
    ['check', { paths: ['file:///etc/passwd'] }, /outside of the folders/],
    ['check', { proposed: { 'zones/../../x': '' } }, /outside of the folders/],
    ['check', { proposed: { x: 1 } }, /is a text/],
    ['check', { min_severity: 'fatal' }, /"min_severity" is one of/],
    ['name', {}, /"name" is a domain name/],
    ['name', { name: 'a..b' }, /is not a domain name/],
    ['value', { option: 'allow-query', zone: 'nowhere.example' }, /no configuration here has/],
    ['plan', { kind: 'delete' }, /"kind" is one of create-ptr/],
    ['plan', { kind: 'renumber', from: 'x', to: 'y' }, /./],
    ['plan', { kind: 'migrate', to: '9.21' }, /one file is migrated/],
    ['plan', { kind: 'migrate', paths: ['named.conf'], to: '8' }, /"to" is/],
  ] as const) {
    await assert.rejects(said(session, name, given), reason, `${name} ${JSON.stringify(given)}`);
  }
});

test('answers are bounded, and say how much is left out', async () => {
  const session = await opened(`${ZONE}${'x A 192.0.2.300\n'.repeat(150)}`);
  const all = await said(session, 'check', { min_severity: 'error' });
  assert.match(all, /^150 problems:/);
  assert.match(all, /\(50 more are not shown\)$/);
  const long = bounded('a line of words\n'.repeat(5000));
  assert.ok(long.length < 24_100);
  assert.match(long, /\n\(\d+ more characters are left out; ask for less\)$/);
});

test('paths of several folders begin with the name of the folder', () => {
  const { nameOf, uriOf, among } = agentPaths(['file:///srv/a', 'file:///srv/b%20c/']);
  assert.equal(nameOf('file:///srv/b%20c/zones/x'), 'b c/zones/x');
  assert.equal(nameOf('file:///etc/x'), 'file:///etc/x');
  assert.equal(uriOf('b c/zones/./x'), 'file:///srv/b%20c/zones/x');
  assert.equal(uriOf('/srv/a/x'), 'file:///srv/a/x');
  assert.throws(() => uriOf('zones/x'), /outside/);
  assert.throws(() => uriOf('a/../b/x'), /outside/);
  const odd = agentPaths(['file:///srv/a', 'file:///srv/100%25']);
  assert.equal(odd.nameOf('file:///srv/100%25/x%20y'), '100%/x y');
  assert.equal(odd.uriOf('100%/x y'), 'file:///srv/100%25/x%20y');
  const windows = agentPaths(['file:///c%3A/zones']);
  assert.equal(windows.uriOf('C:\\zones\\db.x'), 'file:///c%3A/zones/db.x');
  assert.throws(() => windows.uriOf('C:\\Windows\\x'), /outside/);
  assert.ok(among(['a'])('file:///srv/a/zones/x'));
  assert.ok(!among(['a'])('file:///srv/b%20c/x'));
});

test('words of a query that name files and keys of the user are refused; rules are found by patterns', () => {
  for (const words of ['', ' \n', 3, undefined]) assert.throws(() => queryWords(words));
  assert.equal(queryWords(' @192.0.2.1 www.example.com\nAAAA '), '@192.0.2.1 www.example.com AAAA');
  const refused = (words: string, always?: string): string | undefined => {
    const line = readDigLine(words, always);
    return 'error' in line ? line.error.message : notForAgents(line, always);
  };
  for (const words of [
    '-k key www.example.com',
    'www.example.com -y b',
    'www.example.com -yb',
    "'-k' key www.example.com",
    '-"k" key www.example.com',
    '-4k key www.example.com',
    'kdig -k key www.example.com',
    'a.example b.example -y c',
    '-f names',
    '-b 192.0.2.1 x',
    '@192.0.2.1 +tls-ca=/etc/passwd x',
    '@192.0.2.1 +tls +tls-ca=file x',
  ])
    assert.ok(refused(words), words);
  for (const words of ['@192.0.2.1 www.example.com AAAA', '"x -k key"', '@192.0.2.1 +tls x', '-x 192.0.2.1'])
    assert.equal(refused(words), undefined, words);
  // What the user has set stays the user's.
  const always = '-k key -b 192.0.2.1 +tls-ca=file';
  assert.equal(refused('@192.0.2.1 +tls x', always), undefined);
  assert.ok(refused('@192.0.2.1 -k other x', always));
  assert.ok(refused('@192.0.2.1 +tls +tls-ca=other x', always));
  const pages = new Map([
    ['zone/lost-dot', 'A'],
    ['zone/spf-all', 'B'],
    ['zone/spf-long', 'C'],
  ]);
  assert.equal(pagesNamed('zone/lost-dot', pages), 'A');
  assert.equal(pagesNamed('lost-dot', pages), 'A');
  assert.equal(pagesNamed('zone/spf-*', pages), 'B\n\nC');
  assert.throws(() => pagesNamed('zone/lost', pages), /is not a rule/);
  assert.throws(() => pagesNamed(7, pages));
});
