/** Sentences for the end of a check's output: what was not looked at, and what is not known. */
import type { Configuration } from '../workspace/configuration.ts';
import type { Zone } from '../workspace/zone.ts';
import { isIn } from './judged.ts';
import { unreadBy, unreadText } from './unread.ts';

export interface NotesOf {
  readonly zones: readonly Zone[];
  readonly configurations: readonly Configuration[];
  readonly isJudged: (uri: string) => boolean;
  readonly nameOf: (uri: string) => string;
  readonly pathOf: (uri: string) => string;
}

/** The folders among those named in which nothing is ours. */
export function emptyFolders(folders: readonly string[], { zones, configurations, nameOf }: NotesOf): string[] {
  const read = [...zones.map((zone) => zone.options.uri), ...configurations.flatMap(({ files }) => files)];
  return folders
    .filter((folder) => !read.some((uri) => isIn(uri, folder)))
    .map((folder) => `nothing in ${nameOf(folder)} was checked: no file there is known as a zone file or a named.conf`);
}

/** Which origins are not known, and which files were not read. */
export function notesOf({ zones, configurations, isJudged, nameOf, pathOf }: NotesOf): string[] {
  const unknown = zones
    .filter(({ options: { source } }) => source === 'unknown')
    .map((zone) => nameOf(zone.options.uri));
  const unread = unreadText(unreadBy(zones, configurations, isJudged, pathOf));
  return [...originNote(unknown), ...(unread === undefined ? [] : [unread])];
}

/** Files whose origin is not known that are named one by one. */
const NAMED_FILES = 3;

/** That the origin of zone files is not known, said once, so that a clean result is understood. */
function originNote(files: readonly string[]): string[] {
  if (files.length === 0) return [];
  const named = files.slice(0, NAMED_FILES).join(', ');
  const more = files.length > NAMED_FILES ? ` and ${files.length - NAMED_FILES} more` : '';
  return [`the origin of ${named}${more} is not known, so what depends on it was not checked; --origin NAME says it`];
}
