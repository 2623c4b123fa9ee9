/** Runs programs and says what they took. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../../scripts/lib/run.ts';
import { known, median } from './statistics.ts';

export interface Run {
  /** From the start of the process to its end, in seconds. */
  readonly wall: number;
  /** User and system time, in seconds, to a hundredth; undefined without GNU time. */
  readonly cpu: number | undefined;
  /** The most memory that was resident at once, in octets; undefined without GNU time. */
  readonly memory: number | undefined;
  readonly exit: number;
}

/** What ours is called among others. */
export const OURS = 'bailiwick';

/** Runs longer than this are ended and do not count, in milliseconds. */
const LIMIT = 600_000;

/**
 * GNU time (Debian package time): Node does not tell what its children used, and a file in /proc is gone when they end.
 * The processes that it starts begin small, so that the memory is theirs and not that of the process that forked.
 */
const TIMER = ['time', 'gtime'].map(findProgram).find((path) => path && isGnuTime(path));

/** Whether CPU time and memory of programs can be measured here. */
export const MEASURES_MEMORY = TIMER !== undefined;

function isGnuTime(path: string): boolean {
  const { status, stderr } = spawnSync(path, ['-f', '%U %S %M', 'true'], { encoding: 'utf8' });
  return status === 0 && /^[\d.]+ [\d.]+ \d+\n$/.test(stderr);
}

/** Runs a program to its end; what it prints is thrown away. Throws where it cannot be started or is ended by a signal. */
export function runOnce(program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Run {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-time-'));
  const report = join(folder, 'time');
  const command = TIMER ? [TIMER, '-q', '-f', '%U %S %M', '-o', report, program, ...args] : [program, ...args];
  try {
    const start = performance.now();
    const { status, error, signal } = spawnSync(command[0], command.slice(1), { env, stdio: 'ignore', timeout: LIMIT });
    const wall = (performance.now() - start) / 1000;
    // GNU time answers with 126 and 127 where it cannot start the program, and with 128 and more after a signal.
    if (error || signal || status === null || status >= 126) {
      throw new Error(`${program} did not come to its end: ${error?.message ?? signal ?? `status ${status}`}`);
    }
    const [user, system, kilobytes] = TIMER ? readFileSync(report, 'utf8').trim().split(' ').map(Number) : [];
    const used = TIMER ? { cpu: user + system, memory: kilobytes * 1024 } : { cpu: undefined, memory: undefined };
    return { wall, ...used, exit: status };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A program that is compared with others on the same file. */
export interface Program {
  readonly name: string;
  run(file: string): Run;
}

/** Medians of a program's runs. */
export interface Measured extends Run {
  readonly runs: number;
}

/**
 * Runs the programs one after the other, again and again, so that what else the machine does falls on all of them. The number of rounds is
 * asked for with the seconds that the first one took.
 */
export function inTurn(
  programs: readonly Program[],
  file: string,
  rounds: (first: number) => number,
): Record<string, Measured> {
  const samples = new Map<string, Run[]>(programs.map(({ name }) => [name, []]));
  const start = performance.now();
  let total = 1;
  for (let round = 0; round < total; round++) {
    for (const { name, run } of programs) samples.get(name)!.push(run(file));
    if (round === 0) total = rounds((performance.now() - start) / 1000);
  }
  return Object.fromEntries([...samples].map(([name, runs]) => [name, summary(name, runs)]));
}

function summary(name: string, runs: readonly Run[]): Measured {
  const exits = new Set(runs.map(({ exit }) => exit));
  if (exits.size > 1) throw new Error(`${name} ended in different ways for the same file: ${[...exits].join(', ')}`);
  return {
    runs: runs.length,
    wall: median(runs.map(({ wall }) => wall))!,
    cpu: median(known(runs.map(({ cpu }) => cpu))),
    memory: median(known(runs.map(({ memory }) => memory))),
    exit: runs[0].exit,
  };
}
