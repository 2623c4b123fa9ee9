/** Findings as SARIF 2.1.0 (OASIS), for code scanning. */
import type { Range } from 'vscode-languageserver-types';
import { rulePage } from '../../rules/page.ts';
import type { RuleMeta, Severity } from '../../rules/rule.ts';
import { textsOf } from '../../rules/texts.ts';
import type { Finding, FindingFix } from '../finding.ts';
import { relativeUri } from './paths.ts';

const SARIF_LEVEL: Record<Severity, string> = { error: 'error', warning: 'warning', information: 'note', hint: 'note' };

function sarifRegion(range: Range): object {
  return {
    startLine: range.start.line + 1,
    startColumn: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
  };
}

export function sarif(findings: readonly Finding[], rules: readonly RuleMeta[], version: string): object {
  const used = rules.filter((rule) => findings.some((finding) => finding.rule === rule.id));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'bailiwick',
            informationUri: 'https://github.com/bailiwick-dns/bailiwick',
            version,
            rules: used.map((rule) => ({
              id: rule.id,
              shortDescription: { text: rule.title },
              fullDescription: { text: textsOf(rule).finds },
              help: { text: helpText(rule), markdown: helpMarkdown(rule) },
              helpUri: rulePage(rule.id),
              defaultConfiguration: { level: SARIF_LEVEL[rule.severity] },
              properties: { tags: ['dns', rule.id.split('/')[0]], precision: 'high' },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: 'The folder that the check was run in.' } } },
        results: findings.map((finding) => ({
          ruleId: finding.rule,
          ruleIndex: used.findIndex((rule) => rule.id === finding.rule),
          level: SARIF_LEVEL[finding.severity],
          message: { text: finding.message },
          ...(finding.fingerprint === undefined
            ? {}
            : { partialFingerprints: { 'bailiwick/v1': finding.fingerprint } }),
          ...(finding.fixes && finding.fixes.length > 0 ? { fixes: finding.fixes.map(sarifFix) } : {}),
          locations: [
            {
              physicalLocation: {
                artifactLocation: relativeUri(finding.file),
                region: sarifRegion(finding.range),
              },
            },
          ],
        })),
      },
    ],
  };
}

/** A fix, with its edits by file. */
function sarifFix({ title, edits }: FindingFix): object {
  const files = [...new Set(edits.map(({ file }) => file))];
  return {
    description: { text: title },
    artifactChanges: files.map((file) => ({
      artifactLocation: relativeUri(file),
      replacements: edits
        .filter((edit) => edit.file === file)
        .map(({ range, newText }) => ({ deletedRegion: sarifRegion(range), insertedContent: { text: newText } })),
    })),
  };
}

function helpText(rule: RuleMeta): string {
  const { finds, why, bad, good, sources } = textsOf(rule);
  return [
    finds,
    why,
    `For example:\n${bad.trim()}`,
    `Instead:\n${good.trim()}`,
    `Sources:\n${sources.join('\n')}`,
  ].join('\n\n');
}

function helpMarkdown(rule: RuleMeta): string {
  const { finds, why, bad, good, sources } = textsOf(rule);
  const fence = (code: string): string => `\`\`\`\n${code.trim()}\n\`\`\``;
  const list = sources.map((source) => `- ${source}`).join('\n');
  return [finds, why, 'For example:', fence(bad), 'Instead:', fence(good), 'Sources:', list].join('\n\n');
}
