/** A zone in the tree: what it is, and below it its files, the zone that it is delegated from, those that it delegates to, and its reverse zones. */
import type { Location } from 'vscode-languageserver-types';
import { type NameId, NO_NAME } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { counted, t } from '../../l10n.ts';
import type { Steps } from '../../steps.ts';
import { baseName } from '../../workspace/paths.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { reverseZonesOf } from '../shared/lookup.ts';
import { toRange } from '../shared/ranges.ts';
import { serialOf } from '../zone/serial.ts';
import { idOf, type TreeItem } from './items.ts';

/** Items of one kind below a zone. */
const MOST_ITEMS = 1000;

export function nameOf({ model, options }: Zone): string {
  return model.originKnown ? options.names.text(model.apex) : baseName(options.uri);
}

export function zoneItem(zone: Zone): TreeItem {
  const { configuration, view, uri } = zone.options;
  const label = nameOf(zone);
  return {
    id: idOf({ kind: 'zone', uri: configuration?.uri ?? '', view, origin: label, file: uri }),
    kind: 'zone',
    label,
    description: description(zone),
    place: startOf(zone),
    file: uri,
    hasChildren: true,
  };
}

/** `primary, serial 2026112801, 12 records, signed`. */
function description(zone: Zone): string {
  const { settings } = zone.options;
  const { model } = zone;
  const serial = serialOf(zone);
  const parts: string[] = [settings.type === 'other' ? t`other type` : settings.type];
  if (serial !== undefined) parts.push(t`serial ${serial}`);
  parts.push(counted(model.recordCount, t`record`, t`records`));
  if (settings.dynamic === 'updated') parts.push(t`dynamic`);
  if (settings.dynamic === 'signed' || model.has(model.apex, TYPE.DNSKEY)) parts.push(t`signed`);
  return parts.join(', ');
}

function startOf({ root }: Zone): Location {
  return { uri: root.uri, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
}

function placeOfRecord({ document, chunk, entry }: ZoneRecord): Location {
  const start = chunk.offset + chunk.starts[entry];
  return { uri: document.uri, range: toRange(document.buffer, start, start) };
}

/** What stands below a zone. */
export function* zoneChildren(zone: Zone, workspace: Workspace): Steps<TreeItem[]> {
  const items = fileItems(zone);
  if (!zone.model.originKnown) return items;
  const parent = parentOf(zone, workspace);
  if (parent) items.push(parent);
  items.push(...(yield* childItems(zone, workspace)));
  items.push(...(yield* reverseItems(zone, workspace)));
  return items;
}

function fileItems(zone: Zone): TreeItem[] {
  const id = zoneItem(zone).id;
  const uris = [...new Set(zone.documents.map(({ uri }) => uri))];
  const items = uris.slice(0, MOST_ITEMS).map((uri, index): TreeItem => {
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const role = index === 0 ? {} : { description: t`included` };
    const file = { kind: 'zone-file' as const, label: baseName(uri), place: { uri, range }, file: uri };
    return { id: `${id} file ${uri}`, ...file, ...role, hasChildren: false };
  });
  return withRest(items, uris.length, id);
}

/** The record of the zone above it that delegates it, where the workspace has that zone. */
function parentOf(zone: Zone, workspace: Workspace): TreeItem | undefined {
  const { names } = zone.options;
  const above = names.parent(zone.model.apex);
  const parent = above === NO_NAME ? undefined : workspace.zoneHolding(above, zone);
  if (!parent || parent === zone) return undefined;
  const [delegation] = parent.model.rrset(zone.model.apex, TYPE.NS);
  const of = nameOf(parent);
  return {
    id: `${zoneItem(zone).id} parent`,
    kind: 'parent',
    label: of,
    description: delegation ? t`delegates this zone` : t`does not delegate this zone`,
    place: delegation ? placeOfRecord(delegation) : startOf(parent),
    hasChildren: false,
  };
}

/** The delegations of a zone: to zones of the workspace first, which are there to be looked at. */
function* childItems(zone: Zone, workspace: Workspace): Steps<TreeItem[]> {
  const { names } = zone.options;
  const known: TreeItem[] = [];
  const others: TreeItem[] = [];
  let count = 0;
  for (const cut of zone.model.cuts.keys()) {
    if (cut === zone.model.apex) continue;
    if (++count % MOST_ITEMS === 0) yield;
    if (known.length + others.length >= MOST_ITEMS) continue;
    const [delegation] = zone.model.rrset(cut, TYPE.NS);
    if (!delegation) continue;
    const child = workspace.zoneHolding(cut, zone);
    const isHere = child !== undefined && child !== zone && child.model.apex === cut;
    (isHere ? known : others).push({
      id: `${zoneItem(zone).id} child ${names.text(cut)}`,
      kind: 'child',
      label: names.text(cut),
      description: isHere ? t`delegated, here` : t`delegated`,
      place: placeOfRecord(delegation),
      hasChildren: false,
    });
  }
  return withRest([...known, ...others], count, zoneItem(zone).id);
}

/** The reverse zones with a PTR record to a name in the zone. */
function* reverseItems(zone: Zone, workspace: Workspace): Steps<TreeItem[]> {
  const items: TreeItem[] = [];
  for (const reverse of reverseZonesOf(workspace.zones)) {
    if (reverse === zone || items.length >= MOST_ITEMS) continue;
    const found = yield* firstPointerInto(zone, reverse);
    if (!found) continue;
    items.push({
      id: `${zoneItem(zone).id} reverse ${reverse.options.uri} ${reverse.options.view}`,
      kind: 'reverse',
      label: nameOf(reverse),
      description: t`reverse zone`,
      place: found,
      hasChildren: false,
    });
  }
  return items;
}

function* firstPointerInto({ model }: Zone, reverse: Zone): Steps<Location | undefined> {
  const isOwn = (target: NameId): boolean => target >= 0 && model.isInZone(target);
  for (const document of reverse.documents) {
    for (const chunk of document.chunks) {
      yield;
      for (let entry = 0; entry < chunk.count; entry++) {
        if (chunk.types[entry] !== TYPE.PTR || !isOwn(chunk.targets[entry])) continue;
        const start = chunk.offset + chunk.starts[entry];
        return { uri: document.uri, range: toRange(document.buffer, start, start) };
      }
    }
  }
  return undefined;
}

/** The items, and where there are more one that says how many. */
export function withRest(items: TreeItem[], count: number, id: string): TreeItem[] {
  if (count <= items.length) return items;
  const label = t`${count - items.length} more, not listed`;
  return [...items, { id: `${id} more`, kind: 'more', label, hasChildren: false }];
}
