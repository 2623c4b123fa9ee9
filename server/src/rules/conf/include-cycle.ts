import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';

/** A file that includes itself. */
export const includeCycle: ConfRule = {
  id: 'conf/include-cycle',
  title: 'File includes itself',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: 'An `include` that leads back to the file it stands in, directly or through other files.',
    why: 'named opens the files over and over until it has no file handles left, and does not start.',
    bad: '# in named.conf.local\ninclude "/etc/bind/named.conf.local";',
    good: '# in named.conf\ninclude "/etc/bind/named.conf.local";',
    sources: ['named-checkconf: `too many open files`'],
  },
  check({ model }, report) {
    for (const { path, word, file, isCycle } of model.includes) {
      if (!isCycle) continue;
      const message = t`'${path}' includes the file that this line stands in, so named never gets to the end. Delete one of the includes.`;
      report(placeOf(file, word), message);
    }
  },
};
