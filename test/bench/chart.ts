/** The growth curve: the time per record of each program over the size of the zone, as an SVG without anything beside it. */

import type { Numbers } from './numbers.ts';
import { OURS } from './programs.ts';

const WIDTH = 720;
const HEIGHT = 400;
/** Around the plot; the names of the curves stand to the right of it. */
const FRAME = { top: 48, right: 150, bottom: 56, left: 64 };
/** The least distance between two names, in pixels. */
const LINE = 17;

/** Read on white and on black alike. */
const COLOURS = ['#8a8f98', '#2f9e8f', '#c07f1f', '#9a6fd0', '#cf5f8f'];
const OURS_COLOUR = '#2f81f7';

interface Curve {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly { readonly records: number; readonly time: number }[];
}

/** Draws what a run measured of `programs`, ours among them; undefined where there are not two sizes to draw a line between. */
export function growthChart(
  numbers: Numbers,
  sizes: readonly number[],
  programs: readonly string[],
): string | undefined {
  const curves: Curve[] = [];
  for (const [index, name] of [OURS, ...programs].entries()) {
    const points = sizes.flatMap((records) => {
      const wall = numbers[`peers.${records}.${name}.wall`];
      return wall === undefined ? [] : [{ records, time: (wall / records) * 1e6 }];
    });
    const colour = name === OURS ? OURS_COLOUR : COLOURS[(index - 1) % COLOURS.length];
    if (points.length > 1) curves.push({ name, colour, points });
  }
  if (!curves.some(({ name }) => name === OURS)) return undefined;
  return draw(curves);
}

function draw(curves: readonly Curve[]): string {
  const all = curves.flatMap(({ points }) => points);
  const decades = (values: readonly number[]) => ({
    from: Math.floor(Math.log10(Math.min(...values))),
    to: Math.ceil(Math.log10(Math.max(...values))),
  });
  const across = decades(all.map(({ records }) => records));
  const up = decades(all.map(({ time }) => time));
  const right = WIDTH - FRAME.right;
  const bottom = HEIGHT - FRAME.bottom;
  const x = (records: number): number => place(Math.log10(records), across, FRAME.left, right);
  const y = (time: number): number => place(Math.log10(time), up, bottom, FRAME.top);
  const grid = [
    ...powers(across).map((power) => {
      const at = x(10 ** power);
      return `${line(at, FRAME.top, at, bottom)}${label(at, bottom + 20, 'middle', `10${superscript(power)}`)}`;
    }),
    ...powers(up).map((power) => {
      const at = y(10 ** power);
      return `${line(FRAME.left, at, right, at)}${label(FRAME.left - 8, at + 4, 'end', String(10 ** power))}`;
    }),
  ];
  const heights = spread(curves.map(({ points }) => y(points[points.length - 1].time)));
  const lines = curves.map(({ name, colour, points }, index) => {
    const path = points.map(({ records, time }) => `${fixed(x(records))},${fixed(y(time))}`).join(' ');
    const dots = points
      .map(({ records, time }) => `<circle cx="${fixed(x(records))}" cy="${fixed(y(time))}" r="3"/>`)
      .join('');
    const width = name === OURS ? 3 : 1.5;
    return [
      `<g fill="${colour}" stroke="none">`,
      `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="${width}"/>${dots}`,
      `<text x="${right + 12}" y="${fixed(heights[index] + 4)}"${name === OURS ? ' font-weight="bold"' : ''}>${name}</text>`,
      '</g>',
    ].join('');
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="system-ui, sans-serif" font-size="13">`,
    '<title>Time per record of zone checkers, by the size of the zone</title>',
    // A picture in a page does not take over its colours; it hears of the reader's choice of light or dark.
    '<style>.text { fill: #57606a } .grid { stroke: #8c959f; stroke-opacity: 0.35 } @media (prefers-color-scheme: dark) { .text { fill: #adbac7 } }</style>',
    `<text class="text" x="${FRAME.left}" y="24">microseconds per record, from the start of the process to its end (lower is better)</text>`,
    ...grid,
    label((FRAME.left + right) / 2, HEIGHT - 12, 'middle', 'records in the zone'),
    ...lines,
    '</svg>',
  ].join('\n')}\n`;
}

function place(value: number, range: { from: number; to: number }, start: number, end: number): number {
  return start + ((value - range.from) / (range.to - range.from || 1)) * (end - start);
}

function powers({ from, to }: { from: number; to: number }): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Heights that are apart enough for a line of text each, in the order they came in. */
function spread(heights: readonly number[]): number[] {
  const order = heights.map((_, index) => index).sort((a, b) => heights[a] - heights[b]);
  const apart = [...heights];
  for (let i = 1; i < order.length; i++) apart[order[i]] = Math.max(apart[order[i]], apart[order[i - 1]] + LINE);
  // Not below the plot: what was pushed too far moves back up, and pushes what is above it.
  let lowest = HEIGHT - FRAME.bottom;
  for (const index of order.toReversed()) {
    apart[index] = Math.min(apart[index], lowest);
    lowest = apart[index] - LINE;
  }
  return apart;
}

function superscript(power: number): string {
  return [...String(power)].map((digit) => (digit === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)])).join('');
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `<line class="grid" x1="${fixed(x1)}" y1="${fixed(y1)}" x2="${fixed(x2)}" y2="${fixed(y2)}"/>`;
}

function label(x: number, y: number, anchor: string, text: string): string {
  return `<text class="text" x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}">${text}</text>`;
}

function fixed(value: number): string {
  return String(Number(value.toFixed(1)));
}
