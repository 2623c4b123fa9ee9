/** One zone file with what it includes, and nothing else. */
import { NO_NAME } from '../dns/names.ts';
import { decodeText } from '../workspace/fileSystem.ts';
import { DEFAULT_SETTINGS } from '../workspace/settings.ts';
import { Workspace } from '../workspace/workspace.ts';
import { CheckError } from './checkError.ts';
import type { Disk } from './disk.ts';

/** Opens a file as a zone, of the name `origin` where one is given. Rejects with a CheckError where that cannot be. */
export async function openZoneFile(disk: Disk, file: string, origin: string | undefined) {
  const uri = disk.uriOf(file);
  const octets = await disk.system.read(uri);
  if (!octets) throw new CheckError(`${file} is not there, or cannot be read`);
  const workspace = new Workspace({ system: disk.system, withoutLimits: true });
  if (origin !== undefined && workspace.names.fromText(origin) === NO_NAME) {
    throw new CheckError(`${origin} is not a domain name`);
  }
  workspace.configure({ ...DEFAULT_SETTINGS, ...(origin === undefined ? {} : { origins: { [uri]: origin } }) });
  await workspace.setFolders([]);
  workspace.open(uri, decodeText(octets), 'zone');
  await workspace.settle();
  return { workspace, uri };
}
