/** The servers that a file of root hints names, with their addresses. */
import { TYPE } from '../dns/types.ts';
import type { Servers } from '../live/delegation/lookUp.ts';
import { addressKey, nameKey } from '../live/delegation/records.ts';
import { decodeText } from '../workspace/fileSystem.ts';
import { DEFAULT_SETTINGS } from '../workspace/settings.ts';
import { Workspace } from '../workspace/workspace.ts';
import { rdataWord } from '../zone/record.ts';
import { CheckError } from './checkError.ts';
import { diskBelow } from './disk.ts';

/** Reads a file of hints. Throws a CheckError where it names no server of the root with an address. */
export async function hintsIn(file: string, cwd: string): Promise<Servers> {
  const disk = diskBelow(undefined, cwd);
  const uri = disk.uriOf(file);
  const octets = await disk.system.read(uri);
  if (!octets) throw new CheckError(`${file} is not there, or cannot be read`);
  const workspace = new Workspace({ system: disk.system, withoutLimits: true });
  workspace.configure({ ...DEFAULT_SETTINGS, origins: { [uri]: '.' } });
  await workspace.setFolders([]);
  workspace.open(uri, decodeText(octets), 'zone');
  await workspace.settle();
  const [zone] = workspace.zonesOf(uri);
  const servers = new Map<string, readonly string[]>();
  if (zone) {
    const { model } = zone;
    for (const record of model.rrset(model.apex, TYPE.NS)) {
      const name = model.names.fromText(rdataWord(record, 0));
      const owned = [TYPE.A, TYPE.AAAA].flatMap((type) => model.rrset(name, type));
      servers.set(
        nameKey(model.names.text(name)),
        owned.flatMap((each) => addressKey(rdataWord(each, 0)) ?? []),
      );
    }
  }
  if (![...servers.values()].some((addresses) => addresses.length > 0)) {
    throw new CheckError(`${file} names no server of the root with its address`);
  }
  return servers;
}
