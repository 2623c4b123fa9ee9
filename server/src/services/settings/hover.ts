/** What a setting of bailiwick.toml is. */
import type { Hover } from 'vscode-languageserver-types';
import { either, t } from '../../l10n.ts';
import { ALL_RULES } from '../../rules/index.ts';
import { rulePage } from '../../rules/page.ts';
import { LIMITS, type LimitRow } from '../../rules/zone/limits.ts';
import type { TextBuffer } from '../../text/buffer.ts';
import type { SettingRow } from '../../workspace/settingsFile/settingRows.ts';
import { code } from '../shared/markdown.ts';
import { toRange } from '../shared/ranges.ts';
import { settingAt } from './place.ts';

const LIMIT_ROWS: readonly LimitRow[] = LIMITS;

/** The hover at an offset of a settings file. */
export function settingsHover(buffer: TextBuffer, offset: number): Hover | undefined {
  const found = settingAt(buffer.slice(0, buffer.length), offset);
  if (!found) return undefined;
  const value = `${code(found.path.join('.'))}\n\n${settingText(found.path, found.row)}`;
  return { contents: { kind: 'markdown', value }, range: toRange(buffer, found.start, found.end) };
}

/** What a setting is, what it may be, and what holds without it; Markdown. */
export function settingText(path: readonly string[], row: SettingRow): string {
  return [row.doc, mayBe(row), ...byDefault(path)].filter((text) => text !== '').join('\n\n');
}

function mayBe(row: SettingRow): string {
  switch (row.kind) {
    case 'one of':
      return t`It is ${either(row.values.map((each) => code(`"${each}"`)))}.`;
    case 'number':
      return row.maximum === undefined
        ? t`It is a number from ${row.minimum} on.`
        : t`It is a number from ${row.minimum} to ${row.maximum}.`;
    case 'flag':
      return t`It is true or false.`;
    case 'list':
      return t`It is a list, such as ${code(row.of === 'prefix' ? '["192.0.2.0/24", "2001:db8::/48"]' : '["a", "b/*"]')}.`;
    default:
      return '';
  }
}

function byDefault([section, name]: readonly string[]): string[] {
  const rule = section === 'rules' ? ALL_RULES.find(({ id }) => id === name) : undefined;
  if (rule) return [t`Where nothing is set it weighs ${code(rule.severity)}. [Its page](${rulePage(rule.id)})`];
  const limit = section === 'limits' ? LIMIT_ROWS.find(({ key }) => key === name) : undefined;
  return limit ? [t`Where nothing is set it is ${limit.default}: ${code(limit.rule)}`] : [];
}
