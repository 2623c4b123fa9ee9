import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { globalScopes } from './support/scopes.ts';
import { argument, wordAfter } from './support/words.ts';

const FILE_ONLY = ['size', 'versions', 'suffix'];

/** dnstap without an output, or with one that contradicts itself. */
export const badDnstap: ConfRule = {
  id: 'conf/bad-dnstap',
  title: 'dnstap that goes nowhere',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      '`dnstap` without `dnstap-output` in options, and `size`, `versions` or `suffix` for an output that is a socket. For builds of BIND with dnstap.',
    why: 'named refuses the configuration.',
    bad: 'options {\n\tdnstap { all; };\n};',
    good: 'options {\n\tdnstap { all; };\n\tdnstap-output unix "/run/named/dnstap.sock";\n};',
    sources: ["named-checkconf: `'dnstap-output' must be set if 'dnstap' is set`"],
  },
  check({ model }, report) {
    const output = model.options?.byName.get('dnstap-output')?.[0];
    if (!output) {
      for (const scope of globalScopes(model)) {
        const dnstap = scope.byName.get('dnstap')?.[0];
        if (!dnstap) continue;
        report(
          placeOf(dnstap.file, dnstap.statement.values[0]),
          t`There is no 'dnstap-output' in options, so the messages go nowhere and named refuses the configuration. Add one.`,
        );
      }
      return;
    }
    if (argument(output)?.text.toLowerCase() !== 'unix') return;
    for (const name of FILE_ONLY) {
      const word = wordAfter(output.statement, name);
      if (!word) continue;
      report(
        placeOf(output.file, word),
        t`'${name}' is for a file, and the output is a socket, so named refuses the configuration. Delete it.`,
      );
    }
  },
};
