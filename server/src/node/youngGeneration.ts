/**
 * The space that V8 keeps for what is new. It doubles up to 16 MB and as much again (64 with Node 24), while what outlives a piece of work is columns
 * outside of it and little else: half a tree of zones' memory would be room for what is gone. Node bounds it by an option only; how fast it grows V8 asks each time.
 */
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Four megabytes and as much again cost no time: with half of it a tree takes a fifth longer. */
const ENOUGH = 4 << 20;

/** True once the space is as large as it has to be; it grows no more then. */
export function growsNoMore(): boolean {
  const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
  if (!space || space.space_size <= ENOUGH) return false;
  setFlagsFromString('--semi-space-growth-factor=1');
  return true;
}

/** As it was. Code that V8 made is taken by a process with the same flags only. */
export function growsAgain(): void {
  setFlagsFromString('--semi-space-growth-factor=2');
}

/** For threads that are started later: what grows no more has to begin with enough. */
export function beginsGrown(): void {
  setFlagsFromString(`--min-semi-space-size=${ENOUGH >> 20}`);
}
