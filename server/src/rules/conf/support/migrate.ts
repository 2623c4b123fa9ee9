/** Fixes that take a configuration over to what its release of BIND reads. */

import type { ConfFile, ConfModel, Setting, Zone } from '../../../conf/model.ts';
import { settingFor } from '../../../conf/model.ts';
import type { StatementInfo } from '../../../conf/statements.ts';
import type { Block, Statement, Word } from '../../../conf/tree.ts';
import { argumentsOf, blockOf, indentAt, keywordOf } from '../../../conf/tree.ts';
import { t, translated } from '../../../l10n.ts';
import type { Fix, FixEdit } from '../../rule.ts';
import { deletion, replacement } from '../context.ts';

/** What has become of a statement's name, for the statements that need more than a new name. */
const REWRITES: Readonly<Record<string, (setting: Setting, model: ConfModel) => Fix[]>> = {
  'auto-dnssec': autoDnssec,
  'managed-keys': trustAnchors,
  'trusted-keys': trustAnchors,
};

/** What to do about a statement that is gone or going. */
export function migrationText(row: StatementInfo | undefined): string {
  return row?.migration ? translated(row.migration.text) : t`Delete it.`;
}

/** The ways to take a statement over, by the migration of its row. */
export function migrationFixes(setting: Setting, model: ConfModel): Fix[] {
  const { row, statement, file, name } = setting;
  const migration = row?.migration;
  if (!migration) return [];
  if (migration.action === 'rewrite') return REWRITES[name]?.(setting, model) ?? [];
  const isThere = migration.to !== undefined && hasSibling(statement, migration.to);
  if (migration.action === 'delete' || isThere) {
    return [{ title: t`Delete '${name}'`, edits: [deletion(file, statement)], preferred: true }];
  }
  const to = migration.to ?? name;
  const edits = [replacement(file, statement.values[0], to)];
  return [{ title: t`Rename '${name}' to '${to}'`, edits, preferred: true }];
}

function hasSibling(statement: Statement, name: string): boolean {
  return statement.block.statements.some((other) => keywordOf(other) === name);
}

/** The zone whose own block a statement stands in. */
function zoneAround(model: ConfModel, block: Block): Zone | undefined {
  return model.zones.find((zone) => zone.scope.block === block);
}

function autoDnssec(setting: Setting, model: ConfModel): Fix[] {
  const { statement, file } = setting;
  const remove: Fix = { title: t`Delete 'auto-dnssec'`, edits: [deletion(file, statement)] };
  const isOff = argumentsOf(statement)[0]?.text.toLowerCase() === 'off';
  if (isOff || hasSibling(statement, 'dnssec-policy')) return [{ ...remove, preferred: true }];
  const zone = zoneAround(model, statement.block);
  // BIND 9.18 wants to be told to sign in line where the zone is not updated dynamically.
  const isUpdated = zone && ['allow-update', 'update-policy'].some((name) => settingFor(model, zone, name));
  const needsInline = zone && !isUpdated && !zone.scope.byName.has('inline-signing');
  const inline = needsInline ? `\n${indentAt(file.tree.text, statement.start)}inline-signing yes;` : '';
  const edits = [replacement(file, statement, `dnssec-policy default;${inline}`)];
  return [{ title: t`Replace 'auto-dnssec' by 'dnssec-policy default'`, edits }, remove];
}

/**
 * managed-keys and trusted-keys become trust-anchors. BIND refuses a configuration that has both the old and the new, so all of them
 * are taken over at once. Comments and the layout of the keys stay.
 */
function trustAnchors(_setting: Setting, model: ConfModel): Fix[] {
  const edits: FixEdit[] = [];
  const seen = new Set<Statement>();
  for (const scope of [model.top, ...model.views.map((view) => view.scope)]) {
    for (const name of ['managed-keys', 'trusted-keys']) {
      for (const { statement, file } of scope.byName.get(name) ?? []) {
        if (seen.has(statement)) continue;
        seen.add(statement);
        edits.push(replacement(file, statement.values[0], 'trust-anchors'));
        if (name === 'trusted-keys') edits.push(...staticKeys(file, statement));
      }
    }
  }
  return [{ title: t`Write the keys as 'trust-anchors'`, edits, preferred: true }];
}

function staticKeys(file: ConfFile, statement: Statement): FixEdit[] {
  return (blockOf(statement)?.statements ?? []).flatMap((element) => {
    const name = element.values.find((value): value is Word => value.kind === 'word');
    return name ? [{ uri: file.uri, start: name.end, end: name.end, newText: ' static-key' }] : [];
  });
}
