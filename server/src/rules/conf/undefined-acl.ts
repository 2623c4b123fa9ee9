import { prefixesMeant } from '../../conf/addressSlips.ts';
import { statusIn } from '../../conf/lookup.ts';
import { readMatchWord } from '../../conf/matchWord.ts';
import type { ConfFile, ConfModel, Setting } from '../../conf/model.ts';
import { aclNamed, placeOf, settingFor } from '../../conf/model.ts';
import type { BindVersion, ZoneType } from '../../conf/statements.ts';
import type { Block } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import { inParts, type Steps } from '../../steps.ts';
import type { ConfContext, ConfReport, ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { hasKey } from './support/keys.ts';
import { BUILTIN_ACLS, elementsOf, listIn } from './support/matchLists.ts';
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
const NOT_CHECKED = new Set(['deny-answer-addresses', 'no-case-compress', 'response-padding']);

/** Whether a list is looked up by named-checkconf, by named alone, or is an acl that none of those that are looked up name. */
type Use = 'checked' | 'named' | 'acl';

/** What follows from a name that is not there. */
const EFFECT: Readonly<Record<Use, () => string>> = {
  checked: () => t`named refuses the configuration`,
  named: () => t`named may not start with it, though named-checkconf does not look here`,
  acl: () => t`named refuses this acl as soon as a list uses it`,
};

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
    why: 'named refuses the configuration. In an acl that no list uses it does not look yet, and in a few lists named-checkconf does not look and named finds it when it starts: a warning.',
    bad: 'options {\n\tallow-query { trusted; };\n};',
    good: 'acl trusted { 192.0.2.0/24; };\noptions {\n\tallow-query { trusted; };\n};',
    sources: ["named-checkconf: `undefined ACL '...'`"],
  },
  *check(context, report) {
    const { model, version } = context;
    const isWhole = !hasUnreadIncludes(model);
    const checked = yield* checkedAcls(context);
    for (const part of inParts(settingsOf(model))) {
      yield;
      for (const setting of part) {
        for (const list of listsOf(setting, version)) {
          const use = setting.name === 'acl' ? (checked.has(list) ? 'checked' : 'acl') : useOf(model, setting);
          checkList(context, report, setting.file, list, { use, isWhole });
        }
      }
    }
  },
  fixes({ uri, start, end, data }) {
    if (typeof data?.nearest !== 'string') return [];
    return [{ title: t`Change to '${data.nearest}'`, edits: [{ uri, start, end, newText: data.nearest }] }];
  },
};

/** What is known where a list is looked at. */
interface Look {
  readonly use: Use;
  /** False where what is not there may be in a file that could not be read. */
  readonly isWhole: boolean;
}

/** The address match lists of a statement that the release reads. */
function listsOf({ statement, row }: Setting, version: BindVersion): readonly Block[] {
  if (row && ['obsolete', 'removed'].includes(statusIn(row, version))) return [];
  return statement.values.filter((value) => value.kind === 'block').filter(isMatchList);
}

/** The acls that named-checkconf looks into: those that a list that it looks up names, and those that these name in turn. */
function* checkedAcls({ model, version }: ConfContext): Steps<ReadonlySet<Block>> {
  const acls = new Set<Block>();
  const named = (list: Block): void => {
    const open = [list];
    for (let block = open.pop(); block; block = open.pop()) {
      for (const element of elementsOf(block)) {
        const inner = listIn(model, element);
        if (!inner) continue;
        if (element.block) open.push(inner);
        else acls.add(inner);
      }
    }
  };
  for (const part of inParts(settingsOf(model))) {
    yield;
    for (const setting of part) {
      if (setting.name === 'acl') continue;
      const lists = listsOf(setting, version);
      if (lists.length > 0 && useOf(model, setting) === 'checked') for (const list of lists) named(list);
    }
  }
  // The set grows while it is walked; an acl that names itself is in it already.
  for (const acl of acls) named(acl);
  return acls;
}

function useOf(model: ConfModel, setting: Setting): Use {
  return isChecked(model, setting) ? 'checked' : 'named';
}

/** Whether named-checkconf looks the list up; an acl, where such a list names it. */
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

function checkList(context: ConfContext, report: ConfReport, file: ConfFile, block: Block, look: Look): void {
  const { model } = context;
  const { use, isWhole } = look;
  const severity = isWhole && use === 'checked' ? 'error' : 'warning';
  for (const { values } of severity === 'error' ? block.statements : []) {
    const [first, second] = values;
    if (first?.kind !== 'not' || second?.kind !== 'not') continue;
    const message = t`An element of this list has one '!' at most, so named refuses the configuration. Write it without the two.`;
    report(placeOf(file, { start: first.start, end: second.end }), message);
  }
  for (const { word, block: inner } of elementsOf(block)) {
    if (inner) checkList(context, report, file, inner, look);
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
    report(placeOf(file, word), t`There is no acl '${word.text}', so ${EFFECT[use]()}. ${advice}`, {
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
