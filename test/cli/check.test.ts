/** The built command line: options, formats, exit status, what is judged. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CLI, folderWith, run } from './harness.ts';

interface Finding {
  file: string;
  rule: string;
  severity: string;
  message: string;
  range: { start: { line: number; character: number }; end: { line: number; character: number } };
  fixes?: { title: string; edits: { file: string; newText: string }[] }[];
}

const GOOD = `$TTL 1h
@ SOA ns1 host 1 2h 1h 2w 1h
@ NS ns1
ns1 A 192.0.2.1
ns1 AAAA 2001:db8::1
`;
const BAD = `${GOOD}www A 192.0.2.300\nmail A 192.0.2.4\nmail CNAME www\n`;

test('a good zone: no output, status 0', () => {
  const folder = folderWith({ 'db.example.com': GOOD });
  assert.deepEqual(run(folder, ['check', 'db.example.com']), {
    status: 0,
    out: '',
    err: '0 errors, 0 warnings, 0 information, 0 hints in 1 file (1 zone with 4 records)\n',
  });
});

test('a bad zone: lines, status 1', () => {
  const folder = folderWith({ 'db.example.com': BAD });
  const { status, out } = run(folder, ['check', 'db.example.com']);
  assert.equal(status, 1);
  assert.match(out, /^db\.example\.com:6:7: error: .* \[zone\/bad-rdata\]$/m);
  assert.match(out, /^db\.example\.com:8:6: error: .* \[zone\/cname-and-other-data\]$/m);
});

test('warnings fail only where that was asked for', () => {
  const folder = folderWith({ 'db.example.com': `${GOOD}@ MX 10 mail.example.com\n` });
  assert.equal(run(folder, ['check', 'db.example.com']).status, 0);
  assert.equal(run(folder, ['check', '--fail-on', 'warning', 'db.example.com']).status, 1);
  assert.equal(run(folder, ['check', '--min-severity', 'warning', 'db.example.com']).status, 0);
  assert.equal(run(folder, ['check', '--fail-on', 'never', 'db.example.com']).status, 0);
});

test('JSON: zero-based ranges, fixes', () => {
  const folder = folderWith({ 'db.example.com': `${GOOD}@ MX 10 ns1.example.com\n` });
  const { out } = run(folder, ['check', '--format', 'json', 'db.example.com']);
  const findings = JSON.parse(out) as Finding[];
  const lost = findings.find(({ rule }) => rule === 'zone/lost-dot');
  assert.ok(lost);
  assert.equal(lost.file, 'db.example.com');
  assert.deepEqual(lost.range, { start: { line: 5, character: 8 }, end: { line: 5, character: 23 } });
  assert.deepEqual(
    lost.fixes?.[0].edits.map(({ newText }) => newText),
    ['.'],
  );
});

test('SARIF and GitHub', () => {
  const folder = folderWith({ 'db.example.com': BAD });
  const sarif = JSON.parse(run(folder, ['check', '--format', 'sarif', 'db.example.com']).out) as {
    version: string;
    runs: {
      results: {
        ruleId: string;
        level: string;
        locations: { physicalLocation: { region: { startLine: number } } }[];
      }[];
      tool: { driver: { rules: { id: string }[] } };
    }[];
  };
  assert.equal(sarif.version, '2.1.0');
  const [result] = sarif.runs[0].results;
  assert.equal(result.ruleId, 'zone/bad-rdata');
  assert.equal(result.level, 'error');
  assert.equal(result.locations[0].physicalLocation.region.startLine, 6);
  assert.ok(sarif.runs[0].tool.driver.rules.some(({ id }) => id === 'zone/bad-rdata'));
  const github = run(folder, ['check', '--format', 'github', 'db.example.com']).out;
  assert.match(github, /^::error file=db\.example\.com,line=6,col=7,endLine=6,endColumn=18,title=zone\/bad-rdata::/m);
});

test('--origin says the zone; standard input is -', () => {
  const folder = folderWith({});
  const zone = `${GOOD}x.example.net. A 192.0.2.1\n`;
  assert.match(
    run(folder, ['check', '--origin', 'example.com', '-'], zone).out,
    /^-:6:1: warning: .*\[zone\/out-of-zone\]$/m,
  );
  assert.doesNotMatch(run(folder, ['check', '--origin', 'example.net', '-'], zone).out, /out-of-zone/);
});

test('a configuration from standard input', () => {
  const { out, status } = run(folderWith({}), ['check', '-'], 'options { recursion maybe; };\n');
  assert.equal(status, 1);
  assert.match(out, /^-:1:21: error: /m);
});

const CONF = 'options { directory "/var/named"; listen-on-v6 { any; }; recursion no; };\ninclude "zones.conf";\n';
const ZONES =
  'zone "example.com" { type primary; file "zones/example.com"; };\nzone "example.net" { type primary; file "gone"; };\n';

test('a configuration with includes; its zones only with --zones', () => {
  const folder = folderWith({ 'named.conf': CONF, 'zones.conf': ZONES, 'zones/example.com': BAD });
  const alone = JSON.parse(run(folder, ['check', '--format', 'json', 'named.conf']).out) as Finding[];
  assert.ok(!alone.some(({ file }) => file.endsWith('example.com')));
  const zones = JSON.parse(run(folder, ['check', '--zones', '--format', 'json', 'named.conf']).out) as Finding[];
  assert.ok(zones.some(({ file, rule }) => file === 'zones/example.com' && rule === 'zone/bad-rdata'));
});

test('--conf: a zone file is the zone that the configuration says', () => {
  const folder = folderWith({
    'named.conf': 'zone "example.org" { type primary; file "z"; };\n',
    z: `${GOOD}x.example.com. A 192.0.2.1\n`,
  });
  const { out } = run(folder, ['check', '--conf', 'named.conf', 'z']);
  assert.match(out, /out-of-zone/);
  assert.doesNotMatch(out, /named\.conf/);
});

test('a folder: configurations, their zones, and zones that stand alone', () => {
  const folder = folderWith({
    'named.conf': ZONES,
    'zones/example.com': BAD,
    'db.example.org': BAD,
    'notes.txt': 'no zone',
  });
  const findings = JSON.parse(run(folder, ['check', '--format', 'json', '.']).out) as Finding[];
  assert.deepEqual(
    [...new Set(findings.filter(({ rule }) => rule === 'zone/bad-rdata').map(({ file }) => file))].sort(),
    ['db.example.org', 'zones/example.com'],
  );
});

test('--bind-version judges for a release', () => {
  const folder = folderWith({
    'named.conf': 'zone "a" { type primary; file "a"; auto-dnssec maintain; allow-update { none; }; };\n',
  });
  assert.match(run(folder, ['check', 'named.conf', '--bind-version', '9.20']).out, /conf\/removed-statement/);
  assert.doesNotMatch(run(folder, ['check', 'named.conf', '--bind-version', '9.18']).out, /conf\/removed-statement/);
});

test('what it cannot run ends with status 2 and a sentence', () => {
  const folder = folderWith({ 'db.example.com': GOOD });
  for (const [args, message] of [
    [['check', '--fix'], /no file was named/],
    [['check', 'nowhere'], /nowhere is not there/],
    [['chekc', 'x'], /chekc is not a command/],
    [['check', '--bind-version', '8', 'db.example.com'], /--bind-version takes 9\.18/],
    [['check', '--format', 'xml', 'db.example.com'], /--format takes/],
    [['check', '--min-severity', 'bad', 'db.example.com'], /--min-severity takes/],
    [['check', '--nosuch', 'db.example.com'], /nosuch/],
    [['check', '--origin', 'a..b', 'db.example.com'], /a\.\.b is not a domain name/],
  ] as const) {
    const { status, err, out } = run(folder, args);
    assert.equal(status, 2, args.join(' '));
    assert.match(err, message);
    assert.equal(out, '');
  }
});

test('--trace tells on standard error what was read and checked', () => {
  const folder = folderWith({ 'db.example.com': GOOD });
  const { status, out, err } = run(folder, ['check', '--trace', 'db.example.com']);
  assert.deepEqual([status, out], [0, '']);
  assert.match(
    err,
    /^ {2}zone example\.com\. \(.*\/db\.example\.com\), new: \d+\.\d ms\n {4}read 1 chunk: \d+\.\d ms\n {4}ran \d+ /m,
  );
});

test('--help and --version', () => {
  const folder = folderWith({});
  assert.match(run(folder, ['--help']).out, /^Usage: bailiwick COMMAND/);
  assert.match(run(folder, ['--version']).out, /^bailiwick \d+\.\d+\.\d+\n$/);
});

test('bad input: binary, empty, Latin-1, CRLF, a folder without anything, an include of itself', () => {
  const folder = folderWith({
    'binary.zone': Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) & 0xff),
    'empty.zone': '',
    'latin1.zone': Buffer.from(`${GOOD}t TXT "caf\u00e9"\n`, 'latin1'),
    'crlf.zone': GOOD.replaceAll('\n', '\r\n'),
    'self.zone': `${GOOD}$INCLUDE self.zone\nwww BOGUS x\n`,
  });
  mkdirSync(join(folder, 'nothing'));
  assert.equal(run(folder, ['check', 'binary.zone', '--origin', 'example.com']).status, 1);
  assert.equal(run(folder, ['check', 'empty.zone', '--origin', 'example.com']).status, 1);
  assert.equal(run(folder, ['check', 'latin1.zone', '--origin', 'example.com']).status, 0);
  assert.equal(run(folder, ['check', 'crlf.zone', '--origin', 'example.com']).status, 0);
  assert.equal(run(folder, ['check', 'nothing']).status, 2);
  const self = run(folder, ['check', 'self.zone', '--origin', 'example.com']);
  assert.match(self.out, /zone\/include-cycle/);
  assert.match(self.out, /zone\/unknown-type/);
});

test('a file above what a string can hold is refused with the reason', () => {
  const folder = folderWith({ 'db.example.com': GOOD });
  // A file with a hole: its octets are not on the disk.
  truncateSync(join(folder, 'db.example.com'), 600 * 1024 * 1024);
  const { status, err } = run(folder, ['check', 'db.example.com']);
  assert.equal(status, 2);
  assert.match(err, /^bailiwick: db\.example\.com is above 500 MB/);
});

test('a pipe is not waited for, and output that nobody reads to its end is no failure', {
  skip: process.platform === 'win32' && 'there are no such pipes',
}, () => {
  const folder = folderWith({ 'db.example.com': GOOD + 'x BOGUS y\n'.repeat(20_000) });
  const shell = (command: string) =>
    spawnSync('sh', ['-c', command.replaceAll('CLI', `'${process.execPath}' '${CLI}'`)], {
      cwd: folder,
      encoding: 'utf8',
    });
  const piped = shell('mkfifo pipe; CLI check pipe; echo $?; CLI fmt pipe; echo $?');
  assert.equal(piped.stdout, '2\n2\n');
  assert.match(piped.stderr, /pipe is no regular file/);
  const cut = shell('CLI check db.example.com | head -1');
  assert.match(cut.stdout, /^db\.example\.com:6:3: error: /);
  assert.doesNotMatch(cut.stderr, /EPIPE|at /);
});

test('what is on another machine is said, and no reason for a status', () => {
  const text =
    'options { listen-on-v6 { any; }; recursion no; allow-transfer { none; }; };\ninclude "/etc/named.rfc1912.zones";\n';
  const folder = folderWith({ 'named.conf': text, 'missing/named.conf': 'include "zones";\n' });
  const { status, out } = run(folder, ['check', '--min-severity', 'hint', 'named.conf']);
  assert.equal(status, 0);
  assert.match(out, /conf\/not-on-this-machine/);
  assert.equal(run(folder, ['check', '--min-severity', 'hint', 'missing/named.conf']).status, 1);
});
