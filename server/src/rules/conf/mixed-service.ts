import { placeOf } from '../../conf/model.ts';
import { listed, t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { isOpen, prefixesOf } from './support/matchLists.ts';
import { servingScopes } from './support/scopes.ts';
import { isInside, isRecursive, publicZones, recursionList } from './support/serving.ts';
import { hasUnreadIncludes } from './support/words.ts';

/** A public network with fewer bits than this is more than one site. */
const SITE_BITS: Readonly<Record<number, number>> = { 4: 16, 16: 32 };
const SHOWN = 3;

/** Public zones on a resolver for everyone. */
export const mixedService: ConfRule = {
  id: 'conf/mixed-service',
  title: 'Public zones and a public resolver in one',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A server, or a view, that is primary for public zones and resolves everything else for anyone or for wide networks.',
    why: 'A flood of forged queries, a poisoned cache or an attack on the resolver takes your own zones down with it. And the resolver answers from its own copy of a zone after the delegation has moved elsewhere.',
    bad: 'options {\n\trecursion yes;\n\tallow-recursion { any; };\n};\nzone "our-name.org" {\n\ttype primary;\n\tfile "db.our-name.org";\n};',
    good: 'options {\n\trecursion no;\n};\nzone "our-name.org" {\n\ttype primary;\n\tfile "db.our-name.org";\n};',
    sources: ['RFC 5358 section 4', 'NIST SP 800-81-2'],
  },
  check({ model }, report) {
    if (hasUnreadIncludes(model)) return;
    for (const scope of servingScopes(model)) {
      if (!isRecursive(model, scope)) continue;
      const list = recursionList(model, scope);
      if (!list) continue;
      const isWide =
        isOpen(model, list) ||
        prefixesOf(model, list).some((prefix) => prefix.bits < SITE_BITS[prefix.octets.length] && !isInside(prefix));
      const zones = isWide ? publicZones(model, scope?.clause === 'view' ? scope : undefined) : [];
      const [zone] = zones;
      if (!zone) continue;
      const names = listed(zones.slice(0, SHOWN).map(({ name }) => name));
      const message = t`This server publishes ${names} and resolves other names for everyone, so an attack on one takes both down. Serve public zones with 'recursion no' on a server or in a view of their own.`;
      report(placeOf(zone.setting.file, zone.word), message);
    }
  },
};
