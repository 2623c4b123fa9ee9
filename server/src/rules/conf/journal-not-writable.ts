import { filePlace, placeOf, resolvePath } from '../../conf/model.ts';
import { zonePath } from '../../conf/zonePath.ts';
import { t } from '../../l10n.ts';
import { inParts } from '../../steps.ts';
import type { ConfRule } from './context.ts';
import { argument, isDynamic, signingPolicy } from './support/words.ts';

/** Folders of configurations, which belong to root, and which AppArmor lets named only read. */
const NOT_NAMEDS = /^\/(?:usr\/(?:local\/)?)?etc\//;
/** What FreeBSD's port and chroots keep in such folders for named to write. */
const NAMEDS = /\/(?:dynamic|slaves?|secondary|working|var|data)\//;

/** Whether named cannot write a file of that path. */
function isNoPlace(path: string): boolean {
  return NOT_NAMEDS.test(path) && !NAMEDS.test(path);
}

/** A zone that named changes, whose journal it cannot write. */
export const journalNotWritable: ConfRule = {
  id: 'conf/journal-not-writable',
  title: 'Journal where named cannot write',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A primary zone that takes updates or is signed by named, whose file lies below `/etc` or `/usr/local/etc` and that has no `journal` elsewhere.',
    why: 'named writes the changes into a journal beside the file of the zone. Packages give named no right to write where configurations lie, so it answers updates with SERVFAIL, or does not sign.',
    bad: 'zone "example.com" {\n\ttype primary;\n\tfile "/etc/bind/db.example.com";\n\tupdate-policy local;\n};',
    good: 'zone "example.com" {\n\ttype primary;\n\tfile "/var/lib/bind/db.example.com";\n\tupdate-policy local;\n};',
    sources: [
      'named: `journal open failed: permission denied`',
      'README.Debian of bind9: zones that named changes lie in /var/lib/bind, by its AppArmor profile',
    ],
  },
  *check({ model, version }, report) {
    for (const part of inParts(model.zones)) {
      yield;
      for (const zone of part) {
        const { fileWord, type, name } = zone;
        if (type !== 'primary' || !fileWord) continue;
        const policy = signingPolicy(model, zone)?.word.text;
        const isSigned = policy !== undefined && policy !== 'insecure';
        if (!isSigned && !isDynamic(model, zone)) continue;
        const ofJournal = zone.scope.byName.get('journal')?.[0];
        const journal = argument(ofJournal);
        const path = resolvePath(model.directory, zonePath(journal?.text ?? fileWord.text, zone, version));
        if (!isNoPlace(path)) continue;
        const folder = path.slice(0, path.lastIndexOf('/'));
        const beside = resolvePath(model.directory, zonePath(fileWord.text, zone, version));
        const advice = !journal
          ? t`Move the file of the zone to a folder of named's own, such as /var/lib/bind.`
          : isNoPlace(beside)
            ? t`Name a journal in a folder of named's own, such as /var/lib/bind.`
            : t`Delete 'journal', or name a file in a folder of named's own, such as /var/lib/bind.`;
        const message = isSigned
          ? t`named signs '${name}' and writes a journal in ${folder}, where packages do not let it write. ${advice}`
          : t`'${name}' takes updates, and named writes their journal in ${folder}, where packages do not let it write: it answers updates with SERVFAIL. ${advice}`;
        report(ofJournal && journal ? placeOf(ofJournal.file, journal) : filePlace(zone), message);
      }
    }
  },
};
