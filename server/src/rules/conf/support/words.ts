/** The words of statements, read as named reads them. */

import type { ConfModel, Scope, Setting, Zone } from '../../../conf/model.ts';
import { settingFor } from '../../../conf/model.ts';
import type { Block, Statement, Value, Word } from '../../../conf/tree.ts';
import { argumentsOf, blockOf } from '../../../conf/tree.ts';
import { isNo, isYes } from '../../../conf/valueKinds.ts';
import { parseName } from '../../../dns/nameText.ts';
import { elementsOf } from './matchLists.ts';
import { isPart } from './parts.ts';
import { effective } from './scopes.ts';

/** The policies that BIND brings along and that sign. */
const BUILTIN = new Set(['default', 'insecure']);

/** The words among values, blocks and `!` left out. */
export function wordsOf(values: readonly Value[]): readonly Word[] {
  return values.filter((value): value is Word => value.kind === 'word');
}

/** The word behind an unquoted keyword, the first value left out; undefined where it does not stand there. */
export function wordAfter(statement: Statement, keyword: string): Word | undefined {
  const { values } = statement;
  const at = values.findIndex(
    (value, i) => i > 0 && value.kind === 'word' && !value.quoted && value.text.toLowerCase() === keyword,
  );
  const next = at < 0 ? undefined : values[at + 1];
  return next?.kind === 'word' ? next : undefined;
}

/** The elements of a statement's first block. */
export function elements(setting: Setting | undefined): readonly Statement[] {
  return (setting && blockOf(setting.statement)?.statements) ?? [];
}

/** The first word of each element of a statement's first block. */
export function firstWords(setting: Setting | undefined): readonly Word[] {
  return elements(setting).flatMap(({ values }) => (values[0]?.kind === 'word' ? [values[0]] : []));
}

/** The first argument of a setting. */
export function argument(setting: Setting | undefined): Word | undefined {
  return setting && argumentsOf(setting.statement)[0];
}

/** The first argument of a setting, lower case. */
export function settingText(setting: Setting | undefined): string | undefined {
  return argument(setting)?.text.toLowerCase();
}

/** Whether a setting says no; false where it is absent. */
export function saysNo(setting: Setting | undefined): boolean {
  return isNo(argument(setting)?.text);
}

/** Whether a setting says yes; `fallback` where it is absent. */
export function saysYes(setting: Setting | undefined, fallback = false): boolean {
  const word = argument(setting);
  return word ? isYes(word.text) : fallback;
}

/** A whole number; undefined for other words. */
export function numberOf(word: Word | undefined): number | undefined {
  return word && /^\d+$/.test(word.text) ? Number(word.text) : undefined;
}

/** Whether named reads a text as a domain name (RFC 1035 section 5.1). */
export function isName(text: string): boolean {
  return parseName(text).error === undefined;
}

/** The dnssec-policy that a zone is signed by: its setting, and its name as written; undefined for `none` and for a policy that is not defined. */
export function signingPolicy(
  model: ConfModel,
  zone: Zone,
): { readonly setting: Setting; readonly word: Word } | undefined {
  const setting = settingFor(model, zone, 'dnssec-policy');
  const word = argument(setting);
  if (!setting || !word || word.text === 'none') return undefined;
  const isKnown = BUILTIN.has(word.text) || model.policies.some((policy) => policy.name === word.text);
  if (!isKnown && !hasUnreadIncludes(model)) return undefined;
  return { setting, word };
}

/** True for `{ none; }` and `{ !any; }`; an empty list is none of them for named. */
export function letsNobodyIn(block: Block): boolean {
  const all = elementsOf(block);
  if (all.length !== 1 || all[0].key || !all[0].word) return false;
  return all[0].word.text.toLowerCase() === (all[0].isNegated ? 'any' : 'none');
}

/** Whether a zone can be updated dynamically. */
export function isDynamic(model: ConfModel, zone: Zone): boolean {
  if (zone.scope.byName.has('update-policy')) return true;
  const allow = settingFor(model, zone, 'allow-update');
  const block = allow && blockOf(allow.statement);
  return block !== undefined && !letsNobodyIn(block);
}

/** Whether queries are resolved for anyone in a view, as far as `recursion` and `allow-recursion` say. */
export function recurses(model: ConfModel, scope: Scope | undefined): boolean {
  if (!saysYes(effective(model, scope, 'recursion'), true)) return false;
  const allow = effective(model, scope, 'allow-recursion');
  const block = allow && blockOf(allow.statement);
  return !block || !letsNobodyIn(block);
}

/** Whether not all of a configuration is known: an included file could not be read, or it is a part itself. What seems undefined may be defined there. */
export function hasUnreadIncludes(model: ConfModel): boolean {
  return isPart(model) || model.includes.some((include) => include.targets.length === 0);
}
