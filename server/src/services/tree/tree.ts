/** The tree of the workspace: configurations, their views and zones, and the zone files that none of them loads. */
import type { Location } from 'vscode-languageserver-types';
import type { AlikeZone } from '../../conf/alike.ts';
import type { Zone as ZoneStatement } from '../../conf/model.ts';
import { isAlike } from '../../conf/reading.ts';
import { counted, t } from '../../l10n.ts';
import type { Steps } from '../../steps.ts';
import type { Configuration } from '../../workspace/configuration.ts';
import { baseName, folderOf } from '../../workspace/paths.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Zone } from '../../workspace/zone.ts';
import { toRange } from '../shared/ranges.ts';
import { idOf, keyOf, type TreeItem, type TreeKey } from './items.ts';
import { nameOf, withRest, zoneChildren, zoneItem } from './zoneItems.ts';

/** Zones below a configuration or a view. */
const MOST_ZONES = 10_000;
/** Zones between which others may go on. */
const ZONES_A_STEP = 200;

/** The children of an item, of the whole tree where there is no id. An id of what is no longer there has none. */
export function* treeChildren(workspace: Workspace, id: string | undefined): Steps<TreeItem[]> {
  if (id === undefined) return roots(workspace);
  const key = keyOf(id);
  switch (key?.kind) {
    case 'configuration':
    case 'view': {
      const configuration = [...workspace.configurations].find(({ uri }) => uri === key.uri);
      return configuration ? yield* configurationChildren(configuration, key, workspace) : [];
    }
    case 'unconfigured':
      return yield* sortedItems(unconfigured(workspace));
    case 'zone': {
      const isIt = (zone: Zone): boolean => zone.options.uri === key.file && zoneItem(zone).id === id;
      const zone = workspace.zones.find(isIt);
      return zone ? yield* zoneChildren(zone, workspace) : [];
    }
    default:
      return [];
  }
}

function roots(workspace: Workspace): TreeItem[] {
  const items: TreeItem[] = [];
  for (const configuration of workspace.configurations) {
    const { uri } = configuration;
    if (configuration.zoneStatements.length === 0 && configuration.views.length === 0) continue;
    items.push({
      id: idOf({ kind: 'configuration', uri }),
      kind: 'configuration',
      label: baseName(uri),
      description: `${baseName(folderOf(uri))}, ${counted(configuration.zoneStatements.length, t`zone`, t`zones`)}`,
      place: { uri, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } },
      file: uri,
      hasChildren: true,
    });
  }
  const others = unconfigured(workspace);
  if (others.length > 0) {
    items.push({
      id: idOf({ kind: 'unconfigured' }),
      kind: 'unconfigured',
      label: t`Zone files that no configuration loads`,
      description: counted(others.length, t`zone`, t`zones`),
      hasChildren: true,
    });
  }
  return items;
}

function unconfigured(workspace: Workspace): Zone[] {
  return workspace.zones.filter(({ options }) => options.configuration === undefined);
}

function* configurationChildren(
  configuration: Configuration,
  key: Extract<TreeKey, { kind: 'configuration' | 'view' }>,
  workspace: Workspace,
): Steps<TreeItem[]> {
  const above = key.kind === 'configuration' ? viewItems(configuration, workspace) : [];
  const view = key.kind === 'view' ? key.view : '';
  const read = new Map<string, Zone[]>();
  for (const zone of workspace.zones) {
    if (zone.options.configuration !== configuration || zone.options.view !== view) continue;
    const name = nameOf(zone);
    const same = read.get(name);
    if (same) same.push(zone);
    else read.set(name, [zone]);
  }
  const views = new Map<AlikeZone['group'], string>();
  const viewOf = (statement: ZoneStatement | AlikeZone): string => {
    if (!isAlike(statement)) return statement.view?.name ?? '';
    const known = views.get(statement.group) ?? configuration.viewOf(statement);
    views.set(statement.group, known);
    return known;
  };
  const items: TreeItem[] = [];
  let count = 0;
  for (const statement of configuration.zoneStatements) {
    if (viewOf(statement) !== view || ++count > MOST_ZONES) continue;
    if (count % ZONES_A_STEP === 0) yield;
    const name = absoluteName(statement);
    const zone = read.get(name)?.shift();
    items.push(zone ? zoneItem(zone) : statementItem(statement, name, idOf(key), workspace));
  }
  const sorted = items.sort(byLabel);
  return [...above, ...withRest(sorted, count, idOf(key))];
}

function viewItems(configuration: Configuration, workspace: Workspace): TreeItem[] {
  return configuration.views.map(({ name, setting, word }) => {
    const place = placeIn(workspace, setting.file.uri, word.start);
    return {
      id: idOf({ kind: 'view', uri: configuration.uri, view: name }),
      kind: 'view' as const,
      label: name,
      description: t`view`,
      ...(place ? { place } : {}),
      hasChildren: true,
    };
  });
}

function absoluteName(statement: ZoneStatement | AlikeZone): string {
  const name = isAlike(statement) ? statement.name.toLowerCase() : statement.origin;
  return name.endsWith('.') ? name : `${name}.`;
}

/** A zone whose file is not read: it names none, it is not there, or there are too many. */
function statementItem(
  statement: ZoneStatement | AlikeZone,
  name: string,
  parent: string,
  workspace: Workspace,
): TreeItem {
  const [uri, start] = isAlike(statement)
    ? [statement.uri, statement.start]
    : [statement.setting.file.uri, statement.word.start];
  const place = placeIn(workspace, uri, start);
  const type = isAlike(statement) ? statement.group.shape.type : statement.type;
  return {
    id: `${parent} zone ${name} ${uri} ${start}`,
    kind: 'zone-statement',
    label: name,
    description: [...(type ? [type] : []), t`no file read`].join(', '),
    ...(place ? { place } : {}),
    hasChildren: false,
  };
}

function placeIn(workspace: Workspace, uri: string, offset: number): Location | undefined {
  const buffer = workspace.bufferOf(uri);
  return buffer && { uri, range: toRange(buffer, offset, offset) };
}

function* sortedItems(zones: readonly Zone[]): Steps<TreeItem[]> {
  const items: TreeItem[] = [];
  for (const zone of zones.slice(0, MOST_ZONES)) {
    if (items.length % ZONES_A_STEP === 0) yield;
    const folder = baseName(folderOf(zone.options.uri));
    const item = zoneItem(zone);
    items.push({ ...item, description: `${baseName(zone.options.uri)} (${folder}), ${item.description}` });
  }
  return withRest(items.sort(byLabel), zones.length, idOf({ kind: 'unconfigured' }));
}

function byLabel(a: TreeItem, b: TreeItem): number {
  return a.label < b.label ? -1 : a.label > b.label ? 1 : 0;
}
