/** Where new statements go in a configuration: at the end of a view, or of a file; laid out as the file is. */
import type { ConfFile, View } from '../../conf/model.ts';
import { indentAt } from '../../conf/tree.ts';
import type { FixEdit } from '../../rules/rule.ts';

/** The edit that appends statements, whose lines are indented by tabs, behind the last one of a file. */
export function atEndOf({ uri, tree: { text } }: ConfFile, statements: string): FixEdit {
  const gap = text.trim() === '' ? '' : text.endsWith('\n') ? '\n' : '\n\n';
  return { uri, start: text.length, end: text.length, newText: laidOut(`${gap}${statements}`, text) };
}

/** The edit that appends statements in front of the brace that closes a view; undefined where it is not closed. */
export function atEndOfView({ scope: { block, file } }: View, statements: string): FixEdit | undefined {
  const { text } = file.tree;
  if (block.close < 0) return undefined;
  const outer = indentAt(text, block.owner?.start ?? block.start);
  const inner = innerIndent(text, block.statements[0]?.start, outer);
  const lines = statements.trimEnd().split('\n');
  const body = lines.map((line) => (line === '' ? '' : inner + unitsOf(line, text))).join('\n');
  const lineStart = text.lastIndexOf('\n', block.close - 1) + 1;
  const isAlone = text.slice(lineStart, block.close).trim() === '';
  const at = isAlone ? lineStart : block.close;
  const newText = isAlone ? `${block.statements.length > 0 ? '\n' : ''}${body}\n` : `\n${body}\n${outer}`;
  return { uri: file.uri, start: at, end: at, newText: withEnds(newText, text) };
}

function innerIndent(text: string, first: number | undefined, outer: string): string {
  const found = first === undefined ? '' : indentAt(text, first);
  return found.length > outer.length ? found : outer + unitOf(text);
}

/** What one level is indented by: as the first indented line is. */
function unitOf(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? '\t';
}

function unitsOf(line: string, text: string): string {
  const unit = unitOf(text);
  return unit === '\t' ? line : line.replace(/^\t+/, (tabs) => unit.repeat(tabs.length));
}

function laidOut(statements: string, text: string): string {
  const lines = statements.split('\n').map((line) => unitsOf(line, text));
  return withEnds(lines.join('\n'), text);
}

function withEnds(newText: string, text: string): string {
  return text.includes('\r\n') ? newText.replaceAll('\n', '\r\n') : newText;
}
