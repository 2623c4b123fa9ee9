/** `bailiwick migrate` from its sources: the diff, the files, what is said beside them, and the exit status. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { migrate } from '../../../server/src/cli/migrate.ts';
import { parseOptions } from '../../../server/src/cli/parse.ts';
import { type Files, folderWith } from './folders.ts';

interface Migrated {
  readonly cwd: string;
  readonly status: number;
  readonly out: string;
  /** What is printed, in the encodings of the files. */
  readonly octets: Buffer;
  readonly said: string;
}

async function run(files: Files, line: string | readonly string[]): Promise<Migrated> {
  const cwd = folderWith(files);
  const parsed = parseOptions(['migrate', ...(typeof line === 'string' ? line.split(' ') : line)]);
  const octets: Buffer[] = [];
  assert.ok(parsed.kind === 'migrate', JSON.stringify(parsed));
  let [out, said] = ['', ''];
  const status = await migrate(parsed.options, {
    cwd,
    print: (text, encoded) => {
      out += text;
      octets.push(Buffer.from(encoded ?? text));
    },
    warn: (text) => {
      said += text;
    },
  });
  return { cwd, status, out, octets: Buffer.concat(octets), said };
}

const read = ({ cwd }: Migrated, file: string) => readFileSync(join(cwd, file), 'utf8');

const OLD = 'options {\n\tdnssec-enable yes;\n\trecursion no;\n};\n';
const NEW = 'options {\n\trecursion no;\n};\n';

test('migrate: a diff, and the file stays', async () => {
  const done = await run({ 'named.conf': OLD }, '--to 9.20 named.conf');
  assert.equal(done.status, 0);
  assert.match(
    done.out,
    /^--- .*named\.conf\n\+\+\+ .*named\.conf\n@@ -1,4 \+1,3 @@\n options \{\n-\tdnssec-enable yes;\n \trecursion no;\n/,
  );
  assert.equal(done.said, '');
  assert.equal(read(done, 'named.conf'), OLD);
});

test('migrate --write: the files are changed and named', async () => {
  const files = {
    'etc/named.conf': `include "sub/more.conf";\n${OLD}`,
    'etc/sub/more.conf': 'zone "a" { type slave; primaries { 192.0.2.1; }; };\n',
  };
  const done = await run(files, '--to 9.20 --write etc/named.conf');
  assert.equal(done.status, 0);
  assert.equal(done.out, 'etc/named.conf\netc/sub/more.conf\n');
  assert.equal(read(done, 'etc/named.conf'), `include "sub/more.conf";\n${NEW}`);
  assert.match(read(done, 'etc/sub/more.conf'), /type secondary;/);
});

test('migrate: nothing to do', async () => {
  const done = await run({ 'named.conf': NEW }, '--to 9.21 --write named.conf');
  assert.deepEqual([done.status, done.out, done.said], [0, '', '']);
});

test('migrate: a secret is in no diff', async () => {
  for (const secret of ['"c2VjcmV0"', 'c2VjcmV0']) {
    const text = `key k { algorithm hmac-sha256; secret ${secret}; };\n${OLD}`;
    const done = await run({ 'named.conf': text }, '--to 9.20 named.conf');
    // The line of the key is no context of the change.
    assert.match(done.out, /^ options \{$/m);
    assert.ok(!`${done.out}${done.said}`.includes('c2VjcmV0'));
    const written = await run({ 'named.conf': text }, '--to 9.20 --write named.conf');
    assert.ok(read(written, 'named.conf').includes(`secret ${secret};`));
  }
});

test('migrate --write: the encoding and line ends stay', async () => {
  const cases: readonly (readonly [before: string | Uint8Array, after: string | Uint8Array])[] = [
    [`\ufeff${OLD}`, `\ufeff${NEW}`],
    [OLD.replaceAll('\n', '\r\n'), NEW.replaceAll('\n', '\r\n')],
    [Buffer.from(`// caf\xe9\n${OLD}`, 'latin1'), Buffer.from(`// caf\xe9\n${NEW}`, 'latin1')],
    [Buffer.from(`// 10 \x80\n${OLD}`, 'latin1'), Buffer.from(`// 10 \x80\n${NEW}`, 'latin1')],
    [`// caf\u00e9\n${OLD}`, `// caf\u00e9\n${NEW}`],
  ];
  for (const [before, after] of cases) {
    const done = await run({ 'named.conf': before }, '--to 9.20 --write named.conf');
    assert.equal(done.status, 0);
    assert.deepEqual(readFileSync(join(done.cwd, 'named.conf')), Buffer.from(after as string));
  }
});

test('migrate --write: a file that was changed meanwhile is left, and said', async () => {
  const cwd = folderWith({ 'named.conf': `include "more.conf";\n${OLD}`, 'more.conf': 'zone "a" { type slave; };\n' });
  let said = '';
  const status = await migrate(
    { file: 'named.conf', version: '9.20', write: true },
    {
      cwd,
      // Named when it was written: then the other one is edited.
      print: () => writeFileSync(join(cwd, 'more.conf'), '// mine\n'),
      warn: (text) => {
        said += text;
      },
    },
  );
  assert.equal(status, 2);
  assert.match(said, /^bailiwick: more\.conf was not written: it changed meanwhile$/m);
  assert.equal(readFileSync(join(cwd, 'named.conf'), 'utf8'), `include "more.conf";\n${NEW}`);
  assert.equal(readFileSync(join(cwd, 'more.conf'), 'utf8'), '// mine\n');
});

for (const [what, text, line] of [
  ['a brace that is never closed', `${OLD}options {\n\tdnssec-enable yes;\n`, 6],
  ['a lost semicolon', 'options {\n\trecursion no\n\tdnssec-enable yes;\n};\n', 2],
  ['a string that is never closed', `${OLD}include "x;\n`, 5],
] as const) {
  test(`migrate: ${what}: nothing is migrated, and it is said`, async () => {
    const done = await run({ 'named.conf': text }, '--to 9.20 --write named.conf');
    assert.deepEqual([done.status, done.out], [2, '']);
    assert.match(done.said, new RegExp(`^bailiwick: named\\.conf:${line}: .*nothing is migrated`));
    assert.equal(read(done, 'named.conf'), text);
  });
}

test('migrate: an include that is not read is said, whether or not something changes', async () => {
  for (const text of [OLD, NEW]) {
    const done = await run({ 'named.conf': `${text}\n\n\n\n\ninclude "sub/more.conf";\n` }, '--to 9.20 named.conf');
    assert.match(done.said, /^named\.conf:\d+: sub\/more\.conf was not read, so what stands in it is not migrated$/m);
  }
});

test('migrate --write: a file that cannot be written is left, and said', async () => {
  // A folder in the place of the file that is written beside it.
  const files = { 'named.conf': OLD, [`.named.conf.${process.pid}.new/x`]: '' };
  const done = await run(files, '--to 9.20 --write named.conf');
  assert.deepEqual([done.status, done.out], [2, '']);
  assert.match(done.said, /^bailiwick: named\.conf was not written: /);
  assert.equal(read(done, 'named.conf'), OLD);
});

test('migrate: what cannot be read is said', async () => {
  const gone = await run({}, '--to 9.20 gone.conf');
  assert.deepEqual([gone.status, gone.out, gone.said], [2, '', 'bailiwick: gone.conf is not there\n']);
  const folder = await run({ 'x/y': '' }, '--to 9.20 x');
  assert.deepEqual([folder.status, folder.out, folder.said], [2, '', 'bailiwick: x cannot be read\n']);
});

/** A key of RSA in the form of dnssec-keygen, whose modulus has this many bits. */
const rsaKey = (flags: number, bits: number): string => {
  const modulus = Buffer.alloc(bits / 8, 0xff);
  return `example.com. 3600 IN DNSKEY ${flags} 3 8 ${Buffer.concat([Buffer.of(3, 1, 0, 1), modulus]).toString('base64')}\n`;
};
const SIGNED = (directory = '') =>
  `zone "example.com" {\n\ttype primary;\n\tfile "db";\n\tauto-dnssec maintain;\n\tinline-signing yes;${directory}\n};\n`;

test('migrate: the keys that lie there are those of the policy', async () => {
  const files = {
    'named.conf': SIGNED('\n\tkey-directory "keys";'),
    'keys/Kexample.com.+008+00001.key': rsaKey(257, 4096),
    'keys/Kexample.com.+008+00002.key': rsaKey(256, 1280),
    'keys/Kexample.net.+008+00003.key': rsaKey(256, 1024),
    'keys/notes.txt': 'x',
  };
  const { out, said, status } = await run(files, '--to 9.20 named.conf');
  assert.equal(status, 0);
  assert.match(said, /^note: The policy '[\w-]+' describes the keys/);
  assert.match(out, /^\+\s+ksk .*rsasha256 4096;$/m);
  assert.match(out, /^\+\s+zsk .*rsasha256 1280;$/m);
  assert.doesNotMatch(out, /1024/);
});

test('migrate: a key whose exponent is long', async () => {
  const exponent = Buffer.concat([Buffer.of(0, 1, 0), Buffer.alloc(256, 1)]);
  const key = Buffer.concat([exponent, Buffer.alloc(256, 0xff)]).toString('base64');
  const files = {
    'named.conf': SIGNED(),
    'Kexample.com.+008+00001.key': `; a comment\nexample.com. IN DNSKEY 257 3 8 ${key}\n`,
  };
  assert.match((await run(files, '--to 9.20 named.conf')).out, /rsasha256 2048;$/m);
});

test("migrate: --root is the server's /, and a part is changed by itself", async () => {
  const files = {
    'root/etc/bind/named.conf': `${OLD}include "/etc/bind/more";\n`,
    'root/etc/bind/more': 'zone "a" { type primary; file "a"; max-ixfr-log-size 1; };\n',
  };
  const done = await run(files, '--to 9.20 --root root --write /etc/bind/named.conf');
  assert.doesNotMatch(done.said, /was not read/);
  assert.equal(read(done, 'root/etc/bind/named.conf'), `${NEW}include "/etc/bind/more";\n`);
  assert.doesNotMatch(read(done, 'root/etc/bind/more'), /max-ixfr/);
  const part = await run(files, '--to 9.20 --root root --write /etc/bind/more');
  assert.equal(read(part, 'root/etc/bind/named.conf'), files['root/etc/bind/named.conf']);
  assert.doesNotMatch(read(part, 'root/etc/bind/more'), /max-ixfr/);
  const gone = await run(files, '--to 9.20 --root nowhere /etc/bind/named.conf');
  assert.equal(gone.status, 2);
  assert.match(gone.said, /nowhere is not there/);
});

/** What `patch` makes of the files with a diff; undefined where it is not installed. */
function patched({ cwd, octets }: Migrated, file: string): Buffer | undefined {
  const { error, status, stdout } = spawnSync('patch', ['-p0', '-F0'], { cwd, input: octets, encoding: 'utf8' });
  if (error) return undefined;
  assert.equal(status, 0, stdout);
  return readFileSync(join(cwd, file));
}

const hasPatch = spawnSync('patch', ['--version']).error === undefined;
const skip = hasPatch ? false : 'patch is not installed';

test('migrate: patch takes the diff, whatever the encoding, the line ends and the name', { skip }, async () => {
  const cases: readonly (readonly [before: string | Uint8Array, after: string | Uint8Array])[] = [
    [`// caf\u00e9\n${OLD}`, `// caf\u00e9\n${NEW}`],
    [Buffer.from(`// caf\xe9\n${OLD}`, 'latin1'), Buffer.from(`// caf\xe9\n${NEW}`, 'latin1')],
    [OLD.replaceAll('\n', '\r\n'), NEW.replaceAll('\n', '\r\n')],
    [`\ufeff${OLD}`, `\ufeff${NEW}`],
    [OLD.trimEnd(), NEW.trimEnd()],
  ];
  for (const [before, after] of cases) {
    for (const name of ['named.conf', 'our own.conf', 'etc/bind/named.conf']) {
      const done = await run({ [name]: before }, ['--to', '9.20', name]);
      assert.deepEqual(patched(done, name), Buffer.from(after as string));
    }
  }
});

test('migrate: the lines of secrets are no context, so that patch takes what is beside them', { skip }, async () => {
  const key = (name: string) => `key ${name} { algorithm hmac-sha256; secret "c2VjcmV0"; };\n`;
  for (const [before, after] of [
    [`${key('k')}${OLD}`, `${key('k')}${NEW}`],
    [`${OLD}${key('k')}`, `${NEW}${key('k')}`],
    [`// 1\n// 2\n${key('k')}${OLD}// 3\n// 4\n`, `// 1\n// 2\n${key('k')}${NEW}// 3\n// 4\n`],
    [
      `options {\n\tdnssec-enable yes;\n};\n${key('k')}zone "a" { type master; file "a"; };\n${key('l')}zone "b" { type master; file "b"; };\n`,
      `options {\n};\n${key('k')}zone "a" { type primary; file "a"; };\n${key('l')}zone "b" { type primary; file "b"; };\n`,
    ],
  ]) {
    const done = await run({ 'named.conf': before }, '--to 9.20 named.conf');
    assert.ok(!done.octets.includes('c2VjcmV0'));
    assert.equal(done.said, '');
    assert.equal(patched(done, 'named.conf')?.toString(), after);
  }
});

test('migrate: a secret on a line that changes is said not to be in the diff', async () => {
  const text = `key k { algorithm hmac-sha256; secret "c2VjcmV0"; }; zone "a" { type slave; };\n`;
  const done = await run({ 'named.conf': text }, '--to 9.20 named.conf');
  assert.match(done.out, /^-key k .* secret "\.\.\.";/m);
  assert.match(done.said, /^note: named\.conf:1: the secret that stands there is not in the diff.*--write does$/m);
});

test('migrate: UTF-16 is what it cannot take, and it says so', async () => {
  const utf16 = Buffer.from(`\ufeff${OLD}`, 'utf16le');
  const done = await run({ 'named.conf': utf16 }, '--to 9.20 named.conf');
  assert.deepEqual([done.status, done.out], [2, '']);
  assert.match(
    done.said,
    /^bailiwick: named\.conf is saved as UTF-16, which named cannot read, so nothing is migrated\. Save it as UTF-8 first\n$/,
  );
  const part = await run({ 'named.conf': 'include "more.conf";\n', 'more.conf': utf16 }, '--to 9.20 named.conf');
  assert.equal(part.status, 2);
  assert.match(part.said, /more\.conf is saved as UTF-16/);
});

test('migrate: an include with a pattern is all the files that it names', { skip }, async () => {
  const files = {
    'named.conf': 'include "zones/*.conf";\ninclude "nothing/*.conf";\n',
    'zones/a.conf': 'zone "a" { type slave; primaries { 192.0.2.1; }; };\n',
    'zones/b.conf': 'zone "b" { type master; file "b"; };\n',
    'zones/c.txt': 'zone "c" { type master; file "c"; };\n',
  };
  const done = await run(files, '--to 9.20 named.conf');
  assert.equal(done.status, 0);
  assert.match(done.said, /^named\.conf:2: nothing\/\*\.conf was not read, so what stands in it is not migrated$/m);
  assert.doesNotMatch(done.out, /c\.txt/);
  assert.match(patched(done, 'zones/a.conf')?.toString() ?? '', /type secondary/);
  assert.match(read(done, 'zones/b.conf'), /type primary/);
});

test('migrate: what is refused and left is said with its place, and that zones of rndc were not looked at', async () => {
  const text = 'options {\n\tallow-new-zones yes;\n\tmax-ncache-ttl 2w;\n};\n';
  const done = await run({ 'named.conf': text }, '--to 9.20 named.conf');
  assert.deepEqual([done.status, done.out], [1, '']);
  assert.match(done.said, /^named\.conf:2: zones that "rndc addzone" added .* were not looked at$/m);
  assert.match(done.said, /^named\.conf:3: left, and refused by BIND 9\.20: 2w is out of range/m);
  assert.equal((await run({ 'named.conf': 'options { allow-new-zones no; };\n' }, '--to 9.20 named.conf')).said, '');
});

test('migrate: a file that lies elsewhere is named by its whole path', async () => {
  const elsewhere = folderWith({ 'named.conf': OLD });
  const done = await run({ x: '' }, ['--to', '9.20', join(elsewhere, 'named.conf')]);
  assert.ok(done.out.startsWith(`--- ${join(realpathSync(elsewhere), 'named.conf')}\n`), done.out);
});
