import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';

/** Hints that named does not use. */
export const hintZoneIgnored: ConfRule = {
  id: 'conf/hint-zone-ignored',
  title: 'Hints that named ignores',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: 'A zone of type hint that is not the root zone.',
    why: 'named ignores it: hints only say where the root servers are. Names below it are resolved as if it were not there.',
    bad: 'zone "example.com" {\n\ttype hint;\n\tfile "example.hints";\n};',
    good: 'zone "example.com" {\n\ttype static-stub;\n\tserver-addresses { 192.0.2.53; };\n};',
    sources: ["named: `ignoring non-root hint zone '...'`"],
  },
  check({ model }, report) {
    for (const zone of model.zones) {
      if (zone.type !== 'hint' || zone.origin === '.') continue;
      const message = t`named ignores hints for '${zone.name}': only those of the root zone count. To send queries for it to certain servers, use a zone of type static-stub or forward.`;
      report(placeOf(zone.setting.file, zone.word), message);
    }
  },
};
