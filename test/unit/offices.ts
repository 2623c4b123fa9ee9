/** The files of examples/offices, as workspaces in memory have them. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/lib/paths.ts';

const FOLDER = join(ROOT, 'examples', 'offices');

/** By path below the folder. */
export function officeFiles(): Record<string, string> {
  const paths = globSync(['*.conf', 'zones/*.zone'], { cwd: FOLDER }).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(FOLDER, path), 'utf8')]));
}

/** A reverse zone among them. */
export const REVERSE_ZONE = /\.(?:in-addr|ip6)\.arpa\.zone$/;

/** The lines with PTR records, as `owner target`, sorted. */
export function pointersIn(text: string): string[] {
  return [...text.matchAll(/^(\S+)\s.*\bPTR\s+(\S+)/gm)].map(([, owner, target]) => `${owner} ${target}`).sort();
}

/** The files without the PTR records. */
export function withoutPointers(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      REVERSE_ZONE.test(path) ? text.replace(/^.*\bPTR\b.*\n/gm, '') : text,
    ]),
  );
}
