/** Running other programs. */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Milliseconds after which the program is ended; none when absent. */
  timeout?: number;
  /** Collects what it prints in the result instead of showing it. */
  quiet?: boolean;
}

export interface RunResult {
  /** The exit code; 1 when it could not be started or was ended. */
  code: number;
  /** With `quiet`: standard output and standard error, in the order they came. Else empty. */
  output: string;
}

/** Runs a program to its end. Never rejects: a program that cannot be started has code 1 and says why in `output`. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    timeout: options.timeout,
    // On Windows npm and code are batch files, which only its shell can start.
    shell: program.endsWith('.cmd'),
  });
  let output = '';
  const collect = (text: string) => {
    output += text;
  };
  child.stdout?.setEncoding('utf8').on('data', collect);
  child.stderr?.setEncoding('utf8').on('data', collect);
  const end = () => child.kill();
  process.once('exit', end);
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, output: `${program}: ${error.message}` }));
    child.on('close', (code) => {
      process.off('exit', end);
      resolve({ code: code ?? 1, output });
    });
  });
}

/** Lets Ctrl-C and the like end this process by way of its exit handlers, which end what it started. */
export function exitOnSignals(exitCode: number): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(exitCode));
}

/** Runs a script of the project under the Node that runs this one. */
export function runNode(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return run(process.execPath, args, options);
}

/**
 * The path of a program that PATH finds, or undefined. The folders where Debian keeps a server's programs are looked in
 * as well: they are not on every user's PATH.
 */
export function findProgram(name: string): string | undefined {
  const extensions = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  for (const folder of folders) {
    for (const extension of extensions) {
      const path = join(folder, name + extension);
      if (isExecutable(path)) return path;
    }
  }
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether this process may install system packages and write anywhere. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Whether a window could be shown to someone. */
export function hasDesktop(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
