/** Zones as they stand in their files, for a client that compares them with what servers have. */
import type { CancellationToken } from 'vscode-languageserver';
import { fileZone } from '../live/compare/fileZone.ts';
import { zoneKeys } from '../live/compare/zoneKeys.ts';
import { keyOf } from '../services/tree/items.ts';
import { cursorAt } from '../services/zone/cursor.ts';
import type { Steps } from '../steps.ts';
import { normalUri } from '../workspace/paths.ts';
import { isAnswerUri } from '../workspace/standing.ts';
import type { Zone } from '../workspace/zone.ts';
import { answerInSlices } from './answers.ts';
import type { ComparedZone, FileZonesAnswer, FileZonesParams } from './protocol.ts';
import type { Session } from './session.ts';

/** Zones that are given at once. */
const MOST_ZONES = 50;
/** Records of a zone that is given: more would be a message that neither side has room for. */
const MOST_RECORDS = 300_000;

export function fileZones(session: Session, params: FileZonesParams, token: CancellationToken, what: string) {
  return answerInSlices(session, what, undefined, token, () => zonesFor(session, params));
}

function* zonesFor({ workspace, services }: Session, params: FileZonesParams): Steps<FileZonesAnswer> {
  yield* services.upToDate();
  const { uri, item } = params;
  // A text that was never saved is no zone of the workspace, and compared all the same.
  const some = item !== undefined ? workspace.zones : uri === undefined ? [] : workspace.zonesOf(uri);
  const all = some.filter(
    (zone) => zone.model.originKnown && !isAnswerUri(zone.options.uri) && (item === undefined || isOfItem(zone, item)),
  );
  const zones: ComparedZone[] = [];
  const tooLarge: string[] = [];
  for (const zone of all.slice(0, MOST_ZONES)) {
    if (zone.model.recordCount > MOST_RECORDS) {
      tooLarge.push(workspace.names.text(zone.model.apex));
      continue;
    }
    const file = yield* fileZone(zone, {
      bufferOf: (uri) => workspace.bufferOf(uri),
      zoneHolding: (name, asker) => workspace.zoneHolding(name, asker),
    });
    const { view, transfer, notes } = zoneKeys(zone);
    const at = recordAt(zone, params);
    zones.push({
      file,
      notes,
      ...(view && { viewKey: { name: view.name, uri: view.setting.file.uri } }),
      ...(transfer && { transferKey: { name: transfer.name, uri: transfer.setting.file.uri } }),
      ...(at && { at }),
    });
  }
  return { zones, left: Math.max(0, all.length - MOST_ZONES), tooLarge };
}

/** Whether a zone is the one that an item of the tree stands for, or one of the view that it stands for. */
function isOfItem({ options, model }: Zone, item: string): boolean {
  const key = keyOf(item);
  const ofConfiguration = options.configuration?.uri ?? '';
  if (key?.kind === 'view') return ofConfiguration === key.uri && options.view === key.view;
  if (key?.kind !== 'zone') return false;
  const isThere = ofConfiguration === key.uri && options.view === key.view && options.uri === key.file;
  return isThere && model.names.text(model.apex) === model.names.text(model.names.fromText(key.origin));
}

function recordAt(zone: Zone, { uri, position }: FileZonesParams): ComparedZone['at'] {
  const document = uri === undefined ? undefined : zone.documents.find((each) => each.uri === normalUri(uri));
  if (!document || !position) return undefined;
  const record = cursorAt(zone, document, document.buffer.offsetAt(position))?.record;
  return record && record.owner >= 0 ? { owner: zone.model.names.text(record.owner), type: record.type } : undefined;
}
