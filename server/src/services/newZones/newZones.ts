/** A new zone, or a pair of views of one: its statement where named takes it, its file where named looks for it, as one edit. */
import type { WorkspaceEdit } from 'vscode-languageserver-types';
import type { Zone as ZoneStatement } from '../../conf/model.ts';
import { nextSerial } from '../../dns/serial.ts';
import { t } from '../../l10n.ts';
import type { FixEdit } from '../../rules/rule.ts';
import type { Configuration } from '../../workspace/configuration.ts';
import { baseName, folderOf, resolvePath } from '../../workspace/paths.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Zone } from '../../workspace/zone.ts';
import { withBase } from '../conf/statementBeside.ts';
import { type NewViews, type NewZone, newSplitViews, newZone } from '../conf/templates.ts';
import { fileBeside } from '../reverse/newReverseZone.ts';
import type { Refusal } from '../service.ts';
import { code } from '../shared/markdown.ts';
import { toRange } from '../shared/ranges.ts';
import { atEndOf, atEndOfView } from './insertion.ts';

export interface NewStatementsParams {
  /** A file of the configuration. */
  readonly uri: string;
  /** The view that a zone is for. */
  readonly view?: string;
  /** What is made: a zone, or an inside and an outside of one. */
  readonly zone?: Omit<NewZone, 'serial' | 'file'>;
  readonly views?: Omit<NewViews, 'serial' | 'labels' | 'paths'>;
}

export interface NewStatementsAnswer {
  /** Null where the user has to say first for which of the views it is. */
  readonly edit: WorkspaceEdit | null;
  readonly choices: readonly string[];
  /** The file to look at then. */
  readonly open: string;
  readonly notes: readonly string[];
}

export type NewZoneSurroundings = Pick<Workspace, 'bufferOf' | 'zones' | 'listed'>;

interface MadeFile {
  readonly uri: string;
  readonly text: string;
}

/** What is made; a reason where it cannot be, undefined while it is not known yet where its file belongs. */
export function newStatements(
  configuration: Configuration,
  params: NewStatementsParams,
  around: NewZoneSurroundings,
  now: Date,
): NewStatementsAnswer | Refusal | undefined {
  const serial = nextSerial(0, 'date', now);
  if (params.zone) return oneZone(configuration, params, { ...params.zone, serial }, around);
  return params.views && twoViews(configuration, { ...params.views, serial }, around);
}

function oneZone(
  configuration: Configuration,
  params: NewStatementsParams,
  zone: NewZone,
  around: NewZoneSurroundings,
): NewStatementsAnswer | Refusal | undefined {
  const { model } = configuration;
  const own = model?.files.find(({ uri }) => uri === params.uri);
  if (!model || !own) return undefined;
  const isInView = own.tree.root.clause === 'view';
  const views = isInView ? [] : model.views;
  if (views.length > 1 && params.view === undefined) {
    return { edit: null, choices: views.map(({ name }) => name), open: params.uri, notes: [] };
  }
  const view = params.view === undefined ? views[0] : views.find(({ name }) => name === params.view);
  if (params.view !== undefined && !view) return { reason: t`There is no view ${code(params.view)}.` };
  const name = view?.name ?? '';
  const origin = `${zone.name.toLowerCase().replace(/\.$/, '')}.`;
  if (model.zones.some((each) => each.origin === origin && (isInView || (each.view?.name ?? '') === name))) {
    return { reason: t`The zone ${code(zone.name)} is there already.` };
  }
  const place = placeOfNewFile(configuration, zone.name, name, around);
  if (!place) return undefined;
  const made = newZone({ ...zone, file: place.path });
  if ('reason' in made) return made;
  const statement = view ? atEndOfView(view, made.statement) : atEndOf(own, made.statement);
  if (!statement) return { reason: t`The view ${code(name)} is not closed: a brace is missing.` };
  const isThere = made.file !== undefined && isFileThere(place.uri, around);
  const files = made.file && !isThere ? [{ uri: place.uri, text: made.file.text }] : [];
  const notes = isThere ? [t`The file ${code(place.path)} is there already, and is loaded as it is.`] : [];
  return answerOf([statement], files, made.file ? place.uri : statement.uri, notes, around);
}

function twoViews(
  configuration: Configuration,
  views: NewViews,
  around: NewZoneSurroundings,
): NewStatementsAnswer | Refusal | undefined {
  const { model } = configuration;
  const folder = configuration.newFileFolder();
  if (!model || folder === undefined) return undefined;
  const outside = model.zones.find(({ view }) => !view);
  if (outside) {
    return {
      reason: t`The zone ${code(outside.name)} stands outside of views, and named takes no zones beside views. Move the zones into a view first.`,
    };
  }
  const taken = new Set([...model.views, ...model.acls].map(({ name }) => name.toLowerCase()));
  const free = (label: string): string => {
    let name = label;
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${label}-${count}`;
    return name;
  };
  const labels = { inside: free('internal'), outside: free('external'), acl: free('internal-networks') };
  const made = newSplitViews({ ...views, labels });
  if ('reason' in made) return made;
  const files = made.files.map(({ path, text }) => ({ uri: resolvePath(folder, path), text }));
  const there = files.find(({ uri }) => isFileThere(uri, around));
  if (there) return { reason: t`The file ${code(baseName(there.uri))} is there already.` };
  const notes =
    model.views.length > 0
      ? [t`Views are tried in their order: who matches one of those before does not see the new ones.`]
      : [];
  return answerOf([atEndOf(model.root, made.statements)], files, files[0].uri, notes, around);
}

/** Where the file of a new zone belongs: beside those of its view, else of its configuration, else in the working directory. */
function placeOfNewFile(
  configuration: Configuration,
  name: string,
  view: string,
  around: NewZoneSurroundings,
): { readonly path: string; readonly uri: string } | undefined {
  const zoneName = name.replace(/\.$/, '') || 'root';
  const taken = new Set(configuration.model?.zones.flatMap(({ fileWord }) => fileWord?.text ?? []));
  const used = new Set(around.zones.map(({ options }) => options.uri));
  const sibling = siblingOf(configuration, view, around);
  const folder = configuration.newFileFolder();
  if (!sibling && folder === undefined) return undefined;
  const file = sibling
    ? fileBeside(baseName(sibling.zone.options.uri), sibling.zone, zoneName)
    : `db.${safe(zoneName)}`;
  for (const suffix of ['', ...(view ? [`.${safe(view)}`] : []), '.2', '.3']) {
    const named = `${file}${suffix}`;
    const path = sibling ? withBase(sibling.path, named) : named;
    const uri = sibling
      ? withBase(sibling.zone.options.uri, encodeURIComponent(named))
      : resolvePath(folder ?? folderOf(configuration.uri), named);
    if (!taken.has(path) && !used.has(uri)) return { path, uri };
  }
  return undefined;
}

/** A primary zone of the configuration whose file is there, of the same view if there is one. */
function siblingOf(
  configuration: Configuration,
  view: string,
  { zones }: NewZoneSurroundings,
): { readonly zone: Zone; readonly path: string } | undefined {
  const own = zones.filter(
    ({ options }) => options.configuration === configuration && options.settings.type === 'primary',
  );
  const zone = own.find(({ options }) => options.view === view) ?? own[0];
  const statement = zone && statementOf(configuration, zone);
  return statement?.fileWord && !/[$%]/.test(statement.fileWord.text)
    ? { zone, path: statement.fileWord.text }
    : undefined;
}

function statementOf({ model }: Configuration, { options }: Zone): ZoneStatement | undefined {
  return model?.zones.find(
    (each) => (each.view?.name ?? '') === options.view && options.names.fromText(each.name) === options.apex,
  );
}

function safe(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9._-]/g, '-');
}

function isFileThere(uri: string, around: NewZoneSurroundings): boolean {
  return around.listed.includes(uri) || around.bufferOf(uri) !== undefined;
}

const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function answerOf(
  edits: readonly FixEdit[],
  files: readonly MadeFile[],
  open: string,
  notes: readonly string[],
  around: NewZoneSurroundings,
): NewStatementsAnswer | undefined {
  const documentChanges: NonNullable<WorkspaceEdit['documentChanges']> = [];
  for (const { uri, text } of files) {
    documentChanges.push({ kind: 'create', uri, options: { overwrite: false, ignoreIfExists: false } });
    documentChanges.push({ textDocument: { uri, version: null }, edits: [{ range: START, newText: text }] });
  }
  for (const { uri, start, end, newText } of edits) {
    const buffer = around.bufferOf(uri);
    if (!buffer) return undefined;
    const edit = { range: toRange(buffer, start, end), newText };
    documentChanges.push({ textDocument: { uri, version: null }, edits: [edit] });
  }
  return { edit: { documentChanges }, choices: [], open, notes };
}
