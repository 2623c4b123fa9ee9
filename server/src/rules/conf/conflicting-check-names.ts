import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { deletion, settingAt } from './support/edits.ts';
import { globalScopes } from './support/scopes.ts';
import { argument } from './support/words.ts';

const SAME: Readonly<Record<string, string>> = { master: 'primary', slave: 'secondary' };

/** `check-names` twice for one kind of zone. */
export const conflictingCheckNames: ConfRule = {
  id: 'conf/conflicting-check-names',
  title: 'check-names twice for one kind of zone',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: '`check-names` twice for the same kind of zone; `master` is `primary`, and `slave` is `secondary`.',
    why: 'named does not choose between the two: it refuses the configuration.',
    bad: 'options {\n\tcheck-names primary warn;\n\tcheck-names master fail;\n};',
    good: 'options {\n\tcheck-names primary fail;\n};',
    sources: ["named-checkconf: `'check-names primary' duplicated`, `'check-names' cannot take both`"],
  },
  check({ model }, report) {
    for (const scope of globalScopes(model)) {
      const first = new Map<string, ReturnType<typeof placeOf>>();
      for (const setting of scope.byName.get('check-names') ?? []) {
        const word = argument(setting);
        const written = word?.text.toLowerCase() ?? '';
        if (!word || written === 'response') continue;
        const kind = SAME[written] ?? written;
        const place = placeOf(setting.file, setting.statement.values[0]);
        const earlier = first.get(kind);
        if (!earlier) {
          first.set(kind, place);
          continue;
        }
        const message = t`'check-names' is set for ${kind} zones already, so named refuses the configuration. Keep one of the two.`;
        report(place, message, { related: [{ ...earlier, message: t`It stands here first.` }] });
      }
    }
  },
  fixes(problem, { model }) {
    const setting = settingAt(model, problem);
    return setting ? [{ title: t`Delete this 'check-names'`, edits: [deletion(setting.file, setting.statement)] }] : [];
  },
};
