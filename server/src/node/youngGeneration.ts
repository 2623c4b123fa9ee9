/**
 * The space that V8 keeps for what is new. It doubles up to 32 MB and as much again, while what outlives a piece of work is columns outside of it and
 * little else: half a tree of zones' memory would be room for what is gone. Node bounds it by an option only; how fast it grows V8 asks each time.
 */
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** From the megabyte that it begins with to four, which costs no time: with two a tree takes a fifth longer. */
const FIRST_GROWTH = 4;
const ENOUGH = 4 << 20;

/** To be called before code is loaded, which makes V8 collect what it left, and the space grow. */
export function growsOnce(): void {
  setFlagsFromString(`--semi-space-growth-factor=${FIRST_GROWTH}`);
  // For threads that are started later, which begin with it.
  setFlagsFromString(`--min-semi-space-size=${ENOUGH >> 20}`);
}

/** To be called behind that. Where the space has not grown yet, it may still do so. */
export function growsNoMore(): void {
  const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
  if (space && space.space_size > ENOUGH) setFlagsFromString('--semi-space-growth-factor=1');
}
