/** Files as tools for agents name them: by paths from the folder of the workspace, and from the name of the folder where there are several. */
import { ToolError } from '../services/agents/answers.ts';
import { baseName, isWithinFolder, normalUri, resolvePath } from '../workspace/paths.ts';

export interface AgentPaths {
  /** The name of a file; its whole URI where it lies elsewhere. */
  nameOf(uri: string): string;
  /** The URI of a path. Throws a ToolError where it leads out of the folders. */
  uriOf(path: unknown): string;
  /** Whether a file is one of those that are named, or lies below one: all where nothing is named. */
  among(paths: unknown): (uri: string) => boolean;
}

export function agentPaths(folders: readonly string[]): AgentPaths {
  const roots = folders.map((uri) => (uri.endsWith('/') ? uri : `${uri}/`));
  const isSingle = roots.length === 1;
  const nameOf = (uri: string): string => {
    const root = roots.find((each) => uri.startsWith(each));
    if (root === undefined) return uri;
    const path = decodeURIComponent(uri.slice(root.length));
    return isSingle ? path : `${decodeURIComponent(baseName(root.slice(0, -1)))}/${path}`;
  };
  const uriOf = (path: unknown): string => {
    if (typeof path !== 'string' || path === '') throw new ToolError('a path is a text, such as zones/db.example.com');
    const uri = roots.map((root) => within(root, path, isSingle)).find((each) => each !== undefined);
    if (uri === undefined) throw new ToolError(`${path} is outside of the folders of the workspace`);
    return uri;
  };
  return {
    nameOf,
    uriOf,
    among: (paths) => {
      if (paths === undefined || (Array.isArray(paths) && paths.length === 0)) return () => true;
      if (!Array.isArray(paths)) throw new ToolError('"paths" is a list of paths');
      const wanted = paths.map(uriOf);
      return (uri) =>
        wanted.some((each) => uri === each || isWithinFolder(uri, each.endsWith('/') ? each : `${each}/`));
    },
  };
}

/** The URI of a path in a folder; undefined where it leads out of it. Absolute paths and URIs are taken as they are. */
function within(root: string, path: string, isSingle: boolean): string | undefined {
  const folder = root.slice(0, -1);
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(path)) return inside(root, normalUri(path));
  const name = decodeURIComponent(baseName(folder));
  const isOwn = isSingle || path.startsWith('/') || path === name || path.startsWith(`${name}/`);
  if (!isOwn) return undefined;
  const own = isSingle || path.startsWith('/') ? path : path.slice(name.length + 1) || '.';
  return inside(root, normalUri(resolvePath(folder, own)));
}

function inside(root: string, uri: string): string | undefined {
  const plain = uri.replace(/\/$/, '');
  return isWithinFolder(plain, root.slice(0, -1)) ? plain : undefined;
}
