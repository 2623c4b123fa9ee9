/** Programs on the zones of one kind each, and ours on the same zones where they are wrong. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { flatten, type Numbers } from './numbers.ts';
import { checkZone, measureZone, WRONG_LAST } from './peers.ts';
import { inTurn, type Program, type Run } from './programs.ts';
import { MISTAKES, shapeZone } from './shapeZones.ts';

/** Runs of each program on a zone. */
const ROUNDS = 3;

/** The zone as it should be, and how it may be wrong. */
export const RIGHT = 'right';
export const LAST_RECORD = 'last record';
export const WRONG_KINDS = [LAST_RECORD, ...Object.keys(MISTAKES)];

/** Measures the programs on a shape: `PROGRAM.wall` and the like. */
export function measureShape(shape: string, records: number, folder: string): Numbers {
  return measureZone(shapeZone(shape, records, folder), folder, () => ROUNDS);
}

/** Measures ours on a shape that is right, and on the same with mistakes: `right.cpu`, `every record.cpu` and the like. */
export function measureWrong(shape: string, records: number, folder: string): Numbers {
  const files = new Map<string, string>();
  const programs = [RIGHT, ...WRONG_KINDS].map((kind): Program => {
    const { origin, write } = shapeZone(shape, records, folder, MISTAKES[kind]);
    const file = join(folder, `${kind.replaceAll(' ', '-')}.zone`);
    write(file, kind === LAST_RECORD ? [WRONG_LAST] : []);
    readFileSync(file);
    files.set(kind, file);
    return { name: kind, run: (): Run => checkZone(file, origin) };
  });
  try {
    return flatten(inTurn(programs, '', () => ROUNDS));
  } finally {
    for (const file of files.values()) rmSync(file);
  }
}
