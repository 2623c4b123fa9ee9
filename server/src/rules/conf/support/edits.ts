/** Edits that fixes are made of, and the setting or zone that a problem was reported at. */
import type { ConfFile, ConfModel, Setting, Zone } from '../../../conf/model.ts';
import type { Block, Statement } from '../../../conf/tree.ts';
import { deletionOf, indentAt } from '../../../conf/tree.ts';
import { t } from '../../../l10n.ts';
import type { Fix, FixEdit, Problem } from '../../rule.ts';
import { settingsOf } from '../context.ts';

/** Takes a statement out, with its line where nothing else stands there. */
export function deletion(file: ConfFile, statement: Statement): FixEdit {
  return { uri: file.uri, ...deletionOf(file.tree.text, statement), newText: '' };
}

export function replacement(file: ConfFile, part: { start: number; end: number }, newText: string): FixEdit {
  return { uri: file.uri, start: part.start, end: part.end, newText };
}

/** Puts a statement on a line of its own, as the last of a block, indented as the others. */
export function insertion(file: ConfFile, block: Block, statement: string): FixEdit {
  const { text } = file.tree;
  const last = block.statements.at(-1);
  const at = last ? last.end : block.owner ? block.start + 1 : block.end;
  const indent = last ? indentAt(text, last.start) : block.owner ? `${indentAt(text, block.owner.start)}\t` : '';
  const tail = !last && block.owner && block.close === at ? `\n${indentAt(text, block.owner.start)}` : '';
  return { uri: file.uri, start: at, end: at, newText: `\n${indent}${statement}${tail}` };
}

/** Puts a statement behind another, on the next line. */
export function insertionAfter(file: ConfFile, statement: Statement, text: string): FixEdit {
  const indent = indentAt(file.tree.text, statement.start);
  return { uri: file.uri, start: statement.end, end: statement.end, newText: `\n${indent}${text}` };
}

/** The setting that a problem was reported at the beginning of. */
export function settingAt(model: ConfModel, { uri, start }: Pick<Problem, 'uri' | 'start'>): Setting | undefined {
  return settingsOf(model).find(({ file, statement }) => file.uri === uri && statement.start === start);
}

/** The zone that a problem was reported at the name of. */
export function zoneAt(model: ConfModel, { uri, start }: Pick<Problem, 'uri' | 'start'>): Zone | undefined {
  return model.zones.find(({ setting, word }) => setting.file.uri === uri && word.start === start);
}

/** The fix that takes a setting out; none where there is none. */
export function deletionFix(setting: Setting | undefined, isPreferred = false): Fix[] {
  if (!setting) return [];
  const edits = [deletion(setting.file, setting.statement)];
  return [{ title: t`Delete '${setting.name}'`, edits, ...(isPreferred ? { preferred: true } : {}) }];
}
