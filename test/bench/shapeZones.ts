/** Writes the zones of shapes.ts, right or with mistakes in them. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../../scripts/lib/run.ts';
import type { BenchZone } from './peers.ts';
import { SHAPES, type Shape } from './shapes.ts';
import { writeLines, writeZone } from './zones.ts';

/** A mistake: what becomes of a record's line, and in which records it is, the first of so many. */
export interface Mistake {
  readonly every: number;
  readonly of: (line: string, shape: Shape) => string;
}

const misspelt = (line: string): string => line.replace(/(?<=\s)(?!(?:IN|SOA)\s)[A-Z][A-Z0-9]*(?=\s)/, '$&Q');

/** Ways in which a whole zone is wrong: types that are none, the last character lost (of a dot, a digit, a quote), what is particular to the shape. */
export const MISTAKES: Readonly<Record<string, Mistake>> = {
  'every third': { every: 3, of: misspelt },
  'every record': { every: 1, of: misspelt },
  'cut off': { every: 1, of: (line) => line.slice(0, -1) },
  'of its kind': { every: 1, of: (line, { mistaken }) => mistaken?.(line) ?? line },
};

const SIGNER = { program: 'dnssec-signzone', generator: 'dnssec-keygen', package: 'bind9-utils' };
/** Records that signing makes of one of the mix, about. */
const SIGNED_EACH = 5;

/** Why a shape cannot be made here; undefined where it can. */
export function obstacle(shape: string): string | undefined {
  if (!SHAPES[shape].signing || (findProgram(SIGNER.program) && findProgram(SIGNER.generator))) return undefined;
  return `the shape ${shape}: ${SIGNER.program} is not installed (Debian package ${SIGNER.package})`;
}

/** Records of a line, with those that a $GENERATE makes. */
export function recordsOf(line: string): number {
  const range = /^\$GENERATE (\d+)-(\d+)/.exec(line);
  if (range) return Number(range[2]) - Number(range[1]) + 1;
  return /^[;$]/.test(line) ? 0 : 1;
}

/**
 * A zone of a shape with about so many records, and a mistake in them. A signed one is signed once for each number of records, in the folder. Throws
 * where it cannot be made.
 */
export function shapeZone(shape: string, records: number, folder: string, mistake?: Mistake): BenchZone {
  const lines = (): Iterable<string> => withMistake(linesOf(shape, records, folder), SHAPES[shape], mistake);
  return { origin: SHAPES[shape].origin, write: (file, more = []) => writeLines(file, lines(), more) };
}

function linesOf(shape: string, records: number, folder: string): Iterable<string> {
  const { origin, lines, zone, signing } = SHAPES[shape];
  if (signing) return signedLines(shape, records, folder);
  return zone ? zone(records) : hostLines(origin, lines!, records);
}

function* hostLines(origin: string, lines: (host: number) => readonly string[], records: number): Generator<string> {
  yield '$TTL 3600';
  yield `$ORIGIN ${origin}.`;
  yield '@ IN SOA ns1.example.net. hostmaster.example.net. 2026112801 7200 900 1209600 300';
  yield '@ IN NS ns1.example.net.';
  yield '@ IN NS ns2.example.net.';
  let count = 3;
  for (let host = 0; count < records; host++) {
    for (const line of lines(host)) {
      yield line;
      count += recordsOf(line);
    }
  }
}

function* withMistake(lines: Iterable<string>, shape: Shape, mistake: Mistake | undefined): Generator<string> {
  let record = 0;
  for (const line of lines) {
    const isWrong = mistake !== undefined && recordsOf(line) > 0 && record++ % mistake.every === 0;
    yield isWrong ? mistake.of(line, shape) : line;
  }
}

/** Keys are made for each run of the benchmark; all have the same size. */
function signedLines(shape: string, records: number, folder: string): readonly string[] {
  const own = join(folder, `${shape}-${records}`);
  const signed = join(own, 'signed');
  if (!existsSync(signed)) {
    mkdirSync(own, { recursive: true });
    const plain = join(own, 'plain');
    writeZone(plain, Math.ceil(records / SIGNED_EACH));
    const { origin, signing = [] } = SHAPES[shape];
    for (const flags of [[], ['-f', 'KSK']]) {
      runIn(own, SIGNER.generator, ['-q', ...flags, '-a', 'ECDSAP256SHA256', origin]);
    }
    runIn(own, SIGNER.program, [...signing, '-S', '-P', '-q', '-o', origin, '-f', signed, plain]);
  }
  return readFileSync(signed, 'utf8').trimEnd().split('\n');
}

function runIn(folder: string, program: string, args: readonly string[]): void {
  const { status, error, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} did not sign: ${error?.message ?? stderr}`);
}
