/** What ended inside of statements that are still there: ports of source addresses, DSCP values, zone types, older words. */

import type { ConfModel, Named, Setting } from '../../../conf/model.ts';
import type { BindVersion } from '../../../conf/statements.ts';
import type { Block, Statement, Value, Word } from '../../../conf/tree.ts';
import { argumentsOf, blockOf } from '../../../conf/tree.ts';
import { isYes } from '../../../conf/valueKinds.ts';
import { atLeast } from '../../../dns/versions.ts';
import { t } from '../../../l10n.ts';
import type { FixEdit } from '../../rule.ts';
import { settingsOf } from '../context.ts';
import { replacement } from './edits.ts';
import type { MigrationFix } from './migration.ts';
import { removal } from './removal.ts';
import { hasUnreadIncludes } from './words.ts';

/** Statements whose address can no longer have a port, from 9.21 on. */
const SOURCES = /^(?:query|transfer|notify|parental|alt-transfer)-source(?:-v6)?$/;
/** Statements that could have a DSCP value, before 9.20. */
const WITH_DSCP = new Set([
  'also-notify',
  'primaries',
  'masters',
  'parental-agents',
  'forwarders',
  'listen-on',
  'listen-on-v6',
]);
const SERVER_LISTS = new Set(['primaries', 'masters', 'parental-agents']);
/** Classes that are not IN, which is CLASS1. */
const OTHER_CLASS = /^(?:CH|CHAOS|HS|HESIOD|ANY|NONE|RESERVED0|CLASS(?!0{0,4}1$)\d{1,5})$/;
/** Words that have a successor which every release has that is covered here, by statement. */
const OLD_WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  type: { master: 'primary', slave: 'secondary' },
  notify: { 'master-only': 'primary-only' },
  'check-names': { master: 'primary', slave: 'secondary' },
};

/** The changes that a release asks for inside of statements, and the words that it has in place of older ones. */
export function valueMigrations(model: ConfModel, version: BindVersion): MigrationFix[] {
  return settingsOf(model).flatMap((setting) => [
    ...withoutPort(setting, version),
    ...withoutDscp(setting, version),
    ...delegationOnly(setting, model, version),
    ...delegationOnlyLog(setting, version),
    ...oldWords(setting),
    ...serverList(setting, model, version),
    ...agentsOfOneName(setting, model, version),
    ...otherClass(setting, model, version),
    ...catalogPrimaries(setting),
    ...cookieAlgorithm(setting, version),
    ...withAnchors(setting, model, version),
  ]);
}

/** Takes a keyword and its value out, with the blank before them. */
function withoutPair(setting: Setting, values: readonly Value[], keyword: string): FixEdit[] {
  const { file } = setting;
  const { text } = file.tree;
  const edits: FixEdit[] = [];
  for (const [i, value] of values.entries()) {
    const next = values[i + 1];
    if (value.kind !== 'word' || value.quoted || value.text.toLowerCase() !== keyword || next?.kind !== 'word')
      continue;
    let { start } = value;
    while (text[start - 1] === ' ' || text[start - 1] === '\t') start--;
    // Two edits, so that a comment between the two words stays.
    edits.push({ uri: file.uri, start, end: value.end, newText: '' });
    const gap = text.slice(value.end, next.start);
    const from = gap.trim() === '' ? value.end : next.start;
    edits.push({ uri: file.uri, start: from, end: next.end, newText: '' });
  }
  return edits;
}

function withoutPort(setting: Setting, version: BindVersion): MigrationFix[] {
  if (!atLeast(version, '9.21') || !SOURCES.test(setting.name)) return [];
  const edits = withoutPair(setting, setting.statement.values.slice(1), 'port');
  if (edits.length === 0) return [];
  const isAddressLeft = argumentsOf(setting.statement).length > 2;
  if (!isAddressLeft)
    return [{ title: t`Delete '${setting.name}'`, edits: [removal(setting.file, setting.statement)] }];
  return [{ title: t`Delete the port of '${setting.name}'`, edits }];
}

function withoutDscp(setting: Setting, version: BindVersion): MigrationFix[] {
  if (!atLeast(version, '9.20') || (!WITH_DSCP.has(setting.name) && !SOURCES.test(setting.name))) return [];
  const elements = blockOf(setting.statement)?.statements ?? [];
  // An address with a DSCP value reads as several elements that lack their semicolons.
  const inList = elements.flatMap((element) => element.values);
  const edits = [setting.statement.values.slice(1), inList].flatMap((values) => withoutPair(setting, values, 'dscp'));
  return edits.length === 0 ? [] : [{ title: t`Delete 'dscp' from '${setting.name}'`, edits }];
}

/** Zones of type delegation-only have had no effect on answers since 9.20 refused them. */
function delegationOnly(setting: Setting, model: ConfModel, version: BindVersion): MigrationFix[] {
  if (!atLeast(version, '9.20') || setting.name !== 'type' || setting.clause !== 'zone') return [];
  if (argumentsOf(setting.statement)[0]?.text.toLowerCase() !== 'delegation-only') return [];
  const zone = model.zones.find(({ scope }) => scope.block === setting.statement.block);
  if (!zone) return [];
  const { file, statement } = zone.setting;
  return [{ title: t`Delete the zone '${zone.name}' of type delegation-only`, edits: [removal(file, statement)] }];
}

/** The log category of what zones of type delegation-only did: named refuses it from 9.20 on. */
function delegationOnlyLog({ name, clause, file, statement }: Setting, version: BindVersion): MigrationFix[] {
  if (!atLeast(version, '9.20') || name !== 'category' || clause !== 'logging') return [];
  if (argumentsOf(statement)[0]?.text !== 'delegation-only') return [];
  return [{ title: t`Delete the log category delegation-only`, edits: [removal(file, statement)] }];
}

function oldWords(setting: Setting): MigrationFix[] {
  const { name, clause, file, statement } = setting;
  if (name === 'masters' && clause !== 'top') {
    const isBoth = statement.block.statements.some((other) => isNamed(other, 'primaries'));
    const edits = [replacement(file, statement.values[0], 'primaries')];
    return isBoth ? [] : [{ title: t`Rename 'masters' to 'primaries'`, edits }];
  }
  const words = OLD_WORDS[name];
  const [word] = argumentsOf(statement);
  const to = word && words?.[word.text.toLowerCase()];
  if (!to || (name === 'type' && clause !== 'zone' && clause !== 'template')) return [];
  const isThere = statement.block.statements.some((other) => isNamed(other, name) && firstOf(other) === to);
  if (isThere) return [];
  return [{ title: t`Change '${name} ${word.text}' to '${to}'`, edits: [replacement(file, word, to)] }];
}

function isNamed(statement: Statement, name: string): boolean {
  const [first] = statement.values;
  return first?.kind === 'word' && first.text.toLowerCase() === name;
}

function firstOf(statement: Statement): string | undefined {
  return argumentsOf(statement)[0]?.text.toLowerCase();
}

/**
 * Lists of servers at the top have one name in 9.21. 9.20 has it from 9.20.5 on and takes the older ones too, so they stay there. Lists that
 * share a name keep their words.
 */
function serverList(setting: Setting, model: ConfModel, version: BindVersion): MigrationFix[] {
  const { name, clause, file, statement } = setting;
  if (clause !== 'top' || !SERVER_LISTS.has(name)) return [];
  const to = atLeast(version, '9.21') ? 'remote-servers' : 'primaries';
  if (to === 'primaries' && name !== 'masters') return [];
  if (listsNamed(model, firstOf(statement)).length > 1) return [];
  return [{ title: t`Rename '${name}' to '${to}'`, edits: [replacement(file, statement.values[0], to)] }];
}

function listsNamed(model: ConfModel, name: string | undefined): readonly Named[] {
  return model.serverLists.filter((other) => other.name.toLowerCase() === name);
}

/** 9.18 keeps lists of parental agents apart. From 9.20 on all lists are of one kind, and two of one name are refused. */
function agentsOfOneName(setting: Setting, model: ConfModel, version: BindVersion): MigrationFix[] {
  const { name, clause, file, statement } = setting;
  if (!atLeast(version, '9.20') || clause !== 'top' || name !== 'parental-agents') return [];
  const [word] = argumentsOf(statement);
  const same = listsNamed(model, word?.text.toLowerCase());
  if (!word || same.every((list) => list.setting.name === 'parental-agents')) return [];
  let to = `${word.text}-agents`;
  while (listsNamed(model, to.toLowerCase()).length > 0) to += '-2';
  const edits = [replacement(file, word, word.quoted ? `"${to}"` : to)];
  for (const user of settingsOf(model)) {
    if (user.name !== 'parental-agents') continue;
    for (const element of blockOf(user.statement)?.statements ?? []) {
      const [first] = element.values;
      if (first?.kind === 'word' && first.text.toLowerCase() === word.text.toLowerCase()) {
        edits.push(replacement(user.file, first, first.quoted ? `"${to}"` : to));
      }
    }
  }
  return [
    { title: t`Rename the parental agents '${word.text}' to '${to}', since a list of primaries has that name`, edits },
  ];
}

/** From 9.21 on named has class IN only, and does not start with a view of another. */
function otherClass(setting: Setting, model: ConfModel, version: BindVersion): MigrationFix[] {
  if (!atLeast(version, '9.21') || setting.name !== 'view' || setting.clause !== 'top') return [];
  const view = model.views.find((candidate) => candidate.setting === setting);
  const className = view?.className ?? 'IN';
  if (!view || !OTHER_CLASS.test(className)) return [];
  const note = t`BIND ${version} has class IN only, so the view '${view.name}' of class ${className} is gone with its zones. What version.bind and its like answer is set with 'version', 'hostname' and 'server-id' in options.`;
  const edits = [removal(setting.file, setting.statement)];
  return [{ title: t`Delete the view '${view.name}' of class ${className}`, edits, note }];
}

function catalogPrimaries(setting: Setting): MigrationFix[] {
  if (setting.name !== 'catalog-zones') return [];
  const wordsOf = (list: Block | undefined) =>
    (list?.statements ?? []).flatMap(({ values }) => {
      const words = values.filter((value): value is Word => value.kind === 'word' && !value.quoted);
      const isBoth = words.some((word) => word.text.toLowerCase() === 'default-primaries');
      return isBoth ? [] : words.filter((word) => word.text.toLowerCase() === 'default-masters');
    });
  return wordsOf(blockOf(setting.statement)).map((word) => ({
    title: t`Rename 'default-masters' to 'default-primaries'`,
    edits: [replacement(setting.file, word, 'default-primaries')],
  }));
}

function cookieAlgorithm(setting: Setting, version: BindVersion): MigrationFix[] {
  const [word] = argumentsOf(setting.statement);
  if (!atLeast(version, '9.20') || setting.name !== 'cookie-algorithm' || word?.text.toLowerCase() !== 'aes') return [];
  const edits = [replacement(setting.file, word, 'siphash24')];
  return [{ title: t`Change 'cookie-algorithm' to siphash24`, edits }];
}

/** `dnssec-validation yes` without a trust anchor validated nothing; from 9.20 on named does not start with it. */
function withAnchors(setting: Setting, model: ConfModel, version: BindVersion): MigrationFix[] {
  const [word] = argumentsOf(setting.statement);
  if (!atLeast(version, '9.20') || setting.name !== 'dnssec-validation' || !word) return [];
  if (!isYes(word.text) || model.trustAnchors.length > 0) return [];
  if (hasUnreadIncludes(model)) return [];
  const note = t`Answers are validated with the built-in key of the root zone now; without a trust anchor they were not.`;
  return [{ title: t`Change 'dnssec-validation' to auto`, edits: [replacement(setting.file, word, 'auto')], note }];
}
