/** File paths in configurations and zone files, as URIs. Paths are POSIX paths, as named reads them. */
import { URI, Utils } from 'vscode-uri';

/** Folders, and what they are below, that are asked for again and again: the thousands of paths of a configuration start in one or two. */
const FOLDERS = new Map<string, string>();
const PARSED = new Map<string, URI>();
const MOST_KEPT = 256;

function keptIn<T>(map: Map<string, T>, key: string, make: () => T): T {
  let kept = map.get(key);
  if (kept === undefined) {
    if (map.size >= MOST_KEPT) map.clear();
    kept = make();
    map.set(key, kept);
  }
  return kept;
}

/** The folder a URI's file lies in. */
export function folderOf(uri: string): string {
  return keptIn(FOLDERS, uri, () => Utils.dirname(URI.parse(uri)).toString());
}

/** The last part of a URI's path, decoded. */
export function baseName(uri: string): string {
  return Utils.basename(URI.parse(uri));
}

/** `path` taken relative to the folder `folder` (absolute paths on the folder's file system). */
export function resolvePath(folder: string, path: string): string {
  const base = keptIn(PARSED, folder, () => URI.parse(folder));
  return Utils.resolvePath(base, path).toString();
}

/** True where `uri` is `folder` or lies in it. */
export function isWithinFolder(uri: string, folder: string): boolean {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  return uri === folder || uri.startsWith(prefix);
}

/** A file as it is called to the user: by its path in the folder of the workspace that holds it, with the folder's name where there are several. */
export function shownPath(uri: string, folders: readonly string[]): string {
  const folder = folders.find((each) => isWithinFolder(uri, each));
  if (folder === undefined) return URI.parse(uri).path;
  const inside = decodeURIComponent(uri.slice(folder.length).replace(/^\//, ''));
  return folders.length > 1 ? `${baseName(folder)}/${inside}` : inside;
}

/** A path of Windows (`C:\\etc\\named.conf`, `\\\\host\\share`) as an absolute one with slashes; others as they are. */
export function posixPath(path: string): string {
  if (/^[A-Za-z]:[\\/]/.test(path)) return `/${path.replaceAll('\\', '/')}`;
  return path.startsWith('\\\\') ? path.slice(1).replaceAll('\\', '/') : path;
}

/** The parts of a POSIX path, without `.` and empty ones. */
export function pathParts(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}

/** The URI that was asked for last: who goes over what was found in a file asks for it each time. */
let last = { uri: '', normal: '' };

/** A URI in the one spelling that the engine compares by. */
export function normalUri(uri: string): string {
  if (uri !== last.uri) last = { uri, normal: URI.parse(uri).toString() };
  return last.normal;
}

/**
 * The file among `uris` whose path ends in the most parts of `path`: a configuration names /etc/bind/zones/db.x, and the workspace holds
 * a copy of that folder. Undefined where none has the same last part, or two end in equally many.
 */
export function longestSuffix(path: string, uris: Iterable<string>): string | undefined {
  const wanted = pathParts(path).reverse();
  let best: string | undefined;
  let bestCount = 0;
  let tied = false;
  for (const uri of uris) {
    const parts = pathParts(URI.parse(uri).path).reverse();
    let count = 0;
    while (count < wanted.length && parts[count] === wanted[count]) count++;
    if (count === 0 || count < bestCount) continue;
    tied = count === bestCount;
    best = uri;
    bestCount = count;
  }
  return tied ? undefined : best;
}
