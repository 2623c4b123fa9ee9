/** The recorded run in docs/: its tables in speed.md and the growth curve. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/lib/paths.ts';
import { growthChart } from './chart.ts';
import type { Entry } from './history.ts';
import { PEERS } from './peers.ts';
import {
  configurationRows,
  confSameRows,
  confServerRows,
  engineRows,
  packageRows,
  peerRows,
  serverRows,
  shapeRows,
  startRows,
  targetRows,
  workspaceRows,
} from './report.ts';
import { shapesTable } from './shapeReport.ts';
import { SHAPES } from './shapes.ts';
import { markdownTable, size } from './table.ts';
import { targets } from './targets.ts';
import { TREES } from './tree.ts';

const CHART = join(ROOT, 'docs', 'images', 'growth.svg');
const PAGE = join(ROOT, 'docs', 'speed.md');
const BEGIN = '<!-- the recorded run, written by npm run bench with the option chart -->';
const END = '<!-- end of the recorded run -->';

const SHAPE_PARTS = [
  ['Zones of one kind each', 'shapes'],
  ['Zones of one kind each, wrong', 'wrong'],
  ['Growth of zones of one kind each', 'growth'],
  ['The language server with zones of one kind each', 'editor'],
] as const;

/** Writes the chart and the tables of a run. Throws where there is nothing to draw, or the page has lost its markers. */
export function writeDocument(entry: Entry, sizes: readonly number[], zones: readonly number[]): void {
  const chart = growthChart(
    entry.numbers,
    sizes,
    PEERS.map(({ program }) => program),
  );
  if (chart === undefined) throw new Error('the recorded run has no sizes to draw');
  writeFileSync(CHART, chart);
  writeFileSync(PAGE, between(readFileSync(PAGE, 'utf8'), tables(entry, sizes, zones)));
}

/** The page with other text between its markers. */
export function between(page: string, text: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`the page needs the lines ${BEGIN} and ${END}`);
  return `${page.slice(0, begin + BEGIN.length)}\n\n${text}\n\n${page.slice(end)}`;
}

function tables({ numbers, ...run }: Entry, sizes: readonly number[], zones: readonly number[]): string {
  const part = (title: string, rows: string[][]): string => `### ${title}\n\n${markdownTable(rows)}`;
  // A run from before something was measured has no rows of it.
  const known = (parts: readonly (readonly [title: string, rows: string[][]])[]): string[] =>
    parts.filter(([, rows]) => rows.length > 1).map(([title, rows]) => part(title, rows));
  return [
    `Measured on ${run.date}: version ${run.version}, commit ${run.commit}, Node ${run.node}, ${run.cpu}.`,
    part('Targets', targetRows(targets(numbers))),
    ...sizes.map((records) => part(`Zone of ${size(records)} records`, peerRows(numbers, undefined, records))),
    ...known([
      ...SHAPE_PARTS.map(([title, name]) => [title, shapesTable(numbers, name, Object.keys(SHAPES))] as const),
      ...Object.keys(SHAPES).map((shape) => [`Shape ${shape}`, shapeRows(numbers, undefined, shape)] as const),
      ...Object.entries(TREES).map(
        ([name, views]) =>
          [
            `Tree of zones${views ? ' in two views' : ''}`,
            configurationRows(numbers, undefined, `tree.${name}`),
          ] as const,
      ),
    ]),
    part('The language server with a tree of zones', workspaceRows(numbers)),
    part('The start of the command', startRows(numbers)),
    part('The engine by itself', engineRows(numbers, sizes)),
    ...zones.map((count) =>
      part(
        `named.conf with ${count.toLocaleString('en')} zones`,
        configurationRows(numbers, undefined, `conf.${count}`),
      ),
    ),
    ...known([['named.conf with a finding in each zone', configurationRows(numbers, undefined, 'confSame')]]),
    part('The language server', serverRows(numbers, sizes)),
    part('The language server with a named.conf', confServerRows(numbers, zones)),
    part('The language server with a finding in each zone', confSameRows(numbers)),
    part('The extension', packageRows(numbers)),
  ].join('\n\n');
}
