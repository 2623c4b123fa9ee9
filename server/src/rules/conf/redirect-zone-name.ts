import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';

/** A redirect zone that is not the root. */
export const redirectZoneName: ConfRule = {
  id: 'conf/redirect-zone-name',
  title: 'Redirect zone that is not named "."',
  severity: 'error',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds: 'A zone of type redirect with another name than `.`.',
    why: 'There is one such zone in a view, for every name that does not exist: named refuses the configuration.',
    bad: 'zone "redirect" { type redirect; file "redirect.db"; };',
    good: 'zone "." { type redirect; file "redirect.db"; };',
    sources: ['named-checkconf: `redirect zones must be called "."`'],
  },
  check({ model }, report) {
    for (const { type, name, word, setting } of model.zones) {
      if (type !== 'redirect' || name === '.') continue;
      report(
        placeOf(setting.file, word),
        t`A redirect zone has to be named ".", and this one is '${name}', so named refuses the configuration.`,
      );
    }
  },
  fixes({ uri, start, end }) {
    return [{ title: t`Change to "."`, edits: [{ uri, start, end, newText: '"."' }], preferred: true }];
  },
};
