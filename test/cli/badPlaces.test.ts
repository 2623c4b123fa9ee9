/** Disks that are full or read-only, and trees with more files than anybody has zones. */
import assert from 'node:assert/strict';
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CLI, folderWith, run } from './harness.ts';

const HEAD = '$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\n@ NS ns2\n';
const ZONE = `${HEAD}ns1 A 192.0.2.1\nns1 AAAA 2001:db8::1\nns2 A 198.51.100.1\nns2 AAAA 2001:db8:1::1\n`;
const CONF = 'options { listen-on-v6 { any; }\n};\nzone "example.com" { type primary; file "db.example.com"; };\n';

const skip = existsSync('/dev/full') ? false : 'no /dev/full';

test('output to a full disk: a sentence, and a status', { skip }, () => {
  const folder = folderWith({ 'db.example.com': `${ZONE}x BOGUS y\n`, 'named.conf': CONF });
  for (const words of [
    'check db.example.com',
    'check --format sarif db.example.com',
    'check --fix --diff named.conf',
    'fmt --stdout db.example.com',
    'fmt --diff named.conf',
    'rules',
  ]) {
    const done = spawnSync('sh', ['-c', `'${process.execPath}' '${CLI}' ${words} > /dev/full`], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.equal(done.status, 2, `${words}: ${done.stderr}`);
    assert.match(done.stderr, /^bailiwick: the output cannot be written: ENOSPC/m, words);
    assert.doesNotMatch(done.stderr, /\n\s+at /, words);
  }
});

/** Runs a script of sh in mount namespaces of its own, with a small file system at `$DISK`. */
function onSmallDisk(script: string): SpawnSyncReturns<string> {
  const disk = folderWith({});
  const whole = `set -e; mount -t tmpfs -o size=256k none "$DISK"; cd "$DISK"\n${script}`;
  const env = { ...process.env, DISK: disk, BAILIWICK: `${process.execPath} ${CLI}` };
  return spawnSync('unshare', ['-m', 'sh', '-c', whole], { env, encoding: 'utf8' });
}
const noMounts = onSmallDisk('true').status === 0 ? false : 'no file systems can be mounted here';

test('a full or read-only disk: what writes says so, and the files are what they were', { skip: noMounts }, () => {
  const zone = `${ZONE}${'www  A 192.0.2.1 ; '.padEnd(60_000, 'x')}\n`;
  const folder = folderWith({ zone, conf: CONF.padEnd(60_000, ' ') });
  for (const [file, name, words] of [
    ['zone', 'db.example.com', 'fmt db.example.com'],
    ['conf', 'named.conf', 'check --fix named.conf'],
    ['conf', 'named.conf', 'fmt named.conf'],
  ]) {
    for (const fault of [
      'dd if=/dev/zero of=fill bs=4k count=1000 2>/dev/null || true',
      'mount -o remount,ro "$DISK"',
    ]) {
      const done = onSmallDisk(`cat "${folder}/${file}" > ${name}; ls -A > names; ${fault}
set +e
$BAILIWICK ${words} > /dev/null; status=$?
cmp ${name} "${folder}/${file}" || echo lost
ls -A | grep -v '^fill$' | cmp - names || echo left behind
exit $status`);
      assert.equal(done.status, 2, `${words}: ${fault}: ${done.stderr}`);
      assert.equal(done.stdout, '', `${words}: ${fault}`);
      assert.match(done.stderr, /the disk is full|read-only|EROFS/, words);
      assert.doesNotMatch(done.stderr, /\n\s+at /, words);
    }
  }
});

test('a tree of 100,000 files with ten zones in it', () => {
  const folder = folderWith({});
  for (let i = 0; i < 1000; i++) {
    mkdirSync(join(folder, `part${i}`));
    for (let j = 0; j < 100; j++) writeFileSync(join(folder, `part${i}`, `file${j}.txt`), '');
    if (i % 100 === 0) writeFileSync(join(folder, `part${i}`, `db.z${i}.example.com`), `${ZONE}x BOGUS y\n`);
  }
  const { status, out, err } = run(folder, ['check', '--format', 'concise']);
  assert.equal(status, 1, err);
  assert.equal(out.match(/zone\/unknown-type/g)?.length, 10);
  assert.match(err, /in 10 files \(10 zones with 70 records\); left out: 100000 files of other kinds/);
});
