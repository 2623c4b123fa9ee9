/** What a client says at the start and of its settings, in whatever way it says it: editors have their own customs. */
import { SETTINGS } from '../workspace/settingsFile/settingRows.ts';
import type { ClientSettings, InitializationOptions } from './protocol.ts';

type Table = Readonly<Record<string, unknown>>;

/** Sections that are settings of editors only. */
const OF_EDITORS = ['inlayHints', 'codeLens', 'outline', 'zone', 'conf', 'trace', 'query'];
const SECTIONS = new Set([...Object.keys(SETTINGS.members), ...OF_EDITORS]);

/** The options with the settings in their place: editors write them under `settings`, under `bailiwick`, or as they are. */
export function readOptions(given: unknown): InitializationOptions {
  const options = isTable(given) ? given : {};
  const settings = sectionOf(options.settings) ?? sectionOf(options);
  const { trusted, files, committedText, tools, saves, commands, tokens, watches, queries, l10n } = options;
  const flags = { trusted, files, committedText, tools, saves, commands, tokens, watches, queries };
  return {
    ...Object.fromEntries(Object.entries(flags).filter(([, value]) => typeof value === 'boolean')),
    ...(settings ? { settings } : {}),
    ...(isTable(l10n) ? { l10n: l10n as Readonly<Record<string, string>> } : {}),
  };
}

/** Our section of settings: under `bailiwick`, or flat; undefined where there is nothing of ours, which sets nothing. */
export function sectionOf(given: unknown): ClientSettings | undefined {
  if (!isTable(given)) return undefined;
  const { bailiwick } = given;
  if (isTable(bailiwick)) return unflattened(bailiwick);
  const ours = unflattened(given);
  return Object.keys(ours).some((name) => SECTIONS.has(name)) ? ours : undefined;
}

/** `{ "bind.version": x }`, with or without `bailiwick.` before it, as `{ bind: { version: x } }`. */
function unflattened(given: Table): ClientSettings {
  const settings: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    const path = key.replace(/^bailiwick\./, '').split('.');
    const last = path.pop()!;
    let table = settings;
    for (const part of path) {
      const next = isTable(table[part]) ? { ...(table[part] as Table) } : {};
      table[part] = next;
      table = next;
    }
    const before = table[last];
    table[last] = isTable(before) && isTable(value) ? { ...before, ...value } : value;
  }
  return settings as ClientSettings;
}

function isTable(given: unknown): given is Table {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}
