import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { deletionFix, zoneAt } from './support/edits.ts';
import { hasNoServers } from './support/serverLists.ts';

/** A zone with a list of parental agents that has none. */
export const emptyParentalAgents: ConfRule = {
  id: 'conf/empty-parental-agents',
  title: 'No parental agents in the list',
  severity: 'error',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds: 'A `parental-agents` of a zone that is empty, or that names lists which are empty.',
    why: 'named has nobody to ask for the DS records of the zone, and refuses the configuration.',
    bad: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tparental-agents { };\n};',
    good: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tparental-agents { 192.0.2.53; };\n};',
    sources: ["named-checkconf: `empty 'parental-agents' entry`"],
  },
  check({ model, version }, report) {
    for (const zone of model.zones) {
      const setting = zone.scope.byName.get('parental-agents')?.[0];
      if (!setting || (zone.type !== 'primary' && zone.type !== 'secondary')) continue;
      if (!hasNoServers(model, setting, version)) continue;
      const message = t`The list of parental agents of '${zone.name}' is empty, so named refuses the configuration. Add an address, or delete the statement.`;
      report(placeOf(zone.setting.file, zone.word), message);
    }
  },
  fixes(problem, { model }) {
    const zone = zoneAt(model, problem);
    const setting = zone?.scope.byName.get('parental-agents')?.[0];
    return deletionFix(setting);
  },
};
