/** The lines in which two texts differ (E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986), and a unified diff of them. */

/** Lines `fromStart` to `fromEnd` (exclusive) of the old text are lines `toStart` to `toEnd` of the new one. */
export interface LineChange {
  readonly fromStart: number;
  readonly fromEnd: number;
  readonly toStart: number;
  readonly toEnd: number;
}

/** Above this many changed lines the search, which costs their square, is given up: lines that are there once split the texts first. */
const MAX_DISTANCE = 1000;
const CONTEXT = 3;

/** The lines of a text, each with its line end. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** The changes that lead from one list of lines to another, from the top down. */
export function lineChanges(from: readonly string[], to: readonly string[]): LineChange[] {
  let head = 0;
  while (head < from.length && head < to.length && from[head] === to[head]) head++;
  let tail = 0;
  const most = Math.min(from.length, to.length) - head;
  while (tail < most && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail++;
  const whole = { fromStart: head, fromEnd: from.length - tail, toStart: head, toEnd: to.length - tail };
  if (whole.fromStart === whole.fromEnd && whole.toStart === whole.toEnd) return [];
  const [a, b] = [from.slice(head, whole.fromEnd), to.slice(head, whole.toEnd)];
  const kept = keptLines(a, b) ?? anchoredLines(a, b);
  const changes: LineChange[] = [];
  let [lastX, lastY] = [0, 0];
  for (const [x, y] of [...kept, [a.length, b.length]]) {
    if (x > lastX || y > lastY) {
      changes.push({ fromStart: head + lastX, fromEnd: head + x, toStart: head + lastY, toEnd: head + y });
    }
    [lastX, lastY] = [x + 1, y + 1];
  }
  return changes;
}

/**
 * Pairs of lines for texts with many changes: the longest rising row of lines that each text has once, and between them the search for
 * what else is the same.
 */
function anchoredLines(a: readonly string[], b: readonly string[]): [number, number][] {
  const anchors = risingPairs(uniquePairs(a, b));
  const kept: [number, number][] = [];
  let [lastX, lastY] = [0, 0];
  for (const [x, y] of [...anchors, [a.length, b.length]]) {
    for (const [innerX, innerY] of keptLines(a.slice(lastX, x), b.slice(lastY, y)) ?? []) {
      kept.push([lastX + innerX, lastY + innerY]);
    }
    if (x < a.length) kept.push([x, y]);
    [lastX, lastY] = [x + 1, y + 1];
  }
  return kept;
}

/** The lines that both texts have exactly once, in the order of the first. */
function uniquePairs(a: readonly string[], b: readonly string[]): [number, number][] {
  const placesOf = (lines: readonly string[]) => {
    const places = new Map<string, number>();
    for (const [i, line] of lines.entries()) places.set(line, places.has(line) ? -1 : i);
    return places;
  };
  const inB = placesOf(b);
  return [...placesOf(a)].flatMap(([line, x]): [number, number][] => {
    const y = inB.get(line) ?? -1;
    return x >= 0 && y >= 0 ? [[x, y]] : [];
  });
}

/** The longest row of pairs whose second numbers rise, as their first ones do (patience sorting). */
function risingPairs(pairs: readonly [number, number][]): [number, number][] {
  const tops: number[] = [];
  const before: number[] = [];
  for (const [i, [, y]] of pairs.entries()) {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[tops[middle]][1] < y) low = middle + 1;
      else high = middle;
    }
    before[i] = low > 0 ? tops[low - 1] : -1;
    tops[low] = i;
  }
  const row: [number, number][] = [];
  for (let i = tops.at(-1) ?? -1; i >= 0; i = before[i]) row.push(pairs[i]);
  return row.reverse();
}

/** The pairs of lines that are the same on a shortest way from `a` to `b`; undefined where it is too long. */
function keptLines(a: readonly string[], b: readonly string[]): [number, number][] | undefined {
  const trace: Map<number, number>[] = [];
  let furthest = new Map<number, number>([[1, 0]]);
  for (let distance = 0; distance <= Math.min(a.length + b.length, MAX_DISTANCE); distance++) {
    trace.push(furthest);
    const next = new Map(furthest);
    for (let k = -distance; k <= distance; k += 2) {
      let x = stepFrom(furthest, k, distance);
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return walkBack(trace, a.length, b.length);
    }
    furthest = next;
  }
  return undefined;
}

/** Where diagonal `k` begins: below the one above it, or beside the one below it, whichever is further. */
function stepFrom(furthest: ReadonlyMap<number, number>, k: number, distance: number): number {
  const down = furthest.get(k + 1) ?? -1;
  const right = furthest.get(k - 1) ?? -1;
  return k === -distance || (k !== distance && right < down) ? down : right + 1;
}

function walkBack(trace: readonly Map<number, number>[], endX: number, endY: number): [number, number][] {
  const kept: [number, number][] = [];
  let [x, y] = [endX, endY];
  for (let distance = trace.length - 1; distance >= 0; distance--) {
    const furthest = trace[distance];
    const k = x - y;
    const start = stepFrom(furthest, k, distance);
    const isDown = k === -distance || (k !== distance && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
    while (x > start) kept.push([--x, --y]);
    if (distance === 0) break;
    [x, y] = isDown ? [x, y - 1] : [x - 1, y];
  }
  return kept.reverse();
}

/** A diff that shows less than the files have. */
export interface MaskedDiff {
  readonly text: string;
  /** The lines of the old file, from 1, that change and are not shown as they are: no program can apply their part. */
  readonly hidden: readonly number[];
}

/**
 * A unified diff with three lines of context, of texts of which not everything may be seen: `mask` makes of each what may be shown. Where a line beside a change is masked the
 * context ends, so that `patch` takes the rest as it is. The empty text where nothing differs.
 */
export function maskedDiff(name: string, before: string, after: string, mask: (text: string) => string): MaskedDiff {
  let [from, to] = [linesOf(before), linesOf(after)];
  const [shownFrom, shownTo] = [linesOf(mask(before)), linesOf(mask(after))];
  // What is masked ran over lines: only what is shown can be compared.
  if (shownFrom.length !== from.length || shownTo.length !== to.length) [from, to] = [shownFrom, shownTo];
  const isMasked = (line: number): boolean => from[line] !== shownFrom[line];
  const changes = lineChanges(from, to);
  if (changes.length === 0) return { text: '', hidden: [] };
  const hidden: number[] = [];
  // Whoever reads a name with blanks looks for the tab behind it.
  const title = /\s/.test(name) ? `${name}\t` : name;
  let text = `--- ${title}\n+++ ${title}\n`;
  for (let i = 0; i < changes.length; ) {
    let last = i;
    while (last + 1 < changes.length && isOneHunk(changes[last], changes[last + 1], isMasked)) last++;
    const { fromStart, toStart } = changes[i];
    const { fromEnd, toEnd } = changes[last];
    const [lead, tail] = contextAround(fromStart, fromEnd, from.length, isMasked);
    text += `@@ -${range(fromStart - lead, fromEnd + tail)} +${range(toStart - lead, toEnd + tail)} @@\n`;
    let at = fromStart - lead;
    for (const change of changes.slice(i, last + 1)) {
      text += marked(' ', from.slice(at, change.fromStart));
      text += marked('-', shownFrom.slice(change.fromStart, change.fromEnd));
      text += marked('+', shownTo.slice(change.toStart, change.toEnd));
      for (let line = change.fromStart; line < change.fromEnd; line++) if (isMasked(line)) hidden.push(line + 1);
      at = change.fromEnd;
    }
    text += marked(' ', from.slice(at, fromEnd + tail));
    i = last + 1;
  }
  return { text, hidden };
}

function isOneHunk(change: LineChange, next: LineChange, isMasked: (line: number) => boolean): boolean {
  if (next.fromStart - change.fromEnd > 2 * CONTEXT) return false;
  for (let line = change.fromEnd; line < next.fromStart; line++) if (isMasked(line)) return false;
  return true;
}

/** How many lines to show before and after: as many on both sides where masked ones cut it short, since `patch` takes fewer on one side for an end of the file. */
function contextAround(
  start: number,
  end: number,
  count: number,
  isMasked: (line: number) => boolean,
): readonly [lead: number, tail: number] {
  const [most, rest] = [Math.min(CONTEXT, start), Math.min(CONTEXT, count - end)];
  let [lead, tail] = [0, 0];
  while (lead < most && !isMasked(start - lead - 1)) lead++;
  while (tail < rest && !isMasked(end + tail)) tail++;
  if (lead === most && tail === rest) return [lead, tail];
  const both = Math.min(lead, tail);
  return [both, both];
}

function range(start: number, end: number): string {
  return `${end === start ? start : start + 1},${end - start}`;
}

function marked(sign: string, lines: readonly string[]): string {
  return lines
    .map((line) => (line.endsWith('\n') ? `${sign}${line}` : `${sign}${line}\n\\ No newline at end of file\n`))
    .join('');
}
