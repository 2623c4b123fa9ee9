/** Completions and the manual page: every command and option is in each, and shells take them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { bashCompletion, fishCompletion, manualPage, zshCompletion } from '../../../scripts/lib/shells.ts';
import { COMMANDS } from '../../../server/src/cli/options.ts';

test('each names every command and option', () => {
  const page = manualPage('1.0.0').replaceAll('\\-', '-');
  for (const { name, options } of COMMANDS) {
    for (const text of [bashCompletion(), zshCompletion(), fishCompletion()]) assert.ok(text.includes(name), name);
    for (const option of options) {
      assert.ok(bashCompletion().includes(`--${option.name}`), option.name);
      assert.ok(zshCompletion().includes(`--${option.name}`), option.name);
      assert.ok(fishCompletion().includes(`-l ${option.name}`), option.name);
      assert.ok(page.includes(`--${option.name}`), option.name);
    }
  }
});

/** What bash offers behind words. */
function offered(...words: string[]): string[] {
  const script = `${bashCompletion()}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})\nCOMP_CWORD=${words.length - 1}\n_bailiwick\nprintf '%s\\n' "\${COMPREPLY[@]}"\n`;
  return spawnSync('bash', ['-c', script], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((word) => word !== '');
}

test('bash: commands, options, values', { skip: spawnSync('bash', ['--version']).status !== 0 }, () => {
  assert.deepEqual(offered('bailiwick', 'ch'), ['check']);
  assert.deepEqual(offered('bailiwick', 'check', '--form'), ['--format']);
  assert.deepEqual(offered('bailiwick', 'check', '--format', 'gi'), ['github', 'gitlab']);
});
