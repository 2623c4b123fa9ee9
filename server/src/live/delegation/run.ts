/**
 * Runs test cases over a world. Where no name server works the others have nobody to ask, so that they are left out, unless they were
 * chosen by name.
 */
import { TYPE } from '../../dns/types.ts';
import { t, translated } from '../../l10n.ts';
import { type Conversation, tell } from '../conversation.ts';
import { together } from '../together.ts';
import { CASES } from './cases/all.ts';
import { BASIC, hasWorkingServer } from './cases/basic.ts';
import type { Arguments, Finding, Level, TestCase } from './contract.ts';
import type { Servers } from './lookUp.ts';
import { isInDomain, shownName } from './records.ts';
import { pairsOf, serverNames, uniqueAddresses, type World } from './world.ts';

/** A finding with its case. */
export interface CaseFinding extends Finding {
  readonly case: TestCase;
  readonly level: Level;
}

/** The server sets, as `name/address`, or the name alone where it has no address; undefined where they cannot be found. */
export interface ServerSets {
  readonly parent: readonly string[] | undefined;
  /** Without those in the zone that came without glue: nobody reaches these by the delegation. */
  readonly delegation: readonly string[] | undefined;
  /** Those. */
  readonly withoutGlue: readonly string[];
  readonly zone: readonly string[] | undefined;
}

export interface DelegationResult {
  readonly zone: string;
  readonly servers: ServerSets;
  readonly findings: readonly CaseFinding[];
  /** The cases that were run. */
  readonly run: readonly TestCase[];
  /** What was left out, in sentences. */
  readonly left: readonly string[];
  /** Questions asked. */
  readonly questions: number;
}

/** The finding of a zone of which there is nothing to be said in DNSSEC. */
const NOT_SIGNED = 'DS07_NOT_SIGNED';

/** The cases that are run where nobody chooses. */
export function usualCases(): readonly TestCase[] {
  return CASES.filter(({ onlyChosen }) => onlyChosen === undefined);
}

/** Runs the cases chosen, all that are usual where none is; but those ignored. */
export function* checkDelegation(
  world: World,
  chosen?: readonly TestCase[],
  ignored: readonly TestCase[] = [],
): Conversation<DelegationResult> {
  const findings: CaseFinding[] = [];
  const left: string[] = [];
  const run: TestCase[] = [];
  const runAll = function* (wanted: readonly TestCase[]): Conversation<undefined> {
    const cases = wanted.filter((one) => !ignored.includes(one));
    const all = yield* together(cases.map((one) => one.run(world)));
    run.push(...cases);
    for (const [index, one] of cases.entries()) findings.push(...all[index].map((finding) => withLevel(one, finding)));
    return undefined;
  };
  if (chosen) yield* runAll(chosen);
  else {
    const [basic01, basic02, basic03] = BASIC;
    yield* survey(world);
    yield* runAll([basic01, basic02]);
    if (yield* hasWorkingServer(world)) {
      const rest = usualCases().filter((one) => !BASIC.includes(one));
      yield* tell(t`Runs ${rest.length} tests.`);
      yield* runAll(rest.filter(({ onlySigned }) => !onlySigned));
      // What the others would say of a zone that is not signed was said.
      const isSigned = !findings.some(({ tag }) => tag === NOT_SIGNED);
      if (isSigned) yield* runAll(rest.filter(({ onlySigned }) => onlySigned));
    } else {
      yield* runAll([basic03]);
      left.push(t`No name server of the zone works, so that nothing more could be tested.`);
    }
  }
  const sets = {
    parent: yield* world.parent(),
    delegation: yield* world.delegation(),
    zone: yield* world.zoneServers(),
  };
  const { stopped } = world.questions;
  return {
    zone: world.zone,
    servers: { ...delegationOf(world, sets.delegation), parent: textsOf(sets.parent), zone: textsOf(sets.zone) },
    findings,
    run,
    left: [...left, ...world.left, ...(stopped === undefined ? [] : [stopped])],
    questions: world.questions.count,
  };
}

/** Asks all servers of the delegation for what nearly every test wants, at once, so that those that are silent cost their time once. */
function* survey(world: World): Conversation<undefined> {
  const servers = uniqueAddresses(pairsOf(yield* world.delegation()));
  yield* tell(t`Asks the name servers of ${shownName(world.zone)} at ${servers.length} addresses.`);
  const queries = [TYPE.SOA, TYPE.NS].flatMap((type) => [
    { name: world.zone, type },
    { name: world.zone, type, tcp: true as const },
  ]);
  yield* together(queries.map((query) => world.askEach(servers, query)));
  return undefined;
}

function withLevel(one: TestCase, finding: Finding): CaseFinding {
  return { ...finding, case: one, level: one.tags[finding.tag].level };
}

function delegationOf({ zone }: World, servers: Servers | undefined): Pick<ServerSets, 'delegation' | 'withoutGlue'> {
  const isWithout = ([name, addresses]: readonly [string, readonly string[]]): boolean =>
    addresses.length === 0 && isInDomain(name, zone);
  const rows = [...(servers ?? [])];
  return {
    delegation: servers && textsOf(new Map(rows.filter((row) => !isWithout(row)))),
    withoutGlue: rows.filter(isWithout).map(([name]) => shownName(name)),
  };
}

function textsOf(servers: Servers | undefined): readonly string[] | undefined {
  if (!servers) return undefined;
  const bare = [...servers].filter(([, addresses]) => addresses.length === 0).map(([name]) => shownName(name));
  return [...serverNames(pairsOf(servers)), ...bare].sort();
}

/** A sentence of a table with the values of a finding. */
export function filled(sentence: string, values: Arguments): string {
  return translated(sentence).replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) return place;
    return typeof value === 'object' ? value.join(', ') : String(value);
  });
}
