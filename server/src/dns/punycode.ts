/** Punycode (RFC 3492): the form in which labels of internationalized names are in the DNS, behind `xn--`. */

/** Parameters of Punycode (RFC 3492 section 5). */
const BASE = 36;
const TMIN = 1;
const TMAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_CODE = 0x80;
const LAST_CODE = 0x10ffff;

/** Decodes Punycode without its prefix (RFC 3492 section 6.2); undefined where it is none. */
export function decodePunycode(text: string): string | undefined {
  const dash = text.lastIndexOf('-');
  const codes = [...text.slice(0, Math.max(0, dash))].map((char) => char.charCodeAt(0));
  if (codes.some((each) => each >= FIRST_CODE)) return undefined;
  let at = dash > 0 ? dash + 1 : 0;
  let value = FIRST_CODE;
  let index = 0;
  let bias = FIRST_BIAS;
  while (at < text.length) {
    const before = index;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      const digit = at < text.length ? digitOf(text.charCodeAt(at++)) : -1;
      if (digit < 0) return undefined;
      index += digit * weight;
      const threshold = k <= bias ? TMIN : Math.min(TMAX, k - bias);
      if (digit < threshold) break;
      weight *= BASE - threshold;
      if (index > LAST_CODE * (codes.length + 1) || weight > Number.MAX_SAFE_INTEGER / BASE) return undefined;
    }
    const count = codes.length + 1;
    bias = adapted(index - before, count, before === 0);
    value += Math.floor(index / count);
    index %= count;
    if (value > LAST_CODE || (value >= 0xd800 && value <= 0xdfff)) return undefined;
    codes.splice(index++, 0, value);
  }
  return String.fromCodePoint(...codes);
}

function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 26;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a ? lower - 0x61 : -1;
}

/** RFC 3492 section 6.1. */
function adapted(delta: number, count: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  rest += Math.floor(rest / count);
  let k = 0;
  for (; rest > ((BASE - TMIN) * TMAX) >> 1; k += BASE) rest = Math.floor(rest / (BASE - TMIN));
  return k + Math.floor(((BASE - TMIN + 1) * rest) / (rest + SKEW));
}
