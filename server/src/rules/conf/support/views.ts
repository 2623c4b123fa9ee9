/** Whom views are for, as far as their text tells. */
import type { ConfModel, View } from '../../../conf/model.ts';
import type { Block } from '../../../conf/tree.ts';
import type { ViewOfZone } from '../../zone/context.ts';
import { isNone, isOpen, listOf, reachOf } from './matchLists.ts';
import { saysYes } from './words.ts';

type Clients = ViewOfZone['clients'];

const known = new WeakMap<View, Clients>();

/** Whom a view is for: everyone, or those whose addresses it names; unknown where keys, negated elements or lists that are not read decide. */
export function clientsOf(model: ConfModel, view: View): Clients {
  let clients = known.get(view);
  if (!clients) {
    clients = readClients(model, view);
    known.set(view, clients);
  }
  return clients;
}

/** True where a list lets everyone in, and leaves nobody out by an element that is negated or a key. */
export function isForAnyone(model: ConfModel, list: Block): boolean {
  const { elements, isWhole } = reachOf(model, list);
  return isWhole && isOpen(model, list) && elements.every(({ isNegated, key }) => !isNegated && !key);
}

function readClients(model: ConfModel, { scope }: View): Clients {
  const statement = (name: string) => scope.byName.get(name)?.[0];
  if (saysYes(statement('match-recursive-only'))) return 'unknown';
  const destinations = listOf(statement('match-destinations'));
  if (destinations && !isForAnyone(model, destinations)) return 'unknown';
  const setting = statement('match-clients');
  if (!setting) return model.isPart ? 'unknown' : 'anyone';
  const list = listOf(setting);
  if (!list || isNone(list)) return 'unknown';
  const { elements, isWhole } = reachOf(model, list);
  if (!isWhole || elements.some(({ isNegated, key }) => isNegated || key)) return 'unknown';
  if (isOpen(model, list)) return 'anyone';
  // Names that are left stand for no list that is read, but for those that named has itself.
  const isRead = elements.every(
    ({ read, word }) => read?.kind === 'prefix' || /^(?:none|localhost|localnets)$/i.test(word?.text ?? ''),
  );
  return isRead ? 'some' : 'unknown';
}
