/** Files that a configuration names, found among those that the workspace knows: nothing is read for it. */
import { URI } from 'vscode-uri';
import { argumentsOf, keywordOf, type Statement, type Word } from '../../conf/tree.ts';
import type { Configuration } from '../../workspace/configuration.ts';
import { folderOf, isWithinFolder, longestSuffix, pathParts, resolvePath } from '../../workspace/paths.ts';

/** What is asked of a configuration here. */
export type ConfFolder = Pick<Configuration, 'uri' | 'directory'>;

/** The statements whose value is the path of a file that is read, by clause and name. */
const FILE_STATEMENTS = new Set([
  'zone file',
  'template file',
  'zone initial-file',
  'tls cert-file',
  'tls key-file',
  'tls ca-file',
  'tls dhparam-file',
  'options bindkeys-file',
]);

/** Files of the workspace that are looked at for one list. */
const MOST_FILES = 20_000;

/** The path that a statement of a clause names a file with: that of an include among them. */
export function filePathOf(statement: Statement): Word | undefined {
  const keyword = keywordOf(statement);
  const isFile = keyword === 'include' || FILE_STATEMENTS.has(`${statement.block.clause} ${keyword}`);
  const word = isFile ? argumentsOf(statement)[0] : undefined;
  return word && word.text !== '' && !word.text.includes('\0') ? word : undefined;
}

/** The folders that a relative path may start in: the working directory, the configuration's folder, that of the file itself. */
function foldersOf({ uri, directory }: ConfFolder, from: string): string[] {
  const base = folderOf(uri);
  const working = directory === undefined ? base : resolvePath(base, directory);
  return [...new Set([working, base, folderOf(from)])];
}

/** The file of the workspace that a path in the file `from` means, found as the engine finds it. */
export function knownFile(
  path: string,
  from: string,
  configuration: ConfFolder,
  files: ReadonlySet<string>,
): string | undefined {
  for (const folder of foldersOf(configuration, from)) {
    const uri = resolvePath(folder, path);
    if (files.has(uri)) return uri;
  }
  const { directory } = configuration;
  const wanted = directory !== undefined && !path.startsWith('/') ? `${directory}/${path}` : path;
  return longestSuffix(wanted, files);
}

/** The files below the folders that paths in `from` start in, with the path to write; `from` itself is left out. */
export function filesFor(
  configuration: ConfFolder,
  from: string,
  files: readonly string[],
): { readonly uri: string; readonly path: string }[] {
  const folders = foldersOf(configuration, from);
  const found: { uri: string; path: string }[] = [];
  for (const uri of files.slice(0, MOST_FILES)) {
    const folder = uri === from ? undefined : folders.find((each) => isWithinFolder(uri, each));
    if (folder === undefined) continue;
    const path = pathParts(URI.parse(uri).path.slice(URI.parse(folder).path.length)).join('/');
    if (path !== '' && !/["\\]/.test(path)) found.push({ uri, path });
  }
  return found;
}
