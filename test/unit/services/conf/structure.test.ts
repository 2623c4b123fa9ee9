import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DocumentSymbol, SelectionRange } from 'vscode-languageserver-types';
import { confCodeLenses, OPEN_FILE } from '../../../../server/src/services/conf/codeLenses.ts';
import { confFolding } from '../../../../server/src/services/conf/folding.ts';
import { confInlayHints } from '../../../../server/src/services/conf/inlayHints.ts';
import { confLinks } from '../../../../server/src/services/conf/links.ts';
import { confSelections } from '../../../../server/src/services/conf/selections.ts';
import { confSignature } from '../../../../server/src/services/conf/signature.ts';
import { confSymbols } from '../../../../server/src/services/conf/symbols.ts';
import { confTokens } from '../../../../server/src/services/conf/tokens.ts';
import { confWorkspaceSymbols } from '../../../../server/src/services/conf/workspaceSymbols.ts';
import { TOKEN_MODIFIERS, TOKEN_TYPES } from '../../../../server/src/services/shared/tokenLegend.ts';
import { type ConfSite, confUri, openSite, textOf } from './harness.ts';

const ZONE_FILE = '@ 3600 IN SOA ns hostmaster 2025112101 1d 2h 4w 1h\n@ NS ns\nns A 192.0.2.1\n';

function outline(symbols: readonly DocumentSymbol[]): string[] {
  return symbols.flatMap(({ name, detail, children = [] }) => [
    detail ? `${name} (${detail})` : name,
    ...outline(children).map((line) => `  ${line}`),
  ]);
}

const VIEWS = `options {
  recursion yes;
};
acl inside { any; };
view "in" {
  match-clients { inside; };
  zone "example.com" { type primary; file "db.x"; };
};
zone "." { type hint; };
include "more";
`;

test('outline of named.conf: clauses, zones in their views', async () => {
  const site = await openSite({ 'named.conf': VIEWS });
  assert.deepEqual(outline(confSymbols(site.configuration, site.uri)), [
    'options',
    '  recursion',
    'inside (acl)',
    'in (view)',
    '  match-clients',
    '  example.com (zone, primary)',
    '. (zone, hint)',
    'include (more)',
  ]);
});

test('outline of named.conf: ranges nest, and the limit is said', async () => {
  const site = await openSite({ 'named.conf': VIEWS });
  const check = (symbols: readonly DocumentSymbol[], from: number, to: number): void => {
    for (const { range, selectionRange, children = [] } of symbols) {
      const [start, end] = [site.buffer.offsetAt(range.start), site.buffer.offsetAt(range.end)];
      assert.ok(from <= start && end <= to);
      assert.ok(start <= site.buffer.offsetAt(selectionRange.start) && site.buffer.offsetAt(selectionRange.end) <= end);
      check(children, start, end);
    }
  };
  check(confSymbols(site.configuration, site.uri), 0, site.buffer.length);
  const cut = outline(confSymbols(site.configuration, site.uri, 3));
  assert.equal(cut.length, 4);
  assert.match(cut[3], /^3 more statements, not listed$/);
});

test('workspace symbols: zones, acls and keys of configurations', async () => {
  const site = await openSite({ 'named.conf': `${VIEWS}key "xfer" { };`, more: 'primaries inner { 192.0.2.1; };' });
  const names = (query: string): string[] =>
    confWorkspaceSymbols(query, site.workspace.configurations, site.workspace).items.map(
      ({ name, containerName }) => `${name}: ${containerName}`,
    );
  assert.deepEqual(names('IN'), ['inside: acl', 'in: view', 'inner: list of servers']);
  assert.deepEqual(names('example'), ['example.com: zone, view in']);
  assert.deepEqual(names('xf'), ['xfer: key']);
});

test('folding in named.conf', async () => {
  const site = await openSite({
    'named.conf':
      '// a\n// b\noptions {\n  allow-query {\n    any;\n    none;\n  };\n};\n/* c\n d */\nacl a { any; };\n// region x\nacl b { any; };\n// endregion\n',
  });
  const { items } = confFolding(site.configuration.treeOf(site.uri)!, site.buffer);
  assert.deepEqual(
    items.map(({ startLine, endLine, kind }) => [startLine, endLine, kind ?? '']),
    [
      [0, 1, 'comment'],
      [2, 6, ''],
      [3, 5, ''],
      [8, 9, 'comment'],
      [11, 13, 'region'],
    ],
  );
  assert.equal(confFolding(site.configuration.treeOf(site.uri)!, site.buffer, 2).left, 3);
});

test('selection in named.conf: word, value, statement, block, file', async () => {
  const site = await openSite({ 'named.conf': 'acl a { any; };\noptions { directory "/v$0ar"; };\n' });
  const [first] = confSelections(site.configuration.treeOf(site.uri)!, site.buffer, [site.offset]);
  const texts: string[] = [];
  for (let at: SelectionRange | undefined = first; at; at = at.parent) texts.push(textOf(site.buffer, at.range));
  assert.deepEqual(texts, [
    '/var',
    '"/var"',
    'directory "/var"',
    'directory "/var";',
    '{ directory "/var"; }',
    'options { directory "/var"; }',
    'options { directory "/var"; };',
    site.buffer.text(),
  ]);
});

test('links in named.conf: includes, zone files, keys; none to what is not there', async () => {
  const site = await openSite({
    'named.conf':
      'include "more";\ninclude "lost";\nzone "a" { type primary; file "db.x"; };\ntls t { key-file "k.pem"; cert-file "no.pem"; };\n',
    more: '',
    'db.x': ZONE_FILE,
    'k.pem': '',
  });
  const { zones, listed } = site.workspace;
  const links = confLinks(site.configuration, site.uri, site.buffer, { zones, listed });
  assert.deepEqual(
    links.map(({ range, target }) => [textOf(site.buffer, range), target]),
    [
      ['more', confUri('more')],
      ['db.x', confUri('db.x')],
      ['k.pem', confUri('k.pem')],
    ],
  );
});

function tokens({ buffer }: ConfSite, data: readonly number[]): string[] {
  const found: string[] = [];
  let line = 0;
  let character = 0;
  for (let i = 0; i < data.length; i += 5) {
    line += data[i];
    character = data[i] === 0 ? character + data[i + 1] : data[i + 1];
    const at = buffer.offsetAt({ line, character });
    const modifiers = TOKEN_MODIFIERS.filter((_, bit) => (data[i + 4] & (1 << bit)) !== 0);
    found.push([buffer.slice(at, at + data[i + 2]), TOKEN_TYPES[data[i + 3]], ...modifiers].join(' '));
  }
  return found;
}

test('semantic tokens of named.conf', async () => {
  const site = await openSite({
    'named.conf': `acl lan { 10.0.0.0/8; };
key k { algorithm hmac-sha256; secret "c2VjcmV0c2VjcmV0"; };
options {
  dnssec-enable yes;
  listen-on port 53 { lan; any; };
  max-cache-ttl 1h; foobar x;
};
zone "a" IN { type primary; };
`,
  });
  assert.deepEqual(tokens(site, confTokens(site.configuration, site.uri, '9.20')), [
    'acl keyword',
    'lan variable declaration',
    '10.0.0.0/8 address',
    'key keyword',
    'k variable declaration',
    'algorithm keyword',
    'secret keyword',
    '"c2VjcmV0c2VjcmV0" encodedData',
    'options keyword',
    'dnssec-enable keyword deprecated',
    'yes enumMember',
    'listen-on keyword',
    'port property',
    '53 number',
    'lan variable',
    'any variable defaultLibrary',
    'max-cache-ttl keyword',
    '1h ttl',
    'zone keyword',
    '"a" domainName declaration',
    'IN dnsClass',
    'type keyword',
    'primary property',
  ]);
});

test('semantic tokens of named.conf: a range has the tokens of the whole', async () => {
  const site = await openSite({ 'named.conf': VIEWS });
  const all = tokens(site, confTokens(site.configuration, site.uri, '9.20'));
  const start = VIEWS.indexOf('view');
  const some = tokens(
    site,
    confTokens(site.configuration, site.uri, '9.20', { start, end: VIEWS.indexOf('zone ".') - 1 }),
  );
  assert.deepEqual(some, all.slice(all.indexOf('view keyword'), all.lastIndexOf('zone keyword')));
});

test('the legend has each type and each modifier once', () => {
  assert.equal(new Set(TOKEN_TYPES).size, TOKEN_TYPES.length);
  assert.equal(new Set(TOKEN_MODIFIERS).size, TOKEN_MODIFIERS.length);
});

test('code lenses in named.conf: file, type, view, records, serial', async () => {
  const site = await openSite({
    'named.conf':
      'view "v" {\nzone "example.com" { type primary; file "db.x"; };\n};\nzone "b" { type secondary; file "lost"; };\nzone "c" { in-view v; };\n',
    'db.x': ZONE_FILE,
  });
  const lenses = confCodeLenses(site.configuration, site.uri, site.buffer, site.workspace.zones);
  assert.deepEqual(
    lenses.map(({ range, command }) => [range.start.line, command?.title, command?.command]),
    [
      [1, 'primary · view v · db.x · 3 records · serial 2025112101', OPEN_FILE],
      [3, 'secondary · lost, not read', ''],
      [4, 'in view v', ''],
    ],
  );
  assert.deepEqual(lenses[0].command?.arguments, [confUri('db.x')]);
});

test('inlay hints in named.conf: what a zone takes over', async () => {
  const site = await openSite({
    'named.conf': `options { allow-transfer { none; }; notify no; recursion yes; };
view v { notify explicit;
zone a { type primary; file "x"; };
zone b { type primary; file "y"; allow-transfer { any; }; };
zone c { type forward; };
};
`,
  });
  const text = site.buffer.text();
  const hints = (start: number, end: number) =>
    confInlayHints(site.configuration, site.uri, site.buffer, { start, end }).map(
      ({ position, label }) => `${position.line} ${label}`,
    );
  assert.deepEqual(hints(0, text.length), ['2 allow-transfer { none; };', '2 notify explicit;', '3 notify explicit;']);
  assert.deepEqual(hints(text.indexOf('zone b'), text.indexOf('zone b') + 1), ['3 notify explicit;']);
});

async function signature(text: string): Promise<[string, string] | undefined> {
  const site = await openSite({ 'named.conf': text });
  const help = confSignature(site.configuration, site.uri, site.offset, '9.20');
  if (!help) return undefined;
  const [{ label, parameters = [] }] = help.signatures;
  const range = parameters[help.activeParameter ?? -1]?.label;
  return [label, Array.isArray(range) ? label.slice(range[0], range[1]) : ''];
}

const SIGNATURES: readonly { what: string; text: string; active: string; label?: RegExp }[] = [
  { what: 'the first part', text: 'zone $0', active: '<string>', label: /^zone <string> \[ <class> \] \{ \.\.\. \};$/ },
  { what: 'behind the name', text: 'zone "a" $0', active: '[ <class> ]' },
  { what: 'while a value is typed', text: 'zone "a$0', active: '<string>' },
  { what: 'options in any order', text: 'options { listen-on tls x $0 };', active: '[ port <integer> ]' },
  { what: 'the value of an option', text: 'options { listen-on port $0 };', active: '[ port <integer> ]' },
  { what: 'behind the last part', text: 'options { recursion yes $0;', active: '' },
  {
    what: 'an element of a list',
    text: 'dnssec-policy p { keys { csk lifetime $0 }; };',
    active: 'lifetime ( <duration> | unlimited )',
    label: /^keys \{ … /,
  },
];
for (const { what, text, active, label } of SIGNATURES) {
  test(`signature help in named.conf: ${what}`, async () => {
    const found = await signature(text);
    assert.ok(found);
    if (label) assert.match(found[0], label);
    assert.ok(
      active === '' ? found[1] === '' : active.includes(found[1]) && found[1] !== '',
      `${found[1]} of ${found[0]}`,
    );
  });
}

test('signature help in named.conf: none between statements and in comments', async () => {
  assert.equal(await signature('options { recursion yes; $0 };'), undefined);
  assert.equal(await signature('options { recursion // $0\n yes; };'), undefined);
});
