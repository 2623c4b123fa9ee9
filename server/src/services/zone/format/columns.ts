/** Where the columns of records begin. Widths are counted in UTF-16 units, as editors count columns. */

import { EntryFlag } from '../../../zone/chunk.ts';
import { LineKind, type LogicalLine } from './lines.ts';
import type { ZoneStyle } from './style.ts';

/** How wide the columns of some records are; 0 where no record has the field. */
export interface Widths {
  owner: number;
  ttl: number;
  class: number;
  /** TTL and class with a blank between them. */
  pair: number;
  type: number;
  /** Records that have both, with the TTL or with the class first. */
  ttlFirst: number;
  classFirst: number;
}

/** An owner wider than this moves what follows it on its own line, not in the others. */
const WIDEST_OWNER = 40;

export function noWidths(): Widths {
  return { owner: 0, ttl: 0, class: 0, pair: 0, type: 0, ttlFirst: 0, classFirst: 0 };
}

/** Widens the columns by what a line holds. */
export function widen(widths: Widths, line: LogicalLine): void {
  if (line.kind !== LineKind.Record) return;
  const { chunk, entry, tokens, header } = line;
  const width = (token: number): number => tokens[token * 3 + 2] - tokens[token * 3 + 1];
  let token = 0;
  if (!inheritsOwner(line)) {
    const owner = width(token++);
    if (owner <= WIDEST_OWNER) widths.owner = Math.max(widths.owner, owner);
  }
  let pair = 0;
  for (let i = token; i < header; i++) {
    const isTtl = tokens[i * 3 + 1] === chunk.ttlStarts[entry];
    if (isTtl) widths.ttl = Math.max(widths.ttl, width(i));
    else widths.class = Math.max(widths.class, width(i));
    pair += width(i) + (i > token ? 1 : 0);
    if (i === token && header - token === 2) widths[isTtl ? 'ttlFirst' : 'classFirst']++;
  }
  widths.pair = Math.max(widths.pair, pair);
  widths.type = Math.max(widths.type, width(header));
}

/** Widens the columns by those of others. */
export function merge(widths: Widths, other: Widths): void {
  for (const key of ['owner', 'ttl', 'class', 'pair', 'type'] as const) widths[key] = Math.max(widths[key], other[key]);
  widths.ttlFirst += other.ttlFirst;
  widths.classFirst += other.classFirst;
}

/** True where a record's line begins with white space. */
export function inheritsOwner({ chunk, entry }: LogicalLine): boolean {
  return (chunk.flags[entry] & EntryFlag.InheritedOwner) !== 0;
}

/** The columns, counted from 0, at which the fields of records begin. */
export interface Stops {
  readonly ttl: number;
  readonly class: number;
  /** Whether the class stands before the TTL. */
  readonly classFirst: boolean;
  /** Whether TTL and class share a column. */
  readonly shared: boolean;
  readonly type: number;
  readonly rdata: number;
}

/** The columns for widths; undefined where the style wants none. */
export function stopsOf(widths: Widths, style: ZoneStyle): Stops | undefined {
  if (style.columns === 'none') return undefined;
  const after = (start: number, width: number): number => (width === 0 ? start : nextStop(start + width, style));
  // Blocks whose owners are short, or that have none, begin alike.
  const first = Math.max(style.tabSize, nextStop(widths.owner, style));
  const classFirst = widths.classFirst > widths.ttlFirst;
  if (!style.ttlColumn) {
    const type = after(first, widths.pair);
    return { ttl: first, class: first, classFirst, shared: true, type, rdata: after(type, widths.type) };
  }
  const second = after(first, classFirst ? widths.class : widths.ttl);
  const type = after(second, classFirst ? widths.ttl : widths.class);
  return {
    ttl: classFirst ? second : first,
    class: classFirst ? first : second,
    classFirst,
    shared: false,
    type,
    rdata: after(type, widths.type),
  };
}

/** Where a column may begin after one that ends at `column`. */
export function nextStop(column: number, { indentStyle, tabSize }: ZoneStyle): number {
  return indentStyle === 'spaces' ? column + 1 : (Math.floor(column / tabSize) + 1) * tabSize;
}

/** The white space from `column` to `stop`; where that lies behind, the least that separates. */
export function padding(column: number, stop: number, { indentStyle, tabSize }: ZoneStyle): string {
  if (stop <= column) return indentStyle === 'spaces' ? ' ' : '\t';
  if (indentStyle === 'spaces') return ' '.repeat(stop - column);
  return '\t'.repeat(Math.ceil(stop / tabSize) - Math.floor(column / tabSize));
}

/** The column after the white space that `padding` gives. */
export function padded(column: number, stop: number, style: ZoneStyle): number {
  return stop <= column ? nextStop(column, style) : stop;
}
