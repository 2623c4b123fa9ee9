/** `$ORIGIN` lines whose final dot was lost: all names below them are others than was meant. */
import { type NameId, NO_NAME } from '../../../dns/names.ts';
import { TYPE } from '../../../dns/types.ts';
import { EntryKind, wordCount, wordText } from '../../../zone/chunk.ts';
import type { ZoneContext } from '../context.ts';
import type { ZonePlace } from '../places.ts';
import { census, type Found } from './census.ts';
import { isAbsolute, repeatsOrigin } from './words.ts';

/** A relative `$ORIGIN`. */
interface RelativeOrigin {
  readonly place: ZonePlace;
  readonly text: string;
  /** The origin before it. */
  readonly origin: NameId;
  /** What it makes; NO_NAME where that is too long. */
  readonly name: NameId;
}

/** Kept by the engine for each zone, whichever rules there are: it says where nothing but errors is told. */
export const relativeOrigins = census<readonly RelativeOrigin[]>((chunk, document) => {
  const { kinds, wordFirsts, wordStarts, wordEnds } = chunk;
  let found: RelativeOrigin[] | undefined;
  for (let entry = kinds.indexOf(EntryKind.Origin); entry >= 0; entry = kinds.indexOf(EntryKind.Origin, entry + 1)) {
    const text = wordCount(chunk, entry) > 0 ? wordText(chunk, entry, 0) : '';
    if (text === '' || isAbsolute(text)) continue;
    const word = wordFirsts[entry];
    const place = { document, chunk, start: wordStarts[word], end: wordEnds[word] };
    found ??= [];
    found.push({ place, text, origin: chunk.origins[entry], name: chunk.targets[entry] });
  }
  return found;
});

interface Misread {
  readonly origins: readonly RelativeOrigin[];
  /** The names that they make, and those below which records stand that belong elsewhere. */
  readonly names: ReadonlySet<NameId>;
}

const KNOWN = new WeakMap<readonly Found<readonly RelativeOrigin[]>[], Misread>();

/** The `$ORIGIN` lines of a zone that repeat the origin before them, or the zone's name. */
export function misreadOrigins(context: ZoneContext): Misread {
  const all = relativeOrigins.of(context);
  let misread = KNOWN.get(all);
  if (!misread) {
    const origins = all.flatMap(({ value }) =>
      value.filter(({ text, origin }) => repeatsOrigin(text, origin, context)),
    );
    // Behind a line that makes no name the origin before it holds on, for records that were meant to be elsewhere.
    const refused = all.flatMap(({ value }) => value.filter(({ name }) => name === NO_NAME));
    const names = new Set([...origins.map(({ name }) => name), ...refused.map(({ origin }) => origin)]);
    for (const name of [NO_NAME, context.apex]) names.delete(name);
    misread = { origins, names };
    KNOWN.set(all, misread);
  }
  return misread;
}

/** True where such a line is why the zone has no SOA: it stands below the name that was made. */
export function hasMisreadTop(context: ZoneContext): boolean {
  const { model, apex, originKnown, settings } = context;
  if (!originKnown || settings.type === 'hint' || model.has(apex, TYPE.SOA)) return false;
  for (const name of misreadOrigins(context).names) if (model.has(name, TYPE.SOA)) return true;
  return false;
}
