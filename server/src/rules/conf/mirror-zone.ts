import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { argument, recurses } from './support/words.ts';

/** A mirror zone on a server that cannot use it. */
export const mirrorZone: ConfRule = {
  id: 'conf/mirror-zone',
  title: 'Mirror zone that cannot work',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A zone of type mirror on a server without recursion, or with a `notify` other than `no` and `explicit` of its own.',
    why: 'A mirror is a validated copy for the own resolver: named refuses the configuration.',
    bad: 'options { recursion no; };\nzone "." { type mirror; };',
    good: 'options { recursion yes; };\nzone "." { type mirror; };',
    sources: ['named-checkconf: `mirror zones cannot be used if recursion is disabled`', 'RFC 8806'],
  },
  check({ model }, report) {
    for (const { type, scope, name, word, setting, view } of model.zones) {
      if (type !== 'mirror') continue;
      const place = placeOf(setting.file, word);
      const notify = argument(scope.byName.get('notify')?.[0])?.text.toLowerCase() ?? 'no';
      if (!['no', 'false', '0', 'explicit'].includes(notify)) {
        report(
          place,
          t`A mirror zone may have 'notify no;' or 'notify explicit;', and '${name}' has 'notify ${notify};': named refuses the configuration.`,
        );
      }
      if (recurses(model, view?.scope)) continue;
      report(
        place,
        t`'${name}' is a mirror for the resolver of this server, and recursion is off, so named refuses the configuration. Allow recursion, or make the zone secondary.`,
      );
    }
  },
};
