/**
 * Trust anchors in a file: `trust-anchors` of a named.conf with what named made of them since (RFC 5011), DS and DNSKEY records as IANA, delv and Unbound have them,
 * or the files in which named and Unbound keep track of keys.
 */
import { readFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, resolve } from 'node:path';
import { buildModel } from '../conf/buildModel.ts';
import { ANCHOR_STATEMENTS, type ConfModel, type Scope, type TrustAnchor } from '../conf/model.ts';
import { argumentsOf, blockOf } from '../conf/tree.ts';
import { TYPE } from '../dns/types.ts';
import { nameKey, shownName } from '../live/delegation/records.ts';
import { type Anchors, anchorsFrom } from '../live/dnssec/anchors.ts';
import { anchorRecord, anchorsInText, type ReadAnchor } from '../live/dnssec/anchorText.ts';
import { CheckError } from './checkError.ts';

/** Anchors, with what is to be said of them in a sentence each. */
export interface FoundAnchors extends Anchors {
  readonly notes: readonly string[];
}

interface Reading {
  readonly cwd: string;
  /** Seconds since 1970: which keys are trusted by now. */
  readonly now: number;
  /** The view of the named.conf that validates; where it is absent and there is one, that. */
  readonly view?: string;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function anchorOf({ anchor, name, numbers, data }: TrustAnchor): ReadAnchor | undefined {
  const type = anchor.endsWith('-ds') ? TYPE.DS : TYPE.DNSKEY;
  const words = [...numbers.map(({ text }) => text), data?.text.replace(/\s+/g, '') ?? ''];
  const record = data && anchorRecord(name.text, type, words);
  return record && { record, state: 'trusted' };
}

/** Reads trust anchors, with the names that `validate-except` leaves out. Throws a CheckError where the file has none. */
export function anchorsIn(file: string, reading: Reading): FoundAnchors {
  const path = resolve(reading.cwd, file);
  const text = textOf(path);
  if (text === undefined) throw new CheckError(`${file} is not there, or cannot be read`);
  const model = buildModel({ uri: path, text }, (word, directory) => {
    const found = resolve(dirname(path), directory ?? '.', word);
    const included = textOf(found);
    return included === undefined ? undefined : [{ uri: found, text: included }];
  });
  if (model.trustAnchors.length > 0) return ofConfiguration(model, path, file, reading);
  const read = anchorsInText(text, reading.now);
  if (read.length === 0)
    throw new CheckError(`${file} has no trust anchors: neither \`trust-anchors\` nor DS, DNSKEY or KEYDATA records`);
  return { ...counted(read), notes: notesOf(read, file) };
}

function ofConfiguration(model: ConfModel, path: string, file: string, { now, view: wanted }: Reading): FoundAnchors {
  const view =
    wanted === undefined ? model.views.find((_, __, all) => all.length === 1) : viewNamed(model, wanted, file);
  const notes: string[] = [];
  if (!view && model.views.some(({ scope }) => scope.byName.has('validate-except')))
    notes.push(`views of ${file} have a validate-except of their own: name the one that validates with --view`);
  const ofOthers = new Set(model.views.filter((one) => one !== view).flatMap(({ scope }) => anchorElements(scope)));
  const configured = model.trustAnchors.filter(({ element }) => !ofOthers.has(element));
  const kept = keptKeys(model, path, view?.name, now);
  const isKept = (anchor: TrustAnchor): boolean => {
    const zone = nameKey(anchor.name.text);
    // What is static stays as it is written; the others named follows, and keeps what it knows of them.
    return !/^static-/.test(anchor.anchor) && kept.anchors.some(({ record }) => record.owner === zone);
  };
  const followed = new Set(configured.filter(isKept).map(({ name }) => nameKey(name.text)));
  const own = configured.filter((anchor) => !isKept(anchor)).flatMap((anchor) => anchorOf(anchor) ?? []);
  const tracked = kept.anchors.filter(({ record }) => followed.has(record.owner));
  const read = [...own, ...tracked];
  const scope = view?.scope.byName.has('validate-except') ? view.scope : model.options;
  return { ...counted(read, exceptedIn(scope)), notes: [...notes, ...notesOf(tracked, kept.file)] };
}

function viewNamed(model: ConfModel, wanted: string, file: string): ConfModel['views'][number] {
  const view = model.views.find(({ name }) => name === wanted);
  if (!view) throw new CheckError(`${file} has no view ${wanted}`);
  return view;
}

function anchorElements({ byName }: Scope): TrustAnchor['element'][] {
  return ANCHOR_STATEMENTS.flatMap((name) =>
    (byName.get(name) ?? []).flatMap(({ statement }) => blockOf(statement)?.statements ?? []),
  );
}

function exceptedIn(scope: Scope | undefined): string[] {
  return (scope?.byName.get('validate-except') ?? []).flatMap(({ statement }) =>
    (blockOf(statement)?.statements ?? []).flatMap(({ values }) =>
      values.flatMap((word) => (word.kind === 'word' ? [nameKey(word.text)] : [])),
    ),
  );
}

/** What named keeps of the keys that it follows: in managed-keys.bind, or NAME.mkeys of a view. */
function keptKeys(
  model: ConfModel,
  path: string,
  view: string | undefined,
  now: number,
): { anchors: readonly ReadAnchor[]; file: string } {
  const own = model.options?.byName.get('managed-keys-directory')?.[0];
  const given = own && argumentsOf(own.statement)[0]?.text;
  const folder = dirname(path);
  const working = resolve(folder, model.directory ?? '.');
  // A copy of a configuration has the files beside it, whatever the directory of the server is.
  const folders = [
    ...(given === undefined ? [] : [isAbsolute(given) ? given : resolve(working, given)]),
    working,
    folder,
  ];
  const name = view === undefined ? 'managed-keys.bind' : `${view}.mkeys`;
  for (const place of folders) {
    const text = textOf(resolve(place, name));
    if (text !== undefined) return { anchors: anchorsInText(text, now), file: name };
  }
  return { anchors: [], file: name };
}

/** Only those that are trusted count. A zone with none left is validated by none, and fails as with named. */
function counted(read: readonly ReadAnchor[], negative: readonly string[] = []): Anchors {
  const made = anchorsFrom(
    read.filter(({ state }) => state === 'trusted').map(({ record }) => record),
    negative,
  );
  const bare = new Set(read.map(({ record }) => record.owner));
  for (const { zone } of made.anchors) bare.delete(zone);
  return { ...made, anchors: [...made.anchors, ...[...bare].map((zone) => ({ zone, ds: [], keys: [] }))] };
}

function notesOf(read: readonly ReadAnchor[], file: string): string[] {
  const zones = new Map<string, ReadAnchor[]>();
  for (const anchor of read) zones.set(anchor.record.owner, [...(zones.get(anchor.record.owner) ?? []), anchor]);
  return [...zones].flatMap(([zone, all]) => {
    const pending = all.filter(({ state }) => state === 'pending');
    const revoked = all.filter(({ state }) => state === 'revoked');
    if (pending.length + revoked.length === 0) return [];
    const since = Math.min(...pending.map((one) => one.since ?? Number.POSITIVE_INFINITY));
    const until = Number.isFinite(since)
      ? `, the first until ${new Date(since * 1000).toISOString().slice(0, 16)}Z`
      : '';
    const states = [
      `${all.length - pending.length - revoked.length} trusted`,
      ...(pending.length > 0 ? [`${pending.length} pending${until}`] : []),
      ...(revoked.length > 0 ? [`${revoked.length} revoked`] : []),
    ];
    return [`${basename(file)}: keys of ${zone === '.' ? 'the root' : shownName(zone)}: ${states.join(', ')}`];
  });
}
