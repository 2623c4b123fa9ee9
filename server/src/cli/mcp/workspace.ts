/** The files that a tool is asked about, read as one workspace. */
import { open } from '../check.ts';
import { CheckError } from '../checkError.ts';
import { parseCheckOptions } from '../checkOptions.ts';
import { diskBelow } from '../disk.ts';
import { withoutLeftOut } from '../leftOut.ts';
import type { Opened } from '../opened.ts';
import { settingsFor } from '../settingsFile.ts';
import { pathsOf } from './checkTool.ts';

export async function workspaceIn(paths: unknown, cwd: string): Promise<Opened> {
  const parsed = parseCheckOptions(['--zones', '--', ...pathsOf(paths, cwd)]);
  if (parsed.kind !== 'check') throw new CheckError('this is not read');
  const { settings } = settingsFor(parsed.options, cwd);
  const isExcluded = (): boolean => false;
  const disk = withoutLeftOut(diskBelow(undefined, cwd), isExcluded);
  const stdin = async (): Promise<Uint8Array> => new Uint8Array();
  return open(parsed.options, disk, { cwd, now: () => new Date(), stdin, settings, isExcluded });
}
