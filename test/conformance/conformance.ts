/**
 * `npm run conformance -- CORPUS`: our verdicts beside those of BIND's checkers on a corpus of files with verdicts. Where there is no
 * corpus it says so. Prints what differs; the exit status is 1 where we report an error on what BIND
 * accepts, where a migrated configuration is refused and that is not said,
 * where fixes bring errors or are not done at once, where formatting changes more than white space, and where an edit is not taken as a fresh read would be.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { BIND_VERSIONS } from '../../server/src/dns/versions.ts';
import { run as runCheckconf } from './checkconf.ts';
import { run as runCheckzone } from './checkzone.ts';
import { run as runFix } from './fix.ts';
import { run as runFormat } from './format.ts';
import { run as runFuzz } from './fuzz.ts';
import { run as runGrammar } from './grammar.ts';
import { run as runMigrations } from './migrations.ts';
import { run as runRdata } from './rdata.ts';

const folder = process.argv[2];
if (folder === undefined || !existsSync(folder)) {
  console.log(`There is no corpus at ${folder ?? '(no folder named)'}: nothing was measured.`);
  process.exit(folder === undefined ? 2 : 0);
}
const corpus = resolve(folder);
const list = (lines: readonly string[]): void => {
  for (const line of lines) console.log(`  ${line}`);
};

const rdata = runRdata(corpus);
console.log(`RDATA texts: ${rdata.agreed} of ${rdata.total} as named-rrchecker`);
list(rdata.differences);

for (const version of BIND_VERSIONS) {
  const zones = runCheckzone(corpus, version);
  console.log(`Zone files, BIND ${version}: ${zones.agreed} of ${zones.total} as named-checkzone -i local`);
  list(zones.differences);
}

const grammar = runGrammar(resolve(corpus, '../grammar'));
if (grammar) {
  console.log(`Statements: ${grammar.agreed} of ${grammar.total} (name, clause, release) as BIND's own grammar`);
  list(grammar.differences);
} else console.log('Statements: there is no folder with the grammar files beside the corpus.');

let falseAlarms = 0;
for (const score of runCheckconf(corpus)) {
  falseAlarms += score.falseAlarms.length;
  console.log(`${score.table}, BIND ${score.version}: ${score.agree} of ${score.files} as named-checkconf`);
  list(score.falseAlarms.map((line) => `accepted by named: ${line}`));
  list(score.misses.map((line) => `refused by named: ${line}`));
}

let faultyMigrations = 0;
const migrations = await runMigrations(corpus);
if (migrations.length === 0) console.log('Migrations: the programs of no two releases, or patch, are here.');
for (const { from, to, accepted, changed, refusedBefore, faults, said } of migrations) {
  faultyMigrations += faults.length;
  console.log(
    `Migrations from ${from} to ${to}: ${accepted} accepted before, ${refusedBefore} of them refused by ${to} as they were; ${changed} changed; ${faults.length} refused after, and ${said.length} of which that was said`,
  );
  list([...faults, ...said]);
}

const format = runFormat(corpus);
console.log(
  `Formatting zones: ${format.formattings} formattings of ${format.files} files (${format.lines} lines), ${format.faults.length} faults`,
);
list(format.faults);

let faultyFixes = 0;
for (const unsafe of [false, true]) {
  const { files, changed, fixes, errors, takenBack, faults } = await runFix(corpus, unsafe);
  // What should be looked at may show another error in the place of the one that it mends.
  faultyFixes += unsafe ? 0 : faults.length;
  console.log(
    `Fixes${unsafe ? ', also those to be looked at' : ''}: ${fixes} in ${changed} of ${files} files, ${errors[0]} errors before and ${errors[1]} after, ${takenBack} rules' fixes taken back; ${faults.length} faults`,
  );
  list(faults);
}

const fuzz = runFuzz(corpus);
console.log(`Random edits: ${fuzz.edits} edits of ${fuzz.files} files, ${fuzz.faults.length} faults`);
list(fuzz.faults);

process.exitCode = falseAlarms + faultyMigrations + faultyFixes + format.faults.length + fuzz.faults.length > 0 ? 1 : 0;
