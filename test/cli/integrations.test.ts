/** What others run: the hooks of pre-commit, the GitHub action, the image. Each by the call that its file documents. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../scripts/lib/paths.ts';
import { findProgram } from '../../scripts/lib/run.ts';
import { CLI, folderWith, run } from './harness.ts';

const ZONE =
  '$TTL 1h\n@ SOA ns hostmaster 1 1h 15m 7d 1h\n NS ns\n NS ns2\nns A 192.0.2.1\n AAAA 2001:db8::1\nns2 A 198.51.100.1\n AAAA 2001:db8:1::1\n';
const BAD = `${ZONE}www BOGUS x\n`;
const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** The environment in which `bailiwick` is a command, as after an install. */
function installed(): NodeJS.ProcessEnv {
  const bin = folderWith({ bailiwick: `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n` });
  chmodSync(join(bin, 'bailiwick'), 0o755);
  return { ...process.env, PATH: [bin, process.env.PATH].join(delimiter), PRE_COMMIT_HOME: join(bin, 'pre-commit') };
}

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly files: string;
}

/** The hooks, as far as their file says how they are run. */
function hooks(): Hook[] {
  const text = textOf('.pre-commit-hooks.yaml');
  const files = /files: &ours '([^']*)'/.exec(text)![1];
  return text
    .split(/^- id: /m)
    .slice(1)
    .map((part) => ({ id: part.split('\n', 1)[0], entry: /entry: (.*)/.exec(part)![1], files }));
}

test('the hooks are commands that there are', () => {
  assert.deepEqual(
    hooks().map(({ id }) => id),
    ['bailiwick-check', 'bailiwick-fmt', 'bailiwick-fmt-check'],
  );
  for (const { entry } of hooks()) {
    const [program, ...words] = entry.split(' ');
    assert.equal(program, 'bailiwick');
    const cwd = folderWith({ 'db.example.com': ZONE });
    assert.notEqual(run(cwd, [...words, 'db.example.com']).status, 2, entry);
  }
});

test('the names that the hooks are run for', () => {
  const files = new RegExp(hooks()[0].files);
  for (const name of [
    'db.example.com',
    'zones/example.com.zone',
    'etc/named.conf',
    'named.conf.local',
    'rndc.key',
    'x/2.0.192.in-addr.arpa',
  ]) {
    assert.match(name, files);
  }
  for (const name of ['README.md', 'src/main.py', 'Makefile', 'mydb.txt']) assert.doesNotMatch(name, files);
});

test('the hooks, run by pre-commit', { skip: findProgram('pre-commit') ? false : 'no pre-commit' }, () => {
  const local = hooks().map(
    ({ id, entry, files }) =>
      `      - id: ${id}\n        name: ${id}\n        entry: ${entry}\n        language: system\n        types: [text]\n        files: '${files}'\n`,
  );
  const cwd = folderWith({
    '.pre-commit-config.yaml': `repos:\n  - repo: local\n    hooks:\n${local.join('')}`,
    'zones/db.example.com': BAD,
    'zones/db.example.net': ZONE,
    'src/db.py': 'print("no zone")\n',
  });
  const env = installed();
  const git = (...words: string[]) => execFileSync('git', words, { cwd, env, stdio: 'pipe' });
  git('init', '-q');
  git('add', '.');
  const hook = (id: string) => {
    const done = spawnSync('pre-commit', ['run', id, '--all-files', '--verbose'], { cwd, env, encoding: 'utf8' });
    return { status: done.status, out: done.stdout + done.stderr };
  };
  const checked = hook('bailiwick-check');
  assert.equal(checked.status, 1, checked.out);
  assert.match(checked.out, /zones\/db\.example\.com:9:5: error: .*\[zone\/unknown-type\]/);
  assert.doesNotMatch(checked.out, /db\.py/);
  assert.equal(hook('bailiwick-fmt-check').status, 1);
  const before = readFileSync(join(cwd, 'zones/db.example.net'), 'utf8');
  assert.equal(hook('bailiwick-fmt').status, 1, 'files were changed by the hook');
  assert.notEqual(readFileSync(join(cwd, 'zones/db.example.net'), 'utf8'), before);
  assert.equal(hook('bailiwick-fmt-check').status, 0);
  writeFileSync(join(cwd, 'zones/db.example.com'), ZONE);
  git('add', '.');
  const clean = hook('bailiwick-check');
  assert.equal(clean.status, 0, clean.out);
});

test('5,000 names in one call', () => {
  const names = Array.from({ length: 5000 }, (_, i) => `zones/db.z${i}.example`);
  const cwd = folderWith(Object.fromEntries(names.map((name) => [name, ZONE])));
  writeFileSync(join(cwd, names[4321]), BAD);
  const [, ...words] = hooks()[0].entry.split(' ');
  const { status, out, err } = run(cwd, [...words, ...names]);
  assert.equal(status, 1, err);
  assert.match(out, /zones\/db\.z4321\.example:9:5: error/);
});

test('of files that are named, others are passed over where that is asked for', () => {
  const cwd = folderWith({ 'db.py': 'print(1)\n', 'notes.txt': 'hello\n', 'db.example.com': ZONE });
  assert.equal(run(cwd, ['check', '--skip-others', 'db.py', 'notes.txt', 'db.example.com']).status, 0);
  assert.equal(run(cwd, ['check', '--skip-others', 'db.py', 'notes.txt']).status, 0);
  assert.equal(run(cwd, ['fmt', '--check', '--skip-others', 'db.py', 'notes.txt']).status, 0);
});

/** The shell of a step of the action. */
function stepOf(name: string): string {
  const step = textOf('action.yml')
    .split(/^ {4}- /m)
    .find((part) => part.startsWith(`name: ${name}\n`))!;
  const block = /^ {6}run: \|\n((?: {8}.*\n?)+)/m.exec(step)![1];
  return block.replace(/^ {8}/gm, '');
}

test('the steps of the GitHub action', { skip: findProgram('bash') ? false : 'no bash' }, () => {
  const cwd = folderWith({ 'zones with space/db.example.com': BAD, 'db.example.net': ZONE });
  const step = (name: string, more: NodeJS.ProcessEnv) =>
    spawnSync('bash', ['-eo', 'pipefail', '-c', stepOf(name)], {
      cwd,
      env: {
        ...installed(),
        FILES: 'zones with space\ndb.example.net\n',
        ARGS: '--bind-version=9.20\n--zones\n',
        ...more,
      },
      encoding: 'utf8',
    });
  const sarif = step('SARIF', { SARIF: 'found.sarif' });
  assert.equal(sarif.status, 0, sarif.stderr);
  const { version, runs } = JSON.parse(readFileSync(join(cwd, 'found.sarif'), 'utf8'));
  assert.equal(version, '2.1.0');
  assert.ok(runs[0].results.some(({ ruleId }: { ruleId: string }) => ruleId === 'zone/unknown-type'));
  const checked = step('Check', { FORMAT: 'github', FAIL_ON: 'error' });
  assert.equal(checked.status, 1, checked.stderr);
  assert.match(checked.stdout, /^::error file=zones with space\/db\.example\.com,line=9,.*$/m);
  assert.equal(step('Check', { FORMAT: 'concise', FAIL_ON: 'never' }).status, 0);
  assert.equal(step('Check', { FORMAT: 'concise', FAIL_ON: 'error', FILES: 'db.example.net', ARGS: '' }).status, 0);
});

test('the inputs that the action reads are those that it has', () => {
  const text = textOf('action.yml');
  const [, inputs] = /^inputs:\n([\s\S]*?)^runs:/m.exec(text)!;
  const known = new Set(Array.from(inputs.matchAll(/^ {2}([\w-]+):/gm), ([, name]) => name));
  const read = new Set(Array.from(text.matchAll(/inputs\.([\w-]+)/g), ([, name]) => name));
  assert.deepEqual([...read].sort(), [...known].sort());
  // What an input says reaches no shell but by the environment.
  for (const line of text.split('\n')) if (/^\s*run:|^ {8}\S/.test(line)) assert.doesNotMatch(line, /run:.*\$\{\{/);
});

test('the image is made by scripts that there are, and runs as nobody who matters', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
  const text = textOf('Dockerfile');
  for (const [, script] of text.matchAll(/npm run ([\w:-]+)/g)) assert.ok(script in scripts, script);
  assert.match(text, /^USER node$/m);
  assert.match(text, /^ENTRYPOINT \["bailiwick"\]$/m);
  for (const [, image] of text.matchAll(/^FROM (\S+)/gm)) assert.match(image, /:\d/);
});
