/** Targets of records in other zones. */
import { parseAddress } from '../../../dns/addresses.ts';
import { type NameId, NO_NAME } from '../../../dns/names.ts';
import { TYPE } from '../../../dns/types.ts';
import { t } from '../../../l10n.ts';
import type { ZoneModel, ZoneRecord } from '../../../zone/model.ts';
import { isInvalid, rdataWord } from '../../../zone/record.ts';
import type { Neighbour, ZoneContext } from '../context.ts';
import { ownerPlace, type ZoneReportExtra } from '../places.ts';
import { isInternalAddress } from './addressKinds.ts';
import { lookupHost } from './lookup.ts';
import { isInside } from './views.ts';

/** True where the zone that holds a record's target answers for the name and has nothing that the record leads to: no record for an alias, no address for the others. */
export function leadsNowhere({ type, target }: ZoneRecord, home: ZoneModel): boolean {
  const host = lookupHost(home, target);
  if (host.kind !== 'here') return false;
  if (type !== TYPE.CNAME) return !host.a && !host.aaaa;
  return host.at === target && !home.hasOwner(target);
}

/** The same the other way round: the zone has what the record leads to, itself. */
function leadsSomewhere({ type, target }: ZoneRecord, home: ZoneModel): boolean {
  const host = lookupHost(home, target);
  return host.kind === 'here' && (type === TYPE.CNAME ? home.hasOwner(host.at) : host.a || host.aaaa);
}

/** True where a name has addresses in a zone, all of which are for use inside a network. */
function isInternalOnly(name: NameId, home: ZoneModel): boolean {
  if (home.cutAbove(name) !== NO_NAME) return false;
  const addresses = home
    .owned(name)
    .filter((record) => (record.type === TYPE.A || record.type === TYPE.AAAA) && !isInvalid(record));
  return (
    addresses.length > 0 &&
    addresses.every((record) => {
      const octets = parseAddress(rdataWord(record, 0));
      return octets !== undefined && isInternalAddress(octets);
    })
  );
}

/** The zone of a view for clients inside that alone has what a record of a view for everyone leads to; undefined where others may have it, or nobody has. */
export function insideOnly(record: ZoneRecord, context: ZoneContext): Neighbour | undefined {
  if (context.settings.view?.clients !== 'anyone') return undefined;
  const others = context.inOtherViews?.(record.target) ?? [];
  const inside = others.find((zone) => isInside(zone) && leadsSomewhere(record, zone.model));
  // Another view for everyone may have it, for those who ask that one.
  if (!inside || !others.every(isInside)) return undefined;
  const home = context.neighbour?.(record.target);
  if (home) return leadsNowhere(record, home.model) ? inside : undefined;
  if (context.isHeldHere?.(record.target)) return undefined;
  return isInternalOnly(record.target, inside.model) ? inside : undefined;
}

/** What is said of a target of the zone itself that a view for clients inside has and this view, for everyone, has not. */
export interface InsideCopy {
  /** The view that has it, and this one. */
  readonly view: string;
  readonly here: string;
  readonly related: NonNullable<ZoneReportExtra['related']>;
}

/** The view for clients inside whose copy of the zone has what a record leads to; undefined where its own view is not for everyone, or none has it. */
export function insideCopyOf(record: ZoneRecord, context: ZoneContext): InsideCopy | undefined {
  if (context.settings.view?.clients !== 'anyone') return undefined;
  const others = context.inOtherViews?.(record.target) ?? [];
  const inside = others.find((zone) => isInside(zone) && leadsSomewhere(record, zone.model));
  if (!inside) return undefined;
  const view = inside.settings.view?.name ?? '';
  const [place] = inside.model.owned(record.target);
  const message = t`${context.names.text(record.target)} in the view '${view}'`;
  const related = place ? [{ place: ownerPlace(place), message }] : [];
  return { view, here: context.settings.view.name, related };
}
