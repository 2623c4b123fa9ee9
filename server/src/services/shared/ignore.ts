/** The code actions that are about rules and mend nothing: silencing them by a comment, where they speak or in the file, their severity, their page. */
import { type CodeAction, CodeActionKind } from 'vscode-languageserver-types';
import { t } from '../../l10n.ts';
import type { FixEdit, Problem } from '../../rules/rule.ts';
import type { TextBuffer } from '../../text/buffer.ts';
import type { Language } from '../../workspace/languages.ts';
import { HEAD_LINES, headLines, IGNORE_FILE_WORD, IGNORE_WORD, IGNORING } from '../../workspace/suppress.ts';
import { toDiagnostic } from './diagnostics.ts';
import { editAction } from './fixes.ts';
import type { BufferOf } from './ranges.ts';

/** Commands of the editor: the first is given a rule and a file, the other a rule. */
const SET_SEVERITY = 'bailiwick.setSeverity';
export const SHOW_RULE = 'bailiwick.showRule';

/** How comments are written in a language, and where one may be put. */
export interface Commenting {
  readonly language: Language;
  /** What begins the comment that is written. */
  readonly start: string;
  /** True where a comment can be put at the end of line `line`. */
  mayEnd(line: number): boolean;
  /** True where a line with nothing but a comment can stand before line `line`. */
  mayPrecede(line: number): boolean;
}

/** Rules whose page, severity and file are offered for a selection. */
const MOST_RULES = 5;

/**
 * What can be done about rules where nothing is mended: ignoring a problem on its line, one action for each rule and line, and for each rule ignoring it in
 * the file, its severity and its page. What a server refuses is there to be read about first, and ignored last.
 */
export function ignoreActions(
  problems: readonly Problem[],
  buffer: TextBuffer,
  commenting: Commenting,
  bufferOf: BufferOf,
): CodeAction[] {
  const ignoring: CodeAction[] = [];
  const reading: CodeAction[] = [];
  const seen = new Set<string>();
  const rules = new Set<string>();
  for (const problem of problems) {
    const { rule } = problem;
    const { line } = buffer.positionAt(problem.start);
    const add = (actions: CodeAction[], action: CodeAction | undefined): void => {
      if (action) actions.push({ ...action, diagnostics: [toDiagnostic(problem, bufferOf)] });
    };
    const edits = (edit: FixEdit | undefined, title: string): CodeAction | undefined =>
      edit && editAction(title, CodeActionKind.QuickFix, [edit], bufferOf);
    const key = `${rule} ${line}`;
    if (!seen.has(key)) add(ignoring, edits(ignoreEdit(problem, line, buffer, commenting), t`Ignore ${rule} here`));
    seen.add(key);
    if (rules.has(rule) || rules.size === MOST_RULES) continue;
    rules.add(rule);
    add(ignoring, edits(ignoreFileEdit(problem, buffer, commenting), t`Ignore ${rule} in this file`));
    add(reading, commandAction(t`Set the severity of ${rule}…`, SET_SEVERITY, [rule, problem.uri]));
    add(reading, commandAction(t`Show the rule ${rule}`, SHOW_RULE, [rule]));
  }
  const isRefused = problems.some(({ severity }) => severity === 'error');
  return isRefused ? [...reading.reverse(), ...ignoring] : [...ignoring, ...reading];
}

function commandAction(title: string, command: string, args: readonly unknown[]): CodeAction {
  return { title, kind: CodeActionKind.QuickFix, command: { title, command, arguments: [...args] } };
}

/** The line of the head that ignores rules in the whole file, with one more; else a new line at the end of the head. */
function ignoreFileEdit(problem: Problem, buffer: TextBuffer, commenting: Commenting): FixEdit {
  const insert = (at: number, newText: string): FixEdit => ({ uri: problem.uri, start: at, end: at, newText });
  const lines = headLines(buffer, commenting.language);
  for (let line = 0; line < lines; line++) {
    const found = IGNORING[commenting.language].ofFile.exec(lineText(buffer, line));
    if (found) return insert(lineStart(buffer, line) + endOf(found), ` ${problem.rule}`);
  }
  const comment = `${commenting.start} ${IGNORE_FILE_WORD} ${problem.rule}`;
  const eol = usesCrLf(buffer, 0) ? '\r\n' : '\n';
  // Behind as many lines as a head has nothing is looked for.
  const at = lines < HEAD_LINES ? lines : 0;
  if (at < buffer.lineCount) return insert(lineStart(buffer, at), `${comment}${eol}`);
  const last = buffer.lineCount - 1;
  const isEmpty = lineStart(buffer, last) === lineEnd(buffer, last);
  return insert(lineEnd(buffer, last), `${isEmpty ? '' : eol}${comment}${eol}`);
}

function ignoreEdit(problem: Problem, line: number, buffer: TextBuffer, commenting: Commenting): FixEdit | undefined {
  const insert = (at: number, newText: string): FixEdit => ({ uri: problem.uri, start: at, end: at, newText });
  const comment = `${commenting.start} ${IGNORE_WORD} ${problem.rule}`;
  // A comment that ignores other rules takes this one too.
  const above = line > 0 ? lineText(buffer, line - 1) : '';
  const { onLine, alone } = IGNORING[commenting.language];
  const isAbove = alone.exec(above);
  if (isAbove) {
    return insert(lineStart(buffer, line - 1) + endOf(isAbove), ` ${problem.rule}`);
  }
  const text = lineText(buffer, line);
  const isHere = onLine.exec(text);
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
