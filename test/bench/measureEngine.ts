/**
 * `node test/bench/measureEngine.ts parts|total|rules ZONE ORIGIN [SCALE]`: the engine in this process, from the sources as Node runs them, on a zone
 * file; prints what it measured as JSON. Run with --expose-gc. A process of its own for each size and way, so that neither heap nor compiled
 * code of one is in the next.
 */
import { readFileSync, writeSync } from 'node:fs';
import { NameTable } from '../../server/src/dns/names.ts';
import type { ZoneContext } from '../../server/src/rules/zone/context.ts';
import { ZoneChecker } from '../../server/src/rules/zone/engine/checker.ts';
import { ZONE_RULES } from '../../server/src/rules/zone/index.ts';
import type { ZoneRule } from '../../server/src/rules/zone/zoneRule.ts';
import { TextBuffer } from '../../server/src/text/buffer.ts';
import { Zone } from '../../server/src/workspace/zone.ts';
import { ZoneDocument } from '../../server/src/zone/document.ts';
import { initialState } from '../../server/src/zone/lineState.ts';
import { ZoneModel } from '../../server/src/zone/model.ts';
import { median } from './statistics.ts';

/** The functions of a rule, by what they look at. */
export const GROUPS = ['checkRecord', 'checkOwner', 'checkZone'] as const;
export type Group = (typeof GROUPS)[number];

/** Milliseconds of each step: medians, once the code is compiled. */
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
  /** Milliseconds of processor time, of all threads, that the cheapest of these took: what else the machine does is not in it. */
  readonly cpu: number;
  /** Octets that a checked zone holds: heap, and memory beside it. */
  readonly memory: number;
}

export interface RuleTime {
  readonly rule: string;
  /** Nanoseconds of its checks, for each record of the zone. */
  readonly time: number;
}

export interface RuleTimes {
  /** Nanoseconds from text to problems, for each record of the zone. */
  readonly whole: number;
  /** The most expensive one first. */
  readonly rules: readonly RuleTime[];
}

export type EngineMode = 'parts' | 'total' | 'rules';

const ZONE_CLASS = 1;
/** A rule is timed this often. */
const RULE_RUNS = 5;
/** Something is repeated until it was done for so many records, so that each size comes to code that is compiled as well, less by the scale; and this often at least. */
const REPEATED_RECORDS = 1_000_000;
const REPEATED = 3;

const [mode, file, origin, scale = '1'] = process.argv.slice(2) as [EngineMode, string, string, string?];
const text = readFileSync(file, 'utf8');
writeSync(1, JSON.stringify({ parts: measureParts, total: measureTotal, rules: measureRules }[mode]()));

/** A file read into a model: what the rules look at, with the times of the steps. The one place that knows how a zone is put together. */
function load(): {
  readonly context: ZoneContext;
  readonly text: number;
  readonly parse: number;
  readonly model: number;
} {
  const names = new NameTable();
  const apex = names.fromText(`${origin}.`);
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
  const records = load().context.model.recordCount;
  const loads = repeated(records, () => {
    const { text, parse, model } = load();
    return { text, parse, model };
  });
  const step = (name: 'text' | 'parse' | 'model'): number => median(loads.map((each) => each[name]))!;
  const { context } = load();
  // Once with all rules: what they look up for the first time is not the price of the group that happens to come first.
  checkTime(ZONE_RULES, context);
  // The least of the times: a difference of medians is mostly what else the machine did.
  const rulesTime = (groups: readonly Group[]): number => {
    const rules = withGroups(groups);
    return Math.min(...repeated(records, () => checkTime(rules, context)));
  };
  const walk = rulesTime([]);
  const [checkRecord, checkOwner, checkZone] = GROUPS.map((group) => Math.max(0, rulesTime([group]) - walk));
  return {
    text: step('text'),
    parse: step('parse'),
    model: step('model'),
    walk,
    groups: { checkRecord, checkOwner, checkZone },
  };
}

/** Runs something the more often the fewer records there are, and gives the results of the later half. */
function repeated<T>(records: number, run: () => T): T[] {
  const times = Math.max(REPEATED, Math.ceil((REPEATED_RECORDS * Number(scale)) / records));
  return Array.from({ length: times }, run).slice(times >> 1);
}

function measureTotal(): EngineTotal {
  let id = 1;
  const make = (): Zone => {
    const names = new NameTable();
    const zone = new Zone({
      uri: 'file:///zone',
      buffer: new TextBuffer(text),
      names,
      apex: names.fromText(`${origin}.`),
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
    const error = zone.problems().find(({ severity }) => severity === 'error');
    if (error) throw new Error(`a zone without an error has one: ${error.message}`);
    return zone;
  };
  const before = used();
  const zones: Zone[] = [];
  const cold = timed(() => zones.push(make()));
  const memory = used() - before;
  const records = zones.pop()!.model.recordCount;
  const samples = repeated(records, () => {
    const { user, system } = process.cpuUsage();
    const wall = timed(make);
    const used = process.cpuUsage({ user, system });
    return { wall, cpu: (used.user + used.system) / 1000 };
  });
  const warm = median(samples.map(({ wall }) => wall))!;
  return { records, cold, warm, cpu: Math.min(...samples.map(({ cpu }) => cpu)), memory };
}

/** Every rule by itself, and what all of it takes. */
function measureRules(): RuleTimes {
  const { context } = load();
  const perRecord = (milliseconds: number): number => (milliseconds * 1e6) / context.model.recordCount;
  const wholes = Array.from({ length: RULE_RUNS }, () => {
    const { context: fresh, text, parse, model } = load();
    return text + parse + model + checkTime(ZONE_RULES, fresh);
  });
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
    return { rule: rule.id, time: perRecord(medianTime(rules) - walk) };
  });
  return { whole: perRecord(median(wholes)!), rules: times.sort((a, b) => b.time - a.time) };
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
  return timed(() => checker.full(context));
}

function timed(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** The memory that is in use. Not asked between two runs that are timed: V8 throws compiled code away when it collects garbage by order. */
function used(): number {
  if (!globalThis.gc) throw new Error('start this with node --expose-gc');
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
