/**
 * Finds the texts that can be translated. Ours is a scanner of a page rather than `@vscode/l10n-dev`: it has to read our tables too,
 * and that package brings a hundred others.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STATEMENTS } from '../../server/src/conf/statements.ts';
import * as registries from '../../server/src/dns/algorithms.ts';
import { SPECIAL_ROWS } from '../../server/src/dns/specialRanges.ts';
import { TYPES } from '../../server/src/dns/types.ts';
import { ROOT } from './paths.ts';

/** The English texts, each its own key: what a translator begins with. */
export const BUNDLE = join(ROOT, 'l10n', 'bundle.l10n.json');

/** A literal of a source file: its text, with `{0}`, `{1}` for the values of a template, and the offset behind it. */
interface Literal {
  readonly text: string;
  readonly end: number;
}

/** What `\` and the character behind it stand for. */
function unescaped(char: string): string {
  return char === 'n' ? '\n' : char;
}

/** Reads the literal that opens with the quote or backtick at `start`. */
function readLiteral(source: string, start: number): Literal {
  const quote = source[start];
  let text = '';
  let values = 0;
  let at = start + 1;
  while (at < source.length) {
    if (source[at] === quote) return { text, end: at + 1 };
    if (source[at] === '\\') {
      text += unescaped(source[at + 1]);
      at += 2;
    } else if (quote === '`' && source.startsWith('${', at)) {
      text += `{${values++}}`;
      at = skipExpression(source, at + 2);
    } else text += source[at++];
  }
  throw new Error(`a literal does not end: ${source.slice(start, start + 40)}`);
}

/** The offset behind the brace that closes a template's expression. */
function skipExpression(source: string, start: number): number {
  let depth = 1;
  let at = start;
  while (depth > 0 && at < source.length) {
    if (/['"`]/.test(source[at])) at = readLiteral(source, at).end;
    else {
      if (source[at] === '{') depth++;
      if (source[at] === '}') depth--;
      at++;
    }
  }
  return at;
}

/** The texts that a source file shows: t`...`, marked('...') and vscode.l10n.t('...'). Throws where a text is not written out. */
export function textsIn(source: string): string[] {
  const texts: string[] = [];
  for (const match of source.matchAll(/(?<![\w$.'"\\])t`/g)) texts.push(readLiteral(source, match.index + 1).text);
  for (const match of source.matchAll(/(?<!function )(?<![\w$])(?:marked|vscode\.l10n\.t)\(\s*/g)) {
    const start = match.index + match[0].length;
    if (!/['"]/.test(source[start])) throw new Error(`not a literal: ${source.slice(match.index, start + 40)}`);
    texts.push(readLiteral(source, start).text);
  }
  return texts;
}

/** The texts of the tables, which show them by `translated`. */
function tableTexts(): string[] {
  const tables = Object.values(registries).filter((value) => typeof value !== 'function');
  return [
    ...TYPES.flatMap(({ description, fields }) => [description, ...fields.flatMap(({ name, doc }) => [name, doc])]),
    ...tables.flatMap((table) => ('rows' in table ? [table.name, ...table.rows.map(({ doc }) => doc)] : [])),
    ...tables.flatMap((table) => ('rows' in table ? [] : table.flatMap((row) => ('doc' in row ? [row.doc] : [])))),
    ...SPECIAL_ROWS.map(({ name }) => name),
    ...STATEMENTS.flatMap(({ doc, migration }) => (migration ? [doc, migration.text] : [doc])),
  ];
}

/** Every text, as the bundle has it: sorted, each once. */
export function allTexts(): string[] {
  const sources = globSync('{client,server}/src/**/*.ts', { cwd: ROOT });
  const texts = sources.flatMap((file) => textsIn(readFileSync(join(ROOT, file), 'utf8')));
  return [...new Set([...texts, ...tableTexts()])].filter((text) => text !== '').sort();
}

/** The content of the bundle. */
export function bundleText(): string {
  return `${JSON.stringify(Object.fromEntries(allTexts().map((text) => [text, text])), null, 2)}\n`;
}
