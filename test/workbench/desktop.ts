/** The desktop VS Code that @vscode/test-electron finds or downloads. */
import { join } from 'node:path';
import { downloadAndUnzipVSCode, SilentReporter } from '@vscode/test-electron';
import { CACHE } from '../../scripts/lib/paths.ts';
import { hasDesktop } from '../../scripts/lib/run.ts';

/** Where test-electron asks which versions there are. Tried with a limit first: its own download is patient. */
const RELEASES = 'https://update.code.visualstudio.com/api/releases/stable?released=true';
const PROBE_TIMEOUT = 3_000;

/**
 * The program of a desktop VS Code: the one that VSCODE_EXECUTABLE names, else the newest one, downloaded into .cache/.
 * Undefined where it can be neither shown nor downloaded.
 */
export async function findDesktopVscode(): Promise<string | undefined> {
  const named = process.env.VSCODE_EXECUTABLE;
  if (named) return named;
  if (!hasDesktop() || !(await canDownload())) return undefined;
  const cachePath = join(CACHE, 'vscode-desktop');
  try {
    return await downloadAndUnzipVSCode({ version: 'stable', cachePath, reporter: new SilentReporter() });
  } catch (error) {
    console.log(`The desktop VS Code could not be downloaded: ${(error as Error).message}`);
    return undefined;
  }
}

async function canDownload(): Promise<boolean> {
  try {
    const response = await fetch(RELEASES, { signal: AbortSignal.timeout(PROBE_TIMEOUT) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
