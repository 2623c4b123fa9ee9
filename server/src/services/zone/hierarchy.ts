/** What a call hierarchy begins with in a zone file: an included file, a zone, a name; else the file itself. */
import type { CallHierarchyItem } from 'vscode-languageserver-types';
import { NO_NAME } from '../../dns/names.ts';
import type { Zone } from '../../workspace/zone.ts';
import { EntryKind } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import { fileItem, type HierarchySurroundings, nameItem, zoneItem } from '../hierarchy/items.ts';
import { cursorAt } from './cursor.ts';
import { isAnswer, nameAt } from './names.ts';

export function zoneHierarchy(
  zone: Zone,
  document: ZoneDocument,
  offset: number,
  around: HierarchySurroundings,
): CallHierarchyItem[] {
  if (isAnswer(zone)) return [];
  const cursor = cursorAt(zone, document, offset);
  if (!cursor) return [fileItem(document.uri)];
  const { chunk, entry } = cursor;
  if (chunk.kinds[entry] === EntryKind.Include && (cursor.kind === 'directive' || cursor.word === 0)) {
    const include = chunk.includes.find((each) => each.entry === entry);
    const target = include && zone.options.include(include.path, document.uri);
    return target?.kind === 'file' ? [fileItem(target.uri)] : [];
  }
  const name = nameAt(cursor, zone.options.names);
  if (name === NO_NAME) return [fileItem(document.uri)];
  if (zone.model.originKnown && zone.model.apex === name) return [zoneItem(zone, around)];
  const holder = around.zoneHolding(name, zone);
  if (holder?.model.originKnown && holder.model.apex === name) return [zoneItem(holder, around)];
  const here = { uri: document.uri, start: cursor.start, end: cursor.end };
  return [nameItem(name, zone, around, here)];
}
