/** Answers that are cut at a limit. */
import { t } from '../../l10n.ts';

/** A list that was cut at a limit, and how many are left out. */
export interface Bounded<T> {
  readonly items: T[];
  readonly left: number;
}

/** What is in the list; that it was cut is said in the log. `what` names the items, for the user. */
export function itemsOf<T>({ items, left }: Bounded<T>, what: string, log: (message: string) => void): T[] {
  if (left > 0) log(t`${what}: ${items.length} are shown, ${left} more are left out.`);
  return items;
}
