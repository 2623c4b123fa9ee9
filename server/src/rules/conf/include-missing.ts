import { placeOf, resolvePath } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';

const WILDCARD = /[*?[]/;

/** An included file that is not there. */
export const includeMissing: ConfRule = {
  id: 'conf/include-missing',
  title: 'Included file not found',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'An `include` of a file that does not exist. Relative names start in the `directory` that is set before it. Silent where the file cannot be looked for.',
    why: 'named refuses to start.',
    bad: 'include "/etc/bind/named.conf.optoins";',
    good: 'include "/etc/bind/named.conf.options";',
    sources: ['named-checkconf: `parsing failed: file not found`'],
  },
  check({ model, fileExists }, report) {
    for (const { path, directory, word, file, targets, isCycle } of model.includes) {
      if (targets.length > 0 || isCycle || WILDCARD.test(path)) continue;
      const resolved = resolvePath(directory, path);
      if (fileExists(resolved) !== false) continue;
      const message = t`There is no file '${resolved}', so named does not start. Correct the name, or create the file.`;
      report(placeOf(file, word), message);
    }
  },
};
