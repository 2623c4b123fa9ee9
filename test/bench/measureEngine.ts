/**
 * `node test/bench/measureEngine.ts parts|total|rules ZONE`: the engine in this process, from the sources as Node runs them, on a zone
 * file; prints what it measured as JSON. Run with --expose-gc. A process of its own for each size and way, so that neither heap nor compiled
 * code of one is in the next.
 */
import { readFileSync, writeSync } from 'node:fs';
import { NameTable } from '../../server/src/dns/names.ts';
import type { ZoneContext, ZoneRule } from '../../server/src/rules/zone/context.ts';
import { ZoneChecker } from '../../server/src/rules/zone/engine.ts';
import { ZONE_RULES } from '../../server/src/rules/zone/index.ts';
import { TextBuffer } from '../../server/src/text/buffer.ts';
import { Zone } from '../../server/src/workspace/zone.ts';
import { initialState, ZoneDocument } from '../../server/src/zone/document.ts';
import { ZoneModel } from '../../server/src/zone/model.ts';
import { median } from './statistics.ts';
import { ORIGIN } from './zones.ts';

/** The functions of a rule, by what they look at. */
export const GROUPS = ['checkRecord', 'checkOwner', 'checkZone'] as const;
export type Group = (typeof GROUPS)[number];

/** Milliseconds of each step, the first time it is done in the process. */
export interface EngineParts {
  readonly text: number;
  readonly parse: number;
  readonly model: number;
  /** Going over all records and owners with no rule to run. */
  readonly walk: number;
  /** The rules of a group, without the walk. */
  readonly groups: Readonly<Record<Group, number>>;
}

export interface EngineTotal {
  readonly records: number;
  /** Milliseconds from text to problems: the first time, and the median of the times after it. */
  readonly cold: number;
  readonly warm: number;
  /** Octets that a checked zone holds: heap, and memory beside it. */
  readonly memory: number;
}

export interface RuleTime {
  readonly rule: string;
  /** Nanoseconds of its checks, for each record of the zone. */
  readonly time: number;
}

export type EngineMode = 'parts' | 'total' | 'rules';

const ZONE_CLASS = 1;
/** A rule is timed this often. */
const RULE_RUNS = 5;
/** Zones made after the first one; the more the shorter they take. */
const WARM_RUNS = 3;
const WARM_RUNS_SMALL = 20;
const SMALL = 20_000;

const [mode, file] = process.argv.slice(2) as [EngineMode, string];
const text = readFileSync(file, 'utf8');
writeSync(1, JSON.stringify({ parts: measureParts, total: measureTotal, rules: measureRules }[mode]()));

/** A file read into a model: what the rules look at, with the times of the steps. The one place that knows how a zone is put together. */
function load(): { context: ZoneContext; text: number; parse: number; model: number } {
  const names = new NameTable();
  const apex = names.fromText(`${ORIGIN}.`);
  let id = 1;
  let buffer: TextBuffer | undefined;
  const textTime = timed(() => {
    buffer = new TextBuffer(text);
  });
  const document = new ZoneDocument('file:///zone', buffer!);
  const model = new ZoneModel(names, apex, true);
  let added: ReturnType<ZoneDocument['update']>['added'] = [];
  const parseTime = timed(() => {
    const environment = { names, zoneClass: ZONE_CLASS, nextId: () => id++ };
    added = document.update(initialState(apex, ZONE_CLASS), environment).added;
  });
  const modelTime = timed(() => {
    for (const chunk of added) model.add(document, chunk);
  });
  const context: ZoneContext = {
    model,
    names,
    apex,
    originKnown: true,
    documents: [document],
    settings: { version: '9.20', type: 'primary', loaded: false },
    zoneOf: () => undefined,
    hasReverseZones: false,
  };
  return { context, text: textTime, parse: parseTime, model: modelTime };
}

function measureParts(): EngineParts {
  const { context, ...steps } = load();
  const walk = checkTime(withGroups([]), context);
  const [checkRecord, checkOwner, checkZone] = GROUPS.map((group) => checkTime(withGroups([group]), context) - walk);
  return { ...steps, walk, groups: { checkRecord, checkOwner, checkZone } };
}

function measureTotal(): EngineTotal {
  let id = 1;
  const make = (): Zone => {
    const names = new NameTable();
    const zone = new Zone({
      uri: 'file:///zone',
      buffer: new TextBuffer(text),
      names,
      apex: names.fromText(`${ORIGIN}.`),
      source: 'set',
      zoneClass: ZONE_CLASS,
      settings: { version: '9.20', type: 'primary', loaded: false },
      view: '',
      configuration: undefined,
      rules: ZONE_RULES,
      include: () => ({ kind: 'unknown' }),
      zoneOf: () => undefined,
      nextId: () => id++,
      hasReverseZones: () => false,
    });
    zone.update();
    const problems = zone.problems();
    if (problems.length > 0) throw new Error(`a zone without a problem has one: ${problems[0].message}`);
    return zone;
  };
  const before = used();
  const zones: Zone[] = [];
  const cold = timed(() => zones.push(make()));
  const memory = used() - before;
  const records = zones.pop()!.model.recordCount;
  const samples: number[] = [];
  const runs = records < SMALL ? WARM_RUNS_SMALL : WARM_RUNS;
  for (let i = 0; i < runs; i++) {
    collectGarbage();
    samples.push(timed(make));
  }
  return { records, cold, warm: median(samples)!, memory };
}

/** Every rule by itself, the most expensive one first. */
function measureRules(): RuleTime[] {
  const { context } = load();
  const medianTime = (rules: readonly ZoneRule[]): number => {
    const samples = Array.from({ length: RULE_RUNS }, () => checkTime(rules, context));
    return median(samples)!;
  };
  const nothing = withGroups([]);
  // Once with all, so that the walk is compiled for every kind of rule before the first of them is timed.
  checkTime(ZONE_RULES, context);
  const walk = medianTime(nothing);
  const times = ZONE_RULES.filter((rule) => GROUPS.some((group) => rule[group])).map((rule) => {
    const rules = nothing.map((silent) => (silent.id === rule.id ? rule : silent));
    return { rule: rule.id, time: ((medianTime(rules) - walk) * 1e6) / context.model.recordCount };
  });
  return times.sort((a, b) => b.time - a.time);
}

/** All rules, of which only the functions of some groups are left: the checker has to know the others, which the parser reports. */
function withGroups(groups: readonly Group[]): ZoneRule[] {
  return ZONE_RULES.map((rule) => {
    const left: ZoneRule = { ...rule };
    for (const group of GROUPS) if (!groups.includes(group)) delete left[group];
    return left;
  });
}

function checkTime(rules: readonly ZoneRule[], context: ZoneContext): number {
  const checker = new ZoneChecker(rules);
  collectGarbage();
  return timed(() => checker.full(context));
}

function timed(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function used(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function collectGarbage(): void {
  if (!globalThis.gc) throw new Error('start this with node --expose-gc');
  globalThis.gc();
}
