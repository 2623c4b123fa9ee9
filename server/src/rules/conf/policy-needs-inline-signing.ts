import { placeOf } from '../../conf/model.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { insertion, replacement, zoneAt } from './support/edits.ts';
import { hasUnreadIncludes, isDynamic, saysYes, signingPolicy } from './support/words.ts';

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
    if (atLeast(version, '9.20') || hasUnreadIncludes(model)) return;
    for (const zone of model.zones) {
      if (zone.type !== 'primary' && zone.type !== 'secondary') continue;
      const policy = signingPolicy(model, zone);
      if (!policy || saysYes(zone.scope.byName.get('inline-signing')?.[0]) || isDynamic(model, zone)) continue;
      const message = t`The zone '${zone.name}' is signed by the policy '${policy.word.text}', and BIND 9.18 refuses that without 'inline-signing yes;'. Add it to the zone.`;
      report(placeOf(policy.setting.file, policy.word), message, {
        data: { zone: zone.word.start, uri: zone.setting.file.uri },
      });
    }
  },
  fixes({ data }, { model }) {
    const zone = zoneAt(model, { uri: String(data?.uri), start: Number(data?.zone) });
    if (!zone) return [];
    const inline = zone.scope.byName.get('inline-signing')?.[0];
    if (inline)
      return [
        {
          title: t`Change to 'inline-signing yes;'`,
          edits: [replacement(inline.file, inline.statement, 'inline-signing yes;')],
        },
      ];
    const edits = [insertion(zone.setting.file, zone.scope.block, 'inline-signing yes;')];
    return [{ title: t`Add 'inline-signing yes;'`, edits, preferred: true }];
  },
};
