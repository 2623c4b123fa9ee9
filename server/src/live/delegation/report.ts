/** What a check of a delegation is told as: a text by the links of the chain, JSON, or a line for each finding. */
import { type Marked, marked, t, translated, visible } from '../../l10n.ts';
import { type Arguments, LINKS, type Link } from './contract.ts';
import { shownName } from './records.ts';
import { type DelegationResult, filled } from './run.ts';
import { type Told, toldFindings } from './told.ts';

const LINK_TITLES: Readonly<Record<Link, Marked>> = {
  name: marked('The name'),
  parent: marked('The parent'),
  delegation: marked('The delegation'),
  servers: marked('The name servers'),
  zone: marked('The zone'),
  dnssec: marked('DNSSEC'),
};

/** What a link of the chain is called. */
export function linkTitle(link: Link): string {
  return translated(LINK_TITLES[link]);
}

/** For people: the links of the chain from the root down, what is wrong with each, and what to do. */
export function delegationText(result: DelegationResult): string {
  const { told, following } = toldFindings(result.findings);
  const sections = LINKS.flatMap((link) => {
    const those = told.filter(({ finding }) => finding.case.link === link);
    const servers = serverLines(result, link);
    if (those.length === 0 && servers.length === 0) return [];
    return [[linkTitle(link), ...servers, ...those.flatMap(toldLines)].join('\n')];
  });
  const zone = shownName(result.zone);
  const levels = ['critical', 'error', 'warning', 'notice'] as const;
  const counts = levels.flatMap((level) => {
    const count = told.filter(({ finding }) => finding.level === level).length;
    return count > 0 ? [`${count} ${level}`] : [];
  });
  const sum =
    counts.length === 0
      ? t`Nothing is wrong with ${zone}: ${result.run.length} tests, ${result.questions} questions.`
      : t`${zone}: ${counts.join(', ')} (${result.run.length} tests, ${result.questions} questions).`;
  const rest =
    following === 0
      ? []
      : [t`${following} findings that only follow from these are not told; --tags and --format json have them all.`];
  return visible(`${[...sections, ...result.left, ...rest, sum].join('\n\n')}\n`);
}

function toldLines({ finding, cases, others }: Told): string[] {
  const { level, tag, arguments: values } = finding;
  const { message, advice } = finding.case.tags[tag];
  return [
    `  ${level}: ${filled(message, values)} [${cases.join(', ')} ${tag}]`,
    ...(others.length > 0 ? [`    ${t`The same is true of ${others.join(', ')}.`}`] : []),
    ...(advice ? [`    ${filled(advice, values)}`] : []),
  ];
}

/** The servers of a link, a line each: its name and its addresses. */
function serverLines({ servers }: DelegationResult, link: Link): string[] {
  const sets: Partial<Record<Link, readonly string[] | undefined>> = {
    parent: servers.parent,
    delegation: servers.delegation,
    servers: servers.zone,
  };
  const byName = new Map<string, string[]>();
  for (const pair of sets[link] ?? []) {
    const slash = pair.lastIndexOf('/');
    const name = slash < 0 ? pair : pair.slice(0, slash);
    byName.set(name, [...(byName.get(name) ?? []), ...(slash < 0 ? [] : [pair.slice(slash + 1)])]);
  }
  const lines = [...byName].map(([name, addresses]) => `  ${[name, ...addresses].join(' ')}`);
  return link === 'delegation' ? [...lines, ...servers.withoutGlue.map((name) => `  ${t`${name} (no glue)`}`)] : lines;
}

function argumentText(values: Arguments): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${typeof value === 'object' ? value.join(';') : value}`)
    .join('; ');
}

/** For programs: `LEVEL<TAB>TAG<TAB>arguments`, a line for each finding. */
export function delegationTags({ findings }: DelegationResult): string {
  return findings
    .map(({ level, tag, arguments: values }) => `${level.toUpperCase()}\t${tag}\t${oneLine(argumentText(values))}\n`)
    .join('');
}

function oneLine(text: string): string {
  return visible(text).replace(/[\t\n]/g, ' ');
}

/** Everything, for programs. */
export function delegationJson(result: DelegationResult): string {
  const { zone, servers, findings, run, left, questions } = result;
  const set = (names: readonly string[] | undefined): readonly string[] | null => names ?? null;
  const value = {
    zone: shownName(zone),
    servers: {
      parent: set(servers.parent),
      delegation: set(servers.delegation),
      withoutGlue: servers.withoutGlue,
      zone: set(servers.zone),
    },
    findings: findings.map(({ case: { id, link, tags }, level, tag, arguments: values }) => ({
      case: id,
      link,
      level,
      tag,
      arguments: values,
      message: filled(tags[tag].message, values),
      ...(tags[tag].advice && { advice: filled(tags[tag].advice, values) }),
    })),
    tests: run.map(({ id }) => id),
    left,
    questions,
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}
