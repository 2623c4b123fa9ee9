/** What may stand in bailiwick.toml: the names of settings, and their values. */
import { CompletionItemKind, type CompletionList } from 'vscode-languageserver-types';
import type { TextBuffer } from '../../text/buffer.ts';
import type { SettingRow } from '../../workspace/settingsFile/settingRows.ts';
import { type CompletionOptions, completionList, type Draft, snippetText } from '../shared/drafts.ts';
import { settingText } from './hover.ts';
import { memberOf, namesIn, rowAt } from './place.ts';

/** What a line is for, and the word before the cursor. */
interface Spot {
  readonly what: 'header' | 'key' | 'value';
  /** The names that lead to where the word stands. */
  readonly path: readonly string[];
  /** Where the word begins in the line. */
  readonly start: number;
}

/** A name that needs no quotes. */
const BARE = /^[\w-]+$/;

/** What may stand at an offset of a settings file. */
export function settingsCompletion(buffer: TextBuffer, offset: number, options: CompletionOptions): CompletionList {
  const text = buffer.slice(0, buffer.length);
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  const rest = /^[^\s=#,\]}]*/.exec(text.slice(offset))![0];
  const spot = spotIn(before, headerAbove(text.slice(0, lineStart)));
  if (!spot) return { isIncomplete: false, items: [] };
  const row = rowAt(spot.path);
  const items = row ? draftsOf(spot, row) : [];
  const start = lineStart + spot.start;
  return completionList({ items, complete: true }, { buffer, start, end: offset + rest.length, offset }, options);
}

/** The names of the last table that begins above. */
function headerAbove(text: string): string[] {
  const header = text.match(/^[ \t]*\[[^\n]*/gm)?.at(-1);
  return header === undefined ? [] : namesIn(header.split(']')[0]);
}

function spotIn(before: string, above: readonly string[]): Spot | undefined {
  const header = /^[ \t]*\[/.exec(before);
  if (header) {
    if (before.includes(']')) return undefined;
    const start = wordStart(before, header[0].length, '.');
    return { what: 'header', path: namesIn(before.slice(header[0].length, start)), start };
  }
  const equals = /^[^"'=#]*(?:(?:"[^"]*"|'[^']*')[^"'=#]*)*=/.exec(before);
  if (!equals) {
    if (before.includes('#')) return undefined;
    const start = wordStart(before, 0, '.');
    return { what: 'key', path: [...above, ...namesIn(before.slice(0, start))], start };
  }
  const start = valueStart(before);
  if (before.slice(equals[0].length, start).trim() !== '') return undefined;
  return { what: 'value', path: [...above, ...namesIn(equals[0].slice(0, -1))], start };
}

/** Where the word before the cursor begins, with its quote. */
function valueStart(before: string): number {
  let start = before.length;
  while (start > 0 && /[\w.-]/.test(before[start - 1])) start--;
  return start > 0 && /["']/.test(before[start - 1]) ? start - 1 : start;
}

/** Where the last name before the cursor begins, behind dots that stand in no quotes. */
function wordStart(before: string, from: number, separator: string): number {
  let start = from;
  let quote = '';
  for (let at = from; at < before.length; at++) {
    const sign = before[at];
    if (quote !== '') quote = sign === quote ? '' : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === separator || sign === ' ' || sign === '\t') start = at + 1;
  }
  return start;
}

function draftsOf({ what, path }: Spot, row: SettingRow): Draft[] {
  if (what === 'value') return valuesOf(path, row);
  if (row.kind !== 'table') return [];
  return Object.keys(row.members).flatMap((name) => {
    const member = memberOf(row, name)!;
    const isTable = member.kind === 'table' || member.kind === 'map';
    // In a table's name only tables can follow.
    if (what === 'header' && !isTable) return [];
    const written = BARE.test(name) ? name : `"${name}"`;
    return [
      {
        label: name,
        insert: written,
        filter: written,
        ...(what === 'key' && !isTable
          ? { insert: `${written} = `, snippet: `${snippetText(written)} = ${shapeOf(member)}` }
          : {}),
        kind: isTable ? CompletionItemKind.Module : CompletionItemKind.Property,
        doc: settingText([...path, name], member),
      },
    ];
  });
}

/** What a value looks like, as a snippet. */
function shapeOf(row: SettingRow): string {
  switch (row.kind) {
    case 'one of':
      return `"\${1|${row.values.join(',')}|}"`;
    case 'list':
      return '["$1"]';
    case 'text':
      return '"$1"';
    default:
      return '$1';
  }
}

function valuesOf(path: readonly string[], row: SettingRow): Draft[] {
  const doc = settingText(path, row);
  const values =
    row.kind === 'one of' ? row.values.map((each) => `"${each}"`) : row.kind === 'flag' ? ['true', 'false'] : [];
  return values.map((label) => ({ label, doc, kind: CompletionItemKind.EnumMember }));
}
