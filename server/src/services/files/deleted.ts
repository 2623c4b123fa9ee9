/** Who loads files that are about to be deleted. */
import { t } from '../../l10n.ts';
import type { Steps } from '../../steps.ts';
import { baseName, isWithinFolder, normalUri } from '../../workspace/paths.ts';
import { code } from '../shared/markdown.ts';
import { type FileMention, type FileSurroundings, mentionsOf } from './mentions.ts';

/** Who loads what is to be deleted. */
export interface Loaders {
  /** For the user. */
  readonly message: string;
  readonly places: readonly FileMention[];
}

/** Those that one message names. */
const NAMED = 3;

/** Who loads some files or what is in some folders, and is not deleted with them; undefined where nobody does. */
export function* loadersOf(around: FileSurroundings, given: readonly string[]): Steps<Loaders | undefined> {
  const uris = given.map(normalUri);
  const isDeleted = (uri: string): boolean => uris.some((each) => isWithinFolder(uri, each));
  const places = (yield* mentionsOf(around, isDeleted)).filter(({ uri }) => !isDeleted(uri));
  if (places.length === 0) return undefined;
  const lines = places.slice(0, NAMED).map((place) => loaderText(place, around));
  if (places.length > NAMED) lines.push(t`${places.length - NAMED} more places name files that are deleted.`);
  return { message: lines.join(' '), places };
}

function loaderText({ uri, start, target, zone }: FileMention, around: FileSurroundings): string {
  const line = (around.bufferOf(uri)?.positionAt(start).line ?? 0) + 1;
  const [file, by] = [code(baseName(target)), baseName(uri)];
  if (!zone) return t`${file} is included by ${by}, line ${line}: without it the server refuses the file.`;
  return zone.view
    ? t`${file} has the zone ${code(zone.name)} of the view ${code(zone.view.name)} (${by}, line ${line}): without it the server does not answer for the zone.`
    : t`${file} has the zone ${code(zone.name)} (${by}, line ${line}): without it the server does not answer for the zone.`;
}
