/** Findings as Checkstyle's XML, which Jenkins and others read. */
import type { Severity } from '../../rules/rule.ts';
import type { Finding } from '../finding.ts';

const LEVEL: Record<Severity, string> = { error: 'error', warning: 'warning', information: 'info', hint: 'info' };
const NAMES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function checkstyle(findings: readonly Finding[], version: string): string {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) {
    const same = files.get(finding.file);
    if (same) same.push(finding);
    else files.set(finding.file, [finding]);
  }
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', `<checkstyle version="${attribute(version)}">`];
  for (const [file, own] of files) {
    lines.push(`  <file name="${attribute(file)}">`);
    for (const { rule, severity, message, range } of own) {
      const place = `line="${range.start.line + 1}" column="${range.start.character + 1}"`;
      lines.push(
        `    <error ${place} severity="${LEVEL[severity]}" message="${attribute(message)}" source="bailiwick.${rule}"/>`,
      );
    }
    lines.push('  </file>');
  }
  return `${[...lines, '</checkstyle>'].join('\n')}\n`;
}

/** A text as an attribute. Line ends are kept, and what XML 1.0 cannot hold (section 2.2) becomes the sign for that. */
function attribute(text: string): string {
  return text
    .replace(/[&<>"]/g, (sign) => NAMES[sign])
    .replace(/[\t\n\r]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/[^\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}
