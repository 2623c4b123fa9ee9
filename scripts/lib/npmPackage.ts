/** The npm package: the command line and the language server, as bundles, without dependencies. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.ts';
import { runNode } from './run.ts';
import { bashCompletion, fishCompletion, manualPage, zshCompletion } from './shells.ts';

/** All that is in it besides what is made here. */
const FILES = [
  'dist/ask.js',
  'dist/cli.js',
  'dist/commands.js',
  'dist/core.js',
  'dist/live.js',
  'dist/lsp.js',
  'dist/ruleTexts.js',
  'dist/server.js',
  'dist/package.json',
  'dist/THIRD-PARTY-NOTICES.txt',
  'docs/bailiwick.schema.json',
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
];
/** In octets, packed. */
const LARGEST = 1_000_000;

/** Writes the files of the package into a folder, from what is built. */
export function writePackage(folder: string): void {
  const { name, version, license, repository, bugs, homepage, keywords } = JSON.parse(
    readFileSync(join(ROOT, 'package.json'), 'utf8'),
  );
  const made: Readonly<Record<string, string>> = {
    'man/bailiwick.1': manualPage(version),
    'completions/bailiwick.bash': bashCompletion(),
    'completions/_bailiwick': zshCompletion(),
    'completions/bailiwick.fish': fishCompletion(),
  };
  const manifest = {
    name,
    version,
    description: 'Checks, lays out and compares DNS zone files and named.conf files; a language server for them.',
    license,
    repository,
    bugs,
    homepage,
    keywords,
    bin: { bailiwick: 'dist/cli.js' },
    man: 'man/bailiwick.1',
    engines: { node: '>=18' },
    files: ['dist', 'docs', 'man', 'completions', 'CHANGELOG.md'],
  };
  rmSync(folder, { recursive: true, force: true });
  for (const part of ['dist', 'docs', 'man', 'completions']) mkdirSync(join(folder, part), { recursive: true });
  for (const file of FILES) copyFileSync(join(ROOT, file), join(folder, file));
  for (const [file, text] of Object.entries(made)) writeFileSync(join(folder, file), text);
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Builds and packs it into the project's root; undefined, with the reason on standard error, where that fails. */
export async function packNpm(): Promise<{ readonly path: string; readonly octets: number } | undefined> {
  const build = await runNode(['scripts/build.ts', '--minify'], { cwd: ROOT });
  if (build.code !== 0) return undefined;
  const folder = join(ROOT, '.cache', 'npm');
  writePackage(folder);
  const out = execFileSync('npm', ['pack', '--silent', '--pack-destination', ROOT], { cwd: folder, encoding: 'utf8' });
  const path = join(ROOT, out.trim().split('\n').at(-1) ?? '');
  const octets = statSync(path).size;
  if (octets <= LARGEST) return { path, octets };
  console.error(`${path} has ${octets} octets, and is to have at most ${LARGEST}.`);
  return undefined;
}
