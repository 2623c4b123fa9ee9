/** BIND's programs of each release, as far as they are on this machine. */
import { spawnSync } from 'node:child_process';
import type { BindVersion } from '../../server/src/dns/versions.ts';

const found = new Map<string, string | undefined>();

/** What runs a program of a release: NAME-VERSION on the path, or NAME where it says that it is of that release. */
export function programOf(name: string, version: BindVersion): string | undefined {
  const key = `${name}-${version}`;
  if (!found.has(key)) {
    found.set(
      key,
      [key, name].find((command) => isOf(command, version)),
    );
  }
  return found.get(key);
}

function isOf(command: string, version: BindVersion): boolean {
  const { stdout, stderr, error } = spawnSync(command, ['-v'], { encoding: 'utf8' });
  return !error && new RegExp(`\\b${version.replace('.', '\\.')}\\.\\d`).test(`${stdout}${stderr}`);
}
