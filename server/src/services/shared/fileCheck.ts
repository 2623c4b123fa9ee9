/** A file checked as it is on disk, beside what an editor holds: the engine from scratch, without the editor's limits. */
import type { Diagnostic } from 'vscode-languageserver-types';
import { t } from '../../l10n.ts';
import { SEVERITIES, type Severity } from '../../rules/rule.ts';
import { confined, leadsOut } from '../../workspace/confined.ts';
import { limitProblems } from '../../workspace/fileProblems.ts';
import { decode, type FileSystem } from '../../workspace/fileSystem.ts';
import { languageOfNamed } from '../../workspace/languages.ts';
import { isWithinFolder, normalUri } from '../../workspace/paths.ts';
import type { Settings } from '../../workspace/settings.ts';
import { Workspace } from '../../workspace/workspace.ts';
import { DIAGNOSTICS_A_FILE, toDiagnostics } from './diagnostics.ts';

/** What is checked, and by what: plain data, which a thread can be given. */
export interface FileCheck {
  /** The file. */
  readonly uri: string;
  /** The workspace's folders: the configurations and zones in them are what the file is compared with. */
  readonly folders: readonly string[];
  /** The configurations that are known besides those in the folders, by their outermost files. */
  readonly configurations: readonly string[];
  readonly settings: Settings;
}

/** How far a check has come. */
export type FileCheckStage =
  /** The file is being read; `share` of it, from 0 to 1, has been. */
  | { readonly kind: 'reading'; readonly share: number }
  /** It has been read, and has this many lines. */
  | { readonly kind: 'checking'; readonly lines: number };

export interface FileCheckInput {
  /** Reads every file besides the one that is checked. */
  readonly system: FileSystem;
  /** Reads the file that is checked; rejects where that cannot be done. `onShare` hears how much of it was read, from 0 to 1. */
  readonly read: (onShare: (share: number) => void) => Promise<Uint8Array>;
  readonly now: () => Date;
  readonly onStage: (stage: FileCheckStage) => void;
}

/** What a check found. */
export interface CheckedFile {
  /** The file, and those that it includes. */
  readonly files: readonly CheckedPart[];
  /** All problems in these files, those that were left out of the diagnostics too. */
  readonly counts: Readonly<Record<Severity, number>>;
  /** Records of the zone, without those that a `$GENERATE` makes; undefined where the file is no zone. */
  readonly records: number | undefined;
  /** The zone's name with its final dot, where it is known. */
  readonly origin: string | undefined;
}

export interface CheckedPart {
  readonly uri: string;
  /** LSP's diagnostics: the 1,000 most severe, the last of which says how many were left out. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Why a file is not checked, in words for the user. */
export class FileCheckRefusal extends Error {}

const LF = 10;

/** Whether a file may be read from disk: in a workspace that is not trusted only what lies in it. */
export function mayReadFromDisk(uri: string, folders: readonly string[], trusted: boolean): boolean {
  return trusted || folders.some((folder) => isWithinFolder(uri, normalUri(folder)));
}

/**
 * Checks a file as the configurations of the workspace load it, else by itself. Rejects with a FileCheckRefusal where it may not be read or
 * cannot be held, and with what `read` rejects with.
 */
export async function checkFile(job: FileCheck, input: FileCheckInput): Promise<CheckedFile> {
  const uri = normalUri(job.uri);
  const { folders, settings } = job;
  const isOutside = !settings.trusted && (await leadsOut(uri, folders, input.system));
  if (isOutside || !mayReadFromDisk(uri, folders, settings.trusted)) {
    throw new FileCheckRefusal(
      t`The file lies outside of the workspace, which is not trusted, so it is not read. Trust the workspace, or open the file's own folder.`,
    );
  }
  const octets = await input.read((share) => input.onStage({ kind: 'reading', share }));
  input.onStage({ kind: 'checking', lines: linesIn(octets) });
  const system = confined(input.system, () => (settings.trusted ? undefined : folders));
  const workspace = new Workspace({
    system: { ...system, read: async (wanted) => (wanted === uri ? octets : system.read(wanted)) },
    now: input.now,
    withoutLimits: true,
  });
  workspace.configure(settings);
  await workspace.setFolders(folders);
  for (const configuration of job.configurations) {
    if (workspace.listed.includes(configuration) || !mayReadFromDisk(configuration, folders, settings.trusted))
      continue;
    const read = await system.read(configuration);
    if (!read) continue;
    const { text, encoding } = decode(read);
    workspace.open(configuration, text, 'named-conf', encoding);
  }
  // First without the file, so that it is not checked twice: as a zone of its own, and as the one that a configuration loads.
  await workspace.settle();
  if (workspace.zonesOf(uri).length === 0 && workspace.configurationsOf(uri).length === 0) {
    const { text, encoding } = decode(octets);
    workspace.open(uri, text, languageOfNamed(uri, text), encoding);
    await workspace.settle();
  }
  return resultOf(workspace, uri);
}

function resultOf(workspace: Workspace, uri: string): CheckedFile {
  const zones = workspace.zonesOf(uri);
  const configurations = workspace.configurationsOf(uri);
  /** The file itself, and what is read because of it. */
  const judged = (file: string): boolean =>
    file === uri ||
    zones.some((zone) => zone.options.uri === uri && zone.documents.some((document) => document.uri === file)) ||
    configurations.some((configuration) => configuration.uri === uri && configuration.has(file));
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  const files = [{ uri, diagnostics: [] as Diagnostic[] }];
  for (const [file, problems] of workspace.problems()) {
    if (!judged(file)) continue;
    for (const severity of SEVERITIES) {
      counts[severity] += problems.reduce((count, problem) => count + Number(problem.severity === severity), 0);
    }
    const diagnostics = toDiagnostics(limitProblems(problems, DIAGNOSTICS_A_FILE), (other) =>
      workspace.bufferOf(other),
    );
    if (file === uri) files[0].diagnostics = diagnostics;
    else files.push({ uri: file, diagnostics });
  }
  const [zone] = zones;
  return {
    files,
    counts,
    records: zone?.model.recordCount,
    origin: zone?.model.originKnown ? workspace.names.text(zone.model.apex) : undefined,
  };
}

function linesIn(octets: Uint8Array): number {
  let lines = 1;
  for (let at = octets.indexOf(LF); at >= 0; at = octets.indexOf(LF, at + 1)) lines++;
  return lines;
}
