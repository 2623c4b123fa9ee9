/** `$GENERATE` (BIND's own directive): its range, its modifiers, and the text it stands for. */

/** `start-stop[/step]`. */
export interface GenerateRange {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
}

/** Numbers with a sign or without, as sscanf reads them: what follows the last one is not looked at. */
const RANGE = /^([+-]?\d+)-([+-]?\d+)(\/(?:([+-]?\d+))?)?/;
const LARGEST = 0x7fffffff;
const LARGEST_LONG = 0x7fff_ffff_ffff_ffffn;

/** A number as named has it in an int: of a longer one the lowest 32 bits. */
function intOf(text: string): number {
  const value = BigInt(text.replace('+', ''));
  const long = value > LARGEST_LONG ? LARGEST_LONG : value < -LARGEST_LONG ? -LARGEST_LONG - 1n : value;
  return Number(BigInt.asIntN(32, long));
}

/** Reads the range of a `$GENERATE`; undefined where it is none (BIND: stop below start and step 0 are refused too). */
export function parseGenerateRange(text: string): GenerateRange | undefined {
  const match = RANGE.exec(text);
  if (!match) return undefined;
  if (match[3] !== undefined && match[4] === undefined) return undefined;
  const [start, stop, step] = [intOf(match[1]), intOf(match[2]), match[4] === undefined ? 1 : intOf(match[4])];
  if (start < 0 || stop < start || step < 1) return undefined;
  return { start, stop, step };
}

/** How many lines a range makes. */
export function generateCount(range: GenerateRange): number {
  return Math.floor((range.stop - range.start) / range.step) + 1;
}

/** One number of a template: `$` or `${offset,width,base}`. */
export type TemplatePiece = string | { readonly offset: number; readonly width: number; readonly base: string };

/**
 * Takes a template apart. `\$` and `$$` stand for a dollar sign. Undefined where a modifier is not
 * `{offset[,width[,base]]}` with a base of d, o, x, X, n or N.
 */
export function parseGenerateTemplate(text: string): TemplatePiece[] | undefined {
  const pieces: TemplatePiece[] = [];
  let literal = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '\\' && i + 1 < text.length) {
      literal += text[i + 1] === '$' ? '$' : char + text[i + 1];
      i++;
    } else if (char !== '$') {
      literal += char;
    } else if (text[i + 1] === '$') {
      literal += '$';
      i++;
    } else {
      if (literal !== '') pieces.push(literal);
      literal = '';
      if (text[i + 1] !== '{') {
        pieces.push({ offset: 0, width: 0, base: 'd' });
        continue;
      }
      const close = text.indexOf('}', i);
      const modifier =
        close < 0 ? null : /^\s*([+-]?\d+)(?:,\s*([+-]?\d+)(?:,([doxXnN]))?)?$/.exec(text.slice(i + 2, close));
      if (!modifier) return undefined;
      pieces.push({ offset: intOf(modifier[1]), width: widthOf(modifier[2] ?? '0'), base: modifier[3] ?? 'd' });
      i = close;
    }
  }
  if (literal !== '') pieces.push(literal);
  return pieces;
}

/** named has a width without a sign, so that a negative one is a wide one. */
function widthOf(text: string): number {
  return intOf(text) >>> 0;
}

/** Whether the numbers of a template are as short as named has room for; a width is that of the number with its zeros. */
export function widthsFit(pieces: readonly TemplatePiece[]): boolean {
  return pieces.every((piece) => typeof piece === 'string' || piece.width <= WIDEST);
}

/** True where every number that a template makes over the range is one that named can hold (it refuses the directive otherwise). */
export function templateFits(pieces: readonly TemplatePiece[], range: GenerateRange): boolean {
  const last = range.start + (generateCount(range) - 1) * range.step;
  return pieces.every((piece) => typeof piece === 'string' || last + piece.offset <= LARGEST);
}

/** named has room for so many characters of a number. */
const WIDEST = 127;

function formatNumber(value: number, width: number, base: string): string {
  const wide = Math.min(width, WIDEST);
  // printf takes only decimal numbers as signed, and writes their zeros behind the sign.
  const unsigned = value >>> 0;
  switch (base) {
    case 'o':
      return unsigned.toString(8).padStart(wide, '0');
    case 'x':
      return unsigned.toString(16).padStart(wide, '0');
    case 'X':
      return unsigned.toString(16).toUpperCase().padStart(wide, '0');
    case 'n':
    case 'N': {
      // Nibbles, lowest first, with dots between them. The width counts the dots, so an even one leaves a dot at the end.
      const digits = unsigned.toString(16).padStart(Math.ceil(wide / 2), '0');
      const nibbles = [...digits].reverse().join('.');
      const written = nibbles.length < wide ? `${nibbles}.` : nibbles;
      return base === 'N' ? written.toUpperCase() : written;
    }
    default:
      return value < 0 ? `-${String(-value).padStart(wide - 1, '0')}` : String(value).padStart(wide, '0');
  }
}

/** The template with `iterator` put in. */
export function expandTemplate(pieces: readonly TemplatePiece[], iterator: number): string {
  return pieces
    .map((piece) =>
      typeof piece === 'string' ? piece : formatNumber(iterator + piece.offset, piece.width, piece.base),
    )
    .join('');
}
