import { isRead, nearestName, rowsNamed } from '../../conf/lookup.ts';
import type { ConfModel, Setting } from '../../conf/model.ts';
import { placeOf } from '../../conf/model.ts';
import { either, t } from '../../l10n.ts';
import type { Fix } from '../rule.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { deletion, insertion, replacement, settingAt } from './support/edits.ts';
import { clauseText } from './unknown-statement.ts';

/** A statement in a clause that does not have it. */
export const misplacedStatement: ConfRule = {
  id: 'conf/misplaced-statement',
  title: 'Statement in the wrong clause',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: 'A statement that BIND knows, in a clause where it may not stand, with the clauses where it may.',
    why: 'named takes it for an unknown statement and refuses the file.',
    bad: 'options {\n\tacl trusted { 192.0.2.0/24; };\n};',
    good: 'acl trusted { 192.0.2.0/24; };\noptions {\n\tallow-recursion { trusted; };\n};',
    sources: ["named-checkconf: `unknown option '...'`"],
  },
  check({ model, version }, report) {
    for (const { statement, file, clause, row, name } of settingsOf(model)) {
      if (row) continue;
      const rows = rowsNamed(name).filter((other) => other.clauses[0].startsWith('rndc') === clause.startsWith('rndc'));
      if (rows.length === 0) continue;
      const here =
        clause === 'top' || clause === 'rndc' ? t`at the top of ${clauseText(clause)}` : t`in ${clauseText(clause)}`;
      const meant = nearestName(name, clause, 1);
      if (meant) {
        const message = t`'${name}' may not stand ${here}, so named refuses the file. It is '${meant}' here.`;
        report(placeOf(file, statement.values[0]), message, { data: { meant } });
        continue;
      }
      const current = rows.filter((other) => isRead(other, version));
      const homes = [...new Set((current.length > 0 ? current : rows).flatMap((other) => other.clauses))];
      const places = homes.map((home) => (home === 'top' ? t`at the top of named.conf` : t`in ${clauseText(home)}`));
      const where = either(places);
      const message = t`'${name}' may not stand ${here}, so named refuses the file. Move it: it belongs ${where}.`;
      const toOptions = clause === 'top' && homes.includes('options');
      report(placeOf(file, statement.values[0]), message, toOptions ? { data: { toOptions } } : {});
    }
  },
  once: ({ data, start }) => (data?.toOptions ? 'options' : `${start}`),
  fixes({ uri, start, end, data }, { model }) {
    if (typeof data?.meant === 'string') {
      return [
        { title: t`Change to '${data.meant}'`, edits: [{ uri, start, end, newText: data.meant }], preferred: true },
      ];
    }
    const setting = data?.toOptions ? settingAt(model, { uri, start }) : undefined;
    return setting ? moveToOptions(model, setting) : [];
  },
};

/** The fix that moves a statement into options, where they lack it; it makes the clause where there is none. */
function moveToOptions({ options }: ConfModel, { file, statement, name }: Setting): Fix[] {
  if (options?.byName.has(name) || statement.semicolon < 0) return [];
  const text = file.tree.text.slice(statement.start, statement.end);
  const title = t`Move it into 'options'`;
  if (!options) return [{ title, edits: [replacement(file, statement, `options { ${text} };`)] }];
  return [{ title, edits: [deletion(file, statement), insertion(options.file, options.block, text)] }];
}
