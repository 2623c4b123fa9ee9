/** The memory of a check of many files is bounded, once for a process: the flags are those of all of it. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { folderWith } from './folders.ts';

const ZONE = '$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\n';
const NAMES = Array.from({ length: 40 }, (_, i) => `z${i}.example`);
const ZONES = Object.fromEntries(NAMES.map((name) => [`db.${name}`, ZONE]));
const CONF = NAMES.map((name) => `zone "${name}" { type primary; file "db.${name}"; };\n`).join('');

const moduleOf = (name: string): string => JSON.stringify(new URL(`../../../server/src/${name}`, import.meta.url).href);

/** After each of three checks, what is done at the end of the process. */
function endings(cwd: string, words: readonly string[]): readonly number[] {
  const source = `import { check } from ${moduleOf('cli/check.ts')};
    import { parseOptions } from ${moduleOf('cli/parse.ts')};
    const counts = [];
    for (let run = 0; run < 3; run++) {
      const { options } = parseOptions(${JSON.stringify(['check', '--no-config', ...words])});
      await check(options, { cwd: process.cwd(), now: () => new Date(0), stdin: async () => new Uint8Array() });
      counts.push(process.listenerCount('exit'));
    }
    console.log(JSON.stringify(counts));`;
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '--no-warnings', '-e', source], { cwd, encoding: 'utf8' }),
  );
}

test('of a folder', () => assert.deepEqual(endings(folderWith(ZONES), ['.']), [1, 1, 1]));

test('of a configuration', () => {
  const cwd = folderWith({ ...ZONES, 'named.conf': CONF });
  assert.deepEqual(endings(cwd, ['--zones', 'named.conf']), [1, 1, 1]);
});
