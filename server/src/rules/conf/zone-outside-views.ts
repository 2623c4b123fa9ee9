import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';

/** A zone beside views. */
export const zoneOutsideViews: ConfRule = {
  id: 'conf/zone-outside-views',
  title: 'Zone outside of the views',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: 'A zone or a plugin at the top of a configuration that has views; told once a file.',
    why: 'Once there is a view, every zone has to be in one: named refuses the configuration.',
    bad: 'view "inside" {\n\tmatch-clients { localnets; };\n};\nzone "example.com" { type primary; file "db.example.com"; };',
    good: 'view "inside" {\n\tmatch-clients { localnets; };\n\tzone "example.com" { type primary; file "db.example.com"; };\n};',
    sources: ["named-checkconf: `when using 'view' statements, all zones must be in views`"],
  },
  check({ model }, report) {
    const [view] = model.views;
    if (!view) return;
    for (const zone of model.zones) {
      if (zone.view) continue;
      const message = t`The configuration has views, so every zone has to be in one, and named refuses '${zone.name}' here. Move it into a view.`;
      const related = [{ ...placeOf(view.setting.file, view.word), message: t`This is the first view.` }];
      report(placeOf(zone.setting.file, zone.word), message, { related });
    }
    for (const { file, statement } of model.top.byName.get('plugin') ?? []) {
      const message = t`The configuration has views, so every plugin has to be in one, and named refuses it here. Move it into the views that use it.`;
      report(placeOf(file, statement.values[0]), message);
    }
  },
  once: ({ rule }) => rule,
};
