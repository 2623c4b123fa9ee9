/** Fixes that take a statement over to what its release of BIND reads. */

import { findStatement } from '../../../conf/lookup.ts';
import type { ConfModel, Setting } from '../../../conf/model.ts';
import type { StatementInfo } from '../../../conf/statements.ts';
import type { Statement } from '../../../conf/tree.ts';
import { argumentsOf, keywordOf } from '../../../conf/tree.ts';
import { OLDEST_BIND_VERSION } from '../../../dns/versions.ts';
import { t, translated } from '../../../l10n.ts';
import { insertionAfter, replacement } from './edits.ts';
import { trustAnchors } from './migrateAnchors.ts';
import { filterAaaa } from './migratePlugin.ts';
import { autoDnssec, maxZoneTtl, signatureValidity } from './migrateSigning.ts';
import { inlineSigning, mirrorZone } from './migrateZone.ts';
import type { MigrationFacts, MigrationFix } from './migration.ts';
import { removal } from './removal.ts';

type Rewrite = (setting: Setting, model: ConfModel, facts: MigrationFacts) => MigrationFix[];

/** What has become of a statement, where it takes more than a new name. */
const REWRITES: Readonly<Record<string, Rewrite>> = {
  'auto-dnssec': (setting, model, { version = OLDEST_BIND_VERSION, keysOf }) =>
    autoDnssec(setting, model, version, keysOf),
  'managed-keys': (_setting, model) => trustAnchors(model),
  'trusted-keys': (_setting, model) => trustAnchors(model),
  'filter-aaaa': filterAaaa,
  'filter-aaaa-on-v4': filterAaaa,
  'filter-aaaa-on-v6': filterAaaa,
  'inline-signing': inlineSigning,
  mirror: mirrorZone,
  'max-zone-ttl': maxZoneTtl,
  'sig-validity-interval': signatureValidity,
  'dnskey-sig-validity': signatureValidity,
  'bindkeys-file': bindkeysFile,
  'tkey-gssapi-credential': gssapiCredential,
};

/** What to do about a statement that is gone or going. */
export function migrationText(row: StatementInfo | undefined): string {
  return row?.migration ? translated(row.migration.text) : t`Delete it.`;
}

/** The ways to take a statement over, by the migration of its row; the first is the one to take. */
export function migrationFixes(setting: Setting, model: ConfModel, facts: MigrationFacts = {}): MigrationFix[] {
  const { row, statement, file, name } = setting;
  if (!row?.migration && !row?.removed) return [];
  if (row.migration && REWRITES[name]) return REWRITES[name](setting, model, facts);
  if (row.migration?.action === 'rewrite') return [];
  const to = row.migration?.to;
  if (to === undefined || hasNewName(setting, to)) return [deleting(setting)];
  const edits = [replacement(file, statement.values[0], to)];
  return [{ title: t`Rename '${name}' to '${to}'`, edits, preferred: true }];
}

/** The fix that takes a statement out, comments left. */
function deleting({ file, statement, name }: Setting): MigrationFix {
  return { title: t`Delete '${name}'`, edits: [removal(file, statement)], preferred: true };
}

/** Whether the statement's new name stands beside it already, and may stand there but once. */
function hasNewName({ statement, clause }: Setting, to: string): boolean {
  return !findStatement(to, clause)?.multi && hasSibling(statement, to);
}

function hasSibling(statement: Statement, name: string): boolean {
  return statement.block.statements.some((other) => keywordOf(other) === name);
}

/** BIND brings the keys of its own file along; keys in another file are trust anchors that are included. */
function bindkeysFile(setting: Setting, model: ConfModel): MigrationFix[] {
  const [word] = argumentsOf(setting.statement);
  const isOwn = !word || /(?:^|\/)bind\.keys$|root\.key$/.test(word.text);
  const { options } = model;
  if (isOwn || !options?.block.owner) return [deleting(setting)];
  const edits = [
    removal(setting.file, setting.statement),
    insertionAfter(options.file, options.block.owner, `include "${word.text}";`),
  ];
  const note = t`The keys of ${word.text} are included as trust anchors: the file has to hold trust-anchors clauses, and none for the root zone beside 'dnssec-validation auto'.`;
  return [{ title: t`Include the keys as trust anchors`, edits, preferred: true, note }];
}

const DEFAULT_KEYTAB = '/etc/krb5.keytab';

/** The credential was a principal, whose key named read from the system's keytab. */
function gssapiCredential(setting: Setting): MigrationFix[] {
  if (hasSibling(setting.statement, 'tkey-gssapi-keytab')) return [deleting(setting)];
  const [word] = argumentsOf(setting.statement);
  if (!word) return [deleting(setting)];
  const edits = [
    replacement(setting.file, setting.statement.values[0], 'tkey-gssapi-keytab'),
    replacement(setting.file, word, `"${DEFAULT_KEYTAB}"`),
  ];
  const note = t`named takes the key of '${word.text}' from ${DEFAULT_KEYTAB}, the usual keytab. Name another file where yours is elsewhere.`;
  return [{ title: t`Name the keytab with 'tkey-gssapi-keytab'`, edits, preferred: true, note }];
}
