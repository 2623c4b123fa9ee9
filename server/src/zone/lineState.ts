/** What a line takes over from the lines before it. */
import type { NameId } from '../dns/names.ts';

/** As an owner: none was named yet (NO_NAME: the last one named is no name). */
export const NO_OWNER = -2 as NameId;

/** As a default TTL: there is a `$TTL`, and its value is none. */
export const UNREADABLE_TTL = -2;

/**
 * What a line takes over from the lines before it. A chunk is parsed again only when its text or this changed
 * (two states are the same when all members are).
 */
export interface LineState {
  /** Units of the chunk that belong to a record begun in a chunk before. */
  readonly skip: number;
  readonly origin: NameId;
  readonly owner: NameId;
  readonly class: number;
  /** `$TTL`, or the SOA's minimum where no TTL came before it (BIND); -1 where there is none, UNREADABLE_TTL where it cannot be read. Seconds. */
  readonly defaultTtl: number;
  /** The last TTL that stood in a record (RFC 1035 semantics); -1 where there is none. Seconds. */
  readonly lastTtl: number;
  /** True directly after a `$ORIGIN`, until an owner is named: BIND warns where a record then inherits its owner. */
  readonly afterOrigin: boolean;
  /** The length of what `$GENERATE` lines made so far: there is a bound to it. */
  readonly generatedUnits: number;
}

/** The state a zone's file starts with. */
export function initialState(origin: NameId, zoneClass: number): LineState {
  return {
    skip: 0,
    origin,
    owner: NO_OWNER,
    class: zoneClass,
    defaultTtl: -1,
    lastTtl: -1,
    afterOrigin: false,
    generatedUnits: 0,
  };
}

/** True where both states are the same, so that what was parsed after one holds after the other. */
export function sameState(a: LineState, b: LineState): boolean {
  return (
    a.skip === b.skip &&
    a.origin === b.origin &&
    a.owner === b.owner &&
    a.class === b.class &&
    a.defaultTtl === b.defaultTtl &&
    a.lastTtl === b.lastTtl &&
    a.afterOrigin === b.afterOrigin &&
    a.generatedUnits === b.generatedUnits
  );
}
