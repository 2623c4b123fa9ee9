import { NameTrait } from '../../dns/names.ts';
import { reverseTree } from '../../dns/reverseNames.ts';
import { parseTtl, ttlText } from '../../dns/ttl.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { EntryFlag } from '../../zone/chunk.ts';
import { ownerText } from '../../zone/ownerText.ts';
import { ownerPlace } from './places.ts';
import { insertion } from './support/edits.ts';
import { closing } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

/** TTLs that people write, in seconds; hosts are numbered otherwise. */
const USUAL: ReadonlySet<number> = new Set([
  60, 120, 180, 300, 600, 900, 1200, 1800, 3600, 5400, 7200, 10800, 14400, 18000, 21600, 28800, 43200, 86400, 172800,
  259200, 345600, 432000, 518400, 604800, 1209600, 2419200,
]);
/** Below it a number may as well be that of a room or a port: then the class has to stand beside it. */
const SURE = 1000;

/** Seconds and days: a host may be called 1d, beside 1a, 1b and 1c. */
const LIKE_A_SEAT = /[sd]$/i;
const WITH_UNITS = /^\d{1,3}[smhdw]$/i;

/** Types at numbered names: telephone numbers, addresses, and what signs them. */
const NUMBERED: readonly number[] = [TYPE.PTR, TYPE.NAPTR, TYPE.RRSIG, TYPE.NSEC, TYPE.NSEC3, TYPE.TLSA];

const QUOTE = 0x22;
const OPEN = 0x28;

/** A cheap look at the first character of the owner, or at what stands before it. */
function mayBeNumber(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === QUOTE || code === OPEN;
}

export const ownerLooksLikeTtl: ZoneRule = {
  id: 'zone/owner-looks-like-ttl',
  title: 'TTL in the place of the owner',
  severity: 'information',
  since: '0.1.0',
  fix: 'unsafe',
  onlyWrittenOwner: true,
  skipUnless: { ownerTraits: NameTrait.Number, exceptTypes: NUMBERED, namesNot: 'right' },
  docs: {
    finds:
      'A record that says no TTL and whose owner is a usual TTL, such as 3600 or 1h, in the first column. Where a host may be called so, as 300 and 1d, only with a class behind it.',
    why: 'What stands in the first column is the owner. The line has lost its owner or its indentation, and its record now belongs to a name such as 3600.example.com.',
    bad: '3600 IN A 192.0.2.80\n',
    good: 'www 3600 IN A 192.0.2.80\n',
    sources: ['RFC 1035 section 5.1'],
  },
  checkRecord(record, context, report) {
    const { chunk, entry, type } = record;
    if (NUMBERED.includes(type) || (chunk.flags[entry] & EntryFlag.ExplicitTtl) !== 0) return;
    if (!mayBeNumber(chunk.text.charCodeAt(chunk.starts[entry]))) return;
    if (reverseTree(context.names, record.owner) !== undefined) return;
    const owner = ownerText(chunk, entry);
    const hasUnits = WITH_UNITS.test(owner);
    const ttl = hasUnits ? (parseTtl(owner) ?? 0) : Number(owner);
    if (!(hasUnits || /^\d{2,7}$/.test(owner)) || !USUAL.has(ttl)) return;
    const isSure = hasUnits ? !LIKE_A_SEAT.test(owner) : ttl >= SURE;
    if (!isSure && (chunk.flags[entry] & EntryFlag.ExplicitClass) === 0) return;
    if (context.model.generatedBy(record.ref) !== undefined) return;
    report(
      ownerPlace(record),
      t`${owner} stands in the first column, so it is the owner and not a TTL of ${ttlText(ttl)}: this ${typeText(type)} record belongs to ${closing(context.names.text(record.owner))} Write the owner before it, or indent the line.`,
    );
  },
  fixes: (problem) => [insertion(problem, t`Indent the line`, problem.start, '\t', false)],
};
