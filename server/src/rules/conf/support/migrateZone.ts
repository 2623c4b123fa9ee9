/** Statements of options and views that have become statements of each zone. */

import type { ConfModel, Setting, Zone } from '../../../conf/model.ts';
import { argumentsOf } from '../../../conf/tree.ts';
import { isYes } from '../../../conf/valueKinds.ts';
import { t } from '../../../l10n.ts';
import type { Fix, FixEdit } from '../../rule.ts';
import { insertion, replacement } from './edits.ts';
import { removal } from './removal.ts';

/** The zones that take a statement of options or of a view over: those of the view, or all of them. */
function zonesBelow(model: ConfModel, setting: Setting): readonly Zone[] {
  const view = model.views.find(({ scope }) => scope.settings.includes(setting));
  return view ? model.zones.filter((zone) => zone.view === view) : model.zones;
}

/** `inline-signing` of options or a view goes into each zone that can be signed and does not say it itself. */
export function inlineSigning(setting: Setting, model: ConfModel): Fix[] {
  const { statement, file } = setting;
  const value = argumentsOf(statement)[0]?.text ?? 'yes';
  const edits: FixEdit[] = [removal(file, statement)];
  const seen = new Set<Zone['scope']['block']>();
  for (const { type, scope, view } of zonesBelow(model, setting)) {
    if ((type !== 'primary' && type !== 'secondary') || scope.byName.has('inline-signing')) continue;
    if (setting.clause === 'options' && view?.scope.byName.has('inline-signing')) continue;
    if (!seen.has(scope.block)) edits.push(insertion(scope.file, scope.block, `inline-signing ${value};`));
    seen.add(scope.block);
  }
  return [{ title: t`Set 'inline-signing' in each zone`, edits, preferred: true }];
}

/** `mirror yes` in a secondary zone, which a few development releases had, is a type of its own. */
export function mirrorZone(setting: Setting, model: ConfModel): Fix[] {
  const { statement, file } = setting;
  const zone = model.zones.find(({ scope }) => scope.block === statement.block);
  const isOn = isYes(argumentsOf(statement)[0]?.text);
  const edits = [removal(file, statement)];
  if (isOn && zone?.typeWord) edits.push(replacement(zone.scope.file, zone.typeWord, 'mirror'));
  return [{ title: t`Write it as 'type mirror'`, edits, preferred: true }];
}
