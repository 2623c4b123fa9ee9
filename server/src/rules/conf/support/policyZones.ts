/** The zones that `response-policy` and `catalog-zones` name. */

import type { ConfModel, Scope, Setting, Zone } from '../../../conf/model.ts';
import { normalName, placeOf } from '../../../conf/model.ts';
import type { Statement, Word } from '../../../conf/tree.ts';
import { t } from '../../../l10n.ts';
import type { ConfReport } from '../context.ts';
import { viewScopes } from './scopes.ts';
import { elements, isName } from './words.ts';

/** An element of the list, with the word that names its zone. */
export interface NamedZone {
  readonly setting: Setting;
  readonly element: Statement;
  readonly word: Word;
  readonly scope: Scope;
}

/** Every zone that the statement names in what named-checkconf looks at: the views, or options where there are none. */
export function zonesNamedBy(model: ConfModel, name: string): readonly NamedZone[] {
  return viewScopes(model).flatMap((scope) => {
    const setting = scope.byName.get(name)?.[0];
    return elements(setting).flatMap((element) => {
      const [first, second] = element.values;
      const word = first?.kind === 'word' && first.text.toLowerCase() === 'zone' ? second : undefined;
      return setting && word?.kind === 'word' ? [{ setting, element, word, scope }] : [];
    });
  });
}

/** The zone that an element means: the one of its view. */
export function zoneOf(model: ConfModel, { word, scope }: NamedZone): Zone | undefined {
  const origin = normalName(word.text);
  return model.zones.find(
    (zone) =>
      zone.origin === origin &&
      (scope.clause === 'view' ? zone.view?.scope === scope : !zone.view) &&
      zone.type !== 'hint' &&
      zone.type !== 'redirect',
  );
}

/** Reports an element whose zone named does not load from a file or a primary. */
export function checkZone(model: ConfModel, named: NamedZone, what: string, report: ConfReport): void {
  const { word, setting } = named;
  const place = placeOf(setting.file, word);
  if (!isName(word.text)) {
    report(place, t`'${word.text}' is not a domain name, so named refuses the configuration.`);
    return;
  }
  const zone = zoneOf(model, named);
  if (zone?.type === 'primary' || zone?.type === 'secondary') return;
  const message = zone
    ? t`The zone '${word.text}' is not primary or secondary here, so it cannot be a ${what}, and named refuses the configuration.`
    : t`There is no zone '${word.text}' for the ${what}, so named refuses the configuration. Define it as primary or secondary, in the same view.`;
  report(place, message);
}
