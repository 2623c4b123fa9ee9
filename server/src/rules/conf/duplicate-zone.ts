import type { Zone } from '../../conf/model.ts';
import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import { inParts } from '../../steps.ts';
import type { ConfRule } from './context.ts';

/** A zone that is defined twice in a view. */
export const duplicateZone: ConfRule = {
  id: 'conf/duplicate-zone',
  title: 'Zone defined twice',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'Two zones of the same name and class in the same view, or in a configuration without views. Case and a final dot make no difference. Hint and redirect zones are kept apart from the others.',
    why: 'named refuses the configuration.',
    bad: 'zone "example.com" { type primary; file "db.example.com"; };\nzone "EXAMPLE.com." { type primary; file "db.example.org"; };',
    good: 'zone "example.com" { type primary; file "db.example.com"; };\nzone "example.org" { type primary; file "db.example.org"; };',
    sources: ["named-checkconf: `zone '...': already exists`"],
  },
  *check({ model }, report) {
    const first = new Map<string, Zone>();
    for (const part of inParts(model.zones)) {
      yield;
      for (const zone of part) {
        const key = `${zone.view ? `${zone.view.className} ${zone.view.name}` : ''} ${zone.className} ${kindOf(zone)} ${zone.origin}`;
        const earlier = first.get(key);
        if (!earlier) {
          first.set(key, zone);
          continue;
        }
        const where = zone.view ? t` in view '${zone.view.name}'` : '';
        const message = t`The zone '${zone.name}' is defined a second time${where}, so named refuses the configuration. Delete one of the two.`;
        const related = [{ ...placeOf(earlier.setting.file, earlier.word), message: t`It is first defined here.` }];
        report(placeOf(zone.setting.file, zone.word), message, { related });
      }
    }
  },
};

/** Hints and redirects are kept apart from the zones that are served: the root may have all three. */
function kindOf({ type }: Zone): string {
  return type === 'hint' || type === 'redirect' ? type : '';
}
