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
const MIN_WIDTH = 90;

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
  readonly points: readonly Point[];
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
  const graph: LaidOut = new Dagre({ multigraph: true });
  graph.setGraph({
    rankdir: 'LR',
    align: 'UL',
    nodesep: 18,
    edgesep: 12,
    ranksep: 50,
    marginx: MARGIN,
    marginy: MARGIN,
  });
  for (const box of boxes) {
    const texts = [shortened(box.title), ...box.lines];
    // The mark of its state stands before the title.
    const width = Math.max(MIN_WIDTH, ...texts.map(textWidth)) + 2 * PADDING + 2 * CHARACTER;
    graph.setNode(box.id, { width, height: texts.length * LINE + 2 * PADDING });
  }
  const labels = arrows.map((arrow) =>
    [arrow.words, ...faultLines(arrow.faults, arrow.state)].filter((line) => line !== ''),
  );
  for (const [i, { from, to }] of arrows.entries()) {
    const width = Math.max(...labels[i].map(textWidth)) + PADDING;
    graph.setEdge(from, to, { width, height: labels[i].length * LINE, labelpos: 'c', weight: 2 }, `${i}`);
  }
  keepColumns(graph, boxes);
  layout(graph, { constraints: inOrder(boxes) });

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
    arrows: arrows.map((arrow, i): PlacedArrow => {
      const { points = [], x = 0, y = 0, width = 0 } = graph.edge(arrow.from, arrow.to, `${i}`);
      const lowered = points.map((point) => ({ x: point.x, y: point.y + HEAD }));
      return { ...arrow, points: lowered, label: labels[i], at: { x, y: y + HEAD }, labelWidth: width };
    }),
  };
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
