/** What goes over a whole file, asked as an editor asks: lenses, hints, outlines, folding, links and the workspace's symbols, in both languages. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  CodeLens,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  InlayHint,
  SymbolInformation,
} from 'vscode-languageserver-types';
import { openSession, type Session, textIn, uriOf } from '../lsp/session.ts';

const ZONE = '$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\n';
type Files = Readonly<Record<string, string>>;

/** `line title`, each lens with its command. */
async function lensesOf(files: Files, settings: object = {}): Promise<string[]> {
  const session = await openSession({ files, settings });
  const lenses = await session.at<CodeLens[]>('textDocument/codeLens');
  const shown: string[] = [];
  for (const lens of lenses) {
    const { range, command } = lens.command ? lens : await session.request<CodeLens>('codeLens/resolve', lens);
    shown.push(`${range.start.line} ${command?.title}`);
  }
  return shown;
}

/** Where the name of a zone comes from. */
const SOURCES: readonly (readonly [from: string, line: number, files: Files, settings?: object])[] = [
  ['example.com. from the name of the file', 1, { 'db.example.com': `$0${ZONE}` }],
  ['a.example. from the comment at the top', 2, { 'x.txt': `; zone: a.example\n$0${ZONE}` }],
  ['example.org. from the SOA record', 1, { 'x.txt': `$0${ZONE.replace('@ SOA', 'example.org. SOA')}` }],
  [
    'example.net. from named.conf',
    1,
    { 'named.conf': 'zone "example.net" { type primary; file "db.x"; };', 'db.x': `$0${ZONE}` },
  ],
  ['set.example. set by hand', 1, { 'x.txt': `$0${ZONE}` }, { origins: { [uriOf('x.txt')]: 'set.example' } }],
];
for (const [from, line, files, settings] of SOURCES) {
  test(`lenses of a zone: ${from}`, async () =>
    assert.deepEqual(await lensesOf(files, settings), [
      `${line} Raise serial to 2`,
      `${line} 3 records`,
      `${line} ${from}`,
      `${line + 2} 2 references`,
    ]));
}

const DELEGATIONS = `${ZONE}sub NS ns.sub
sub NS ns2.sub
ns.sub A 192.0.2.3
sub DS 1 8 2 AA
other NS ns1
full NS ns.full
ns.full AAAA 2001:db8::1
@ MX 10 ns1
`;
test('lenses of a zone that is fetched: no serial to raise, each delegation', async () => {
  const conf = 'view v { zone "example.net" { type secondary; primaries { 192.0.2.1; }; file "db.x"; }; };';
  assert.deepEqual(await lensesOf({ 'named.conf': conf, 'db.x': `$0${DELEGATIONS}` }), [
    '1 11 records, 3 delegations',
    '1 example.net. from named.conf, view v',
    '3 4 references',
    '4 Delegation: 2 name servers, no glue for ns2.sub, signed (DS)',
    '6 1 reference',
    '8 Delegation: 1 name server, no glue needed, not signed (no DS)',
    '9 Delegation: 1 name server, glue complete, not signed (no DS)',
    '10 1 reference',
  ]);
});

test('lenses: none of a name where the zone has none, none at all where the setting is off', async () => {
  assert.deepEqual(await lensesOf({ 'x.txt': `$0${ZONE}` }), ['1 Raise serial to 2', '1 3 records', '3 2 references']);
  assert.deepEqual(await lensesOf({ 'db.example.com': `$0${ZONE}` }, { codeLens: false }), []);
  assert.deepEqual(await lensesOf({ 'inc.zone': '$0www A 192.0.2.1\n' }), []);
});

test('a lens that has its command, and one of a file that is gone, stay as they are', async () => {
  const session = await openSession({ files: { 'db.example.com': `$0${ZONE}` } });
  const lenses = await session.at<CodeLens[]>('textDocument/codeLens');
  assert.deepEqual(await session.request('codeLens/resolve', lenses[0]), lenses[0]);
  const references = lenses[lenses.length - 1];
  const gone = { ...references, data: { ...references.data, uri: uriOf('gone') } };
  assert.deepEqual(await session.request('codeLens/resolve', gone), gone);
});

const ALL = { range: { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } } };

/** `line:character label`, with a space before the label where one is shown. */
async function hintsOf(session: Session): Promise<string[]> {
  const hints = await session.at<InlayHint[]>('textDocument/inlayHint', ALL);
  return hints.map(
    ({ position: { line, character }, label, paddingLeft }) => `${line}:${character}${paddingLeft ? ' ' : ''}${label}`,
  );
}

const HINTS: readonly {
  readonly what: string;
  readonly file: string;
  readonly text: string;
  readonly settings?: object;
  readonly hints: readonly string[];
}[] = [
  {
    what: 'unclear names and TTLs in seconds',
    file: 'db.example.com',
    text: `${ZONE}x 3600 A 192.0.2.1\n$ORIGIN sub\ny 59 CNAME a.b\nz 60 CNAME @\nw CNAME a.b.\n`,
    hints: [
      '4:18 TTL 1h',
      '6:14.sub.example.com.',
      '6:14 y.sub.example.com.',
      '7:12 sub.example.com.',
      '7:12 z.sub.example.com.',
      '7:12 TTL 1m',
      '8:12 w.sub.example.com.',
    ],
  },
  {
    what: 'all names',
    file: 'db.example.com',
    text: ZONE,
    settings: { inlayHints: { names: 'all' } },
    hints: [
      '1:28 example.com.',
      '1:28 ns1.example.com.',
      '1:28 host.example.com.',
      '2:8.example.com.',
      '2:8 example.com.',
      '3:15 ns1.example.com.',
    ],
  },
  {
    what: 'no names, no times',
    file: 'db.example.com',
    text: `${ZONE}$ORIGIN sub\ny 3600 CNAME a.b\n`,
    settings: { inlayHints: { names: 'off', ttls: false } },
    hints: [],
  },
  {
    what: 'IPv4 addresses and timers',
    file: 'db.192.0.2',
    text: '$TTL 60\n@ SOA a. b. 1 7200 60 59 1\n1 PTR a.\n300 PTR a.\n',
    hints: ['0:7 1m', '1:26 refresh 2h', '1:26 retry 1m', '2:8 192.0.2.1'],
  },
  {
    what: 'no addresses',
    file: 'db.192.0.2',
    text: '1 PTR a.\n',
    settings: { inlayHints: { reverse: false } },
    hints: [],
  },
  {
    what: 'IPv6 addresses and prefixes',
    file: 'db.2001.db8',
    text: '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0 PTR a.\n$ORIGIN 0.0\n2 PTR b.\n',
    hints: ['0:54 2001:db8::1', '1:11 2001:db8::/40', '2:8 2001:db8:20::/44'],
  },
];
for (const { what, file, text, settings, hints } of HINTS) {
  test(`hints: ${what}`, async () =>
    assert.deepEqual(await hintsOf(await openSession({ files: { [file]: `$0${text}` }, settings })), hints));
}

test('hints: only those of the lines that are asked for', async () => {
  const session = await openSession({
    files: { 'db.example.com': '$0$TTL 3600\na 7200 A 192.0.2.1\nb 60 A 192.0.2.1\n' },
  });
  const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } };
  const hints = await session.at<InlayHint[]>('textDocument/inlayHint', { range });
  assert.deepEqual(
    hints.map(({ label }) => label),
    ['TTL 2h'],
  );
});

const CONF = `options {
\trecursion no;
\tallow-transfer { none; };
};
view v {
\tallow-transfer { any; };
\tzone "a" {
\t\ttype primary;
\t\tfile "db.a";
\t};
};
acl inside { 10/8; };
include "more.conf";
// end
/* a
 b */
`;
const CONF_FILES = { 'named.conf': `$0${CONF}`, 'more.conf': 'acl other { inside; };\n', 'db.a': ZONE };

test('hints of a configuration: what a zone inherits, where that is wanted', async () => {
  const inherited = { inlayHints: { inherited: true } };
  assert.deepEqual(await hintsOf(await openSession({ files: CONF_FILES, settings: inherited })), [
    '6:11 allow-transfer { any; };',
  ]);
  assert.deepEqual(await hintsOf(await openSession({ files: CONF_FILES })), []);
});

test('lenses of a configuration: what each zone is', async () => {
  assert.deepEqual(await lensesOf(CONF_FILES), ['6 primary · view v · db.a · 3 records · serial 1']);
});

/** `name detail kind line`, what lies in another with a space before it for each level. */
const outline = (symbols: readonly DocumentSymbol[], indent = ''): string[] =>
  symbols.flatMap(({ name, detail, kind, selectionRange, children }) => [
    `${indent}${[name, detail, kind, selectionRange.start.line].filter((part) => part !== undefined && part !== '').join(' | ')}`,
    ...outline(children ?? [], `${indent} `),
  ]);

test('the outline of a configuration', async () => {
  const session = await openSession({ files: CONF_FILES });
  assert.deepEqual(outline(await session.at('textDocument/documentSymbol')), [
    'options | 19 | 0',
    ' recursion | 7 | 1',
    ' allow-transfer | 19 | 2',
    'v | view | 2 | 4',
    ' allow-transfer | 19 | 5',
    ' a | zone, primary | 3 | 6',
    'inside | acl | 18 | 11',
    'include | more.conf | 1 | 12',
  ]);
});

const PARTS = `$TTL 1h
@ SOA ns1 host 1 2h 1h 2w 1h

; a
; b
@ NS ns1
ns1 A 192.0.2.1
a TXT ( x
 y )
$ORIGIN s
b A 192.0.2.1
c A 192.0.2.1
$INCLUDE inc
`;
const PARTS_FILES = { 'db.example.com': `$0${PARTS}`, inc: 'q A 192.0.2.1\n' };

test('the outline of a zone, by owner and by type', async () => {
  const owners = await openSession({ files: PARTS_FILES });
  assert.deepEqual(outline(await owners.at('textDocument/documentSymbol')), [
    'example.com. | 3 | 1',
    ' @ | SOA, NS | 2 | 1',
    '  SOA | ns1 host 1 2h 1h 2w 1h | 8 | 1',
    '  NS | ns1 | 8 | 5',
    ' ns1 | A | 5 | 6',
    '  A | 192.0.2.1 | 8 | 6',
    ' a | TXT | 5 | 7',
    '  TXT | x y | 8 | 7',
    ' b.s | A | 5 | 10',
    '  A | 192.0.2.1 | 8 | 10',
    ' c.s | A | 5 | 11',
    '  A | 192.0.2.1 | 8 | 11',
    ' $INCLUDE | inc | 1 | 12',
  ]);
  const types = await openSession({ files: PARTS_FILES, settings: { outline: { by: 'type' } } });
  const [root] = await types.at<DocumentSymbol[]>('textDocument/documentSymbol');
  assert.deepEqual(root.children?.map(({ name }) => name).slice(0, 4), ['SOA', 'NS', 'A', 'TXT']);
});

const FOLDS: readonly (readonly [file: string, text: string, ranges: readonly string[]])[] = [
  ['named.conf', CONF, ['0-2', '4-9', '6-8', '14-15 comment']],
  ['db.example.com', PARTS, ['1-5', '3-4 comment', '7-8', '9-12 region']],
];
for (const [file, text, ranges] of FOLDS) {
  test(`folding of ${file}`, async () => {
    const session = await openSession({ files: { [file]: `$0${text}` } });
    const found = await session.at<FoldingRange[]>('textDocument/foldingRange');
    assert.deepEqual(
      found.map(({ startLine, endLine, kind }) => `${startLine}-${endLine}${kind ? ` ${kind}` : ''}`),
      ranges,
    );
  });
  test(`folding of ${file}: no more than the editor takes, and what is left out is said`, async () => {
    const session = await openSession({
      files: { [file]: `$0${text}` },
      capabilities: { textDocument: { foldingRange: { rangeLimit: 2 } } },
    });
    assert.equal((await session.at<FoldingRange[]>('textDocument/foldingRange')).length, 2);
    await session.settled();
    const logged = session.heard.filter(({ method }) => method === 'window/logMessage');
    assert.match(JSON.stringify(logged), /Folding ranges: 2 are shown, 2 more are left out/);
  });
}

test('links: files that are there, and those that are not', async () => {
  const linksOf = async (session: Session, file: string) =>
    (await session.at<DocumentLink[]>('textDocument/documentLink')).map(
      ({ range, target }) => [textIn(session.texts.get(file) ?? '', range), target] as const,
    );
  assert.deepEqual(await linksOf(await openSession({ files: CONF_FILES }), 'named.conf'), [
    ['db.a', uriOf('db.a')],
    ['more.conf', uriOf('more.conf')],
  ]);
  assert.deepEqual(await linksOf(await openSession({ files: PARTS_FILES }), 'db.example.com'), [['inc', uriOf('inc')]]);
  const alone = await openSession({ files: { 'db.example.com': `$0${PARTS}` } });
  assert.deepEqual(await linksOf(alone, 'db.example.com'), []);
});

test('the symbols of the workspace', async () => {
  const session = await openSession({ files: CONF_FILES });
  const found = async (query: string) =>
    (await session.request<SymbolInformation[]>('workspace/symbol', { query })).map(
      ({ name, kind, containerName, location }) =>
        [name, kind, containerName, location.uri.replace(uriOf(''), '')].join(' | '),
    );
  assert.deepEqual(await found(''), [
    'a. | 3 | a., view v | db.a',
    'v | 2 | view | named.conf',
    'a | 3 | zone, view v | named.conf',
    'inside | 18 | acl | named.conf',
    'other | 18 | acl | more.conf',
  ]);
  assert.deepEqual(await found('NSI'), ['inside | 18 | acl | named.conf']);
  assert.deepEqual(await found(' other '), ['other | 18 | acl | more.conf']);
  assert.deepEqual(await found('nosuch'), []);
});
