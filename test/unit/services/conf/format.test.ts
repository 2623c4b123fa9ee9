import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { lex, TokenKind } from '../../../../server/src/conf/lexer.ts';
import { parseConf } from '../../../../server/src/conf/parser.ts';
import {
  confFormat,
  confFormatOnType,
  confFormatRange,
  DEFAULT_CONF_STYLE,
  formatConfText,
  readConfStyle,
} from '../../../../server/src/services/conf/format/format.ts';
import { TextBuffer } from '../../../../server/src/text/buffer.ts';
import { takeCursors } from '../zone/harness.ts';
import { edited } from './harness.ts';

function tokensOf(text: string): string[] {
  const { kinds, starts, count } = lex(text);
  const texts: string[] = [];
  for (let i = 0; i < count; i++) if (kinds[i] !== TokenKind.space) texts.push(text.slice(starts[i], starts[i + 1]));
  return texts;
}

const CASES: readonly { what: string; text: string; after: string }[] = [
  {
    what: 'a statement a line',
    text: 'options{directory "/var";recursion yes;};',
    after: 'options {\n\tdirectory "/var";\n\trecursion yes;\n};\n',
  },
  {
    what: 'the brace stands on the line of its statement',
    text: 'options\n{\n  recursion yes;\n}\n;\n',
    after: 'options {\n\trecursion yes;\n};\n',
  },
  {
    what: 'short lists on one line',
    text: 'options {\nallow-query {\n any;\n localhost;\n};\n};\n',
    after: 'options {\n\tallow-query { any; localhost; };\n};\n',
  },
  {
    what: 'longer lists as they are',
    text: 'options {\nallow-query {\n a;\n b;\n c;\n d;\n e;\n};\n};\n',
    after: 'options {\n\tallow-query {\n\t\ta;\n\t\tb;\n\t\tc;\n\t\td;\n\t\te;\n\t};\n};\n',
  },
  {
    what: 'lists at the top as they are',
    text: 'acl a {\n10/8;\n};\nacl b {10/8;};\n',
    after: 'acl a {\n\t10/8;\n};\nacl b { 10/8; };\n',
  },
  {
    what: 'wide lists on several lines',
    text: `acl a { ${Array.from({ length: 9 }, (_, i) => `192.0.2.${i + 100}; `).join('')}};\n`,
    after: `acl a {\n${Array.from({ length: 9 }, (_, i) => `\t192.0.2.${i + 100};\n`).join('')}};\n`,
  },
  { what: 'nested lists', text: 'acl a {!{ ! 10/8 ;any;};};', after: 'acl a { !{ !10/8; any; }; };\n' },
  { what: 'empty lists', text: 'options { forwarders{}; };', after: 'options {\n\tforwarders { };\n};\n' },
  {
    what: 'comments stay where they are',
    text: '// a\n/* b\n   c */\noptions { # d\n  recursion yes;   // e\n    // f\n};   // g\n// h',
    after: '// a\n/* b\n   c */\noptions { # d\n\trecursion yes; // e\n\t// f\n}; // g\n// h\n',
  },
  {
    what: 'comments in lists',
    text: 'options { allow-query { any; // all\n none; }; };\n',
    after: 'options {\n\tallow-query {\n\t\tany; // all\n\t\tnone;\n\t};\n};\n',
  },
  {
    what: 'a comment in front of a statement',
    text: 'options { recursion yes; /* why */ forward only; };',
    after: 'options {\n\trecursion yes;\n\t/* why */ forward only;\n};\n',
  },
  {
    what: 'a comment inside of a statement',
    text: 'zone "a" // the zone\n{ type hint; };',
    after: 'zone "a" // the zone\n{\n\ttype hint;\n};\n',
  },
  {
    what: 'blank lines, not too many',
    text: '\n\n\nacl a { any; };\n\n\n\n\nacl b { any; };\noptions {\n\n\n\trecursion yes;\n\n\n\tforward only;\n\n};\n\n\n',
    after: 'acl a { any; };\n\n\nacl b { any; };\noptions {\n\trecursion yes;\n\n\tforward only;\n};\n',
  },
  {
    what: 'a statement over several lines',
    text: 'controls {\ninet 127.0.0.1 port 953\nallow { any; } keys { k; };\n};\n',
    after: 'controls {\n\tinet 127.0.0.1 port 953\n\t\tallow { any; } keys { k; };\n};\n',
  },
  {
    what: 'blanks around slashes stay',
    text: 'acl a { 10.0.0.0 / 8; 10/8; };',
    after: 'acl a { 10.0.0.0 / 8; 10/8; };\n',
  },
  {
    what: 'text that named hands on',
    text: 'dyndb "a" "b" { x   y\n  z; };',
    after: 'dyndb "a" "b" { x   y\n  z; };\n',
  },
  {
    what: 'strings over several lines',
    text: 'trust-anchors { . initial-key 257 3 8 "AA\n   BB"; };',
    after: 'trust-anchors { . initial-key 257 3 8 "AA\n   BB"; };\n',
  },
  {
    what: 'carriage returns',
    text: 'options { // a\r\nrecursion yes;\r\n\r\nforward only; };\r\n',
    after: 'options { // a\r\n\trecursion yes;\r\n\r\n\tforward only;\r\n};\r\n',
  },
  {
    what: 'a clause with a lost brace stays as it is',
    text: 'acl   a {any;};\noptions {\n  allow-query   {any;;\n};\nacl   b {any;};\n',
    after: 'acl   a {any;};\noptions {\n  allow-query   {any;;\n};\nacl b { any; };\n',
  },
  {
    what: 'statements that lack their semicolons stay apart',
    text: 'options {\n recursion   yes\n forward   only;\n};\n',
    after: 'options {\n\trecursion yes\n\tforward only;\n};\n',
  },
  { what: 'nothing', text: '  \n ', after: '' },
  { what: 'a byte order mark', text: '\ufeffacl  a {any;};', after: '\ufeffacl a { any; };\n' },
];

for (const { what, text, after } of CASES) {
  test(`formatting named.conf: ${what}`, () => {
    const formatted = formatConfText(text);
    assert.equal(formatted, after);
    assert.deepEqual(tokensOf(formatted), tokensOf(text));
    assert.equal(formatConfText(formatted), formatted);
  });
}

test('formatting named.conf: what is far from a lost quote is formatted', () => {
  const text = [
    'acl   far { any; };',
    'acl   near { any; };',
    'options {\n  directory "/var;\n};',
    'acl   behind { any; };',
    'acl   last { any; };',
    '',
  ].join('\n');
  const formatted = formatConfText(text);
  assert.ok(formatted.startsWith('acl far { any; };\n'), formatted);
  assert.ok(formatted.includes('options {\n  directory "/var;\n};'), formatted);
  assert.ok(formatted.endsWith('acl last { any; };\n'), formatted);
});

test('formatting named.conf: spaces', () => {
  const style = { ...DEFAULT_CONF_STYLE, indentStyle: 'spaces', tabSize: 2 } as const;
  assert.equal(
    formatConfText('options {\n\tallow-query { any; };\n};\n', style),
    'options {\n  allow-query { any; };\n};\n',
  );
});

test('formatting named.conf: a file that is included in a block', () => {
  assert.equal(formatConfText('recursion   yes;\nallow-query\n{any;};\n'), 'recursion yes;\nallow-query { any; };\n');
});

test('formatting named.conf: the edits change white space only', () => {
  const text = 'key "k" { algorithm hmac-sha256; secret "c2VjcmV0c2VjcmV0"; };';
  const buffer = new TextBuffer(text);
  const edits = confFormat(parseConf(text), buffer);
  assert.ok(edits.length > 0);
  assert.ok(edits.every(({ newText }) => newText.trim() === ''));
  assert.equal(edited(buffer, edits), formatConfText(text));
  const done = formatConfText(text);
  assert.deepEqual(confFormat(parseConf(done), new TextBuffer(done)), []);
});

test('formatting named.conf: only the lines of a range', () => {
  const { text, start, end } = takeCursors('acl  a {any;};\n  acl  $0b {any;};\nacl  $0c {any;};\nacl  d {any;};\n');
  const buffer = new TextBuffer(text);
  const after = edited(buffer, confFormatRange(parseConf(text), buffer, { start, end }));
  assert.equal(after, 'acl  a {any;};\nacl b { any; };\nacl c { any; };\nacl  d {any;};\n');
});

const TYPED: readonly { what: string; text: string; after: string }[] = [
  {
    what: 'a semicolon lays out its statement',
    text: 'options {\nrecursion   yes ;$0\n  forward  only;\n};\n',
    after: 'options {\n\trecursion yes;\n  forward  only;\n};\n',
  },
  {
    what: 'a brace lays out its block',
    text: 'acl  x { any; };\noptions {\nrecursion   yes;\n}$0;\n',
    after: 'acl  x { any; };\noptions {\n\trecursion yes;\n};\n',
  },
  {
    what: 'a semicolon in a comment',
    text: 'options {\nrecursion  yes; // a;$0\n};\n',
    after: 'options {\nrecursion  yes; // a;\n};\n',
  },
  {
    what: 'a semicolon in a string',
    text: 'options {\ndirectory  "a;$0";\n};\n',
    after: 'options {\ndirectory  "a;";\n};\n',
  },
];
for (const { what, text: marked, after } of TYPED) {
  test(`formatting named.conf while typing: ${what}`, () => {
    const { text, start } = takeCursors(marked);
    const buffer = new TextBuffer(text);
    assert.equal(edited(buffer, confFormatOnType(parseConf(text), buffer, start, text[start - 1])), after);
  });
}

test('formatting named.conf while typing: the edits are those of the whole file at every offset', () => {
  const text = 'options{allow-query{any;};// x\nrecursion   yes;};zone "a"{type hint;};\n';
  const buffer = new TextBuffer(text);
  const tree = parseConf(text);
  const all = new Set(confFormat(tree, buffer).map((edit) => JSON.stringify(edit)));
  for (let offset = 0; offset <= text.length; offset++) {
    for (const typed of [';', '}']) {
      for (const edit of confFormatOnType(tree, buffer, offset, typed)) assert.ok(all.has(JSON.stringify(edit)));
    }
  }
});

test('formatting named.conf: the examples keep their tokens, and are the same when formatted again', () => {
  const folder = fileURLToPath(new URL('../../../../examples/', import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /named\.conf|rndc/.test(name),
  );
  assert.ok(files.length > 3);
  for (const file of files) {
    const text = readFileSync(`${folder}${file}`, 'utf8');
    const once = formatConfText(text);
    assert.deepEqual(tokensOf(once), tokensOf(text), file);
    assert.equal(formatConfText(once), once, file);
  }
});

test('formatting named.conf: any mixture of pieces keeps its tokens', () => {
  const pieces = [
    'options',
    '{',
    '}',
    ';',
    ' ',
    '\n',
    '\n\n',
    '"a b"',
    '"',
    '// c\n',
    '/* d */',
    '/*',
    'acl x',
    '10/8',
    '!',
    '/',
    '};',
    'zone "a" {',
    '\r\n',
    '#e',
  ];
  let seed = 11;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  for (let round = 0; round < 3000; round++) {
    let text = '';
    for (let i = random(25); i >= 0; i--) text += pieces[random(pieces.length)];
    const once = formatConfText(text);
    assert.deepEqual(tokensOf(once), tokensOf(text), JSON.stringify(text));
    assert.equal(formatConfText(once), once, JSON.stringify(text));
    const tree = parseConf(text);
    const buffer = new TextBuffer(text);
    const all = new Set(confFormat(tree, buffer).map((edit) => JSON.stringify(edit)));
    const [start, end] = [random(text.length), random(text.length)].sort((a, b) => a - b);
    const some = [
      ...confFormatRange(tree, buffer, { start, end }),
      ...confFormatOnType(tree, buffer, start, ';'),
      ...confFormatOnType(tree, buffer, end, '}'),
    ];
    for (const edit of some) assert.ok(all.has(JSON.stringify(edit)), `${JSON.stringify(text)} ${start} ${end}`);
  }
});

test('formatting named.conf: the style from a client', () => {
  assert.deepEqual(readConfStyle({ indentStyle: 'spaces', tabSize: 4, lineWidth: 80 }), {
    indentStyle: 'spaces',
    tabSize: 4,
    lineWidth: 80,
  });
  assert.deepEqual(readConfStyle({ indentStyle: 'x', tabSize: 0 }), DEFAULT_CONF_STYLE);
  assert.deepEqual(readConfStyle(null), DEFAULT_CONF_STYLE);
});
