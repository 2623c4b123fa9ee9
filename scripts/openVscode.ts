/**
 * Opens VS Code with the extension on examples/: the desktop one where there is one, else the workbench in a browser.
 * Options: --port N (of the browser workbench), --browser (do not look for the desktop one), --check (start the browser
 * workbench, see that it answers, and stop).
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CACHE, EXAMPLES, ROOT } from './lib/paths.ts';
import { exitOnSignals, findProgram, hasDesktop, isRoot, run, runNode } from './lib/run.ts';
import { startVscodeServer } from './lib/vscodeServer.ts';
import { packageExtension } from './lib/vsix.ts';

const { values: options } = parseArgs({
  options: {
    port: { type: 'string' },
    browser: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
  },
});

exitOnSignals(0);
const desktop = options.browser || options.check ? undefined : await findDesktop();
if (desktop) await openDesktop(desktop);
else await openBrowser();

/** The program `code`, if it is a desktop VS Code that can be shown here. */
async function findDesktop(): Promise<string | undefined> {
  const code = findProgram('code');
  // As root VS Code refuses to start without a data folder of its own and without its sandbox.
  if (!code || !hasDesktop() || isRoot()) return undefined;
  // A desktop one answers with version, commit and processor; others of that name do not.
  const { output } = await run(code, ['--version'], { quiet: true, timeout: 10_000 });
  return /^\d+\.\d+\.\d+\S*\n[0-9a-f]{40}\n/.test(output) ? code : undefined;
}

async function openDesktop(code: string): Promise<void> {
  console.log('Building the extension ...');
  const build = await runNode(['scripts/build.ts'], { cwd: ROOT });
  if (build.code !== 0) process.exit(1);
  console.log(`Opening examples/ in ${code}`);
  const { code: exit } = await run(code, [`--extensionDevelopmentPath=${ROOT}`, EXAMPLES]);
  process.exitCode = exit;
}

async function openBrowser(): Promise<void> {
  if (!options.check) console.log('No desktop VS Code is used here, so it opens in the browser.');
  console.log('Building and packing the extension ...');
  const vsix = await packageExtension();
  if (!vsix) process.exit(1);
  console.log('Starting VS Code ...');
  const server = await startVscodeServer({
    dataDir: join(CACHE, 'start'),
    port: options.port === undefined ? undefined : Number(options.port),
    vsix: vsix.path,
  }).catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
  const address = server.address(EXAMPLES);
  console.log(`Open ${address}`);
  if (options.check) {
    const response = await fetch(address);
    console.log(`VS Code ${server.version} answers with HTTP ${response.status}.`);
    await server.stop();
    process.exit(response.ok ? 0 : 1);
  }
  console.log('Ctrl-C ends it.');
  if (hasDesktop()) showInBrowser(address);
}

function showInBrowser(address: string): void {
  const [program, ...args] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[process.platform as string] ?? [
    'xdg-open',
  ];
  const opener = spawn(program, [...args, address], { stdio: 'ignore', detached: true });
  // The address is printed: where nothing opens it, the person does.
  opener.on('error', () => {});
  opener.unref();
}
