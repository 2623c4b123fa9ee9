import type { NameId } from '../../dns/names.ts';
import { ttlText } from '../../dns/ttl.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { counted, t } from '../../l10n.ts';
import { EntryFlag, EntryKind, type ParsedChunk } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import type { ZoneContext } from './context.ts';
import { census, type Found } from './support/census.ts';
import { lineAtTop } from './support/edits.ts';
import type { ZoneRule } from './zoneRule.ts';

/** A record that says its TTL, and the TTL of those above it. */
interface Said {
  readonly owner: NameId;
  readonly ttl: number;
  readonly above: number;
}

/** What a chunk says: its records without a TTL before the first that says one, those that inherit within it, and the one that says one last. */
interface Inheriting {
  readonly leading: readonly number[];
  readonly within: readonly number[];
  readonly last: Said | undefined;
}

/** True where an entry has the TTL that was said for another name, and that is not the one of the records above. */
function inherits({ owners, ttls }: ParsedChunk, entry: number, said: Said | undefined): boolean {
  if (said === undefined || said.above < 0) return false;
  return said.ttl !== said.above && owners[entry] !== said.owner && ttls[entry] === said.ttl;
}

const inheriting = census((chunk): Inheriting | undefined => {
  const { kinds, flags, ttls, owners, count, stateBefore } = chunk;
  if (stateBefore.defaultTtl !== -1) return undefined;
  const leading: number[] = [];
  const within: number[] = [];
  let last: Said | undefined;
  for (let entry = 0; entry < count; entry++) {
    // From here on there is a default.
    if (kinds[entry] === EntryKind.Ttl) break;
    if (kinds[entry] !== EntryKind.Record) continue;
    if ((flags[entry] & EntryFlag.ExplicitTtl) !== 0) {
      last = { owner: owners[entry], ttl: ttls[entry], above: last?.ttl ?? stateBefore.lastTtl };
    } else if (last === undefined) leading.push(entry);
    else if (inherits(chunk, entry, last)) within.push(entry);
  }
  return { leading, within, last };
});

/** The records that inherit, in the order of the files; what `$GENERATE` makes takes no part. */
function inheritingIn(context: ZoneContext): { found: Found<Inheriting>; entry: number }[] {
  const all: { found: Found<Inheriting>; entry: number }[] = [];
  let document: ZoneDocument | undefined;
  let said: Said | undefined;
  for (const found of inheriting.of(context)) {
    if (found.document !== document) {
      document = found.document;
      said = undefined;
    }
    if (!found.isWritten) continue;
    const { leading, within, last } = found.value;
    for (const entry of leading) if (inherits(found.chunk, entry, said)) all.push({ found, entry });
    for (const entry of within) all.push({ found, entry });
    said = last ?? said;
  }
  return all;
}

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
    const all = inheritingIn(context);
    if (all.length === 0) return;
    const [{ found, entry }] = all;
    const { document, chunk } = found;
    const more = all.length - 1;
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
