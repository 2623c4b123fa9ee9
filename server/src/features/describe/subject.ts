/** What the describing functions are given: a place in a zone, and the workspace around it. */
import type { Zone } from '../../workspace/zone.ts';
import type { ZoneLookup } from '../lookup.ts';
import type { ZoneCursor } from '../zoneCursor.ts';

export interface Subject {
  readonly zone: Zone;
  readonly cursor: ZoneCursor;
  readonly lookup: ZoneLookup;
}
