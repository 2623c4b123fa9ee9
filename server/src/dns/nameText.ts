/** Domain names as text: presentation format (RFC 1035 section 5.1) to labels and back. Text that is not ASCII is taken as UTF-8, as named does. */

/** The most octets a label may have (RFC 1035 section 2.3.4). */
export const MAX_LABEL = 63;
/** The most octets a name may have on the wire, with length octets and the root (RFC 1035 section 2.3.4). */
export const MAX_NAME = 255;

/** What is wrong with a name's text; `index` is an offset in UTF-16 units from the start of the name's text. */
export interface NameError {
  readonly code: 'empty' | 'empty-label' | 'label-too-long' | 'name-too-long' | 'bad-escape';
  readonly index: number;
  readonly length: number;
}

/** A name as labels, most specific first, without the root; `absolute` when the text ended in a dot. */
export interface ParsedName {
  readonly labels: Uint8Array[];
  readonly absolute: boolean;
  readonly error?: NameError;
}

const BACKSLASH = 0x5c;
const DOT = 0x2e;
const utf8 = new TextEncoder();

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/**
 * Reads `text[start, end)` as a name. `@` is not special here: the caller knows where it stands for the origin.
 * Never throws; the first error found is returned beside the labels that could be read.
 */
export function parseName(text: string, start = 0, end = text.length): ParsedName {
  const labels: Uint8Array[] = [];
  if (start === end) return { labels, absolute: false, error: { code: 'empty', index: 0, length: 0 } };
  if (end - start === 1 && text.charCodeAt(start) === DOT) return { labels, absolute: true };
  let error: NameError | undefined;
  let octets: number[] = [];
  let labelStart = start;
  let total = 1;
  let absolute = false;
  const endLabel = (at: number): void => {
    if (octets.length === 0) error ??= { code: 'empty-label', index: at - start, length: 1 };
    if (octets.length > MAX_LABEL) {
      error ??= { code: 'label-too-long', index: labelStart - start, length: at - labelStart };
    }
    total += octets.length + 1;
    labels.push(Uint8Array.from(octets));
    octets = [];
  };
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === DOT) {
      endLabel(i);
      labelStart = i + 1;
      absolute = i + 1 === end;
    } else if (code === BACKSLASH) {
      const escaped = readEscape(text, i, end);
      if (escaped.octet < 0) {
        error ??= { code: 'bad-escape', index: i - start, length: escaped.length };
        octets.push(BACKSLASH);
      } else octets.push(escaped.octet);
      i += escaped.length - 1;
    } else if (code < 0x80) {
      octets.push(code);
    } else {
      const char = String.fromCodePoint(text.codePointAt(i)!);
      octets.push(...utf8.encode(char));
      i += char.length - 1;
    }
  }
  if (!absolute) endLabel(end);
  if (total > MAX_NAME) error ??= { code: 'name-too-long', index: 0, length: end - start };
  return error ? { labels, absolute, error } : { labels, absolute };
}

/**
 * Reads the escape at `text[at]`, which is a backslash: `\DDD` is the octet with that decimal value, `\X` is X
 * (RFC 1035 section 5.1). `octet` is -1 where it is none; `length` counts UTF-16 units and is at least 1.
 */
export function readEscape(text: string, at: number, end: number): { octet: number; length: number } {
  if (at + 1 >= end) return { octet: -1, length: 1 };
  const next = text.charCodeAt(at + 1);
  if (!isDigit(next)) return { octet: next < 0x80 ? next : -1, length: 2 };
  if (at + 3 >= end || !isDigit(text.charCodeAt(at + 2)) || !isDigit(text.charCodeAt(at + 3))) {
    return { octet: -1, length: Math.min(4, end - at) };
  }
  const value = Number(text.slice(at + 1, at + 4));
  return { octet: value > 255 ? -1 : value, length: 4 };
}

/** Each octet of a label in presentation format: special characters escaped by a backslash, the unprintable as `\DDD`. */
const PRESENTED: readonly string[] = Array.from({ length: 256 }, (_, octet) => {
  const char = String.fromCharCode(octet);
  if (octet < 0x21 || octet > 0x7e) return `\\${String(octet).padStart(3, '0')}`;
  return '"().;\\@$'.includes(char) ? `\\${char}` : char;
});

/** The label in `octets[start, end)` in presentation format. */
export function labelTextIn(octets: Uint8Array, start: number, end: number): string {
  let out = '';
  for (let i = start; i < end; i++) out += PRESENTED[octets[i]];
  return out;
}

/** A label's octets in presentation format. */
export function labelToText(octets: Uint8Array): string {
  return labelTextIn(octets, 0, octets.length);
}

/** Labels (most specific first) as an absolute name's text. */
export function labelsToText(labels: readonly Uint8Array[]): string {
  if (labels.length === 0) return '.';
  return labels.map((label) => `${labelToText(label)}.`).join('');
}
