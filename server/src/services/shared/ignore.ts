/** The code action that silences a rule where it speaks, by a comment. */

import { type CodeAction, CodeActionKind } from 'vscode-languageserver-types';
import { TokenKind as ConfToken } from '../../conf/lexer.ts';
import { type ConfTree, tokenAt } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import type { FixEdit, Problem } from '../../rules/rule.ts';
import type { TextBuffer } from '../../text/buffer.ts';
import { IGNORE_WORD } from '../../workspace/suppress.ts';
import { Scanner, TokenKind } from '../../zone/scanner.ts';
import { type BufferOf, toDiagnostic } from './convert.ts';
import { editAction } from './fixes.ts';

/** How comments are written in a language, and where one may be put. */
interface Commenting {
  /** What begins the comment that is written. */
  readonly start: string;
  /** Finds a comment that ignores already, with the rules that it names. */
  readonly existing: RegExp;
  /** True where a comment can be put at the end of line `line`. */
  mayEnd(line: number): boolean;
  /** True where a line with nothing but a comment can stand before line `line`. */
  mayPrecede(line: number): boolean;
}

/** Ignores the problems of a zone file, one action for each. */
export function ignoreInZone(problems: readonly Problem[], buffer: TextBuffer, bufferOf: BufferOf): CodeAction[] {
  const commenting: Commenting = {
    start: ';',
    existing: new RegExp(`;\\s*${IGNORE_WORD}\\s[^*]*`),
    mayEnd: (line) => endsOutsideQuotes(lineText(buffer, line)),
    // A string ends with its line, so a line never begins inside one.
    mayPrecede: () => true,
  };
  return ignoreActions(problems, buffer, commenting, bufferOf);
}

/** Ignores the problems of a named.conf, one action for each. */
export function ignoreInConf(
  problems: readonly Problem[],
  tree: ConfTree,
  buffer: TextBuffer,
  bufferOf: BufferOf,
): CodeAction[] {
  /** True where the offset, which is the end of a line or the start of one, lies inside a string or a block comment. */
  const isInside = (offset: number): boolean => {
    const index = tokenAt(tree, offset);
    if (index < 0 || offset >= tree.text.length) return false;
    const { kinds, starts } = tree.tokens;
    if (offset === starts[index]) return false;
    if (kinds[index] === ConfToken.quoted) return true;
    return kinds[index] === ConfToken.comment && tree.text.startsWith('/*', starts[index]);
  };
  const commenting: Commenting = {
    start: '//',
    existing: new RegExp(`(?://|#|/\\*)\\s*${IGNORE_WORD}\\s[^*]*`),
    mayEnd: (line) => !isInside(lineEnd(buffer, line)),
    mayPrecede: (line) => !isInside(lineStart(buffer, line)),
  };
  return ignoreActions(problems, buffer, commenting, bufferOf);
}

function ignoreActions(
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
function lineStart(buffer: TextBuffer, line: number): number {
  return buffer.offsetAt({ line, character: 0 });
}

function lineEnd(buffer: TextBuffer, line: number): number {
  return buffer.offsetAt({ line, character: Number.MAX_SAFE_INTEGER });
}

function lineText(buffer: TextBuffer, line: number): string {
  return buffer.slice(lineStart(buffer, line), lineEnd(buffer, line));
}

/** False where the line of a master file ends in a string that is not closed, or in a backslash. */
function endsOutsideQuotes(text: string): boolean {
  const scanner = new Scanner(text);
  let open = false;
  for (let kind = scanner.next(); kind !== TokenKind.End; kind = scanner.next()) {
    if (kind === TokenKind.Comment) return true;
    open = (kind === TokenKind.Quoted || (kind === TokenKind.Word && scanner.pair)) && !scanner.closed;
  }
  return !open && !text.endsWith('\\');
}

function usesCrLf(buffer: TextBuffer, line: number): boolean {
  if (line + 1 >= buffer.lineCount) return false;
  const next = lineStart(buffer, line + 1);
  return buffer.slice(next - 2, next) === '\r\n';
}
