import { statusIn } from '../../conf/lookup.ts';
import { placeOf } from '../../conf/model.ts';
import { BIND_VERSIONS } from '../../conf/statements.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { fixesByMigration } from './removed-statement.ts';
import { migrationText } from './support/migrate.ts';

/** A statement that works without a word, and stops a later release from starting. */
export const goneInNextRelease: ConfRule = {
  id: 'conf/gone-in-next-release',
  title: 'Statement that a later release refuses',
  severity: 'information',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: 'A statement that the target release takes without a warning and that a later one refuses.',
    why: 'named does not start after the upgrade, and nothing in its log says so before.',
    bad: 'options {\n\tlock-file none;\n};',
    good: 'options {\n\tdirectory "/var/cache/bind";\n};',
    sources: [
      'The release notes of BIND 9.20 and 9.21',
      "named-checkconf of the later release: `option '...' no longer exists`",
    ],
  },
  check({ model, version }, report) {
    const later = BIND_VERSIONS.slice(BIND_VERSIONS.indexOf(version) + 1);
    for (const { row, name, file, statement } of settingsOf(model)) {
      if (!row || statusIn(row, version) !== 'ok') continue;
      const next = later.find((release) => statusIn(row, release) === 'removed');
      if (!next) continue;
      const message = t`named will not start with '${name}' on BIND ${next}. ${migrationText(row)}`;
      report(placeOf(file, statement.values[0]), message);
    }
  },
  fixes: fixesByMigration,
};
