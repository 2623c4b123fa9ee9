/** The built command line: formatting files. */
import assert from 'node:assert/strict';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderWith, run } from './harness.ts';

const fmt = (cwd: string, args: readonly string[], input?: string) => run(cwd, ['fmt', ...args], input);

const UGLY = '$TTL   1h\n@ IN NS ns1\nns1 IN   A 192.0.2.1 ; one\n';
const PRETTY = '$TTL 1h\n@\tIN\tNS\tns1\nns1\tIN\tA\t192.0.2.1\t; one\n';

test('files are formatted in place, and those that changed are named', () => {
  const folder = folderWith({ 'db.a': UGLY, 'db.b': PRETTY });
  assert.deepEqual(fmt(folder, ['db.a', 'db.b']), {
    status: 0,
    out: 'db.a\n',
    err: '1 file formatted, 1 unchanged\n',
  });
  assert.equal(readFileSync(join(folder, 'db.a'), 'utf8'), PRETTY);
  assert.deepEqual(fmt(folder, ['db.a', 'db.b']), { status: 0, out: '', err: '0 files formatted, 2 unchanged\n' });
});

test('--check names what would change and changes nothing', () => {
  const folder = folderWith({ 'db.a': UGLY, 'db.b': PRETTY });
  assert.deepEqual(fmt(folder, ['--check', 'db.a', 'db.b']), {
    status: 1,
    out: 'db.a\n',
    err: '1 file would change, 1 unchanged\n',
  });
  assert.equal(readFileSync(join(folder, 'db.a'), 'utf8'), UGLY);
  assert.equal(fmt(folder, ['--check', 'db.b']).status, 0);
});

test('standard input goes to standard output', () => {
  const folder = folderWith({});
  assert.deepEqual(fmt(folder, ['-'], UGLY), { status: 0, out: PRETTY, err: '' });
  assert.deepEqual(fmt(folder, ['--check', '-'], UGLY), {
    status: 1,
    out: '-\n',
    err: '1 file would change, 0 unchanged\n',
  });
});

test('configurations, by name and by what stands in them', () => {
  const conf = 'options {\n  recursion   no;\n};\n';
  const folder = folderWith({ 'named.conf': conf });
  assert.equal(fmt(folder, ['named.conf']).out, 'named.conf\n');
  assert.equal(readFileSync(join(folder, 'named.conf'), 'utf8'), 'options {\n\trecursion no;\n};\n');
  assert.equal(fmt(folder, ['--indent', 'spaces', '-'], conf).out, 'options {\n        recursion no;\n};\n');
});

test('--stdout prints and leaves the file', () => {
  const folder = folderWith({ 'db.a': UGLY, 'db.b': UGLY });
  assert.deepEqual(fmt(folder, ['--stdout', 'db.a']), { status: 0, out: PRETTY, err: '' });
  assert.equal(readFileSync(join(folder, 'db.a'), 'utf8'), UGLY);
  assert.equal(fmt(folder, ['--stdout', 'db.a', 'db.b']).status, 2);
});

test('styles', () => {
  const folder = folderWith({});
  const zone = '@ in soa a b ( 1 2 3 4 5 )\nlonger in ns x\n\nw in ns x\n';
  const out = (...args: string[]): string => fmt(folder, [...args, '-'], zone).out;
  assert.equal(
    out('--indent', 'spaces', '--soa', 'keep'),
    '@       in soa a b ( 1 2 3 4 5 )\nlonger  in ns  x\n\nw       in ns x\n',
  );
  assert.equal(
    out('--indent', 'spaces', '--soa', 'keep', '--columns', 'file', '--upper-case'),
    '@       IN SOA a b ( 1 2 3 4 5 )\nlonger  IN NS  x\n\nw       IN NS  x\n',
  );
  assert.match(out('--columns', 'none'), /^@\tin\tsoa\ta b \(\n\t\t1\n\t\t2\n\t\t3\n\t\t4\n\t\t5 \)\n/);
});

test('a folder: configurations, the zones that they load, and zones by their names', () => {
  const folder = folderWith({
    'etc/named.conf': 'zone "example.com"   { type primary; file "../zones/example.com"; };\n',
    'zones/example.com': UGLY,
    'zones/x.zone': UGLY,
    'zones/y.db': UGLY,
    'zones/other.db': 'SQLite format 3',
    'zones/notes.txt': UGLY,
  });
  const { status, out } = fmt(folder, ['.']);
  assert.equal(status, 0);
  assert.equal(out, 'etc/named.conf\nzones/example.com\nzones/x.zone\nzones/y.db\n');
  assert.equal(readFileSync(join(folder, 'zones/notes.txt'), 'utf8'), UGLY);
});

test('octets stay: Latin-1, a byte order mark, CRLF, the file mode', () => {
  const latin1 = Buffer.from('a  TXT "caf\xe9\x80"\n', 'latin1');
  const folder = folderWith({ 'latin1.zone': latin1, 'bom.zone': '\ufeff$TTL  1\r\na  TXT "\u00e9"\r\n' });
  chmodSync(join(folder, 'latin1.zone'), 0o640);
  assert.equal(fmt(folder, ['latin1.zone', 'bom.zone']).status, 0);
  assert.deepEqual(readFileSync(join(folder, 'latin1.zone')), Buffer.from('a\tTXT\t"caf\xe9\x80"\n', 'latin1'));
  assert.equal(statSync(join(folder, 'latin1.zone')).mode & 0o777, 0o640);
  assert.equal(readFileSync(join(folder, 'bom.zone'), 'utf8'), '\ufeff$TTL 1\r\na\tTXT\t"\u00e9"\r\n');
});

test('what cannot be formatted is said, the rest is done, and the status is 2', () => {
  const folder = folderWith({
    'db.a': UGLY,
    'binary.zone': Uint8Array.of(0x61, 0, 0x62, 0x0a),
    'letter.txt': 'Dear reader,\n\n\n\n\nall is   well.\n',
  });
  const { status, out, err } = fmt(folder, ['nowhere', 'binary.zone', 'letter.txt', 'db.a']);
  assert.equal(status, 2);
  assert.equal(out, 'db.a\n');
  assert.match(err, /^nowhere is not there$/m);
  assert.match(err, /^binary\.zone is not a text file/m);
  assert.match(err, /^letter\.txt looks like neither a zone file nor a named\.conf/m);
  assert.deepEqual(readFileSync(join(folder, 'letter.txt'), 'utf8'), 'Dear reader,\n\n\n\n\nall is   well.\n');
});

test('lines with an open quote or parenthesis stay, the others are formatted', () => {
  const folder = folderWith({});
  const broken = 'a  TXT "open\nb  TXT   x\nc  TXT ( open\n';
  assert.equal(fmt(folder, ['-'], broken).out, 'a  TXT "open\nb\tTXT\tx\nc  TXT ( open\n');
});

test('wrong words end with status 2 and a sentence', () => {
  const folder = folderWith({ 'db.a': UGLY });
  for (const [args, message] of [
    [[], /no file was named/],
    [['--columns', 'rows', 'db.a'], /--columns takes file, block, none, not rows/],
    [['--check', '--stdout', 'db.a'], /exclude each other/],
    [['--nosuch', 'db.a'], /nosuch/],
  ] as const) {
    const { status, err, out } = fmt(folder, args);
    assert.equal(status, 2, args.join(' '));
    assert.match(err, message);
    assert.equal(out, '');
  }
  assert.equal(readFileSync(join(folder, 'db.a'), 'utf8'), UGLY);
  assert.match(fmt(folder, ['--help']).out, /bailiwick fmt/);
});
