/** What tools for agents answer: sentences and lists that are counted, and texts that are not too long. */
import { visible } from '../../l10n.ts';

/** A tool is asked for what cannot be: the sentence says why, in the words of whoever asked. */
export class ToolError extends Error {}

/** What a tool is given: of any type. */
export type Arguments = Readonly<Record<string, unknown>>;

/** UTF-16 units of one answer. */
const LONGEST = 24_000;
/** Lines of a list. */
export const MOST_LINES = 200;

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A list below its title; what is left out is counted. */
export function listed(title: string, lines: ReadonlySet<string>): string[] {
  if (lines.size === 0) return [`${title}: none.`];
  const shown = [...lines].slice(0, MOST_LINES);
  const left = lines.size - shown.length;
  return [`${title} (${lines.size}):`, ...shown, ...(left > 0 ? [`(${left} more are not shown)`] : [])];
}

/** A text that shows every character and is not too long: whole lines of it. */
export function bounded(text: string): string {
  const shown = visible(text);
  if (shown.length <= LONGEST) return shown;
  const cut = shown.lastIndexOf('\n', LONGEST);
  const kept = shown.slice(0, cut > 0 ? cut : LONGEST);
  return `${kept}\n(${shown.length - kept.length} more characters are left out; ask for less)`;
}

/** The words of a query, as one line. Throws a ToolError where there are none. */
export function queryWords(given: unknown): string {
  if (typeof given !== 'string' || given.trim() === '') throw new ToolError('"words" are those of dig');
  return given.trim().replace(/\s+/g, ' ');
}
