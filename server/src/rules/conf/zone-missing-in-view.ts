import type { ConfModel, View, Zone } from '../../conf/model.ts';
import { placeOf } from '../../conf/model.ts';
import { listed, t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { isNone, isOpen, listOf } from './support/matchLists.ts';
import { isRecursive, publicZones } from './support/serving.ts';
import { hasUnreadIncludes } from './support/words.ts';

const SHOWN = 3;

/** Public zones that clients inside do not get from this server. */
export const zoneMissingInView: ConfRule = {
  id: 'conf/zone-missing-in-view',
  title: 'Public zone missing in another view',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: 'Public primary zones of the view for everyone that an earlier view of the same class does not have.',
    why: 'The clients of the earlier view do not get the zone from this server. Where the view resolves, it asks the name servers of the zone, which may be this one: its own query lands in the earlier view again and finds nothing. Where it does not, the clients are refused.',
    bad: 'view "inside" {\n\tmatch-clients { 192.0.2.0/24; };\n\tzone "corp.example.com" { type primary; file "db.corp"; };\n};\nview "outside" {\n\tmatch-clients { any; };\n\trecursion no;\n\tzone "our-name.org" { type primary; file "db.our-name.org"; };\n};',
    good: 'view "inside" {\n\tmatch-clients { 192.0.2.0/24; };\n\tzone "our-name.org" { type primary; file "db.our-name.org.inside"; };\n};\nview "outside" {\n\tmatch-clients { any; };\n\trecursion no;\n\tzone "our-name.org" { type primary; file "db.our-name.org"; };\n};',
    sources: ['Split DNS in the BIND 9 Administrator Reference Manual', 'RFC 9499 section 6, split DNS'],
  },
  check({ model }, report) {
    if (hasUnreadIncludes(model)) return;
    for (const [i, open] of model.views.entries()) {
      const clients = listOf(open.scope.byName.get('match-clients')?.[0]);
      if (clients && !isOpen(model, clients)) continue;
      const zones = publicZones(model, open.scope);
      for (const view of model.views.slice(0, i)) {
        if (view.className !== open.className || !hasClients(view)) continue;
        const missing = zones.filter((zone) => !hasZone(model, view, zone));
        if (missing.length === 0) continue;
        const names = listed(missing.slice(0, SHOWN).map(({ name }) => name));
        const effect = isRecursive(model, view.scope)
          ? t`its clients get them by way of the Internet, or not at all where this is their name server`
          : t`its clients are refused`;
        const message = t`The view '${view.name}' does not have ${names}, which the view '${open.name}' has: ${effect}. Add the zone here, or 'in-view'.`;
        report(placeOf(view.setting.file, view.word), message);
      }
    }
  },
};

/** Whether a view is for clients by their address. */
function hasClients(view: View): boolean {
  const list = listOf(view.scope.byName.get('match-clients')?.[0]);
  return (
    list !== undefined &&
    !isNone(list) &&
    list.statements.some(({ values }) => {
      const [first] = values;
      return first?.kind === 'word' && first.text.toLowerCase() !== 'key';
    })
  );
}

/** Whether a view answers for a zone: by one of that name, by one above it, or by forwarding. */
function hasZone(model: ConfModel, view: View, { origin }: Zone): boolean {
  if (view.scope.byName.has('forwarders') || view.scope.byName.has('attach-cache')) return true;
  const forwarders = listOf(model.options?.byName.get('forwarders')?.[0]);
  if (forwarders && forwarders.statements.length > 0) return true;
  return model.zones.some(
    (zone) => zone.view === view && zone.origin !== '.' && `.${origin}`.endsWith(`.${zone.origin}`),
  );
}
