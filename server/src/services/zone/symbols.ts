/** The outline of a zone file: zone, owners and records, or zone, types and records. */

import { type DocumentSymbol, type Range, SymbolKind } from 'vscode-languageserver-types';
import { type NameId, NO_NAME } from '../../dns/names.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { counted, t } from '../../l10n.ts';
import type { Steps } from '../../steps.ts';
import { baseName } from '../../workspace/paths.ts';
import type { Zone } from '../../workspace/zone.ts';
import { EntryKind, type ParsedChunk, wordCount, wordText } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import { toRange } from '../shared/ranges.ts';

/** What the outline is ordered by. */
export type OutlineOrder = 'owner' | 'type';

/** Symbols of one file; the last one says how many records are left out. */
const OUTLINE_SYMBOLS = 5000;

/** The longest text beside a symbol, in UTF-16 units. */
const LONGEST_DETAIL = 80;
/** From this many owners on, those below one name are put together, */
const OWNERS_GROUPED_FROM = 40;
/** where at least this many follow one another. */
const LEAST_GROUP = 3;

/** A symbol that is being made, with what it is about. */
interface Node {
  readonly symbol: DocumentSymbol;
  readonly start: number;
  end: number;
}

/** An owner's records that follow one another, or a directive. */
interface OwnerNode extends Node {
  readonly owner: NameId;
  readonly types: Map<number, number>;
}

/**
 * The outline of a file. By owner, records that follow one another and have one owner are one symbol, so that ranges nest: a name whose records
 * stand in two places is there twice. Names at and below a delegation are put together, and subtrees in a file with many names.
 */
export function* zoneSymbols(
  zone: Zone,
  document: ZoneDocument,
  order: OutlineOrder,
  limit: number = OUTLINE_SYMBOLS,
): Steps<DocumentSymbol[]> {
  const { buffer } = document;
  const outline = yield* order === 'type' ? byType(zone, document, limit) : byOwner(zone, document, limit);
  const children = outline.nodes.map(({ symbol }) => symbol);
  if (outline.left > 0) {
    const end = toRange(buffer, buffer.length, buffer.length);
    children.push({
      name: t`${counted(outline.left, t`more record`, t`more records`)}, not listed`,
      kind: SymbolKind.Null,
      range: end,
      selectionRange: end,
    });
  }
  if (children.length === 0) return [];
  const { names, apex } = zone.options;
  const range = toRange(buffer, 0, buffer.length);
  const first = outline.nodes[0]?.symbol.selectionRange ?? range;
  const name = zone.model.originKnown ? names.text(apex) : baseName(document.uri);
  const view = zone.options.view === '' ? {} : { detail: t`view ${zone.options.view}` };
  return [{ name, ...view, kind: SymbolKind.Namespace, range, selectionRange: first, children }];
}

interface Outline {
  readonly nodes: readonly Node[];
  /** Records that are not in it. */
  readonly left: number;
}

function* byOwner(zone: Zone, document: ZoneDocument, limit: number): Steps<Outline> {
  const nodes: OwnerNode[] = [];
  // The zone, and the symbol that says how many are left out.
  let count = 2;
  let left = 0;
  for (const chunk of document.chunks) {
    yield;
    for (let entry = 0; entry < chunk.count; entry++) {
      const kind = chunk.kinds[entry];
      if (kind !== EntryKind.Record) {
        const node = count < limit ? directiveNode(document, chunk, entry) : undefined;
        if (node) {
          nodes.push(node);
          count++;
        }
        continue;
      }
      const last = nodes[nodes.length - 1];
      const owner = chunk.owners[entry];
      const continues = last !== undefined && last.owner === owner && owner >= 0;
      if (count + (continues ? 1 : 2) > limit) {
        left++;
        continue;
      }
      count += continues ? 1 : 2;
      const node = continues ? last : ownerNode(zone, document, chunk, entry);
      if (!continues) nodes.push(node);
      addRecord(node, document, chunk, entry, typeText(chunk.types[entry]));
    }
  }
  for (const node of nodes) if (node.owner >= 0) node.symbol.detail = typesText(node.types);
  return { nodes: grouped(nodes, zone, document, limit - count), left };
}

function ownerNode(zone: Zone, { buffer }: ZoneDocument, chunk: ParsedChunk, entry: number): OwnerNode {
  const owner = chunk.owners[entry];
  const start = chunk.offset + chunk.starts[entry];
  const written = chunk.ownerStarts[entry] >= 0;
  const selectionRange = written
    ? toRange(buffer, chunk.offset + chunk.ownerStarts[entry], chunk.offset + chunk.ownerEnds[entry])
    : toRange(buffer, chunk.offset + chunk.typeStarts[entry], chunk.offset + chunk.typeEnds[entry]);
  return {
    owner,
    types: new Map(),
    start,
    end: start,
    symbol: {
      name: ownerText(zone, owner),
      kind: owner === zone.model.apex ? SymbolKind.Module : SymbolKind.Class,
      range: toRange(buffer, start, chunk.offset + chunk.ends[entry]),
      selectionRange,
      children: [],
    },
  };
}

function ownerText({ model, options }: Zone, owner: NameId): string {
  if (owner < 0) return '?';
  return model.isInZone(owner) ? options.names.relativeText(owner, model.apex) : options.names.text(owner);
}

/** Puts a record into a symbol and widens the symbol to hold it. */
function addRecord(node: Node, { buffer }: ZoneDocument, chunk: ParsedChunk, entry: number, name: string): void {
  const from = chunk.offset + chunk.starts[entry];
  const to = chunk.offset + chunk.ends[entry];
  const selection = toRange(buffer, chunk.offset + chunk.typeStarts[entry], chunk.offset + chunk.typeEnds[entry]);
  const range = toRange(buffer, from, to);
  node.symbol.children!.push({
    name,
    detail: rdataText(chunk, entry),
    kind: SymbolKind.Field,
    range,
    selectionRange: selection,
  });
  node.end = Math.max(node.end, to);
  node.symbol.range = { start: node.symbol.range.start, end: range.end };
  if ('types' in node) {
    const { types } = node as OwnerNode;
    types.set(chunk.types[entry], (types.get(chunk.types[entry]) ?? 0) + 1);
  }
}

function rdataText(chunk: ParsedChunk, entry: number): string {
  let text = '';
  for (let word = 0; word < wordCount(chunk, entry) && text.length <= LONGEST_DETAIL; word++) {
    text += `${word > 0 ? ' ' : ''}${wordText(chunk, entry, word)}`;
  }
  return text.length > LONGEST_DETAIL ? `${text.slice(0, LONGEST_DETAIL)}…` : text;
}

function typesText(types: ReadonlyMap<number, number>): string {
  return [...types].map(([type, count]) => (count > 1 ? `${typeText(type)} (${count})` : typeText(type))).join(', ');
}

/** A symbol for `$INCLUDE` and `$GENERATE`, which stand for records. */
function directiveNode({ buffer }: ZoneDocument, chunk: ParsedChunk, entry: number): OwnerNode | undefined {
  const kind = chunk.kinds[entry];
  if ((kind !== EntryKind.Include && kind !== EntryKind.Generate) || wordCount(chunk, entry) === 0) return undefined;
  const start = chunk.offset + chunk.starts[entry];
  const end = chunk.offset + chunk.ends[entry];
  const range = toRange(buffer, start, end);
  return {
    owner: NO_NAME,
    types: new Map(),
    start,
    end,
    symbol: {
      name: kind === EntryKind.Include ? '$INCLUDE' : '$GENERATE',
      detail: rdataText(chunk, entry),
      kind: kind === EntryKind.Include ? SymbolKind.File : SymbolKind.Array,
      range,
      selectionRange: range,
    },
  };
}

/** Puts owners that follow one another below their delegation or, where there are many, below the name they share. */
function grouped(nodes: readonly OwnerNode[], zone: Zone, document: ZoneDocument, room: number): Node[] {
  const many = nodes.length >= OWNERS_GROUPED_FROM;
  const keys = nodes.map(({ owner }) => groupOf(owner, zone, many));
  const out: Node[] = [];
  let left = room;
  for (let at = 0; at < nodes.length; ) {
    let end = at + 1;
    while (end < nodes.length && keys[at] !== NO_NAME && keys[end] === keys[at]) end++;
    const run = nodes.slice(at, end);
    const head = run[0];
    const isCut = keys[at] !== NO_NAME && zone.model.cuts.has(keys[at]);
    if (run.length > 1 && isCut && head.owner === keys[at]) {
      // The delegation's own symbol holds what is below it.
      for (let i = 1; i < run.length; i++) head.symbol.children!.push(run[i].symbol);
      widen(head.symbol, document, head.start, run[run.length - 1].end);
      out.push(head);
    } else if (run.length >= LEAST_GROUP && left > 0) {
      left--;
      out.push(subtree(keys[at], run, zone, document));
    } else for (const each of run) out.push(each);
    at = end;
  }
  for (const { owner, symbol } of nodes) {
    if (owner >= 0 && owner !== zone.model.apex && zone.model.has(owner, TYPE.NS)) symbol.kind = SymbolKind.Package;
  }
  return out;
}

/** The name that an owner is listed below: its delegation, else the name one label below the apex; NO_NAME where it is listed by itself. */
function groupOf(owner: NameId, { model, options }: Zone, many: boolean): NameId {
  if (owner < 0 || owner === model.apex || !model.isInZone(owner)) return NO_NAME;
  const cut = model.cutAbove(owner);
  if (cut !== NO_NAME && cut !== model.apex) return cut;
  if (!many) return NO_NAME;
  let at = owner;
  while (options.names.parent(at) !== model.apex) at = options.names.parent(at);
  return at;
}

function subtree(name: NameId, run: readonly OwnerNode[], zone: Zone, document: ZoneDocument): Node {
  const { start } = run[0];
  const { end } = run[run.length - 1];
  const symbol: DocumentSymbol = {
    name: ownerText(zone, name),
    detail: counted(run.length, t`name`, t`names`),
    kind: SymbolKind.Package,
    range: run[0].symbol.range,
    selectionRange: run[0].symbol.selectionRange,
    children: run.map((node) => node.symbol),
  };
  widen(symbol, document, start, end);
  return { symbol, start, end };
}

function widen(symbol: DocumentSymbol, { buffer }: ZoneDocument, start: number, end: number): void {
  symbol.range = toRange(buffer, start, end);
}

function* byType(zone: Zone, document: ZoneDocument, limit: number): Steps<Outline> {
  const nodes = new Map<number, Node>();
  let count = 2;
  let left = 0;
  for (const chunk of document.chunks) {
    yield;
    for (let entry = 0; entry < chunk.count; entry++) {
      if (chunk.kinds[entry] !== EntryKind.Record) continue;
      const type = chunk.types[entry];
      let node = nodes.get(type);
      if (count + (node ? 1 : 2) > limit) {
        left++;
        continue;
      }
      count += node ? 1 : 2;
      node ??= typeNode(document, chunk, entry);
      nodes.set(type, node);
      addRecord(node, document, chunk, entry, ownerText(zone, chunk.owners[entry]));
    }
  }
  for (const { symbol } of nodes.values()) {
    symbol.detail = counted(symbol.children?.length ?? 0, t`record`, t`records`);
  }
  return { nodes: [...nodes.values()], left };
}

function typeNode({ buffer }: ZoneDocument, chunk: ParsedChunk, entry: number): Node {
  const start = chunk.offset + chunk.starts[entry];
  const selectionRange: Range = toRange(
    buffer,
    chunk.offset + chunk.typeStarts[entry],
    chunk.offset + chunk.typeEnds[entry],
  );
  const range = toRange(buffer, start, chunk.offset + chunk.ends[entry]);
  const name = typeText(chunk.types[entry]);
  return { start, end: start, symbol: { name, kind: SymbolKind.Enum, range, selectionRange, children: [] } };
}
