/** Times in words: TTLs and where they come from, the SOA's timers, and moments. */

import { MAX_TTL, ttlText } from '../../../dns/ttl.ts';
import { TYPE } from '../../../dns/types.ts';
import { type Marked, marked, t } from '../../../l10n.ts';
import { EntryFlag, EntryKind, type ParsedChunk } from '../../../zone/chunk.ts';
import { code, secondsText } from '../../shared/markdown.ts';
import type { ZoneCursor } from '../cursor.ts';

/** What is usual for the SOA's timers. */
export const SOA_USUAL: Readonly<Record<string, Marked>> = {
  refresh: marked(
    'Usual: 20 minutes to 12 hours (RFC 1912 section 2.2); 24 hours for a small and stable zone (RIPE-203). It may be long where NOTIFY works.',
  ),
  retry: marked('Usual: 3 to 15 minutes or more, and well below refresh (RFC 1912 section 2.2); 2 hours (RIPE-203).'),
  expire: marked('Usual: 2 to 4 weeks (RFC 1912 section 2.2); 1000 hours, which is about 6 weeks (RIPE-203).'),
  minimum: marked(
    'Usual: 1 to 3 hours (RFC 2308 section 5). In a zone without $TTL it is the TTL of records that have none.',
  ),
};

/** The TTL of the record at the cursor, and where it comes from. */
export function describeTtl(cursor: ZoneCursor): string[] {
  const { chunk, entry, record } = cursor;
  if (!record) return [];
  if (record.ttl < 0) return [t`The TTL of this record is not known: neither it nor a line before it has one.`];
  const out = [t`TTL: ${secondsText(record.ttl)}, ${ttlSource(cursor)}.`];
  if (record.ttl === 0 && (chunk.flags[entry] & EntryFlag.ExplicitTtl) !== 0) {
    out.push(t`Resolvers do not keep the record (a TTL above ${MAX_TTL} counts as 0: RFC 2181 section 8).`);
  }
  return out;
}

/** Where the effective TTL comes from; named takes `$TTL`, then the last TTL that stood in a record, then the SOA's minimum. */
function ttlSource({ document, chunk, entry, record }: ZoneCursor): string {
  if ((chunk.flags[entry] & EntryFlag.ExplicitTtl) !== 0) return t`from the record itself`;
  const lineOf = (at: ParsedChunk, index: number): string =>
    t`on line ${document.buffer.positionAt(at.offset + at.starts[index]).line + 1}`;
  const isIncluding = (at: ParsedChunk, index: number): boolean => at.kinds[index] === EntryKind.Include;
  let last: { at: ParsedChunk; index: number } | undefined;
  let soa: { at: ParsedChunk; index: number } | undefined;
  let included = false;
  for (let i = document.chunks.indexOf(chunk); i >= 0; i--) {
    const at = document.chunks[i];
    for (let index = at === chunk ? entry : at.count - 1; index >= 0; index--) {
      if (isIncluding(at, index) && !last) included = true;
      if (at.kinds[index] === EntryKind.Ttl && at.ttls[index] >= 0) {
        return included ? t`from a file that is included above` : t`from $TTL ${lineOf(at, index)}`;
      }
      if (at.kinds[index] !== EntryKind.Record) continue;
      if ((at.flags[index] & EntryFlag.ExplicitTtl) !== 0) {
        last ??= { at, index };
        soa = undefined;
      } else if (at.types[index] === TYPE.SOA) soa = { at, index };
    }
  }
  if (soa)
    return soa.at === chunk && soa.index === entry
      ? t`its own last field, since there is no $TTL`
      : t`from the last field of the SOA ${lineOf(soa.at, soa.index)}, since there is no $TTL`;
  if (included) return t`from a file that is included above`;
  if (document.chunks[0]?.stateBefore.defaultTtl >= 0 || !last) return t`from the file that includes this one`;
  return t`from the record before (${code(String(record?.ttl))} ${lineOf(last.at, last.index)}), since there is no $TTL`;
}

/** The moment that a time field of a signature means: YYYYMMDDHHMMSS, or seconds since 1970. Undefined where it is none. */
export function readMoment(text: string): Date | undefined {
  if (/^\d{14}$/.test(text)) {
    const [year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/
      .exec(text)!
      .slice(1)
      .map(Number);
    const moment = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
    return moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day ? moment : undefined;
  }
  return /^\d{1,10}$/.test(text) && Number(text) <= 0xffffffff ? new Date(Number(text) * 1000) : undefined;
}

/** `in 3 days 2 hours` or `3 days 2 hours ago`, to the hour where it is more than a day. */
export function fromNow(moment: Date, now: Date): string {
  const seconds = Math.round((moment.getTime() - now.getTime()) / 1000);
  const size = Math.abs(seconds);
  const words = ttlText(size >= 86400 ? size - (size % 3600) : size);
  return seconds >= 0 ? t`in ${words}` : t`${words} ago`;
}
