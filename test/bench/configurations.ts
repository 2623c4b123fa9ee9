/** A named.conf with many zones, beside named-checkconf. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIST } from '../../scripts/lib/paths.ts';
import { findProgram } from '../../scripts/lib/run.ts';
import { flatten, type Numbers } from './numbers.ts';
import { inTurn, OURS, type Program, runOnce } from './programs.ts';

/** What BIND has for it, and the Debian package that brings it. */
export const CHECKCONF = { program: 'named-checkconf', package: 'bind9-utils' };

const HEAD = `options {
	directory "/var/cache/bind";
	listen-on { any; };
	listen-on-v6 { any; };
	recursion no;
	allow-transfer { none; };
};

acl "secondaries" {
	192.0.2.53;
	2001:db8::53;
};

key "transfer" {
	algorithm hmac-sha256;
	secret "YmFpbGl3aWNrLWJlbmNoLXNlY3JldC0zMi1vY3RldHM=";
};
`;

/** Every fourth zone is one of another primary. */
const SECONDARY_EVERY = 4;

/** What zones are called: by the terms of today, or by those of before 9.16, which is a finding in each of them. */
export type Terms = 'today' | 'old';
const TERMS: Readonly<Record<Terms, { primary: string; secondary: string; primaries: string }>> = {
  today: { primary: 'primary', secondary: 'secondary', primaries: 'primaries' },
  old: { primary: 'master', secondary: 'slave', primaries: 'masters' },
};

/** A configuration with `zones` zones, without an error; their files need not be there. */
function configuration(zones: number, terms: Terms): string {
  const { primary, secondary, primaries } = TERMS[terms];
  const text = [HEAD];
  for (let zone = 1; zone <= zones; zone++) {
    const name = `z${zone}.example.test`;
    text.push(
      zone % SECONDARY_EVERY === 0
        ? `zone "${name}" {\n\ttype ${secondary};\n\tfile "secondary/${name}.db";\n\t${primaries} { 192.0.2.1 key "transfer"; };\n};\n`
        : `zone "${name}" {\n\ttype ${primary};\n\tfile "zones/${name}.db";\n\tallow-transfer { "secondaries"; key "transfer"; };\n};\n`,
    );
  }
  return text.join('\n');
}

/** A zone that is wrong, in its second line: who says so has read the file to its end. */
const WRONG = '\nzone "wrong.example.test" {\n\ttype primery;\n};\n';
/** How many lines from the last one the wrong one stands. */
export const WRONG_FROM_END = 1;

/** Writes a configuration whose last zone is wrong. */
export function writeWrongConfiguration(file: string, zones: number, terms: Terms = 'today'): void {
  writeFileSync(file, `${configuration(zones, terms)}${WRONG}`);
}

/** Rounds of runs where one takes `first` seconds. */
function rounds(first: number): number {
  if (first < 1) return 15;
  return first < 20 ? 7 : 3;
}

/** Measures a named.conf with `zones` zones, made in the folder: `PROGRAM.wall` and the like. */
export function measureConfiguration(zones: number, folder: string, terms: Terms = 'today'): Numbers {
  const file = join(folder, 'named.conf');
  const path = findProgram(CHECKCONF.program);
  const programs: Program[] = [
    { name: OURS, run: (conf) => runOnce(process.execPath, [join(DIST, 'cli.js'), 'check', conf]) },
    ...(path ? [{ name: CHECKCONF.program, run: (conf: string) => runOnce(path, [conf]) }] : []),
  ];
  const text = configuration(zones, terms);
  // Who takes a last zone that is wrong has not read the file to its end.
  writeWrongConfiguration(file, zones, terms);
  for (const { name, run } of programs) {
    const { exit } = run(file);
    if (exit !== 1) throw new Error(`${name} ended with ${exit} for a named.conf whose last zone is wrong`);
  }
  writeFileSync(file, text);
  readFileSync(file);
  const measured = inTurn(programs, file, rounds);
  rmSync(file);
  for (const [name, { exit }] of Object.entries(measured)) {
    if (exit !== 0) throw new Error(`${name} ended with ${exit} for a named.conf without an error`);
  }
  return flatten(measured);
}
