/** `bailiwick diff --conf`: the zones that two configurations load, or one and what it was at a revision, each with the one of its name and view. */
import { relative } from 'node:path';
import { CLASS, classText } from '../dns/classes.ts';
import { counted } from '../l10n.ts';
import { compareZones } from '../services/compare/compare.ts';
import { zoneTexts } from '../services/compare/rrsets.ts';
import { comparisonText, type SideNames } from '../services/compare/text.ts';
import { finish } from '../steps.ts';
import { decodeText } from '../workspace/fileSystem.ts';
import { folderOf } from '../workspace/paths.ts';
import { DEFAULT_SETTINGS } from '../workspace/settings.ts';
import { Workspace } from '../workspace/workspace.ts';
import type { Zone } from '../workspace/zone.ts';
import { CheckError } from './checkError.ts';
import type { Disk } from './disk.ts';

/** A configuration, as it is named and where it is read from. */
export interface ConfSide {
  readonly disk: Disk;
  readonly file: string;
  /** What it is called beside the other one. */
  readonly name: string;
}

/** The zones of a configuration. */
interface Loaded {
  readonly zones: ReadonlyMap<string, Zone>;
  /** How many it has whose files are not here, or that have none. */
  readonly unread: number;
}

export interface ConfDiff {
  readonly text: string;
  readonly isSame: boolean;
  /** What was not compared. */
  readonly notes: readonly string[];
}

/** Compares the zones of two configurations. Rejects with a CheckError where one of them cannot be read. */
export async function diffConfigurations(left: ConfSide, right: ConfSide, cwd: string): Promise<ConfDiff> {
  const [old, now] = [await loaded(left), await loaded(right)];
  const parts: string[] = [];
  const only = { left: [] as string[], right: [] as string[] };
  let same = 0;
  for (const [key, zone] of old.zones) {
    const other = now.zones.get(key);
    if (!other) {
      only.left.push(`- ${key}: ${shown(zone, left, cwd)}`);
      continue;
    }
    const comparison = compareZones(finish(zoneTexts(zone)), finish(zoneTexts(other)));
    if (comparison.changed.length === 0) same++;
    else {
      const files: SideNames = { left: shown(zone, left, cwd), right: shown(other, right, cwd) };
      parts.push(`== ${key} ==\n\n${comparisonText(comparison, files, Number.POSITIVE_INFINITY)}`);
    }
  }
  for (const [key, zone] of now.zones) if (!old.zones.has(key)) only.right.push(`+ ${key}: ${shown(zone, right, cwd)}`);
  const sums = [
    counted(same, 'zone is the same', 'zones are the same'),
    ...(parts.length > 0 ? [counted(parts.length, 'zone differs', 'zones differ')] : []),
    ...(only.left.length > 0 ? [`only on the first side: ${only.left.length}`] : []),
    ...(only.right.length > 0 ? [`only on the second side: ${only.right.length}`] : []),
  ];
  const head = `- ${left.name}\n+ ${right.name}\n\n${sums.join('; ')}.\n`;
  const lists = [...only.left, ...only.right].map((line) => `${line}\n`).join('');
  return {
    text: [head, ...(lists === '' ? [] : [lists]), ...parts].join('\n'),
    isSame: parts.length + only.left.length + only.right.length === 0,
    notes: [...unreadNote(left, old), ...unreadNote(right, now)],
  };
}

function unreadNote({ name }: ConfSide, { unread }: Loaded): string[] {
  if (unread === 0) return [];
  return [`${counted(unread, 'zone', 'zones')} of ${name} could not be compared: there is no file here`];
}

async function loaded({ disk, file }: ConfSide): Promise<Loaded> {
  const uri = disk.uriOf(file);
  const octets = await disk.system.read(uri);
  if (!octets) throw new CheckError(`${file} is not there, or cannot be read`);
  const workspace = new Workspace({ system: disk.system, withoutLimits: true });
  workspace.configure(DEFAULT_SETTINGS);
  // Paths of another machine lead to the copies beside the configuration.
  await workspace.setFolders([folderOf(uri)]);
  workspace.open(uri, decodeText(octets), 'named-conf');
  await workspace.settle();
  const configuration = [...workspace.configurations].find((each) => each.has(uri));
  if (!configuration) throw new CheckError(`${file} is no configuration`);
  const zones = new Map<string, Zone>();
  for (const zone of workspace.zones) {
    if (zone.options.configuration === configuration) zones.set(keyOf(zone), zone);
  }
  const all = configuration.zonesToLoad(Number.POSITIVE_INFINITY);
  return { zones, unread: all.zones.length + all.notRead.length - zones.size };
}

/** What a zone is called: the same on both sides. */
function keyOf({ options, model }: Zone): string {
  const name = model.names.text(model.apex);
  const named = options.zoneClass === CLASS.IN ? name : `${name} ${classText(options.zoneClass)}`;
  return options.view === '' ? named : `${named} (${options.view})`;
}

function shown({ options }: Zone, { disk, name, file }: ConfSide, cwd: string): string {
  const path = relative(cwd, disk.pathOf(options.uri));
  return name === file ? path : `${path}${name.slice(file.length)}`;
}
