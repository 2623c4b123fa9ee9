import { placeOf, settingFor } from '../../conf/model.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { deletionFix, settingAt } from './support/edits.ts';
import { argument, signingPolicy } from './support/words.ts';

/** Options of a zone that set what a policy sets. They are gone or without effect after 9.18. */
const OF_ZONE = ['dnssec-dnskey-kskonly', 'update-check-ksk', 'dnssec-update-mode'];
/** Options that named refuses in the block that names the policy. */
const OF_BLOCK = ['sig-validity-interval', 'dnskey-sig-validity'];

/** A zone that has a dnssec-policy and options that the policy takes the place of. */
export const policyConflict: ConfRule = {
  id: 'conf/policy-conflict',
  title: 'Option that a dnssec-policy takes the place of',
  severity: 'error',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds:
      '`auto-dnssec`, `sig-validity-interval`, `dnskey-sig-validity`, `update-check-ksk`, `dnssec-dnskey-kskonly`, `dnssec-update-mode` beside a `dnssec-policy` (BIND 9.18), and `max-zone-ttl` in a zone that has a policy: a warning in 9.18, an error from 9.20 on.',
    why: 'The policy says all of it, so named refuses the configuration.',
    bad: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tdnssec-policy default;\n\tinline-signing yes;\n\tmax-zone-ttl 1d;\n};',
    good: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tdnssec-policy default;\n\tinline-signing yes;\n};',
    sources: [
      "named-checkconf: `cannot be configured if dnssec-policy is also set`, `option 'max-zone-ttl' cannot be used together with 'dnssec-policy'`",
    ],
  },
  check({ model, version }, report) {
    const seen = new Set<unknown>();
    for (const zone of model.zones) {
      const policy = signingPolicy(model, zone);
      if (!policy || !zone.type || zone.type === 'in-view') continue;
      const tell = (setting: ReturnType<typeof settingFor>, severity: 'error' | 'warning') => {
        if (!setting || seen.has(setting.statement)) return;
        seen.add(setting.statement);
        const effect =
          severity === 'error' ? t`named refuses the configuration` : t`named ignores it, and 9.20 refuses it`;
        const message = t`'${setting.name}' cannot stand beside the dnssec-policy '${policy.word.text}' of the zone '${zone.name}': ${effect}. Set it in the policy, and delete it here.`;
        report(placeOf(setting.file, setting.statement.values[0]), message, { severity });
      };
      tell(settingFor(model, zone, 'max-zone-ttl'), atLeast(version, '9.20') ? 'error' : 'warning');
      if (atLeast(version, '9.20') || (zone.type !== 'primary' && zone.type !== 'secondary')) continue;
      for (const name of OF_ZONE) tell(zone.scope.byName.get(name)?.[0], 'error');
      const auto = zone.scope.byName.get('auto-dnssec')?.[0];
      if (argument(auto)?.text.toLowerCase() !== 'off') tell(auto, 'error');
    }
    if (atLeast(version, '9.20')) return;
    for (const scope of [
      model.options,
      ...model.views.map((view) => view.scope),
      ...model.zones.map((zone) => zone.scope),
    ]) {
      const policy = scope?.byName.get('dnssec-policy')?.[0];
      if (!scope || !policy) continue;
      for (const name of OF_BLOCK) {
        const setting = scope.byName.get(name)?.[0];
        if (!setting || seen.has(setting.statement)) continue;
        seen.add(setting.statement);
        const message = t`'${name}' cannot stand beside 'dnssec-policy ${argument(policy)?.text ?? ''}': named refuses the configuration. Set it in the policy, and delete it here.`;
        report(placeOf(setting.file, setting.statement.values[0]), message);
      }
    }
  },
  fixes: (problem, { model }) => deletionFix(settingAt(model, problem), true),
};
