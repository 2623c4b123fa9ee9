/** The code actions that silence rules in zone files. */
import type { CodeAction } from 'vscode-languageserver-types';
import type { Problem } from '../../rules/rule.ts';
import type { TextBuffer } from '../../text/buffer.ts';
import { Scanner, TokenKind } from '../../zone/scanner.ts';
import { type Commenting, ignoreActions, lineText } from '../shared/ignore.ts';
import type { BufferOf } from '../shared/ranges.ts';

/** Ignores the problems of a zone file, one action for each. */
export function zoneIgnoreActions(problems: readonly Problem[], buffer: TextBuffer, bufferOf: BufferOf): CodeAction[] {
  const commenting: Commenting = {
    language: 'zone',
    start: ';',
    mayEnd: (line) => endsOutsideQuotes(lineText(buffer, line)),
    // A string ends with its line, so a line never begins inside one.
    mayPrecede: () => true,
  };
  return ignoreActions(problems, buffer, commenting, bufferOf);
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
