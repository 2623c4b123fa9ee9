/** The notices that the licences of the bundled packages ask for. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { ROOT } from './paths.ts';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/** The folders of the packages that files come from, each once. */
export function packagesIn(metafiles: readonly Metafile[]): string[] {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((output) => Object.entries(output.inputs)),
  );
  const folders = inputs.flatMap(([path, { bytesInOutput }]) => {
    // What another bundle holds.
    if (/^[\w. ]+:/.test(path)) return [];
    const folder = /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
    return folder && bytesInOutput > 0 ? [folder] : [];
  });
  return [...new Set(folders)].sort();
}

/** The text of THIRD-PARTY-NOTICES.txt. Throws where a package brings no licence. */
export function noticesText(folders: readonly string[]): string {
  const notices = folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as Manifest;
    const [file] = globSync('{LICENSE,LICENCE,License,license}*', { cwd: join(ROOT, folder) }).sort();
    if (!file) throw new Error(`${name} is bundled, and brings no licence`);
    const text = readFileSync(join(ROOT, folder, file), 'utf8')
      .replaceAll('\r\n', '\n')
      .trim();
    return `${name} ${version} (${license ?? 'see below'})\n\n${text}\n`;
  });
  const rule = `\n${'-'.repeat(80)}\n\n`;
  return ['Bailiwick is made with these packages, parts of which are in its files.\n', ...notices].join(rule);
}
