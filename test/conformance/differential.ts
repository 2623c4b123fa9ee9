/**
 * `npm run differential -- --programs FOLDER --count N --seed S [--bind 9.18]`: random zones and configurations, judged by BIND's checkers
 * of each release and by us. Prints each kind of unequal verdict with its smallest input; the exit status is 1 where one is not argued.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BIND_VERSIONS, type BindVersion, isBindVersion } from '../../server/src/dns/versions.ts';
import { CONFIGURATION_DIFFERENCES, ZONE_DIFFERENCES, ZONE_TOP } from '../unit/releases/differences.ts';
import { argued } from './differential/argued.ts';
import { confInput } from './differential/configurations.ts';
import { type Errors, judgeConf, judgeZone } from './differential/ours.ts';
import { askConfs, askZone, askZones, type Programs, programsOf, type Verdict } from './differential/programs.ts';
import { shrunk } from './differential/shrink.ts';
import { samplesWith, tableSamples } from './differential/statements.ts';
import { zoneInput } from './differential/zones.ts';

const { values } = parseArgs({
  options: {
    programs: { type: 'string' },
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    first: { type: 'string', default: '0' },
    bind: { type: 'string', multiple: true, default: [...BIND_VERSIONS] },
    kind: { type: 'string', multiple: true, default: ['zone', 'configuration'] },
    /** A folder with BIND's own grammar, for statements that the table has otherwise. */
    grammar: { type: 'string' },
    /** Also what the releases say differently among themselves. */
    releases: { type: 'boolean', default: false },
    /** Ends each kind after so many minutes, whatever the count. */
    minutes: { type: 'string', default: '1440' },
    'no-shrink': { type: 'boolean', default: false },
  },
});
const [count, seed, first] = [Number(values.count), Number(values.seed), Number(values.first)];
const folder = mkdtempSync(join(tmpdir(), 'differential-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const isKnown =
  values.bind.every(isBindVersion) && values.kind.every((kind) => kind === 'zone' || kind === 'configuration');
if (!isKnown || [count, seed, first, Number(values.minutes)].some(Number.isNaN)) {
  console.error(
    `--bind takes ${BIND_VERSIONS.join(', ')}; --kind takes zone and configuration; the others take numbers.`,
  );
  process.exit(2);
}

const programs = values.bind.filter(isBindVersion).flatMap((version) => {
  const found = programsOf(version, values.programs);
  if (!found) console.log(`BIND ${version}: named-checkconf and named-checkzone are not at hand; it was not asked.`);
  return found ?? [];
});

if (programs.length === 0) {
  console.error('No release of BIND is at hand: nothing was compared.');
  process.exit(2);
}

/** A way to judge inputs of one kind. */
interface Kind {
  readonly name: 'zone' | 'configuration';
  readonly batch: number;
  input(index: number): string;
  ours(text: string, version: BindVersion): Errors;
  ask(programs: Programs, texts: readonly string[]): Promise<readonly Verdict[]>;
}

/** Processes at a time, all releases together. */
const AT_A_TIME = 2;
/** One zone of so many is also shown to named-checkzone alone. */
const SAMPLE = 250;

/** Asks in as many shells at a time. */
async function askConfsAtATime(of: Programs, texts: readonly string[]): Promise<readonly Verdict[]> {
  const share = Math.ceil(texts.length / AT_A_TIME);
  const parts = Array.from({ length: AT_A_TIME }, (_, i) => texts.slice(i * share, (i + 1) * share));
  const asked = parts.map((part, i) => askConfs(of, part, join(folder, `${of.version}-${i}`)));
  return (await Promise.all(asked)).flat();
}

async function askZonesOnce(of: Programs, texts: readonly string[]): Promise<readonly Verdict[]> {
  const verdicts = await askZones(of, texts, join(folder, of.version));
  if (texts.length < SAMPLE) return verdicts;
  const alone = await askZone(of, texts[0], join(folder, of.version));
  if (alone.refused !== verdicts[0].refused) {
    throw new Error(`named-checkzone and named-checkconf -z of ${of.version} judge differently: ${texts[0]}`);
  }
  return verdicts;
}

const samples = values.grammar ? samplesWith(values.grammar) : tableSamples();
const KINDS: readonly Kind[] = [
  { name: 'zone', batch: SAMPLE, input: (index) => zoneInput(seed, index), ours: judgeZone, ask: askZonesOnce },
  {
    name: 'configuration',
    batch: 200,
    input: (index) => confInput(seed, index, samples),
    ours: judgeConf,
    ask: askConfsAtATime,
  },
];

interface Difference {
  readonly kind: Kind;
  readonly index: number;
  readonly programs: Programs;
  readonly text: string;
  readonly named: Verdict;
  readonly ours: Errors;
}

/** What makes differences one kind: the words of both sides without what stands in the input. */
function signature({ kind, named, ours }: Pick<Difference, 'kind' | 'named' | 'ours'>): string {
  const said = named.refused ? general(named.reason) : 'accepted';
  return `${kind.name}: named: ${said}; here: ${ours[0] ? `${ours[0].rule}: ${general(ours[0].message)}` : 'accepted'}`;
}

function general(text: string): string {
  return text
    .replace(/(^|: )[cz]\d+\.?(?:conf)?:\d+: /g, '$1')
    .replace(/'[^']*'|"[^"]*"|`[^`]*`/g, '…')
    .replace(/[\w.-]*\.example\.(?:com|net)\.?\S*/g, '…')
    .replace(/\d+/g, '0')
    .slice(0, 160);
}

function differs(named: Verdict, ours: Errors): boolean {
  return named.refused !== ours.length > 0;
}

/** What the programs at hand say of the differences that the documentation has: a line for each that is otherwise. */
async function documentedOtherwise({ version, ...of }: Programs): Promise<string[]> {
  const all = { version, ...of };
  const zones = await askZones(
    all,
    ZONE_DIFFERENCES.map(({ text }) => ZONE_TOP + text),
    join(folder, version),
  );
  const confs = await askConfs(
    all,
    CONFIGURATION_DIFFERENCES.map(({ text }) => text),
    join(folder, version),
  );
  return [...ZONE_DIFFERENCES, ...CONFIGURATION_DIFFERENCES].flatMap(({ what, refused }, i) => {
    const verdict = [...zones, ...confs][i];
    return verdict.refused === refused.includes(version)
      ? []
      : [`${version}: ${what}: ${verdict.reason || 'accepted'}`];
  });
}

let left = 0;
for (const of of programs) {
  for (const line of await documentedOtherwise(of)) {
    left++;
    console.log(`docs/releases.md has it otherwise: ${line}`);
  }
}

const byKind = new Map<string, Difference[]>();
const amongReleases = new Map<string, { count: number; text: string }>();

for (const kind of KINDS.filter(({ name }) => values.kind.includes(name))) {
  const unequal = new Map<BindVersion, number>();
  let [refused, made] = [0, 0];
  const end = performance.now() + Number(values.minutes) * 60_000;
  for (let start = first; start < first + count && performance.now() < end; start += kind.batch) {
    const texts = Array.from({ length: Math.min(kind.batch, first + count - start) }, (_, i) => kind.input(start + i));
    const verdicts: (readonly Verdict[])[] = [];
    for (const of of programs) {
      const named = await kind.ask(of, texts);
      verdicts.push(named);
      for (const [i, text] of texts.entries()) {
        const ours = kind.ours(text, of.version);
        if (!differs(named[i], ours)) continue;
        unequal.set(of.version, (unequal.get(of.version) ?? 0) + 1);
        const difference: Difference = { kind, index: start + i, programs: of, text, named: named[i], ours };
        const key = signature(difference);
        const known = byKind.get(key);
        if (known) known.push(difference);
        else {
          byKind.set(key, [difference]);
          console.error(`${start + i} ${of.version} ${key}`);
        }
      }
    }
    for (const [i, text] of texts.entries()) {
      made++;
      if (verdicts[0]?.[i].refused) refused++;
      compareReleases(
        kind,
        text,
        verdicts.map((each) => each[i]),
      );
    }
  }
  const counts = programs.map(({ version }) => `${unequal.get(version) ?? 0} with ${version}`).join(', ');
  console.log(`${made} ${kind.name}s (${refused} refused by the first): unequal verdicts: ${counts}`);
}

function compareReleases(kind: Kind, text: string, verdicts: readonly Verdict[]): void {
  if (!values.releases || verdicts.every(({ refused }) => refused === verdicts[0].refused)) return;
  const said = verdicts.map(({ refused, reason }) => (refused ? general(reason) : 'accepted')).join(' | ');
  const known = amongReleases.get(`${kind.name}: ${said}`);
  if (known) known.count++;
  else amongReleases.set(`${kind.name}: ${said}`, { count: 1, text });
}

async function smallest(difference: Difference): Promise<string> {
  const { kind, programs: of, text } = difference;
  if (values['no-shrink']) return text;
  const wanted = signature(difference);
  return shrunk(text, async (texts) => {
    const named = await kind.ask(of, texts);
    return texts.map((each, i) => {
      const ours = kind.ours(each, of.version);
      return differs(named[i], ours) && signature({ kind, named: named[i], ours }) === wanted;
    });
  });
}

for (const [key, found] of [...byKind].sort((a, b) => b[1].length - a[1].length)) {
  const unargued = found.filter(({ kind, text, named, ours, programs: of }) => {
    const rules = ours.map(({ rule }) => rule);
    return !argued(kind.name, text, named.reason, rules, of.version);
  });
  if (unargued.length === 0) {
    console.log(`argued, ${found.length} times: ${key}`);
    continue;
  }
  left += unargued.length;
  const versions = [...new Set(unargued.map(({ programs: of }) => of.version))].join(' ');
  console.log(`\n## ${unargued.length} times (${versions}; --first ${unargued[0].index}): ${key}`);
  const text = await smallest(unargued[0]);
  console.log(
    `${unargued[0].named.reason}\n${unargued[0].ours.map(({ rule, message }) => `${rule}: ${message}`).join('\n')}\n${JSON.stringify(text)}`,
  );
}
for (const [key, { count: times, text }] of [...amongReleases].sort((a, b) => b[1].count - a[1].count)) {
  console.log(
    `\n== ${times} times, ${programs.map(({ version }) => version).join(' | ')}: ${key}\n${JSON.stringify(text)}`,
  );
}
process.exitCode = left > 0 ? 1 : 0;
