/** What a call hierarchy begins with in a configuration: a zone, or a file that it names; else the file itself. */
import type { CallHierarchyItem } from 'vscode-languageserver-types';
import { statementAt } from '../../conf/tree.ts';
import type { Configuration } from '../../workspace/configuration.ts';
import { fileItem, type HierarchySurroundings, zoneItem } from '../hierarchy/items.ts';
import { zoneOf } from './definition.ts';
import { filePathOf, knownFile } from './files.ts';

export function confHierarchy(
  configuration: Configuration,
  uri: string,
  offset: number,
  around: HierarchySurroundings,
): CallHierarchyItem[] {
  const { model } = configuration;
  const tree = configuration.treeOf(uri);
  if (!model || !tree) return [];
  const { word, statement } = statementAt(tree, offset);
  const owner = word && model.zones.find((zone) => zone.word === word || zone.fileWord === word);
  const zone = owner && zoneOf(configuration, owner, around);
  if (zone) return [zoneItem(zone, around)];
  if (!word || !statement || word !== filePathOf(statement)) return [fileItem(uri)];
  const included = model.includes.filter((include) => include.word === word).flatMap(({ targets }) => targets);
  if (included.length > 0) return included.map((target) => fileItem(target.uri));
  const target = knownFile(word.text, uri, configuration, new Set(around.listed));
  return target === undefined ? [fileItem(uri)] : [fileItem(target)];
}
