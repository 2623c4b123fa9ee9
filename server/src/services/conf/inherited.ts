/** What holds for a zone and where it comes from: its own statement, its view's, that of options, or what named does without any. */
import { TokenKind } from '../../conf/lexer.ts';
import { findStatement, textIn } from '../../conf/lookup.ts';
import type { ConfModel, Setting, View, Zone } from '../../conf/model.ts';
import { holdsSecret, isSecretStatement } from '../../conf/secrets.ts';
import type { BindVersion } from '../../conf/statements.ts';
import { isFromTemplate } from '../../conf/templates.ts';
import { type Block, type ConfTree, type Statement, tokenAt, type Value } from '../../conf/tree.ts';

/** The longest value that is shown, in UTF-16 units. */
const LONGEST = 120;

/** A place that a value can come from, the nearest first in a chain. */
export interface Level {
  readonly from: 'zone' | 'template' | 'view' | 'options' | 'default';
  /** As it is written, without comments; undefined where it cannot be shown. */
  readonly value: string | undefined;
  readonly setting?: Setting;
}

/** Whose statements count: a zone and the view around it, a view alone, or neither for options. */
export interface Holder {
  readonly zone?: Zone | undefined;
  readonly view?: View | undefined;
}

/** The levels at which a statement is set for a holder, nearest first: the first is in force. The built-in default is the last. */
export function levelsOf(model: ConfModel, name: string, { zone, view }: Holder, version: BindVersion): Level[] {
  const levels: Level[] = [];
  const add = (from: Level['from'], setting: Setting | undefined): void => {
    if (setting) levels.push({ from, setting, value: valueText(setting) });
  };
  const own = zone?.scope.byName.get(name)?.[0];
  add(own && isFromTemplate(own) ? 'template' : 'zone', own);
  if (own && zone && !isFromTemplate(own)) add('template', zone.template?.byName.get(name)?.[0]);
  add('view', view?.scope.byName.get(name)?.[0]);
  add('options', model.options?.byName.get(name)?.[0]);
  const row = findStatement(name, zone ? 'zone' : view ? 'view' : 'options');
  const fallback = textIn(row?.default, version);
  if (fallback !== undefined) levels.push({ from: 'default', value: fallback });
  return levels;
}

/** The settings of a zone's view and of options that hold in the zone, in the order of their names. */
export function inheritedSettings(model: ConfModel, zone: Zone): { from: 'view' | 'options'; setting: Setting }[] {
  const found = new Map<string, { from: 'view' | 'options'; setting: Setting }>();
  const collect = (from: 'view' | 'options', settings: readonly Setting[]): void => {
    for (const setting of settings) {
      const { name } = setting;
      if (found.has(name) || zone.scope.byName.has(name)) continue;
      const row = findStatement(name, 'zone');
      if (!row || (row.zoneTypes && zone.type && !row.zoneTypes.includes(zone.type))) continue;
      if (BY_CLAUSE.has(name)) continue;
      found.set(name, { from, setting });
    }
  };
  if (zone.view) collect('view', zone.view.scope.settings);
  if (model.options) collect('options', model.options.settings);
  return [...found.values()].sort((a, b) => (a.setting.name < b.setting.name ? -1 : 1));
}

/** Statements that mean something else in a zone than outside of it. */
const BY_CLAUSE = new Set(['check-names', 'ixfr-from-differences', 'plugin', 'zone', 'key', 'file', 'database', 'dlz']);

/** A statement's value on one line, without comments; undefined where it is, or could be, a secret or is broken. */
export function valueText({ name, statement, file, row }: Setting): string | undefined {
  const isOpaque = typeof row?.grammar === 'string' && row.grammar.includes('<text>');
  if (isSecretStatement(name) || isOpaque || !isWhole(statement)) return undefined;
  const first = statement.values[1];
  const last = statement.values.at(-1);
  if (!first || !last) return '';
  const text = plainText(file.tree, first.start, last.end);
  if (/secret/i.test(text) || holdsSecret(text, file.tree)) return undefined;
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** True for a statement whose braces are closed, and which ends in its own semicolon. */
function isWhole(statement: Statement): boolean {
  const isClosed = (value: Value): boolean => value.kind !== 'block' || (value.close >= 0 && isWholeBlock(value));
  return statement.semicolon >= 0 && statement.values.every(isClosed);
}

function isWholeBlock(block: Block): boolean {
  return block.statements.every(isWhole);
}

/** The text between two offsets without comments, on one line, as it is usually written. */
function plainText(tree: ConfTree, start: number, end: number): string {
  const { kinds, starts, count } = tree.tokens;
  let text = '';
  let spaced = false;
  for (let token = Math.max(0, tokenAt(tree, start)); token < count && starts[token] < end; token++) {
    const kind = kinds[token];
    if (kind === TokenKind.space || kind === TokenKind.comment) {
      spaced = true;
      continue;
    }
    if (spaced && text !== '' && kind !== TokenKind.semicolon && !text.endsWith('!')) text += ' ';
    else if (text.endsWith(';') || text.endsWith('{')) text += ' ';
    else if (kind === TokenKind.close) text += ' ';
    spaced = false;
    text += tree.text.slice(starts[token], starts[token + 1]).replace(/\s+/g, ' ');
    if (text.length > LONGEST) break;
  }
  return text;
}
