import { t } from '../../l10n.ts';
import { EntryFlag, EntryKind, type ParsedChunk } from '../../zone/chunk.ts';
import { targetWordOf } from '../../zone/targets.ts';
import { replacement } from './support/edits.ts';
import type { ZoneRule } from './zoneRule.ts';

/** What programs that write names in octal escape, and how a zone file has it. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ['*', '*'],
  ['-', '-'],
  ['_', '_'],
  ['.', '\\.'],
  ['@', '\\@'],
  ['/', '/'],
]);

/** An escape that has a meaning in octal. */
const ESCAPE = /\\[01][0-7][0-7]/;

export const octalEscape: ZoneRule = {
  id: 'zone/octal-escape',
  title: 'Escape that was meant to be octal',
  severity: 'information',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A name with an escape such as \\052, which is needless as a decimal number, and in octal is a character that programs escape.',
    why: 'An escape of a zone file is decimal: \\052 is the digit 4. Some services export the asterisk of a wildcard as \\052, since they count in octal, and then the wildcard is another name.',
    bad: '\\052.app A 192.0.2.80\n',
    good: '*.app A 192.0.2.80\n',
    sources: ['RFC 1035 section 5.1 (\\DDD)', 'Amazon Route 53: names with escape codes in octal'],
  },
  checkChunk(chunk, document, _context, report) {
    // A look at the text before the names are: quotes in texts are escaped in many zones.
    if (!chunk.text.includes('\\') || !ESCAPE.test(chunk.text)) return;
    for (const { start, end } of names(chunk)) {
      const text = chunk.text.slice(start, end);
      for (const { 1: digits, index } of text.matchAll(/(?<!\\)\\([01][0-7][0-7])/g)) {
        const decimal = String.fromCharCode(Number(digits));
        const octal = String.fromCharCode(Number.parseInt(digits, 8));
        const newText = MEANT.get(octal);
        // An escape that is needed was written on purpose.
        if (newText === undefined || (!/^[a-z0-9]$/i.test(decimal) && Number(digits) < 0x80)) continue;
        const at = start + index;
        const shown = Number(digits) < 0x80 ? decimal : t`the octet ${Number(digits)}`;
        report(
          { document, chunk, start: at, end: at + 4 },
          t`\\${digits} is decimal in a zone file and stands for ${shown}. Programs that count in octal mean ${octal} by it. If that is meant, write ${newText}.`,
          { data: { newText } },
        );
      }
    }
  },
  fixes(problem) {
    const newText = problem.data?.newText;
    return typeof newText === 'string' ? [replacement(problem, t`Write ${newText}`, newText)] : [];
  },
};

/** Where owners and targets with backslashes stand in a chunk. */
function* names(chunk: ParsedChunk): Generator<{ readonly start: number; readonly end: number }> {
  for (let entry = 0; entry < chunk.count; entry++) {
    if (chunk.kinds[entry] !== EntryKind.Record || (chunk.flags[entry] & EntryFlag.Plain) !== 0) continue;
    if (chunk.ownerStarts[entry] >= 0) yield { start: chunk.ownerStarts[entry], end: chunk.ownerEnds[entry] };
    const word = targetWordOf(chunk, entry);
    const at = chunk.wordFirsts[entry] + word;
    if (word >= 0) yield { start: chunk.wordStarts[at], end: chunk.wordEnds[at] };
  }
}
