import { placeOf } from '../../conf/model.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { insertion, replacement, zoneAt } from './support/edits.ts';
import { argument, hasUnreadIncludes, isDynamic, saysNo, saysYes, signingPolicy } from './support/words.ts';

/** A zone that a policy signs, that nobody updates, and that is not signed in line. BIND 9.18 asks for the word, later ones refuse `no`. */
export const policyNeedsInlineSigning: ConfRule = {
  id: 'conf/policy-needs-inline-signing',
  title: 'Signed zone without inline-signing',
  severity: 'error',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds:
      'A zone with a `dnssec-policy` that is not updated dynamically and is not signed in line: for BIND 9.18 where it does not say `inline-signing yes`, for later releases where it or its policy says `inline-signing no`.',
    why: 'named refuses the configuration, since it may not write signatures into the file that you edit. From 9.20 on the policy signs in line unless something says no.',
    bad: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tdnssec-policy default;\n};',
    good: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tdnssec-policy default;\n\tinline-signing yes;\n};',
    sources: ["named-checkconf: `'inline-signing yes;' must also be configured explicitly`"],
  },
  check(context, report) {
    const { model, version } = context;
    if (hasUnreadIncludes(model)) return;
    const isDefault = atLeast(version, '9.20');
    for (const zone of model.zones) {
      if (zone.type !== 'primary' && zone.type !== 'secondary') continue;
      const policy = signingPolicy(model, zone);
      const inline = zone.scope.byName.get('inline-signing')?.[0];
      if (!policy || isDynamic(model, zone)) continue;
      const data = { zone: zone.word.start, uri: zone.setting.file.uri };
      const ofPolicy = isDefault
        ? model.policies.find(({ name }) => name === policy.word.text)?.scope?.byName.get('inline-signing')?.[0]
        : undefined;
      const refusal = inline ?? ofPolicy;
      if (refusal && saysNo(refusal)) {
        const message = t`The zone '${zone.name}' is signed by the policy '${policy.word.text}' and nobody updates it, so with 'inline-signing no' named refuses the configuration. Write 'inline-signing yes;' in the zone.`;
        const at = inline ? argument(inline) : undefined;
        report(placeOf((inline ?? policy.setting).file, at ?? policy.word), message, { data });
        continue;
      }
      if (isDefault || saysYes(inline)) continue;
      const message = t`The zone '${zone.name}' is signed by the policy '${policy.word.text}', and BIND 9.18 refuses that without 'inline-signing yes;'. Add it to the zone.`;
      report(placeOf(policy.setting.file, policy.word), message, { data });
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
