import type { ConfModel, Zone } from '../../conf/model.ts';
import { placeOf, settingFor } from '../../conf/model.ts';
import type { BindVersion } from '../../conf/statements.ts';
import { isFromTemplate } from '../../conf/templates.ts';
import { argumentsOf } from '../../conf/tree.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { policyKeys } from './support/policies.ts';
import { argument, signingPolicy } from './support/words.ts';

/** The key store that is the key directory of the zone. */
const KEY_DIRECTORY = 'key-directory';

/** The folders in which a zone has the keys of its policy, each once. named compares them without case. */
function keyFolders(
  model: ConfModel,
  zone: Zone,
  policyName: string,
  { version, stores }: { readonly version: BindVersion; readonly stores: KeyStores },
): readonly string[] {
  // From 9.20 on the working directory is a folder like others.
  const hasStores = atLeast(version, '9.20');
  const own = argument(settingFor(model, zone, 'key-directory'))?.text ?? (hasStores ? '.' : '');
  if (!hasStores) return [own.toLowerCase()];
  const policy = model.policies.find(({ name }) => name === policyName);
  const keys = policy && policyKeys(policy);
  const folders = (keys ?? [undefined]).map((key) => {
    const store = key?.store?.text;
    if (store === undefined || store === KEY_DIRECTORY) return own;
    return stores.get(store) ?? own;
  });
  return [...new Set(folders.map((folder) => folder.toLowerCase()))];
}

/** The policy that a zone names itself: named compares with no other. */
function ownPolicy({ scope }: Zone): string | undefined {
  const setting = scope.byName.get('dnssec-policy')?.[0];
  return setting && !isFromTemplate(setting) ? argument(setting)?.text : undefined;
}

/** The directories of the key stores by their names; undefined where a store sets none. */
type KeyStores = ReadonlyMap<string, string | undefined>;

function keyStores(model: ConfModel): KeyStores {
  const stores = new Map<string, string | undefined>();
  for (const { clause, block, byName } of model.scopes) {
    const name = clause === 'key-store' && block.owner ? argumentsOf(block.owner)[0]?.text : undefined;
    if (name === undefined || stores.has(name)) continue;
    stores.set(name, argument(byName.get('directory')?.[0])?.text);
  }
  return stores;
}

/** One zone in two views, with two policies and one place for its keys. */
export const sharedKeyDirectory: ConfRule = {
  id: 'conf/shared-key-directory',
  title: 'Views that share the keys of a zone, with different policies',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A zone that stands in several views with different values of `dnssec-policy` and the same place for the keys: `key-directory`, or the `directory` of a `key-store` that the policy names.',
    why: 'Each policy would retire the keys of the other, so named refuses the configuration.',
    bad: 'view "inside" { zone "example.com" { type primary; file "in.db"; inline-signing yes; dnssec-policy default; }; };\nview "outside" { zone "example.com" { type primary; file "out.db"; inline-signing yes; dnssec-policy insecure; }; };',
    good: 'view "inside" { zone "example.com" { type primary; file "in.db"; inline-signing yes; dnssec-policy default; key-directory "keys-in"; }; };\nview "outside" { zone "example.com" { type primary; file "out.db"; inline-signing yes; dnssec-policy insecure; key-directory "keys-out"; }; };',
    sources: ["named-checkconf: `key-directory '...' already in use by zone ... with policy ...`"],
  },
  check({ model, version }, report) {
    const first = new Map<string, Zone>();
    const stores = keyStores(model);
    for (const zone of model.zones) {
      const policy = signingPolicy(model, zone);
      if (!policy || !zone.type || zone.type === 'in-view') continue;
      const folders = keyFolders(model, zone, policy.word.text, { version, stores }).map((folder) => {
        const key = `${zone.origin} ${folder}`;
        const earlier = first.get(key);
        if (!earlier) first.set(key, zone);
        const other = earlier && ownPolicy(earlier);
        return { folder, earlier, other };
      });
      const clash = folders.find(({ other }) => other !== undefined && other !== 'none' && other !== policy.word.text);
      if (!clash?.earlier || clash.other === undefined) continue;
      const { folder, earlier, other } = clash;
      const where = folder === '' || folder === '.' ? t`the same key directory` : t`the key directory '${folder}'`;
      const message = t`'${zone.name}' has the policy '${policy.word.text}' here and '${other}' in another view, with ${where}. named refuses the configuration: set another 'key-directory', or the same policy.`;
      report(placeOf(zone.setting.file, zone.word), message, {
        related: [{ ...placeOf(earlier.setting.file, earlier.word), message: t`The zone in the other view.` }],
      });
    }
  },
};
