/**
 * Replays a folder of Zonemaster's test scenarios: `node test/conformance/zonemaster.ts FOLDER [--case ID]... [--verbose]`, where the
 * servers of the folder's world answer (its run-ns.sh serves them in a network of its own; needs `unshare -n`):
 *
 *   FOLDER/run-ns.sh node test/conformance/zonemaster.ts FOLDER
 *
 * Prints, by test case, how many scenarios have all tags that they must have and none that they must not have; then the server sets of
 * the walks of methods.tsv, and the look-ups of cname.tsv. Exit status 1 where something differs.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hintsIn } from '../../server/src/cli/delegationFiles.ts';
import { parseDelegationOptions } from '../../server/src/cli/delegationOptions.ts';
import { TYPE } from '../../server/src/dns/types.ts';
import { type Conversation, converse } from '../../server/src/live/conversation.ts';
import { CASES } from '../../server/src/live/delegation/cases/all.ts';
import { nameKey } from '../../server/src/live/delegation/records.ts';
import { checkDelegation } from '../../server/src/live/delegation/run.ts';
import { World } from '../../server/src/live/delegation/world.ts';
import { wireOver } from '../../server/src/live/exchange.ts';
import { systemRuntime } from '../../server/src/node/transports/runtime.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { case: { type: 'string', multiple: true }, verbose: { type: 'boolean' } },
});
const [folder] = positionals;
const COMMON_HINTS = 'COMMON/zones/hintfile';
const CYMRU = 'asnlookup.zonemaster.net.';

type Row = Readonly<Record<string, string>>;

function table(name: string): Row[] {
  const [head, ...lines] = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
  const columns = head.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((value, i) => [columns[i], value])));
}

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

const hintsByFile = new Map<string, Awaited<ReturnType<typeof hintsIn>>>();

async function worldOf(row: Row): Promise<World> {
  const file = row.root_hints || COMMON_HINTS;
  const hints = hintsByFile.get(file) ?? (await hintsIn(join(folder, 'world', file), folder));
  hintsByFile.set(file, hints);
  const given = [
    ...words(row.undelegated_ns ?? '').map((ns) => `--ns=${ns}`),
    ...(row.undelegated_ds ?? '')
      .split(/\s+/)
      .filter((ds) => ds !== '')
      .map((ds) => `--ds=${ds}`),
  ];
  const parsed = parseDelegationOptions([row.zone || '.', ...given]);
  if (parsed.kind !== 'delegation' || parsed.options.zone === undefined)
    throw new Error(`not understood: ${given.join(' ')}`);
  const { zone, undelegated, ds } = parsed.options;
  return new World({
    zone,
    start: { zone: '.', servers: hints },
    prefixZone: CYMRU,
    now: new Date(),
    verifier: systemRuntime.verifier!,
    ...(undelegated && { undelegated }),
    ...(ds && { ds }),
  });
}

function run<Result>(conversation: Conversation<Result>): Promise<Result> {
  return converse(conversation, {
    ...wireOver(systemRuntime),
    monotonic: () => performance.now(),
    bounds: { asks: 20_000 },
  });
}

let differences = 0;
const wanted = values.case;
const counts = new Map<string, { good: number; all: number }>();

function count(id: string, isGood: boolean): void {
  const sum = counts.get(id) ?? { good: 0, all: 0 };
  counts.set(id, { good: sum.good + (isGood ? 1 : 0), all: sum.all + 1 });
  if (!isGood) differences++;
}

for (const row of table('scenarios.tsv')) {
  const { test_case: id, scenario, mandatory_tags, forbidden_tags } = row;
  if (wanted && !wanted.includes(id)) continue;
  const one = CASES.find((each) => each.id === id);
  if (!one || row.replay.startsWith('none')) {
    count(`${id} (not ${one ? 'replayable' : 'there'})`, true);
    continue;
  }
  const began = performance.now();
  const { findings, questions } = await run(checkDelegation(await worldOf(row), [one]));
  const told = new Set(findings.map(({ tag }) => tag));
  const missing = words(mandatory_tags).filter((tag) => !told.has(tag));
  const wrong = words(forbidden_tags).filter((tag) => told.has(tag));
  const isGood = missing.length === 0 && wrong.length === 0;
  count(id, isGood);
  if (!isGood || values.verbose) {
    const time = ((performance.now() - began) / 1000).toFixed(1);
    const faults = [...missing.map((tag) => `-${tag}`), ...wrong.map((tag) => `+${tag}`)].join(' ');
    console.log(
      `${isGood ? 'ok' : 'NOT'} ${id} ${scenario} ${faults} [${[...told].join(' ')}] ${questions} questions, ${time} s`,
    );
  }
}
for (const [id, { good, all }] of counts) console.log(`${id}\t${good}/${all}`);

function setText(names: readonly string[] | undefined): string {
  return names === undefined ? 'undef' : [...names].sort().join(' ');
}

if (!wanted || wanted.includes('walks')) {
  let good = 0;
  const rows = table('methods.tsv');
  for (const row of rows) {
    const world = await worldOf(row);
    const { servers } = await run(checkDelegation(world, []));
    const differing = (['parent', 'delegation', 'zone'] as const).filter((key) => {
      const expected = row[`expected_${key}_ns`];
      return setText(servers[key]) !== (expected === 'undef' ? expected : words(expected).sort().join(' '));
    });
    if (differing.length === 0) good++;
    else differences++;
    for (const key of differing) {
      console.log(
        `NOT ${row.scenario} ${key}\n  expected ${row[`expected_${key}_ns`]}\n  got      ${setText(servers[key])}`,
      );
    }
  }
  console.log(`walks\t${good}/${rows.length}`);
}

if (!wanted || wanted.includes('aliases')) {
  let good = 0;
  const rows = table('cname.tsv');
  for (const row of rows) {
    const world = await worldOf({ zone: row.query_name });
    const { kind } = await run(world.lookUp(nameKey(row.query_name), TYPE[row.query_type as keyof typeof TYPE]));
    const isRight = (kind !== 'failed') === row.expected_result.startsWith('packet');
    if (isRight) good++;
    else {
      differences++;
      console.log(`NOT ${row.scenario} ${kind}, expected ${row.expected_result}`);
    }
  }
  console.log(`aliases\t${good}/${rows.length}`);
}
process.exitCode = differences > 0 ? 1 : 0;
