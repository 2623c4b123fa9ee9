/** The workspace as a Git repository with everything committed, as zones are kept by many; the tests change files in it. */
import { findProgram, run } from '../../scripts/lib/run.ts';

/** Nothing of the user's own settings counts. */
const IDENTITY = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];

/** Commits a folder as it is; false where there is no Git. */
export async function commitFolder(folder: string): Promise<boolean> {
  if (!findProgram('git')) return false;
  for (const args of [
    ['init', '-q'],
    ['add', '-A'],
    [...IDENTITY, 'commit', '-q', '-m', 'Zones'],
  ]) {
    const { code, output } = await run('git', args, { cwd: folder, quiet: true });
    if (code !== 0) throw new Error(`git ${args.join(' ')} failed:\n${output}`);
  }
  return true;
}
