/** Random edits of text, from a seed, so that what fails can be repeated. */

/** Numbers in [0, below) from a seed (mulberry32). */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

/** How many seeds a random test has: one while somebody works, four in `npm test`, more by `npm run test:unit -- --seeds COUNT PATTERN`. */
const SEEDS = Number(process.env.BAILIWICK_SEEDS ?? 1);

/** The seeds of a random test. */
export function seeds(): number[] {
  return Array.from({ length: SEEDS }, (_, index) => index + 1);
}

export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** Characters that mean something in zone files or configurations, and some that mean nothing anywhere. */
const CHARACTERS = [...'();"\\@$.*{}/#!=:,- \t\n\r0aZ\0é\u{1f600}\ufeff', '\r\n', '\n\n\n', '/*', '*/', '//'];

/** An edit as people and tools make them: a key, a word gone, a line moved or pasted, a piece cut from anywhere. */
export function randomChange(text: string, random: (below: number) => number, pieces: readonly string[]): TextChange {
  const at = random(text.length + 1);
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const lineBreak = text.indexOf('\n', at);
  const lineEnd = lineBreak < 0 ? text.length : lineBreak + 1;
  switch (random(8)) {
    case 0:
      return { start: at, end: at, newText: CHARACTERS[random(CHARACTERS.length)] };
    case 1:
      return { start: at, end: Math.min(text.length, at + 1 + random(3)), newText: '' };
    case 2:
      return { start: lineStart, end: lineEnd, newText: '' };
    case 3:
      return { start: lineStart, end: lineStart, newText: `${pieces[random(pieces.length)]}\n` };
    case 4:
      return { start: lineStart, end: lineEnd, newText: pieces[random(pieces.length)] };
    case 5: {
      // A piece of the text itself, at another place.
      const from = random(text.length + 1);
      return { start: at, end: at, newText: text.slice(from, from + random(200)) };
    }
    case 6:
      return { start: at, end: Math.min(text.length, at + random(random(6) === 0 ? 9000 : 60)), newText: '' };
    default:
      return { start: at, end: at, newText: pieces[random(pieces.length)] };
  }
}

/** The text after a change. */
export function changed(text: string, { start, end, newText }: TextChange): string {
  return text.slice(0, start) + newText + text.slice(end);
}
