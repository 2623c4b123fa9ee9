/** What the describing functions are given: a place in a zone, and the workspace around it. */
import type { Zone } from '../../../workspace/zone.ts';
import type { ZoneLookup } from '../../shared/lookup.ts';
import type { ZoneCursor } from '../cursor.ts';
import type { Digests } from './dnssec.ts';

export interface Subject {
  readonly zone: Zone;
  readonly cursor: ZoneCursor;
  /** Digests are there where the platform has them. */
  readonly lookup: ZoneLookup & { readonly digests?: Digests };
}
