/**
 * `bailiwick-ignore RULE-ID ...` in a comment silences these rules on its line, or on the line below where it stands alone; `bailiwick-ignore-file RULE-ID ...`
 * in the comments that a file begins with, in the whole file.
 */

import type { Problem } from '../rules/rule.ts';
import type { Chunk, TextBuffer } from '../text/buffer.ts';
import type { Language } from './languages.ts';

/** The word that a comment begins with. */
export const IGNORE_WORD = 'bailiwick-ignore';

/** The same for the whole file. */
export const IGNORE_FILE_WORD = `${IGNORE_WORD}-file`;
/** Lines that a file is looked through for it: more are no head. */
export const HEAD_LINES = 200;

const COMMENT_START: Record<Language, string> = { zone: ';', 'named-conf': '(?://|#|/\\*)' };

/** What finds a comment that silences rules in a line of text. */
interface Patterns {
  /** On its line. */
  readonly onLine: RegExp;
  /** On the next line: nothing stands before it. */
  readonly alone: RegExp;
  /** In the whole file. */
  readonly ofFile: RegExp;
}

function patternsOf(start: string): Patterns {
  return {
    // linear: what stands behind the mark is white space up to the word, and the rest of the line.
    onLine: new RegExp(`${start}\\s*${IGNORE_WORD}\\s+([^*]*)`),
    // linear: the same from the start of the line.
    alone: new RegExp(`^\\s*${start}\\s*${IGNORE_WORD}\\s+([^*]*)`),
    // linear: the same from the start of the line.
    ofFile: new RegExp(`^\\s*${start}\\s*${IGNORE_FILE_WORD}\\s+([^*]*)`),
  };
}

/** The comments that silence rules; the group has the rules. */
export const IGNORING: Readonly<Record<Language, Patterns>> = {
  zone: patternsOf(COMMENT_START.zone),
  'named-conf': patternsOf(COMMENT_START['named-conf']),
};

function lineText(buffer: TextBuffer, line: number): string {
  if (line < 0 || line >= buffer.lineCount) return '';
  const start = buffer.lineStart(line);
  return buffer.slice(start, buffer.offsetAt({ line, character: Number.MAX_SAFE_INTEGER }));
}

function ignored(comment: RegExpExecArray | null): readonly string[] {
  return comment ? comment[1].split(/[\s,]+/).filter((word) => word !== '') : [];
}

/** Which chunks have the word in them; few change from one edit to the next. */
const mentioned = new WeakMap<Chunk, boolean>();

function mentions(chunk: Chunk): boolean {
  let known = mentioned.get(chunk);
  if (known === undefined) {
    known = chunk.text.includes(IGNORE_WORD);
    mentioned.set(chunk, known);
  }
  return known;
}

/** Whether a comment in a file may silence something. */
export function maySilence(buffer: TextBuffer): boolean {
  return buffer.chunks.some(mentions);
}

/** A comment that is to silence rules. */
export interface IgnoreComment {
  readonly line: number;
  /** True where it is for the whole file. */
  readonly isOfFile: boolean;
  /** True where nothing else stands on the line: it is for the next one. */
  readonly isAlone: boolean;
  /** What it names, with its place in the file. */
  readonly words: readonly { readonly word: string; readonly start: number }[];
}

/** The comments of a file that are to silence rules. */
export function ignoreComments(buffer: TextBuffer, language: Language): IgnoreComment[] {
  // linear: white space up to the word, and the rest of the line.
  const pattern = new RegExp(`${COMMENT_START[language]}\\s*${IGNORE_WORD}(-file)?\\s+([^*]*)`);
  const comments: IgnoreComment[] = [];
  let offset = 0;
  for (const chunk of buffer.chunks) {
    const start = offset;
    offset += chunk.text.length;
    if (!mentions(chunk)) continue;
    let told = -1;
    for (let at = chunk.text.indexOf(IGNORE_WORD); at >= 0; at = chunk.text.indexOf(IGNORE_WORD, at + 1)) {
      const { line } = buffer.positionAt(start + at);
      if (line === told) continue;
      told = line;
      const text = lineText(buffer, line);
      const found = pattern.exec(text);
      if (!found || isQuoted(text, found.index)) continue;
      const from = buffer.lineStart(line) + found.index + found[0].length - found[2].length;
      const words = Array.from(found[2].matchAll(/[^\s,]+/g), ({ 0: word, index }) => ({
        word,
        start: from + index,
      }));
      if (words.length > 0)
        comments.push({
          line,
          isOfFile: found[1] !== undefined,
          isAlone: text.slice(0, found.index).trim() === '',
          words,
        });
    }
  }
  return comments;
}

/** The lines that a file begins with and that hold comments, or nothing. */
export function headLines(buffer: TextBuffer, language: Language): number {
  let isInside = false;
  for (let line = 0; line < buffer.lineCount; line++) {
    if (line === HEAD_LINES) return line;
    const text = lineText(buffer, line).trim();
    if (!isInside && text !== '' && !(language === 'zone' ? text.startsWith(';') : /^(?:\/\/|#|\/\*)/.test(text)))
      return line;
    if (language === 'zone') continue;
    if (!isInside && text.startsWith('/*')) isInside = true;
    if (!isInside) continue;
    const end = text.indexOf('*/');
    if (end < 0) continue;
    isInside = false;
    // What is written behind a comment is no head.
    const behind = text.slice(end + 2).trim();
    if (behind !== '' && !/^(?:\/\/|#)/.test(behind)) return line;
  }
  return buffer.lineCount;
}

/** The rules that the head of a file silences in all of it. */
export function ignoredInFile(buffer: TextBuffer, language: Language): ReadonlySet<string> {
  const rules = new Set<string>();
  if (!maySilence(buffer)) return rules;
  const { ofFile } = IGNORING[language];
  const lines = headLines(buffer, language);
  for (let line = 0; line < lines; line++) {
    for (const rule of ignored(ofFile.exec(lineText(buffer, line)))) rules.add(rule);
  }
  return rules;
}

/** True where quotes that are opened before a place are not closed there. */
function isQuoted(text: string, at: number): boolean {
  return text.slice(0, at).split('"').length % 2 === 0;
}

/** The problems of a file that no comment in it silences. */
export function withoutIgnored(problems: readonly Problem[], buffer: TextBuffer, language: Language): Problem[] {
  if (problems.length === 0 || !maySilence(buffer)) return [...problems];
  const { onLine, alone } = IGNORING[language];
  const everywhere = ignoredInFile(buffer, language);
  return problems.filter((problem) => {
    if (everywhere.has(problem.rule)) return false;
    const { line } = buffer.positionAt(problem.start);
    const here = ignored(onLine.exec(lineText(buffer, line)));
    const above = ignored(alone.exec(lineText(buffer, line - 1)));
    return !here.includes(problem.rule) && !above.includes(problem.rule);
  });
}

/** True where a comment silences a rule at an offset of a zone's text; `before` is what stands before that text, to the end of a line. */
export function isSilenced(rule: string, text: string, offset: number, before: string): boolean {
  const line = lineStartAt(text, offset);
  const lineBefore =
    line > 0 ? text.slice(lineStartAt(text, line - 1), line) : before.slice(lineStartAt(before, before.length - 1));
  if (ignored(IGNORING.zone.alone.exec(lineBefore)).includes(rule)) return true;
  const end = text.slice(offset).search(/[\r\n]/);
  return ignored(IGNORING.zone.onLine.exec(text.slice(line, end < 0 ? text.length : offset + end))).includes(rule);
}

/** Where the line that holds an offset begins; a line end is part of the line that it ends. */
function lineStartAt(text: string, offset: number): number {
  const to = text[offset] === '\n' && text[offset - 1] === '\r' ? offset - 2 : offset - 1;
  return to < 0 ? 0 : Math.max(text.lastIndexOf('\n', to), text.lastIndexOf('\r', to)) + 1;
}
