/**
 * Bundles the extension into dist/. Options: --tests (also the suite that runs inside VS Code), --minify, --watch.
 * Exits with 1 when a bundle could not be made.
 */
import { chmodSync, globSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { DIST, ROOT } from './lib/paths.ts';

const { values: options } = parseArgs({
  options: {
    tests: { type: 'boolean', default: false },
    minify: { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
  },
});

const shared: esbuild.BuildOptions = {
  absWorkingDir: ROOT,
  bundle: true,
  charset: 'utf8',
  minify: options.minify,
  sourcemap: !options.minify,
  logLevel: 'warning',
};

/** For Node 20, the Node of the oldest VS Code that package.json's engine admits. */
const node: esbuild.BuildOptions = { ...shared, platform: 'node', format: 'cjs', target: 'node20' };

const browser: esbuild.BuildOptions = { ...shared, platform: 'browser', target: 'es2022' };

const vscode = { external: ['vscode'] };

const bundles: esbuild.BuildOptions[] = [
  { ...node, ...vscode, entryPoints: ['client/src/node/main.ts'], outfile: 'dist/client.js' },
  {
    ...browser,
    ...vscode,
    format: 'cjs',
    entryPoints: ['client/src/browser/main.ts'],
    outfile: 'dist/client.browser.js',
  },
  { ...node, entryPoints: ['server/src/node/main.ts'], outfile: 'dist/server.js' },
  { ...browser, format: 'iife', entryPoints: ['server/src/browser/main.ts'], outfile: 'dist/server.browser.js' },
  { ...node, banner: { js: '#!/usr/bin/env node' }, entryPoints: ['server/src/cli/launch.ts'], outfile: 'dist/cli.js' },
  // ASCII, so that cli.js can read it as octets.
  { ...node, charset: 'ascii', entryPoints: ['server/src/cli/main.ts'], outfile: 'dist/cli-main.js' },
];

if (options.tests) {
  const suite = 'test/workbench/suite';
  bundles.push({
    ...node,
    // One bundle a test file: mocha loads them itself, so that each is named in what it reports.
    entryPoints: [`${suite}/index.ts`, ...globSync(`${suite}/*.test.ts`, { cwd: ROOT })],
    external: ['vscode', 'mocha'],
    outdir: 'dist/test',
  });
}

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST, { recursive: true });
// The project's own files are ES modules, the bundles are CommonJS: a package.json nearer to them says so.
writeFileSync(join(DIST, 'package.json'), '{ "type": "commonjs" }\n');
if (options.watch) await watch();
else await build();

async function build(): Promise<void> {
  const results = await Promise.allSettled(bundles.map((bundle) => esbuild.build({ ...bundle, metafile: true })));
  for (const result of results) {
    if (result.status === 'fulfilled') report(result.value);
    else process.exitCode = 1;
  }
  if (process.exitCode) return console.error('The build failed, see above.');
  chmodSync(join(DIST, 'cli.js'), 0o755);
}

function report(result: esbuild.BuildResult): void {
  for (const file of Object.keys(result.metafile?.outputs ?? {})) {
    if (file.endsWith('.map')) continue;
    const kilobytes = statSync(join(ROOT, file)).size / 1000;
    console.log(`${relative(ROOT, join(ROOT, file)).padEnd(32)} ${kilobytes.toFixed(1).padStart(8)} kB`);
  }
}

async function watch(): Promise<void> {
  const progress: esbuild.Plugin = {
    name: 'progress',
    setup({ onStart, onEnd, initialOptions }) {
      const name = basename(initialOptions.outfile ?? 'test');
      // The problem matcher of .vscode/tasks.json waits for these two lines.
      onStart(() => console.log(`[watch] ${name}: build started`));
      onEnd(({ errors }) => console.log(`[watch] ${name}: build finished, ${errors.length} errors`));
    },
  };
  for (const bundle of bundles) {
    const context = await esbuild.context({ ...bundle, plugins: [progress] });
    await context.watch();
  }
}
