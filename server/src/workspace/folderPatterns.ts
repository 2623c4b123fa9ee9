/**
 * Files as settings name them: by a path relative to a folder of the workspace, which a team can commit, by a pattern of such paths (`*`, `?` and `[a-z]`
 * in a part, `**` for any parts), or by a URI.
 */
import { URI } from 'vscode-uri';
import { isPattern, matchesGlob } from './glob.ts';
import { baseName, isWithinFolder, normalUri, pathParts } from './paths.ts';

/** What a file is called relative to the folders of the workspace: with several folders by the name of its folder as well. */
function pathsIn(uri: string, folders: readonly string[]): string[][] {
  const paths: string[][] = [];
  for (const folder of folders) {
    if (!isWithinFolder(uri, folder)) continue;
    const parts = pathParts(URI.parse(uri).path).slice(pathParts(URI.parse(folder).path).length);
    paths.push(parts);
    if (folders.length > 1) paths.push([baseName(folder), ...parts]);
  }
  return paths;
}

/** True where the words of a setting name a file. */
export function namesFile(words: string, uri: string, folders: readonly string[]): boolean {
  if (words.includes('://')) return normalUri(words) === uri;
  const wanted = pathParts(words);
  return wanted.length > 0 && pathsIn(uri, folders).some((path) => matches(path, wanted));
}

/** True where a pattern without a folder matches any part of a path, as git's own do, or one with folders the path from its start, or a folder above it. */
export function excludes(pattern: string, path: string): boolean {
  const wanted = pathParts(pattern);
  const parts = pathParts(path);
  if (wanted.length === 0) return false;
  if (wanted.length === 1 && !pattern.startsWith('/')) {
    return parts.some((part) => part === wanted[0] || matchesGlob(part, wanted[0]));
  }
  return parts.some((_, end) => matches(parts.slice(0, end + 1), wanted));
}

/** The first of the words that names a file; one that names it alone comes before patterns. */
export function namedBy(words: Iterable<string>, uri: string, folders: readonly string[]): string | undefined {
  let pattern: string | undefined;
  for (const each of words) {
    if (!namesFile(each, uri, folders)) continue;
    if (!isPattern(each)) return each;
    pattern ??= each;
  }
  return pattern;
}

/** Walked without going back: of several `**` the last one eats on. */
function matches(path: readonly string[], pattern: readonly string[]): boolean {
  let at = 0;
  let part = 0;
  let star = -1;
  let eaten = 0;
  while (at < path.length) {
    if (pattern[part] === '**') {
      star = ++part;
      eaten = at;
    } else if (part < pattern.length && (pattern[part] === path[at] || matchesGlob(path[at], pattern[part]))) {
      at++;
      part++;
    } else if (star >= 0) {
      part = star;
      at = ++eaten;
    } else return false;
  }
  while (pattern[part] === '**') part++;
  return part === pattern.length;
}

/** Answers for the same settings and folders again and again: each file is looked at once. */
export class FolderPatterns {
  #from: readonly unknown[] = [];
  readonly #known = new Map<string, string | undefined>();

  /** The one of the words that names a file. */
  find(words: readonly string[], uri: string, folders: readonly string[]): string | undefined {
    if (words.length === 0) return undefined;
    if (this.#from[0] !== words || this.#from[1] !== folders) {
      this.#from = [words, folders];
      this.#known.clear();
    }
    if (!this.#known.has(uri)) this.#known.set(uri, namedBy(words, uri, folders));
    return this.#known.get(uri);
  }
}
