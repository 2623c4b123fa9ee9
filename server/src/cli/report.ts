/** A check's findings as text, JSON, SARIF 2.1.0 and GitHub's workflow commands. */
import type { Range } from 'vscode-languageserver-types';
import { visibleLine } from '../l10n.ts';
import type { RuleId } from '../rules/ids.ts';
import type { RuleMeta, Severity } from '../rules/rule.ts';
import { textsOf } from '../rules/texts.ts';
import { rulePage } from '../services/shared/diagnostics.ts';
import type { Format } from './options.ts';

/** One finding; ranges are zero-based, as in LSP. */
export interface Finding {
  readonly file: string;
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  readonly fixes?: readonly FindingFix[];
}

export interface FindingFix {
  readonly title: string;
  readonly edits: readonly { readonly file: string; readonly range: Range; readonly newText: string }[];
}

/** The findings in a format, with a final line end where there is anything. */
export function report(
  findings: readonly Finding[],
  format: Format,
  rules: readonly RuleMeta[],
  version: () => string,
): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(findings, null, 2)}\n`;
    case 'sarif':
      return `${JSON.stringify(sarif(findings, rules, version()), null, 2)}\n`;
    case 'github':
      return findings.map((finding) => `${githubLine(finding)}\n`).join('');
    default:
      return findings.map((finding) => `${textLine(finding)}\n`).join('');
  }
}

function textLine({ file, rule, severity, message, range }: Finding): string {
  return visibleLine(`${file}:${range.start.line + 1}:${range.start.character + 1}: ${severity}: ${message} [${rule}]`);
}

const GITHUB_LEVEL: Record<Severity, string> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** A workflow command; its values are escaped as GitHub's toolkit does. */
function githubLine({ file, rule, severity, message, range }: Finding): string {
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

const SARIF_LEVEL: Record<Severity, string> = { error: 'error', warning: 'warning', information: 'note', hint: 'note' };

function sarifRegion(range: Range): object {
  return {
    startLine: range.start.line + 1,
    startColumn: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
  };
}

function sarif(findings: readonly Finding[], rules: readonly RuleMeta[], version: string): object {
  const used = rules.filter((rule) => findings.some((finding) => finding.rule === rule.id));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'bailiwick',
            version,
            rules: used.map((rule) => ({
              id: rule.id,
              shortDescription: { text: rule.title },
              fullDescription: { text: textsOf(rule).finds },
              help: { text: textsOf(rule).why },
              helpUri: rulePage(rule.id),
              defaultConfiguration: { level: SARIF_LEVEL[rule.severity] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => ({
          ruleId: finding.rule,
          ruleIndex: used.findIndex((rule) => rule.id === finding.rule),
          level: SARIF_LEVEL[finding.severity],
          message: { text: finding.message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: finding.file.split('/').map(encodeURIComponent).join('/') },
                region: sarifRegion(finding.range),
              },
            },
          ],
        })),
      },
    ],
  };
}
