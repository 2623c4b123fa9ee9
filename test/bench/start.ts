/** How long the command takes to start: one small file, beside Node doing nothing. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DIST } from '../../scripts/lib/paths.ts';
import { flatten, type Numbers } from './numbers.ts';
import { inTurn, type Program, type Run, runOnce } from './programs.ts';
import { ORIGIN, writeZone } from './zones.ts';

/** `node -e 0`, ours with the code it kept of a run before, and ours that has none. */
export const STARTS = ['node', 'kept', 'first'] as const;

const ROUNDS = 21;
const RECORDS = 20;

/** Measures starts, with files made in the folder: `node.wall` and the like. */
export function measureStart(folder: string): Numbers {
  const file = join(folder, `${ORIGIN}.zone`);
  writeZone(file, RECORDS);
  const cache = join(folder, 'cache');
  mkdirSync(cache);
  const check = (zone: string): string[] => [join(DIST, 'cli.js'), 'check', '--origin', ORIGIN, zone];
  const cached = (from: string, zone: string): Run =>
    runOnce(process.execPath, check(zone), { ...process.env, XDG_CACHE_HOME: from });
  const empty = join(folder, 'empty');
  const programs: Program[] = [
    { name: 'node', run: () => runOnce(process.execPath, ['-e', '0']) },
    { name: 'kept', run: (zone) => cached(cache, zone) },
    {
      name: 'first',
      run: (zone) => {
        rmSync(empty, { recursive: true, force: true });
        mkdirSync(empty);
        return cached(empty, zone);
      },
    },
  ];
  cached(cache, file);
  return flatten(inTurn(programs, file, () => ROUNDS));
}
