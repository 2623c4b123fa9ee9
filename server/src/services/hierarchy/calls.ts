/** Calls of a hierarchy, those from one item together. */
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  Range,
} from 'vscode-languageserver-types';

/** Items of one answer. */
const MOST_ITEMS = 1000;
/** Places that one item is shown with. */
const MOST_RANGES = 1000;

export class Calls {
  readonly #calls = new Map<string, { readonly item: CallHierarchyItem; readonly ranges: Range[] }>();
  #left = 0;

  /** Adds a call, by what tells its item from others. */
  add(key: string, range: Range, item: () => CallHierarchyItem): void {
    const known = this.#calls.get(key);
    if (known) {
      if (known.ranges.length < MOST_RANGES) known.ranges.push(range);
    } else if (this.#calls.size >= MOST_ITEMS) this.#left++;
    else this.#calls.set(key, { item: item(), ranges: [range] });
  }

  /** Items beyond those that are told. */
  get left(): number {
    return this.#left;
  }

  incoming(): CallHierarchyIncomingCall[] {
    return [...this.#calls.values()].map(({ item, ranges }) => ({ from: item, fromRanges: ranges }));
  }

  outgoing(): CallHierarchyOutgoingCall[] {
    return [...this.#calls.values()].map(({ item, ranges }) => ({ to: item, fromRanges: ranges }));
  }
}
