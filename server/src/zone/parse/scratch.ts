/** Where a chunk is read: its text as octets, and the columns that are being filled. Both are used again for the next chunk. */
import type { PlainWords } from '../../dns/rdata/plain.ts';
import { copyUnits } from '../../dns/units.ts';
import { type Columns, makeColumns } from '../columns.ts';
import { SENTINEL } from './octets.ts';

export class Scratch {
  /** The octets of the text (`copyUnits` of dns/names.ts), with SENTINEL behind them: octets are read several times faster than characters. */
  units: Uint8Array = new Uint8Array(1 << 10);
  /** The entries and words read so far. There is room for one of each a unit. */
  columns: Columns = makeColumns(1, 1);
  /** The words that were read, as data are judged by; another object where there is more room. */
  words: PlainWords = wordsOf(this.units, this.columns);

  /** Takes in a text from `at` on, and makes room for all that can stand in it. What was read before is kept. True for ASCII. */
  take(text: string, at: number): boolean {
    const end = at + text.length;
    if (this.units.length <= end) {
      const grown = new Uint8Array(Math.max(end + 1, this.units.length * 2));
      grown.set(this.units.subarray(0, at));
      this.units = grown;
      this.words = wordsOf(grown, this.columns);
    }
    const isAscii = copyUnits(text, this.units, at);
    this.units[end] = SENTINEL;
    if (this.columns.kinds.length <= end) this.#growColumns(end * 2);
    return isAscii;
  }

  #growColumns(room: number): void {
    const { columns } = this;
    const grown = makeColumns(room, room);
    for (const column of Object.keys(columns) as (keyof Columns)[]) grown[column].set(columns[column]);
    this.columns = grown;
    this.words = wordsOf(this.units, grown);
  }

  /** The first entries and words, in columns of their own. */
  copy(entries: number, words: number): Columns {
    const { columns } = this;
    const copy = makeColumns(entries, words);
    copy.kinds.set(columns.kinds.subarray(0, entries));
    copy.flags.set(columns.flags.subarray(0, entries));
    copy.starts.set(columns.starts.subarray(0, entries));
    copy.ends.set(columns.ends.subarray(0, entries));
    copy.owners.set(columns.owners.subarray(0, entries));
    copy.types.set(columns.types.subarray(0, entries));
    copy.ttls.set(columns.ttls.subarray(0, entries));
    copy.targets.set(columns.targets.subarray(0, entries));
    copy.tails.set(columns.tails.subarray(0, entries));
    copy.wordFirsts.set(columns.wordFirsts.subarray(0, entries + 1));
    copy.wordStarts.set(columns.wordStarts.subarray(0, words));
    copy.wordEnds.set(columns.wordEnds.subarray(0, words));
    copy.wordQuoted.set(columns.wordQuoted.subarray(0, words));
    return copy;
  }
}

/** Scratch that nobody uses: that of a chunk of the file, and that of a chunk in it. */
const spare: Scratch[] = [];
const MOST_SPARE = 2;

/** Scratch for one chunk. A chunk may be read in the middle of another one (`$INCLUDE`, `$GENERATE`), and then gets scratch of its own. */
export function takeScratch(): Scratch {
  return spare.pop() ?? new Scratch();
}

/** Gives scratch back. What is given back last, that of the outermost chunk, is taken first. */
export function giveBack(scratch: Scratch): void {
  if (spare.length === MOST_SPARE) spare.shift();
  spare.push(scratch);
}

function wordsOf(units: Uint8Array, { wordStarts: starts, wordEnds: ends, wordQuoted: quoted }: Columns): PlainWords {
  return { units, starts, ends, quoted };
}
