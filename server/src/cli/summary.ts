/** The last line of a check: how much was found, in how much. */
import { SEVERITIES } from '../rules/rule.ts';
import type { Looked } from './check.ts';
import type { Finding } from './finding.ts';

export function summaryText(findings: readonly Finding[], looked: Looked): string {
  const found = SEVERITIES.map((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return severity === 'information' ? `${count} information` : counted(count, severity);
  });
  const { files, zones, records, configurations, excluded, others } = looked;
  const parts = [
    ...(zones > 0 ? [`${counted(zones, 'zone')} with ${counted(records, 'record')}`] : []),
    ...(configurations > 0 ? [counted(configurations, 'configuration')] : []),
  ];
  const left = [
    ...(excluded > 0 ? [`${counted(excluded, 'file')} excluded`] : []),
    ...(others > 0 ? [`${counted(others, 'file')} of other kinds`] : []),
  ];
  const what = parts.length > 0 ? ` (${parts.join(', ')})` : '';
  return `${found.join(', ')} in ${counted(files, 'file')}${what}${left.length > 0 ? `; left out: ${left.join(', ')}` : ''}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
