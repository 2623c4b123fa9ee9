import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { EntryFlag } from '../../zone/chunk.ts';
import { isInvalid } from '../../zone/record.ts';
import { replacement } from './support/edits.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const textDoubleEscape: ZoneRule = {
  id: 'zone/text-double-escape',
  title: 'Semicolon that is escaped twice',
  severity: 'warning',
  since: '0.1.0',
  fix: 'safe',
  types: [TYPE.TXT],
  skipUnless: { hasNewData: true },
  docs: {
    finds: 'Two backslashes and a semicolon in the text of a TXT record.',
    why: 'Two backslashes are one backslash of the text, so readers see `\\;` where a semicolon was meant: a DKIM or DMARC record with it is not valid. In quotes a semicolon needs no backslash at all.',
    bad: 'x TXT "v=test1\\\\; id=rsa"\n',
    good: 'x TXT "v=test1; id=rsa"\n',
    sources: ['RFC 1035 section 5.1', 'octoDNS: chunked-value-rfc'],
  },
  checkRecord(record, _context, report) {
    if (isInvalid(record) || isGeneric(record)) return;
    const { document, chunk, entry } = record;
    if ((chunk.flags[entry] & EntryFlag.Plain) !== 0) return;
    for (let at = chunk.wordFirsts[entry]; at < chunk.wordFirsts[entry + 1]; at++) {
      if (chunk.wordQuoted[at] === 0) continue;
      const text = chunk.text.slice(chunk.wordStarts[at], chunk.wordEnds[at]);
      if (!text.includes('\\\\')) continue;
      for (const { index, length } of escapedBackslashes(text)) {
        const start = chunk.wordStarts[at] + index;
        report(
          { document, chunk, start, end: start + length },
          t`\`\\\\;\` puts a backslash into the text, before the semicolon. In quotes, write the semicolon alone.`,
        );
      }
    }
  },
  fixes: (problem) => [replacement(problem, t`Write the semicolon alone`, ';')],
};

/** Runs of escaped backslashes with the semicolon behind them. */
function* escapedBackslashes(text: string): Iterable<{ readonly index: number; readonly length: number }> {
  for (let at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at)) {
    let end = at;
    while (text[end] === '\\') end++;
    // An odd number escapes what stands behind it.
    if ((end - at) % 2 === 0 && text[end] === ';') yield { index: at, length: end + 1 - at };
    at = end + ((end - at) % 2);
  }
}
