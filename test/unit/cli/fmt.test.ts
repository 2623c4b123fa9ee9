/** `bailiwick fmt` from its sources: what is written, what is printed, what is said, and the exit status. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fmt } from '../../../server/src/cli/fmt.ts';
import { parseOptions } from '../../../server/src/cli/parse.ts';
import { type Files, folderWith } from './folders.ts';

const UGLY = '$TTL   1h\n@ IN NS ns1\nns1 IN   A 192.0.2.1 ; one\n';
const PRETTY = '$TTL 1h\n@\tIN\tNS\tns1\nns1\tIN\tA\t192.0.2.1\t; one\n';
const UGLY_CONF = 'options {\n  recursion   no;\n};\n';
const PRETTY_CONF = 'options {\n\trecursion no;\n};\n';

interface Case {
  readonly what: string;
  readonly files: Files;
  readonly line: string;
  readonly stdin?: string;
  readonly status: 0 | 1 | 2;
  readonly out: string;
  readonly messages: readonly RegExp[];
  /** What stands in files afterwards. */
  readonly after?: Readonly<Record<string, string>>;
}

const CASES: readonly Case[] = [
  {
    what: 'changed files are named',
    files: { 'db.a': UGLY, 'db.b': PRETTY },
    line: 'db.a db.b',
    status: 0,
    out: 'db.a\n',
    messages: [/^1 file formatted, 1 unchanged$/],
    after: { 'db.a': PRETTY, 'db.b': PRETTY },
  },
  {
    what: "--root is the server's /",
    files: { 'root/etc/named.conf': UGLY_CONF, 'root/zones/db.a': UGLY },
    line: '--root root /etc/named.conf /zones',
    status: 0,
    out: '/etc/named.conf\nroot/zones/db.a\n',
    messages: [/^2 files formatted, 0 unchanged$/],
    after: { 'root/etc/named.conf': PRETTY_CONF, 'root/zones/db.a': PRETTY },
  },
  {
    what: 'a root that is not there',
    files: {},
    line: '--root nowhere /etc/named.conf',
    status: 2,
    out: '',
    messages: [/^nowhere is not there$/],
  },
  {
    what: 'nothing to do',
    files: { 'db.b': PRETTY, 'named.conf': PRETTY_CONF },
    line: 'db.b named.conf',
    status: 0,
    out: '',
    messages: [/^0 files formatted, 2 unchanged$/],
  },
  {
    what: '--check changes nothing',
    files: { 'db.a': UGLY, 'named.conf': UGLY_CONF },
    line: '--check db.a named.conf',
    status: 1,
    out: 'db.a\nnamed.conf\n',
    messages: [/^2 files would change, 0 unchanged$/],
    after: { 'db.a': UGLY, 'named.conf': UGLY_CONF },
  },
  {
    what: '--check with nothing to change',
    files: { 'db.b': PRETTY },
    line: '--check db.b',
    status: 0,
    out: '',
    messages: [/^0 files would change, 1 unchanged$/],
  },
  { what: 'a filter', files: {}, line: '-', stdin: UGLY, status: 0, out: PRETTY, messages: [] },
  { what: 'a filter of what is formatted', files: {}, line: '-', stdin: PRETTY, status: 0, out: PRETTY, messages: [] },
  {
    what: 'a filter of a configuration',
    files: {},
    line: '-',
    stdin: UGLY_CONF,
    status: 0,
    out: PRETTY_CONF,
    messages: [],
  },
  {
    what: 'a filter that only checks',
    files: {},
    line: '--check -',
    stdin: UGLY,
    status: 1,
    out: '-\n',
    messages: [/^1 file would change/],
  },
  {
    what: '--stdout leaves the file',
    files: { 'db.a': UGLY },
    line: '--stdout db.a',
    status: 0,
    out: PRETTY,
    messages: [],
    after: { 'db.a': UGLY },
  },
  {
    what: '--stdout of two files',
    files: { 'db.a': UGLY, 'db.b': UGLY },
    line: '--stdout db.a db.b',
    status: 2,
    out: '',
    messages: [/^--stdout takes one file, and 2 were named$/],
    after: { 'db.a': UGLY },
  },
  {
    what: 'a file that is not there, and the others',
    files: { 'db.a': UGLY },
    line: 'nowhere db.a',
    status: 2,
    out: 'db.a\n',
    messages: [/^nowhere is not there$/, /^1 file formatted, 0 unchanged$/],
    after: { 'db.a': PRETTY },
  },
  {
    what: 'a file that cannot be written is not called formatted',
    // A folder in the place of the file that is written beside it.
    files: { 'db.a': UGLY, 'db.b': UGLY, 'db.c': PRETTY, [`.db.a.${process.pid}.new/x`]: '' },
    line: 'db.a db.b db.c',
    status: 2,
    out: 'db.b\n',
    messages: [/^db\.a was not written: /, /^1 file formatted, 1 unchanged$/],
    after: { 'db.a': UGLY, 'db.b': PRETTY },
  },
  {
    what: '--check of a file that is not there is no change',
    files: { 'db.a': UGLY },
    line: '--check nowhere db.a',
    status: 2,
    out: 'db.a\n',
    messages: [/^nowhere is not there$/, /^1 file would change/],
  },
  {
    what: 'a letter',
    files: { 'letter.txt': 'Dear reader,\n\n\n\n\nall is   well.\n' },
    line: 'letter.txt',
    status: 2,
    out: '',
    messages: [/^letter\.txt looks like neither/, /^0 files formatted/],
    after: { 'letter.txt': 'Dear reader,\n\n\n\n\nall is   well.\n' },
  },
  {
    what: 'a letter to a filter',
    files: {},
    line: '-',
    stdin: 'Dear reader,\n',
    status: 2,
    out: '',
    messages: [/^- looks like neither/],
  },
  {
    what: 'a letter whose name is that of a zone',
    files: { 'db.a': 'Dear   reader,\n' },
    line: '--stdout db.a',
    status: 2,
    out: '',
    messages: [/^db\.a looks like neither/],
  },
  {
    what: 'a binary file',
    files: { 'db.a': Uint8Array.of(0x61, 0, 0x62, 0x0a) },
    line: 'db.a',
    status: 2,
    out: '',
    messages: [/^db\.a is not a text file/, /^0 files formatted/],
  },
  {
    what: 'a zone whose name says nothing, by what stands in it',
    files: { 'hosts.txt': UGLY },
    line: 'hosts.txt',
    status: 0,
    out: 'hosts.txt\n',
    messages: [/^1 file formatted/],
    after: { 'hosts.txt': PRETTY },
  },
  {
    what: 'a folder: configurations, their zones, zones by name and by content, in the order of their names',
    files: {
      'b/named.conf': 'zone "example.com"   { type primary; file "../z/example.com"; };\n',
      'z/example.com': UGLY,
      'z/a.zone': UGLY,
      'z/b.db': UGLY,
      'z/c.db': 'SQLite format 3',
      'z/notes.txt': UGLY,
    },
    line: '.',
    status: 0,
    out: 'b/named.conf\nz/a.zone\nz/b.db\nz/example.com\n',
    messages: [/^4 files formatted, 0 unchanged$/],
    after: { 'z/notes.txt': UGLY, 'z/example.com': PRETTY },
  },
  {
    what: 'Latin-1 stays Latin-1',
    files: { 'db.a': Buffer.from('a  TXT "caf\xe9"\n', 'latin1') },
    line: '--stdout db.a',
    status: 0,
    out: Buffer.from('a\tTXT\t"caf\xe9"\n', 'latin1').toString('latin1'),
    messages: [],
  },
  {
    what: 'a byte order mark and CRLF stay',
    files: { 'db.a': '\ufeff$TTL  1\r\na  TXT x\r\n' },
    line: 'db.a',
    status: 0,
    out: 'db.a\n',
    messages: [/^1 file formatted/],
    after: { 'db.a': '\ufeff$TTL 1\r\na\tTXT\tx\r\n' },
  },
  {
    what: '--indent spaces, of a zone and of a configuration',
    files: { 'named.conf': UGLY_CONF },
    line: '--indent spaces --stdout named.conf',
    status: 0,
    out: 'options {\n        recursion no;\n};\n',
    messages: [],
  },
];

for (const { what, files, line, stdin = '', status, out, messages, after = {} } of CASES) {
  test(`fmt: ${what}`, async () => {
    const cwd = folderWith(files);
    const parsed = parseOptions(['fmt', ...line.split(' ')]);
    assert.ok(parsed.kind === 'fmt');
    const done = await fmt(parsed.options, { cwd, stdin: async () => new TextEncoder().encode(stdin) });
    const isLatin1 = [...out].some((character) => character > '\x7f');
    assert.equal(Buffer.from(done.out).toString(isLatin1 ? 'latin1' : 'utf8'), out);
    assert.equal(done.status, status);
    assert.equal(done.messages.length, messages.length, done.messages.join('\n'));
    for (const [at, message] of messages.entries()) assert.match(done.messages[at], message);
    for (const [file, text] of Object.entries(after)) assert.equal(readFileSync(join(cwd, file), 'utf8'), text, file);
  });
}
