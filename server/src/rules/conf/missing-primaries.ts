import { placeOf } from '../../conf/model.ts';
import { lacksTemplate } from '../../conf/templates.ts';
import { blockOf } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { hasNoServers } from './support/serverLists.ts';

const FETCHED = new Set(['secondary', 'stub', 'mirror']);

/** A zone that is fetched from nowhere. */
export const missingPrimaries: ConfRule = {
  id: 'conf/missing-primaries',
  title: 'Secondary zone without primaries',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A secondary, stub or mirror zone that does not say where to fetch it from, or whose list of primaries is empty. A mirror of the root knows by itself.',
    why: 'named refuses the configuration.',
    bad: 'zone "example.com" {\n\ttype secondary;\n\tfile "example.com";\n};',
    good: 'zone "example.com" {\n\ttype secondary;\n\tfile "example.com";\n\tprimaries { 192.0.2.1; };\n};',
    sources: ["named-checkconf: `zone '...': missing 'primaries' entry`"],
  },
  check({ model, version }, report) {
    for (const zone of model.zones) {
      const { type, scope, name, word, setting, origin } = zone;
      if (!type || !FETCHED.has(type) || lacksTemplate(zone)) continue;
      const given = scope.byName.get('primaries')?.[0] ?? scope.byName.get('masters')?.[0];
      if (given) {
        const block = blockOf(given.statement);
        if (!block || block.close < 0 || (type === 'mirror' && origin === '.')) continue;
        if (!hasNoServers(model, given, version)) continue;
        const message = t`The list of primaries of '${name}' is empty, so named refuses the configuration. Add the address of a primary.`;
        report(placeOf(setting.file, word), message);
        continue;
      }
      if (type === 'mirror' && origin === '.') continue;
      const message = t`The ${type} zone '${name}' has no primaries to be fetched from, so named refuses the configuration. Add 'primaries { address; };'.`;
      report(placeOf(setting.file, word), message);
    }
  },
};
