/** Where a text says `file:line`, relative to a folder. */

export interface PlaceLink {
  /** The line of the text, and where on it the words stand. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** The URI of the file, with the line as its fragment. */
  readonly target: string;
}

/** Links that one text has: an editor that is given more gets slow. */
const MOST_LINKS = 20_000;
// linear: the parts before and behind the colon have no characters in common with what ends them.
const PLACE = /(?<=^| )([^\s:]+):(\d+)(?= |$)/g;

/** The places in a text; `folder` is the URI that they are relative to, with its slash. */
export function placeLinks(text: string, folder: string): PlaceLink[] {
  const links: PlaceLink[] = [];
  for (const [line, words] of text.split('\n').entries()) {
    for (const { index, 0: place, 1: path, 2: number } of words.matchAll(PLACE)) {
      if (links.length >= MOST_LINKS) return links;
      // An address is no file.
      if (/^[\d.]+$/.test(path)) continue;
      const target = `${folder}${path.split('/').map(encodeURIComponent).join('/')}#L${number}`;
      links.push({ line, start: index, end: index + place.length, target });
    }
  }
  return links;
}
