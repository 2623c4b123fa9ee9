import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { rdataCount, rdataWord } from '../../zone/record.ts';
import { wordPlace } from './places.ts';
import type { ZoneRule } from './zoneRule.ts';

/** What people write for something that is still to be filled in, as the start of a name or as a word in capitals. */
const START =
  /^(?:change[-_]?me|fix[-_]?me|todo|tbd|replace[-_]?(?:me|this)|(?:your|my)[-_]?(?:domain|server|host|ip|site|company|name)|domain\.tld|xxx\.xxx)(?![a-z])/i;
const WORD =
  /\b(?:CHANGE_?ME|FIXME|TODO|REPLACE_?ME|REPLACE_WITH_\w+|YOUR_[A-Z_]+|INSERT_[A-Z_]+)\b|<(?:your|insert)[\w -]*>/;

/** First letters of what START finds. */
const IS_FIRST = new Uint8Array(128);
for (const letter of 'cdfmrtxyCDFMRTXY') IS_FIRST[letter.charCodeAt(0)] = 1;
const LESS = 0x3c;

/** A cheap look before the expressions: `WORD` begins in capitals or with a `<`. */
function mayBePlaceholder(text: string, start: number, end: number): boolean {
  if (start < end && IS_FIRST[text.charCodeAt(start) & 0x7f] === 1) return true;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if ((code >= 0x41 && code <= 0x5a) || code === LESS) return true;
  }
  return false;
}

/** Not a documentation address: it is in use. */
const EXAMPLE = '1.2.3.4';

export const placeholder: ZoneRule = {
  id: 'zone/placeholder',
  title: 'Value that is still to be filled in',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.A, TYPE.CNAME, TYPE.MX, TYPE.NS, TYPE.SOA, TYPE.TXT, TYPE.SRV, TYPE.PTR, TYPE.CAA],

  skipUnless: { hasNewData: true },
  docs: {
    finds: 'A value such as CHANGEME, TODO, YOUR_TOKEN, yourdomain or 1.2.3.4 in the data of a record.',
    why: 'It came from a template and was forgotten: nobody meant to publish it. 1.2.3.4 is an address of somebody else.',
    bad: 'www A 1.2.3.4\n',
    good: 'www A 192.0.2.80\n',
    sources: ['RFC 5737 for addresses in examples'],
  },
  checkRecord(record, _context, report) {
    if (record.type === TYPE.A) {
      const { chunk, entry } = record;
      const first = chunk.wordFirsts[entry];
      // Most records are addresses: they are compared where they stand.
      if (chunk.wordEnds[first] - chunk.wordStarts[first] !== EXAMPLE.length) return;
      if (!chunk.text.startsWith(EXAMPLE, chunk.wordStarts[first])) return;
      report(
        wordPlace(record, 0),
        t`1.2.3.4 is the address that examples have, and it belongs to somebody else. Write the address that is meant.`,
      );
      return;
    }
    const { chunk, entry } = record;
    const first = chunk.wordFirsts[entry];
    const count = rdataCount(record);
    for (let word = 0; word < count; word++) {
      if (!mayBePlaceholder(chunk.text, chunk.wordStarts[first + word], chunk.wordEnds[first + word])) continue;
      const text = rdataWord(record, word);
      if (!START.test(text) && !WORD.test(text)) continue;
      report(
        wordPlace(record, word),
        t`${text.slice(0, 40)} looks as if it were still to be filled in. Write the value that is meant.`,
      );
      return;
    }
  },
};
