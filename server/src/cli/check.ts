/** `bailiwick check`: the engine over files and folders, without an editor. */
import { realpathSync } from 'node:fs';
import { relative } from 'node:path';
import { CheckError } from './checkError.ts';
import { type Disk, diskBelow } from './disk.ts';
import { findingsOf, outsideOf } from './findings.ts';
import { judgedBy } from './judged.ts';
import { type NamedInput, readNamed } from './named.ts';
import { emptyFolders, notesOf } from './notes.ts';
import type { CheckOptions } from './options.ts';
import type { Finding } from './report.ts';
import { type WorkspaceInput, workspaceOf } from './workspaceOf.ts';

export type CheckInput = NamedInput & WorkspaceInput;

/** What a check found, and what it could not look at. */
export interface CheckResult {
  readonly findings: readonly Finding[];
  /** A sentence for everything that the options name and that was not checked. */
  readonly notChecked: readonly string[];
  /** Sentences for the end of the output: what is not known, what was named by files and not read. */
  readonly notes: readonly string[];
}

/** Checks the files and folders that the options name. Rejects with a CheckError where it cannot begin. */
export async function check(options: CheckOptions, input: CheckInput): Promise<CheckResult> {
  const disk = openDisk(options.root, input.cwd);
  const named = await readNamed(options, disk, input);
  const workspace = await workspaceOf(options, named, disk, input);
  const isJudged = judgedBy(options, named, workspace, disk);
  const nameOf = (uri: string): string => named.shown.get(uri) ?? relative(realpathSync(input.cwd), disk.pathOf(uri));
  const findings = findingsOf({
    workspace,
    isJudged,
    isOutside: outsideOf(options, named, disk),
    nameOf,
    withFixes: options.format === 'json',
  });
  const looked = {
    zones: [...workspace.zones].filter((zone) => isJudged(zone.options.uri)),
    configurations: [...workspace.configurations].filter(({ files }) => files.some(isJudged)),
    isJudged,
    nameOf,
    pathOf: disk.pathOf,
  };
  return {
    findings,
    notChecked: [...named.notChecked, ...emptyFolders(named.folders, looked)],
    notes: notesOf(looked),
  };
}

function openDisk(root: string | undefined, cwd: string): Disk {
  try {
    return diskBelow(root, cwd);
  } catch {
    throw new CheckError(`${root} is not there`);
  }
}
