import { type ConfPlace, placeOf, resolvePath } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';

/** Paths that are named in the message. */
const NAMED = 3;

/** Files of the server's machine that have no copy here. */
export const notOnThisMachine: ConfRule = {
  id: 'conf/not-on-this-machine',
  title: 'Files of another machine',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'Files that are included, or that zones are loaded from, whose paths are those of another machine: the configuration does not lie where named reads it, and no copy of them lies beside it or in the workspace. Told once a file, with the first of them.',
    why: 'What they define is not known, so nothing that may be defined there is called undefined, and zones in them are not checked. The files of this machine with the same paths are not those that are meant. `bailiwick check --root` says which folder is / for the server.',
    bad: '// in a checkout\ninclude "/etc/bind/named.conf.options";',
    good: '// beside named.conf.options in the same checkout\ninclude "/etc/bind/named.conf.options";',
    sources: ['BIND 9 ARM: `include`, `directory`, and `named -t`'],
  },
  check({ model, unreadOf, zonesElsewhere }, report) {
    const found = new Map<string, { place: ConfPlace; paths: Set<string>; count: number }>();
    const add = (place: ConfPlace, path: string, count: number): void => {
      const known = found.get(place.uri);
      if (!known) found.set(place.uri, { place, paths: new Set([path]), count });
      else if (count > 1 || !known.paths.has(path)) {
        known.paths.add(path);
        known.count += count;
        if (place.start < known.place.start) known.place = place;
      }
    };
    for (const include of model.includes) {
      const { word, file, directory, path } = include;
      const why = unreadOf?.(include) ?? [];
      if (why.includes('elsewhere') || why.includes('untrusted'))
        add(placeOf(file, word), resolvePath(directory, path), 1);
    }
    for (const { place, path, count } of zonesElsewhere?.() ?? [])
      add(place, resolvePath(model.directory, path), count);
    for (const { place, paths, count } of found.values()) {
      const names = [...paths].slice(0, NAMED);
      const named = names.map((name) => `'${name}'`).join(', ');
      const rest = count - names.length;
      const message =
        rest > 0
          ? t`Not on this machine, so not read: ${named} and ${rest} more. What is defined there is not known and not checked.`
          : t`Not on this machine, so not read: ${named}. What is defined there is not known and not checked.`;
      report(place, message);
    }
  },
  isOfAll: () => true,
};
