/** Pieces of Markdown for hovers. What comes from a file is always shown as code, so that it cannot be anything else. */
import { ttlText } from '../../dns/ttl.ts';
import { counted, t } from '../../l10n.ts';

/** The longest piece of a file that a hover shows, in UTF-16 units. */
const LONGEST = 300;

/** Text as inline code. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  const shown = line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
  const longest = longestRun(shown);
  if (longest === 0) return shown === '' ? '` `' : `\`${shown}\``;
  const fence = '`'.repeat(longest + 1);
  return `${fence} ${shown} ${fence}`;
}

/** Lines as a block of code. */
export function codeBlock(language: string, lines: readonly string[]): string {
  const text = lines.map((line) => (line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line)).join('\n');
  const longest = Math.max(2, longestRun(text));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** A text with its first letter in upper case. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A link to a file. */
export function link(text: string, uri: string): string {
  return `[${text.replace(/[\\[\]`*_<>]/g, '\\$&')}](<${uri.replace(/[<>\s]/g, encodeURIComponent)}>)`;
}

/** `3600 seconds: 1 hour`. */
export function secondsText(seconds: number): string {
  const words = ttlText(seconds);
  const plain = counted(seconds, t`second`, t`seconds`);
  return words === plain ? `**${plain}**` : `**${words}** (${plain})`;
}

/** The length of the longest run of backticks. */
function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
