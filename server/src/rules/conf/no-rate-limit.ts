import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { insertion } from './support/edits.ts';
import { effective, servingScopes } from './support/scopes.ts';
import { publicZones } from './support/serving.ts';
import { hasUnreadIncludes, saysNo } from './support/words.ts';

/** A public authoritative server that answers floods. */
export const noRateLimit: ConfRule = {
  id: 'conf/no-rate-limit',
  title: 'No limit on the rate of answers',
  severity: 'information',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A server (or a view) with `recursion no` that is primary for public zones which anyone may ask for, without `rate-limit`.',
    why: 'Attackers send queries with the address of their victim, and the server floods it with the answers. Limiting the rate of equal answers takes the use out of it and leaves resolvers unharmed.',
    bad: 'options {\n\trecursion no;\n};\nzone "our-name.org" {\n\ttype primary;\n\tfile "db.our-name.org";\n};',
    good: 'options {\n\trecursion no;\n\trate-limit {\n\t\tresponses-per-second 10;\n\t};\n};\nzone "our-name.org" {\n\ttype primary;\n\tfile "db.our-name.org";\n};',
    sources: [
      'rate-limit in the BIND 9 Administrator Reference Manual',
      'ISC knowledge base: Using Response Rate Limiting',
    ],
  },
  check({ model }, report) {
    if (hasUnreadIncludes(model)) return;
    for (const scope of servingScopes(model)) {
      const recursion = effective(model, scope, 'recursion');
      if (!recursion || !saysNo(recursion) || effective(model, scope, 'rate-limit')) continue;
      if (publicZones(model, scope?.clause === 'view' ? scope : undefined).length === 0) continue;
      const message = t`This server answers anyone for its zones, as often as they ask: it can be used to flood others. Limit equal answers with 'rate-limit { responses-per-second 10; };'.`;
      report(placeOf(recursion.file, recursion.statement), message);
      return;
    }
  },
  fixes(_problem, { model: { options } }) {
    if (!options) return [];
    const edits = [insertion(options.file, options.block, 'rate-limit { responses-per-second 10; };')];
    return [{ title: t`Add a rate-limit to options`, edits }];
  },
};
