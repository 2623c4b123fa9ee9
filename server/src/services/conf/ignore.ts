/** The code actions that silence rules in configurations. */
import type { CodeAction } from 'vscode-languageserver-types';
import { TokenKind } from '../../conf/lexer.ts';
import { type ConfTree, tokenAt } from '../../conf/tree.ts';
import type { Problem } from '../../rules/rule.ts';
import type { TextBuffer } from '../../text/buffer.ts';
import { type Commenting, ignoreActions, lineEnd, lineStart } from '../shared/ignore.ts';
import type { BufferOf } from '../shared/ranges.ts';

/** Ignores the problems of a named.conf, one action for each. */
export function confIgnoreActions(
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
    if (kinds[index] === TokenKind.quoted) return true;
    return kinds[index] === TokenKind.comment && tree.text.startsWith('/*', starts[index]);
  };
  const commenting: Commenting = {
    language: 'named-conf',
    start: '//',
    mayEnd: (line) => !isInside(lineEnd(buffer, line)),
    mayPrecede: (line) => !isInside(lineStart(buffer, line)),
  };
  return ignoreActions(problems, buffer, commenting, bufferOf);
}
