/** A migration as an edit that an editor shows before it is made. */
import type { WorkspaceEdit } from 'vscode-languageserver-types';
import type { ConfModel } from '../../conf/model.ts';
import type { BindVersion } from '../../dns/versions.ts';
import { listed, t } from '../../l10n.ts';
import type { MigrationAnswer } from '../service.ts';
import type { BufferOf } from '../shared/ranges.ts';
import { reviewedEdit } from '../shared/reviewedEdit.ts';
import { type Migration, migrateConfiguration } from './migration.ts';

const MIGRATION = 'migration';

/** What takes a configuration over to a release, as one edit to be confirmed, and what is left to the user. */
export function confMigration(model: ConfModel, version: BindVersion, bufferOf: BufferOf): MigrationAnswer {
  const migration = migrateConfiguration(model, version);
  const edit = migrationEdit(migration, version, bufferOf);
  const left = [...new Set(migration.left.map(({ message }) => message))];
  const notes = [...migration.notes, ...left.slice(0, SHOWN)];
  if (left.length > SHOWN) notes.push(t`${left.length - SHOWN} more problems are left that BIND ${version} refuses.`);
  return { edit: edit ?? null, notes };
}

/** Messages about what is left that one notification has. */
const SHOWN = 3;

/** The edit, which is shown before it is made; undefined where nothing changes, or where a file's text is not at hand. */
export function migrationEdit(
  migration: Migration,
  version: BindVersion,
  bufferOf: BufferOf,
): WorkspaceEdit | undefined {
  const edits = migration.files.flatMap(({ uri, edits: own }) =>
    own.map((edit) => ({ ...edit, uri, group: MIGRATION })),
  );
  const group = { label: t`Migrate to BIND ${version}`, description: listed(migration.steps) };
  return reviewedEdit(edits, { [MIGRATION]: group }, bufferOf);
}
