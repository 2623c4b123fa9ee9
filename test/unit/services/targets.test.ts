/** Where a name leads, asked as an editor asks: definitions, declarations, references and highlights at odd places. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DocumentHighlight, Location } from 'vscode-languageserver-types';
import { openSession, refusal, textIn, uriOf } from '../lsp/session.ts';

const HEAD = '$ORIGIN example.com.\n$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\n';
type Files = Readonly<Record<string, string>>;

async function places(files: Files, method: string, more: object = {}): Promise<string[] | null> {
  const session = await openSession({ files });
  const found = await session.at<Location[] | null>(`textDocument/${method}`, more);
  return (
    found?.map(({ uri, range }) => {
      const file = uri.slice(uriOf('').length);
      return `${file}:${range.start.line} ${textIn(session.texts.get(file) ?? '', range)}`;
    }) ?? null
  );
}

const DEFINITIONS: readonly (readonly [what: string, files: Files, found: readonly string[] | null])[] = [
  ['a host', { 'db.x': `${HEAD}@ MX 10 n$0s1\n` }, ['db.x:4 ns1']],
  [
    'each line that writes the owner',
    { 'db.x': `${HEAD}ns1 AAAA ::1\n TXT x\n@ MX 10 n$0s1\n` },
    ['db.x:4 ns1', 'db.x:5 ns1'],
  ],
  [
    'an owner that only a bad record writes: the first record that has it',
    { 'db.x': `${HEAD}w BOGUS x\n  A 192.0.2.1\n  AAAA ::1\n@ MX 10 w$0\n` },
    ['db.x:6 A'],
  ],
  ['a name that a wildcard answers for', { 'db.x': `${HEAD}*.w A 192.0.2.1\n@ MX 10 a.w$0\n` }, ['db.x:5 *.w']],
  ['a name that nobody has', { 'db.x': `${HEAD}@ MX 10 gon$0e\n` }, []],
  [
    'a name of another zone',
    {
      'db.x': `${HEAD}@ MX 10 m.example$0.net.\n`,
      'named.conf': 'zone "example.net" { type primary; file "db.n"; };',
      'db.n': '@ SOA a b 1 2 3 4 5\nm A 192.0.2.1\n',
    },
    ['db.n:1 m'],
  ],
  ['an included file', { 'db.x': `${HEAD}$INCLUDE in$0c\n`, inc: 'w A 192.0.2.1\n' }, ['inc:0 ']],
  ['an address is no name', { 'db.x': `${HEAD}w A 192.$00.2.1\n` }, []],
  ['a comment', { 'db.x': `${HEAD}; n$0s1\n` }, []],
];
for (const [what, files, found] of DEFINITIONS) {
  test(`definition: ${what}`, async () => assert.deepEqual(await places(files, 'definition'), found));
}

const REFERENCES: readonly (readonly [what: string, files: Files, declarations: boolean, found: readonly string[]])[] =
  [
    ['uses', { 'db.x': `${HEAD}n$0s1 AAAA ::1\n` }, false, ['db.x:2 ns1', 'db.x:3 ns1']],
    [
      'uses and owners',
      { 'db.x': `${HEAD}n$0s1 AAAA ::1\n` },
      true,
      ['db.x:2 ns1', 'db.x:3 ns1', 'db.x:4 ns1', 'db.x:5 ns1'],
    ],
    ['of a name in RDATA', { 'db.x': `${HEAD}@ MX 10 gon$0e\nw CNAME gone\n` }, false, ['db.x:5 gone', 'db.x:6 gone']],
    ['in includes', { 'db.x': `${HEAD}$INCLUDE inc\nw$0 A 192.0.2.1\n`, inc: '@ MX 10 w\n' }, false, ['inc:0 w']],
    ['where no name stands', { 'db.x': `${HEAD}w A 192.$00.2.1\n` }, true, []],
  ];
for (const [what, files, includeDeclaration, found] of REFERENCES) {
  test(`references: ${what}`, async () =>
    assert.deepEqual((await places(files, 'references', { context: { includeDeclaration } }))?.sort(), found));
}

const HIGHLIGHTS: readonly (readonly [what: string, text: string, found: readonly string[] | null])[] = [
  ['owners are written, the others read', `${HEAD}n$0s1 AAAA ::1\n`, ['2 read', '3 read', '4 write', '5 write']],
  ['a $GENERATE does not spell a name', `${HEAD}$GENERATE 1-2 h$ A 192.0.2.$\n@ MX 10 h$01\n`, ['6 read']],
  ['no name', `${HEAD}w A 192.$00.2.1\n`, null],
  ['a comment', `${HEAD}; n$0s1\n`, null],
];
for (const [what, text, found] of HIGHLIGHTS) {
  test(`highlights: ${what}`, async () => {
    const session = await openSession({
      files: { 'db.x': text.replace('1-2 h$ A 192.0.2.$\n', '1-2 h$ A 192.0.2.$\n') },
    });
    const highlights = await session.at<DocumentHighlight[] | null>('textDocument/documentHighlight');
    assert.deepEqual(
      highlights?.map(({ range, kind }) => `${range.start.line} ${kind === 3 ? 'write' : 'read'}`) ?? null,
      found,
    );
  });
}

test('rename refuses the name of a zone that is not known', async () => {
  const session = await openSession({ files: { 'zone.txt': '$0@ NS ns1\nns1 A 192.0.2.1\n' } });
  assert.match(await refusal(session.at('textDocument/prepareRename')), /cannot be changed here: it is not known/);
});
