import { type NameId, type NameTable, NameTrait, ROOT } from '../../dns/names.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { ownerPlace } from './places.ts';
import { badHostLabel, isWildcard } from './support/hostname.ts';
import type { ZoneRule } from './zoneRule.ts';

const SPF_LABELS = new Set(['_spf', '_spf_verify', '_spf_rate']);

/** Names that named lets have addresses though they are no host names: Active Directory's global catalog, and what SPF macros look up. */
function isExempt(names: NameTable, owner: NameId, type: number): boolean {
  if (type !== TYPE.A && type !== TYPE.AAAA) return false;
  const parent = names.parent(owner);
  if (names.labelText(owner) === 'gc' && parent > 0 && names.labelText(parent) === '_msdcs') {
    return badHostLabel(names, names.parent(parent)) === undefined;
  }
  if (type !== TYPE.A) return false;
  for (let at = owner; at > 0; at = names.parent(at)) if (SPF_LABELS.has(names.labelText(at))) return true;
  return false;
}

export const ownerNotHostname: ZoneRule = {
  id: 'zone/owner-not-hostname',
  title: 'Address or mail record at a name that is no host name',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.A, TYPE.AAAA, TYPE.MX, TYPE.WKS],
  onlyWrittenOwner: true,
  skipUnless: { ownerTraits: NameTrait.NotHost },
  docs: {
    finds:
      'An A, AAAA, MX or WKS record whose owner has another character than letters, digits and hyphens in a label, or a label that begins or ends with a hyphen.',
    why: 'Many programs refuse such a host name. named refuses a zone with one when it is the primary of the zone, unless check-names says otherwise; named-checkzone only warns.',
    bad: 'web_1 A 192.0.2.80\n',
    good: 'web-1 A 192.0.2.80\n',
    sources: ['RFC 952', 'RFC 1123 section 2.1', 'named: bad owner name (check-names)'],
  },
  checkRecord(record, context, report) {
    const { names } = context;
    if (record.owner < 0 || (names.traits(record.owner) & NameTrait.NotHost) === 0) return;
    if (isExempt(names, record.owner, record.type)) return;
    if (context.originKnown && !context.model.isInZone(record.owner)) return;
    const host = isWildcard(names, record.owner) ? names.parent(record.owner) : record.owner;
    const label = badHostLabel(names, host, context.originKnown ? ROOT : context.apex);
    if (label === undefined) return;
    report(
      ownerPlace(record),
      t`${names.text(record.owner)} is no host name because of its label ${label}: only letters, digits and inner hyphens may stand in the owner of ${typeText(record.type)} records. Rename it, or set check-names for the zone.`,
      { option: 'check-names' },
    );
  },
};
