import type { Zone } from '../../conf/model.ts';
import { placeOf, settingFor } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { argument, signingPolicy } from './support/words.ts';

/** One zone in two views, with two policies and one place for its keys. */
export const sharedKeyDirectory: ConfRule = {
  id: 'conf/shared-key-directory',
  title: 'Views that share the keys of a zone, with different policies',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: 'A zone that stands in several views with different values of `dnssec-policy` and the same `key-directory`.',
    why: 'Each policy would retire the keys of the other, so named refuses the configuration.',
    bad: 'view "inside" { zone "example.com" { type primary; file "in.db"; inline-signing yes; dnssec-policy default; }; };\nview "outside" { zone "example.com" { type primary; file "out.db"; inline-signing yes; dnssec-policy insecure; }; };',
    good: 'view "inside" { zone "example.com" { type primary; file "in.db"; inline-signing yes; dnssec-policy default; key-directory "keys-in"; }; };\nview "outside" { zone "example.com" { type primary; file "out.db"; inline-signing yes; dnssec-policy insecure; key-directory "keys-out"; }; };',
    sources: ["named-checkconf: `key-directory '...' already in use by zone ... with policy ...`"],
  },
  check({ model }, report) {
    const first = new Map<string, Zone>();
    for (const zone of model.zones) {
      const policy = signingPolicy(model, zone);
      if (!policy || !zone.type || zone.type === 'in-view') continue;
      const directory = argument(settingFor(model, zone, 'key-directory'))?.text ?? '';
      const key = `${zone.origin} ${directory}`;
      const earlier = first.get(key);
      if (!earlier) {
        first.set(key, zone);
        continue;
      }
      const other = argument(earlier.scope.byName.get('dnssec-policy')?.[0])?.text;
      if (other === undefined || other === 'none' || other === policy.word.text) continue;
      const where = directory === '' ? t`the same key directory` : t`the key directory '${directory}'`;
      const message = t`'${zone.name}' has the policy '${policy.word.text}' here and '${other}' in another view, with ${where}. named refuses the configuration: set another 'key-directory', or the same policy.`;
      report(placeOf(zone.setting.file, zone.word), message, {
        related: [{ ...placeOf(earlier.setting.file, earlier.word), message: t`The zone in the other view.` }],
      });
    }
  },
};
