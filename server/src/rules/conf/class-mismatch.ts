import { placeOf } from '../../conf/model.ts';
import { argumentsOf } from '../../conf/tree.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { effective } from './support/scopes.ts';
import { saysYes } from './support/words.ts';

const CLASSES: ReadonlySet<string> = new Set(['IN', 'CH', 'HS', 'ANY', 'NONE', 'RESERVED0']);
const NUMBERED: Readonly<Record<string, string>> = { CLASS1: 'IN', CLASS3: 'CH', CLASS4: 'HS' };
/** `CLASS1` is IN for named. */
const plain = (name: string) => NUMBERED[name] ?? name;
const isClass = (name: string) => CLASSES.has(name) || /^CLASS\d{1,5}$/.test(name);

/** A zone of another class than its view, or a class that there is not. */
export const classMismatch: ConfRule = {
  id: 'conf/class-mismatch',
  title: 'Class that does not fit',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A zone of another class than its view (or than IN, where there are no views), a class that there is not, and a view of another class than IN from BIND 9.21 on. As a warning: recursion in a view of another class.',
    why: 'named refuses the configuration. It resolves names of class IN only.',
    bad: 'view "chaos" CH {\n\tzone "example.com" IN { type primary; file "db.example.com"; };\n};',
    good: 'view "inside" IN {\n\tzone "example.com" IN { type primary; file "db.example.com"; };\n};',
    sources: [
      "named-checkconf: `class '...' does not match view/default class`, `only Internet (IN) class is allowed`",
    ],
  },
  check({ model, version }, report) {
    for (const { name, setting, word, scope, ...view } of model.views) {
      const className = plain(view.className);
      const written = argumentsOf(setting.statement)[1];
      if (!isClass(className)) {
        report(
          placeOf(setting.file, written ?? word),
          t`There is no class '${className}', so named refuses the view '${name}'. Write IN, or nothing.`,
        );
      } else if (className !== 'IN' && atLeast(version, '9.21')) {
        report(
          placeOf(setting.file, written ?? word),
          t`From BIND 9.21 on views are of class IN only, and '${name}' is ${className}: named refuses the configuration.`,
        );
      } else if (className !== 'IN' && saysYes(effective(model, scope, 'recursion'), true)) {
        report(
          placeOf(setting.file, word),
          t`named resolves names of class IN only, so recursion is off in the view '${name}'. Add 'recursion no;' to say so.`,
          { severity: 'warning' },
        );
      }
    }
    for (const { name, view, setting, word, ...zone } of model.zones) {
      const className = plain(zone.className);
      const expected = plain(view?.className ?? 'IN');
      if (className === expected) continue;
      const written = argumentsOf(setting.statement)[1] ?? word;
      const message = isClass(className)
        ? t`The zone '${name}' is of class ${className}, and its view of class ${expected}, so named refuses the configuration.`
        : t`There is no class '${className}', so named refuses the zone '${name}'. Write IN, or nothing.`;
      report(placeOf(setting.file, written), message);
    }
  },
};
