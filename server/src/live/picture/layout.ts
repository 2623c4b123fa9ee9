/** Where the boxes and arrows of a picture stand. Lengths in CSS pixels; text is measured as one of a font of fixed width. */
import {
  Graph as Dagre,
  type EdgeLabel,
  type GraphLabel,
  layout,
  type NodeLabel,
  type OrderConstraint,
} from '@dagrejs/dagre';
import type { Arrow, Box, Graph } from './graph.ts';
import { faultLines } from './words.ts';

/** Of a character; one that is wide takes two. 12 pixels high, 0.61 of it wide: no common font is wider. */
const CHARACTER = 7.4;
export const LINE = 16;
const PADDING = 8;
const MARGIN = 24;
/** Above the boxes, for what the columns are called. */
const HEAD = 28;
/** Characters of a title that are shown; the rest of a longer one is in its tooltip. */
const MAX_TITLE = 34;
const MIN_WIDTH = 104;
/** The height up to which zones stand beside the middle of what belongs to them. */
const MAX_BALANCED = 640;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedBox extends Box {
  /** The title as it fits. */
  readonly shownTitle: string;
  /** Of the middle. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedArrow extends Arrow {
  /** From the edge of a box to that of another; between them it runs level behind what stands beside it. */
  readonly points: readonly [start: Point, level: Point, levelEnd: Point, end: Point];
  /** What stands beside it, line by line, and the middle of that. */
  readonly label: readonly string[];
  readonly at: Point;
  readonly labelWidth: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly columns: readonly { readonly words: string; readonly x: number }[];
  readonly boxes: readonly PlacedBox[];
  readonly arrows: readonly PlacedArrow[];
}

type LaidOut = Dagre<GraphLabel, NodeLabel, EdgeLabel>;

// East Asian wide characters, which a font of fixed width gives two places.
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** How wide a text is, in pixels. */
export function textWidth(text: string): number {
  let characters = 0;
  for (const character of text) characters += character > '\uffff' || WIDE.test(character) ? 2 : 1;
  return characters * CHARACTER;
}

/** A name that fits: its middle is left out, since both its ends say more. */
export function shortened(name: string): string {
  const characters = [...name];
  if (characters.length <= MAX_TITLE) return name;
  const half = (MAX_TITLE - 1) / 2;
  return `${characters.slice(0, Math.ceil(half)).join('')}…${characters.slice(-Math.floor(half)).join('')}`;
}

/** Puts a graph on a surface, from left to right. */
export function layoutOf({ columns, boxes, arrows }: Graph): Layout {
  const faults = faultLines(arrows);
  const labels = arrows.map(({ words }, i) => [words, ...faults[i]].filter((line) => line !== ''));
  const balanced = laidOut(boxes, arrows, labels);
  const isTall = (balanced.graph().height ?? 0) > MAX_BALANCED;
  // What is higher than a view begins at its top, where the eye begins.
  const graph = isTall ? laidOut(boxes, arrows, labels, 'UL') : balanced;

  const placed = boxes.map((box): PlacedBox => {
    const { x = 0, y = 0, width, height } = graph.node(box.id);
    return { ...box, shownTitle: shortened(box.title), x, y: y + HEAD, width, height };
  });
  const size = graph.graph();
  return {
    width: size.width ?? 0,
    height: (size.height ?? 0) + HEAD,
    columns: columns.map((words, column) => ({ words, x: placed.find((box) => box.column === column)?.x ?? 0 })),
    boxes: placed,
    arrows: placedArrows(arrows, labels, placed, graph),
  };
}

function laidOut(
  boxes: readonly Box[],
  arrows: readonly Arrow[],
  labels: readonly (readonly string[])[],
  align?: 'UL',
): LaidOut {
  const graph: LaidOut = new Dagre({ multigraph: true });
  const distances = { nodesep: 18, edgesep: 12, ranksep: 50, marginx: MARGIN, marginy: MARGIN };
  graph.setGraph({ rankdir: 'LR', ...(align && { align }), ...distances });
  const widths = columnWidths(boxes);
  for (const { id, column, lines } of boxes)
    graph.setNode(id, { width: widths[column], height: (1 + lines.length) * LINE + 2 * PADDING });
  for (const [i, { from, to }] of arrows.entries()) {
    const width = Math.max(...labels[i].map(textWidth)) + PADDING;
    graph.setEdge(from, to, { width, height: labels[i].length * LINE, labelpos: 'c', weight: 2 }, `${i}`);
  }
  keepColumns(graph, boxes);
  layout(graph, { constraints: inOrder(boxes) });
  return graph;
}

/** Arrows pass what stands beside others on the level of their own words: all between two columns run level over the same width. */
function placedArrows(
  arrows: readonly Arrow[],
  labels: readonly (readonly string[])[],
  placed: readonly PlacedBox[],
  graph: LaidOut,
): PlacedArrow[] {
  const boxes = new Map(placed.map((box) => [box.id, box]));
  const spans = new Map<number, { left: number; right: number }>();
  const made = arrows.map((arrow, i) => {
    const { x = 0, y = 0, width = 0 } = graph.edge(arrow.from, arrow.to, `${i}`);
    const { column } = boxes.get(arrow.from)!;
    const { left, right } = spans.get(column) ?? { left: x, right: x };
    spans.set(column, { left: Math.min(left, x - width / 2), right: Math.max(right, x + width / 2) });
    return { arrow, label: labels[i], at: { x, y: y + HEAD }, labelWidth: width, column };
  });
  return made.map(({ arrow, column, ...rest }): PlacedArrow => {
    const [from, to] = [boxes.get(arrow.from)!, boxes.get(arrow.to)!];
    const { left, right } = spans.get(column)!;
    const { y } = rest.at;
    const start = { x: from.x + from.width / 2, y: from.y };
    const end = { x: to.x - to.width / 2, y: to.y };
    return { ...arrow, ...rest, points: [start, { x: left, y }, { x: right, y }, end] };
  });
}

/** The boxes of a column are as wide as the widest of them, so that no arrow from one of them runs through another. */
function columnWidths(boxes: readonly Box[]): number[] {
  const widths: number[] = [];
  for (const { column, title, lines } of boxes) {
    // The mark of its state stands before the title.
    const texts = [`✓ ${shortened(title)}`, ...lines];
    const width = Math.max(MIN_WIDTH, ...texts.map(textWidth)) + 2 * PADDING;
    widths[column] = Math.max(widths[column] ?? 0, width);
  }
  return widths;
}

/** Says that boxes of a column stand in the order in which they are given. */
function inOrder(boxes: readonly Box[]): OrderConstraint[] {
  const columns = new Map<number, string>();
  const constraints: OrderConstraint[] = [];
  for (const { id, column } of boxes) {
    const above = columns.get(column);
    if (above !== undefined) constraints.push({ left: above, right: id });
    columns.set(column, id);
  }
  return constraints;
}

/** What stands in one column is as far from the left: arrows that are not drawn hold the keys of a zone beside it. */
function keepColumns(graph: LaidOut, boxes: readonly Box[]): void {
  const isZone = ({ id }: Box): boolean => id.startsWith('zone');
  for (const box of boxes) {
    if (!isZone(box) && !box.id.startsWith('keys')) continue;
    for (const before of boxes) {
      if (before.column !== box.column - 1 || isZone(before) === isZone(box)) continue;
      graph.setEdge(before.id, box.id, { width: 0, height: 0, weight: 1, labelpos: 'c' }, 'column');
    }
  }
}
