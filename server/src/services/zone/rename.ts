/**
 * Rename of a name: its owners, every RDATA of the workspace that says it and the configurations that name it, each spelled as it was, relative or
 * absolute; and the serials of the zones that it changes.
 */

import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import { type NameId, type NameTable, NO_NAME, ROOT } from '../../dns/names.ts';
import { labelToText, parseName } from '../../dns/nameText.ts';
import { t } from '../../l10n.ts';
import type { FixEdit } from '../../rules/rule.ts';
import type { Steps } from '../../steps.ts';
import type { Configuration } from '../../workspace/configuration.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import { hostNamesIn } from '../conf/hostNames.ts';
import type { Refusal, RenameSubject } from '../service.ts';
import { code } from '../shared/markdown.ts';
import { toRange } from '../shared/ranges.ts';
import { cursorAt, type ZoneCursor } from './cursor.ts';
import { inFile, isAnswer, type NamePlace, nameAt, placesOf, type Surroundings } from './names.ts';

/** A new name as it was typed: labels keep their case. */
interface NewName {
  readonly id: NameId;
  /** In presentation format, most specific first. */
  readonly labels: readonly string[];
}

/** Edits of one rename beyond which it is refused: an editor that applies more of them stands still. */
const RENAME_EDITS = 20_000;

/** What a rename looks at and changes beside the zones. */
export interface RenameOptions {
  readonly configurations?: Iterable<Pick<Configuration, 'model'>>;
  /** The edit that raises a zone's serial along with its records; undefined where it stays. */
  readonly raise?: (zone: Zone) => FixEdit | undefined;
}

/** Whether the name at `offset` can be renamed; undefined where no name is written there. */
export function* zonePrepareRename(
  zone: Zone,
  document: ZoneDocument,
  offset: number,
  around: Surroundings,
): Steps<RenameSubject | Refusal | undefined> {
  const cursor = cursorAt(zone, document, offset);
  const name = cursor ? nameAt(cursor, zone.options.names) : NO_NAME;
  if (!cursor || name === NO_NAME || cursor.kind === 'inherited-owner' || isAnswer(zone)) return undefined;
  const refusal = yield* refuseName(name, cursor, zone, reachOf(name, zone, around));
  if (refusal) return refusal;
  // The token of a name in quotes has its quotes.
  const inner = (cursor.end - cursor.start - cursor.text.length) >> 1;
  return {
    range: toRange(document.buffer, cursor.start + inner, cursor.start + inner + cursor.text.length),
    placeholder: cursor.text,
  };
}

/**
 * The edits that give the name at `offset` another one, in all files of the workspace; a reason where that would change what other names mean.
 * Names below it stay as they are. `newText` is read as the text at the cursor is: relative to the same origin unless it ends in a dot.
 */
export function* zoneRename(
  zone: Zone,
  document: ZoneDocument,
  offset: number,
  newText: string,
  everything: Surroundings,
  { configurations = [], raise }: RenameOptions = {},
): Steps<WorkspaceEdit | Refusal | undefined> {
  const cursor = cursorAt(zone, document, offset);
  const { names } = zone.options;
  const name = cursor ? nameAt(cursor, names) : NO_NAME;
  if (!cursor || name === NO_NAME || cursor.kind === 'inherited-owner' || isAnswer(zone)) return undefined;
  const around = reachOf(name, zone, everything);
  const renamed = readNewName(newText.trim(), cursor, zone);
  if ('reason' in renamed) return renamed;
  const refusal = (yield* refuseName(name, cursor, zone, around)) ?? refuseNew(name, renamed, zone, around);
  if (refusal) return refusal;
  const readings = readingsOf(everything);
  const edits = new Map<string, Map<number, TextEdit>>();
  let count = 0;
  const add = (uri: string, start: number, edit: TextEdit): void => {
    const ofFile = edits.get(uri) ?? new Map<number, TextEdit>();
    ofFile.set(start, edit);
    edits.set(uri, ofFile);
  };
  for (const each of around.zones) {
    for (const file of each.documents) {
      for (const place of placesOf(name, file, names)) {
        if (!place) yield;
        if (!place || place.use === 'origin') continue;
        const foreign = otherMeaning(place, name, names, readings.get(file.uri) ?? []);
        if (foreign) return foreign;
        const at = inFile(place);
        if (edits.get(file.uri)?.has(at.start)) continue;
        if (++count > RENAME_EDITS)
          return { reason: t`The name stands at more than ${RENAME_EDITS} places: this is not made in an editor.` };
        const old = place.chunk.text.slice(place.start, place.end);
        const text = spelled(renamed, old, place.chunk.origins[place.entry], names);
        add(file.uri, at.start, { range: toRange(file.buffer, at.start, at.end), newText: text });
      }
    }
  }
  if (renamed.id !== name) {
    // Each zone that reads an edited file is another one then; views that share a file share its serial.
    const changed = around.zones.filter(({ documents }) => documents.some(({ uri }) => edits.has(uri)));
    for (const edit of changed.flatMap((each) => raise?.(each) ?? [])) {
      const buffer = around.bufferOf(edit.uri);
      if (buffer) add(edit.uri, edit.start, { range: toRange(buffer, edit.start, edit.end), newText: edit.newText });
    }
  }
  const host = names.text(name);
  for (const configuration of configurations) {
    const { model } = around.leftOut.has(configuration) ? { model: undefined } : configuration;
    for (const { uri, start, end, text } of model ? hostNamesIn(model, host) : []) {
      const buffer = around.bufferOf(uri);
      const newText = `${renamed.labels.join('.')}${isAbsolute(text) ? '.' : ''}`;
      if (buffer) add(uri, start, { range: toRange(buffer, start, end), newText });
    }
    yield;
  }
  return { changes: Object.fromEntries([...edits].map(([uri, ofFile]) => [uri, [...ofFile.values()]])) };
}

/** What a name means the same host in, and the configurations that have it otherwise. */
interface Reach extends Surroundings {
  readonly leftOut: ReadonlySet<unknown>;
}

/**
 * The zones in which a name is looked up where the one at the cursor is: those of the same server, in every view, and those that ask it. A copy of the zone
 * in another folder, such as that of a staging site, has hosts of its own.
 */
function reachOf(name: NameId, zone: Zone, around: Surroundings): Reach {
  const holder = around.zoneHolding(name, zone);
  const isOfServer = (other: Zone | undefined): boolean => {
    if (!holder || !other || other === holder) return true;
    const { configuration } = holder.options;
    return configuration !== undefined && other.options.configuration === configuration;
  };
  const leftOut = new Set<unknown>();
  const zones = around.zones.filter((each) => {
    const isReached = isOfServer(around.zoneHolding(name, each));
    if (!isReached && each.options.configuration) leftOut.add(each.options.configuration);
    return isReached;
  });
  for (const { options } of zones) leftOut.delete(options.configuration);
  return {
    zones,
    zoneHolding: (each, asker) => around.zoneHolding(each, asker),
    bufferOf: (uri) => around.bufferOf(uri),
    leftOut,
  };
}

/** Why a name cannot get another one. */
function* refuseName(name: NameId, cursor: ZoneCursor, zone: Zone, around: Surroundings): Steps<Refusal | undefined> {
  const { names } = zone.options;
  const shown = code(names.text(name));
  if (!zone.model.originKnown && names.isWithin(name, names.unknown) && name === zone.model.apex) {
    return { reason: t`The name of the zone cannot be changed here: it is not known.` };
  }
  if (zoneNamed(name, around) || name === zone.model.apex) {
    return { reason: t`${shown} is the name of a zone. A zone is renamed in named.conf and by moving its records.` };
  }
  if (names.labelText(name) === '*') {
    return { reason: t`${shown} is a wildcard: it stands for many names, not for one that could be renamed.` };
  }
  if (cursor.chunk.targets[cursor.entry] === name && cursor.kind === 'argument') {
    return {
      reason: t`This is an origin: renaming it would rename every relative name below it. Edit the line itself.`,
    };
  }
  for (const each of around.zones) {
    for (const document of each.documents) {
      for (const place of placesOf(name, document, names)) {
        if (!place) yield;
        if (!place?.generated) continue;
        const line = document.buffer.positionAt(inFile(place).start).line + 1;
        return {
          reason: t`${shown} is made by the $GENERATE on line ${line}, so it is not written anywhere. Edit that line.`,
        };
      }
    }
  }
  return undefined;
}

function zoneNamed(name: NameId, around: Surroundings): Zone | undefined {
  for (const zone of around.zones) if (zone.model.originKnown && zone.model.apex === name) return zone;
  return undefined;
}

/** Why a name cannot get this one. */
function refuseNew(name: NameId, renamed: NewName, zone: Zone, around: Surroundings): Refusal | undefined {
  const { names } = zone.options;
  const shown = code(names.text(renamed.id));
  if (renamed.id === name) return undefined;
  if (renamed.id === ROOT || zoneNamed(renamed.id, around) || renamed.id === zone.model.apex) {
    return { reason: t`${shown} is the name of a zone, which has records of its own. Choose another name.` };
  }
  if (names.labelText(renamed.id) === '*') {
    return {
      reason: t`${shown} is a wildcard, which would answer for every name that has no records. Choose another name.`,
    };
  }
  const [home, target] = [around.zoneHolding(name, zone), around.zoneHolding(renamed.id, zone)];
  if (home && home !== target && home.model.hasOwner(name)) {
    return {
      reason: t`${shown} is not in the zone ${code(names.text(home.model.apex))}, which has the records. Choose a name in it.`,
    };
  }
  for (const each of around.zones) {
    if (!each.model.hasOwner(renamed.id)) continue;
    return {
      reason: t`${shown} has records already: they would become one name. Choose another, or move the records by hand.`,
    };
  }
  return undefined;
}

/** A file as one zone reads it. */
interface Reading {
  readonly zone: Zone;
  readonly document: ZoneDocument;
}

/** The files that are read more than once: by several zones, or by several includes of one. */
function readingsOf(around: Surroundings): Map<string, Reading[]> {
  const readings = new Map<string, Reading[]>();
  for (const zone of around.zones) {
    for (const document of zone.documents) {
      const same = readings.get(document.uri);
      if (same) same.push({ zone, document });
      else readings.set(document.uri, [{ zone, document }]);
    }
  }
  for (const [uri, same] of readings) if (same.length < 2) readings.delete(uri);
  return readings;
}

/** Why a line that is read more than once cannot be edited: it stands for another name in one of the readings. */
function otherMeaning(
  place: NamePlace,
  name: NameId,
  names: NameTable,
  readings: readonly Reading[],
): Refusal | undefined {
  const { start } = inFile(place);
  for (const { zone, document } of readings) {
    if (document === place.document) continue;
    const cursor = cursorAt(zone, document, start);
    const meaning = cursor ? nameAt(cursor, names) : NO_NAME;
    if (meaning === name || meaning === NO_NAME) continue;
    return {
      reason: t`${code(names.text(name))} is written in a file that is read more than once, and there it is also ${code(names.text(meaning))}. Edit the file by hand.`,
    };
  }
  return undefined;
}

/** What the user typed, as a name; relative to the origin at the cursor, but absolute where it ends in the zone's own name. */
function readNewName(text: string, cursor: ZoneCursor, zone: Zone): NewName | Refusal {
  const { names } = zone.options;
  const { model } = zone;
  const origin = cursor.chunk.origins[cursor.entry];
  if (text === '@') return origin >= 0 ? { id: origin, labels: labelTexts(names, origin) } : { reason: badName(text) };
  const parsed = parseName(text);
  if (parsed.error || /[\s;()"]/.test(text.replace(/\\./g, ''))) return { reason: badName(text) };
  const written = parsed.labels.map(labelToText);
  const alone = names.fromText(text, ROOT);
  // Nobody means www.example.com.example.com.
  const isFull = parsed.absolute || (model.originKnown && model.apex !== ROOT && names.isWithin(alone, model.apex));
  const id = isFull ? alone : names.fromText(text, origin);
  if (id === NO_NAME) return { reason: badName(text) };
  return { id, labels: isFull ? written : [...written, ...labelTexts(names, origin)] };
}

function badName(text: string): string {
  return t`${code(text)} is not a domain name: labels of at most 63 octets with single dots between them, 255 octets in all.`;
}

function labelTexts(names: NameTable, name: NameId): string[] {
  const labels: string[] = [];
  for (let at = name; at > ROOT; at = names.parent(at)) labels.push(names.labelText(at));
  return labels;
}

/** The new name in the way in which the old one was written. */
function spelled({ id, labels }: NewName, old: string, origin: NameId, names: NameTable): string {
  const absolute = `${labels.join('.')}.`;
  if (isAbsolute(old) || origin < 0 || !names.isWithin(id, origin)) return absolute;
  if (id === origin) return '@';
  // Relative to the root only the final dot is left out.
  return labels.slice(0, labels.length - names.depth(origin)).join('.');
}

function isAbsolute(text: string): boolean {
  return parseName(text).absolute;
}
