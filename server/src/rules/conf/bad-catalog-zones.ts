import { normalName, placeOf } from '../../conf/model.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { checkZone, zonesNamedBy } from './support/policyZones.ts';
import { hasUnreadIncludes } from './support/words.ts';

/** Catalog zones that are not there, or named twice. */
export const badCatalogZones: ConfRule = {
  id: 'conf/bad-catalog-zones',
  title: 'Catalog zones that cannot work',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A zone of `catalog-zones` that the same view does not have as primary or secondary, that stands there twice, or that has both `default-primaries` and `default-masters`; catalog zones in a view of another class than IN. Where an included file could not be read, nothing is said about zones that may be defined there.',
    why: 'named refuses the configuration.',
    bad: 'options {\n\tcatalog-zones { zone "catalog.example" default-primaries { 192.0.2.1; }; };\n};',
    good: 'options {\n\tcatalog-zones { zone "catalog.example" default-primaries { 192.0.2.1; }; };\n};\nzone "catalog.example" { type secondary; primaries { 192.0.2.1; }; file "catalog.db"; };',
    sources: [
      'RFC 9432',
      'named-checkconf: `catalog zone ... is not a primary or secondary zone`, `already added here`',
    ],
  },
  check({ model, version }, report) {
    const isPartial = hasUnreadIncludes(model);
    const first = new Map<unknown, Map<string, ReturnType<typeof placeOf>>>();
    for (const named of zonesNamedBy(model, 'catalog-zones')) {
      const { setting, word, element } = named;
      const place = placeOf(setting.file, word);
      if (!isPartial) checkZone(model, named, t`catalog`, report);
      const seen = first.get(setting) ?? new Map();
      first.set(setting, seen);
      const earlier = seen.get(normalName(word.text));
      if (earlier) {
        const message = t`The catalog '${word.text}' stands here a second time, so named refuses the configuration. Delete one of the two.`;
        report(place, message, { related: [{ ...earlier, message: t`It stands here first.` }] });
        continue;
      }
      seen.set(normalName(word.text), place);
      const words = element.values.flatMap((value) =>
        value.kind === 'word' && !value.quoted ? [value.text.toLowerCase()] : [],
      );
      if (!words.includes('default-primaries') || !words.includes('default-masters')) continue;
      report(
        place,
        t`'default-primaries' and 'default-masters' are the same thing, and the catalog '${word.text}' has both: named refuses the configuration. Delete one of the two.`,
      );
    }
    if (!atLeast(version, '9.21')) return;
    for (const view of model.views) {
      const setting = view.scope.byName.get('catalog-zones')?.[0];
      if (!setting || view.className === 'IN') continue;
      report(
        placeOf(setting.file, setting.statement.values[0]),
        t`Catalog zones are for views of class IN, and '${view.name}' is ${view.className}: named refuses the configuration.`,
      );
    }
  },
};
