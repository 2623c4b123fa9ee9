import { placeOf, settingFor } from '../../conf/model.ts';
import { lacksTemplate } from '../../conf/templates.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { insertionAfter } from './support/edits.ts';
import { hasUnreadIncludes, saysYes, settingText } from './support/words.ts';

/** `inline-signing yes` and nothing that signs. */
export const inlineSigningWithoutPolicy: ConfRule = {
  id: 'conf/inline-signing-without-policy',
  title: 'Inline signing without a policy',
  severity: 'information',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: '`inline-signing yes` in a zone that has neither `dnssec-policy` nor `auto-dnssec`.',
    why: 'named keeps a second copy of the zone and signs it only with keys that someone hands to it by rndc. From 9.20 on nothing signs it, and the zone is served unsigned.',
    bad: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tinline-signing yes;\n};',
    good: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tinline-signing yes;\n\tdnssec-policy default;\n};',
    sources: ['inline-signing and dnssec-policy in the BIND 9 Administrator Reference Manual'],
  },
  check({ model }, report) {
    if (hasUnreadIncludes(model)) return;
    for (const zone of model.zones) {
      const inline = zone.scope.byName.get('inline-signing')?.[0];
      if (!inline || !saysYes(inline) || (zone.type !== 'primary' && zone.type !== 'secondary')) continue;
      const signs = ['dnssec-policy', 'auto-dnssec'].some((name) => {
        const value = settingText(settingFor(model, zone, name));
        return value !== undefined && value !== 'none' && value !== 'off';
      });
      if (signs || lacksTemplate(zone)) continue;
      const message = t`'inline-signing' makes a signed copy of '${zone.name}', and nothing signs it. Add a dnssec-policy, or delete the line.`;
      report(placeOf(inline.file, inline.statement.values[0]), message);
    }
  },
  fixes({ uri, start }, { model }) {
    const inline = model.zones
      .flatMap(({ scope }) => scope.byName.get('inline-signing') ?? [])
      .find(({ file, statement }) => file.uri === uri && statement.start === start);
    if (!inline) return [];
    const edits = [insertionAfter(inline.file, inline.statement, 'dnssec-policy default;')];
    return [{ title: t`Add 'dnssec-policy default;'`, edits }];
  },
};
