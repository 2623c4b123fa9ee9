/** The recorded run in docs/: its tables in speed.md and the growth curve. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/lib/paths.ts';
import { growthChart } from './chart.ts';
import type { Entry } from './history.ts';
import { PEERS } from './peers.ts';
import {
  configurationRows,
  confServerRows,
  engineRows,
  packageRows,
  peerRows,
  serverRows,
  shapeRows,
  targetRows,
} from './report.ts';
import { SHAPES } from './shapes.ts';
import { markdownTable, size } from './table.ts';
import { targets } from './targets.ts';

const CHART = join(ROOT, 'docs', 'images', 'growth.svg');
const PAGE = join(ROOT, 'docs', 'speed.md');
const BEGIN = '<!-- the recorded run, written by npm run bench with the option chart -->';
const END = '<!-- end of the recorded run -->';

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
  return [
    `Measured on ${run.date}: version ${run.version}, commit ${run.commit}, Node ${run.node}, ${run.cpu}.`,
    part('Targets', targetRows(targets(numbers))),
    ...sizes.map((records) => part(`Zone of ${size(records)} records`, peerRows(numbers, undefined, records))),
    ...Object.keys(SHAPES)
      .map((shape) => [shape, shapeRows(numbers, undefined, shape)] as const)
      // A run from before they were measured has none.
      .filter(([, rows]) => rows.length > 1)
      .map(([shape, rows]) => part(`Zone of one kind: ${shape}`, rows)),
    part('The engine by itself', engineRows(numbers, sizes)),
    ...zones.map((count) =>
      part(
        `named.conf with ${count.toLocaleString('en')} zones`,
        configurationRows(numbers, undefined, `conf.${count}`),
      ),
    ),
    part('The language server', serverRows(numbers, sizes)),
    part('The language server with a named.conf', confServerRows(numbers, zones)),
    part('The extension', packageRows(numbers)),
  ].join('\n\n');
}
