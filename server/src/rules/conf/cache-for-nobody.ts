import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { listOf } from './support/matchLists.ts';
import { effective, servingScopes } from './support/scopes.ts';
import { isRecursive } from './support/serving.ts';
import { letsNobodyIn } from './support/words.ts';

/** A cache that nobody may ask on a resolver. */
export const cacheForNobody: ConfRule = {
  id: 'conf/cache-for-nobody',
  title: 'Resolver whose cache nobody may ask',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: '`allow-query-cache { none; }` where `allow-recursion` lets somebody in.',
    why: 'A resolver answers from its cache, so those whom allow-recursion lets in are refused, too.',
    bad: 'options {\n\tallow-recursion { localnets; };\n\tallow-query-cache { none; };\n};',
    good: 'options {\n\tallow-recursion { localnets; };\n};',
    sources: ['allow-query-cache in the BIND 9 Administrator Reference Manual'],
  },
  check({ model }, report) {
    const seen = new Set<unknown>();
    for (const scope of servingScopes(model)) {
      const cache = effective(model, scope, 'allow-query-cache');
      const recursion = listOf(effective(model, scope, 'allow-recursion'));
      const list = listOf(cache);
      if (!cache || !list || seen.has(cache) || !letsNobodyIn(list)) continue;
      if (!recursion || letsNobodyIn(recursion) || !isRecursive(model, scope)) continue;
      seen.add(cache);
      const message = t`Nobody may ask the cache, so 'allow-query-cache' shuts out those whom 'allow-recursion' lets in. Delete it, or give it the same list.`;
      report(placeOf(cache.file, list), message);
    }
  },
};
