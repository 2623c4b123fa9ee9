/** Definitions in configurations: of named things, of files that are included, and of zones, whose records stand in their files. */
import type { Location } from 'vscode-languageserver-types';
import type { ConfModel, Zone as ConfZone } from '../../conf/model.ts';
import { keywordOf, statementAt } from '../../conf/tree.ts';
import { CLASS, classCode } from '../../dns/classes.ts';
import type { Configuration } from '../../workspace/configuration.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Zone } from '../../workspace/zone.ts';
import { locationsOf, zonePlace } from '../shared/places.ts';
import { filePathOf, knownFile } from './files.ts';
import { type NamePlace, namePlaceAt, nameRange, samePlaces } from './names.ts';

/** What of the workspace definitions and references are found in. */
export type Surroundings = Pick<Workspace, 'zones' | 'bufferOf' | 'listed'>;

/** Where what stands at `offset` of the file `uri` is defined. */
export function confDefinition(
  configuration: Configuration,
  uri: string,
  offset: number,
  around: Surroundings,
): Location[] {
  const { model } = configuration;
  const tree = configuration.treeOf(uri);
  if (!model || !tree) return [];
  const { word, statement } = statementAt(tree, offset);
  if (!word || !statement) return [];
  if (statement.block.clause && word === filePathOf(statement)) {
    if (keywordOf(statement) === 'include') {
      const targets = model.includes.filter((include) => include.word === word).flatMap((include) => include.targets);
      return targets.map((target) => ({ uri: target.uri, range: FILE_START }));
    }
    const owner = model.zones.find((zone) => zone.fileWord === word);
    const zone = owner && zoneOf(configuration, owner, around);
    const places = zone ? locationsOf([zonePlace(zone)], around) : [];
    if (places.length > 0) return places;
    const target = knownFile(word.text, uri, configuration, new Set(around.listed));
    return target === undefined ? [] : [{ uri: target, range: FILE_START }];
  }
  const place = namePlaceAt(model, uri, offset);
  if (!place) return [];
  const definitions = samePlaces(model, place).filter(({ isDefinition }) => isDefinition);
  if (place.kind === 'zone' && place.isDefinition) return zoneDefinitions(configuration, model, place, around);
  return locationsOf(definitions.map(nameRange), around);
}

const FILE_START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** A zone statement leads to its SOA; one without a file to the view that serves it, or to itself. */
function zoneDefinitions(
  configuration: Configuration,
  model: ConfModel,
  place: NamePlace,
  around: Surroundings,
): Location[] {
  const statement = model.zones.find((zone) => zone.word === place.word);
  if (!statement) return [];
  const { inView } = statement;
  const source = inView
    ? model.zones.find(({ origin, view }) => origin === statement.origin && view?.name === inView.text)
    : statement;
  const zone = source && zoneOf(configuration, source, around);
  if (zone) return locationsOf([zonePlace(zone)], around);
  const target = source ?? statement;
  return locationsOf([{ uri: target.setting.file.uri, start: target.word.start, end: target.word.end }], around);
}

/** The zone of the workspace that a zone statement loads. */
export function zoneOf(
  configuration: Configuration,
  statement: ConfZone,
  around: Pick<Surroundings, 'zones'>,
): Zone | undefined {
  const zoneClass = classCode(statement.className) ?? CLASS.IN;
  for (const zone of around.zones) {
    const { options, model } = zone;
    if (options.configuration !== configuration || options.view !== (statement.view?.name ?? '')) continue;
    if (options.zoneClass === zoneClass && model.names.text(model.apex).toLowerCase() === statement.origin) return zone;
  }
  return undefined;
}
