/**
 * `npm run conformance -- CORPUS`: our verdicts beside those of BIND's checkers on a corpus of files with verdicts. Where there is no
 * corpus it says so. Prints what differs; the exit status is 1 where we report an error on what BIND accepts.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { run as runCheckconf } from './checkconf.ts';
import { run as runCheckzone } from './checkzone.ts';
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

const zones = runCheckzone(corpus);
console.log(`Zone files: ${zones.agreed} of ${zones.total} as named-checkzone -i local`);
list(zones.differences);

let falseAlarms = 0;
for (const score of runCheckconf(corpus)) {
  falseAlarms += score.falseAlarms.length;
  console.log(`${score.table}, BIND ${score.version}: ${score.agree} of ${score.files} as named-checkconf`);
  list(score.falseAlarms.map((line) => `accepted by named: ${line}`));
  list(score.misses.map((line) => `refused by named: ${line}`));
}
process.exitCode = falseAlarms > 0 ? 1 : 0;
