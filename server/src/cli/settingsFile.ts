/** The settings of a check in bailiwick.toml: found upwards, read, and refused where something in it is wrong. */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readFileOr, UNREAD_TEXTS } from '../node/readFile.ts';
import { TextBuffer } from '../text/buffer.ts';
import { engineSettings, type SentSettings } from '../workspace/engineSettings.ts';
import { decodeText } from '../workspace/fileSystem.ts';
import { normalUri } from '../workspace/paths.ts';
import { DEFAULT_SETTINGS, type Settings } from '../workspace/settings.ts';
import { readSettingsFile, SETTINGS_FILE } from '../workspace/settingsFile/read.ts';
import { CheckError } from './checkError.ts';
import type { CheckOptions } from './checkOptions.ts';

export interface FoundSettings {
  readonly settings: Settings;
  /** Patterns of what is left out, and the folder that they start in. */
  readonly exclude: readonly string[];
  readonly folder: string | undefined;
}

const NONE: FoundSettings = { settings: DEFAULT_SETTINGS, exclude: [], folder: undefined };

/** The settings that hold for a check. Throws a CheckError with every mistake, where there is one. */
export function settingsFor({ config, files }: CheckOptions, cwd: string): FoundSettings {
  if (config === false) return NONE;
  const path = config === undefined ? findUpwards(folderFor(files, cwd)) : resolve(cwd, config);
  if (path === undefined) return NONE;
  const shown = config ?? relative(realpathSync(cwd), path);
  const octets = readFileOr(path);
  if (typeof octets === 'string') throw new CheckError(`${shown} ${UNREAD_TEXTS[octets]}`);
  const text = decodeText(octets);
  const { settings, problems } = readSettingsFile(text);
  if (problems.length > 0) {
    const buffer = new TextBuffer(text);
    const lines = problems.map(({ message, start }) => {
      const { line, character } = buffer.positionAt(start);
      return `${shown}:${line + 1}:${character + 1}: ${message}`;
    });
    throw new CheckError(`nothing was checked, since the settings are not clear\n${lines.join('\n')}`);
  }
  const folder = dirname(path);
  const base = normalUri(pathToFileURL(folder).href);
  const { folderZones: _, ...engine } = engineSettings(settings as SentSettings, true);
  return { settings: { ...engine, base }, exclude: (settings.exclude ?? []) as readonly string[], folder };
}

/** The folder of what is named first. */
function folderFor([first = '.']: readonly string[], cwd: string): string {
  const path = first === '-' ? resolve(cwd) : resolve(cwd, first);
  try {
    return realpathSync(readFileOr(path) === 'folder' ? path : dirname(path));
  } catch {
    return realpathSync(cwd);
  }
}

function findUpwards(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, SETTINGS_FILE);
    if (existsSync(path)) return path;
    if (dirname(folder) === folder) return undefined;
  }
}
