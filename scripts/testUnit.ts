/**
 * `npm run test:unit [-- PATTERN ...]`: the tests without IO, those whose path contains one of the patterns where there are some.
 * Loading the sources takes longer than most files' tests, so a process runs many files: a test has to clean up behind itself.
 * Options: --counts FILE (how many passed, failed and were skipped, as JSON), --seeds COUNT (of each random test; 1 where nothing is said).
 */
import { createWriteStream, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import countReporter from './lib/countReporter.ts';
import { CACHE, ROOT } from './lib/paths.ts';

/** For each processor, so that none waits long for the last one. */
const BATCHES = 1;
/** For a process, in milliseconds. */
const TIME_LIMIT = 600_000;

const { values: options, positionals: patterns } = parseArgs({
  options: { counts: { type: 'string' }, seeds: { type: 'string' } },
  allowPositionals: true,
});
const processors = availableParallelism();
const files = globSync(['test/unit/**/*.test.ts', 'test/grammar/**/*.test.ts'], { cwd: ROOT })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)))
  .sort();
if (files.length === 0) {
  console.error(`No path of a unit test contains ${patterns.join(' or ')}.`);
  process.exit(1);
}

// Types are stripped and scripts compiled once, not in each process.
process.env.NODE_COMPILE_CACHE ??= join(CACHE, 'compiled');
if (options.seeds) process.env.BAILIWICK_SEEDS = options.seeds;
// Most of what tests make is thrown away at once: more room for it is less work for the collector.
const execArgv = ['--max-semi-space-size=128', '--min-semi-space-size=128'];
const stream = run({ timeout: TIME_LIMIT, files: writeBatches(), concurrency: processors, cwd: ROOT, execArgv });
stream.on('test:fail', () => {
  process.exitCode = 1;
});
if (options.counts) stream.compose(countReporter).pipe(createWriteStream(options.counts));
stream.compose(spec).pipe(process.stdout);

/** Files that import the tests. Those that are random or long are dealt out first, so that no batch has many of them. */
function writeBatches(): string[] {
  const folder = join(CACHE, 'unit');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const count = Math.min(files.length, processors * BATCHES);
  const isLong = (file: string): boolean => /randomNumbers|length: \d{4}/.test(readFileSync(join(ROOT, file), 'utf8'));
  const dealt = [...files.filter(isLong), ...files.filter((file) => !isLong(file))];
  return Array.from({ length: count }, (_, batch) => {
    const members = ['test/assertions.ts', ...dealt.filter((_, index) => index % count === batch)];
    const path = join(folder, `${batch + 1}.test.mjs`);
    writeFileSync(path, members.map((file) => `import '${pathToFileURL(join(ROOT, file))}';\n`).join(''));
    return path;
  });
}
