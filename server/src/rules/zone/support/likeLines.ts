/** Lines of a kind that stand in a file many times or never: they have one cause, so they are told once, at the first of them. */
import { t } from '../../../l10n.ts';
import type { RelatedZonePlace, ZonePlace } from '../places.ts';
import type { Found } from './census.ts';

/** A part of a line, in its chunk. */
export interface LinePart {
  readonly start: number;
  readonly end: number;
}

/** Places that are shown beside the first one. */
const SHOWN = 10;

/** Where such lines are told. */
export interface LikeLines {
  readonly first: ZonePlace;
  /** How many there are beside it. */
  readonly more: number;
  readonly related: readonly RelatedZonePlace[];
}

/** Where the lines that a census found are told; undefined where there are none. */
export function likeLines(found: readonly Found<readonly LinePart[]>[]): LikeLines | undefined {
  const places: ZonePlace[] = [];
  let count = 0;
  for (const { document, chunk, value } of found) {
    count += value.length;
    for (let i = 0; i < value.length && places.length <= SHOWN; i++) places.push({ document, chunk, ...value[i] });
  }
  return count > 0 ? toldAt(places, count) : undefined;
}

/** The same of places, of which there are `count` in all. */
export function toldAt([first, ...others]: readonly ZonePlace[], count: number): LikeLines {
  return {
    first,
    more: count - 1,
    related: others.slice(0, SHOWN).map((place) => ({ place, message: t`Another one` })),
  };
}
