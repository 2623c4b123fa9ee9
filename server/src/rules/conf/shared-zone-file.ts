import type { Setting, Zone } from '../../conf/model.ts';
import { normalName, placeOf } from '../../conf/model.ts';
import { zonePath } from '../../conf/zonePath.ts';
import { t } from '../../l10n.ts';
import { inParts } from '../../steps.ts';
import type { ConfRule } from './context.ts';
import { argument, isDynamic, signingPolicy } from './support/words.ts';

/** A file that named writes for a zone, and that another zone uses. */
export const sharedZoneFile: ConfRule = {
  id: 'conf/shared-zone-file',
  title: 'Zone file that two zones would write',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'Two zones with the same `file`, in whatever views, where named writes it for at least one of them: a secondary, mirror, dynamic or signed zone. Case makes no difference.',
    why: 'The zones would overwrite each other, so named refuses the configuration. In views, use `in-view` to have one zone twice.',
    bad: 'zone "example.com" { type secondary; primaries { 192.0.2.1; }; file "shared.db"; };\nzone "example.org" { type secondary; primaries { 192.0.2.1; }; file "shared.db"; };',
    good: 'zone "example.com" { type secondary; primaries { 192.0.2.1; }; file "example.com.db"; };\nzone "example.org" { type secondary; primaries { 192.0.2.1; }; file "example.org.db"; };',
    sources: ["named-checkconf: `writeable file '...': already in use`"],
  },
  *check({ model, version }, report) {
    const first = new Map<string, { zone: Zone; file: Setting; isWritten: boolean }>();
    for (const part of inParts(model.zones)) {
      yield;
      for (const zone of part) {
        const file = zone.scope.byName.get('file')?.[0];
        const word = argument(file);
        if (!file || !word || zone.scope.byName.has('dlz')) continue;
        const database = argument(zone.scope.byName.get('database')?.[0]);
        if (database && database.text !== 'rbt') continue;
        const isWritten =
          zone.type === 'secondary' ||
          zone.type === 'mirror' ||
          (zone.type === 'primary' && isDynamic(model, zone)) ||
          (zone.type !== undefined && zone.type !== 'in-view' && signingPolicy(model, zone) !== undefined);
        if (!isWritten && zone.type !== 'primary' && zone.type !== 'hint') continue;
        const path = zonePath(word.text, zone, version);
        const key = path.toLowerCase();
        const earlier = first.get(key);
        if (!earlier) {
          first.set(key, { zone, file, isWritten });
          continue;
        }
        if (!isWritten && !earlier.isWritten) continue;
        // The rule about zones that are defined twice tells it.
        if (zone.view === earlier.zone.view && normalName(zone.name) === normalName(earlier.zone.name)) continue;
        const writer = isWritten ? zone : earlier.zone;
        const message = t`The file '${path}' belongs to '${earlier.zone.name}' already, and named writes it for '${writer.name}', so it refuses the configuration. Give each zone a file of its own.`;
        const place = argument(earlier.file) ?? earlier.zone.word;
        report(placeOf(file.file, word), message, {
          related: [{ ...placeOf(earlier.file.file, place), message: t`It is first used here.` }],
        });
      }
    }
  },
};
