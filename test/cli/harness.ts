/** The built command line, run in folders that are made for a test and removed after it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

export const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
/** Compiled code goes here, and nothing to the user's own folder. */
const CACHE = mkdtempSync(join(tmpdir(), 'bailiwick-cache-'));
const folders: string[] = [CACHE];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new folder with these files, by their paths in it. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-cli-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** Runs `bailiwick` in `cwd`; `input` is its standard input. */
export function run(
  cwd: string,
  args: readonly string[],
  input?: string,
): { status: number | null; out: string; err: string } {
  const env = { ...process.env, XDG_CACHE_HOME: CACHE };
  const done = spawnSync(process.execPath, [CLI, ...args], { cwd, input, encoding: 'utf8', env });
  return { status: done.status, out: done.stdout, err: done.stderr };
}
