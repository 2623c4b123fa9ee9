import { statusIn } from '../../conf/lookup.ts';
import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { fixesByMigration } from './removed-statement.ts';
import { migrationText } from './support/migrate.ts';

/** A statement that still reads, and will not for long. */
export const deprecatedStatement: ConfRule = {
  id: 'conf/deprecated-statement',
  title: 'Statement that is going away',
  severity: 'information',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A statement that the target release of BIND warns about: deprecated (it still works) or obsolete (it is ignored).',
    why: 'A later release refuses the file. An obsolete statement does nothing already.',
    bad: 'trusted-keys {\n\texample.com. 257 3 13 "...";\n};',
    good: 'trust-anchors {\n\texample.com. static-key 257 3 13 "...";\n};',
    sources: ["named-checkconf: `option '...' is deprecated`, `option '...' is obsolete and should be removed`"],
  },
  check({ model, version }, report) {
    for (const { statement, file, row, name } of settingsOf(model)) {
      const status = row && statusIn(row, version);
      if (status !== 'deprecated' && status !== 'obsolete') continue;
      const what = status === 'obsolete' ? t`ignores` : t`warns about`;
      const gone = row?.removed ? t` and ${row.removed} refuses it` : '';
      const message = t`BIND ${version} ${what} '${name}'${gone}. ${migrationText(row)}`;
      report(placeOf(file, statement.values[0]), message, { tag: 'deprecated' });
    }
  },
  fixes: fixesByMigration,
};
