import { placeOf } from '../../conf/model.ts';
import { argumentsOf } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { deletionFix, settingAt } from './support/edits.ts';
import { servingScopes } from './support/scopes.ts';
import { isRecursive } from './support/serving.ts';

/** A cache that takes all the memory there is. */
export const unlimitedCache: ConfRule = {
  id: 'conf/unlimited-cache',
  title: 'Cache without a limit',
  severity: 'information',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds: '`max-cache-size unlimited` or `0` on a server that resolves.',
    why: 'The cache grows until the system kills named, and anyone who can ask can make it grow. Without the line named takes 90% of the memory at most.',
    bad: 'options {\n\trecursion yes;\n\tmax-cache-size unlimited;\n};',
    good: 'options {\n\trecursion yes;\n\tmax-cache-size 2G;\n};',
    sources: ['max-cache-size in the BIND 9 Administrator Reference Manual'],
  },
  check({ model }, report) {
    if (!servingScopes(model).some((scope) => isRecursive(model, scope))) return;
    for (const { name, statement, file } of settingsOf(model)) {
      const [word] = name === 'max-cache-size' ? argumentsOf(statement) : [];
      if (!word || !/^(?:unlimited|0[kmg]?)$/i.test(word.text)) continue;
      const message = t`The cache has no limit: it grows until the system stops named. Give it a size, or delete the line for 90% of the memory.`;
      report(placeOf(file, statement.values[0]), message);
    }
  },
  fixes: (problem, { model }) => deletionFix(settingAt(model, problem), true),
};
