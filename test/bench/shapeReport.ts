/** Tables with a row for each shape of zone. */
import type { RuleTimes } from './measureEngine.ts';
import type { Numbers } from './numbers.ts';
import { OURS } from './programs.ts';
import { fastestOn, SHAPE_MEASURES, type ShapeMeasure, wrongRatio } from './shapeMeasures.ts';
import { RIGHT, WRONG_KINDS } from './shapePrograms.ts';
import { ratio } from './statistics.ts';
import { megabytes, milliseconds, seconds, times, UNKNOWN } from './table.ts';

type Rows = string[][];
/** A column: its head, and what stands in it. */
type Column = readonly [head: string, cell: (numbers: Numbers, shape: string) => string];

/** Rules that are listed for a shape: no more than these, and none with a lesser share of the whole. */
const RULES_LISTED = 10;
const LEAST_SHARE = 0.005;

const number = (head: string, unit: ShapeMeasure['unit'], key: (shape: string) => string): Column => [
  head,
  (numbers, shape) => unit(numbers[key(shape)]),
];

const engine = (size: 'small' | 'large'): Column[] => [
  number(`first, ${size}`, milliseconds, (shape) => `growth.${shape}.${size}.cold`),
  number('warm', milliseconds, (shape) => `growth.${shape}.${size}.warm`),
  [
    'ns per record',
    (numbers, shape) => {
      const each = ratio(numbers[`growth.${shape}.${size}.cpu`], numbers[`growth.${shape}.${size}.records`]);
      return each === undefined ? UNKNOWN : (each * 1e6).toFixed(0);
    },
  ],
];

/** What each part says of a shape before its measures that have a target. */
const COLUMNS: Readonly<Record<ShapeMeasure['part'], readonly Column[]>> = {
  shapes: [
    number('CPU', seconds, (shape) => `shapes.${shape}.${OURS}.cpu`),
    number('wall', seconds, (shape) => `shapes.${shape}.${OURS}.wall`),
    number('memory', megabytes, (shape) => `shapes.${shape}.${OURS}.memory`),
    ['fastest', (numbers, shape) => fastestOn(numbers, shape) ?? UNKNOWN],
  ],
  growth: [
    ...engine('small'),
    ...engine('large'),
    number('memory', megabytes, (shape) => `growth.${shape}.large.memory`),
  ],
  wrong: [
    number(RIGHT, seconds, (shape) => `wrong.${shape}.${RIGHT}.cpu`),
    ...WRONG_KINDS.map((kind): Column => [kind, (numbers, shape) => times(wrongRatio(numbers, shape, kind))]),
  ],
  editor: [number('open', milliseconds, (shape) => `editor.${shape}.large.open`)],
};

/** A part's table of those shapes that were measured. */
export function shapesTable(numbers: Numbers, part: ShapeMeasure['part'], shapes: readonly string[]): Rows {
  const measures = SHAPE_MEASURES.filter((measure) => measure.part === part);
  const columns: Column[] = [
    ...COLUMNS[part],
    ...measures.map(({ column, unit, of }): Column => [column, (all, shape) => unit(of(all, shape))]),
  ];
  const measured = shapes.filter((shape) => Object.keys(numbers).some((key) => key.startsWith(`${part}.${shape}.`)));
  return [
    ['', ...columns.map(([head]) => head)],
    ...measured.map((shape) => [shape, ...columns.map(([, cell]) => cell(numbers, shape))]),
  ];
}

/** The rules that take most of a shape's time, with their shares of it. */
export function ruleRows({ whole, rules }: RuleTimes): Rows {
  const listed = rules.slice(0, RULES_LISTED).filter(({ time }) => time > whole * LEAST_SHARE);
  return [
    ['rule', 'ns per record', 'share'],
    ['text to problems', whole.toFixed(0), '100.0%'],
    ...listed.map(({ rule, time }) => [rule, time.toFixed(1), `${((100 * time) / whole).toFixed(1)}%`]),
  ];
}
