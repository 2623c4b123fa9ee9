import type { ConfModel, View } from '../../conf/model.ts';
import { placeOf } from '../../conf/model.ts';
import type { Block } from '../../conf/tree.ts';
import type { Prefix } from '../../dns/prefixes.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { isNone, isOpen, listOf, prefixesOf, reachOf } from './support/matchLists.ts';

/** A view whose clients an earlier one takes. */
export const unreachableView: ConfRule = {
  id: 'conf/unreachable-view',
  title: 'View that no client gets',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A view behind one that takes everyone (`match-clients { any; }`, or none at all), or behind one whose networks hold all of its own.',
    why: 'named takes the first view that matches, so nobody gets this one: its clients see the zones of the other.',
    bad: 'view "outside" {\n\tmatch-clients { any; };\n};\nview "inside" {\n\tmatch-clients { 192.0.2.0/24; };\n};',
    good: 'view "inside" {\n\tmatch-clients { 192.0.2.0/24; };\n};\nview "outside" {\n\tmatch-clients { any; };\n};',
    sources: ['match-clients in the BIND 9 Administrator Reference Manual: the order of the views decides'],
  },
  check({ model }, report) {
    const earlierViews = new Map<string, EarlierViews>();
    for (const view of model.views) {
      const known = earlierViews.get(view.className) ?? new EarlierViews(model);
      earlierViews.set(view.className, known);
      const earlier = known.takerOf(view);
      known.add(view);
      if (!earlier) continue;
      const message = t`The view '${earlier.name}' stands before '${view.name}' and takes all of its clients, so nobody gets this one. Put the narrower view first.`;
      const related = [{ ...placeOf(earlier.setting.file, earlier.word), message: t`This view takes them.` }];
      report(placeOf(view.setting.file, view.word), message, { related });
    }
  },
};

/** So many views that have a network of a view are compared with it. */
const MAX_CANDIDATES = 1_000;

/** The views of a class that were read, by the networks that they take. */
class EarlierViews {
  readonly #model: ConfModel;
  readonly #views: View[] = [];
  /** The views that take a network, by its text; their numbers ascend. */
  readonly #byNetwork = new Map<string, number[]>();
  /** The lengths of networks that there are, by the octets of their addresses. */
  readonly #lengths = new Map<number, Set<number>>([
    [4, new Set()],
    [16, new Set()],
  ]);
  /** The first view that takes everyone. */
  #open = -1;

  constructor(model: ConfModel) {
    this.#model = model;
  }

  add(view: View): void {
    const number = this.#views.push(view) - 1;
    const narrows = ['match-destinations', 'match-recursive-only'];
    if (narrows.some((name) => view.scope.byName.has(name))) return;
    const taken = listOf(view.scope.byName.get('match-clients')?.[0]);
    // A `!key` before `any` sends those with the key on to the next view.
    if (taken && reachOf(this.#model, taken).elements.some(({ isNegated }) => isNegated)) return;
    if (!taken || isOpen(this.#model, taken)) {
      if (this.#open < 0) this.#open = number;
      return;
    }
    for (const { octets, bits } of prefixesOf(this.#model, taken)) {
      this.#lengths.get(octets.length)?.add(bits);
      const key = networkKey(octets, bits);
      const views = this.#byNetwork.get(key);
      if (!views) this.#byNetwork.set(key, [number]);
      else if (views.at(-1) !== number) views.push(number);
    }
  }

  /** The first view that takes all clients of one. */
  takerOf(view: View): View | undefined {
    const list = listOf(view.scope.byName.get('match-clients')?.[0]);
    const number = list && !isNone(list) && isOfPrefixes(this.#model, list) ? this.#firstWith(list) : -1;
    const first = number < 0 || (this.#open >= 0 && this.#open < number) ? this.#open : number;
    return first < 0 ? undefined : this.#views[first];
  }

  #firstWith(list: Block): number {
    let common: ReadonlySet<number> | undefined;
    for (const prefix of prefixesOf(this.#model, list)) {
      const views = this.#containing(prefix);
      common = new Set([...views].filter((number) => !common || common.has(number)));
      if (common.size === 0) return -1;
    }
    return common ? [...common].reduce((least, each) => Math.min(least, each)) : -1;
  }

  /** The views with a network that a prefix lies in. */
  #containing({ octets, bits }: Prefix): ReadonlySet<number> {
    const views = new Set<number>();
    for (const length of this.#lengths.get(octets.length) ?? []) {
      if (length > bits) continue;
      for (const number of this.#byNetwork.get(networkKey(octets, length)) ?? []) {
        if (views.size >= MAX_CANDIDATES) return views;
        views.add(number);
      }
    }
    return views;
  }
}

/** A network as a text to look for: its first bits. */
function networkKey(octets: Uint8Array, bits: number): string {
  const rest = bits % 8;
  const whole = octets.subarray(0, bits >> 3).join('.');
  return `${octets.length}/${bits} ${whole}.${rest === 0 ? '' : octets[bits >> 3] >> (8 - rest)}`;
}

/** True where a list is made of networks only. */
function isOfPrefixes(model: ConfModel, list: Block): boolean {
  const { elements, isWhole } = reachOf(model, list);
  if (!isWhole || elements.length === 0) return false;
  return elements.every(({ isNegated, word }) => !isNegated && word !== undefined && /^[0-9]|:/.test(word.text));
}
