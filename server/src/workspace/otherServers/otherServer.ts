/** What is taken from the configurations of other servers than named: which zones they load from which files. */

/** A zone that a server loads. */
export interface ServedZone {
  readonly name: string;
  /** The file, as the server takes it. */
  readonly path: string;
  readonly type: 'primary' | 'secondary';
  /** True for a response policy zone. */
  readonly responsePolicy?: boolean;
}

/** A folder all of whose files, and of the folders in it, may be zones: the name of a file says which. */
export interface ServedFolder {
  readonly path: string;
  /** The zone that a file of this name is; undefined where it is none. */
  readonly originOf: (fileName: string) => string | undefined;
}

export interface ServerReading {
  /** The folder that relative paths start in, where it is said. */
  readonly directory: string | undefined;
  readonly zones: readonly ServedZone[];
  readonly folders: readonly ServedFolder[];
}

/** The texts of the files that an include means, which may be a pattern; none where they are not there, or not read yet. */
export type ReadIncluded = (path: string) => readonly string[];

/** Reads a configuration from the text of its outermost file. Never throws; what it does not know it passes over. */
export type ReadServer = (text: string, included: ReadIncluded) => ServerReading;

/** Files that are read of one configuration, however they include one another. */
export const INCLUDED_FILES = 1000;

/** A path in a folder; an absolute one stays. */
export function joined(folder: string | undefined, path: string): string {
  if (folder === undefined || folder === '' || path.startsWith('/')) return path;
  return folder.endsWith('/') ? `${folder}${path}` : `${folder}/${path}`;
}
