/** Zones in memory for the tests of features: files with a `$0` where the cursor is, hovers as text, code actions applied. */
import assert from 'node:assert/strict';
import { type CodeAction, type Hover, MarkupContent } from 'vscode-languageserver-types';
import { CLASS } from '../../../../server/src/dns/classes.ts';
import { type NameId, NameTable, ROOT } from '../../../../server/src/dns/names.ts';
import type { Problem } from '../../../../server/src/rules/rule.ts';
import type { ZoneSettings } from '../../../../server/src/rules/zone/context.ts';
import { ZONE_RULES } from '../../../../server/src/rules/zone/index.ts';
import { reverseZonesOf, type ZoneLookup } from '../../../../server/src/services/shared/lookup.ts';
import { rangeToOffsets } from '../../../../server/src/services/shared/ranges.ts';
import { zoneActions } from '../../../../server/src/services/zone/actions.ts';
import { zoneHover } from '../../../../server/src/services/zone/hover.ts';
import { TextBuffer } from '../../../../server/src/text/buffer.ts';
import { closest } from '../../../../server/src/workspace/closest.ts';
import { Configuration } from '../../../../server/src/workspace/configuration.ts';
import { Zone } from '../../../../server/src/workspace/zone.ts';
import type { ZoneDocument } from '../../../../server/src/zone/document.ts';

/** The cursor in a text; two of them are a selection. */
export const CURSOR = '$0';
/** The time of the tests: 21 November 2025, noon in local time. */
export const NOW = new Date(2025, 10, 21, 12, 0, 0);
const FOLDER = 'file:///zones/';

export interface ZoneSpec {
  /** Its file's name. */
  readonly file: string;
  /** Its name; undefined where it is not known. */
  readonly origin: string | undefined;
  readonly view?: string;
  /** Its class; that of the Internet where absent. */
  readonly zoneClass?: number;
  readonly type?: ZoneSettings['type'];
}

export interface TestWorkspace {
  readonly names: NameTable;
  readonly zones: readonly Zone[];
  readonly buffers: ReadonlyMap<string, TextBuffer>;
  readonly lookup: ZoneLookup;
}

/** The URI of a file of the tests. */
export function uriOf(file: string): string {
  return `${FOLDER}${file}`;
}

/** Smaller than files are read in, so that short texts have several. */
const CHUNK = 8192;

/** Reads files as zones. Files that no zone is made of can be included. */
export function makeWorkspace(files: Readonly<Record<string, string>>, specs: readonly ZoneSpec[]): TestWorkspace {
  const names = new NameTable();
  const buffers = new Map(Object.entries(files).map(([file, text]) => [uriOf(file), new TextBuffer(text, CHUNK)]));
  const zones: Zone[] = [];
  let nextId = 1;
  const zoneHolding = (name: NameId, asker?: Zone): Zone | undefined => {
    for (let at = name; at >= 0; at = names.parent(at)) {
      const same = zones.filter((zone) => zone.model.originKnown && zone.model.apex === at);
      if (same.length > 0) return asker ? closest(same, asker)[0] : same[0];
    }
    return undefined;
  };
  for (const { file, origin, view = '', type = 'primary', zoneClass = CLASS.IN } of specs) {
    zones.push(
      new Zone({
        uri: uriOf(file),
        buffer: buffers.get(uriOf(file))!,
        names,
        apex: origin === undefined ? names.child(ROOT, Uint8Array.of(0)) : names.fromText(origin),
        source: origin === undefined ? 'unknown' : 'configuration',
        zoneClass,
        settings: { version: '9.20', type, loaded: true },
        view,
        configuration: undefined,
        rules: ZONE_RULES,
        include: (path) => {
          const buffer = buffers.get(uriOf(path));
          return buffer ? { kind: 'file', uri: uriOf(path), buffer } : { kind: 'missing' };
        },
        zoneOf: (name) => zoneHolding(name)?.model,
        nextId: () => nextId++,
      }),
    );
  }
  for (const zone of zones) zone.update();
  const lookup: ZoneLookup = {
    zones: () => zones,
    reverseZones: () => reverseZonesOf(zones),
    zoneHolding,
    tellerOf: () => undefined,
    now: () => NOW,
    bufferOf: (uri) => buffers.get(uri),
  };
  return { names, zones, buffers, lookup };
}

/** A text without its cursors, and where they were. */
export function takeCursors(marked: string): { text: string; start: number; end: number } {
  const [before, middle, after] = marked.split(CURSOR);
  assert.notEqual(middle, undefined, 'the text has no cursor');
  const start = before.length;
  if (after === undefined) return { text: before + middle, start, end: start };
  return { text: before + middle + after, start, end: start + middle.length };
}

/** A workspace whose first zone's file has the cursor. */
export interface Place extends TestWorkspace {
  readonly zone: Zone;
  readonly document: ZoneDocument;
  readonly start: number;
  readonly end: number;
}

/** Reads the files; the one with the cursor is looked at in the first zone that holds it. */
export function openAt(files: Readonly<Record<string, string>>, specs: readonly ZoneSpec[]): Place {
  const marked = Object.keys(files).find((file) => files[file].includes(CURSOR));
  assert.ok(marked, 'no file has a cursor');
  const { text, start, end } = takeCursors(files[marked]);
  const workspace = makeWorkspace({ ...files, [marked]: text }, specs);
  for (const zone of workspace.zones) {
    const document = zone.documents.find(({ uri }) => uri === uriOf(marked));
    if (document) return { ...workspace, zone, document, start, end };
  }
  assert.fail(`no zone holds ${marked}`);
}

/** A hover's Markdown. */
export function markdown(hover: Hover | undefined | null): string {
  if (!hover) return '';
  assert.ok(MarkupContent.is(hover.contents));
  return hover.contents.value;
}

/** The hover at the cursor, with the text that it is about. */
export function hoverAt({ zone, document, start, lookup }: Place): { value: string; about: string } {
  const hover = zoneHover(zone, document, start, lookup);
  if (!hover) return { value: '', about: '' };
  const range = rangeToOffsets(document.buffer, hover.range!);
  return { value: markdown(hover), about: document.buffer.slice(range.start, range.end) };
}

/** The code actions at the cursor or selection, with the problems that the rules find there. */
export function actionsAt(place: Place): CodeAction[] {
  const { zone, document, start, end, lookup } = place;
  return zoneActions(zone, document, { start, end }, problemsAt(place), lookup);
}

function problemsAt({ zone, document, start, end }: Place): Problem[] {
  return zone
    .problems()
    .filter((problem) => problem.uri === document.uri && problem.start <= end && problem.end >= start);
}

/** The texts of the files, by name, after an action. */
export function applied(
  action: CodeAction | undefined,
  buffers: ReadonlyMap<string, TextBuffer>,
): Record<string, string> {
  assert.ok(action?.edit?.changes, 'the action has no edit');
  const texts: Record<string, string> = {};
  for (const [uri, edits] of Object.entries(action.edit.changes)) {
    const buffer = buffers.get(uri);
    assert.ok(buffer, `${uri} is not there`);
    const ordered = edits
      .map((edit, index) => ({ ...rangeToOffsets(buffer, edit.range), newText: edit.newText, index }))
      .sort((a, b) => b.start - a.start || b.index - a.index);
    let text = buffer.text();
    for (const { start, end, newText } of ordered) text = text.slice(0, start) + newText + text.slice(end);
    texts[uri.slice(FOLDER.length)] = text;
  }
  return texts;
}

/** The action whose title begins with `title`. */
export function titled(actions: readonly CodeAction[], title: string): CodeAction {
  const action = actions.find((candidate) => candidate.title.startsWith(title));
  assert.ok(action, `no action "${title}" among: ${actions.map((each) => each.title).join(' | ')}`);
  return action;
}

/** A configuration whose file `named.conf` has the cursor, with the files that it may include. */
export interface ConfPlace {
  readonly configuration: Configuration;
  readonly uri: string;
  readonly start: number;
  readonly buffers: ReadonlyMap<string, TextBuffer>;
}

/** Reads a configuration; `file` says what the outermost file is called. */
export function openConf(
  marked: string,
  others: Readonly<Record<string, string>> = {},
  file = 'named.conf',
): ConfPlace {
  const { text, start } = takeCursors(marked);
  const buffers = new Map(
    Object.entries({ ...others, [file]: text }).map(([name, content]) => [uriOf(name), new TextBuffer(content)]),
  );
  const configuration = new Configuration(uriOf(file), {
    names: new NameTable(),
    bufferOf: (uri) => buffers.get(uri),
    find: (path) => {
      const buffer = buffers.get(uriOf(path));
      return buffer ? { kind: 'file', uri: uriOf(path), buffer } : { kind: 'unknown' };
    },
    published: () => [],
    version: () => '9.20',
  });
  configuration.update();
  return { configuration, uri: uriOf(file), start, buffers };
}
