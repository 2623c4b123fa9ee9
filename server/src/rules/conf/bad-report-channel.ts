import { normalName, placeOf, settingFor } from '../../conf/model.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { argument, saysYes } from './support/words.ts';

/** DNS error reporting that would report to itself. */
export const badReportChannel: ConfRule = {
  id: 'conf/bad-report-channel',
  title: 'Error reporting that reports to itself',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A `send-report-channel` that lies in the zone that it is for, and `log-report-channel` in the root zone (BIND 9.21).',
    why: 'Reports about a zone that cannot be resolved would have to be resolved through it: named refuses the configuration.',
    bad: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tsend-report-channel "report.example.com";\n};',
    good: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tsend-report-channel "report.example.net";\n};',
    sources: ['RFC 9567', 'named-checkconf 9.21: `cannot be at or below the zone name`'],
  },
  check({ model, version }, report) {
    if (!atLeast(version, '9.21')) return;
    for (const zone of model.zones) {
      if (zone.type !== 'primary' && zone.type !== 'secondary') continue;
      const channel = settingFor(model, zone, 'send-report-channel');
      const word = argument(channel);
      const agent = word && normalName(word.text);
      if (
        channel &&
        word &&
        agent !== '.' &&
        (agent === zone.origin || agent?.endsWith(`.${zone.origin}`)) &&
        channel.clause === 'zone'
      ) {
        report(
          placeOf(channel.file, word),
          t`Reports about '${zone.name}' go to '${word.text}', which lies in it, so named refuses the configuration. Use a name in another zone.`,
        );
      }
      const log = zone.scope.byName.get('log-report-channel')?.[0];
      if (!log || zone.origin !== '.' || !saysYes(log)) continue;
      report(
        placeOf(log.file, log.statement.values[0]),
        t`The root zone cannot take error reports, so named refuses the configuration. Delete 'log-report-channel'.`,
      );
    }
  },
};
