/** The packaged extension. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.ts';
import { runNode } from './run.ts';

export interface Vsix {
  path: string;
  octets: number;
}

/**
 * In octets: what grows beyond it should be looked at before anybody has to download it. Editors read bailiwick.toml too, which the command line alone did
 * before, and complete in it; live queries transfer, trace, sign, complete and compare, also in browsers;
 * delegations are checked by some eighty tests, whose sentences are most of it, with a validator of DNSSEC, and drawn; a diagnosis
 * asks hosts for connections and encrypted resolvers for what they announce. The pages of the rules, for people and for agents, are 35 kB.
 */
const LARGEST = 930_000;

/** Builds and packs the extension; undefined, with the reason on standard error, when that fails. */
export async function packageExtension(): Promise<Vsix | undefined> {
  const build = await runNode(['scripts/build.ts', '--minify'], { cwd: ROOT });
  if (build.code !== 0) return undefined;
  const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const path = join(ROOT, `${name}-${version}.vsix`);
  const vsce = join(ROOT, 'node_modules', '@vscode', 'vsce', 'vsce');
  const args = [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--out', path];
  const pack = await runNode(args, { cwd: ROOT, quiet: true });
  if (pack.code !== 0) {
    console.error(`Packing the extension failed:\n${pack.output}`);
    return undefined;
  }
  const octets = statSync(path).size;
  if (octets > LARGEST) {
    console.error(`${path} has ${octets} octets, and is to have at most ${LARGEST}.`);
    return undefined;
  }
  return { path, octets };
}
