/** The bundles that are measured have to be those of the sources. */
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DIST, ROOT } from '../../scripts/lib/paths.ts';
import { runNode } from '../../scripts/lib/run.ts';

const BUNDLES = ['core.js', 'lsp.js', 'cli.js', 'commands.js', 'server.js', 'client.js', 'client.browser.js'];
const SOURCES = ['client/src/**/*.ts', 'server/src/**/*.ts', 'scripts/build.ts', 'package-lock.json'];

/** Builds where a bundle is missing or older than a source. Throws where that fails. */
export async function buildWhereStale(): Promise<void> {
  const built = BUNDLES.map((name) => join(DIST, name));
  const changed = (path: string): number => statSync(path).mtimeMs;
  const newest = Math.max(...globSync(SOURCES, { cwd: ROOT }).map((name) => changed(join(ROOT, name))));
  if (built.every((path) => existsSync(path) && changed(path) > newest)) return;
  await build();
}

/** Builds as `npm run build` does, with the suite of the workbench. */
export async function build(): Promise<void> {
  const { code } = await runNode(['scripts/build.ts', '--tests'], { cwd: ROOT });
  if (code !== 0) throw new Error('The build failed, see above.');
}
