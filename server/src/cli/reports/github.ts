/** Findings as GitHub's workflow commands, which become annotations of a pull request. */
import type { Severity } from '../../rules/rule.ts';
import type { Finding } from '../finding.ts';

const GITHUB_LEVEL: Record<Severity, string> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** A workflow command; its values are escaped as GitHub's toolkit does. */
export function githubLine({ file, rule, severity, message, range }: Finding): string {
  const value = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string): string => value(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const place = [
    `file=${property(file)}`,
    `line=${range.start.line + 1}`,
    `col=${range.start.character + 1}`,
    `endLine=${range.end.line + 1}`,
    `endColumn=${range.end.character + 1}`,
    `title=${property(rule)}`,
  ];
  return `::${GITHUB_LEVEL[severity]} ${place.join(',')}::${value(message)}`;
}
