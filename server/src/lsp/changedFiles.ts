/** What changed on disk, whoever tells of it. */
import type { Workspace } from '../workspace/workspace.ts';
import type { Folders } from './folders.ts';
import type { SettingsFiles } from './settingsFiles.ts';
import type { Updates } from './updates.ts';

export interface ChangedFile {
  readonly uri: string;
  /** True where it came or went. */
  readonly isOther: boolean;
}

/** Who has to know of changes. */
export interface Concerned {
  readonly workspace: Workspace;
  readonly settingsFiles: SettingsFiles;
  readonly folders: Folders;
  readonly updates: Updates;
}

export function filesChanged(
  changes: readonly ChangedFile[],
  { workspace, settingsFiles, folders, updates }: Concerned,
): void {
  for (const { uri } of changes) {
    workspace.fileChanged(uri);
    settingsFiles.fileChanged(uri);
  }
  // Listing the folders is for files that came or went; builds and logs write all the time.
  if (changes.some(({ isOther }) => isOther)) folders.list();
  else updates.request();
}
