/** What it takes to find the files of a workspace: its configurations, the zone files beside them, and the zones in both. */
import type { NameTable } from '../dns/names.ts';
import type { Files } from './files.ts';
import type { Language } from './languages.ts';
import type { PathFinder } from './pathFinder.ts';
import type { Settings } from './settings.ts';

export interface FileSources {
  readonly names: NameTable;
  readonly files: Files;
  readonly finder: PathFinder;
  readonly settings: () => Settings;
  /** The folders of the workspace. */
  readonly folders: () => readonly string[];
  /** The languages of files that editors hold, or held. */
  readonly languages: ReadonlyMap<string, Language>;
}
