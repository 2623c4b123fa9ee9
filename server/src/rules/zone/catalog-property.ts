import { type NameId, ROOT } from '../../dns/names.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneContext } from './context.ts';
import { ownerPlace } from './places.ts';
import { labelTexts } from './support/reverse.ts';
import type { ZoneRule } from './zoneRule.ts';

/** What a member may have below its name, and the catalog at its top, with the types (RFC 9432 sections 4.2 and 4.3). */
const OF_MEMBER = new Map([
  ['group', TYPE.TXT],
  ['coo', TYPE.PTR],
]);
/** The properties of BIND's own: at the top and below members in version 1, in `ext` from version 2 on; addresses may have a name for their key. */
const OF_BIND = new Set(['masters', 'primaries', 'allow-query', 'allow-transfer']);

/** The labels below the catalog, outermost first. */
function labelsBelow(owner: NameId, { names, apex }: ZoneContext): string[] {
  return labelTexts(names, owner)
    .slice(0, names.depth(owner) - names.depth(apex))
    .reverse();
}

/** True where the labels and the type are those of a property; of a member's as well, which begin behind its name. */
function isProperty(labels: readonly string[], type: number): boolean {
  const [first, second, ...rest] = labels;
  if (first === 'zones') {
    if (rest.length === 0) return second !== undefined && type === TYPE.PTR;
    const wanted = rest.length === 1 ? OF_MEMBER.get(rest[0]) : undefined;
    return wanted === undefined ? isOfBind(rest) : type === wanted;
  }
  return (first === 'version' && second === undefined && type === TYPE.TXT) || isOfBind(labels);
}

function isOfBind(labels: readonly string[]): boolean {
  return labels[0] === 'ext' || OF_BIND.has(labels[0]);
}

export const catalogProperty: ZoneRule = {
  id: 'zone/catalog-property',
  title: 'Record that is no property of a catalog zone',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  onlyWrittenOwner: true,
  docs: {
    finds:
      'In a zone of a `catalog-zones` statement: a record that is neither a member (a PTR at one label below `zones`), nor a property of it or of the catalog, nor below `ext`.',
    why: 'Servers pass over what they do not know, so the zone is not added, or the property has no effect.',
    bad: '; in a zone of catalog-zones\nversion TXT "2"\na1.zone PTR example.net.\n',
    good: '; in a zone of catalog-zones\nversion TXT "2"\na1.zones PTR example.net.\ngroup.a1.zones TXT "internal"\n',
    sources: ['RFC 9432 sections 4.1 to 4.4', 'BIND 9 Administrator Reference Manual, Catalog Zones'],
  },
  applies: ({ settings }) => settings.catalog === true,
  checkRecord(record, context, report) {
    const { model, names, apex } = context;
    const { owner, type } = record;
    if (owner <= ROOT || owner === apex || !model.isInZone(owner) || type === TYPE.RRSIG || type === TYPE.NSEC) return;
    if (type === TYPE.NSEC3 || isProperty(labelsBelow(owner, context), type)) return;
    report(
      ownerPlace(record),
      t`A ${typeText(type)} record at ${names.text(owner)} is no property of a catalog zone, so servers pass over it. Members are PTR records at LABEL.zones.${names.text(apex)}`,
    );
  },
};
