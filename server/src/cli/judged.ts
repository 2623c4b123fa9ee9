/** Which files a check is about: what was named, what that consists of, and the zones where these were asked for. */
import { normalUri } from '../workspace/paths.ts';
import { filesFrom } from '../workspace/surrounding.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Zone } from '../workspace/zone.ts';
import type { CheckOptions } from './checkOptions.ts';
import type { Disk } from './disk.ts';
import type { Named } from './named.ts';

/** True where a URI lies in a folder. */
export function isIn(uri: string, folder: string): boolean {
  return uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** Tells of each file whether the check is about it. */
export function judgedBy(
  options: CheckOptions,
  { shown, folders, opened }: Named,
  workspace: Workspace,
  disk: Disk,
): (uri: string) => boolean {
  const isInFolder = (uri: string): boolean => folders.some((folder) => isIn(uri, folder));
  const ofNamed = new Set(
    opened.flatMap(({ uri }) => workspace.configurationsOf(uri).flatMap((conf) => filesFrom(conf, uri))),
  );
  // The zones of a part are those that stand in it; --conf names all of a configuration.
  const ofConf = new Set(
    options.conf === undefined
      ? []
      : workspace.configurationsOf(disk.uriOf(options.conf)).flatMap(({ files }) => files),
  );
  const isLoadedBy = (zone: Zone): boolean => {
    const statement = workspace.declaredIn(zone);
    return statement !== undefined && (ofNamed.has(statement) || ofConf.has(statement) || isInFolder(statement));
  };
  const zonesOf = zonesByFile(workspace);
  return (uri) => {
    // What a configuration consists of belongs to it, what a part of one includes to the part; its zones where that was asked for.
    if (shown.has(uri) || isInFolder(uri) || ofNamed.has(uri)) return true;
    const zones = zonesOf.get(normalUri(uri)) ?? [];
    if (options.zones && zones.some(isLoadedBy)) return true;
    // A file that a checked zone includes.
    return zones.some((zone) => shown.has(zone.options.uri));
  };
}

function zonesByFile(workspace: Workspace): Map<string, Zone[]> {
  const zonesOf = new Map<string, Zone[]>();
  for (const zone of workspace.zones) {
    for (const { uri } of zone.documents) {
      const same = zonesOf.get(uri);
      if (same) same.push(zone);
      else zonesOf.set(uri, [zone]);
    }
  }
  return zonesOf;
}
