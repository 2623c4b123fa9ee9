/** The language of bailiwick.toml: binds its features. */
import { baseName } from '../../workspace/paths.ts';
import { SETTINGS_FILE } from '../../workspace/settingsFile/read.ts';
import type { LanguageService, ServiceContext } from '../service.ts';
import type { CompletionOptions } from '../shared/drafts.ts';
import { settingsCompletion } from './completion.ts';
import { settingsHover } from './hover.ts';

export interface SettingsServiceSettings {
  readonly completion: CompletionOptions;
}

/** The service of the settings files that are open. */
export function settingsService({ workspace, settings }: ServiceContext<SettingsServiceSettings>): LanguageService {
  return {
    find(uri) {
      const buffer = baseName(uri) === SETTINGS_FILE && workspace.isOpen(uri) ? workspace.bufferOf(uri) : undefined;
      return buffer && { uri, buffer };
    },

    hover: ({ buffer }, position) => settingsHover(buffer, buffer.offsetAt(position)),

    completion: ({ buffer }, position) => settingsCompletion(buffer, buffer.offsetAt(position), settings().completion),
  };
}
