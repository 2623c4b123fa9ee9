import type { Zone } from '../../conf/model.ts';
import { placeOf, settingFor } from '../../conf/model.ts';
import { argumentsOf, blockOf } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { insertion } from './context.ts';
import { isNone } from './support/matchLists.ts';

/** BIND 9.18 signs a static zone only where it is told to sign in line. */
export const policyNeedsInlineSigning: ConfRule = {
  id: 'conf/policy-needs-inline-signing',
  title: 'Signed zone without inline-signing',
  severity: 'error',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds:
      'For BIND 9.18: a zone with a `dnssec-policy` that is not updated dynamically and does not say `inline-signing yes`.',
    why: 'named refuses the configuration, since it may not write signatures into the file that you edit. From 9.20 on the policy signs in line by default.',
    bad: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tdnssec-policy default;\n};',
    good: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tdnssec-policy default;\n\tinline-signing yes;\n};',
    sources: ["named-checkconf 9.18: `'inline-signing yes;' must also be configured explicitly`"],
  },
  check(context, report) {
    const { model, version } = context;
    if (version !== '9.18') return;
    const isUpdated = (zone: Zone) => {
      if (zone.scope.byName.has('update-policy')) return true;
      const allow = settingFor(model, zone, 'allow-update');
      const list = allow && blockOf(allow.statement);
      return list !== undefined && !isNone(list);
    };
    for (const zone of model.zones) {
      if (zone.type !== 'primary' && zone.type !== 'secondary') continue;
      const policy = settingFor(model, zone, 'dnssec-policy');
      const name = policy && argumentsOf(policy.statement)[0]?.text;
      if (!name || name.toLowerCase() === 'none') continue;
      if (zone.scope.byName.has('inline-signing') || (zone.type === 'primary' && isUpdated(zone))) continue;
      const message = t`The zone '${zone.name}' is signed by the policy '${name}', and BIND 9.18 refuses that without 'inline-signing yes;'. Add it to the zone.`;
      report(placeOf(zone.setting.file, zone.word), message);
    }
  },
  fixes({ uri, start }, { model }) {
    const zone = model.zones.find((candidate) => candidate.setting.file.uri === uri && candidate.word.start === start);
    if (!zone) return [];
    const edits = [insertion(zone.setting.file, zone.scope.block, 'inline-signing yes;')];
    return [{ title: t`Add 'inline-signing yes;'`, edits, preferred: true }];
  },
};
