/** Numbers out of samples. What could not be measured is undefined, and stays so in what is made of it. */

/** The value that `share` (0 to 1) of the samples do not exceed: the nearest rank, so always one of the samples. */
export function percentile(samples: readonly number[], share: number): number | undefined {
  if (samples.length === 0) return undefined;
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

/** The middle sample; of an even number of them, the mean of the two in the middle. */
export function median(samples: readonly number[]): number | undefined {
  if (samples.length === 0) return undefined;
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Ours in theirs; undefined where one of them is not known, or theirs is nothing to divide by. */
export function ratio(ours: number | undefined, theirs: number | undefined): number | undefined {
  if (ours === undefined || theirs === undefined || !(theirs > 0) || !Number.isFinite(ours)) return undefined;
  return ours / theirs;
}

/** The samples that are known. */
export function known(samples: readonly (number | undefined)[]): number[] {
  return samples.filter((sample) => sample !== undefined);
}

/** Times of keystrokes. */
export interface Keystrokes {
  readonly count: number;
  readonly median: number;
  readonly p99: number;
}

export function summary(samples: readonly number[]): Keystrokes {
  return { count: samples.length, median: median(samples)!, p99: percentile(samples, 0.99)! };
}
