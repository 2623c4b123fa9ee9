/** The code actions that silence rules where they speak, by a comment. */
import { type CodeAction, CodeActionKind } from 'vscode-languageserver-types';
import { t } from '../../l10n.ts';
import type { FixEdit, Problem } from '../../rules/rule.ts';
import type { TextBuffer } from '../../text/buffer.ts';
import { IGNORE_WORD } from '../../workspace/suppress.ts';
import { toDiagnostic } from './diagnostics.ts';
import { editAction } from './fixes.ts';
import type { BufferOf } from './ranges.ts';

/** How comments are written in a language, and where one may be put. */
export interface Commenting {
  /** What begins the comment that is written. */
  readonly start: string;
  /** Finds a comment that ignores already, with the rules that it names. */
  readonly existing: RegExp;
  /** True where a comment can be put at the end of line `line`. */
  mayEnd(line: number): boolean;
  /** True where a line with nothing but a comment can stand before line `line`. */
  mayPrecede(line: number): boolean;
}

/** Ignores problems of a file, one action for each rule and line. */
export function ignoreActions(
  problems: readonly Problem[],
  buffer: TextBuffer,
  commenting: Commenting,
  bufferOf: BufferOf,
): CodeAction[] {
  const actions: CodeAction[] = [];
  const seen = new Set<string>();
  for (const problem of problems) {
    const { line } = buffer.positionAt(problem.start);
    const key = `${problem.rule} ${line}`;
    const edit = seen.has(key) ? undefined : ignoreEdit(problem, line, buffer, commenting);
    seen.add(key);
    const action = edit && editAction(t`Ignore ${problem.rule} here`, CodeActionKind.QuickFix, [edit], bufferOf);
    if (action) actions.push({ ...action, diagnostics: [toDiagnostic(problem, bufferOf)] });
  }
  return actions;
}

function ignoreEdit(problem: Problem, line: number, buffer: TextBuffer, commenting: Commenting): FixEdit | undefined {
  const insert = (at: number, newText: string): FixEdit => ({ uri: problem.uri, start: at, end: at, newText });
  const comment = `${commenting.start} ${IGNORE_WORD} ${problem.rule}`;
  // A comment that ignores other rules takes this one too.
  const above = line > 0 ? lineText(buffer, line - 1) : '';
  const isAbove = commenting.existing.exec(above);
  if (isAbove && above.slice(0, isAbove.index).trim() === '') {
    return insert(lineStart(buffer, line - 1) + endOf(isAbove), ` ${problem.rule}`);
  }
  const text = lineText(buffer, line);
  const isHere = commenting.existing.exec(text);
  if (isHere) return insert(lineStart(buffer, line) + endOf(isHere), ` ${problem.rule}`);
  if (commenting.mayEnd(line)) {
    const space = text === '' || /\s$/.test(text) ? '' : ' ';
    return insert(lineEnd(buffer, line), `${space}${comment}`);
  }
  if (!commenting.mayPrecede(line)) return undefined;
  const indent = /^[ \t]*/.exec(text)?.[0] ?? '';
  const eol = usesCrLf(buffer, line) ? '\r\n' : '\n';
  return insert(lineStart(buffer, line), `${indent}${comment}${eol}`);
}

/** Where a match ends, without the white space at its end. */
function endOf(match: RegExpExecArray): number {
  return match.index + match[0].trimEnd().length;
}

/** An empty text has one line, too. */
export function lineStart(buffer: TextBuffer, line: number): number {
  return buffer.offsetAt({ line, character: 0 });
}

export function lineEnd(buffer: TextBuffer, line: number): number {
  return buffer.offsetAt({ line, character: Number.MAX_SAFE_INTEGER });
}

export function lineText(buffer: TextBuffer, line: number): string {
  return buffer.slice(lineStart(buffer, line), lineEnd(buffer, line));
}

function usesCrLf(buffer: TextBuffer, line: number): boolean {
  if (line + 1 >= buffer.lineCount) return false;
  const next = lineStart(buffer, line + 1);
  return buffer.slice(next - 2, next) === '\r\n';
}
