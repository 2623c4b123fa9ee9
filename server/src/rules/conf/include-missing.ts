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
      'An `include` of a file that does not exist, of a folder, or of a pattern that nothing matches; an information where the file is there and cannot be read. Relative names start in the `directory` that is set before it; in rndc.conf in the folder in which rndc is started, so that a missing one is a warning. Paths of another machine are told by conf/not-on-this-machine.',
    why: 'named refuses to start.',
    bad: 'include "/etc/bind/named.conf.optoins";',
    good: 'include "/etc/bind/named.conf.options";',
    sources: ['named-checkconf: `parsing failed: file not found`'],
  },
  check({ model, fileExists, unreadOf }, report) {
    const program = model.top.clause === 'rndc' ? 'rndc' : 'named';
    for (const include of model.includes) {
      const { path, directory, word, file, targets, isCycle } = include;
      if (isCycle) continue;
      const resolved = resolvePath(directory, path);
      const unread = unreadOf?.(include) ?? (targets.length === 0 && fileExists(resolved) === false ? ['missing'] : []);
      if (unread.includes('folder')) {
        report(
          placeOf(file, word),
          t`'${resolved}' is a folder, so ${program} does not start. Include the files in it: '${resolved}/*'.`,
        );
      } else if (unread.includes('unreadable')) {
        const message = t`'${resolved}' is there and cannot be read here, so what it defines is not known. It may lack the permission, be no regular file, or be above 500 MB.`;
        report(placeOf(file, word), message, { severity: 'information' });
      } else if (unread.includes('missing') && WILDCARD.test(path)) {
        report(
          placeOf(file, word),
          t`No file matches '${resolved}', so ${program} does not start. Correct the pattern, or add a file that matches.`,
        );
      } else if (unread.includes('missing') && program === 'rndc' && !resolved.startsWith('/')) {
        report(
          placeOf(file, word),
          t`There is no file '${resolved}' beside this one, and rndc looks for it in the folder in which it is started. Write the whole path.`,
          { severity: 'warning' },
        );
      } else if (unread.includes('missing')) {
        report(
          placeOf(file, word),
          t`There is no file '${resolved}', so ${program} does not start. Correct the name, or create the file.`,
        );
      }
    }
  },
};
