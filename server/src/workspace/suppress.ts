/** `bailiwick-ignore RULE-ID ...` in a comment silences these rules on its line, or on the line below where it stands alone. */

import type { Problem } from '../rules/rule.ts';
import type { TextBuffer } from '../text/buffer.ts';
import type { Language } from './languages.ts';

/** The word that a comment begins with. */
export const IGNORE_WORD = 'bailiwick-ignore';

const COMMENT_START: Record<Language, string> = { zone: ';', 'named-conf': '(?://|#|/\\*)' };

function lineText(buffer: TextBuffer, line: number): string {
  if (line < 0 || line >= buffer.lineCount) return '';
  const start = buffer.lineStart(line);
  return buffer.slice(start, buffer.offsetAt({ line, character: Number.MAX_SAFE_INTEGER }));
}

function ignored(comment: RegExpExecArray | null): readonly string[] {
  return comment ? comment[1].split(/[\s,]+/) : [];
}

/** The problems of a file that no comment in it silences. */
export function withoutIgnored(problems: readonly Problem[], buffer: TextBuffer, language: Language): Problem[] {
  if (problems.length === 0 || !buffer.chunks.some((chunk) => chunk.text.includes(IGNORE_WORD))) return [...problems];
  const start = COMMENT_START[language];
  const onLine = new RegExp(`${start}\\s*${IGNORE_WORD}\\s+([^*]*)`);
  const alone = new RegExp(`^\\s*${start}\\s*${IGNORE_WORD}\\s+([^*]*)`);
  return problems.filter((problem) => {
    const { line } = buffer.positionAt(problem.start);
    const here = ignored(onLine.exec(lineText(buffer, line)));
    const above = ignored(alone.exec(lineText(buffer, line - 1)));
    return !here.includes(problem.rule) && !above.includes(problem.rule);
  });
}
