/** bailiwick.toml: its settings, and what is wrong with it on its characters. */
import { either, t } from '../../l10n.ts';
import { nearest } from '../nearest.ts';
import { isPrefix, SETTINGS, type SettingRow } from './settingRows.ts';
import { readToml, type TomlProblem, type TomlTable, type TomlValue } from './toml.ts';

export const SETTINGS_FILE = 'bailiwick.toml';

export interface SettingsFile {
  /** As editors send settings; what is wrong is left out. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly problems: readonly TomlProblem[];
}

/** Reads the text of a settings file. */
export function readSettingsFile(text: string): SettingsFile {
  const { table, problems: slips } = readToml(text.replace(/^\ufeff/, ' '));
  const problems: TomlProblem[] = [...slips];
  const settings = readTable(table, SETTINGS.members, '', problems);
  return { settings, problems: problems.sort((a, b) => a.start - b.start) };
}

function readTable(
  table: TomlTable,
  members: Readonly<Record<string, SettingRow>>,
  path: string,
  problems: TomlProblem[],
): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const [name, entry] of table) {
    if (path === '' && name === '$schema') continue;
    const row = Object.hasOwn(members, name) ? members[name] : undefined;
    if (!row) {
      problems.push({ message: unknownText(name, members, path), start: entry.keyStart, end: entry.keyEnd });
      continue;
    }
    const value = readValue(entry, row, `${path}${name}`, problems);
    if (value !== undefined) read[name] = value;
  }
  return read;
}

function unknownText(name: string, members: Readonly<Record<string, SettingRow>>, path: string): string {
  const what = path === 'rules.' ? t`${name} is not a rule.` : t`${path}${name} is not a setting.`;
  const found = nearest(name, Object.keys(members));
  if (found !== undefined) return t`${what} Did you mean ${found}?`;
  const names = Object.keys(members);
  return names.length > 12 ? what : t`${what} There is ${either(names)}.`;
}

/** A value as its row has it; undefined, and told, where it is none. */
function readValue(entry: TomlValue, row: SettingRow, path: string, problems: TomlProblem[]): unknown {
  const { value, start, end } = entry;
  const wrong = (message: string, at: { start: number; end: number } = { start, end }): undefined => {
    problems.push({ message, start: at.start, end: at.end });
    return undefined;
  };
  switch (row.kind) {
    case 'text':
      return typeof value === 'string' ? value : wrong(t`${path} is a text in quotes.`);
    case 'flag':
      return typeof value === 'boolean' ? value : wrong(t`${path} is true or false.`);
    case 'one of':
      if (typeof value === 'string' && row.values.includes(value)) return value;
      return wrong(t`${path} is ${either(row.values.map((each) => `"${each}"`))}.`);
    case 'number': {
      const { minimum, maximum = Number.MAX_SAFE_INTEGER } = row;
      if (typeof value === 'number' && value >= minimum && value <= maximum) return value;
      return row.maximum === undefined
        ? wrong(t`${path} is a number from ${minimum} on.`)
        : wrong(t`${path} is a number from ${minimum} to ${row.maximum}.`);
    }
    case 'list':
      if (!Array.isArray(value)) return wrong(t`${path} is a list, such as ["a", "b"].`);
      return (value as readonly TomlValue[]).flatMap((each) => {
        if (typeof each.value !== 'string') return wrong(t`${path} has texts in quotes.`, each) ?? [];
        if (row.of === 'prefix' && !isPrefix(each.value)) {
          return wrong(t`${each.value} is no network such as 192.0.2.0/24 or 2001:db8::/48.`, each) ?? [];
        }
        return [each.value];
      });
    case 'table':
      return value instanceof Map ? readTable(value, row.members, `${path}.`, problems) : wrong(t`${path} is a table.`);
    case 'map': {
      if (!(value instanceof Map)) return wrong(t`${path} is a table.`);
      const read: Record<string, unknown> = {};
      for (const [name, each] of value) {
        if (row.keys === 'prefix' && !isPrefix(name)) {
          wrong(t`${name} is no network such as 192.0.2.0/24 or 2001:db8::/48.`, {
            start: each.keyStart,
            end: each.keyEnd,
          });
          continue;
        }
        const member = readValue(each, row.value, `${path}."${name}"`, problems);
        if (member !== undefined) read[name] = member;
      }
      return read;
    }
  }
}
