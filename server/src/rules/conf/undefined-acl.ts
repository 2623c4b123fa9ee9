import { prefixesMeant } from '../../conf/addressSlips.ts';
import { statusIn } from '../../conf/lookup.ts';
import { readMatchWord } from '../../conf/matchWord.ts';
import type { ConfFile, ConfModel, Setting } from '../../conf/model.ts';
import { aclNamed, placeOf, settingFor } from '../../conf/model.ts';
import type { ZoneType } from '../../conf/statements.ts';
import type { Block } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import { inParts } from '../../steps.ts';
import type { ConfContext, ConfReport, ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { hasKey } from './support/keys.ts';
import { BUILTIN_ACLS, elementsOf } from './support/matchLists.ts';
import { nearNames } from './support/nearNames.ts';
import { hasUnreadIncludes } from './support/words.ts';

/**
 * Lists that are looked up when a zone takes them from options or its view, by the types of zone that have them. named-checkconf
 * finds an undefined acl there only where such a zone is.
 */
const INHERITED: Readonly<Record<string, readonly ZoneType[]>> = {
  'allow-notify': ['secondary', 'mirror'],
  'allow-transfer': ['primary', 'secondary', 'mirror'],
  'allow-update': ['primary'],
  'allow-update-forwarding': ['secondary', 'mirror'],
};

/** Lists that named-checkconf does not look into; named does when it starts. */
const NOT_CHECKED = new Set(['acl', 'deny-answer-addresses', 'no-case-compress', 'response-padding']);

/** Built-in names that are offered; `any` and `none` are not, since they let everyone or nobody in. */
const OFFERED = ['localhost', 'localnets'];

/** An acl that is used and not defined. */
export const undefinedAcl: ConfRule = {
  id: 'conf/undefined-acl',
  title: 'Acl not defined',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A name in an address match list for which there is no `acl` clause, and an element with two exclamation marks, which is none. Silent where an included file could not be read, since it may be defined there.',
    why: 'named refuses the configuration. In a few lists (a warning) named-checkconf does not look, and named finds it when it starts.',
    bad: 'options {\n\tallow-query { trusted; };\n};',
    good: 'acl trusted { 192.0.2.0/24; };\noptions {\n\tallow-query { trusted; };\n};',
    sources: ["named-checkconf: `undefined ACL '...'`"],
  },
  *check(context, report) {
    const { model, version } = context;
    const isWhole = !hasUnreadIncludes(model);
    for (const part of inParts(settingsOf(model))) {
      yield;
      for (const setting of part) {
        const { statement, file, row } = setting;
        if (row && ['obsolete', 'removed'].includes(statusIn(row, version))) continue;
        for (const value of statement.values) {
          if (value.kind !== 'block' || !isMatchList(value)) continue;
          checkList(context, report, file, value, isWhole && isChecked(model, setting) ? 'error' : 'warning', isWhole);
        }
      }
    }
  },
  fixes({ uri, start, end, data }) {
    if (typeof data?.nearest !== 'string') return [];
    return [{ title: t`Change to '${data.nearest}'`, edits: [{ uri, start, end, newText: data.nearest }] }];
  },
};

/** Whether named-checkconf looks the list up. */
function isChecked(model: ConfModel, { name, clause, statement }: Setting): boolean {
  if (NOT_CHECKED.has(name) || clause === 'statistics-channels') return false;
  const types = INHERITED[name];
  if (clause === 'zone') return types !== undefined;
  if (clause === 'template' && name !== 'allow-update') return false;
  if (!types) return true;
  return model.zones.some(
    (zone) => zone.type && types.includes(zone.type) && settingFor(model, zone, name)?.statement === statement,
  );
}

function isMatchList(block: Block): boolean {
  return block.element?.kind === 'value' && block.element.type === 'match-list';
}

function checkList(
  context: ConfContext,
  report: ConfReport,
  file: ConfFile,
  block: Block,
  severity: 'error' | 'warning',
  isWhole: boolean,
): void {
  const { model } = context;
  for (const { values } of severity === 'error' ? block.statements : []) {
    const [first, second] = values;
    if (first?.kind !== 'not' || second?.kind !== 'not') continue;
    const message = t`An element of this list has one '!' at most, so named refuses the configuration. Write it without the two.`;
    report(placeOf(file, { start: first.start, end: second.end }), message);
  }
  for (const { word, block: inner } of elementsOf(block)) {
    if (inner) checkList(context, report, file, inner, severity, isWhole);
    if (!word || readMatchWord(word).kind !== 'name' || BUILTIN_ACLS.has(word.text.toLowerCase())) continue;
    if (aclNamed(model, word.text) || word.text.includes('%')) continue;
    const prefixes = prefixesMeant(word.text);
    if (prefixes) {
      const meant = prefixes.join('; ');
      const message = t`'${word.text}' is no element of a list: named takes it for the name of an acl, which is not there. Write prefixes: '${meant};'.`;
      report(placeOf(file, word), message, { severity, data: { nearest: meant } });
      continue;
    }
    if (!isWhole) continue;
    const isKey = hasKey(model, word.text);
    const nearest = isKey ? `key ${word.text}` : nearestAcl(model, word.text);
    const advice = isKey
      ? t`It is a key: write 'key ${word.text};'.`
      : nearest
        ? t`Did you mean '${nearest}'?`
        : t`Add acl "${word.text}" { ... }; or write the addresses here.`;
    const effect =
      severity === 'error'
        ? t`named refuses the configuration`
        : t`named may not start with it, though named-checkconf does not look here`;
    report(placeOf(file, word), t`There is no acl '${word.text}', so ${effect}. ${advice}`, {
      severity,
      ...(nearest ? { data: { nearest } } : {}),
    });
  }
}

const near = new WeakMap<ConfModel, (word: string) => string | undefined>();

/** The acl that a word is one slip away from. */
function nearestAcl(model: ConfModel, word: string): string | undefined {
  const find = near.get(model) ?? nearNames([...OFFERED, ...model.acls.map((acl) => acl.name)]);
  near.set(model, find);
  return find(word);
}
