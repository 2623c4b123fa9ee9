/** Zone checkers on the same files, in turn: ours as it is built, started as a program like the others. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DIST } from '../../scripts/lib/paths.ts';
import { findProgram } from '../../scripts/lib/run.ts';
import { flatten, type Numbers } from './numbers.ts';
import { inTurn, OURS, type Program, runOnce } from './programs.ts';
import { ORIGIN, writeZone } from './zones.ts';

export interface Peer {
  readonly program: string;
  /** The Debian package that brings it. */
  readonly package: string;
  readonly args: (zone: string) => readonly string[];
}

export const PEERS: readonly Peer[] = [
  { program: 'named-checkzone', package: 'bind9-utils', args: (zone) => ['-i', 'local', ORIGIN, zone] },
  { program: 'nsd-checkzone', package: 'nsd', args: (zone) => [ORIGIN, zone] },
  { program: 'kzonecheck', package: 'knot-dnssecutils', args: (zone) => ['-o', ORIGIN, zone] },
  { program: 'validns', package: 'validns', args: (zone) => ['-z', ORIGIN, zone] },
  { program: 'ldns-read-zone', package: 'ldnsutils', args: (zone) => [zone] },
];

/** A last line that every checker has to refuse: one that does not has not read the file to its end. */
const WRONG = 'bailiwick-bench\tIN\tA\t192.0.2.256';

/** Rounds of runs where one takes `first` seconds: more where it is short, fewer where it takes minutes. */
function rounds(records: number, first: number): number {
  if (first > 120) return 3;
  if (records <= 1_000) return 21;
  if (records <= 10_000) return 11;
  return records <= 100_000 ? 7 : 5;
}

/** Measures a zone of `records` records, made in the folder, which must have no named.conf in it: `PROGRAM.wall` and the like. */
export function measurePeers(records: number, folder: string): Numbers {
  const ours: Program = {
    name: OURS,
    run: (zone) => runOnce(process.execPath, [join(DIST, 'cli.js'), 'check', '--origin', ORIGIN, zone]),
  };
  const peers = PEERS.flatMap(({ program, args }): Program[] => {
    const path = findProgram(program);
    return path ? [{ name: program, run: (zone) => runOnce(path, args(zone)) }] : [];
  });
  refuseWrong([ours, ...peers], records, folder);

  const zone = join(folder, `${records}.zone`);
  writeZone(zone, records);
  // So that nobody pays for the disk.
  readFileSync(zone);
  const measured = inTurn([ours, ...peers], zone, (first) => rounds(records, first));
  rmSync(zone);
  if (measured[OURS].exit !== 0) throw new Error(`ours ended with ${measured[OURS].exit} for a zone without a problem`);
  return flatten(measured);
}

/** Runs each once on a zone whose last record is wrong; throws where one takes it. Brings the programs into memory, too. */
function refuseWrong(programs: readonly Program[], records: number, folder: string): void {
  const zone = join(folder, `wrong-${records}.zone`);
  writeZone(zone, records, [WRONG]);
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
