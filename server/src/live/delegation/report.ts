/** What a check of a delegation is told as: a text by the links of the chain, JSON, or a line for each finding. */
import { type Marked, marked, t, translated, visible } from '../../l10n.ts';
import { type Arguments, LEVELS, type Level, LINKS, type Link } from './contract.ts';
import { shownName } from './records.ts';
import { type CaseFinding, type DelegationResult, filled } from './run.ts';

const LINK_TITLES: Readonly<Record<Link, Marked>> = {
  name: marked('The name'),
  parent: marked('The parent'),
  delegation: marked('The delegation'),
  servers: marked('The name servers'),
  zone: marked('The zone'),
  dnssec: marked('DNSSEC'),
};

/** What is told in the text: the rest says that something is as it should be, or how it was found out. */
const TOLD: ReadonlySet<Level> = new Set<Level>(['critical', 'error', 'warning', 'notice']);

function byLevel(one: CaseFinding, other: CaseFinding): number {
  return LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level);
}

/** For people: the links of the chain from the root down, what is wrong with each, and what to do. */
export function delegationText(result: DelegationResult): string {
  const told = result.findings.filter(({ level }) => TOLD.has(level));
  const sections = LINKS.flatMap((link) => {
    const those = told.filter((finding) => finding.case.link === link).sort(byLevel);
    const servers = serversLine(result, link);
    if (those.length === 0 && servers === undefined) return [];
    const lines = those.flatMap(({ level, tag, arguments: values, case: { id, tags } }) => {
      const { message, advice } = tags[tag];
      const head = `  ${level}: ${filled(message, values)} [${id} ${tag}]`;
      return advice ? [head, `    ${filled(advice, values)}`] : [head];
    });
    return [[translated(LINK_TITLES[link]), ...(servers === undefined ? [] : [`  ${servers}`]), ...lines].join('\n')];
  });
  const count = (level: Level): number => told.filter((finding) => finding.level === level).length;
  const counts = (['critical', 'error', 'warning', 'notice'] as const).filter((level) => count(level) > 0);
  const zone = shownName(result.zone);
  const sum =
    counts.length === 0
      ? t`Nothing is wrong with ${zone}: ${result.run.length} tests, ${result.questions} questions.`
      : t`${zone}: ${counts.map((level) => `${count(level)} ${level}`).join(', ')} (${result.run.length} tests, ${result.questions} questions).`;
  return visible(`${[...sections, ...result.left, sum].join('\n\n')}\n`);
}

function serversLine({ servers }: DelegationResult, link: Link): string | undefined {
  const set =
    link === 'parent'
      ? servers.parent
      : link === 'delegation'
        ? servers.delegation
        : link === 'servers'
          ? servers.zone
          : undefined;
  return set === undefined || set.length === 0 ? undefined : set.join(' ');
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
