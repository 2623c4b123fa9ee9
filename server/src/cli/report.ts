/** A check's findings in the format that was asked for. docs/command-line.md has what each format says. */
import type { RuleMeta } from '../rules/rule.ts';
import type { Finding } from './finding.ts';
import type { Format } from './options.ts';
import { checkstyle } from './reports/checkstyle.ts';
import { githubLine } from './reports/github.ts';
import { gitlabIssues } from './reports/gitlab.ts';
import { sarif } from './reports/sarif.ts';
import { conciseText, fullText, statisticsOf, statisticsText } from './reports/text.ts';

export type { Finding, FindingFix } from './finding.ts';

export interface ReportOptions {
  readonly colors?: boolean;
  /** The number of findings of each rule instead of the findings. */
  readonly statistics?: boolean;
}

/** The findings in a format, with a final line end where there is anything. */
export function report(
  findings: readonly Finding[],
  format: Format,
  rules: readonly RuleMeta[],
  version: () => string,
  { colors = false, statistics = false }: ReportOptions = {},
): string {
  if (statistics && format === 'json') return json(statisticsOf(findings));
  if (statistics && (format === 'text' || format === 'concise')) {
    return statisticsText(findings, (rule) => rules.find(({ id }) => id === rule)?.title ?? '');
  }
  switch (format) {
    case 'json':
      return json(findings.map(({ source, ...finding }) => finding));
    case 'sarif':
      return json(sarif(findings, rules, version()));
    case 'github':
      return findings.map((finding) => `${githubLine(finding)}\n`).join('');
    case 'gitlab':
      return json(gitlabIssues(findings));
    case 'checkstyle':
      return checkstyle(findings, version());
    case 'concise':
      return findings.map((finding) => conciseText(finding, colors)).join('');
    default:
      return findings.map((finding) => fullText(finding, colors)).join('');
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
