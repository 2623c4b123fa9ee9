/** Problems as LSP's diagnostics. */
import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  type Range,
} from 'vscode-languageserver-types';
import { t } from '../../l10n.ts';
import { rulePage } from '../../rules/page.ts';
import type { Problem, Severity } from '../../rules/rule.ts';
import type { FileProblems } from '../../workspace/fileProblems.ts';
import { type BufferOf, toRange } from './ranges.ts';

/** The `source` of every diagnostic. */
const DIAGNOSTIC_SOURCE = 'bailiwick';

/** Problems of one file that are told: VS Code shows no more (its limit for one file). */
export const DIAGNOSTICS_A_FILE = 1000;

const SEVERITY: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const TAG: Record<NonNullable<Problem['tag']>, DiagnosticTag> = {
  deprecated: DiagnosticTag.Deprecated,
  unnecessary: DiagnosticTag.Unnecessary,
};

/** The first character of a file: what a place in a file that is not at hand is shown as. */
const FILE_START: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** A problem as a diagnostic of its file. */
export function toDiagnostic(problem: Problem, bufferOf: BufferOf): Diagnostic {
  const rangeIn = (uri: string, start: number, end: number): Range => {
    const buffer = bufferOf(uri);
    return buffer ? toRange(buffer, start, end) : FILE_START;
  };
  const related = problem.related?.map(
    ({ uri, start, end, message }): DiagnosticRelatedInformation => ({
      location: { uri, range: rangeIn(uri, start, end) },
      message,
    }),
  );
  return {
    range: rangeIn(problem.uri, problem.start, problem.end),
    severity: SEVERITY[problem.severity],
    code: problem.rule,
    codeDescription: { href: rulePage(problem.rule) },
    source: DIAGNOSTIC_SOURCE,
    message: problem.message,
    ...(problem.tag ? { tags: [TAG[problem.tag]] } : {}),
    ...(related && related.length > 0 ? { relatedInformation: related } : {}),
    data: { ...problem.data, rule: problem.rule },
  };
}

/** The problems of a file as its diagnostics. Where some are left out, the last one says how many. */
export function toDiagnostics({ problems, left }: FileProblems, bufferOf: BufferOf): Diagnostic[] {
  const diagnostics = problems.map((problem) => toDiagnostic(problem, bufferOf));
  if (left > 0) diagnostics.push(leftOut(left, problems.length));
  return diagnostics;
}

/** What stands last where diagnostics were left out. */
function leftOut(left: number, kept: number): Diagnostic {
  const shown = kept > 0 ? t`the ${kept} most severe are shown` : t`none is shown`;
  return {
    range: FILE_START,
    severity: DiagnosticSeverity.Information,
    source: DIAGNOSTIC_SOURCE,
    message: t`This file has ${left} more problems: ${shown}. The command line, bailiwick check, lists all of them.`,
  };
}
