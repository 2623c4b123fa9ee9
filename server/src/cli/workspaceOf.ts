/** The engine's workspace of what a command line names, read to its end. */
import { NO_NAME } from '../dns/names.ts';
import { UNREAD_TEXTS } from '../node/readFile.ts';
import { growsAgain, growsNoMore } from '../node/youngGeneration.ts';
import { ALL_RULES } from '../rules/index.ts';
import type { PreviousVersion } from '../rules/zone/context.ts';
import { decode, type FileSystem } from '../workspace/fileSystem.ts';
import { languageOf, nameSays } from '../workspace/languages.ts';
import { DEFAULT_SETTINGS, type Settings } from '../workspace/settings.ts';
import type { TraceOptions } from '../workspace/trace.ts';
import { Workspace } from '../workspace/workspace.ts';
import type { Zone } from '../workspace/zone.ts';
import { CheckError } from './checkError.ts';
import type { CheckOptions } from './checkOptions.ts';
import type { Disk } from './disk.ts';
import type { Named } from './named.ts';

export interface WorkspaceInput {
  /** What is set, where the options say nothing. */
  readonly settings?: Settings;
  /** The clock, for signatures and serials where the options say no time; rules about them are silent without it. */
  readonly now?: () => Date;
  /** Where it is told what was read and checked. */
  readonly trace?: TraceOptions | undefined;
  /** What a zone was before; rules about serials are silent where it is not given. */
  readonly previous?: ((zone: Zone) => PreviousVersion | undefined) | undefined;
}

/** Opens what was named and everything that it leads to. Rejects with a CheckError where that cannot begin. */
export async function workspaceOf(
  options: CheckOptions,
  { folders, opened, origins }: Named,
  disk: Disk,
  input: WorkspaceInput,
): Promise<Workspace> {
  const { time } = options;
  const now = time ? () => time : input.now;
  const system = withBoundedMemory(disk.system);
  const workspace = new Workspace({
    system,
    ...(now ? { now } : {}),
    ...(input.previous ? { previous: input.previous } : {}),
    isTimeSaid: time !== undefined,
    withoutLimits: true,
    judgesZones: () => options.zones || folders.length > 0 || opened.some(({ language }) => language === 'zone'),
  });
  workspace.traceTo(input.trace);
  const wrong = Object.values(origins).find((origin) => workspace.names.fromText(origin) === NO_NAME);
  if (wrong !== undefined) throw new CheckError(`${wrong} is not a domain name`);
  workspace.configure(settingsOf(options, origins, input.settings ?? DEFAULT_SETTINGS));
  if (options.conf !== undefined) openConf(options.conf, disk, workspace);
  await workspace.setFolders(folders);
  for (const { uri, text, language, encoding } of opened) workspace.open(uri, text, language, encoding);
  await openListed(workspace, new Set(opened.map(({ uri }) => uri)), system);
  await workspace.settle();
  return workspace;
}

/** Files that are read between two looks at the memory. */
const FILES = 16;

/** True where it is bounded, for the whole process: it may check again and again. */
let isBounded = false;

/**
 * Looks from time to time, while many files are read, until the space for what is new is as large as they need. A check of a few leaves V8 as it is, with
 * the code that is kept of it.
 */
function withBoundedMemory(system: FileSystem): FileSystem {
  let files = 0;
  return {
    ...system,
    read: (uri) => {
      if (!isBounded && ++files % FILES === 0) {
        isBounded = growsNoMore();
        // Before the code is kept.
        if (isBounded) process.prependOnceListener('exit', growsAgain);
      }
      return system.read(uri);
    },
  };
}

/** What the options say comes before what is set. */
function settingsOf(options: CheckOptions, origins: Settings['origins'], set: Settings): Settings {
  return {
    ...set,
    ...(options.bindVersion && { bindVersion: options.bindVersion }),
    ...(options.prefixes && { prefixes: options.prefixes }),
    rules: severitiesOf(options, set.rules),
    // The first that names a file counts.
    origins: { ...origins, ...set.origins, ...origins },
    ...(options.root === undefined ? {} : { root: 'file:///' }),
  };
}

/** What each rule weighs: those that were not selected are off, and so are those to ignore. */
function severitiesOf(
  { select, ignore = [], severities = {} }: CheckOptions,
  set: Settings['rules'],
): Settings['rules'] {
  const rules = { ...set, ...severities };
  if (select) {
    const wanted = new Set(select);
    for (const { id } of ALL_RULES) if (!wanted.has(id)) rules[id] = 'off';
  }
  for (const id of ignore) rules[id] = 'off';
  return rules;
}

function openConf(conf: string, disk: Disk, workspace: Workspace): void {
  const uri = disk.uriOf(conf);
  const octets = disk.readOr(uri);
  if (typeof octets === 'string') throw new CheckError(`${conf} ${UNREAD_TEXTS[octets]}`);
  const { text, encoding } = decode(octets);
  workspace.open(uri, text, 'named-conf', encoding);
}

/** The zone files in the folders: by their names, or by what they hold. */
async function openListed(workspace: Workspace, named: ReadonlySet<string>, system: FileSystem): Promise<void> {
  for (const uri of workspace.listed) {
    if (named.has(uri) || nameSays(uri).says === 'never') continue;
    const octets = await system.read(uri);
    if (!octets) continue;
    const { text, encoding } = decode(octets);
    if (languageOf(uri, text) === 'zone') workspace.open(uri, text, 'zone', encoding);
  }
}
