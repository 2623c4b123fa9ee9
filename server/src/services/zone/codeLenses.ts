/** Code lenses in zone files: the zone's serial and size at its SOA, the state of each delegation, and how often a name is pointed to. */

import type { CodeLens, Command, Location, Position } from 'vscode-languageserver-types';
import type { NameId } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { counted, listed, t } from '../../l10n.ts';
import type { Steps } from '../../steps.ts';
import { baseName } from '../../workspace/paths.ts';
import type { Zone } from '../../workspace/zone.ts';
import { EntryKind, type ParsedChunk } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid } from '../../zone/record.ts';
import { toRange } from '../shared/ranges.ts';
import type { Surroundings } from './names.ts';
import { zoneReferences } from './references.ts';
import { raisedSerial } from './serial.ts';

/** Lenses on delegations, and on names that are pointed to, in one file. */
const MOST_LENSES = 1000;
/** Above this many records only the SOA and the delegations have lenses: a lens on every name would be in the way. */
const LARGEST_ZONE = 20_000;

const RAISE_SERIAL = 'bailiwick.raiseSerial';
const FREEZE = 'bailiwick.freezeZone';
const THAW = 'bailiwick.thawZone';
const AS_NSUPDATE = 'bailiwick.nsupdate';
const ASK = 'bailiwick.queryRecord';
const COMPARE_WITH_SERVERS = 'bailiwick.compareWithServers';
const SHOW_REFERENCES = 'bailiwick.showReferences';

/** What a lens on a name holds until it is resolved. */
export interface ReferencesData {
  readonly kind: 'references';
  readonly uri: string;
  /** Where the name stands. */
  readonly position: Position;
}

/**
 * The lenses of a zone's file, in the order of the file. Those that count references have no command: their `data` says where
 * the name is, and `zoneResolveCodeLens` completes them. `now`: the day of the next serial; `runsTools`: whether rndc can be run here.
 */
export function zoneCodeLenses(zone: Zone, document: ZoneDocument, now: Date, runsTools = false): CodeLens[] {
  const lenses: Placed[] = [];
  const { model } = zone;
  const isHere = (record: ZoneRecord): boolean =>
    record.document === document && model.generatedBy(record.ref) === undefined;
  const soa = model.rrset(model.apex, TYPE.SOA).find(isHere);
  if (soa) {
    lenses.push(...soaLenses(zone, soa, now), ...updateLenses(zone, soa, runsTools));
    if (runsTools && model.originKnown) lenses.push(compareLens(zone, soa), askLens(soa));
  }
  for (const cut of model.cuts.keys()) {
    if (lenses.length >= MOST_LENSES) break;
    const servers = model.rrset(cut, TYPE.NS);
    const first = servers.find(isHere);
    if (first && cut !== model.apex)
      lenses.push({ at: startOf(first), command: text(delegationText(zone, cut, servers)) });
  }
  if (model.recordCount <= LARGEST_ZONE) {
    for (const lens of referenceLenses(zone, document)) lenses.push(lens);
  }
  return lenses
    .sort((a, b) => a.at - b.at)
    .map(({ at, command, references }) => {
      const range = toRange(document.buffer, at, at);
      if (!references) return { range, ...(command ? { command } : {}) };
      const data: ReferencesData = { kind: 'references', uri: document.uri, position: range.start };
      return { range, data };
    });
}

/** A lens of `zoneCodeLenses` with its command: those that count references get the places that are found. */
export function* zoneResolveCodeLens(
  zone: Zone,
  document: ZoneDocument,
  lens: CodeLens,
  around: Surroundings,
): Steps<CodeLens> {
  const data = lens.data as ReferencesData | undefined;
  if (!data) return lens;
  const offset = document.buffer.offsetAt(data.position);
  const { items } = yield* zoneReferences(zone, document, offset, false, around);
  return withReferences(lens, items);
}

/** A lens that counts references, with the places that were found. */
export function withReferences(lens: CodeLens, locations: readonly Location[]): CodeLens {
  const { uri, position } = lens.data as ReferencesData;
  const title = counted(locations.length, t`reference`, t`references`);
  return { range: lens.range, command: { title, command: SHOW_REFERENCES, arguments: [uri, position, locations] } };
}

interface Placed {
  readonly at: number;
  readonly command?: Command;
  readonly references?: true;
}

/** A lens that only says something. */
function text(title: string): Command {
  return { title, command: '' };
}

function startOf({ chunk, entry }: ZoneRecord): number {
  return chunk.offset + chunk.starts[entry];
}

function soaLenses(zone: Zone, soa: ZoneRecord, now: Date): Placed[] {
  const { model, options } = zone;
  const at = startOf(soa);
  const lenses: Placed[] = [];
  const raised = raisedSerial(soa, now);
  if (raised && options.settings.type === 'primary' && !zone.context.settings.externalSerial) {
    const title = t`Raise serial to ${raised.newText}`;
    lenses.push({ at, command: { title, command: RAISE_SERIAL, arguments: [options.uri] } });
  }
  let delegations = 0;
  for (const cut of model.cuts.keys()) if (cut !== model.apex && model.has(cut, TYPE.NS)) delegations++;
  const counts = [counted(model.recordCount, t`record`, t`records`)];
  if (delegations > 0) counts.push(counted(delegations, t`delegation`, t`delegations`));
  lenses.push({ at, command: text(counts.join(', ')) });
  if (model.originKnown) lenses.push({ at, command: text(`${model.names.text(model.apex)} ${sourceText(zone)}`) });
  return lenses;
}

/** What is done with a zone that clients may update: its file is changed while it is frozen, or the server is sent an update. */
function updateLenses({ options, model }: Zone, soa: ZoneRecord, runsTools: boolean): Placed[] {
  const { configuration, settings, uri, view } = options;
  if (settings.dynamic !== 'updated' || !configuration || !model.originKnown) return [];
  const at = startOf(soa);
  const lens = (title: string, command: string): Placed => ({
    at,
    command: { title, command, arguments: [uri, view] },
  });
  const ofRndc = runsTools ? [lens(t`Freeze`, FREEZE), lens(t`Thaw`, THAW)] : [];
  return [...ofRndc, lens(t`As nsupdate`, AS_NSUPDATE)];
}

/** Queries are sent from where programs are run: not from a browser, and not in a workspace that is not trusted. */
function compareLens({ options }: Zone, soa: ZoneRecord): Placed {
  const given = [{ uri: options.uri, scope: 'zone' }];
  return {
    at: startOf(soa),
    command: { title: t`Compare with the servers`, command: COMPARE_WITH_SERVERS, arguments: given },
  };
}

/** The same holds for one question. */
function askLens(soa: ZoneRecord): Placed {
  const at = startOf(soa);
  const place = { uri: soa.document.uri, position: toRange(soa.document.buffer, at, at).start };
  return { at, command: { title: t`Ask live servers…`, command: ASK, arguments: [place] } };
}

/** Where the zone's name comes from. */
function sourceText({ options }: Zone): string {
  const { source, configuration, server, view } = options;
  switch (source) {
    case 'configuration': {
      const file = configuration ? baseName(configuration.uri) : 'named.conf';
      return view === '' ? t`from ${file}` : t`from ${file}, view ${view}`;
    }
    case 'server':
      return t`from ${baseName(server?.uri ?? '')} of ${server?.program ?? ''}`;
    case 'set':
      return t`set by hand`;
    case 'comment':
      return t`from the comment at the top`;
    case 'soa':
      return t`from the SOA record`;
    case 'directive':
      return t`from $ORIGIN`;
    case 'hints':
      return t`from the servers of the root that it names`;
    case 'file-name':
      return t`from the name of the file`;
    case 'unknown':
      return '';
  }
}

/** `Delegation: 2 name servers, glue complete, signed (DS)`. */
function delegationText({ model }: Zone, cut: NameId, servers: readonly ZoneRecord[]): string {
  const { names } = model;
  const parts = [t`Delegation: ${counted(servers.length, t`name server`, t`name servers`)}`];
  const below = servers.filter(({ target }) => names.isWithin(target, cut));
  const without = below.filter(({ target }) => !model.has(target, TYPE.A) && !model.has(target, TYPE.AAAA));
  if (below.length === 0) parts.push(t`no glue needed`);
  else if (without.length === 0) parts.push(t`glue complete`);
  else parts.push(t`no glue for ${listed(without.map(({ target }) => names.relativeText(target, model.apex)))}`);
  parts.push(model.has(cut, TYPE.DS) ? t`signed (DS)` : t`not signed (no DS)`);
  return parts.join(', ');
}

/** Owners that a record of the zone points to: a lens at the first record of each. */
function referenceLenses(zone: Zone, document: ZoneDocument): Placed[] {
  const lenses: Placed[] = [];
  const seen = new Set<NameId>();
  for (const chunk of document.chunks) {
    for (let entry = 0; entry < chunk.count; entry++) {
      if (lenses.length >= MOST_LENSES) return lenses;
      const owner = chunk.owners[entry];
      if (!isWrittenOwner(chunk, entry) || seen.has(owner) || owner === zone.model.apex) continue;
      seen.add(owner);
      const isPointedTo = zone.model.mentions(owner).some((record) => !isInvalid(record));
      if (isPointedTo) lenses.push({ at: chunk.offset + chunk.ownerStarts[entry], references: true });
    }
  }
  return lenses;
}

function isWrittenOwner(chunk: ParsedChunk, entry: number): boolean {
  return chunk.kinds[entry] === EntryKind.Record && chunk.owners[entry] >= 0 && chunk.ownerStarts[entry] >= 0;
}
