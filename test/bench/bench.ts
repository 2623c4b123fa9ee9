/**
 * `npm run bench`: how fast this is, beside the programs that do the same, and where the time goes. Times are of this machine: compare those of
 * one run with one another. Options: --sizes 1000,10000 (records of the mix), --shapes mail,nsec (kinds of zones), --scale 0.01 (of the sizes that have
 * no option: to try something), --only PART (more than once), --rules (only the most expensive rules, of each shape), --workbench (installs VS Code for
 * the browser where it is missing), --record (adds the run to history.jsonl), --chart (writes docs/speed.md's tables and picture from the run recorded
 * last; measures only with --record).
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exitOnSignals, findProgram } from '../../scripts/lib/run.ts';
import { buildWhereStale } from './build.ts';
import { measureApart } from './child.ts';
import { CHECKCONF, measureConfiguration, type Terms, writeWrongConfiguration } from './configurations.ts';
import { writeDocument } from './document.ts';
import { entryOf, lastEntry, record } from './history.ts';
import type { ConfTimes } from './measureConf.ts';
import type { EditorTimes } from './measureEditor.ts';
import type { EngineMode, RuleTimes } from './measureEngine.ts';
import type { ServerTimes } from './measureServer.ts';
import type { WorkspaceTimes } from './measureWorkspace.ts';
import { flatten, type Numbers } from './numbers.ts';
import { activationObstacle, measureActivation, measureSizes } from './packaged.ts';
import { measurePeers, PEERS } from './peers.ts';
import { MEASURES_MEMORY } from './programs.ts';
import {
  configurationRows,
  confSameRows,
  confServerRows,
  engineRows,
  packageRows,
  peerRows,
  serverRows,
  shapeRows,
  startRows,
  targetRows,
  workspaceRows,
} from './report.ts';
import { EDITED, GROWTH, SHAPE_RECORDS } from './shapeMeasures.ts';
import { measureShape, measureWrong } from './shapePrograms.ts';
import { ruleRows, shapesTable } from './shapeReport.ts';
import { SHAPES } from './shapes.ts';
import { obstacle, shapeZone } from './shapeZones.ts';
import { measureStart } from './start.ts';
import { size, table } from './table.ts';
import { targets } from './targets.ts';
import { measureTree, TREE_ZONES, TREES, writeTree } from './tree.ts';
import { LAST_LINES } from './zoneSession.ts';
import { ORIGIN, writeZone } from './zones.ts';

const PARTS = [
  'peers',
  'shapes',
  'wrong',
  'growth',
  'editor',
  'tree',
  'workspace',
  'start',
  'engine',
  'conf',
  'server',
  'package',
] as const;
type Part = (typeof PARTS)[number];
const SIZES = [1_000, 10_000, 100_000, 1_000_000];
/** Zones of a named.conf. */
const ZONES = [10, 1_000, 41_000];
/** The configuration that has a finding in each of its zones. */
const SAME_ZONES = 41_000;
/** Records of the zones that rules are timed with. */
const RULES_SIZE = 100_000;
/** No zone is smaller than this, whatever the scale. */
const LEAST = 100;

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string' },
    shapes: { type: 'string' },
    scale: { type: 'string', default: '1' },
    only: { type: 'string', multiple: true },
    rules: { type: 'boolean', default: false },
    workbench: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    chart: { type: 'boolean', default: false },
  },
});
const sizes = options.sizes?.split(',').map(Number) ?? SIZES;
const wanted = options.shapes?.split(',') ?? Object.keys(SHAPES);
const scale = Number(options.scale);
const parts = PARTS.filter((part) => options.only?.includes(part) ?? true);
const unknown = [
  ...(options.only?.filter((name) => !(PARTS as readonly string[]).includes(name)) ?? []),
  ...wanted.filter((shape) => !Object.hasOwn(SHAPES, shape)),
];
if (unknown.length > 0 || !(scale > 0) || sizes.some((records) => !Number.isInteger(records) || records < LEAST)) {
  console.error(
    `--only takes ${PARTS.join(', ')}; --shapes takes ${Object.keys(SHAPES).join(', ')}; --sizes takes whole numbers from ${LEAST}, with commas between them; --scale a number above 0.`,
  );
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
  const measures: Record<Part, () => void | Promise<void>> = {
    peers,
    shapes,
    wrong,
    growth,
    editor,
    tree,
    workspace,
    start,
    engine,
    conf,
    server,
    package: packaged,
  };
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

/** The shapes that were asked for and can be made here; those that cannot are named at the end. */
function makeable(): string[] {
  return wanted.filter((shape) => {
    const reason = obstacle(shape);
    if (reason && !skipped.includes(reason)) skipped.push(reason);
    return reason === undefined;
  });
}

/** Measures each shape, and prints the part's table of them; what one of them does not come to is no reason to leave the others. */
function eachShape(part: 'shapes' | 'wrong' | 'growth' | 'editor', measure: (shape: string) => void): void {
  for (const shape of makeable()) {
    try {
      measure(shape);
    } catch (error) {
      failed = true;
      unfinished.push(`${part} of the shape ${shape}: ${(error as Error).message}`);
    }
  }
  console.log(`\n${table(shapesTable(numbers, part, wanted))}`);
}

function scaled(count: number): number {
  return Math.max(LEAST, Math.round(count * scale));
}

function shapes(): void {
  const records = scaled(SHAPE_RECORDS);
  heading(`Zones of one kind each, of ${size(records)} records, in turn (medians of three)`);
  const folder = folderOf('shapes');
  eachShape('shapes', (shape) => {
    take(`shapes.${shape}`, measureShape(shape, records, folder));
    console.log(`\n${shape}: ${SHAPES[shape].about}`);
    console.log(table(shapeRows(numbers, last?.numbers, shape)));
  });
}

function wrong(): void {
  const records = scaled(SHAPE_RECORDS);
  heading(`The same with mistakes in them: processor time to that of the right zone (medians of three)`);
  eachShape('wrong', (shape) => take(`wrong.${shape}`, measureWrong(shape, records, folderOf('shapes'))));
}

function growth(): void {
  const { small, large } = { small: scaled(GROWTH.small), large: scaled(GROWTH.large) };
  heading(`The engine on each shape, of ${size(small)} and of ${size(large)} records, for the first time and warm`);
  eachShape('growth', (shape) => {
    for (const [name, records] of Object.entries({ small, large })) {
      take(`growth.${shape}.${name}`, flatten(measureOnEngine<object>('total', shape, records)));
    }
  });
}

function editor(): void {
  const { small, large } = { small: scaled(EDITED.small), large: scaled(EDITED.large) };
  heading(
    `The language server on each shape, of ${size(small)} and of ${size(large)} records: what a client waits for`,
  );
  eachShape('editor', (shape) => {
    for (const [name, records] of Object.entries({ small, large })) {
      const file = join(folderOf(`editor-${shape}`), `${shape}.zone`);
      shapeZone(shape, records, folderOf('shapes')).write(file);
      const times = measureApart<EditorTimes>('measureEditor.ts', [file]);
      if (times.failure !== undefined) unfinished.push(`the server with the shape ${shape}: ${times.failure}`);
      take(`editor.${shape}.${name}`, flatten(times));
    }
  });
}

/** The engine in a process of its own, on a shape. */
function measureOnEngine<T>(mode: EngineMode, shape: string, records: number): T {
  const file = join(folderOf('engine'), 'zone');
  const { origin, write } = shapeZone(shape, records, folderOf('shapes'));
  write(file);
  return measureApart<T>('measureEngine.ts', [mode, file, origin, String(scale)], ['--expose-gc']);
}

function tree(): void {
  const zones = scaled(TREE_ZONES);
  heading(`A configuration with the files of ${zones.toLocaleString('en')} zones and their reverse zones, in turn`);
  for (const [name, views] of Object.entries(TREES)) {
    take(`tree.${name}`, measureTree(zones, views, folderOf('tree')));
    console.log(`\n${views ? 'in two views' : 'without views'}`);
    console.log(table(configurationRows(numbers, last?.numbers, `tree.${name}`)));
  }
}

function workspace(): void {
  const zones = scaled(TREE_ZONES);
  heading(`The language server with the files of ${zones.toLocaleString('en')} zones, one of which is open`);
  for (const [name, views] of Object.entries(TREES)) {
    const { root, first } = writeTree(zones, views, folderOf(`workspace-${name}`));
    const times = measureApart<WorkspaceTimes>('measureWorkspace.ts', [root, first]);
    if (times.failure !== undefined) unfinished.push(`the server with the tree ${name}: ${times.failure}`);
    take(`workspace.${name}`, flatten(times));
  }
  console.log(table(workspaceRows(numbers)));
}

function start(): void {
  heading('The start of the command (medians)');
  take('start', measureStart(folderOf('start')));
  console.log(table(startRows(numbers)));
}

function engine(): void {
  heading('The engine, in a process of its own for each size, from the TypeScript sources');
  for (const records of sizes) {
    const zone = join(folderOf('engine'), 'zone');
    writeZone(zone, records);
    const run = (mode: string): object => measureApart('measureEngine.ts', [mode, zone, ORIGIN], ['--expose-gc']);
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
    console.log(table(configurationRows(numbers, last?.numbers, `conf.${zones}`)));
  }
  heading('The language server with a named.conf: what a client waits for');
  for (const zones of ZONES) {
    confServer(`confServer.${zones}`, zones, 'today');
  }
  console.log(table(confServerRows(numbers, ZONES)));
  const zones = scaled(SAME_ZONES);
  heading(`The same with ${zones.toLocaleString('en')} zones and a finding in each: an old term`);
  take('confSame', measureConfiguration(zones, folderOf('conf'), 'old'));
  console.log(table(configurationRows(numbers, last?.numbers, 'confSame')));
  confServer('confSameServer', zones, 'old');
  console.log(`\n${table(confSameRows(numbers))}`);
}

function confServer(key: string, zones: number, terms: Terms): void {
  const file = join(folderOf(`conf-${zones}`), 'named.conf');
  writeWrongConfiguration(file, zones, terms);
  const times = measureApart<ConfTimes>('measureConf.ts', [file]);
  if (times.failure !== undefined) unfinished.push(`the server with ${zones} zones: ${times.failure}`);
  take(key, flatten(times));
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
  const records = scaled(RULES_SIZE);
  heading(`The most expensive rules, each by itself, and their shares of each shape at ${size(records)} records`);
  for (const shape of makeable()) {
    console.log(`\n${shape}: ${SHAPES[shape].about}`);
    console.log(table(ruleRows(measureOnEngine<RuleTimes>('rules', shape, records))));
  }
  for (const reason of skipped) console.log(`skipped: ${reason}`);
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
  if (scale !== 1) console.log(`Sizes are ${scale} of what the targets are for.\n`);
  const measured = (of: Numbers) => targets(of).filter(({ part }) => (parts as string[]).includes(part));
  console.log(table(targetRows(measured(numbers), last && measured(last.numbers))));
  if (last) console.log(`\nchange: against ${last.date}, ${last.version}, commit ${last.commit}`);
  for (const reason of skipped) console.log(`skipped: ${reason}`);
  for (const reason of unfinished) console.log(`not finished: ${reason}`);
  if (failed) process.exitCode = 1;
  if (!options.record) return;
  const isWhole = !options.sizes && !options.shapes && !options.only && scale === 1;
  if (failed || !isWhole || skipped.length > 0) {
    console.error('Not recorded: only a run of all parts, shapes and sizes is, with everything installed.');
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
