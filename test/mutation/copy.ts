/** A copy of the project in the temporary folder of the system, in which sources can be made wrong. */
import { spawn } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { ROOT } from '../../scripts/lib/paths.ts';
import type { Failure } from './firstFailure.ts';

/** What is not copied: made anew, or linked. */
const LEFT_OUT = new Set(['node_modules', '.git', '.cache', 'dist', 'out']);

export interface Ended {
  /** undefined: it was stopped after its time. */
  readonly code: number | undefined;
  readonly output: string;
}

export class Copy {
  readonly folder = mkdtempSync(join(tmpdir(), 'bailiwick-mutation-'));

  constructor() {
    const modules = join(ROOT, 'node_modules');
    process.once('exit', () => rmSync(this.folder, { recursive: true, force: true }));
    cpSync(ROOT, this.folder, { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) });
    symlinkSync(modules, join(this.folder, 'node_modules'), 'junction');
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  /** The files of this folder's sources in which the compiler finds an error; unused names are none. */
  async compile(project: string): Promise<string[]> {
    const args = ['node_modules/typescript/bin/tsc', '-p', project, '--noEmit', '--incremental'];
    const more = ['--tsBuildInfoFile', `out/${project}.mutation`, '--noUnusedLocals', 'false', '--pretty', 'false'];
    const { code, output } = await this.#node([...args, ...more, '--noUnusedParameters', 'false'], Infinity);
    const files = [...output.matchAll(/^(\S+?)\(\d+,\d+\): error/gm)].map(([, file]) => file);
    if (code !== 0 && files.length === 0) throw new Error(`tsc: ${output}`);
    return [...new Set(files)];
  }

  build(): Promise<Ended> {
    return this.#node(['scripts/build.ts'], Infinity);
  }

  /** The files of these patterns, relative to the project. */
  files(globs: readonly string[]): string[] {
    return globs.flatMap((glob) => globSync(glob, { cwd: this.folder }).sort());
  }

  /** Runs tests until one fails: what fails, or undefined. */
  async firstFailing(files: readonly string[], timeout: number): Promise<string | undefined> {
    if (files.length === 0) return undefined;
    const reporter = '--test-reporter=./test/mutation/firstFailure.ts';
    const { code, output } = await this.#node(['--test', '--test-isolation=none', reporter, ...files], timeout);
    if (code === undefined) return 'its time: it takes too long';
    if (code === 0) return undefined;
    const line = output.split('\n').find((text) => text.startsWith('{"file":'));
    if (line === undefined) return `a crash: ${/^\w*Error.*/m.exec(output)?.[0] ?? 'no reason was told'}`;
    const { file, name } = JSON.parse(line) as Failure;
    return `${relative(this.folder, file)}: ${name}`;
  }

  #node(args: readonly string[], timeout: number): Promise<Ended> {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
      cwd: this.folder,
      // As many seeds of random tests as `npm test` has.
      env: { ...process.env, BAILIWICK_SEEDS: '4' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (text: string) => {
      output += text;
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    let late = false;
    // A program that never comes back to its events hears no other signal.
    const end = () => child.kill('SIGKILL');
    const timer = Number.isFinite(timeout)
      ? setTimeout(() => {
          late = true;
          end();
        }, timeout)
      : undefined;
    process.once('exit', end);
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        clearTimeout(timer);
        process.off('exit', end);
        resolve({ code: late ? undefined : (code ?? 1), output });
      });
    });
  }
}
