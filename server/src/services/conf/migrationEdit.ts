/** A migration as an edit that an editor shows before it is made. */
import type { AnnotatedTextEdit, ChangeAnnotation, WorkspaceEdit } from 'vscode-languageserver-types';
import type { ConfModel } from '../../conf/model.ts';
import type { BindVersion } from '../../dns/versions.ts';
import { listed, t } from '../../l10n.ts';
import type { MigrationAnswer } from '../service.ts';
import { type BufferOf, toRange } from '../shared/ranges.ts';
import { type Migration, migrateConfiguration } from './migration.ts';

const ANNOTATION = 'migration';

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

/** The edit with all of its changes to be confirmed; undefined where nothing changes, or where a file's text is not at hand. */
export function migrationEdit(
  migration: Migration,
  version: BindVersion,
  bufferOf: BufferOf,
): WorkspaceEdit | undefined {
  const documentChanges = [];
  for (const { uri, edits } of migration.files) {
    const buffer = bufferOf(uri);
    if (!buffer) return undefined;
    const annotated: AnnotatedTextEdit[] = edits.map(({ start, end, newText }) => ({
      range: toRange(buffer, start, end),
      newText,
      annotationId: ANNOTATION,
    }));
    documentChanges.push({ textDocument: { uri, version: null }, edits: annotated });
  }
  if (documentChanges.length === 0) return undefined;
  const annotation: ChangeAnnotation = {
    label: t`Migrate to BIND ${version}`,
    description: listed(migration.steps),
    needsConfirmation: true,
  };
  return { documentChanges, changeAnnotations: { [ANNOTATION]: annotation } };
}
