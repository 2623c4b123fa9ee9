/** What the numbers of a run should be, and whether they are. */
import { CHECKCONF } from './configurations.ts';
import { LOCAL_KINDS } from './confKeystrokes.ts';
import { MIX } from './keystrokes.ts';
import type { Numbers } from './numbers.ts';
import { PEERS } from './peers.ts';
import { OURS } from './programs.ts';
import { REQUEST_CANCELLED } from './requests.ts';
import { greatest, SHAPE_MEASURES, type ShapeMeasure } from './shapeMeasures.ts';
import { SHAPES } from './shapes.ts';
import { ratio } from './statistics.ts';
import { megabytes, milliseconds, times } from './table.ts';
import { TREES } from './tree.ts';

export interface Target {
  /** The part of the benchmark that measures it. */
  readonly part: string;
  readonly name: string;
  /** Undefined where it was not measured. */
  readonly value: number | undefined;
  /** The most that it may be. */
  readonly limit: number;
  readonly unit: (value: number | undefined) => string;
  /** False where the value does not count, however small it is. */
  readonly holds?: boolean | undefined;
  readonly note?: string | undefined;
}

const LARGE = 1_000_000;
const MIDDLE = 10_000;
const SMALL = 1_000;
const ZONES = 41_000;

/** One target for all shapes: what the worst of them has. It is met where all were measured only. */
function shapeTarget(measure: ShapeMeasure, numbers: Numbers): Target {
  const { part, limit, unit, of } = measure;
  const shapes = Object.keys(SHAPES);
  const measured = shapes.flatMap((shape) => {
    const value = of(numbers, shape);
    return value === undefined ? [] : [{ shape, value }];
  });
  const [worst] = measured.toSorted((a, b) => b.value - a.value);
  const above = measured.filter(({ value }) => value > limit).length;
  const isKnown = above > 0 || measured.length === shapes.length;
  const said = [
    measured.length < shapes.length ? `${measured.length} of ${shapes.length} shapes measured` : '',
    worst ? `worst: ${worst.shape}${isKnown ? '' : `, ${unit(worst.value)}`}` : '',
    above > 0 ? `${above} above it` : '',
  ];
  return {
    part,
    name: `every shape: ${measure.name}`,
    value: isKnown ? worst.value : undefined,
    limit,
    unit,
    note: said.filter(Boolean).join(', '),
  };
}

/** A tree of zones, the start of the command, and a configuration with a finding in each zone. */
function wholeTargets(numbers: Numbers): Target[] {
  const toCheckconf = (part: string, what: string): number | undefined =>
    ratio(numbers[`${part}.${OURS}.${what}`], numbers[`${part}.${CHECKCONF.program}.${what}`]);
  const trees = [
    ['plain', 'tree of 5,000 zones'],
    ['views', 'the same in two views'],
  ].flatMap(([tree, name]): Target[] => [
    {
      part: 'tree',
      name: `${name}: processor time to named-checkconf -z`,
      value: toCheckconf(`tree.${tree}`, 'cpu'),
      limit: 1,
      unit: times,
    },
    {
      part: 'tree',
      name: `${name}: memory to named-checkconf -z`,
      value: toCheckconf(`tree.${tree}`, 'memory'),
      limit: 1.5,
      unit: times,
    },
  ]);
  const ofWorkspace: readonly [key: string, name: string, limit: number, unit: Target['unit']][] = [
    ['open', 'first diagnostics of an open file', 1000, milliseconds],
    ['index', 'everything read and checked', 30_000, milliseconds],
    ['edit', 'an edit of a host that ten zones name', 20, milliseconds],
    ['agreement', 'agreement of forward and reverse', 3000, milliseconds],
    ['renumber', 'a prefix of 16,384 hosts renumbered', 3000, milliseconds],
    ['memory', 'memory', 500_000_000, megabytes],
  ];
  const workspaces = Object.keys(TREES).flatMap((tree) =>
    ofWorkspace.map(([key, name, limit, unit]): Target => {
      const value = numbers[`workspace.${tree}.${key}`];
      return { part: 'workspace', name: `server with 5,000 zones (${tree}): ${name}`, value, limit, unit };
    }),
  );
  return [
    ...trees,
    ...workspaces,
    {
      part: 'start',
      name: 'command line on a small file, to node -e 0',
      value: ratio(numbers['start.kept.wall'], numbers['start.node.wall']),
      limit: 1.6,
      unit: times,
    },
    {
      part: 'conf',
      name: 'named.conf with 41,000 zones and a finding in each, to named-checkconf',
      value: toCheckconf('confSame', 'wall'),
      limit: 1,
      unit: times,
    },
    {
      part: 'conf',
      name: 'keystroke in it, median of the slowest kind but brace and quote',
      value: greatest(LOCAL_KINDS.map((kind) => numbers[`confSameServer.kinds.${kind}.median`])),
      limit: 20,
      unit: milliseconds,
    },
  ];
}

/** Every target, with what was measured. */
export function targets(numbers: Numbers): Target[] {
  const peer = (program: string, what: string): number | undefined => numbers[`peers.${LARGE}.${program}.${what}`];
  const installed = PEERS.filter(({ program }) => peer(program, 'wall') !== undefined);
  const [fastest] = installed.toSorted((a, b) => peer(a.program, 'wall')! - peer(b.program, 'wall')!);
  const growth = (key: (records: number) => string): number | undefined => {
    const grown = ratio(numbers[key(LARGE)], numbers[key(MIDDLE)]);
    return grown === undefined ? undefined : grown / (LARGE / MIDDLE);
  };
  const server = (records: number, key: string): number | undefined => numbers[`server.${records}.${key}`];
  const answer = server(LARGE, 'cancelled.answer');
  const longest = server(LARGE, 'cancelled.longest');
  const before = server(LARGE, 'firstHover.before');
  const slowest = MIX.filter((kind) => server(LARGE, `kinds.${kind}.p99`) !== undefined).toSorted(
    (a, b) => server(LARGE, `kinds.${b}.p99`)! - server(LARGE, `kinds.${a}.p99`)!,
  )[0];
  return [
    {
      part: 'peers',
      name: `10^6 records, to the fastest of ${installed.length} of ${PEERS.length} C programs (${fastest?.program ?? 'none'})`,
      value: fastest && ratio(peer(OURS, 'wall'), peer(fastest.program, 'wall')),
      limit: 1,
      unit: times,
    },
    {
      part: 'peers',
      name: '10^6 records, to named-checkzone',
      value: ratio(peer(OURS, 'wall'), peer('named-checkzone', 'wall')),
      limit: 0.25,
      unit: times,
    },
    {
      part: 'peers',
      name: '10^6 records, memory to named-checkzone',
      value: ratio(peer(OURS, 'memory'), peer('named-checkzone', 'memory')),
      limit: 2.5,
      unit: times,
    },
    {
      part: 'peers',
      name: 'command line: time per record at 10^6 to that at 10^4 (with the start of the process)',
      value: growth((records) => `peers.${records}.${OURS}.wall`),
      limit: 1.5,
      unit: times,
    },
    {
      part: 'engine',
      name: 'engine, warm: processor time per record at 10^6 to that at 10^4 (the mix)',
      value: growth((records) => `engine.${records}.cpu`),
      limit: 1.5,
      unit: times,
    },
    {
      part: 'conf',
      name: 'named.conf with 41,000 zones, to named-checkconf',
      value: ratio(numbers[`conf.${ZONES}.${OURS}.wall`], numbers[`conf.${ZONES}.named-checkconf.wall`]),
      limit: 1,
      unit: times,
    },
    {
      part: 'conf',
      name: 'keystroke in a named.conf with 41,000 zones, median of the slowest kind but brace and quote',
      value: greatest(LOCAL_KINDS.map((kind) => numbers[`confServer.${ZONES}.kinds.${kind}.median`])),
      limit: 20,
      unit: milliseconds,
    },
    {
      part: 'server',
      name: 'keystroke at 10^6, median',
      value: server(LARGE, 'keystrokes.median'),
      limit: 5,
      unit: milliseconds,
    },
    {
      part: 'server',
      name: 'keystroke at 10^6, 99th percentile',
      value: server(LARGE, 'keystrokes.p99'),
      limit: 20,
      unit: milliseconds,
      note: slowest && `slowest: ${slowest}, ${milliseconds(server(LARGE, `kinds.${slowest}.p99`))}`,
    },
    {
      part: 'server',
      name: 'keystroke, median at 10^6 to that at 10^3',
      value: ratio(server(LARGE, 'keystrokes.median'), server(SMALL, 'keystrokes.median')),
      limit: 2,
      unit: times,
    },
    {
      part: 'server',
      name: 'keystroke, 99th at 10^6 to that at 10^3',
      value: ratio(server(LARGE, 'keystrokes.p99'), server(SMALL, 'keystrokes.p99')),
      limit: 2,
      unit: times,
    },
    {
      part: 'server',
      name: 'hover right after opening 10^6, to the first diagnostics',
      value: ratio(server(LARGE, 'firstHover.time'), server(LARGE, 'open')),
      limit: 1,
      unit: times,
      holds: before === 1,
      note: before === 0 ? 'answered after them' : undefined,
    },
    {
      part: 'server',
      name: 'a cancelled request at 10^6, to its answer, median of 10',
      value: server(LARGE, 'cancelled.time'),
      limit: 10,
      unit: milliseconds,
      holds: answer === REQUEST_CANCELLED,
      note:
        answer !== undefined && answer !== REQUEST_CANCELLED
          ? 'answered as if it were not cancelled'
          : longest === undefined
            ? undefined
            : `longest: ${milliseconds(longest)}`,
    },
    ...SHAPE_MEASURES.map((measure) => shapeTarget(measure, numbers)),
    ...wholeTargets(numbers),
  ];
}

export type Verdict = 'met' | 'missed' | 'not measured';

export function verdict({ value, limit, holds = true }: Target): Verdict {
  if (value === undefined) return 'not measured';
  return holds && value <= limit ? 'met' : 'missed';
}
