import { placeOf } from '../../conf/model.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { deletionFix, settingAt } from './support/edits.ts';
import { saysYes } from './support/words.ts';

/** What a secondary zone may only have where it is signed here. The last two have no effect after 9.18. */
const SIGNING = ['dnssec-loadkeys-interval', 'update-check-ksk', 'dnssec-dnskey-kskonly'];

/** An option of signing in a secondary zone that is not signed here. */
export const requiresInlineSigning: ConfRule = {
  id: 'conf/requires-inline-signing',
  title: 'Option for signing in a zone that is not signed here',
  severity: 'error',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds:
      '`dnssec-loadkeys-interval`, `update-check-ksk` or `dnssec-dnskey-kskonly` in a secondary zone without `inline-signing yes`.',
    why: 'A secondary zone comes signed, or is signed in line. named refuses the configuration.',
    bad: 'zone "example.com" {\n\ttype secondary;\n\tprimaries { 192.0.2.1; };\n\tdnssec-loadkeys-interval 60;\n};',
    good: 'zone "example.com" {\n\ttype secondary;\n\tprimaries { 192.0.2.1; };\n};',
    sources: ['named-checkconf: `requires inline-signing when used in secondary zone`'],
  },
  check({ model, version }, report) {
    for (const { type, scope, name } of model.zones) {
      if (type !== 'secondary' || saysYes(scope.byName.get('inline-signing')?.[0])) continue;
      if (atLeast(version, '9.20') && scope.byName.has('dnssec-policy')) continue;
      for (const option of atLeast(version, '9.20') ? SIGNING.slice(0, 1) : SIGNING) {
        const setting = scope.byName.get(option)?.[0];
        if (!setting) continue;
        const message = t`'${option}' is for zones that are signed here, and '${name}' is fetched as it is, so named refuses the configuration. Delete it, or add 'inline-signing yes;'.`;
        report(placeOf(setting.file, setting.statement.values[0]), message);
      }
    }
  },
  fixes: (problem, { model }) => deletionFix(settingAt(model, problem), true),
};
