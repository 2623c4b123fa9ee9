/** With which keys a zone's view answers, and who may ask it, as its configuration says. */

import { type ConfModel, type Named, normalName, type Setting, settingFor } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import { listOf, reachOf } from '../../rules/conf/support/matchLists.ts';
import type { Zone } from '../../workspace/zone.ts';
import { isKeyNamed } from '../keyFile.ts';

export interface ZoneKeys {
  /** The key that leads to the zone's view. */
  readonly view?: Named;
  /** The key that transfers are allowed to, where the view asks for none. */
  readonly transfer?: Named;
  /** Who is to ask, in sentences. */
  readonly notes: readonly string[];
}

/** So many addresses of a list are named. */
const MOST_ADDRESSES = 3;

/** The keys of the zone; none where no configuration loads it. */
export function zoneKeys({ options, model }: Zone): ZoneKeys {
  const conf = options.configuration?.model;
  if (!conf) return { notes: [] };
  const origin = model.names.text(model.apex);
  const statement = conf.zones.find(
    ({ origin: name, view }) => normalName(name) === origin && (view?.name ?? '') === options.view,
  );
  const clients = statement?.view?.scope.byName.get('match-clients')?.[0];
  const view = clients && keyIn(conf, clients);
  const transfers = statement && settingFor(conf, statement, 'allow-transfer');
  const transfer = transfers && !view ? keyIn(conf, transfers) : undefined;
  const notes = clients && !view ? addressNotes(conf, clients, options.view) : [];
  return { notes, ...(view && { view }), ...(transfer && { transfer }) };
}

/** The first key that a list lets in. */
function keyIn(conf: ConfModel, setting: Setting): Named | undefined {
  const list = listOf(setting);
  const found = list && reachOf(conf, list).elements.find(({ key, isNegated }) => key && !isNegated)?.key;
  return found && conf.keys.find(({ name }) => isKeyNamed(name, found.text));
}

/** A view for some addresses answers others by another view, or not at all. */
function addressNotes(conf: ConfModel, setting: Setting, view: string): string[] {
  const list = listOf(setting);
  const words = list
    ? reachOf(conf, list)
        .elements.filter(({ isNegated }) => !isNegated)
        .flatMap(({ word }) => word?.text ?? [])
    : [];
  if (words.length === 0 || words.includes('any')) return [];
  const shown = words.slice(0, MOST_ADDRESSES).join(', ');
  const more = words.length > MOST_ADDRESSES ? ', …' : '';
  return [
    t`The view ${view} is for ${`${shown}${more}`}: asked from elsewhere, servers answer by another view, or not at all.`,
  ];
}
