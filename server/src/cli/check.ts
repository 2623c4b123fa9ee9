/** `bailiwick check`: the engine over files and folders, without an editor. */
import { realpathSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { RuleId } from '../rules/ids.ts';
import { SEVERITIES, type Severity } from '../rules/rule.ts';
import type { Configuration } from '../workspace/configuration.ts';
import { folderOf, normalUri } from '../workspace/paths.ts';
import type { Zone } from '../workspace/zone.ts';
import { CheckError } from './checkError.ts';
import type { CheckOptions } from './checkOptions.ts';
import { type Disk, diskBelow } from './disk.ts';
import type { Finding } from './finding.ts';
import { findingsOf, outsideOf } from './findings.ts';
import { fingerprintsIn, newAmong, withFingerprints } from './fingerprints.ts';
import { diffOf, type FixMade, fixAll, writeFixed } from './fix.ts';
import { judgedBy } from './judged.ts';
import { excluder, withoutLeftOut } from './leftOut.ts';
import { type NamedInput, readNamed } from './named.ts';
import { emptyFolders, notesOf } from './notes.ts';
import type { Opened } from './opened.ts';
import { previousAt } from './previous.ts';
import { diskAt } from './revision.ts';
import { type FoundSettings, settingsFor } from './settingsFile.ts';
import { type WorkspaceInput, workspaceOf } from './workspaceOf.ts';

export type CheckInput = NamedInput &
  WorkspaceInput & {
    /** The disk with something else in the place of some files. */
    readonly overlay?: (disk: Disk) => Disk;
  };

/** What was looked at. */
export interface Looked {
  readonly files: number;
  readonly zones: number;
  readonly records: number;
  readonly configurations: number;
  /** Files that were named and are excluded. */
  readonly excluded: number;
  /** Files in the folders that are neither. */
  readonly others: number;
}

/** What a check found, and what it could not look at. */
export interface CheckResult {
  readonly findings: readonly Finding[];
  /** A sentence for everything that the options name and that was not checked. */
  readonly notChecked: readonly string[];
  /** Sentences for the end of the output: what is not known, what was named by files and not read. */
  readonly notes: readonly string[];
  readonly looked: Looked;
  /** The folders of all that was read, as URIs. */
  readonly folders: ReadonlySet<string>;
  /** What was mended, or would be. */
  readonly fixed?: {
    readonly made: readonly FixMade[];
    readonly takenBack: readonly RuleId[];
    readonly diff: string;
    readonly failures: readonly string[];
  };
}

interface OpenInput extends CheckInput {
  readonly isExcluded: (path: string) => boolean;
}

/** Formats that show how a finding is mended. */
const SHOW_FIXES: ReadonlySet<CheckOptions['format']> = new Set(['json', 'sarif']);

/** Formats that say by what a finding is known. */
const SHOW_FINGERPRINTS: ReadonlySet<CheckOptions['format']> = new Set(['json', 'sarif', 'gitlab']);

/** Checks the files and folders that the options name. Rejects with a CheckError where it cannot begin. */
export async function check(options: CheckOptions, input: CheckInput): Promise<CheckResult> {
  const found = settingsFor(options, input.cwd);
  const isExcluded = excludedBy(options, found, input.cwd);
  const { overlay = (same: Disk): Disk => same } = input;
  const disk = withoutLeftOut(overlay(openDisk(options.root, input.cwd)), isExcluded);
  const { since } = options;
  const previous = since === undefined ? undefined : previousAt(since, disk);
  const known = new Set(options.baseline === undefined ? [] : fingerprintsIn(resolve(input.cwd, options.baseline)));
  if (options.changed && since !== undefined) {
    for (const fingerprint of await fingerprintsAt(since, options, disk, {
      ...input,
      settings: found.settings,
      isExcluded,
    }))
      known.add(fingerprint);
  }
  const opened = await open(options, disk, { ...input, previous, settings: found.settings, isExcluded });
  const { named, workspace, isJudged, nameOf } = opened;
  const fixed = options.fix && (await fixedBy(opened, options));
  const findings = findingsOf({ ...opened, withFixes: SHOW_FIXES.has(options.format) });
  const all = known.size > 0 || SHOW_FINGERPRINTS.has(options.format) ? withFingerprints(findings) : findings;
  const looked = {
    zones: [...workspace.zones].filter((zone) => isJudged(zone.options.uri)),
    configurations: [...workspace.configurations].filter(({ files }) => files.some(isJudged)),
    isJudged,
    nameOf,
    pathOf: disk.pathOf,
  };
  return {
    findings: newAmong(all, known).filter(({ severity }) => isAtLeast(severity, options.minSeverity)),
    notChecked: [...named.notChecked, ...emptyFolders(named.folders, looked)],
    notes: notesOf(looked),
    looked: lookedAt(opened, looked),
    folders: foldersOf(opened),
    ...(fixed ? { fixed } : {}),
  };
}

async function fixedBy(opened: Opened, { fix, unsafeFixes = false }: CheckOptions): Promise<CheckResult['fixed']> {
  const fixed = await fixAll(opened, unsafeFixes);
  const { made, takenBack } = fixed;
  if (fix === 'diff') return { made, takenBack, diff: diffOf(fixed, opened), failures: [] };
  return { made, takenBack, diff: '', failures: writeFixed(fixed, opened) };
}

/** True where a severity is as bad as another one, or worse. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
}

/** Opens what the options name. Rejects with a CheckError where that cannot begin. */
export async function open(options: CheckOptions, disk: Disk, input: OpenInput): Promise<Opened> {
  const named = await readNamed(options, disk, input, input.isExcluded);
  const workspace = await workspaceOf(options, named, disk, input);
  const here = realpathSync(input.cwd);
  return {
    named,
    workspace,
    disk,
    isJudged: judgedBy(options, named, workspace, disk),
    isOutside: outsideOf(options, named, disk),
    nameOf: (uri) => named.shown.get(uri) ?? relative(here, disk.pathOf(uri)),
  };
}

/** Tells what is left out: what the options exclude, from here, and what the settings do, from their folder. */
function excludedBy({ exclude = [] }: CheckOptions, found: FoundSettings, cwd: string): (path: string) => boolean {
  const byOptions = excluder(exclude, cwd);
  const bySettings = excluder(found.exclude, found.folder ?? cwd);
  return (path) => byOptions(path) || bySettings(path);
}

function openDisk(root: string | undefined, cwd: string): Disk {
  try {
    return diskBelow(root, cwd);
  } catch {
    throw new CheckError(`${root} is not there`);
  }
}

/** What was found at a revision, by fingerprints. */
async function fingerprintsAt(
  revision: string,
  options: CheckOptions,
  disk: Disk,
  input: OpenInput,
): Promise<string[]> {
  const { stdin: _, ...rest } = input;
  const then = await open({ ...options, files: options.files.filter((file) => file !== '-') }, diskAt(revision, disk), {
    ...rest,
    stdin: async () => new Uint8Array(),
  });
  return withFingerprints(findingsOf({ ...then, withFixes: false })).flatMap(({ fingerprint }) => fingerprint ?? []);
}

/** Where something may change that would make the findings others. */
function foldersOf({ named, workspace }: Opened): Set<string> {
  const folders = new Set([...named.folders, ...named.opened.map(({ uri }) => folderOf(uri))]);
  for (const { documents } of workspace.zones) for (const { uri } of documents) folders.add(folderOf(normalUri(uri)));
  for (const { files } of workspace.configurations) for (const uri of files) folders.add(folderOf(uri));
  for (const uri of workspace.listed) folders.add(folderOf(uri));
  return folders;
}

function lookedAt(
  { named, workspace, isJudged }: Opened,
  { zones, configurations }: { readonly zones: readonly Zone[]; readonly configurations: readonly Configuration[] },
): Looked {
  const files = new Set<string>();
  for (const { documents } of zones)
    for (const { uri } of documents) if (isJudged(normalUri(uri))) files.add(normalUri(uri));
  for (const conf of configurations) for (const uri of conf.files) if (isJudged(uri)) files.add(uri);
  return {
    files: files.size,
    zones: zones.length,
    records: zones.reduce((sum, { model }) => sum + model.recordCount, 0),
    configurations: configurations.length,
    excluded: named.excluded,
    others: workspace.listed.filter((uri) => !files.has(uri)).length,
  };
}
