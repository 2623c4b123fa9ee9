import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { hasUnreadIncludes } from './support/words.ts';

/** Types of zone that another view can take over. */
const SHAREABLE = new Set(['primary', 'secondary', 'mirror', 'hint', 'stub', 'static-stub']);

/** `in-view` that names a zone which is not there, or not yet. */
export const inViewUndefined: ConfRule = {
  id: 'conf/in-view-undefined',
  title: 'in-view without the zone in that view',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      '`in-view` with a view that is not defined before this one, or that does not have the zone. The case of the name of the view counts. Zones of type forward and redirect cannot be shared. Silent where an included file could not be read.',
    why: 'named reads views from top to bottom and refuses the configuration.',
    bad: 'view "outside" { zone "example.com" { in-view "inside"; }; };\nview "inside" { zone "example.com" { type primary; file "db.example.com"; }; };',
    good: 'view "inside" { zone "example.com" { type primary; file "db.example.com"; }; };\nview "outside" { zone "example.com" { in-view "inside"; }; };',
    sources: ["named-checkconf: `'in-view' zone '...' does not exist in view '...'`"],
  },
  check({ model }, report) {
    if (hasUnreadIncludes(model)) return;
    const known = new Set<string>();
    for (const { inView, origin, className, view, type, name, scope, setting } of model.zones) {
      if (!inView) {
        if (type && SHAREABLE.has(type)) known.add(`${view?.name ?? '_default'} ${className} ${origin}`);
        continue;
      }
      if (known.has(`${inView.text} ${className} ${origin}`)) continue;
      const target = model.views.find((candidate) => candidate.name === inView.text);
      const message = target
        ? t`The view '${inView.text}' has no zone '${name}' before this place, so named refuses the configuration. Define it there, and put that view before this one.`
        : t`There is no view '${inView.text}', so named refuses the configuration. Correct the name.`;
      report(placeOf(scope.byName.get('in-view')?.[0].file ?? setting.file, inView), message);
    }
  },
};
