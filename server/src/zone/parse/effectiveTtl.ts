/** The TTL of a record: its own, `$TTL`, that of a record before it (RFC 1035), or the SOA's minimum (BIND). */
import { MAX_TTL, parseTtl } from '../../dns/ttl.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { UNREADABLE_TTL } from '../lineState.ts';
import type { Parser } from './parser.ts';

const MINIMUM_WORD = 6;

/** Writes the TTL of a record; `ttl` is the one that stands in it, -1 where none does. */
export function setTtl(
  parser: Parser,
  entry: number,
  ttl: number,
  ttlStart: number,
  ttlEnd: number,
  typeStart: number,
  typeEnd: number,
): void {
  const { ttls, types, wordFirsts } = parser.scratch.columns;
  if (ttl >= 0) {
    if (ttl > MAX_TTL) reportTtlTooLarge(parser, ttlStart, ttlEnd);
    parser.lastTtl = ttl > MAX_TTL ? 0 : ttl;
    ttls[entry] = parser.lastTtl;
  } else if (parser.defaultTtl >= 0) ttls[entry] = parser.defaultTtl;
  else if (parser.lastTtl >= 0) ttls[entry] = parser.lastTtl;
  else if (parser.defaultTtl === UNREADABLE_TTL) ttls[entry] = -1;
  else if (types[entry] === TYPE.SOA) {
    const minimum = soaMinimum(parser, wordFirsts[entry]);
    parser.defaultTtl = minimum;
    ttls[entry] = minimum;
    parser.note(
      'zone/soa-minimum-as-ttl',
      typeStart,
      typeEnd,
      t`There is no $TTL before the SOA and the SOA has no TTL, so its last field${minimum >= 0 ? `, ${minimum},` : ''} is taken for every record without one. State it: add a $TTL line at the top.`,
      { minimum },
    );
  } else {
    parser.report(
      'zone/ttl-missing',
      typeStart,
      typeEnd,
      t`This ${typeText(types[entry])} record has no TTL, and neither a $TTL line nor a record before it gives one: the server refuses the zone. Add a $TTL line at the top.`,
    );
  }
}

function soaMinimum(parser: Parser, firstWord: number): number {
  const word = firstWord + MINIMUM_WORD;
  if (word >= parser.words) return 0;
  const { wordStarts, wordEnds } = parser.scratch.columns;
  return parseTtl(parser.source, wordStarts[word], wordEnds[word]) ?? 0;
}

/** Servers take such a TTL as 0, so the record is not invalid. */
export function reportTtlTooLarge(parser: Parser, from: number, to: number): void {
  parser.note(
    'zone/ttl-too-large',
    from,
    to,
    t`The TTL ${parser.source.slice(from, to)} is above 2147483647 seconds (RFC 2181 section 8), so servers take it as 0 and nothing is cached. Write a smaller one.`,
  );
}
