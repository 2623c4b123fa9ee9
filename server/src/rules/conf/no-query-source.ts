import { placeOf } from '../../conf/model.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { globalScopes } from './support/scopes.ts';
import { wordsOf } from './support/words.ts';

/** No address to ask other servers from. */
export const noQuerySource: ConfRule = {
  id: 'conf/no-query-source',
  title: 'No address to send queries from',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: '`query-source none` and `query-source-v6 none` in one block.',
    why: 'named could ask nobody, over IPv4 or IPv6, and refuses the configuration.',
    bad: 'options {\n\tquery-source none;\n\tquery-source-v6 none;\n};',
    good: 'options {\n\tquery-source none;\n};',
    sources: ["named-checkconf: `query-source and query-source-v6 can't be none at the same time`"],
  },
  check({ model, version }, report) {
    if (!atLeast(version, '9.20')) return;
    for (const { byName } of globalScopes(model)) {
      const [v4, v6] = ['query-source', 'query-source-v6'].map((name) => byName.get(name)?.[0]);
      const isNone = (setting: typeof v4) =>
        setting && wordsOf(setting.statement.values).some(({ text }) => text.toLowerCase() === 'none');
      if (!v4 || !v6 || !isNone(v4) || !isNone(v6)) continue;
      report(
        placeOf(v6.file, v6.statement.values[0]),
        t`Queries may go out neither over IPv4 nor over IPv6, so named refuses the configuration. Allow one of them.`,
        {
          related: [{ ...placeOf(v4.file, v4.statement.values[0]), message: t`The same for IPv4.` }],
        },
      );
    }
  },
};
