/**
 * `npm run mutate`: makes small random mistakes in the sources, one at a time, and says which of them the tests notice. A mutant
 * that survives is either as good as the original (look at it), or a hole in the tests.
 *
 *   --folder FOLDER   the sources, such as server/src/dns; again for more, each is counted apart. Default: all in folders.ts
 *   --seed N          other mutations (1)        --count N     how many a folder that compile (12)
 *   --tests GLOB      these tests instead of those that folders.ts names; again for more
 *   --own             only the tests of the folder's own, which are quick: what survives may still be noticed by the wider ones
 *   --only N,N        only the mutants of these numbers, which a seed keeps as long as the sources stay
 *   --list            prints the mutations, compiled or not, and runs nothing
 *   --jobs 1|2        how many mutants run at a time (2)
 *
 * It works in copies in the system's temporary folder. A mutant that does not compile is not counted, since no test is needed
 * for it. It is our own tool: the compiler that StrykerJS and the like are built on is gone from TypeScript 7, which is a native
 * program, and they bring hundreds of packages along. Node strips the types, so that a small lexer is enough.
 */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../../scripts/lib/paths.ts';
import { exitOnSignals } from '../../scripts/lib/run.ts';
import { Copy } from './copy.ts';
import { FOLDERS, type FolderTests } from './folders.ts';
import { inRandomOrder, type Mutation, mutate, mutationsOf } from './mutations.ts';

/** A mutation in its file, relative to the project. */
interface Mutant extends Mutation {
  readonly file: string;
}

/** How many times as long as the untouched sources a mutant may take, and what it may take anyway, in milliseconds. */
const SLOWER = 4;
const ANYWAY = 60_000;

const { values: options } = parseArgs({
  options: {
    folder: { type: 'string', multiple: true },
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '12' },
    tests: { type: 'string', multiple: true },
    only: { type: 'string' },
    own: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    jobs: { type: 'string', default: '2' },
  },
});

exitOnSignals(130);
const seed = Number(options.seed);
const count = Number(options.count);
const only = options.only?.split(',').map(Number);
const folders = options.folder?.map((folder) => folder.replace(/\/$/, '')) ?? Object.keys(FOLDERS);
const sources = new Map<string, string>();
const copies: Copy[] = [];
if (!options.list) for (let at = 0; at < Math.min(2, Number(options.jobs)); at++) copies.push(new Copy());
/** What is read is the copy, so that work in the project can go on. */
const root = copies[0]?.folder ?? ROOT;

const totals: string[] = [];
for (const folder of folders) {
  const mutants = [...inRandomOrder(mutantsOf(folder), seed)];
  console.log(`\n== ${folder}: seed ${seed}, ${mutants.length} places for a mutation`);
  if (options.list) for (const [index, mutant] of mutants.slice(0, count).entries()) show(index + 1, mutant, '');
  else await measure(folder, await compiling(mutants));
}
if (totals.length > 0) console.log(`\n${totals.join('\n')}`);

function mutantsOf(folder: string): Mutant[] {
  const files = globSync(folder.endsWith('.ts') ? folder : `${folder}/**/*.ts`, { cwd: root }).sort();
  if (files.length === 0) throw new Error(`no sources in ${folder}`);
  return files
    .filter((file) => !file.endsWith('.d.ts'))
    .flatMap((file) => mutationsOf(sourceOf(file)).map((mutation) => ({ ...mutation, file })));
}

function sourceOf(file: string): string {
  const source = sources.get(file) ?? readFileSync(join(root, file), 'utf8');
  sources.set(file, source);
  return source;
}

/** The first `count` mutants that compile. Several files are compiled at once, each with one mutation in it. */
async function compiling(mutants: readonly Mutant[]): Promise<Mutant[]> {
  const [copy] = copies;
  const project = mutants[0].file.split('/')[0];
  const broken = new Set<Mutant>();
  const waiting = mutants.slice();
  const looked = new Set<Mutant>();
  const found = () => mutants.filter((mutant) => looked.has(mutant) && !broken.has(mutant));
  const enough = () => {
    const first = waiting.length > 0 ? mutants.indexOf(waiting[0]) : mutants.length;
    return found().filter((mutant) => mutants.indexOf(mutant) < first).length >= count;
  };
  while (waiting.length > 0 && !enough()) {
    const round = new Map<string, Mutant>();
    for (const mutant of waiting.slice(0, 2 * count)) if (!round.has(mutant.file)) round.set(mutant.file, mutant);
    for (const mutant of round.values()) {
      waiting.splice(waiting.indexOf(mutant), 1);
      looked.add(mutant);
      copy.write(mutant.file, mutate(sourceOf(mutant.file), mutant));
    }
    for (const file of await copy.compile(project)) {
      const mutant = round.get(file);
      if (mutant) broken.add(mutant);
    }
    for (const file of round.keys()) copy.write(file, sourceOf(file));
  }
  return found().slice(0, count);
}

/** Runs the tests on each mutant and prints what they say. */
async function measure(folder: string, mutants: readonly Mutant[]): Promise<void> {
  const tests = testsOf(folder);
  const stages = new Map<string, ReturnType<typeof stageOf>>();
  const stagesOf = (mutant: Mutant) =>
    [nearest(copies[0].files(tests.own), mutant.file), tests.own, tests.wider ?? []]
      .filter(({ length }) => length > 0)
      .map((globs) => {
        const key = globs.join();
        const stage = stages.get(key) ?? stageOf(globs, tests.built === true && globs === tests.wider);
        stages.set(key, stage);
        return stage;
      });
  const numbered = mutants.map((mutant, index) => ({ mutant, number: index + 1 }));
  const waiting = numbered.filter(({ number }) => only === undefined || only.includes(number));
  const all = waiting.length;
  let noticed = 0;
  const noticedBy = async (copy: Copy, mutant: Mutant): Promise<string | undefined> => {
    for (const stage of stagesOf(mutant)) {
      const timeout = await stage.timeout(copy);
      copy.write(mutant.file, mutate(sourceOf(mutant.file), mutant));
      const unbuilt = stage.built && (await copy.build()).code !== 0;
      const by = unbuilt ? 'the build' : await copy.firstFailing(copy.files(stage.globs), timeout);
      copy.write(mutant.file, sourceOf(mutant.file));
      if (by !== undefined) return by;
    }
    return undefined;
  };
  const work = async (copy: Copy) => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const by = await noticedBy(copy, next.mutant);
      if (by !== undefined) noticed++;
      show(next.number, next.mutant, by === undefined ? 'SURVIVED' : `noticed by ${by}`);
    }
  };
  await Promise.all(copies.map(work));
  totals.push(`${folder}: ${noticed} of ${all} noticed (seed ${seed})`);
  console.log(totals.at(-1));
}

/** The tests that are named as a source or a folder that it lies in: they mostly notice, and take a second. */
function nearest(tests: readonly string[], source: string): string[] {
  const names = new Set(source.replace(/\.ts$/, '').split('/'));
  return tests.filter((test) => names.has(basename(test, '.test.ts')));
}

/** Tests that run together. How long a mutant may take is known when they have passed once without one, as they have to. */
function stageOf(globs: readonly string[], built: boolean) {
  const untouched = async (copy: Copy): Promise<number> => {
    if (built) await copy.build();
    const started = Date.now();
    const failing = await copy.firstFailing(copy.files(globs), Infinity);
    if (failing !== undefined) throw new Error(`without any mutation there fails ${failing}`);
    return ANYWAY + SLOWER * (Date.now() - started);
  };
  let bound: Promise<number> | undefined;
  const timeout = (copy: Copy): Promise<number> => {
    bound ??= untouched(copy);
    return bound;
  };
  return { globs, built, timeout };
}

function testsOf(folder: string): FolderTests {
  const within = Object.keys(FOLDERS).filter((name) => `${folder}/`.startsWith(`${name}/`));
  const tests = FOLDERS[within.sort((one, other) => other.length - one.length)[0]];
  if (options.tests) return { own: options.tests };
  if (!tests) throw new Error(`folders.ts names no tests for ${folder}: say --tests`);
  return options.own ? { ...tests, wider: [] } : tests;
}

/** Prints a mutant: where, the lines before and after, what became of it. */
function show(number: number, mutant: Mutant, verdict: string): void {
  const source = sourceOf(mutant.file);
  const from = source.lastIndexOf('\n', mutant.start - 1) + 1;
  const to = source.indexOf('\n', mutant.end);
  const line = source.slice(0, mutant.start).split('\n').length;
  const before = source.slice(from, to);
  const after = mutate(before, { ...mutant, start: mutant.start - from, end: mutant.end - from });
  const indented = (sign: string, text: string) => text.split('\n').map((part) => `     ${sign} ${part.trim()}`);
  console.log(`${String(number).padStart(3)}  ${mutant.file}:${line}  ${mutant.kind}  ${verdict}`);
  console.log([...indented('-', before), ...indented('+', after)].join('\n'));
}
