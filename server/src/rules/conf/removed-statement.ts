import { statusIn } from '../../conf/lookup.ts';
import { placeOf } from '../../conf/model.ts';
import type { Statement } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import type { Fix, Problem } from '../rule.ts';
import type { ConfContext, ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { migrationFixes, migrationText } from './support/migrate.ts';

/** The fixes of the statement that a problem begins with. */
export function fixesByMigration(problem: Problem, { model, version }: ConfContext): Fix[] {
  const isIt = (statement: Statement) => statement.start === problem.start;
  for (const setting of settingsOf(model)) {
    if (setting.file.uri === problem.uri && isIt(setting.statement)) return migrationFixes(setting, model, { version });
  }
  return [];
}

/** A statement that the target release no longer reads. */
export const removedStatement: ConfRule = {
  id: 'conf/removed-statement',
  title: 'Statement that is gone',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: 'A statement that the target release of BIND has dropped, with what to do instead.',
    why: 'named refuses the file, so an upgrade leaves you without a server.',
    bad: 'options {\n\tdnssec-enable yes;\n};',
    good: 'options {\n\tdnssec-validation auto;\n};',
    sources: ["named-checkconf: `option '...' no longer exists`"],
  },
  check({ model, version }, report) {
    for (const { statement, file, row, name } of settingsOf(model)) {
      if (!row || statusIn(row, version) !== 'removed') continue;
      const message = t`BIND ${version} no longer has '${name}' and refuses the file. ${migrationText(row)}`;
      report(placeOf(file, statement.values[0]), message);
    }
  },
  once: ({ message }) => message,
  fixes: fixesByMigration,
};
