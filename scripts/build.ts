/**
 * Bundles the extension into dist/. Options: --tests (also the suite that runs inside VS Code), --minify, --watch.
 * Exits with 1 when a bundle could not be made.
 */
import { chmodSync, globSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { BROWSER, BUNDLES, NODE, onNewModules, SHARED } from './lib/bundles.ts';
import { noticesText, packagesIn } from './lib/notices.ts';
import { DIST, ROOT } from './lib/paths.ts';
import { rulePagesJson } from './lib/rulePages.ts';

const { values: options } = parseArgs({
  options: {
    tests: { type: 'boolean', default: false },
    minify: { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
  },
});

const asAsked = (bundle: esbuild.BuildOptions): esbuild.BuildOptions => ({
  ...bundle,
  // The command line reads those in ASCII at each start, so they are small wherever they are built.
  minify: options.minify || bundle.charset === 'ascii',
  sourcemap: !options.minify,
});
const bundles = BUNDLES.map(asAsked);
if (options.tests) {
  const suite = 'test/workbench/suite';
  bundles.push({
    ...asAsked(NODE),
    // One bundle a test file: mocha loads them itself, so that each is named in what it reports.
    entryPoints: [`${suite}/index.ts`, ...globSync(`${suite}/*.test.ts`, { cwd: ROOT })],
    external: ['vscode', 'mocha'],
    outdir: 'dist/test',
  });
  bundles.push({
    ...asAsked(BROWSER),
    format: 'cjs',
    entryPoints: ['test/web/host/files.ts', 'test/web/host/tests.ts'],
    external: ['vscode'],
    outdir: 'dist/test-web',
  });
}

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST, { recursive: true });
writeFileSync(join(DIST, 'rules.json'), rulePagesJson());
try {
  if (options.watch) await watch();
  else await build();
} catch (error) {
  // esbuild has told its own errors.
  if (!(error instanceof Error && 'errors' in error)) console.error(String(error));
  console.error('The build failed, see above.');
  process.exitCode = 1;
}

async function build(): Promise<void> {
  const results = await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
  for (const bundle of SHARED) results.push(await esbuild.build(asAsked(bundle)));
  const metafiles = results.map(({ metafile }) => metafile!);
  writeFileSync(join(DIST, 'THIRD-PARTY-NOTICES.txt'), noticesText(packagesIn(metafiles)));
  chmodSync(join(DIST, 'cli.js'), 0o755);
  // What kind of module a bundle is, Node finds here, before it reads the large manifest above.
  writeFileSync(join(DIST, 'package.json'), '{"type":"commonjs"}\n');
  for (const file of metafiles.flatMap(({ outputs }) => Object.keys(outputs))) {
    if (file.endsWith('.map')) continue;
    const kilobytes = statSync(join(ROOT, file)).size / 1000;
    console.log(`${file.padEnd(32)} ${kilobytes.toFixed(1).padStart(8)} kB`);
  }
}

async function watch(): Promise<void> {
  const contexts: esbuild.BuildContext[] = [];
  const rebuildShared = (): void => {
    for (const context of contexts) void context.rebuild();
  };
  for (const bundle of [...bundles, ...SHARED.map(asAsked)]) {
    const context = await esbuild.context(withProgress(bundle, onNewModules(rebuildShared)));
    if (!bundles.includes(bundle)) contexts.push(context);
    // Once to the end, for what it asks of those that follow.
    await context.rebuild();
    await context.watch();
  }
}

function withProgress(bundle: esbuild.BuildOptions, ...more: esbuild.Plugin[]): esbuild.BuildOptions {
  const name = basename(bundle.outfile ?? 'test');
  const progress: esbuild.Plugin = {
    name: 'progress',
    setup({ onStart, onEnd }) {
      // The problem matcher of .vscode/tasks.json waits for these two lines.
      onStart(() => console.log(`[watch] ${name}: build started`));
      onEnd(({ errors }) => console.log(`[watch] ${name}: build finished, ${errors.length} errors`));
    },
  };
  return { ...bundle, plugins: [...(bundle.plugins ?? []), progress, ...more] };
}
