/** Findings for people: a line for each, with the line of the file that it is about. */
import { visibleLine } from '../../l10n.ts';
import type { Severity } from '../../rules/rule.ts';
import type { Finding } from '../finding.ts';

/** Escape sequences of terminals (ECMA-48, SGR). */
const STYLES = { error: '31', warning: '33', information: '36', hint: '34', bold: '1', dim: '2' } as const;
type Paint = (style: keyof typeof STYLES, text: string) => string;

/** Characters of a line that are shown, and of those how many before what is meant. */
const SHOWN = 100;
const BEFORE = 40;

function painter(colors: boolean): Paint {
  return (style, text) => (colors ? `\x1b[${STYLES[style]}m${text}\x1b[0m` : text);
}

/** A finding on one line. */
export function conciseText(finding: Finding, colors: boolean): string {
  const { file, rule, severity, message, range } = finding;
  const paint = painter(colors);
  const place = visibleLine(`${file}:${range.start.line + 1}:${range.start.character + 1}:`);
  return `${paint('bold', place)} ${paint(severity, `${severity}:`)} ${visibleLine(message)} ${paint('dim', `[${rule}]`)}\n`;
}

/** The same, and below it the line of the file with what is meant underlined. */
export function fullText(finding: Finding, colors: boolean): string {
  const { severity, range, source } = finding;
  const head = conciseText(finding, colors);
  if (source === undefined || source.trim() === '') return head;
  const paint = painter(colors);
  const from = range.start.character;
  const to = range.end.line === range.start.line ? range.end.character : source.length;
  const first = source.length > SHOWN && from > BEFORE ? from - BEFORE : 0;
  const last = Math.min(source.length, first + SHOWN);
  const number = String(range.start.line + 1);
  const shown = spelt(source.slice(first, last));
  const before = `${first > 0 ? '...' : ''}${spelt(source.slice(first, from))}`;
  const lead = before.includes('\t') ? before.replace(/[^\t]/g, ' ') : ' '.repeat(before.length);
  const underlined = Math.max(1, spelt(source.slice(from, Math.min(to, last))).length);
  const margin = ' '.repeat(number.length);
  const line = `${paint('dim', `  ${number} |`)} ${first > 0 ? '...' : ''}${shown}${last < source.length ? '...' : ''}\n`;
  return `${head}${line}${paint('dim', `  ${margin} |`)} ${lead}${paint(severity, '^'.repeat(underlined))}\n`;
}

/** What a line says does nothing to a terminal; tabs stay, so that what stands below is aligned. */
function spelt(text: string): string {
  return text.includes('\t') ? text.split('\t').map(visibleLine).join('\t') : visibleLine(text);
}

/** How many findings each rule has, most first. */
export function statisticsText(findings: readonly Finding[], titleOf: (rule: string) => string): string {
  const rows = statisticsOf(findings);
  const width = Math.max(...rows.map(({ rule }) => rule.length));
  return rows
    .map(
      ({ count, severity, rule }) =>
        `${String(count).padStart(6)}  ${severity.padEnd(11)}  ${rule.padEnd(width)}  ${titleOf(rule)}\n`,
    )
    .join('');
}

/** The same as rows. */
export function statisticsOf(
  findings: readonly Finding[],
): readonly { readonly rule: string; readonly severity: Severity; readonly count: number }[] {
  const counts = new Map<string, { rule: string; severity: Severity; count: number }>();
  for (const { rule, severity } of findings) {
    const row = counts.get(`${rule} ${severity}`);
    if (row) row.count++;
    else counts.set(`${rule} ${severity}`, { rule, severity, count: 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1));
}
