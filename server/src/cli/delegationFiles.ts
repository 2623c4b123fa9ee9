/** What `bailiwick delegation` reads of files: the servers of root hints, and the delegation that a zone file is to have. */
import { type NameId, NO_NAME } from '../dns/names.ts';
import { TYPE } from '../dns/types.ts';
import { type IntendedDelegation, intendedDs, withGlue } from '../live/delegation/intended.ts';
import type { Servers } from '../live/delegation/lookUp.ts';
import { addressKey, nameKey } from '../live/delegation/records.ts';
import { wireOf } from '../rules/zone/support/rdata.ts';
import { decodeText } from '../workspace/fileSystem.ts';
import { DEFAULT_SETTINGS } from '../workspace/settings.ts';
import { Workspace } from '../workspace/workspace.ts';
import type { Zone } from '../workspace/zone.ts';
import { rdataWord } from '../zone/record.ts';
import { CheckError } from './checkError.ts';
import { diskBelow } from './disk.ts';

/** Opens a zone file with what it includes. Throws a CheckError where it is none. */
async function zoneIn(file: string, cwd: string, origin: string | undefined): Promise<Zone> {
  const disk = diskBelow(undefined, cwd);
  const uri = disk.uriOf(file);
  const octets = await disk.system.read(uri);
  if (!octets) throw new CheckError(`${file} is not there, or cannot be read`);
  const workspace = new Workspace({ system: disk.system, withoutLimits: true });
  workspace.configure({ ...DEFAULT_SETTINGS, ...(origin !== undefined && { origins: { [uri]: origin } }) });
  await workspace.setFolders([]);
  workspace.open(uri, decodeText(octets), 'zone');
  await workspace.settle();
  const [zone] = workspace.zonesOf(uri);
  if (!zone) throw new CheckError(`${file} is no zone file`);
  return zone;
}

/** The servers that the NS records at the apex name, with their addresses as far as they are in the file. */
function serversOf({ model }: Zone): Servers {
  const addressesOf = (name: NameId): string[] =>
    [TYPE.A, TYPE.AAAA].flatMap((type) =>
      model.rrset(name, type).flatMap((record) => addressKey(rdataWord(record, 0)) ?? []),
    );
  const targets = model
    .rrset(model.apex, TYPE.NS)
    .map(({ target }) => target)
    .filter((target) => target !== NO_NAME);
  return new Map(targets.map((target) => [nameKey(model.names.text(target)), addressesOf(target)]));
}

/** Reads a file of hints. Throws a CheckError where it names no server of the root with an address. */
export async function hintsIn(file: string, cwd: string): Promise<Servers> {
  const servers = serversOf(await zoneIn(file, cwd, '.'));
  if ([...servers.values()].some((addresses) => addresses.length > 0)) return servers;
  throw new CheckError(`${file} names no server of the root with its address`);
}

/** The delegation that a zone file is to have. */
export interface Intended extends IntendedDelegation {
  /** Absolute. */
  readonly zone: string;
}

/** Reads the delegation that a zone file is to have. Throws a CheckError where it has no name servers. */
export async function intendedIn(file: string, cwd: string, origin: string | undefined): Promise<Intended> {
  const read = await zoneIn(file, cwd, origin);
  const { model, context } = read;
  if (!model.originKnown) throw new CheckError(`the zone of ${file} is not known; name it behind the file`);
  const zone = nameKey(model.names.text(model.apex));
  const servers = withGlue(zone, serversOf(read));
  if (servers.size === 0) throw new CheckError(`${file} has no name servers (NS records) of ${zone}`);
  const keys = model.rrset(model.apex, TYPE.DNSKEY).flatMap((record) => wireOf(record, context) ?? []);
  return { zone, servers, ds: intendedDs(zone, keys) };
}
