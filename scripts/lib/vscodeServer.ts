/**
 * A whole VS Code, without its desktop window: the server and the web workbench that the npm package code-server
 * carries. It runs where the desktop one cannot be downloaded or shown.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CACHE } from './paths.ts';
import { run, runNode } from './run.ts';

/** The version of code-server; its own version and that of the VS Code in it differ only in the first digit. */
const CODE_SERVER = '4.139.1';

const INSTALLED = join(CACHE, 'vscode-server', CODE_SERVER);
/** Its static files are a VS Code for the web, too. */
export const VSCODE = join(INSTALLED, 'node_modules', 'code-server', 'lib', 'vscode');
/** How long the server may take to listen, in milliseconds. */
const START_LIMIT = 60_000;
/** Written last, so that an interrupted installation is begun again. */
const COMPLETE = join(INSTALLED, 'complete');

/** The server gets a process group of its own, so that the extension hosts end with it; Windows has none. */
const PROCESS_GROUPS = process.platform !== 'win32';

/** Settings that keep the workbench to its editor: nothing that pops up, phones home or differs from run to run. */
export const QUIET_SETTINGS: Readonly<Record<string, unknown>> = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'security.workspace.trust.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'telemetry.telemetryLevel': 'off',
  'git.enabled': false,
};

export interface ServerOptions {
  /** Where it keeps settings, logs and installed extensions. */
  dataDir: string;
  /** The port on 127.0.0.1; a free one when absent. */
  port?: number;
  /** A packaged extension to install first. */
  vsix?: string;
  /** Set beside QUIET_SETTINGS. */
  settings?: Readonly<Record<string, unknown>>;
  /** Environment of the server and so of its extension hosts. */
  env?: NodeJS.ProcessEnv;
}

export interface VscodeServer {
  port: number;
  /** The version of VS Code, such as 1.139.1. */
  version: string;
  /** Sets these settings, beside QUIET_SETTINGS, for windows that are opened from now on. */
  configure(settings: Readonly<Record<string, unknown>>): void;
  /** The address of its workbench with a folder open. */
  address(folder: string): string;
  /** The same with an extension that is run from its folder, and with tests that run inside its extension host. */
  developmentAddress(folder: string, extension: string, tests?: string): string;
  /** What it printed. */
  log(): string;
  stop(): Promise<void>;
}

/** Whether it is there already. */
export function hasVscodeServer(): boolean {
  return existsSync(COMPLETE);
}

/** The version of the VS Code that is installed. */
export function vscodeVersion(): string {
  return JSON.parse(readFileSync(join(VSCODE, 'package.json'), 'utf8')).version;
}

/** Downloads it on first use (some 600 MB once unpacked). Throws an Error that says what to do when that fails. */
export async function installVscodeServer(): Promise<void> {
  if (hasVscodeServer()) return;
  console.log(`Installing VS Code for the browser (npm package code-server ${CODE_SERVER}, 600 MB) into .cache/ ...`);
  rmSync(INSTALLED, { recursive: true, force: true });
  mkdirSync(INSTALLED, { recursive: true });
  writeFileSync(join(INSTALLED, 'package.json'), '{ "private": true }\n');
  // Its install scripts would compile a terminal and a logger that are not needed here.
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=1'];
  await npm(['install', ...flags, `code-server@${CODE_SERVER}`], INSTALLED);
  await npm(['install', '--omit=dev', ...flags], VSCODE);
  writeFileSync(COMPLETE, '');
}

/** Runs npm in a folder. Throws an Error with what it said where it fails. */
export async function npm(args: string[], cwd: string): Promise<void> {
  const windows = process.platform === 'win32';
  const { code, output } = await run(windows ? 'npm.cmd' : 'npm', args, { cwd, quiet: true });
  if (code === 0) return;
  throw new Error(
    `${output}\nVS Code for the browser could not be installed: the npm registry has to be reachable once.`,
  );
}

/** Starts it on 127.0.0.1 and waits until it listens. Throws an Error with its output when it does not. */
export async function startVscodeServer(options: ServerOptions): Promise<VscodeServer> {
  await installVscodeServer();
  const configure = (settings: ServerOptions['settings']): void =>
    writeSettings(options.dataDir, { ...QUIET_SETTINGS, ...settings });
  configure(options.settings);
  const server = join(VSCODE, 'out', 'server-main.js');
  const dirs = ['--server-data-dir', options.dataDir, '--extensions-dir', join(options.dataDir, 'extensions')];
  if (options.vsix) await installExtension([server, ...dirs], options.vsix);
  const child = spawn(
    process.execPath,
    [
      server,
      ...['--host', '127.0.0.1', '--port', String(options.port ?? 0)],
      '--without-connection-token',
      '--accept-server-license-terms',
      // Without it the workbench ignores the payload of its address, which names the extension and its tests.
      '--enable-smoke-test-driver',
      ...['--telemetry-level', 'off'],
      ...dirs,
    ],
    { cwd: VSCODE, env: options.env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'], detached: PROCESS_GROUPS },
  );
  const log: string[] = [];
  const stop = () => stopGroup(child);
  process.once('exit', () => killGroup(child));
  const port = await listeningPort(child, log);
  if (port === undefined) {
    await stop();
    throw new Error(`The VS Code server did not start:\n${log.join('')}`);
  }
  return {
    port,
    version: vscodeVersion(),
    configure,
    address: (folder) => `http://127.0.0.1:${port}/?folder=${urlPath(folder)}`,
    developmentAddress: (folder, extension, tests) => {
      const remote = `vscode-remote://127.0.0.1:${port}`;
      const payload = [['extensionDevelopmentPath', remote + urlPath(extension)]];
      if (tests) payload.push(['extensionTestsPath', remote + urlPath(tests)]);
      const query = `folder=${urlPath(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
      return `http://127.0.0.1:${port}/?${query}`;
    },
    log: () => log.join(''),
    stop,
  };
}

/** A path of this machine as it stands in an address: with slashes only, and escaped. */
function urlPath(path: string): string {
  return pathToFileURL(path).pathname;
}

/** In both places that the server reads: which settings it takes from where depends on their scope. */
function writeSettings(dataDir: string, settings: Readonly<Record<string, unknown>>): void {
  for (const scope of ['Machine', 'User']) {
    const folder = join(dataDir, 'data', scope);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings, undefined, 2));
  }
}

async function installExtension(server: string[], vsix: string): Promise<void> {
  const args = [...server, '--accept-server-license-terms', '--install-extension', vsix, '--force'];
  const { code, output } = await runNode(args, { cwd: VSCODE, quiet: true });
  if (code !== 0) throw new Error(`The extension could not be installed:\n${output}`);
}

/** The port that the server says it listens on; undefined when it ends, or takes too long. */
function listeningPort(child: ChildProcess, log: string[]): Promise<number | undefined> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => resolve(undefined), START_LIMIT);
    const read = (text: string) => {
      log.push(text);
      const listening = /listening on (\d+)/.exec(text);
      if (!listening) return;
      clearTimeout(limit);
      resolve(Number(listening[1]));
    };
    child.stdout?.setEncoding('utf8').on('data', read);
    child.stderr?.setEncoding('utf8').on('data', read);
    child.on('error', (error) => log.push(error.message));
    child.on('close', () => {
      clearTimeout(limit);
      resolve(undefined);
    });
  });
}

async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  killGroup(child);
  await ended;
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    // A negative number is the process group.
    process.kill(PROCESS_GROUPS ? -child.pid : child.pid, 'SIGKILL');
  } catch {
    // It ended in the meantime.
  }
}
