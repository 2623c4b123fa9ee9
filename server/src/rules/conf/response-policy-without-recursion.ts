import { placeOf } from '../../conf/model.ts';
import { argumentsOf } from '../../conf/tree.ts';
import { isNo } from '../../conf/valueKinds.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { effective, servingScopes } from './support/scopes.ts';
import { saysNo } from './support/words.ts';

/** A response policy on a server that does not resolve. */
export const responsePolicyWithoutRecursion: ConfRule = {
  id: 'conf/response-policy-without-recursion',
  title: 'Response policy without recursion',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: '`response-policy` where `recursion no` holds, without `recursive-only no`.',
    why: 'Policies change the answers to recursive queries only, unless told otherwise. Here there are none, so nothing is blocked or rewritten.',
    bad: 'options {\n\trecursion no;\n\tresponse-policy { zone "rpz.example"; };\n};\nzone "rpz.example" { type primary; file "db.rpz"; };',
    good: 'options {\n\trecursion yes;\n\tallow-recursion { localnets; };\n\tresponse-policy { zone "rpz.example"; };\n};\nzone "rpz.example" { type primary; file "db.rpz"; };',
    sources: ['response-policy and recursive-only in the BIND 9 Administrator Reference Manual'],
  },
  check({ model }, report) {
    const seen = new Set<unknown>();
    for (const scope of servingScopes(model)) {
      const policy = effective(model, scope, 'response-policy');
      if (!policy || seen.has(policy) || !saysNo(effective(model, scope, 'recursion'))) continue;
      seen.add(policy);
      const words = policy.statement.values.flatMap((value) =>
        value.kind === 'block' ? value.statements.flatMap(({ values }) => values) : [value],
      );
      const isForAll = words.some((word, i) => {
        const next = words[i + 1];
        const isKeyword = word.kind === 'word' && word.text.toLowerCase() === 'recursive-only';
        return isKeyword && next?.kind === 'word' && isNo(next.text);
      });
      if (isForAll || argumentsOf(policy.statement).some((word) => word.text.toLowerCase() === 'dnsrps-enable'))
        continue;
      const message = t`Policies apply to recursive queries, and recursion is off: nothing is blocked. Switch recursion on for your clients, or write 'recursive-only no'.`;
      report(placeOf(policy.file, policy.statement.values[0]), message);
    }
  },
};
