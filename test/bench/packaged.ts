/** The extension as it is installed: its size, and what it adds to the start of VS Code. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { DIST } from '../../scripts/lib/paths.ts';
import { hasVscodeServer, startVscodeServer } from '../../scripts/lib/vscodeServer.ts';
import { packageExtension, type Vsix } from '../../scripts/lib/vsix.ts';
import { findChromium, openWorkbench } from '../workbench/browser.ts';
import { build } from './build.ts';
import type { Numbers } from './numbers.ts';
import { median } from './statistics.ts';

/** What is in it and runs on a desktop. */
export const BUNDLES = [
  'client.js',
  'client.browser.js',
  'core.js',
  'lsp.js',
  'server.js',
  'commands.js',
  'queries.js',
];

/** Starts of VS Code. */
const STARTS = 5;
/** For VS Code to start and activate the extension, in milliseconds. */
const LIMIT = 90_000;
const LOOK_EVERY = 50;

/** The module in the extension host, and the environment variable by which it is told where to write. */
const MODULE = join(import.meta.dirname, 'activation.ts');
const RESULT = 'BAILIWICK_ACTIVATION';

export interface Packaged {
  readonly vsix: Vsix;
  /** Octets of the .vsix and of the bundles in it. */
  readonly numbers: Numbers;
}

/** Packs the extension and says how large it is; dist/ is as `npm run build` makes it afterwards. */
export async function measureSizes(): Promise<Packaged> {
  try {
    const vsix = await packageExtension();
    if (!vsix) throw new Error('the extension could not be packed');
    const bundles = BUNDLES.map((name) => [name, statSync(join(DIST, name)).size]);
    return { vsix, numbers: { vsix: vsix.octets, ...Object.fromEntries(bundles) } };
  } finally {
    await build();
  }
}

/** Why activation cannot be measured here; undefined where it can. */
export function activationObstacle(install: boolean): string | undefined {
  if (!findChromium()) return 'no Chromium is installed';
  if (!hasVscodeServer() && !install)
    return 'VS Code for the browser is not installed (--workbench installs it, 600 MB)';
  return undefined;
}

/** Milliseconds of the activation of an installed .vsix, the median of several starts of VS Code; files go to the folder. */
export async function measureActivation(vsix: string, folder: string): Promise<number> {
  const suite = join(folder, 'activation.js');
  await esbuild.build({
    entryPoints: [MODULE],
    outfile: suite,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    logLevel: 'error',
  });
  // Tests run beside an extension in development only; this one has nothing in it.
  const empty = join(folder, 'extension');
  mkdirSync(empty);
  const manifest = { name: 'empty', publisher: 'bailiwick', version: '0.0.0', engines: { vscode: '^1.91.0' } };
  writeFileSync(join(empty, 'package.json'), JSON.stringify(manifest));
  const samples: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    const stage = join(folder, String(start));
    mkdirSync(join(stage, 'workspace'), { recursive: true });
    samples.push(await activateOnce(vsix, stage, empty, suite));
  }
  return median(samples)!;
}

async function activateOnce(vsix: string, stage: string, extension: string, suite: string): Promise<number> {
  const result = join(stage, 'result');
  const env = { ...process.env, [RESULT]: result };
  const server = await startVscodeServer({ dataDir: join(stage, 'vscode'), vsix, env });
  try {
    const address = server.developmentAddress(join(stage, 'workspace'), extension, suite);
    const workbench = await openWorkbench(findChromium()!, address);
    try {
      return Number.parseFloat(await contentOf(result));
    } finally {
      await workbench.browser.close();
    }
  } finally {
    await server.stop();
  }
}

async function contentOf(file: string): Promise<string> {
  for (let waited = 0; waited < LIMIT; waited += LOOK_EVERY) {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    if (/^[\d.]+$/.test(text)) return text;
    if (text !== '') throw new Error(text);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
  throw new Error(`VS Code did not activate the extension in ${LIMIT / 1000} s`);
}
