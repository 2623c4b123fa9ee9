/** How much room a large zone needs: too little costs growing once more, too much memory, and a table that is too large is a slow one. */
import type { TextBuffer } from '../text/buffer.ts';

export interface Room {
  readonly names: number;
  readonly records: number;
}

/** What a large zone has, about. */
const UNITS_A_NAME = 48;
const UNITS_A_RECORD = 32;
/** For each owner that is written there is another name: one that its data have, or one above it. */
const NAMES_AN_OWNER = 2;
/** A smaller one grows once, by what is in it: thousands of them would hold room for records that they have not. */
const LARGE = 1 << 17;
/** Chunks that are looked at, and how much of each. */
const SAMPLES = 16;
const SAMPLE = 2048;

/** The names and records of a text, about. */
export function roomFor(buffer: TextBuffer): Room {
  const { length } = buffer;
  const most = length / UNITS_A_NAME;
  if (length < LARGE) return { names: Math.ceil(most), records: 0 };
  const names = Math.min(most, ownersIn(buffer) * NAMES_AN_OWNER);
  return { names: Math.ceil(names), records: Math.ceil(length / UNITS_A_RECORD) };
}

/** How many owners are written in a text, by some parts of it; one that stands on each line counts once. */
function ownersIn({ chunks, length }: TextBuffer): number {
  const step = Math.max(1, Math.floor(chunks.length / SAMPLES));
  let owners = 0;
  let units = 0;
  for (let i = 0; i < chunks.length; i += step) {
    const { text } = chunks[i];
    const end = Math.min(text.length, SAMPLE);
    let before = '';
    for (let at = 0; at < end; ) {
      const owner = ownerAt(text, at);
      if (owner !== '' && owner !== before) owners++;
      if (owner !== '') before = owner;
      const next = text.indexOf('\n', at) + 1;
      at = next === 0 ? text.length : next;
    }
    units += end;
  }
  return units === 0 ? 0 : (owners / units) * length;
}

const LONGEST = 300;

/** What stands at the beginning of a line; empty where it is white space, a comment or a directive. */
function ownerAt(text: string, start: number): string {
  const first = text.charCodeAt(start);
  if (!(first > 0x20) || first === 0x3b || first === 0x24) return '';
  let end = start + 1;
  while (end < start + LONGEST && text.charCodeAt(end) > 0x20) end++;
  return text.slice(start, end);
}
