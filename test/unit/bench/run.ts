/** What a run of the benchmark could have measured: everything it needs for each of its targets, all of them met. */
import type { Entry } from '../../bench/history.ts';
import { flatten } from '../../bench/numbers.ts';
import { RIGHT, WRONG_KINDS } from '../../bench/shapePrograms.ts';
import { SHAPES } from '../../bench/shapes.ts';

const program = (wall: number, memory: number) => ({ wall, cpu: wall, memory, exit: 0, runs: 5 });
const keystrokes = (median: number, p99: number) => ({ count: 126, median, p99 });
const CONF_KEYSTROKES = {
  'in a value': keystrokes(12, 30),
  'zone put in': keystrokes(8, 20),
  'lost semicolon': keystrokes(8, 20),
};
const server = (median: number, p99: number) => ({
  open: 5000,
  firstHover: { time: 50, before: true },
  keystrokes: keystrokes(median, p99),
  kinds: { 'in place': keystrokes(median, p99), 'unclosed quote': keystrokes(median, p99 / 2) },
  cancelled: { time: 3, longest: 5, answer: -32800 },
});

/** The same for each shape. */
const eachShape = (measured: object): object =>
  Object.fromEntries(Object.keys(SHAPES).map((shape) => [shape, measured]));
const editor = (median: number) => ({
  screen: 150,
  open: 900,
  ...Object.fromEntries(['put', 'taken', 'hover', 'completion'].map((kind) => [kind, keystrokes(median, 3 * median)])),
});

const WORKSPACE = { open: 400, index: 20_000, edit: 9, settled: 90, agreement: 2000, renumber: 2500, memory: 4.5e8 };

export const RUN: Entry = {
  date: '2026-01-02',
  version: '0.1.0',
  commit: 'abc1234',
  node: 'v24.0.0',
  cpu: 'a processor, 2 cores',
  numbers: flatten({
    peers: {
      1000: { bailiwick: program(0.1, 7e7), 'named-checkzone': program(0.01, 1e7), kzonecheck: program(0.005, 5e6) },
      10000: { bailiwick: program(0.12, 8e7), 'named-checkzone': program(0.05, 2e7), kzonecheck: program(0.02, 6e6) },
      100000: { bailiwick: program(0.3, 1e8), 'named-checkzone': program(0.5, 6e7), kzonecheck: program(0.2, 3e7) },
      1000000: { bailiwick: program(1.5, 5e8), 'named-checkzone': program(6, 4e8), kzonecheck: program(2, 3e8) },
    },
    shapes: eachShape({
      bailiwick: program(0.4, 1e8),
      'named-checkzone': program(0.9, 1e8),
      kzonecheck: program(0.5, 6e7),
    }),
    wrong: eachShape(Object.fromEntries([RIGHT, ...WRONG_KINDS].map((kind) => [kind, program(0.4, 1e8)]))),
    growth: eachShape({
      small: { cold: 60, warm: 20, cpu: 20, records: 10_000, memory: 1e7 },
      large: { cold: 2500, warm: 2400, cpu: 2400, records: 1_000_000, memory: 1e8 },
    }),
    editor: eachShape({ small: editor(3), large: editor(4) }),
    tree: {
      plain: { bailiwick: program(4, 1e8), 'named-checkconf': program(5, 1e8) },
      views: { bailiwick: program(6, 1e8), 'named-checkconf': program(7, 1e8) },
    },
    workspace: { plain: WORKSPACE, views: WORKSPACE },
    start: { node: program(0.05, 4e7), kept: program(0.07, 6e7), first: program(0.2, 7e7) },
    confSame: { bailiwick: program(0.5, 2e8), 'named-checkconf': program(0.6, 1e8) },
    confSameServer: { open: 300, keystrokes: keystrokes(12, 150), kinds: CONF_KEYSTROKES },
    engine: { 10000: { cpu: 20 }, 1000000: { cpu: 2400 } },
    conf: { 41000: { bailiwick: program(0.5, 2e8), 'named-checkconf': program(0.6, 1e8) } },
    confServer: { 41000: { open: 300, keystrokes: keystrokes(12, 150), kinds: CONF_KEYSTROKES } },
    server: { 1000: server(2, 6), 1000000: server(3, 9) },
  }),
};
