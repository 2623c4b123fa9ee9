/** BIND's programs on this machine. */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Where distributions put them, which is not on every user's PATH. */
const SBIN = ['/usr/sbin', '/usr/local/sbin', '/sbin'];

/** The path of a program; undefined where it is not installed. */
export async function findProgram(name: string): Promise<string | undefined> {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...SBIN].filter((folder) => folder !== '');
  for (const folder of folders) {
    const path = join(folder, process.platform === 'win32' ? `${name}.exe` : name);
    try {
      await access(path, constants.X_OK);
      return path;
    } catch {
      // It is not in this one.
    }
  }
  return undefined;
}
