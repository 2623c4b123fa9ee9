import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { deletionOf, isOfResolver, whyRefused, withoutPort } from './support/sourcePort.ts';
import { numberOf, wordAfter } from './support/words.ts';

/** A resolver that sends its queries from one port. */
export const fixedQueryPort: ConfRule = {
  id: 'conf/fixed-query-port',
  title: 'Queries from one port',
  severity: 'warning',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds: '`query-source` or `query-source-v6` with a port, on a server that resolves.',
    why: 'Whoever wants to put a forged answer into the cache has to guess the port and a number of 16 bits. With one port the number alone is left, which takes seconds.',
    bad: 'options {\n\trecursion yes;\n\tquery-source address * port 5353;\n};',
    good: 'options {\n\trecursion yes;\n\tquery-source address *;\n};',
    sources: [
      'RFC 5452 section 9.2',
      'US-CERT VU#800113 (CVE-2008-1447)',
      'named: `using specific query-source port suppresses port randomization and can be insecure`',
    ],
  },
  check(context, report) {
    for (const setting of settingsOf(context.model)) {
      const port = wordAfter(setting.statement, 'port');
      // Port 0 is any, as an asterisk is.
      if (!port || !numberOf(port) || !isOfResolver(context, setting)) continue;
      // conf/source-port tells it.
      if (whyRefused(context, setting)) continue;
      const keyword = setting.statement.values[setting.statement.values.indexOf(port) - 1];
      const message = t`All queries leave from port ${port.text}, so a forged answer only has to guess 16 bits. Leave the port out, and named takes another one for each query.`;
      const without = withoutPort(setting);
      report(
        placeOf(setting.file, { start: keyword.start, end: port.end }),
        message,
        without ? { data: { ...without } } : {},
      );
    }
  },
  fixes: (problem) => deletionOf(problem, true),
};
