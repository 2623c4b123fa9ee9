import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid } from '../../zone/record.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const textNonAscii: ZoneRule = {
  id: 'zone/text-non-ascii',
  title: 'Characters beyond ASCII in a text',
  severity: 'hint',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.TXT, TYPE.SPF],
  skipUnless: { hasNewData: true },
  docs: {
    finds: 'A TXT record with characters that are not ASCII.',
    why: 'The server sends the octets of the file as they are, so what readers see depends on how the file was saved. Most formats that live in TXT records are ASCII only.',
    bad: 'x TXT "Büro"\n',
    good: 'x TXT "B\\195\\188ro"\n',
    sources: ['RFC 1035 section 3.3.14', 'octoDNS: chunked-value-rfc'],
  },
  checkRecord(record, _context, report) {
    if (isInvalid(record) || isGeneric(record)) return;
    const { document, chunk, entry } = record;
    if (chunk.isAscii) return;
    for (let at = chunk.wordFirsts[entry]; at < chunk.wordFirsts[entry + 1]; at++) {
      const text = chunk.text.slice(chunk.wordStarts[at], chunk.wordEnds[at]);
      const found = /[\u0080-\u{10ffff}]+/u.exec(text);
      // Quotes from a word processor have a rule of their own.
      if (!found || /[“”„‟]/.test(text)) continue;
      const start = chunk.wordStarts[at] + found.index;
      report(
        { document, chunk, start, end: start + found[0].length },
        t`${found[0]} is not ASCII, and readers of a TXT record may not take it for what it is. Write it in ASCII where a program reads it.`,
      );
      return;
    }
  },
};
