/** Files that the words of a query name: keys, and certificates of authorities. */
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { t } from '../../l10n.ts';
import type { ReadNamedFile } from '../../live/askLine.ts';

/** Reads files that words name, from a folder on. */
export function fileReader(folder: string): ReadNamedFile {
  return async (path) => {
    const whole = resolve(folder, path.replace(/^~(?=[\\/])/, homedir()));
    try {
      return { text: await readFile(whole, 'latin1') };
    } catch (error) {
      return { problem: t`${whole} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}.` };
    }
  };
}
