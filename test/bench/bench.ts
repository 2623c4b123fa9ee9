/**
 * `npm run bench`: how fast this is, beside the programs that do the same, and where the time goes. Times are of this machine: compare those of
 * one run with one another. Options: --sizes 1000,10000 (records), --only PART (peers, shapes, engine, conf, server, package; more than once), --rules
 * (only the most expensive rules), --workbench (installs VS Code for the browser where it is missing), --record (adds the run to history.jsonl),
 * --chart (writes docs/speed.md's tables and picture from the run recorded last; measures only with --record).
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exitOnSignals, findProgram } from '../../scripts/lib/run.ts';
import { buildWhereStale } from './build.ts';
import { measureApart } from './child.ts';
import { CHECKCONF, measureConfiguration, writeWrongConfiguration } from './configurations.ts';
import { writeDocument } from './document.ts';
import { entryOf, lastEntry, record } from './history.ts';
import type { ConfTimes } from './measureConf.ts';
import type { RuleTime } from './measureEngine.ts';
import type { ServerTimes } from './measureServer.ts';
import { flatten, type Numbers } from './numbers.ts';
import { activationObstacle, measureActivation, measureSizes } from './packaged.ts';
import { measurePeers, PEERS } from './peers.ts';
import { MEASURES_MEMORY } from './programs.ts';
import {
  configurationRows,
  confServerRows,
  engineRows,
  packageRows,
  peerRows,
  ruleRows,
  serverRows,
  shapeRows,
  targetRows,
} from './report.ts';
import { measureShape, SHAPE_RECORDS, SHAPES } from './shapes.ts';
import { size, table } from './table.ts';
import { targets } from './targets.ts';
import { LAST_LINES } from './zoneSession.ts';
import { writeZone } from './zones.ts';

const PARTS = ['peers', 'shapes', 'engine', 'conf', 'server', 'package'] as const;
type Part = (typeof PARTS)[number];
const SIZES = [1_000, 10_000, 100_000, 1_000_000];
/** Zones of a named.conf. */
const ZONES = [10, 1_000, 41_000];
/** Records of the zone that rules are timed with, and how many of them are listed. */
const RULES_SIZE = 100_000;
const RULES_LISTED = 25;

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string' },
    only: { type: 'string', multiple: true },
    rules: { type: 'boolean', default: false },
    workbench: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    chart: { type: 'boolean', default: false },
  },
});
const sizes = options.sizes?.split(',').map(Number) ?? SIZES;
const parts = PARTS.filter((part) => options.only?.includes(part) ?? true);
const unknown = options.only?.filter((name) => !(PARTS as readonly string[]).includes(name)) ?? [];
if (unknown.length > 0 || sizes.some((records) => !Number.isInteger(records) || records < 100)) {
  console.error(`--only takes ${PARTS.join(', ')}; --sizes takes whole numbers from 100, with commas between them.`);
  process.exit(2);
}

exitOnSignals(130);
const temporary = mkdtempSync(join(tmpdir(), 'bailiwick-bench-'));
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));
const last = lastEntry();
const numbers: Record<string, number> = {};
/** What is not installed, and what did not come to its end. */
const skipped: string[] = [];
const unfinished: string[] = [];
let failed = false;

if (options.rules) rules();
else if (!options.chart || options.record) await everything();
if (options.chart) chart();

async function everything(): Promise<void> {
  await buildWhereStale();
  const measures: Record<Part, () => void | Promise<void>> = { peers, shapes, engine, conf, server, package: packaged };
  for (const part of parts) {
    try {
      await measures[part]();
    } catch (error) {
      failed = true;
      console.error(`${part} failed: ${(error as Error).message}`);
    }
  }
  summary();
}

function peers(): void {
  heading('Programs on the same zone, in turn, each started anew (medians)');
  for (const { program, package: debian } of PEERS) {
    if (!findProgram(program)) skipped.push(`${program} is not installed (Debian package ${debian})`);
  }
  if (!MEASURES_MEMORY) skipped.push('CPU time and memory of programs: install GNU time (Debian package time)');
  const folder = folderOf('peers');
  for (const records of sizes) {
    take(`peers.${records}`, measurePeers(records, folder));
    console.log(`\n${size(records)} records`);
    console.log(table(peerRows(numbers, last?.numbers, records)));
  }
}

function shapes(): void {
  heading(`Zones of one kind each, of ${size(SHAPE_RECORDS)} records, in turn (medians of three)`);
  const folder = folderOf('shapes');
  for (const shape of Object.keys(SHAPES)) {
    take(`shapes.${shape}`, measureShape(shape, folder));
    console.log(`\n${shape}`);
    console.log(table(shapeRows(numbers, last?.numbers, shape)));
  }
}

function engine(): void {
  heading('The engine, in a process of its own for each size, from the TypeScript sources');
  for (const records of sizes) {
    const zone = join(folderOf('engine'), 'zone');
    writeZone(zone, records);
    const run = (mode: string): object => measureApart('measureEngine.ts', [mode, zone], ['--expose-gc']);
    take(`engine.${records}`, flatten({ ...run('total'), parts: run('parts') }));
  }
  console.log(table(engineRows(numbers, sizes)));
}

function conf(): void {
  heading('A named.conf, in turn with named-checkconf (medians)');
  if (!findProgram(CHECKCONF.program)) {
    skipped.push(`${CHECKCONF.program} is not installed (Debian package ${CHECKCONF.package})`);
  }
  for (const zones of ZONES) {
    take(`conf.${zones}`, measureConfiguration(zones, folderOf('conf')));
    console.log(`\n${zones.toLocaleString('en')} zones`);
    console.log(table(configurationRows(numbers, last?.numbers, zones)));
  }
  heading('The language server with a named.conf: what a client waits for');
  for (const zones of ZONES) {
    const file = join(folderOf(`conf-${zones}`), 'named.conf');
    writeWrongConfiguration(file, zones);
    const times = measureApart<ConfTimes>('measureConf.ts', [file]);
    if (times.failure !== undefined) unfinished.push(`the server with ${zones} zones: ${times.failure}`);
    take(`confServer.${zones}`, flatten(times));
  }
  console.log(table(confServerRows(numbers, ZONES)));
}

async function packaged(): Promise<void> {
  heading('The extension as it is installed');
  const { vsix, numbers: octets } = await measureSizes();
  take('package', octets);
  const obstacle = activationObstacle(options.workbench);
  if (obstacle) skipped.push(`activation in VS Code: ${obstacle}`);
  try {
    if (!obstacle) take('package', { activation: await measureActivation(vsix.path, folderOf('activation')) });
  } finally {
    console.log(table(packageRows(numbers, last?.numbers)));
  }
}

function rules(): void {
  const zone = join(folderOf('rules'), 'zone');
  writeZone(zone, RULES_SIZE);
  const times = measureApart<RuleTime[]>('measureEngine.ts', ['rules', zone], ['--expose-gc']);
  heading(`The ${RULES_LISTED} most expensive of ${times.length} rules, each by itself at ${size(RULES_SIZE)} records`);
  console.log(table(ruleRows(times.slice(0, RULES_LISTED))));
}

function chart(): void {
  const entry = lastEntry();
  if (!entry) throw new Error('nothing is recorded that could be drawn: npm run bench -- --record');
  writeDocument(entry, SIZES, ZONES);
}

function server(): void {
  heading('The language server over stdio: what a client waits for');
  for (const records of sizes) {
    const zone = join(folderOf(`server-${records}`), 'db.example.test');
    writeZone(zone, records, LAST_LINES);
    const times = measureApart<ServerTimes>('measureServer.ts', [zone]);
    if (times.failure !== undefined) unfinished.push(`the server at ${size(records)} records: ${times.failure}`);
    take(`server.${records}`, flatten(times));
  }
  console.log(table(serverRows(numbers, sizes)));
}

function summary(): void {
  heading('Summary');
  const measured = (of: Numbers) => targets(of).filter(({ part }) => (parts as string[]).includes(part));
  console.log(table(targetRows(measured(numbers), last && measured(last.numbers))));
  if (last) console.log(`\nchange: against ${last.date}, ${last.version}, commit ${last.commit}`);
  for (const reason of skipped) console.log(`skipped: ${reason}`);
  for (const reason of unfinished) console.log(`not finished: ${reason}`);
  if (failed) process.exitCode = 1;
  if (!options.record) return;
  if (failed || options.sizes || options.only || skipped.length > 0) {
    console.error('Not recorded: only a run of all parts and sizes is, with everything installed.');
    process.exitCode = 1;
    return;
  }
  record(entryOf(numbers, new Date()));
}

function take(prefix: string, measured: Numbers): void {
  for (const [key, value] of Object.entries(measured)) numbers[`${prefix}.${key}`] = value;
}

function folderOf(name: string): string {
  const folder = join(temporary, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

function heading(text: string): void {
  console.log(`\n== ${text}`);
}
