/** filter-aaaa and its two switches, which moved into a plugin with BIND 9.13. */

import type { ConfModel, Scope, Setting } from '../../../conf/model.ts';
import { indentAt } from '../../../conf/tree.ts';
import { t } from '../../../l10n.ts';
import type { Fix } from '../../rule.ts';
import { deletion, insertionAfter } from './edits.ts';
import { removal } from './removal.ts';

const NAMES = ['filter-aaaa', 'filter-aaaa-on-v4', 'filter-aaaa-on-v6'];

/** Moves the three statements of a clause into the plugin's block: beside options, or into the view. */
export function filterAaaa(setting: Setting, model: ConfModel): Fix[] {
  const scope = model.scopes.find(({ settings }) => settings.includes(setting));
  if (!scope) return [];
  const own = scope.settings.filter(({ name }) => NAMES.includes(name));
  if (own.every(({ name }) => name === 'filter-aaaa')) {
    // Without a switch the list had no effect, and the plugin refuses it.
    const edits = own.map(({ file, statement }) => removal(file, statement));
    return [{ title: t`Delete 'filter-aaaa'`, edits, preferred: true }];
  }
  const texts = own.map(({ file, statement }) => file.tree.text.slice(statement.start, statement.end));
  const edits = own.map(({ file, statement }) => deletion(file, statement));
  const pluginAt = (indent: string) =>
    `plugin query "filter-aaaa.so" {\n${texts.map((text) => `${indent}\t${text}\n`).join('')}${indent}};`;
  const intoView = ({ file, block }: Scope): void => {
    const [first] = block.statements;
    const indent = first ? indentAt(file.tree.text, first.start) : '\t';
    edits.push({
      uri: file.uri,
      start: block.start + 1,
      end: block.start + 1,
      newText: `\n${indent}${pluginAt(indent)}`,
    });
  };
  if (setting.clause === 'view') intoView(scope);
  else if (model.views.length > 0) {
    // A plugin beside options is not asked where there are views.
    for (const view of model.views) if (!NAMES.some((name) => view.scope.byName.has(name))) intoView(view.scope);
  } else if (scope.block.owner) {
    const plugin = pluginAt(indentAt(scope.file.tree.text, scope.block.start));
    edits.push(insertionAfter(scope.file, scope.block.owner, plugin));
  } else return [];
  return [{ title: t`Load the filter-aaaa plugin`, edits, preferred: true }];
}
