/** Where the lines of PTR records that move are put in: behind their neighbours in a sorted file, else behind the last PTR record or at the end. */

import { compareNames, compareOctets } from '../../dns/nameOrder.ts';
import { type NameId, type NameTable, ROOT } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import type { FixEdit } from '../../rules/rule.ts';
import { lineEnd, lineStart, nextLineStart } from '../../rules/zone/support/edits.ts';
import type { Zone } from '../../workspace/zone.ts';
import { EntryFlag, EntryKind, type ParsedChunk } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';

/** Lines that are put in together; `lines` makes them for the owner as it is written there, and the origin there. */
export interface MovedLines {
  readonly name: NameId;
  lines(owner: string, origin: NameId): readonly string[];
}

/** A PTR record with those behind it that inherit its owner. */
interface Present {
  readonly chunk: ParsedChunk;
  readonly entry: number;
  readonly name: NameId;
  /** Where the line behind them starts. */
  next: number;
}

/** Puts lines into a reverse zone, each place once. */
export function insertedLines(zone: Zone, wanted: readonly MovedLines[], going: ReadonlySet<NameId>): FixEdit[] {
  const { names } = zone.model;
  const place = placeFor(zone);
  const { document } = place;
  // Where all that is there goes, the order of the file is that of the lines that come, as they stood where they come from.
  const present = place.present.every(({ name }) => going.has(name)) ? [] : place.present;
  const isSorted =
    present.length > 0 && present.every(({ name }, i) => i === 0 || inOrder(names, present[i - 1].name, name) <= 0);
  const sorted = isSorted ? [...wanted].sort((a, b) => inOrder(names, a.name, b.name)) : wanted;
  const texts = new Map<number, string[]>();
  let reached = isSorted ? -1 : present.length - 1;
  for (const { name, lines } of sorted) {
    while (reached + 1 < present.length && inOrder(names, present[reached + 1].name, name) <= 0) reached++;
    const { at, origin } = spot(reached);
    const made = lines(origin >= 0 ? names.relativeText(name, origin) : names.text(name), origin);
    const there = texts.get(at);
    if (there) there.push(...made);
    else texts.set(at, [...made]);
  }
  const eol = lineEnd(document);
  return [...texts].map(([at, lines]) => {
    const isLineOpen = at > 0 && !/[\r\n]/.test(document.buffer.slice(at - 1, at));
    const newText = `${lines.join(eol)}${eol}`;
    return { uri: document.uri, start: at, end: at, newText: isLineOpen ? `${eol}${newText}` : newText };
  });

  function spot(index: number): { at: number; origin: NameId } {
    if (index >= 0) {
      const { next, chunk, entry } = present[index];
      return { at: next, origin: chunk.origins[entry] };
    }
    const [first] = present;
    if (!first) return { at: document.buffer.length, origin: document.stateAfter?.origin ?? ROOT };
    const start = first.chunk.offset + first.chunk.starts[first.entry];
    return { at: lineStart(document, start), origin: first.chunk.origins[first.entry] };
  }
}

/** The zone's file, unless its PTR records all stand in a file that it includes once; with the PTR records there. */
function placeFor(zone: Zone): { document: ZoneDocument; present: Present[] } {
  const [root, ...included] = zone.documents;
  const inRoot = presentIn(root);
  if (inRoot.length > 0) return { document: root, present: inRoot };
  for (const document of included) {
    if (zone.documents.filter(({ uri }) => uri === document.uri).length > 1) continue;
    const present = presentIn(document);
    if (present.length > 0) return { document, present };
  }
  return { document: root, present: [] };
}

function presentIn(document: ZoneDocument): Present[] {
  const present: Present[] = [];
  let last: Present | undefined;
  for (const chunk of document.chunks) {
    for (let entry = 0; entry < chunk.count; entry++) {
      if (chunk.kinds[entry] !== EntryKind.Record) continue;
      const isInherited = (chunk.flags[entry] & EntryFlag.InheritedOwner) !== 0;
      const next = (): number => nextLineStart(document, chunk.offset + chunk.ends[entry]);
      if (isInherited && last) last.next = next();
      if (isInherited) continue;
      last = undefined;
      if (chunk.types[entry] !== TYPE.PTR || chunk.owners[entry] < 0) continue;
      last = { chunk, entry, name: chunk.owners[entry], next: next() };
      present.push(last);
    }
  }
  return present;
}

function inOrder(names: NameTable, a: NameId, b: NameId): number {
  return compareNames(names, a, b, compareNumbers);
}

/** Numbers as numbers, so that 10 comes behind 9, other labels as text. */
function compareNumbers(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length && a.every(isDigit) && b.every(isDigit)) return a.length - b.length;
  return compareOctets(a, b);
}

function isDigit(octet: number): boolean {
  return octet >= 0x30 && octet <= 0x39;
}
