import { placeOf } from '../../conf/model.ts';
import { lacksTemplate } from '../../conf/templates.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { insertion, zoneAt } from './support/edits.ts';

/** A zone without `type`. */
export const zoneWithoutType: ConfRule = {
  id: 'conf/zone-without-type',
  title: 'Zone without a type',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: 'A zone that has neither `type` nor `in-view`, and whose `template` has no `type`.',
    why: 'named does not know whether to load, fetch or forward it, and refuses the configuration.',
    bad: 'zone "example.com" {\n\tfile "db.example.com";\n};',
    good: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n};',
    sources: ["named-checkconf: `zone '...': type not present`"],
  },
  check({ model }, report) {
    for (const zone of model.zones) {
      const { scope, name, word, setting, inView } = zone;
      if (scope.byName.has('type') || inView || lacksTemplate(zone)) continue;
      if (scope.block.statements.some((statement) => statement.values.length === 0)) continue;
      const message = t`The zone '${name}' has no type, so named refuses the configuration. Add 'type primary;' or what the server is for it.`;
      report(placeOf(setting.file, word), message);
    }
  },
  fixes(problem, { model }) {
    const zone = zoneAt(model, problem);
    if (!zone) return [];
    const type = ['primaries', 'masters'].some((name) => zone.scope.byName.has(name)) ? 'secondary' : 'primary';
    return [
      { title: t`Add 'type ${type};'`, edits: [insertion(zone.setting.file, zone.scope.block, `type ${type};`)] },
    ];
  },
};
