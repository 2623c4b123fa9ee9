/** `bailiwick delegation`: walks to a zone from the root, asks all of its servers, and tells what is wrong with the delegation. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ROOT_HINTS } from '../dns/rootHints.ts';
import { t } from '../l10n.ts';
import type { Conversation } from '../live/conversation.ts';
import { CASES } from '../live/delegation/cases/all.ts';
import { type ShownDelegation, shownDelegation } from '../live/delegation/chain.ts';
import type { TestCase } from '../live/delegation/contract.ts';
import { nameAbove, shownName } from '../live/delegation/records.ts';
import { delegationJson, delegationTags, delegationText } from '../live/delegation/report.ts';
import { checkDelegation, type DelegationResult } from '../live/delegation/run.ts';
import { type Subject, World } from '../live/delegation/world.ts';
import type { LiveRuntime } from '../live/exchange.ts';
import { isAtOrBelow } from '../live/names.ts';
import { pictureSvg } from '../live/picture/svg.ts';
import { liveMeans } from '../node/liveRuntime.ts';
import { reasonOf } from '../node/replaceFile.ts';
import { meant } from '../workspace/nearest.ts';
import { CheckError } from './checkError.ts';
import { hintsIn, intendedIn } from './delegationFiles.ts';
import type { DelegationOptions } from './delegationOptions.ts';

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
/** Questions on their way together, to all servers: each gets few of them (live/together.ts), and those that are silent hold the others up. */
const AT_ONCE = 128;

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

function* resultAndPicture(
  world: World,
  cases: readonly TestCase[] | undefined,
  ignored: readonly TestCase[],
  isDrawn: boolean,
): Conversation<{ readonly result: DelegationResult; readonly shown?: ShownDelegation }> {
  const result = yield* checkDelegation(world, cases, ignored);
  return { result, ...(isDrawn && { shown: yield* shownDelegation(world, result) }) };
}

/** Throws a CheckError where the file cannot be written. */
function writePicture(file: string, { chain }: ShownDelegation, zone: string): void {
  try {
    writeFileSync(file, pictureSvg(chain, t`The delegation of ${shownName(zone)}`));
  } catch (error) {
    throw new CheckError(`${file} cannot be written: ${reasonOf(error)}`);
  }
}

/** What is tested, and from where. Throws a CheckError where files or names make that impossible. */
async function subjectOf(options: DelegationOptions, cwd: string): Promise<Omit<Subject, 'now'>> {
  const intended = options.file === undefined ? undefined : await intendedIn(options.file, cwd, options.zone);
  const zone = options.zone ?? intended?.zone;
  if (zone === undefined) throw new CheckError(`the zone of ${options.file} is not known; name it behind the file`);
  const roots = options.hints === undefined ? ROOT_HINTS : await hintsIn(options.hints, cwd);
  const above = options.parents?.zone ?? nameAbove(zone);
  if (options.parents && (!isAtOrBelow(zone, above) || zone === above))
    throw new CheckError(`${above} is not above ${zone}`);
  const undelegated = options.undelegated ?? intended?.servers;
  const ds = options.ds ?? intended?.ds;
  return {
    zone,
    start: options.parents ? { zone: above, servers: options.parents.servers } : { zone: '.', servers: roots },
    ...(options.parents && { roots }),
    ...(undelegated && { undelegated }),
    ...(ds && ds.length > 0 && { ds }),
  };
}

/** Runs `bailiwick delegation`; returns its exit status. */
export async function delegation(options: DelegationOptions, output: DelegationOutput): Promise<number> {
  const { asking, format } = options;
  const cases = options.tests && casesOf(options.tests);
  const ignored = casesOf(options.ignored);
  const subject = await subjectOf(options, output.cwd);
  const means = liveMeans({
    say: (sentence) => output.warn(`note: ${sentence}\n`),
    ...(output.runtime && { runtime: output.runtime }),
  });
  const { clock, verifier } = means.runtime;
  const world = new World({ ...subject, now: clock.now(), ...(verifier && { verifier }) }, asking);
  const isTold = output.watched && !options.quiet;
  const { result, shown } = await means
    .run(resultAndPicture(world, cases, ignored, options.svg !== undefined), {
      bounds: BOUNDS,
      atOnce: AT_ONCE,
      ...(isTold && { onProgress: ({ progress }) => output.warn(`${progress}\n`) }),
    })
    .finally(() => means.dispose());
  if (options.svg !== undefined && shown) writePicture(resolve(output.cwd, options.svg), shown, world.zone);
  const write = { text: delegationText, json: delegationJson, tags: delegationTags }[format];
  output.print(write(result));
  for (const sentence of format === 'text' ? [] : result.left) output.warn(`note: ${sentence}\n`);
  return result.findings.some(({ level }) => level === 'critical' || level === 'error') ? 1 : 0;
}
