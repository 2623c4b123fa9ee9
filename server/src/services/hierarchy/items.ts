/** What a call hierarchy consists of: files, zones and names. Each says by its data what it is, so that the editor can ask for more of it. */
import { type CallHierarchyItem, type Range, SymbolKind } from 'vscode-languageserver-types';
import type { NameId } from '../../dns/names.ts';
import { t } from '../../l10n.ts';
import { baseName } from '../../workspace/paths.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Zone } from '../../workspace/zone.ts';
import { type FilePlace, recordPlace, zonePlace } from '../shared/places.ts';
import { toRange } from '../shared/ranges.ts';

export type HierarchySurroundings = Pick<
  Workspace,
  'zones' | 'zoneHolding' | 'bufferOf' | 'configurations' | 'listed' | 'names'
>;

/** What an item is. */
export type HierarchyKey =
  | { readonly kind: 'file'; readonly uri: string }
  | { readonly kind: 'zone'; readonly uri: string; readonly view: string; readonly origin: string }
  | { readonly kind: 'name'; readonly name: string };

const START: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** What an item is by its data; undefined where it is none of these. */
export function keyOf({ data }: CallHierarchyItem): HierarchyKey | undefined {
  const isKey = typeof data === 'object' && data !== null && 'kind' in data;
  return isKey ? (data as HierarchyKey) : undefined;
}

export function fileItem(uri: string, range: Range = START): CallHierarchyItem {
  const data: HierarchyKey = { kind: 'file', uri };
  return { name: baseName(uri), kind: SymbolKind.File, uri, range, selectionRange: range, data };
}

/** A zone, at its SOA unless something else of it is meant. */
export function zoneItem(
  zone: Zone,
  around: HierarchySurroundings,
  at: FilePlace = zonePlace(zone),
): CallHierarchyItem {
  const { model, options } = zone;
  const origin = model.names.text(model.apex);
  const range = rangeOf(at, around);
  const data: HierarchyKey = { kind: 'zone', uri: options.uri, view: options.view, origin };
  const name = model.originKnown ? origin : baseName(options.uri);
  const detail = options.view === '' ? t`zone` : t`zone, view ${options.view}`;
  return { name, detail, kind: SymbolKind.Namespace, uri: at.uri, range, selectionRange: range, data };
}

/** A name where it has its records; where it has none here, at the place that is given. */
export function nameItem(
  name: NameId,
  asker: Zone,
  around: HierarchySurroundings,
  otherwise: FilePlace,
): CallHierarchyItem {
  const holder = around.zoneHolding(name, asker);
  const [record] = holder?.model.owned(name) ?? [];
  return nameItemAt(name, around, holder && record ? recordPlace(holder, record.ref) : otherwise);
}

export function nameItemAt(name: NameId, around: HierarchySurroundings, at: FilePlace): CallHierarchyItem {
  const text = around.names.text(name);
  const range = rangeOf(at, around);
  const data: HierarchyKey = { kind: 'name', name: text };
  return {
    name: text,
    detail: baseName(at.uri),
    kind: SymbolKind.Class,
    uri: at.uri,
    range,
    selectionRange: range,
    data,
  };
}

/** The zone that an item is. */
export function zoneOfKey(key: HierarchyKey, around: HierarchySurroundings): Zone | undefined {
  if (key.kind !== 'zone') return undefined;
  return around.zones.find(
    ({ options, model }) =>
      options.uri === key.uri && options.view === key.view && model.names.text(model.apex) === key.origin,
  );
}

export function rangeOf({ uri, start, end }: FilePlace, around: Pick<Workspace, 'bufferOf'>): Range {
  const buffer = around.bufferOf(uri);
  return buffer ? toRange(buffer, start, end) : START;
}
