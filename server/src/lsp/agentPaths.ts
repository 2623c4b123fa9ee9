/** Files as tools for agents name them: by paths from the folder of the workspace, and from the name of the folder where there are several. */
import { ToolError } from '../services/agents/answers.ts';
import { baseName, isWithinFolder, normalUri, posixPath, resolvePath, shownPath } from '../workspace/paths.ts';

export interface AgentPaths {
  /** The name of a file; its whole URI where it lies elsewhere. */
  nameOf(uri: string): string;
  /** The URI of a path. Throws a ToolError where it leads out of the folders. */
  uriOf(path: unknown): string;
  /** Whether a file is one of those that are named, or lies below one: all where nothing is named. */
  among(paths: unknown): (uri: string) => boolean;
}

export function agentPaths(folders: readonly string[]): AgentPaths {
  const roots = folders.map((uri) => uri.replace(/\/$/, ''));
  const uriOf = (path: unknown): string => {
    if (typeof path !== 'string' || path === '') throw new ToolError('a path is a text, such as zones/db.example.com');
    const uri = roots.map((root) => within(root, path, roots.length === 1)).find((each) => each !== undefined);
    if (uri === undefined) throw new ToolError(`${path} is outside of the folders of the workspace`);
    return uri;
  };
  return {
    nameOf: (uri) => (roots.some((root) => isWithinFolder(uri, root)) ? shownPath(uri, roots) : uri),
    uriOf,
    among: (paths) => {
      if (paths === undefined || (Array.isArray(paths) && paths.length === 0)) return () => true;
      if (!Array.isArray(paths)) throw new ToolError('"paths" is a list of paths');
      const wanted = paths.map(uriOf);
      return (uri) => wanted.some((each) => isWithinFolder(uri, each));
    },
  };
}

/** The URI of a path in a folder; undefined where it leads out of it. Absolute paths and URIs are taken as they are. */
function within(root: string, given: string, isSingle: boolean): string | undefined {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(given)) return inside(root, normalUri(given));
  const path = posixPath(given);
  if (isSingle || path.startsWith('/')) return inside(root, normalUri(resolvePath(root, path)));
  const name = baseName(root);
  if (path !== name && !path.startsWith(`${name}/`)) return undefined;
  return inside(root, normalUri(resolvePath(root, path.slice(name.length + 1) || '.')));
}

function inside(root: string, uri: string): string | undefined {
  const plain = uri.replace(/\/$/, '');
  return isWithinFolder(plain, root) ? plain : undefined;
}
