import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CompletionItem } from 'vscode-languageserver-types';
import { buildModel } from '../../../../server/src/conf/buildModel.ts';
import { findStatement, statementsIn } from '../../../../server/src/conf/lookup.ts';
import { parseConf } from '../../../../server/src/conf/parser.ts';
import { BIND_VERSIONS, type BindVersion, STATEMENTS } from '../../../../server/src/conf/statements.ts';
import { checkValues } from '../../../../server/src/conf/values.ts';
import { checkConf } from '../../../../server/src/rules/conf/index.ts';
import { confCompletion } from '../../../../server/src/services/conf/completion/completion.ts';
import { statementSnippet } from '../../../../server/src/services/conf/completion/shape.ts';
import { categoriesIn } from '../../../../server/src/services/conf/completion/words.ts';
import { edited, openSite } from './harness.ts';

const OPTIONS = { snippets: true, insertReplace: false };
const SECRET = 'c2VjcmV0IHNlY3JldCBzZWNyZXQ=';

async function complete(
  text: string,
  others: Readonly<Record<string, string>> = {},
  version: BindVersion = '9.20',
  file = 'named.conf',
): Promise<CompletionItem[]> {
  const site = await openSite({ ...others, [file]: text });
  return confCompletion(site.configuration, site.uri, site.offset, version, site.lookup, OPTIONS).items;
}

const labels = (items: readonly CompletionItem[]): string[] => items.map(({ label }) => label);

interface Case {
  readonly what: string;
  readonly text: string;
  readonly has?: readonly string[];
  readonly hasNot?: readonly string[];
  readonly first?: string;
  readonly version?: BindVersion;
  readonly file?: string;
  readonly others?: Readonly<Record<string, string>>;
}

const NAMES = [
  'acl inside { 10.0.0.0/8; };',
  'acl "two words" { any; };',
  `key "k1" { algorithm hmac-sha256; secret "${SECRET}"; };`,
  'tls t1 { key-file "k"; cert-file "c"; };',
  'http h1 { endpoints { "/q"; }; };',
  'primaries p1 { 192.0.2.1; };',
  'dnssec-policy "pol" { keys { csk lifetime unlimited algorithm 13; }; };',
  'logging { channel c1 { stderr; }; };',
  'view "v1" { match-clients { any; }; zone "in.example" { type primary; file "x"; }; };',
  '',
].join('\n');

const CASES: readonly Case[] = [
  { what: 'clauses at the top', text: 'z$0', has: ['zone'], hasNot: ['recursion'] },
  {
    what: 'options',
    text: 'options {\n\tallow-$0\n};',
    has: ['allow-query', 'allow-recursion'],
    hasNot: ['zone', 'type'],
  },
  { what: 'a block that is not closed', text: 'options {\n\t$0', has: ['allow-query', 'include'] },
  {
    what: 'a zone without type',
    text: 'zone "a" { $0 };',
    has: ['type', 'file', 'primaries', 'forwarders'],
  },
  {
    what: 'a secondary: what it may have',
    text: 'zone "a" {\n\ttype secondary;\n\t$0\n};',
    has: ['primaries', 'file', 'allow-notify'],
    hasNot: ['allow-update', 'update-policy', 'type', 'server-addresses'],
    first: 'file',
  },
  {
    what: 'a slave is a secondary',
    text: 'zone "a" { type slave; $0 };',
    has: ['primaries'],
    hasNot: ['allow-update'],
  },
  { what: 'a primary', text: 'zone "a" { type primary; $0 };', has: ['allow-update'], hasNot: ['primaries'] },
  { what: 'in-view', text: 'zone "a" { in-view "v"; $0 };', hasNot: ['type', 'file', 'allow-update'] },
  { what: 'removed statements', text: 'options { dnssec-$0 };', has: ['dnssec-validation'], hasNot: ['dnssec-enable'] },
  { what: 'statements of later releases', text: 'zone "a" { type primary; $0 };', hasNot: ['template'] },
  {
    what: 'statements of 9.18 only',
    text: 'options { au$0 };',
    version: '9.18',
    has: ['auto-dnssec'],
  },
  { what: 'not twice', text: 'options { recursion yes; $0 };', hasNot: ['recursion'], has: ['forwarders'] },
  { what: 'twice where it may be', text: 'acl a { any; };\n$0', has: ['acl'] },
  {
    what: 'types of zones',
    text: 'zone "a" { type $0; };',
    has: ['primary', 'secondary', 'hint', 'mirror', 'slave'],
    first: 'primary',
  },
  {
    what: 'types on their way',
    text: 'zone "a" {\n\ttype sec$0\n\tfile "x";\n};',
    has: ['secondary'],
    hasNot: ['primary'],
  },
  {
    what: 'a statement behind one that lacks its semicolon',
    text: 'options {\n\trecursion yes\n\tfor$0\n};',
    has: ['forward', 'forwarders'],
  },
  { what: 'yes and no', text: 'options { recursion $0; };', has: ['yes', 'no'] },
  { what: 'words of a choice', text: 'options { forward $0; };', has: ['first', 'only'], hasNot: ['yes'] },
  { what: 'words and yes', text: 'options { notify $0; };', has: ['explicit', 'primary-only', 'yes'] },
  {
    what: 'options behind a value',
    text: 'options { listen-on port 53 $0 };',
    has: ['tls', 'http', '{ }'],
    hasNot: ['port'],
  },
  { what: 'the default', text: 'options { max-cache-size $0 };', version: '9.18', has: ['90%', 'unlimited'] },
  {
    what: 'acls and the words of address lists',
    text: `${NAMES}options { allow-query { $0 }; };`,
    has: ['inside', 'two words', 'any', 'none', 'localhost', 'localnets', 'key'],
    hasNot: ['k1', 'p1'],
  },
  { what: 'an acl is not offered to itself', text: 'acl a { $0 }; acl b { any; };', has: ['b', 'any'], hasNot: ['a'] },
  { what: 'nested lists', text: `${NAMES}options { allow-query { !{ ins$0; }; }; };`, has: ['inside'] },
  {
    what: 'keys in address lists',
    text: `${NAMES}options { allow-transfer { key $0; }; };`,
    has: ['k1'],
    hasNot: ['inside', 'any'],
  },
  { what: 'keys of a server', text: `${NAMES}server 192.0.2.1 { keys $0; };`, has: ['k1'] },
  { what: 'keys of controls', text: `${NAMES}controls { inet * allow { any; } keys { $0 }; };`, has: ['k1'] },
  {
    what: 'lists of servers',
    text: `${NAMES}zone a { type secondary; primaries { $0 }; };`,
    has: ['p1'],
    hasNot: ['k1'],
  },
  {
    what: 'the key of a primary',
    text: `${NAMES}zone a { type secondary; primaries { 192.0.2.1 key $0 }; };`,
    has: ['k1'],
  },
  {
    what: 'behind a primary',
    text: `zone a { type secondary; primaries { 192.0.2.1 $0 }; };`,
    has: ['key', 'tls', 'port'],
  },
  { what: 'tls', text: `${NAMES}options { listen-on port 853 tls $0 { any; }; };`, has: ['t1', 'ephemeral'] },
  { what: 'http', text: `${NAMES}options { listen-on port 443 tls t1 http $0 { any; }; };`, has: ['h1', 'default'] },
  {
    what: 'policies',
    text: `${NAMES}zone a { type primary; dnssec-policy $0; };`,
    has: ['pol', 'default', 'insecure', 'none'],
  },
  { what: 'policies in quotes', text: `${NAMES}zone a { type primary; dnssec-policy "p$0"; };`, has: ['pol'] },
  { what: 'views', text: `${NAMES}view v2 { zone "in.example" { in-view $0; }; };`, has: ['v1'], hasNot: ['_default'] },
  { what: 'channels', text: `${NAMES}logging { category default { $0 }; };`, has: ['null', 'default_syslog', 'c1'] },
  { what: 'categories', text: 'logging { category $0 };', has: ['queries', 'xfer-in'], hasNot: ['delegation-only'] },
  { what: 'severities', text: 'logging { channel c { severity $0; }; };', has: ['info', 'dynamic'] },
  { what: 'TSIG algorithms', text: 'key k { algorithm $0; };', has: ['hmac-sha256', 'hmac-md5'], first: 'hmac-sha256' },
  {
    what: 'algorithms of a policy',
    text: 'dnssec-policy p { keys { csk lifetime unlimited algorithm $0; }; };',
    has: ['ecdsap256sha256'],
    hasNot: ['rsamd5'],
  },
  { what: 'transports', text: 'options { allow-transfer transport $0 { any; }; };', has: ['tls', 'tcp'] },
  { what: 'nothing in a secret', text: 'key k { secret $0; };', hasNot: ['yes', 'k'] },
  {
    what: 'keys that are used and not defined',
    text: 'server 192.0.2.1 { keys "lost"; };\nkey $0 { };',
    has: ['lost'],
  },
  {
    what: 'zone files',
    text: 'zone "a" { type primary; file "$0"; };',
    others: { 'zones/db.a': '', 'more.conf': '', 'notes.txt': '' },
    has: ['zones/db.a', 'more.conf'],
    first: 'zones/db.a',
  },
  {
    what: 'files to include',
    text: 'include "$0";',
    others: { 'zones/db.a': '', 'named.conf.more': '' },
    has: ['named.conf.more'],
    first: 'named.conf.more',
  },
  {
    what: 'names of zones whose files are there',
    text: 'zone "$0" { };\nzone "example.net" { type primary; file "zones/db.example.net"; };',
    others: { 'zones/db.example.com': '', 'zones/db.example.net': '', 'zones/example.org.zone': '' },
    has: ['example.com', 'example.org'],
    hasNot: ['example.net'],
  },
  {
    what: 'rndc.conf',
    text: 'options { default-$0 };',
    file: 'rndc.conf',
    has: ['default-key', 'default-server'],
    hasNot: ['recursion'],
  },
  {
    what: 'keys of rndc.conf',
    text: `key "rk" { algorithm hmac-sha256; secret "${SECRET}"; };\noptions { default-key $0; };`,
    file: 'rndc.conf',
    has: ['rk'],
  },
];

for (const { what, text, has = [], hasNot = [], first, version, file, others } of CASES) {
  test(`completion in named.conf: ${what}`, async () => {
    const found = labels(await complete(text, others, version, file));
    for (const label of has) assert.ok(found.includes(label), `${label} is not in: ${found.join(' ')}`);
    for (const label of hasNot) assert.ok(!found.includes(label), `${label} is in: ${found.join(' ')}`);
    if (first) assert.equal(found[0], first);
  });
}

const EMPTY: readonly { what: string; text: string }[] = [
  { what: 'in a line comment', text: 'options { // rec$0\n };' },
  { what: 'at the end of a line comment', text: 'options { # $0' },
  { what: 'in a block comment', text: 'options { /* $0 */ };' },
  { what: 'in a secret', text: `key k { secret "${SECRET}$0"; };` },
  { what: 'behind a secret that is not in quotes', text: `key k { secret ${SECRET} $0` },
  { what: 'behind a closing quote', text: 'zone "a"$0' },
  { what: 'where nothing is known', text: 'options { foobar $0; };' },
];
for (const { what, text } of EMPTY) {
  test(`completion in named.conf: nothing ${what}`, async () => {
    assert.deepEqual(labels(await complete(text)), []);
  });
}

const find = (items: readonly CompletionItem[], label: string): CompletionItem => {
  const item = items.find((each) => each.label === label);
  assert.ok(item, `${label} is not in: ${labels(items).join(' ')}`);
  return item;
};

const SNIPPETS: readonly { text: string; label: string; snippet: string | RegExp }[] = [
  { text: '$0', label: 'zone', snippet: /^zone "\$\{1:example.com\}" \{\n\ttype / },
  { text: 'options { $0 };', label: 'recursion', snippet: 'recursion ${1|yes,no|};' },
  { text: 'options { $0 };', label: 'forward', snippet: 'forward ${1|first,only|};' },
  { text: 'options { $0 };', label: 'allow-query', snippet: 'allow-query { $1; };' },
  { text: 'options { $0 };', label: 'directory', snippet: 'directory "$1";' },
  { text: 'options { $0 };', label: 'rate-limit', snippet: 'rate-limit {\n\t$0\n};' },
  { text: 'options { $0 };', label: 'max-cache-ttl', snippet: 'max-cache-ttl ${1:1h};' },
  { text: 'options { $0 };', label: 'forwarders', snippet: 'forwarders { ${1:192.0.2.1}; };' },
  { text: 'logging { channel c { $0 }; };', label: 'stderr', snippet: 'stderr;' },
  { text: '$0', label: 'acl', snippet: 'acl ${1:name} { $2; };' },
];
for (const { text, label, snippet } of SNIPPETS) {
  test(`completion in named.conf: the shape of ${label}`, async () => {
    const item = find(await complete(text), label);
    assert.equal(item.insertTextFormat, 2);
    const newText = item.textEdit!.newText;
    if (typeof snippet === 'string') assert.equal(newText, snippet);
    else assert.match(newText, snippet);
  });
}

test('completion in named.conf: only the name where the rest of the statement is there', async () => {
  const item = find(await complete('options { allow-q$0 { any; }; };'), 'allow-query');
  assert.equal(item.textEdit!.newText, 'allow-query');
});

test('completion in named.conf: deprecated statements are struck out and last', async () => {
  const items = await complete('zone "a" { $0 };', {}, '9.18');
  const item = find(items, 'auto-dnssec');
  assert.deepEqual(item.tags, [1]);
  assert.ok(items.indexOf(item) > items.indexOf(find(items, 'zone-statistics')));
});

test('completion in named.conf: documentation from the table', async () => {
  const item = find(await complete('options { $0 };'), 'allow-recursion');
  const { documentation } = item;
  assert.ok(documentation && typeof documentation === 'object');
  for (const part of [
    '**allow-recursion**',
    'allow-recursion {',
    'Default: `{ localnets; localhost; }`',
    'Since BIND',
  ]) {
    assert.ok(documentation.value.includes(part), documentation.value);
  }
});

test('completion in named.conf: names are put in quotes where they are or have to be', async () => {
  const site = await openSite({ 'named.conf': `${NAMES}options { allow-query { tw$0; }; };` });
  const list = confCompletion(site.configuration, site.uri, site.offset, '9.20', site.lookup, OPTIONS);
  const edit = find(list.items, 'two words').textEdit;
  assert.ok(edit && 'range' in edit);
  assert.ok(edited(site.buffer, [edit]).endsWith('allow-query { "two words"; }; };'));
});

test('completion in named.conf: names of included files', async () => {
  const found = await complete('include "named.conf.acl";\noptions { allow-query { $0 }; };', {
    'named.conf.acl': 'acl there { any; };',
  });
  assert.equal(find(found, 'there').labelDetails?.description, 'named.conf.acl');
});

test('completion in named.conf: keys of another view are not offered', async () => {
  const key = (name: string): string => `key ${name} { algorithm hmac-sha256; secret "${SECRET}"; };`;
  const found = labels(
    await complete(`${key('top')} view a { ${key('ka')} }; view b { ${key('kb')} server 192.0.2.1 { keys $0; }; };`),
  );
  assert.ok(found.includes('top') && found.includes('kb') && !found.includes('ka'), found.join(' '));
});

test('completion without snippets has plain names', async () => {
  const site = await openSite({ 'named.conf': 'options { $0 };' });
  const plain = { snippets: false, insertReplace: false };
  const { items } = confCompletion(site.configuration, site.uri, site.offset, '9.20', site.lookup, plain);
  assert.ok(items.every((item) => item.insertTextFormat === undefined && !item.textEdit!.newText.includes('${')));
});

/** A snippet with its places filled in as they are suggested. */
function filledIn(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1')
    .replace(/\$\{\d+:((?:[^\\}]|\\.)*)\}/g, '$1')
    .replace(/\{ \$\d+; \}/g, '{ 192.0.2.1; }')
    .replace(/\$\d+/g, '')
    .replace(/\\(.)/g, '$1');
}

for (const version of BIND_VERSIONS) {
  test(`completion in named.conf: the shape of every statement is what BIND ${version} takes`, () => {
    let count = 0;
    for (const clause of new Set(STATEMENTS.flatMap(({ clauses }) => clauses))) {
      for (const row of statementsIn(clause, undefined, version)) {
        const text = filledIn(statementSnippet(row, clause, version, undefined));
        const tree = parseConf(text, clause);
        const [statement] = tree.root.statements;
        assert.deepEqual(tree.problems, [], text);
        assert.deepEqual(checkValues(findStatement(row.name, clause)!, statement, version), [], text);
        count++;
      }
    }
    assert.ok(count > 400);
  });

  test(`completion in named.conf: the log categories are those of BIND ${version}`, () => {
    const lines = categoriesIn(version).map(({ word }) => `category ${word} { null; };`);
    const text = `logging { ${lines.join(' ')} };`;
    const model = buildModel({ uri: 'file:///named.conf', text }, () => undefined);
    const problems = checkConf({ model, version, fileExists: () => undefined, published: () => [] });
    assert.deepEqual(
      problems.filter(({ severity }) => severity === 'error').map(({ message }) => message),
      [],
    );
  });
}
