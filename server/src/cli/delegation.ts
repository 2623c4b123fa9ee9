/** `bailiwick delegation`: walks to a zone from the root, asks all of its servers, and tells what is wrong with the delegation. */
import { ROOT_HINTS } from '../dns/rootHints.ts';
import { CASES } from '../live/delegation/cases/all.ts';
import type { TestCase } from '../live/delegation/contract.ts';
import { delegationJson, delegationTags, delegationText } from '../live/delegation/report.ts';
import { checkDelegation } from '../live/delegation/run.ts';
import { World } from '../live/delegation/world.ts';
import type { LiveRuntime } from '../live/exchange.ts';
import { liveMeans } from '../node/liveRuntime.ts';
import { meant } from '../workspace/nearest.ts';
import { CheckError } from './checkError.ts';
import type { DelegationOptions } from './delegationOptions.ts';
import { hintsIn } from './hints.ts';

export interface DelegationOutput {
  readonly cwd: string;
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
  /** Whether somebody watches standard error, and is told how far it is. */
  readonly watched: boolean;
  /** The network; the real one where absent. */
  readonly runtime?: LiveRuntime;
}

/** Bounds of one run. */
const BOUNDS = { asks: 10_000, seconds: 300 };

/** The test cases that the words name; a family's name, such as ZONE, is all of its cases. Throws a CheckError where a word names none. */
function casesOf(words: readonly string[]): readonly TestCase[] {
  const chosen = new Set<TestCase>();
  for (const word of words.map((each) => each.trim().toUpperCase())) {
    const those = CASES.filter(({ id }) => id === word || id.slice(0, -2) === word);
    if (those.length === 0)
      throw new CheckError(
        `${word} is not a test case${meant(
          word,
          CASES.map(({ id }) => id),
        )}`,
      );
    for (const one of those) chosen.add(one);
  }
  return CASES.filter((one) => chosen.has(one));
}

/** Runs `bailiwick delegation`; returns its exit status. */
export async function delegation(options: DelegationOptions, output: DelegationOutput): Promise<number> {
  const { zone, undelegated, ds, asking, format } = options;
  const cases = options.tests && casesOf(options.tests);
  const servers = options.hints === undefined ? ROOT_HINTS : await hintsIn(options.hints, output.cwd);
  const means = liveMeans({
    say: (sentence) => output.warn(`note: ${sentence}\n`),
    ...(output.runtime && { runtime: output.runtime }),
  });
  const now = means.runtime.clock.now();
  const world = new World(
    { zone, start: { zone: '.', servers }, now, ...(undelegated && { undelegated }), ...(ds && { ds }) },
    asking,
  );
  const isTold = output.watched && !options.quiet;
  const result = await means
    .run(checkDelegation(world, cases), {
      bounds: BOUNDS,
      ...(isTold && { onProgress: ({ progress }) => output.warn(`${progress}\n`) }),
    })
    .finally(() => means.dispose());
  const write = { text: delegationText, json: delegationJson, tags: delegationTags }[format];
  output.print(write(result));
  for (const sentence of format === 'text' ? [] : result.left) output.warn(`note: ${sentence}\n`);
  return result.findings.some(({ level }) => level === 'critical' || level === 'error') ? 1 : 0;
}
