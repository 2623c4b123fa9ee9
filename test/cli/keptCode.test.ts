/** The code that one run keeps is the next one's: a flag of V8 that is another when it is kept would make it useless, and each run would keep it anew. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { folderWith } from './harness.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const ZONE = '$TTL 1h\n@ SOA ns hostmaster 1 1h 15m 7d 1h\n NS ns\nns A 192.0.2.1\n AAAA 2001:db8::1\n';

test('a second run takes the code that the first one kept, and keeps none', () => {
  const cwd = folderWith({ 'db.example.com': ZONE });
  const cache = folderWith({});
  const kept = (): bigint => {
    const env = { ...process.env, XDG_CACHE_HOME: cache, NODE_DISABLE_COMPILE_CACHE: '' };
    spawnSync(process.execPath, [CLI, 'check', '--origin', 'example.com', 'db.example.com'], { cwd, env });
    const folder = join(cache, 'bailiwick');
    const [file] = readdirSync(folder);
    return statSync(join(folder, file), { bigint: true }).ino;
  };
  assert.equal(kept(), kept());
});
