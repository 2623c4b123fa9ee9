import { placeOf } from '../../conf/model.ts';
import { argumentsOf, blockOf } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';

const TSIG_ALGORITHM = /^hmac-(?:md5(?:\.sig-alg\.reg\.int\.?)?|sha(?:1|224|256|384|512))(?:-\d+)?$/i;

/** A TSIG key that named cannot use. */
export const badKey: ConfRule = {
  id: 'conf/bad-key',
  title: 'Key incomplete or with an unknown algorithm',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: 'A `key` clause without `algorithm` or `secret`, or with an algorithm that BIND does not have.',
    why: 'named refuses the configuration.',
    bad: 'key transfer {\n\tsecret "c2VjcmV0IGZvciB0cmFuc2ZlcnM=";\n};',
    good: 'key transfer {\n\talgorithm hmac-sha256;\n\tsecret "c2VjcmV0IGZvciB0cmFuc2ZlcnM=";\n};',
    sources: ["named-checkconf: `key '...' must have both 'secret' and 'algorithm' defined`, `unknown algorithm`"],
  },
  check({ model }, report) {
    for (const { name, word, setting, scope } of model.keys) {
      if (!scope || blockOf(setting.statement)?.close === -1) continue;
      const missing = ['algorithm', 'secret'].filter((part) => !scope.byName.has(part));
      if (missing.length > 0) {
        const what = missing.length === 2 ? t`neither algorithm nor secret` : t`no ${missing[0]}`;
        const message = t`The key '${name}' has ${what}, so named refuses the configuration. Add what tsig-keygen printed for it.`;
        report(placeOf(setting.file, word), message);
      }
      const algorithm = scope.byName.get('algorithm')?.[0];
      const value = algorithm && argumentsOf(algorithm.statement)[0];
      if (!value || TSIG_ALGORITHM.test(value.text)) continue;
      const message = t`BIND has no key algorithm '${value.text}', so named refuses the configuration. hmac-sha256 is the usual one.`;
      report(placeOf(algorithm.file, value), message);
    }
  },
};
