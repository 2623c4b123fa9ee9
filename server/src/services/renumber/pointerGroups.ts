/** PTR records that move together. */

import type { NameId } from '../../dns/names.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import type { PtrPlace } from '../reverse/places.ts';

/** PTR records of one address that move. */
export interface PointerGroup {
  readonly zone: Zone;
  /** The name that they have. */
  readonly name: NameId;
  readonly records: readonly ZoneRecord[];
  readonly octets: Uint8Array;
  readonly moved: Uint8Array;
}

/** A group with the place that it moves to. */
export interface PlacedGroup extends PointerGroup {
  readonly place: PtrPlace;
  /** Those of its records that are not there yet. */
  readonly wanted: readonly ZoneRecord[];
}
