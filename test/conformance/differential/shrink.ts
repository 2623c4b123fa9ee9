/** The smallest input on which a verdict still differs: lines go, then words, then characters. */

/** Which of some texts still show the difference. */
export type StillDiffers = (texts: readonly string[]) => Promise<readonly boolean[]>;

/** Rounds in which something goes; what is left then is small enough to read. */
const ROUNDS = 40;
/** Texts that are tried in one round. */
const TRIES = 120;

export async function shrunk(text: string, stillDiffers: StillDiffers): Promise<string> {
  let smallest = text;
  let rounds = ROUNDS;
  for (const split of [/(?<=\n)/, /(?<=[\s;{}])/, '']) {
    // Halves first, then ever smaller pieces.
    for (let size = Math.ceil(smallest.split(split).length / 2); size >= 1 && rounds > 0; rounds--) {
      const pieces = smallest.split(split);
      const step = Math.max(size, Math.ceil(pieces.length / TRIES));
      const tries: string[] = [];
      for (let at = 0; at < pieces.length; at += step) tries.push(pieces.toSpliced(at, step).join(''));
      const verdicts = await stillDiffers(tries);
      const found = tries.find((_, i) => verdicts[i]);
      if (found === undefined) size >>= 1;
      else smallest = found;
    }
  }
  return smallest;
}
