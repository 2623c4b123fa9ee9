import { placeOf } from '../../conf/model.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { insertion } from './support/edits.ts';
import { globalScopes } from './support/scopes.ts';
import { argument, hasUnreadIncludes, isDynamic, saysYes, signingPolicy } from './support/words.ts';

/** `auto-dnssec` where BIND 9.18 may not write signatures. */
export const autoDnssecCannotSign: ConfRule = {
  id: 'conf/auto-dnssec-cannot-sign',
  title: 'auto-dnssec that cannot sign',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'For BIND 9.18: `auto-dnssec` in options or a view, and in a zone that is neither updated dynamically nor signed in line.',
    why: 'named may not write signatures into the file that you edit, so it refuses the configuration.',
    bad: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tauto-dnssec maintain;\n};',
    good: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tauto-dnssec maintain;\n\tinline-signing yes;\n};',
    sources: ["named-checkconf 9.18: `'auto-dnssec maintain;' requires dynamic DNS or inline-signing`"],
  },
  check({ model, version }, report) {
    if (atLeast(version, '9.20')) return;
    for (const scope of globalScopes(model)) {
      const auto = scope.byName.get('auto-dnssec')?.[0];
      const word = argument(auto);
      if (!auto || !word || word.text.toLowerCase() === 'off') continue;
      report(
        placeOf(auto.file, word),
        t`'auto-dnssec' may only be switched on in a zone: named refuses the configuration. Move it into the zones that are to be signed, or give them a 'dnssec-policy'.`,
      );
    }
    if (hasUnreadIncludes(model)) return;
    for (const zone of model.zones) {
      const auto = zone.scope.byName.get('auto-dnssec')?.[0];
      const word = argument(auto);
      if (!auto || !word || word.text.toLowerCase() === 'off' || signingPolicy(model, zone)) continue;
      if (zone.type !== 'primary' && zone.type !== 'secondary') continue;
      if (saysYes(zone.scope.byName.get('inline-signing')?.[0]) || isDynamic(model, zone)) continue;
      const message = t`'auto-dnssec ${word.text}' may not sign the file of '${zone.name}', so named refuses the configuration. Add 'inline-signing yes;', or allow dynamic updates.`;
      report(placeOf(auto.file, word), message);
    }
  },
  fixes({ uri, start }, { model }) {
    const zone = model.zones.find(({ scope }) => {
      const auto = scope.byName.get('auto-dnssec')?.[0];
      return auto?.file.uri === uri && argument(auto)?.start === start;
    });
    if (!zone || zone.scope.byName.has('inline-signing')) return [];
    return [
      {
        title: t`Add 'inline-signing yes;'`,
        edits: [insertion(zone.setting.file, zone.scope.block, 'inline-signing yes;')],
      },
    ];
  },
};
