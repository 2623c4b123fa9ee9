/** What decides in an address match list: the first element that matches. Which elements are never asked because an earlier one has their addresses. */
import type { ConfModel } from '../../../conf/model.ts';
import type { Block } from '../../../conf/tree.ts';
import type { Prefix } from '../../../dns/prefixes.ts';
import { elementsOf, listIn, type MatchElement, reachOf } from './matchLists.ts';

/** An element that never decides, and the one before it that does. */
export interface Unreached {
  readonly element: MatchElement;
  readonly decides: MatchElement;
}

/** Every address of a family. */
const EVERYONE: readonly Prefix[] = [4, 16].map((length) => ({ octets: new Uint8Array(length), bits: 0 }));

/** The networks that were let in, or shut out, so far. */
class Networks {
  readonly #known = new Map<string, MatchElement>();
  readonly #lengths = new Set<number>();

  add(prefix: Prefix, element: MatchElement): void {
    const key = keyOf(prefix, prefix.bits);
    if (!this.#known.has(key)) this.#known.set(key, element);
    this.#lengths.add(prefix.bits);
  }

  /** The element whose network holds all of another. */
  holding(prefix: Prefix): MatchElement | undefined {
    for (const bits of this.#lengths) {
      const found = bits > prefix.bits ? undefined : this.#known.get(keyOf(prefix, bits));
      if (found) return found;
    }
    return undefined;
  }
}

/** A network as a text; bits behind its length do not count. */
function keyOf({ octets }: Prefix, bits: number): string {
  let key = `${octets.length} ${bits}`;
  for (let i = 0; i * 8 < bits; i++) {
    const rest = bits - i * 8;
    key += ` ${rest >= 8 ? octets[i] : octets[i] & (0xff << (8 - rest))}`;
  }
  return key;
}

/** So many networks of a list are looked at. */
const MAX_NETWORKS = 2_000;

/** The elements of a list that never decide, where the one that does says the contrary. */
export function unreachedIn(model: ConfModel, block: Block): readonly Unreached[] {
  const elements = elementsOf(block);
  const found: Unreached[] = [];
  if (!elements.some(({ isNegated }) => isNegated) || elements.every(({ isNegated }) => isNegated)) return found;
  const networks = { in: new Networks(), out: new Networks() };
  let count = 0;
  for (const element of elements) {
    const [same, contrary] = element.isNegated ? [networks.out, networks.in] : [networks.in, networks.out];
    const prefixes = prefixesIn(model, element);
    count += prefixes.found.length;
    if (count > MAX_NETWORKS) break;
    const decides = prefixes.isAll ? holdingAll(contrary, prefixes.found) : undefined;
    if (decides) found.push({ element, decides });
    for (const prefix of prefixes.found) same.add(prefix, element);
  }
  return found;
}

function holdingAll(networks: Networks, prefixes: readonly Prefix[]): MatchElement | undefined {
  let decides: MatchElement | undefined;
  for (const prefix of prefixes) {
    const holding = networks.holding(prefix);
    if (!holding) return undefined;
    decides ??= holding;
  }
  return decides;
}

/** The networks that an element is sure to match; `isAll` where it matches nothing else. */
function prefixesIn(
  model: ConfModel,
  element: MatchElement,
): { readonly found: readonly Prefix[]; readonly isAll: boolean } {
  const { read, word } = element;
  if (read?.kind === 'prefix') return { found: [read.prefix], isAll: true };
  if (word?.text.toLowerCase() === 'any') return { found: EVERYONE, isAll: true };
  const list = listIn(model, element);
  if (!list) return { found: [], isAll: false };
  const { elements, isWhole } = reachOf(model, list);
  const found: Prefix[] = [];
  for (const inner of elements) {
    // What stands behind an exception may be among what it takes out.
    if (inner.isNegated || inner.read?.kind !== 'prefix') return { found, isAll: false };
    found.push(inner.read.prefix);
  }
  return { found, isAll: isWhole };
}
