/** Tables of what was measured, with the change since the last recorded run. */

import { CHECKCONF } from './configurations.ts';
import { CONF_KINDS } from './confKeystrokes.ts';
import { changeOf } from './history.ts';
import { MIX, TTL } from './keystrokes.ts';
import type { Numbers } from './numbers.ts';
import { BUNDLES } from './packaged.ts';
import { PEERS } from './peers.ts';
import { OURS } from './programs.ts';
import { STARTS } from './start.ts';
import { ratio } from './statistics.ts';
import { megabytes, milliseconds, seconds, size, times, UNKNOWN } from './table.ts';
import { type Target, verdict } from './targets.ts';
import { TREES } from './tree.ts';

type Rows = string[][];

/**
 * Programs on one file: ours in theirs, and how that changed where there is a run to compare with. `part` is the key of the file, such as
 * `peers.1000`.
 */
function programRows(numbers: Numbers, last: Numbers | undefined, part: string, programs: readonly string[]): Rows {
  const change = last ? ['change'] : [];
  const rows = [['', 'wall', 'CPU', 'memory', 'exit', 'ours/theirs', ...change, 'memory', ...change]];
  for (const program of [OURS, ...programs]) {
    const of = (what: string): number | undefined => numbers[`${part}.${program}.${what}`];
    if (of('wall') === undefined) continue;
    const compared = (what: string): string[] => {
      const [ours, theirs] = [`${part}.${OURS}.${what}`, `${part}.${program}.${what}`];
      if (program === OURS) return last ? ['', ''] : [''];
      const now = times(ratio(numbers[ours], numbers[theirs]));
      return last ? [now, times(changeOf(numbers, last, ours, theirs))] : [now];
    };
    rows.push([
      program,
      seconds(of('wall')),
      seconds(of('cpu')),
      megabytes(of('memory')),
      String(of('exit') ?? UNKNOWN),
      ...compared('wall'),
      ...compared('memory'),
    ]);
  }
  return rows;
}

export function shapeRows(numbers: Numbers, last: Numbers | undefined, shape: string): Rows {
  return programRows(
    numbers,
    last,
    `shapes.${shape}`,
    PEERS.map(({ program }) => program),
  );
}

export function peerRows(numbers: Numbers, last: Numbers | undefined, records: number): Rows {
  return programRows(
    numbers,
    last,
    `peers.${records}`,
    PEERS.map(({ program }) => program),
  );
}

export function configurationRows(numbers: Numbers, last: Numbers | undefined, part: string): Rows {
  return programRows(numbers, last, part, [CHECKCONF.program]);
}

/** Starts of the command, in that of Node. */
export function startRows(numbers: Numbers): Rows {
  const labels = { node: 'node -e 0', kept: 'a small file', first: 'the same, run for the first time' };
  return [
    ['', 'wall', 'CPU', 'to node'],
    ...STARTS.map((start) => [
      labels[start],
      seconds(numbers[`start.${start}.wall`]),
      seconds(numbers[`start.${start}.cpu`]),
      times(ratio(numbers[`start.${start}.wall`], numbers['start.node.wall'])),
    ]),
  ];
}

/** The server with a tree of zones. */
export function workspaceRows(numbers: Numbers): Rows {
  const row = (label: string, key: string, text: (value: number | undefined) => string): string[] => [
    label,
    ...Object.keys(TREES).map((tree) => text(numbers[`workspace.${tree}.${key}`])),
  ];
  return [
    ['', ...Object.keys(TREES)],
    row('first diagnostics of the open file', 'open', milliseconds),
    row('everything read and checked', 'index', milliseconds),
    row('an edit of a host that ten zones name', 'edit', milliseconds),
    row('until all is checked again', 'settled', milliseconds),
    row('agreement of forward and reverse', 'agreement', milliseconds),
    row('a prefix of 16,384 hosts renumbered', 'renumber', milliseconds),
    row('memory, at most', 'memory', megabytes),
  ];
}

/** The server with a configuration that has a finding in each zone. */
export function confSameRows(numbers: Numbers): Rows {
  return [
    ['', 'a finding in each zone'],
    ...CONF_SERVER.map(([label, key, unit]) => [label, unit(numbers[`confSameServer.${key}`])]),
  ];
}

/** Sizes of what is installed, and how they changed: they are the same on every machine. */
export function packageRows(numbers: Numbers, last?: Numbers): Rows {
  const row = (label: string, key: string): string[] => [
    label,
    megabytes(numbers[key]),
    ...(last ? [times(ratio(numbers[key], last[key]))] : []),
  ];
  return [
    ['', 'size', ...(last ? ['change'] : [])],
    row('.vsix', 'package.vsix'),
    ...BUNDLES.map((name) => row(name, `package.${name}`)),
    ['activation in VS Code', milliseconds(numbers['package.activation']), ...(last ? [''] : [])],
  ];
}

type MeasureRow = readonly [label: string, key: string, unit: (value: number | undefined) => string];

/** A row for each measure, a column for each size: `rows` are label, key and the way it is written. */
function bySize(
  numbers: Numbers,
  part: string,
  sizes: readonly number[],
  rows: readonly MeasureRow[],
  column = (records: number): string => `${size(records)} records`,
): Rows {
  return [
    ['', ...sizes.map(column)],
    ...rows.map(([label, key, unit]) => [label, ...sizes.map((count) => unit(numbers[`${part}.${count}.${key}`]))]),
  ];
}

function keystrokeRows(kinds: readonly string[]): MeasureRow[] {
  return kinds.flatMap((kind) => [
    [`keystroke ${kind}, median`, `kinds.${kind}.median`, milliseconds] as const,
    [`keystroke ${kind}, 99th percentile`, `kinds.${kind}.p99`, milliseconds] as const,
  ]);
}

/** The language server with configurations. */
const CONF_SERVER: readonly MeasureRow[] = [
  ['open to first diagnostics', 'open', milliseconds],
  ['keystroke of any kind, median', 'keystrokes.median', milliseconds],
  ['keystroke of any kind, 99th percentile', 'keystrokes.p99', milliseconds],
  ...keystrokeRows(CONF_KINDS),
];

export function confServerRows(numbers: Numbers, zones: readonly number[]): Rows {
  return bySize(numbers, 'confServer', zones, CONF_SERVER, (count) => `${count.toLocaleString('en')} zones`);
}

export function engineRows(numbers: Numbers, sizes: readonly number[]): Rows {
  return bySize(numbers, 'engine', sizes, [
    ['text to buffer', 'parts.text', milliseconds],
    ['parse', 'parts.parse', milliseconds],
    ['model', 'parts.model', milliseconds],
    ['going over it without a rule', 'parts.walk', milliseconds],
    ['rules about records', 'parts.groups.checkRecord', milliseconds],
    ['rules about owners', 'parts.groups.checkOwner', milliseconds],
    ['rules about the zone', 'parts.groups.checkZone', milliseconds],
    ['text to problems, first time', 'cold', milliseconds],
    ['text to problems, warm', 'warm', milliseconds],
    ['processor time of the cheapest, warm', 'cpu', milliseconds],
    ['memory of the checked zone', 'memory', megabytes],
  ]);
}

export function serverRows(numbers: Numbers, sizes: readonly number[]): Rows {
  return bySize(numbers, 'server', sizes, [
    ['open to first diagnostics', 'open', milliseconds],
    ['hover asked for at once', 'firstHover.time', milliseconds],
    ['keystroke of any kind, median', 'keystrokes.median', milliseconds],
    ['keystroke of any kind, 99th percentile', 'keystrokes.p99', milliseconds],
    ...keystrokeRows([...MIX, TTL]),
    ['hover', 'requests.hover', milliseconds],
    ['completion', 'requests.completion', milliseconds],
    ['colours of a screen', 'requests.tokens', milliseconds],
    ['formatting of a screen', 'requests.format', milliseconds],
    ['outline', 'requests.symbols', milliseconds],
    ['cancelled formatting to its answer', 'cancelled.time', milliseconds],
    ['cancelled formatting, longest of 10', 'cancelled.longest', milliseconds],
  ]);
}

/** The targets, and how those that are ratios changed where there is a run to compare with, whose targets are `last`. */
export function targetRows(targets: readonly Target[], last?: readonly Target[]): Rows {
  return [
    ['target', 'measured', 'at most', ...(last ? ['change'] : []), ''],
    ...targets.map((target, index) => [
      target.note === undefined ? target.name : `${target.name} (${target.note})`,
      target.unit(target.value),
      target.unit(target.limit),
      ...(last ? [target.unit === times ? times(ratio(target.value, last[index].value)) : ''] : []),
      verdict(target),
    ]),
  ];
}
