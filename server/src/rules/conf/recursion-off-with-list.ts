import { placeOf } from '../../conf/model.ts';
import { blockOf } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { effective, servingScopes } from './support/scopes.ts';
import { letsNobodyIn, saysYes } from './support/words.ts';

/** Who may ask for recursion, where there is none. */
export const recursionOffWithList: ConfRule = {
  id: 'conf/recursion-off-with-list',
  title: 'Recursion is off, and some are allowed to use it',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: '`allow-recursion` or `allow-recursion-on` with someone in it, where `recursion no` holds.',
    why: 'The list has no effect: those in it get no answers.',
    bad: 'options {\n\trecursion no;\n\tallow-recursion { localnets; };\n};',
    good: 'options {\n\trecursion yes;\n\tallow-recursion { localnets; };\n};',
    sources: ['named-checkconf: `both "recursion no;" and "allow-recursion" active`'],
  },
  check({ model }, report) {
    const seen = new Set<unknown>();
    for (const scope of servingScopes(model)) {
      const recursion = effective(model, scope, 'recursion');
      if (!recursion || saysYes(recursion)) continue;
      for (const name of ['allow-recursion', 'allow-recursion-on']) {
        const setting = effective(model, scope, name);
        const block = setting && blockOf(setting.statement);
        if (!setting || !block || letsNobodyIn(block) || seen.has(setting.statement)) continue;
        seen.add(setting.statement);
        const message = t`'recursion no' holds, so '${name}' has no effect and those in it get no answers. Delete it, or switch recursion on.`;
        report(placeOf(setting.file, setting.statement.values[0]), message, {
          related: [
            { ...placeOf(recursion.file, recursion.statement.values[0]), message: t`Recursion is switched off here.` },
          ],
        });
      }
    }
  },
};
