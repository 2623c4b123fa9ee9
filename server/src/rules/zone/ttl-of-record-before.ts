import { ttlText } from '../../dns/ttl.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { counted, t } from '../../l10n.ts';
import { EntryFlag, EntryKind } from '../../zone/chunk.ts';
import { census } from './support/census.ts';
import { lineAtTop } from './support/edits.ts';
import type { ZoneRule } from './zoneRule.ts';

/** The records of each chunk that take their TTL from one of another name before them, where that is not the TTL of those above. */
const inheriting = census((chunk) => {
  const { kinds, flags, ttls, owners, count, stateBefore } = chunk;
  if (stateBefore.defaultTtl !== -1) return undefined;
  let found: { entry: number; count: number } | undefined;
  /** The TTL of the records above the one that said its own last. */
  let above = stateBefore.lastTtl;
  let said = -1;
  for (let entry = 0; entry < count; entry++) {
    // From here on there is a default.
    if (kinds[entry] === EntryKind.Ttl) break;
    if (kinds[entry] !== EntryKind.Record) continue;
    if ((flags[entry] & EntryFlag.ExplicitTtl) !== 0) {
      if (said >= 0) above = ttls[said];
      said = entry;
    } else if (
      said >= 0 &&
      above >= 0 &&
      ttls[said] !== above &&
      owners[entry] !== owners[said] &&
      ttls[entry] === ttls[said]
    ) {
      if (found) found.count++;
      else found = { entry, count: 1 };
    }
  }
  return found;
});

export const ttlOfRecordBefore: ZoneRule = {
  id: 'zone/ttl-of-record-before',
  title: 'TTL taken from the record before',
  severity: 'information',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A zone without $TTL in which a record without a TTL follows a record of another name with a TTL of its own. The first one is told.',
    why: 'Without $TTL a record has the TTL of the record before it (RFC 1035), so a TTL that was meant for one name holds for those behind it, and changes when lines are moved.',
    bad: '@ 7200 SOA ns1 hostmaster 1 7200 900 1209600 3600\n@ NS ns1.example.net.\nwww 60 A 192.0.2.80\nftp A 192.0.2.81\n',
    good: '$TTL 7200\n@ SOA ns1 hostmaster 1 7200 900 1209600 3600\n@ NS ns1.example.net.\nwww 60 A 192.0.2.80\nftp A 192.0.2.81\n',
    sources: ['RFC 1035 section 5.1', 'RFC 2308 section 4', 'named: using RFC1035 TTL semantics'],
  },
  censuses: [inheriting],
  checkZone(context, report) {
    const found = inheriting.of(context);
    if (found.length === 0) return;
    const [{ document, chunk, value }] = found;
    const { entry } = value;
    const more = found.reduce((sum, each) => sum + each.value.count, 0) - 1;
    const ttl = ttlText(chunk.ttls[entry]);
    const type = typeText(chunk.types[entry]);
    report(
      { document, chunk, start: chunk.typeStarts[entry], end: chunk.typeEnds[entry] },
      more === 0
        ? t`There is no $TTL, so this ${type} record has the TTL of the record before it, ${ttl}, which was said for another name. Add a $TTL line at the top.`
        : t`There is no $TTL, so this ${type} record has the TTL of the record before it, ${ttl}, which was said for another name; so have ${counted(more, t`more record`, t`more records`)}. Add a $TTL line at the top.`,
    );
  },
  fixes(_problem, context) {
    const soa = context.model.rrset(context.apex, TYPE.SOA)[0];
    if (!soa || soa.ttl < 0) return [];
    const edit = lineAtTop(context, `$TTL ${soa.ttl}`);
    return edit ? [{ title: t`Add $TTL ${soa.ttl}, the TTL of the SOA`, edits: [edit] }] : [];
  },
};
