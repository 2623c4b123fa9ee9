import type { Zone } from '../../conf/model.ts';
import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { takesUpdates } from './support/dynamic.ts';
import { zoneAt } from './support/edits.ts';

/** A zone that two views load from one file. */
export const sameFileInViews: ConfRule = {
  id: 'conf/same-file-in-views',
  title: 'Zone loaded twice from one file',
  severity: 'hint',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: 'A primary zone that two views load from the same file and that takes no updates.',
    why: 'Each view keeps a copy in memory and reads it on its own, and an option that is changed in one view only makes the two differ. `in-view` shares one.',
    bad: 'view "inside" {\n\tmatch-clients { 192.0.2.0/24; };\n\tzone "example.com" { type primary; file "db.example.com"; };\n};\nview "outside" {\n\tzone "example.com" { type primary; file "db.example.com"; };\n};',
    good: 'view "inside" {\n\tmatch-clients { 192.0.2.0/24; };\n\tzone "example.com" { type primary; file "db.example.com"; };\n};\nview "outside" {\n\tzone "example.com" { in-view "inside"; };\n};',
    sources: ['in-view in the BIND 9 Administrator Reference Manual, since BIND 9.10'],
  },
  check({ model }, report) {
    const first = new Map<string, Zone>();
    for (const zone of model.zones) {
      if (zone.type !== 'primary' || !zone.view || !zone.fileWord || takesUpdates(model, zone)) continue;
      const key = `${zone.className} ${zone.origin} ${zone.fileWord.text}`;
      const earlier = first.get(key);
      if (!earlier) first.set(key, zone);
      // A file that two views include is one place, which cannot say both.
      else if (earlier.view && earlier.view !== zone.view && earlier.scope.block !== zone.scope.block) {
        const message = t`The view '${earlier.view.name}' loads '${zone.name}' from the same file. 'in-view "${earlier.view.name}";' shares it and keeps the two alike.`;
        report(placeOf(zone.setting.file, zone.word), message, { data: { view: earlier.view.name } });
      }
    }
  },
  fixes(problem, { model }) {
    const zone = zoneAt(model, problem);
    if (!zone) return [];
    const view = String(problem.data?.view);
    const newText = `{ in-view "${view}"; }`;
    const { block } = zone.scope;
    // What else the zone says would be lost.
    if (block.statements.length > 2) return [];
    return [
      {
        title: t`Take the zone from the view '${view}'`,
        edits: [{ uri: problem.uri, start: block.start, end: block.end, newText }],
      },
    ];
  },
};
