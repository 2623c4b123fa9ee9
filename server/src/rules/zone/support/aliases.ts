/** Where a CNAME leads within its zone. */

import { type NameId, NO_NAME } from '../../../dns/names.ts';
import { TYPE } from '../../../dns/types.ts';
import type { ZoneModel } from '../../../zone/model.ts';

/** CNAMEs in a row that are followed: many more than any resolver follows. Each alias of a zone is asked where it leads. */
export const FOLLOWED_ALIASES = 100;

/**
 * loop: back to a name it passed. missing: to a name of the zone without records. elsewhere: out of the zone, or to a name that the zone
 * does not answer for. here: to a name with records. long: further than is followed.
 */
export interface AliasEnd {
  readonly kind: 'loop' | 'missing' | 'elsewhere' | 'here' | 'long';
  /** The names that were passed, the first alias included, the last target not. */
  readonly path: readonly NameId[];
  readonly last: NameId;
}

/** True where a target is beyond doubt no CNAME of the zone, which is so for nearly all: a cheap look before it is followed. */
export function leadsToNoAlias(model: ZoneModel, target: NameId): boolean {
  return !model.hasWildcards && !model.has(target, TYPE.CNAME);
}

/** Follows the CNAME of a name, through wildcards too. */
export function followAlias(model: ZoneModel, start: NameId): AliasEnd {
  const path: NameId[] = [];
  const seen = new Set<NameId>();
  let at = start;
  let asked = start;
  for (;;) {
    if (seen.has(at)) return { kind: 'loop', path, last: asked };
    const [cname] = model.rrset(at, TYPE.CNAME);
    if (!cname) return { kind: 'here', path, last: asked };
    if (path.length === FOLLOWED_ALIASES) return { kind: 'long', path, last: asked };
    seen.add(at);
    path.push(asked);
    asked = cname.target;
    if (asked < 0 || !model.isInZone(asked) || model.cutAbove(asked) !== NO_NAME) {
      return { kind: 'elsewhere', path, last: asked };
    }
    at = model.hasOwner(asked) ? asked : model.wildcardFor(asked);
    if (at === NO_NAME) return { kind: 'missing', path, last: asked };
  }
}
