/** Directives with too few or too many arguments. */
import { t } from '../../l10n.ts';
import type { Parser } from './parser.ts';

export function reportMissingArgument(parser: Parser, from: number, to: number, directive: string, what: string): void {
  parser.report('zone/bad-directive', from, to, t`${directive} needs ${what} behind it.`);
}

/** Reports an argument in quotes, which named takes for file names alone; true where it is one. */
export function reportQuotedArgument(parser: Parser, word: number, directive: string): boolean {
  const { wordStarts, wordEnds, wordQuoted } = parser.scratch.columns;
  if (word >= parser.words || wordQuoted[word] !== 1) return false;
  const shown = parser.text(word);
  parser.report(
    'zone/bad-directive',
    wordStarts[word] - 1,
    wordEnds[word] + 1,
    t`${directive} takes ${shown} only without quotes, and the server refuses the zone. Remove the quotes.`,
    { code: 'quoted' },
  );
  return true;
}

/** Reports what stands behind the last argument that a directive takes; nothing where there is no more. */
export function reportExtraArgument(parser: Parser, most: number, directive: string): void {
  const from = parser.first + 1 + most;
  if (from >= parser.words) return;
  const { wordStarts, wordEnds } = parser.scratch.columns;
  parser.report(
    'zone/bad-directive',
    wordStarts[from],
    wordEnds[parser.words - 1],
    t`${directive} takes no more than ${most === 1 ? t`one argument` : t`${most} arguments`}: delete ${parser.text(from)}, or put a semicolon before it if it is a comment.`,
  );
}
