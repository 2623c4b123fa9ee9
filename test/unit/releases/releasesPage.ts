/** docs/releases.md: what the releases say differently, and the statements that came, went or are ignored between them. */
import { statusIn } from '../../../server/src/conf/lookup.ts';
import { type Clause, STATEMENTS, type StatementInfo } from '../../../server/src/conf/statements.ts';
import { BIND_VERSIONS } from '../../../server/src/dns/versions.ts';
import { CONFIGURATION_DIFFERENCES, type Difference, ZONE_DIFFERENCES } from './differences.ts';

const HEAD = `# What BIND 9.18, 9.20 and 9.21 say differently

Each row about zones and configurations was shown to named-checkconf and named-checkzone 9.18.49, 9.20.30 and 9.21.26, and \`npm run differential\`
shows it to the ones at hand; the tests hold the rules to it (\`test/unit/releases/differences.ts\`). The rows about statements are those of the table
(\`server/src/conf/statements/\`). \`UPDATE_GOLDEN=1 npm run test:unit -- releases\` writes this page from both.
A release that is the first to judge so may be one of a branch that a change was taken over to.`;

/** The clauses of rndc.conf have no releases here. */
const isOfNamed = (clause: Clause): boolean => !clause.startsWith('rndc');

/** A table with its columns as wide as their longest cell, as the formatter has them. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heads, ...rows].map((cells) => cells.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = heads.map((_, column) => Math.max(...lines.map((cells) => cells[column].length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const [first, ...others] = lines;
  return [line(first), line(widths.map((width) => '-'.repeat(width))), ...others.map(line)].join('\n');
}

function differences(rows: readonly Difference[]): string {
  return table(
    ['what', ...BIND_VERSIONS, 'since', 'named says'],
    rows.map(({ what, refused, since, source }) => {
      const verdicts = BIND_VERSIONS.map((version) => (refused.includes(version) ? 'refused' : 'taken'));
      return [what, ...verdicts, since, source];
    }),
  );
}

const WORDS: Readonly<Record<string, string>> = {
  ok: 'taken',
  deprecated: 'deprecated',
  obsolete: 'ignored',
  removed: 'refused',
  'not-yet': 'refused',
};

function historyOf({ introduced, deprecated, obsolete, removed }: StatementInfo): string {
  const isIn = (version: string | undefined): boolean => /^9\.(?:19|2\d)/.test(version ?? '');
  const parts = [
    isIn(introduced) ? `new in ${introduced}` : '',
    isIn(deprecated) ? `deprecated in ${deprecated}` : '',
    isIn(obsolete) ? `obsolete in ${obsolete}` : '',
    isIn(removed) ? `gone in ${removed}` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** A row for each statement that the releases judge differently, wherever it may stand. */
function statements(): string {
  const rows = STATEMENTS.filter(({ clauses }) => clauses.some(isOfNamed)).flatMap((row) => {
    const statuses = BIND_VERSIONS.map((version) => WORDS[statusIn(row, version)]);
    if (new Set(statuses).size === 1) return [];
    return [[`\`${row.name}\``, row.clauses.filter(isOfNamed).join(', '), ...statuses, historyOf(row)]];
  });
  rows.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  return table(['statement', 'in', ...BIND_VERSIONS, 'since'], rows);
}

export function releasesPage(): string {
  return `${[
    HEAD,
    '## Zones',
    differences(ZONE_DIFFERENCES),
    '## Configurations',
    differences(CONFIGURATION_DIFFERENCES),
    '## Statements',
    'A statement that is refused stops named; one that is ignored or deprecated is warned of.',
    statements(),
  ].join('\n\n')}\n`;
}
