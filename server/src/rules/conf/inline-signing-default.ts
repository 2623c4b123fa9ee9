import { placeOf } from '../../conf/model.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { insertion, zoneAt } from './support/edits.ts';
import { isDynamic, signingPolicy } from './support/words.ts';

/** A dynamic signed zone that BIND 9.20 would sign in line. */
export const inlineSigningDefault: ConfRule = {
  id: 'conf/inline-signing-default',
  title: 'Signed zone whose signing changes with BIND 9.20',
  severity: 'warning',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds: 'For BIND 9.18: a dynamic zone with a `dnssec-policy` that does not say whether it is signed in line.',
    why: 'From 9.20 on `inline-signing` is on by default, and named would keep a second, signed copy of the zone from then on.',
    bad: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tupdate-policy local;\n\tdnssec-policy default;\n};',
    good: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tupdate-policy local;\n\tdnssec-policy default;\n\tinline-signing no;\n};',
    sources: ["named-checkconf 9.18: `'inline-signing' default changed to 'yes' in 9.20`"],
  },
  check({ model, version }, report) {
    if (atLeast(version, '9.20')) return;
    for (const zone of model.zones) {
      if (zone.type !== 'primary' && zone.type !== 'secondary') continue;
      const policy = signingPolicy(model, zone);
      if (!policy || zone.scope.byName.has('inline-signing') || !isDynamic(model, zone)) continue;
      const message = t`From BIND 9.20 on '${zone.name}' would be signed in line, into a second copy of the zone. Add 'inline-signing no;' to keep it as it is.`;
      report(placeOf(policy.setting.file, policy.word), message, {
        data: { zone: zone.word.start, uri: zone.setting.file.uri },
      });
    }
  },
  fixes({ data }, { model }) {
    const zone = zoneAt(model, { uri: String(data?.uri), start: Number(data?.zone) });
    if (!zone) return [];
    const edits = [insertion(zone.setting.file, zone.scope.block, 'inline-signing no;')];
    return [{ title: t`Add 'inline-signing no;'`, edits, preferred: true }];
  },
};
