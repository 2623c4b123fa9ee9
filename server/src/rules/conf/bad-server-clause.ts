import { readMatchWord } from '../../conf/matchWord.ts';
import { placeOf } from '../../conf/model.ts';
import { prefixText } from '../../dns/prefixes.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { deletionFix, settingAt } from './support/edits.ts';

const SOURCES = ['transfer-source', 'notify-source', 'parental-source', 'query-source'];

/** A server clause that is there twice, or that names addresses of the other family. */
export const badServerClause: ConfRule = {
  id: 'conf/bad-server-clause',
  title: 'Server clause that cannot apply',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'Two `server` clauses for one address or prefix in a block, and a source address of the other family: `transfer-source-v6` for an IPv4 server.',
    why: 'named refuses the configuration.',
    bad: 'server 192.0.2.1 {\n\ttransfer-source-v6 2001:db8::1;\n};',
    good: 'server 192.0.2.1 {\n\ttransfer-source 192.0.2.53;\n};',
    sources: ['named-checkconf: `server ...: already exists previous definition`, `... not legal`'],
  },
  check({ model }, report) {
    const first = new Map<string, ReturnType<typeof placeOf>>();
    for (const { name, word, setting, scope, view } of model.servers) {
      if (setting.clause !== 'top' && setting.clause !== 'view') continue;
      const family = name.includes(':') ? 6 : 4;
      const read = readMatchWord(word);
      const place = placeOf(setting.file, word);
      const key = `${view ? `${view.className} ${view.name}` : ''}/${read.kind === 'prefix' ? prefixText(read.prefix) : name}`;
      const earlier = first.get(key);
      if (earlier && earlier.start !== place.start) {
        const message = t`There is a server clause for '${name}' already, so named refuses the configuration. Put both into one.`;
        report(place, message, { related: [{ ...earlier, message: t`It is first defined here.` }] });
      } else first.set(key, place);
      for (const source of SOURCES) {
        const other = scope?.byName.get(family === 4 ? `${source}-v6` : source)?.[0];
        if (!other) continue;
        const message = t`'${other.name}' is for IPv${family === 4 ? 6 : 4}, and '${name}' is an IPv${family} server: named refuses the configuration. Delete it.`;
        report(placeOf(other.file, other.statement.values[0]), message, { data: { option: other.name } });
      }
    }
  },
  fixes(problem, { model }) {
    const setting = settingAt(model, problem);
    if (!setting || problem.data?.option === undefined) return [];
    return deletionFix(setting);
  },
};
