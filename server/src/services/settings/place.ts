/** Where a place in bailiwick.toml stands in the table of settings. */
import { SETTINGS, type SettingRow } from '../../workspace/settingsFile/settingRows.ts';
import { readToml, type TomlEntry, type TomlTable } from '../../workspace/settingsFile/toml.ts';

export type TableRow = Extract<SettingRow, { kind: 'table' | 'map' }>;

/** A setting of the file, by its path. */
export interface SettingAt {
  readonly path: readonly string[];
  readonly row: SettingRow;
  readonly start: number;
  readonly end: number;
}

/** The setting whose name or value stands at an offset. */
export function settingAt(text: string, offset: number): SettingAt | undefined {
  return inTable(readToml(text).table, SETTINGS, [], offset);
}

function inTable(table: TomlTable, row: SettingRow, path: readonly string[], offset: number): SettingAt | undefined {
  for (const [name, entry] of table) {
    const member = memberOf(row, name);
    if (!member) continue;
    const at = [...path, name];
    const found = entry.value instanceof Map ? inTable(entry.value, member, at, offset) : undefined;
    if (found) return found;
    if (holds(entry.keyStart, entry.keyEnd, offset))
      return { path: at, row: member, start: entry.keyStart, end: entry.keyEnd };
    if (!(entry.value instanceof Map) && holds(entry.start, entry.end, offset)) return inValue(entry, at, member);
  }
  return undefined;
}

function inValue({ start, end }: TomlEntry, path: readonly string[], row: SettingRow): SettingAt {
  return { path, row, start, end };
}

function holds(start: number, end: number, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** What stands in a table under a name. */
export function memberOf(row: SettingRow, name: string): SettingRow | undefined {
  if (row.kind === 'map') return row.value;
  return row.kind === 'table' && Object.hasOwn(row.members, name) ? row.members[name] : undefined;
}

/** The row that names lead to. */
export function rowAt(path: readonly string[]): SettingRow | undefined {
  return path.reduce<SettingRow | undefined>((row, name) => row && memberOf(row, name), SETTINGS);
}

/** The names of a path such as `a."b.c"`, as far as they are written. */
export function namesIn(written: string): string[] {
  return Array.from(written.matchAll(/"([^"]*)"?|'([^']*)'?|([\w-]+)/g), ([, a, b, c]) => a ?? b ?? c);
}
