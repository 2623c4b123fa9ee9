/** What the describing functions are given: a place in a zone, and the workspace around it. */
import type { Zone } from '../../../workspace/zone.ts';
import type { ZoneLookup } from '../../shared/lookup.ts';
import type { ZoneCursor } from '../cursor.ts';

/** Digests of octets, which the platform gives: they have to be made at once. */
export interface Digests {
  sha256(octets: Uint8Array): Uint8Array;
}

/** What of the workspace descriptions look at. */
export interface DescribeLookup extends ZoneLookup {
  /** There where the platform has them. */
  readonly digests?: Digests;
}

export interface Subject {
  readonly zone: Zone;
  readonly cursor: ZoneCursor;
  readonly lookup: DescribeLookup;
}
