import { filePlace } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';

/** A zone whose file is not looked at here, though named loads it: what is cut is said. */
export const zoneNotChecked: ConfRule = {
  id: 'conf/zone-not-checked',
  title: 'Zone file that is not checked here',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A zone file that is there and cannot be read (no permission, or above 500 MB), and in the editor the first zone after the 10,000 that are loaded.',
    why: 'Mistakes in the zone are not seen, and other zones are not compared with it. The command line has no limit on the number of zones.',
    bad: '// readable for the user bind only\nzone "example.com" { type primary; file "/var/lib/bind/db.example.com"; };',
    good: '// readable for the group that keeps the zones\nzone "example.com" { type primary; file "/srv/zones/db.example.com"; };',
    sources: ['BIND 9 ARM: `file`, and `named -u`: the user that reads it'],
  },
  check({ model, isUnreadable, notLoaded }, report) {
    for (const zone of model.zones) {
      if (!zone.fileWord || !isUnreadable?.(zone)) continue;
      report(
        filePlace(zone),
        t`The file of the zone '${zone.name}' is there and cannot be read here, so the zone is not checked. It may lack the permission, be above 500 MB, or lie outside of a folder that is not trusted.`,
      );
    }
    const above = notLoaded?.();
    if (!above) return;
    report(
      above.place,
      t`${above.count} zones from here on are not checked in the editor, which loads only the first ones. Run bailiwick check --zones, which has no such limit.`,
    );
  },
};
