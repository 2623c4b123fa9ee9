/** Findings as GitLab's Code Quality report: a list of issues with a path, a line and a fingerprint. */
import type { Severity } from '../../rules/rule.ts';
import type { Finding } from '../finding.ts';

const LEVEL: Record<Severity, string> = { error: 'critical', warning: 'major', information: 'minor', hint: 'info' };

export function gitlabIssues(findings: readonly Finding[]): object[] {
  return findings.map(({ file, rule, severity, message, range, fingerprint }) => ({
    type: 'issue',
    check_name: rule,
    description: message,
    severity: LEVEL[severity],
    fingerprint,
    // A path with ./ in front is another file to GitLab.
    location: { path: file.replace(/^(?:\.\/)+/, ''), lines: { begin: range.start.line + 1, end: range.end.line + 1 } },
  }));
}
