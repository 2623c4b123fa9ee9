/**
 * The settings of bailiwick.toml below those of an editor: each one that the editor sets comes before the file's, and so does each member of a table.
 * Editors send what nobody set as well, so what is as by default counts as not set. Values of wrong types are as if they were not there.
 */
import { SETTINGS, type SettingRow } from './settingRows.ts';

type Table = Readonly<Record<string, unknown>>;

/** What an editor sent, with the settings of the file where the editor has none. Undefined and null are no settings. */
export function mergedSettings(file: Table | undefined, sent: unknown): Table {
  const all = isTable(sent) ? sent : {};
  return { ...all, ...mergedTable(SETTINGS.members, file, all) };
}

function mergedTable(members: Readonly<Record<string, SettingRow>>, file: unknown, sent: unknown): Table {
  const merged: Record<string, unknown> = isTable(sent) ? { ...sent } : {};
  for (const [name, row] of Object.entries(members)) {
    const value = mergedValue(row, memberOf(file, name), memberOf(sent, name));
    if (value === undefined) delete merged[name];
    else merged[name] = value;
  }
  return merged;
}

function mergedValue(row: SettingRow, file: unknown, sent: unknown): unknown {
  if (row.kind === 'table') return isTable(file) || isTable(sent) ? mergedTable(row.members, file, sent) : undefined;
  if (row.kind !== 'map') return isSet(row, sent) ? typed(row, sent) : file;
  const merged: Record<string, unknown> = isTable(file) ? { ...file } : {};
  if (isTable(sent)) {
    for (const [name, value] of Object.entries(sent)) {
      const read = row.value.kind === 'table' ? mergedTable(row.value.members, {}, value) : typed(row.value, value);
      if (read !== undefined) merged[name] = read;
    }
  }
  return merged;
}

/** False for what nobody set: what is of another type, and what stands for nothing. */
function isSet(row: SettingRow, value: unknown): boolean {
  const read = typed(row, value);
  return Array.isArray(read) ? read.length > 0 : read !== undefined && !('default' in row && read === row.default);
}

/** A value where it is of the type of its row. What is out of range is left to who reads it. */
function typed(row: SettingRow, value: unknown): unknown {
  switch (row.kind) {
    case 'text':
    case 'one of':
      return typeof value === 'string' ? value : undefined;
    case 'flag':
      return typeof value === 'boolean' ? value : undefined;
    case 'number':
      return typeof value === 'number' ? value : undefined;
    case 'list':
      return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : undefined;
    default:
      return isTable(value) ? value : undefined;
  }
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function memberOf(value: unknown, name: string): unknown {
  return isTable(value) ? value[name] : undefined;
}
