/**
 * Which PTR records are known to agree with an address: a zone that has the address finds the PTR record that leads back to it, and the reverse zone need
 * not look for the address again. So each pair is compared once, whichever of the two zones is checked first, however many zones there are.
 */
import type { NameId } from '../../../dns/names.ts';
import { TYPE } from '../../../dns/types.ts';
import { entryOf, NO_RECORD, type RecordRef } from '../../../zone/chunk.ts';
import { modelChanges, type ZoneModel } from '../../../zone/model.ts';

/** For each record of a reverse zone the number of the zone that has the address and the name; 0 where none is known. */
interface Agreed {
  readonly changes: number;
  readonly zones: Int32Array;
}

const AGREED = new WeakMap<ZoneModel, Agreed>();

/**
 * True where a name of a reverse zone has one PTR record, which names `host`, a name that `zone` has the address of. It is remembered until the next record
 * of any zone comes or goes.
 */
export function findsAgreement(reverse: ZoneModel, name: NameId, zone: ZoneModel, host: NameId): boolean {
  const ref = reverse.only(name, TYPE.PTR);
  if (ref === NO_RECORD) return false;
  const chunk = reverse.chunk(ref);
  if (chunk.targets[entryOf(chunk, ref)] !== host) return false;
  let agreed = AGREED.get(reverse);
  if (agreed?.changes !== modelChanges()) {
    agreed = { changes: modelChanges(), zones: new Int32Array(reverse.refs) };
    AGREED.set(reverse, agreed);
  }
  // Of the copies of a zone the first one: it is the one that the reverse zone looks into, most often.
  if (agreed.zones[ref] === 0) agreed.zones[ref] = zone.number;
  return true;
}

/** True where it is known that the zone has the address of a PTR record at the name which that names. */
export function isAgreed(reverse: ZoneModel, ref: RecordRef, zone: ZoneModel): boolean {
  const agreed = AGREED.get(reverse);
  return agreed?.changes === modelChanges() && agreed.zones[ref] === zone.number;
}

/** Forgets what is known of a reverse zone. */
export function forgetAgreed(reverse: ZoneModel): void {
  AGREED.delete(reverse);
}
