/** What a zone answers for a host name, as named's integrity checks look it up. */

import { type NameId, NO_NAME, ROOT } from '../../../dns/names.ts';
import { TYPE } from '../../../dns/types.ts';
import type { ZoneModel } from '../../../zone/model.ts';

/** outside: not a name of this zone. alias: the name is a CNAME. renamed: it lies below a DNAME. delegated: another zone has it. */
export type Host =
  | { readonly kind: 'outside' }
  | { readonly kind: 'alias'; readonly at: NameId }
  | { readonly kind: 'renamed'; readonly at: NameId }
  | { readonly kind: 'delegated'; readonly at: NameId; readonly a: boolean; readonly aaaa: boolean }
  | { readonly kind: 'here'; readonly at: NameId; readonly a: boolean; readonly aaaa: boolean };

const OUTSIDE: Host = { kind: 'outside' };

/** Looks a host up in a zone: zone cuts and DNAMEs first, then its records, then the wildcard that covers it. */
export function lookupHost(model: ZoneModel, name: NameId): Host {
  if (name < 0 || !model.isInZone(name)) return OUTSIDE;
  const cut = model.cutAbove(name);
  if (cut !== NO_NAME) {
    const delegated = cut !== model.apex && model.has(cut, TYPE.NS);
    if (!delegated && name !== cut && model.has(cut, TYPE.DNAME)) return { kind: 'renamed', at: cut };
    return { kind: 'delegated', at: cut, a: model.has(name, TYPE.A), aaaa: model.has(name, TYPE.AAAA) };
  }
  const at = model.hasOwner(name) ? name : model.wildcardFor(name);
  if (at === NO_NAME) return { kind: 'here', at: name, a: false, aaaa: false };
  const a = model.has(at, TYPE.A);
  const aaaa = model.has(at, TYPE.AAAA);
  if (!a && !aaaa && model.has(at, TYPE.CNAME)) return { kind: 'alias', at };
  return { kind: 'here', at, a, aaaa };
}

/** True where the zone itself answers for the host and has no address of it. */
export function hasNoAddress(host: Host): boolean {
  return host.kind === 'here' && !host.a && !host.aaaa;
}

/**
 * True where nothing can be wrong with a name as the target of a record, as far as this zone tells: it is outside of the zone, or has addresses and is
 * no alias. A look that spares the rules about targets theirs. The root, which stands for "none", is not settled.
 */
export function isSettledTarget(model: ZoneModel, name: NameId): boolean {
  if (name === ROOT) return false;
  if (!model.isInZone(name)) return true;
  if ((!model.has(name, TYPE.A) && !model.has(name, TYPE.AAAA)) || model.has(name, TYPE.CNAME)) return false;
  const cut = model.cutAbove(name);
  return cut === NO_NAME || (cut !== model.apex && model.has(cut, TYPE.NS));
}
