import type { ConfModel, Zone } from '../../conf/model.ts';
import { placeOf, settingFor } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfReport, ConfRule } from './context.ts';
import { insertion, zoneAt } from './support/edits.ts';
import { effective, viewScopes } from './support/scopes.ts';
import { argument, hasUnreadIncludes } from './support/words.ts';

/** Reverse zones of private networks (RFC 1918), and of unique local IPv6 addresses (RFC 4193). */
const PRIVATE = /(?:^|\.)(?:10|168\.192|(?:1[6-9]|2\d|3[01])\.172)\.in-addr\.arpa\.$/;
const UNIQUE_LOCAL = /(?:^|\.)[cd]\.f\.ip6\.arpa\.$/;

/** Forwarding that contradicts itself. */
export const badForwarding: ConfRule = {
  id: 'conf/bad-forwarding',
  title: 'Forwarding that cannot work',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      '`forward` without `forwarders` in the same block, and `forwarders` both in the root zone and in general. As a warning: a forward zone for the reverse names of private addresses without `forward only`.',
    why: 'named refuses the configuration. Without `forward only` questions about private addresses go to the Internet when the forwarder does not answer.',
    bad: 'options {\n\tforward only;\n};',
    good: 'options {\n\tforward only;\n\tforwarders { 192.0.2.53; };\n};',
    sources: [
      "named-checkconf: `no matching 'forwarders' statement`, `forwarders declared in root zone and in general configuration`",
      'RFC 6303',
    ],
  },
  check({ model }, report) {
    const isWhole = !hasUnreadIncludes(model);
    for (const { byName } of [...viewScopes(model), ...model.zones.map(({ scope }) => scope)]) {
      const forward = byName.get('forward')?.[0];
      if (!forward || byName.has('forwarders') || !isWhole) continue;
      const message = t`There is a 'forward' and no 'forwarders' in the same block, so named refuses the configuration. Add the servers to ask, or delete it.`;
      report(placeOf(forward.file, forward.statement.values[0]), message);
    }
    for (const zone of model.zones) checkZone(model, zone, report);
  },
  fixes(problem, { model }) {
    const zone = zoneAt(model, problem);
    if (!zone || problem.data?.only !== true) return [];
    return [
      {
        title: t`Add 'forward only;'`,
        edits: [insertion(zone.setting.file, zone.scope.block, 'forward only;')],
        preferred: true,
      },
    ];
  },
};

function checkZone(model: ConfModel, zone: Zone, report: ConfReport): void {
  const own = zone.scope.byName.get('forwarders')?.[0];
  if (zone.origin === '.' && own && zone.type !== 'in-view') {
    const general = effective(model, zone.view?.scope, 'forwarders');
    if (general) {
      const message = t`There are forwarders for everything already, and the root zone is everything: named refuses the configuration. Delete one of the two.`;
      report(placeOf(own.file, own.statement.values[0]), message, {
        related: [
          { ...placeOf(general.file, general.statement.values[0]), message: t`The forwarders for everything.` },
        ],
      });
    }
  }
  if (zone.type !== 'forward' || zone.scope.byName.has('forward')) return;
  if (!PRIVATE.test(zone.origin) && !UNIQUE_LOCAL.test(zone.origin)) return;
  const mode = argument(settingFor(model, zone, 'forward'));
  if (mode && mode.text.toLowerCase() !== 'first') return;
  const message = t`When its forwarders do not answer, named asks the Internet about the private addresses of '${zone.name}'. Add 'forward only;'.`;
  report(placeOf(zone.setting.file, zone.word), message, { severity: 'warning', data: { only: true } });
}
