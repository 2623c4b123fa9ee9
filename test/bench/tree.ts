/** A configuration with the files of all its zones, forward and reverse, with and without views: `check --zones` beside `named-checkconf -z`. */
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIST } from '../../scripts/lib/paths.ts';
import { findProgram } from '../../scripts/lib/run.ts';
import { CHECKCONF } from './configurations.ts';
import { flatten, type Numbers } from './numbers.ts';
import { inTurn, OURS, type Program, runOnce } from './programs.ts';

/** Forward zones of a tree, and the trees: with views or without. */
export const TREE_ZONES = 5_000;
export const TREES = { plain: false, views: true } as const;

/** Hosts of a zone: 5,000 zones have 330,000, and 6 reverse zones of each family. */
const HOSTS = 66;
const ROUNDS = 3;

/** Zones whose alias points to the first host of the first zone. */
const POINTING = 10;

/** A prefix of more than 10,000 hosts, and where they go: the reverse zone stays the same. */
export const RENUMBERED = { from: '2001:db8::/114', to: '2001:db8:0:1::/114' } as const;

const HEAD = [
  '$TTL 3600',
  '@ IN SOA ns1.example.net. hostmaster.example.net. 2026112801 7200 900 1209600 300',
  '@ IN NS ns1.example.net.',
  '@ IN NS ns2.example.net.',
];
const MAIL = ['@ IN MX 10 mail', '@ IN TXT "v=spf1 mx -all"', 'mail IN A 10.255.255.25'];

/** A file of a tree, by its path in it. */
export interface TreeFile {
  readonly path: string;
  readonly text: string;
}

interface TreeZone {
  readonly name: string;
  readonly lines: readonly string[];
}

/** The files of a configuration with `zones` forward zones. With views each of them stands in two views, with a file of its own in both. */
export function* treeFiles(zones: number, views: boolean): Generator<TreeFile> {
  const reverse = new Map<string, string[]>();
  const forward: string[] = [];
  const folders = views ? ['inner', 'outer'] : ['zones'];
  for (let zone = 0; zone < zones; zone++) {
    const { name, lines } = forwardZone(zone, reverse);
    forward.push(name);
    for (const folder of folders) yield { path: `${folder}/${name}`, text: textOf(lines) };
  }
  for (const [name, lines] of reverse) yield { path: `reverse/${name}`, text: textOf([...HEAD, ...lines]) };
  const statements = (names: Iterable<string>, folder: string): string[] =>
    [...names].map((name) => `zone "${name}" { type primary; file "${folder}/${name}"; };`);
  const view = (name: string, clients: string, zones: readonly string[]): string[] => [
    `view "${name}" { match-clients { ${clients}; };`,
    ...zones,
    '};',
  ];
  const reverseZones = statements(reverse.keys(), 'reverse');
  yield {
    path: 'named.conf',
    text: textOf([
      'options { directory "."; listen-on-v6 { any; }; allow-transfer { none; }; recursion no; };',
      ...(views
        ? [
            ...view('inner', '10.0.0.0/8', [...statements(forward, 'inner'), ...reverseZones]),
            ...view('outer', 'any', statements(forward, 'outer')),
          ]
        : [...statements(forward, 'zones'), ...reverseZones]),
    ]),
  };
}

/** A zone of hosts with both addresses; their PTR records are added to the reverse zones. */
function forwardZone(zone: number, reverse: Map<string, string[]>): TreeZone {
  const name = `c${zone.toString(36)}.example.org`;
  const lines = [...HEAD, ...MAIL];
  if (zone > 0 && zone <= POINTING) lines.push('near IN CNAME h0.c0.example.org.');
  for (let own = 0; own < HOSTS; own++) {
    const host = zone * HOSTS + own;
    const [high, middle, low] = [(host >> 16) & 255, (host >> 8) & 255, host & 255];
    const half = (host & 0xffff).toString(16);
    lines.push(`h${own} IN A 10.${high}.${middle}.${low}`, `\tIN AAAA 2001:db8:${high.toString(16)}::${half}`);
    if (own % 3 === 0) lines.push(`www${own} IN CNAME h${own}`);
    const owner6 = `${backwards(half.padStart(4, '0'))}${'.0'.repeat(16)}`;
    const target = `IN PTR h${own}.${name}.`;
    linesIn(reverse, `${high}.10.in-addr.arpa`).push(`${low}.${middle} ${target}`);
    linesIn(reverse, `${backwards(high.toString(16).padStart(4, '0'))}.8.b.d.0.1.0.0.2.ip6.arpa`).push(
      `${owner6} ${target}`,
    );
  }
  return { name, lines };
}

function linesIn(zones: Map<string, string[]>, name: string): string[] {
  let lines = zones.get(name);
  if (!lines) {
    lines = [];
    zones.set(name, lines);
  }
  return lines;
}

const backwards = (digits: string): string => [...digits].reverse().join('.');
const textOf = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

/** A tree on disk: its configuration, its first zone's file, and that of its last reverse zone. */
export interface WrittenTree {
  readonly root: string;
  readonly conf: string;
  readonly first: string;
  readonly last: string;
}

/** Writes a tree into the folder. */
export function writeTree(zones: number, views: boolean, folder: string): WrittenTree {
  const root = join(folder, 'tree');
  let [first, last] = ['', ''];
  for (const { path, text } of treeFiles(zones, views)) {
    const file = join(root, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text.replace('directory "."', `directory "${root}"`));
    if (first === '') first = file;
    if (path.startsWith('reverse/')) last = file;
  }
  return { root, conf: join(root, 'named.conf'), first, last };
}

/** Measures a tree made in the folder: `PROGRAM.wall` and the like. */
export function measureTree(zones: number, views: boolean, folder: string): Numbers {
  const { root, conf, last } = writeTree(zones, views, folder);
  const checkconf = findProgram(CHECKCONF.program);
  const programs: Program[] = [
    { name: OURS, run: (conf) => runOnce(process.execPath, [join(DIST, 'cli.js'), 'check', '--zones', conf]) },
    ...(checkconf ? [{ name: CHECKCONF.program, run: (conf: string) => runOnce(checkconf, ['-z', conf]) }] : []),
  ];
  const measured = inTurn(programs, conf, () => ROUNDS);
  for (const [name, { exit }] of Object.entries(measured)) {
    if (exit !== 0) throw new Error(`${name} ended with ${exit} for a tree without an error`);
  }
  // Who takes a mistake at the end of a reverse zone did not read it.
  appendFileSync(last, 'bailiwick-bench IN A 192.0.2.256\n');
  for (const { name, run } of programs) {
    const { exit } = run(conf);
    if (exit !== 1) throw new Error(`${name} ended with ${exit} for a tree with a mistake in it`);
  }
  rmSync(root, { recursive: true });
  return flatten(measured);
}
