/** What the numbers of a run should be, and whether they are. */
import { LOCAL_KINDS } from './confKeystrokes.ts';
import { MIX } from './keystrokes.ts';
import type { Numbers } from './numbers.ts';
import { PEERS } from './peers.ts';
import { OURS } from './programs.ts';
import { REQUEST_CANCELLED } from './requests.ts';
import { SHAPES } from './shapes.ts';
import { ratio } from './statistics.ts';
import { milliseconds, times } from './table.ts';

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

/** Processor time to that of named-checkzone, and wall time to that of the fastest. */
function shapeTargets(shape: string, numbers: Numbers): Target[] {
  const of = (program: string, what: string): number | undefined => numbers[`shapes.${shape}.${program}.${what}`];
  const walls = PEERS.map(({ program }) => of(program, 'wall')).filter((wall) => wall !== undefined);
  return [
    {
      part: 'shapes',
      name: `${shape}: processor time to named-checkzone`,
      value: ratio(of(OURS, 'cpu'), of('named-checkzone', 'cpu')),
      limit: 0.5,
      unit: times,
    },
    {
      part: 'shapes',
      name: `${shape}: time to the fastest`,
      value: walls.length === 0 ? undefined : ratio(of(OURS, 'wall'), Math.min(...walls)),
      limit: 1,
      unit: times,
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
      name: 'engine, warm: processor time per record at 10^6 to that at 10^4',
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
      value: slowestOf(LOCAL_KINDS.map((kind) => numbers[`confServer.${ZONES}.kinds.${kind}.median`])),
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
    ...Object.keys(SHAPES).flatMap((shape) => shapeTargets(shape, numbers)),
  ];
}

function slowestOf(times: readonly (number | undefined)[]): number | undefined {
  return times.includes(undefined) ? undefined : Math.max(...times.map(Number));
}

export type Verdict = 'met' | 'missed' | 'not measured';

export function verdict({ value, limit, holds = true }: Target): Verdict {
  if (value === undefined) return 'not measured';
  return holds && value <= limit ? 'met' : 'missed';
}
