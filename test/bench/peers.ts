/** Zone checkers on the same files, in turn: ours as it is built, started as a program like the others. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DIST } from '../../scripts/lib/paths.ts';
import { findProgram } from '../../scripts/lib/run.ts';
import { flatten, type Numbers } from './numbers.ts';
import { inTurn, OURS, type Program, type Run, runOnce } from './programs.ts';
import { ORIGIN, writeZone } from './zones.ts';

export interface Peer {
  readonly program: string;
  /** The Debian package that brings it. */
  readonly package: string;
  readonly args: (zone: string, origin: string) => readonly string[];
}

export const PEERS: readonly Peer[] = [
  { program: 'named-checkzone', package: 'bind9-utils', args: (zone, origin) => ['-i', 'local', origin, zone] },
  { program: 'nsd-checkzone', package: 'nsd', args: (zone, origin) => [origin, zone] },
  { program: 'kzonecheck', package: 'knot-dnssecutils', args: (zone, origin) => ['-o', origin, zone] },
  { program: 'validns', package: 'validns', args: (zone, origin) => ['-z', origin, zone] },
  { program: 'ldns-read-zone', package: 'ldnsutils', args: (zone) => [zone] },
];

/** A last line that every checker has to refuse: one that does not has not read the file to its end. */
export const WRONG_LAST = 'bailiwick-bench\tIN\tA\t192.0.2.256';

/** Rounds of runs where one takes `first` seconds: more where it is short, fewer where it takes minutes. */
function rounds(records: number, first: number): number {
  if (first > 120) return 3;
  if (records <= 1_000) return 21;
  if (records <= 10_000) return 11;
  return records <= 100_000 ? 7 : 5;
}

/** A zone to measure with. */
export interface BenchZone {
  readonly origin: string;
  readonly write: (file: string, more?: readonly string[]) => void;
}

/** Runs ours on a zone file. */
export function checkZone(file: string, origin: string): Run {
  return runOnce(process.execPath, [join(DIST, 'cli.js'), 'check', '--origin', origin, file]);
}

/** Measures the zone of a hosting provider, of `records` records, made in the folder, which must have no named.conf in it: `PROGRAM.wall` and the like. */
export function measurePeers(records: number, folder: string): Numbers {
  const write = (file: string, more: readonly string[] = []): void => writeZone(file, records, more);
  return measureZone({ origin: ORIGIN, write }, folder, (first) => rounds(records, first));
}

/** The same for any zone; the number of rounds depends on the seconds that a run takes. */
export function measureZone(zone: BenchZone, folder: string, roundsFor: (first: number) => number): Numbers {
  const { origin, write } = zone;
  const ours: Program = { name: OURS, run: (file) => checkZone(file, origin) };
  const peers = PEERS.flatMap(({ program, args }): Program[] => {
    const path = findProgram(program);
    return path ? [{ name: program, run: (file) => runOnce(path, args(file, origin)) }] : [];
  });
  refuseWrong([ours, ...peers], zone, folder);

  const file = join(folder, 'right.zone');
  write(file);
  // So that nobody pays for the disk.
  readFileSync(file);
  const measured = inTurn([ours, ...peers], file, roundsFor);
  rmSync(file);
  if (measured[OURS].exit !== 0) throw new Error(`ours ended with ${measured[OURS].exit} for a zone without an error`);
  return flatten(measured);
}

/** Runs each once on a zone whose last record is wrong; throws where one takes it. Brings the programs into memory, too. */
function refuseWrong(programs: readonly Program[], { write }: BenchZone, folder: string): void {
  const zone = join(folder, 'wrong.zone');
  write(zone, [WRONG_LAST]);
  for (const { name, run } of programs) {
    const { exit } = run(zone);
    if (exit === 0 || (name === OURS && exit !== 1)) {
      throw new Error(
        `${name} ended with ${exit} for a zone whose last record is wrong: what it did is not comparable`,
      );
    }
  }
  rmSync(zone);
}
