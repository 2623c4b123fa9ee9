import { ROOT } from '../../dns/names.ts';
import { MAX_TTL, parseTtl, ttlText } from '../../dns/ttl.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { EntryFlag, EntryKind } from '../../zone/chunk.ts';
import type { ZoneContext } from './context.ts';
import { limit } from './limits.ts';
import { ttlPlace } from './places.ts';
import type { ZoneRule } from './zoneRule.ts';

/** named keeps an answer no longer (max-cache-ttl), and so do the other resolvers (RFC 8767 section 4). Seconds. */
const WEEK = 604800;
/** What is advised as long as the limits allow it, in seconds. */
const ADVISED_LEAST = 60;
const ADVISED_MOST = 86400;

function isExempt({ settings, apex }: ZoneContext): boolean {
  // The list of root servers is not served, and comes with a TTL of 42 days; nobody asks for what is in a catalog (RFC 9432 section 4).
  return settings.type === 'hint' || apex === ROOT || settings.responsePolicy === true || settings.catalog === true;
}

function describe(ttl: number, context: ZoneContext): string {
  const least = Math.max(ADVISED_LEAST, limit(context, 'ttlLeast'));
  if (ttl === 0) {
    return t`A TTL of 0 keeps resolvers from remembering the answer, so every use asks your servers again. Write at least ${least}.`;
  }
  if (ttl < limit(context, 'ttlLeast')) {
    return t`Resolvers ask your servers again after ${ttlText(ttl)} with this TTL. Write at least ${least}.`;
  }
  const most = ttlText(Math.min(ADVISED_MOST, limit(context, 'ttlMost')));
  return ttl > WEEK
    ? t`Resolvers keep an answer for a week at most, and a change takes as long to be seen; this TTL is ${ttlText(ttl)}. Write ${most} or less.`
    : t`A change takes as long to be seen as the TTL is, which is ${ttlText(ttl)} here. Write ${most} or less.`;
}

export const ttlUnusual: ZoneRule = {
  id: 'zone/ttl-unusual',
  title: 'TTL of zero or of more than a week',
  severity: 'hint',
  since: '0.1.0',
  fix: 'none',
  skipUnless: { exceptTypes: [TYPE.NSEC3PARAM, TYPE.RRSIG], hasOddTtl: true },
  docs: {
    finds: 'A TTL, in a record or in `$TTL`, that is 0 or longer than a week.',
    why: 'Answers with 0 are not cached at all. Longer ones than a week are cut by resolvers, and mistakes in them stay for long.',
    bad: 'www 0 A 192.0.2.80\n',
    good: 'www 300 A 192.0.2.80\n',
    sources: ['RFC 1912 section 2.2', 'RFC 8767 section 4', 'named: max-cache-ttl'],
  },
  checkRecord(record, context, report) {
    const { ttl, chunk, entry } = record;
    if (ttl >= limit(context, 'ttlLeast') && ttl <= limit(context, 'ttlMost')) return;
    // dnssec-signzone writes it with 0, and resolvers do not ask for it (RFC 5155 section 4). A signature has the TTL of its records.
    if (record.type === TYPE.NSEC3PARAM || record.type === TYPE.RRSIG) return;
    // A TTL that is taken over is told where it stands.
    if ((chunk.flags[entry] & EntryFlag.ExplicitTtl) === 0 || ttl < 0 || ttl > MAX_TTL || isExempt(context)) return;
    // One above the maximum is taken as 0, and has a rule of its own.
    if (ttl === 0 && parseTtl(chunk.text, chunk.ttlStarts[entry], chunk.ttlEnds[entry]) !== 0) return;
    report(ttlPlace(record), describe(ttl, context));
  },
  checkChunk(chunk, document, context, report) {
    const { kinds, ttls, wordFirsts, wordStarts, wordEnds } = chunk;
    for (let entry = kinds.indexOf(EntryKind.Ttl); entry >= 0; entry = kinds.indexOf(EntryKind.Ttl, entry + 1)) {
      const ttl = ttls[entry];
      const word = wordFirsts[entry];
      if (ttl < 0 || ttl > MAX_TTL || word === wordFirsts[entry + 1] || isExempt(context)) continue;
      if (ttl >= limit(context, 'ttlLeast') && ttl <= limit(context, 'ttlMost')) continue;
      report({ document, chunk, start: wordStarts[word], end: wordEnds[word] }, describe(ttl, context));
    }
  },
};
