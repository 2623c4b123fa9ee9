/** What is asked of every shape of zone: how it comes out of a run's numbers, and how much it may be. */
import type { Numbers } from './numbers.ts';
import { PEERS } from './peers.ts';
import { OURS } from './programs.ts';
import { RIGHT, WRONG_KINDS } from './shapePrograms.ts';
import { ratio } from './statistics.ts';
import { milliseconds, times } from './table.ts';

/** Records of a zone of one kind: beside the programs and where it is wrong, for growth, and in the editor. */
export const SHAPE_RECORDS = 300_000;
export const GROWTH = { small: 10_000, large: 1_000_000 } as const;
export const EDITED = { small: 3_000, large: 300_000 } as const;

export interface ShapeMeasure {
  /** The part of the benchmark that measures it. */
  readonly part: 'shapes' | 'wrong' | 'growth' | 'editor';
  readonly name: string;
  /** The head of its column in a table of shapes. */
  readonly column: string;
  readonly limit: number;
  readonly unit: (value: number | undefined) => string;
  /** Undefined where it was not measured. */
  readonly of: (numbers: Numbers, shape: string) => number | undefined;
}

/** The fastest of the C programs on a shape. */
export function fastestOn(numbers: Numbers, shape: string): string | undefined {
  const wall = (program: string): number | undefined => numbers[`shapes.${shape}.${program}.wall`];
  const measured = PEERS.map(({ program }) => program).filter((program) => wall(program) !== undefined);
  return measured.toSorted((a, b) => wall(a)! - wall(b)!)[0];
}

function toProgram(what: string, program: (numbers: Numbers, shape: string) => string | undefined): ShapeMeasure['of'] {
  return (numbers, shape) => {
    const of = (name: string | undefined): number | undefined => numbers[`shapes.${shape}.${name}.${what}`];
    return ratio(of(OURS), of(program(numbers, shape)));
  };
}

/** Processor time on a shape that is wrong in some way, to that on the right one. */
export function wrongRatio(numbers: Numbers, shape: string, kind: string): number | undefined {
  const cpu = (of: string): number | undefined => numbers[`wrong.${shape}.${of}.cpu`];
  return ratio(cpu(kind), cpu(RIGHT));
}

/** Processor time of the warm engine for each record of the large zone, to that of the small one. */
function growth(numbers: Numbers, shape: string): number | undefined {
  const perRecord = (size: keyof typeof GROWTH): number | undefined =>
    ratio(numbers[`growth.${shape}.${size}.cpu`], numbers[`growth.${shape}.${size}.records`]);
  return ratio(perRecord('large'), perRecord('small'));
}

const inEditor =
  (key: string): ShapeMeasure['of'] =>
  (numbers, shape) =>
    numbers[`editor.${shape}.large.${key}`];

/** The greatest of some numbers; undefined where one of them is. */
export function greatest(values: readonly (number | undefined)[]): number | undefined {
  return values.length === 0 || values.includes(undefined) ? undefined : Math.max(...values.map(Number));
}

/** What an editor waits for. */
const EDITOR_KINDS = [
  ['put', 'a wrong line put in'],
  ['taken', 'taken out'],
  ['hover', 'hover'],
  ['completion', 'completion'],
] as const;

const named = (): string => 'named-checkzone';

export const SHAPE_MEASURES: readonly ShapeMeasure[] = [
  {
    part: 'shapes',
    name: 'processor time to named-checkzone',
    column: 'CPU to named',
    limit: 0.5,
    unit: times,
    of: toProgram('cpu', named),
  },
  {
    part: 'shapes',
    name: 'time to the fastest C program',
    column: 'wall to fastest',
    limit: 1,
    unit: times,
    of: toProgram('wall', fastestOn),
  },
  {
    part: 'shapes',
    name: 'memory to named-checkzone',
    column: 'memory to named',
    limit: 2,
    unit: times,
    of: toProgram('memory', named),
  },
  {
    part: 'growth',
    name: 'engine, warm: processor time per record at 10^6 to that at 10^4',
    column: 'growth',
    limit: 1.5,
    unit: times,
    of: growth,
  },
  {
    part: 'wrong',
    name: 'processor time of a wrong zone to that of a right one',
    column: 'slowest',
    limit: 3,
    unit: times,
    of: (numbers, shape) => greatest(WRONG_KINDS.map((kind) => wrongRatio(numbers, shape, kind))),
  },
  {
    part: 'editor',
    name: 'open to the diagnostics of the first screen',
    column: 'first screen',
    limit: 200,
    unit: milliseconds,
    of: inEditor('screen'),
  },
  ...EDITOR_KINDS.flatMap(([kind, name]): ShapeMeasure[] => [
    {
      part: 'editor',
      name: `${name}, median`,
      column: `${kind}, median`,
      limit: 5,
      unit: milliseconds,
      of: inEditor(`${kind}.median`),
    },
    {
      part: 'editor',
      name: `${name}, 99th percentile`,
      column: '99th',
      limit: 20,
      unit: milliseconds,
      of: inEditor(`${kind}.p99`),
    },
  ]),
  ...(['median', 'p99'] as const).map(
    (key): ShapeMeasure => ({
      part: 'editor',
      name: `keystroke, ${key === 'median' ? key : '99th percentile'} at 300,000 records to that at 3,000`,
      column: `${key === 'median' ? key : '99th'} to small`,
      limit: 2,
      unit: times,
      of: (numbers, shape) => {
        const ofBoth = (size: keyof typeof EDITED) =>
          (['put', 'taken'] as const).map((kind) => numbers[`editor.${shape}.${size}.${kind}.${key}`]);
        const small = ofBoth('small');
        return greatest(ofBoth('large').map((large, index) => ratio(large, small[index])));
      },
    }),
  ),
];
