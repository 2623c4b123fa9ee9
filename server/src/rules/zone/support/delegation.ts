/** A delegation and the zone that is delegated, where the workspace has both. */
import { CLASS } from '../../../dns/classes.ts';
import { type NameId, NO_NAME, ROOT } from '../../../dns/names.ts';
import { TYPE } from '../../../dns/types.ts';
import type { ZoneRecord } from '../../../zone/model.ts';
import { isInvalid } from '../../../zone/record.ts';
import type { Neighbour, ZoneContext } from '../context.ts';

/** False where nothing is delegated, or no zone is there to which it could be. */
export function mayDelegate({ model, hasNeighbours }: ZoneContext): boolean {
  return hasNeighbours !== false && model.cuts.size > 0;
}

/** The zone of the workspace that a name is delegated to; undefined where the name is no delegation of this zone, or that zone is not there. */
export function childAt(cut: NameId, context: ZoneContext): Neighbour | undefined {
  const { model } = context;
  if (cut === model.apex || model.cutAbove(cut) !== cut || !model.has(cut, TYPE.NS)) return undefined;
  const child = context.neighbour?.(cut);
  return child?.model.apex === cut && child.model.has(cut, TYPE.SOA) ? child : undefined;
}

/** The zone that the zone is delegated from, where the workspace has it and it delegates. */
export function parentOf(context: ZoneContext): Neighbour | undefined {
  const { apex, names } = context;
  if (apex <= ROOT) return undefined;
  const parent = context.neighbour?.(names.parent(apex));
  return parent?.model.cutAbove(apex) === apex && parent.model.has(apex, TYPE.NS) ? parent : undefined;
}

/** The valid NS records among records, the first of each server, by server. */
export function serverRecords(records: readonly ZoneRecord[]): ReadonlyMap<NameId, ZoneRecord> {
  const servers = new Map<NameId, ZoneRecord>();
  for (const record of records) {
    if (record.type !== TYPE.NS || record.class !== CLASS.IN || record.target < 0 || isInvalid(record)) continue;
    if (record.target !== NO_NAME && !servers.has(record.target)) servers.set(record.target, record);
  }
  return servers;
}
