/** Patterns of file names as glob(3) reads them, which named uses for `include`. Walked without backtracking into regular expressions. */

/** True where a path is a pattern. */
export function isPattern(path: string): boolean {
  return /[*?[]/.test(path);
}

/** Whether a name matches a pattern: `*`, `?`, `[a-z]`, `[!a]` and `\\` before a sign. A dot at the beginning matches only a dot. */
export function matchesGlob(name: string, pattern: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false;
  let at = 0;
  let sign = 0;
  // Where the last star stands, and how far it has eaten.
  let star = -1;
  let eaten = 0;
  while (at < name.length) {
    const next = sign < pattern.length && pattern[sign] !== '*' ? matchSign(name[at], pattern, sign) : -1;
    if (next >= 0) {
      at++;
      sign = next;
    } else if (pattern[sign] === '*') {
      star = ++sign;
      eaten = at;
    } else if (star >= 0) {
      sign = star;
      at = ++eaten;
    } else return false;
  }
  while (pattern[sign] === '*') sign++;
  return sign === pattern.length;
}

/** Where the pattern goes on behind what stands for one sign; -1 where that does not match. */
function matchSign(sign: string, pattern: string, at: number): number {
  if (pattern[at] === '?') return at + 1;
  if (pattern[at] === '[') {
    const end = endOfSet(pattern, at);
    if (end >= 0) return isInSet(sign, pattern, at + 1, end) ? end + 1 : -1;
  }
  const start = pattern[at] === '\\' && at + 1 < pattern.length ? at + 1 : at;
  return pattern[start] === sign ? start + 1 : -1;
}

/** Where the bracket that closes a set stands; one right at its beginning is a member. */
function endOfSet(pattern: string, at: number): number {
  const isNegated = pattern[at + 1] === '!' || pattern[at + 1] === '^';
  return pattern.indexOf(']', at + (isNegated ? 3 : 2));
}

function isInSet(sign: string, pattern: string, start: number, end: number): boolean {
  const isNegated = pattern[start] === '!' || pattern[start] === '^';
  let isIn = false;
  for (let at = isNegated ? start + 1 : start; at < end; at++) {
    if (pattern[at + 1] === '-' && at + 2 < end) {
      isIn ||= pattern[at] <= sign && sign <= pattern[at + 2];
      at += 2;
    } else isIn ||= pattern[at] === sign;
  }
  return isIn !== isNegated;
}
