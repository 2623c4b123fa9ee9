/** The agreement of forward and reverse as a document: each address with its names, its PTR records and what there is to say of them. */
import { addressText } from '../../dns/addresses.ts';
import type { NameId } from '../../dns/names.ts';
import { counted, t } from '../../l10n.ts';
import type { Steps } from '../../steps.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { RecordRef } from '../../zone/chunk.ts';
import type { BufferOf } from '../shared/ranges.ts';
import type { Agreement, HostState, PtrState } from './agreement.ts';
import { AddressColumn } from './columns.ts';
import type { Scope } from './scope.ts';

/** Lines of each section that are shown. */
export const MOST_LINES = 10_000;
/** PTR records of an address that are named in one line. */
const MOST_PTRS = 3;
/** A longer word does not make its column wider. */
const WIDEST = 60;
const PART = 1024;

/** What is fine, and does not have to be looked at. */
const FINE: ReadonlySet<HostState> = new Set<HostState>(['agrees', 'other', 'marked', 'policy', 'wildcard', 'glue']);

interface Line {
  readonly address: string;
  readonly name: string;
  readonly view: string;
  readonly ptr: string;
  readonly place: string;
  readonly says: string;
}

export interface TextOptions {
  readonly scope: Scope;
  readonly bufferOf: BufferOf;
  readonly mostLines?: number;
}

/** What was found, in numbers; `shown` has the rows of each section in the order of their addresses. */
export interface Sections {
  readonly states: ReadonlyMap<HostState, number>;
  readonly ptrStates: ReadonlyMap<PtrState, number>;
  /** Rows of addresses; those from the number of hosts on are PTR records that nothing backs. */
  readonly open: Uint32Array;
  readonly fine: Uint32Array;
}

/** Sorts the rows into what does not agree and what is fine. */
export function* sectionsOf(agreement: Agreement, scope: Scope): Steps<Sections> {
  const { hosts, hostStates, ptrs, ptrStates } = agreement;
  const states = new Map<HostState, number>();
  const ofPtrs = new Map<PtrState, number>();
  const open: number[] = [];
  const fine: number[] = [];
  for (let row = 0; row < hosts.count; row++) {
    if (row % PART === PART - 1) yield;
    if (!scope.hasHost(row)) continue;
    const state = hostStates[row];
    states.set(state, (states.get(state) ?? 0) + 1);
    (FINE.has(state) ? fine : open).push(row);
  }
  // Rows of addresses and of PTR records are sorted together.
  const all = new AddressColumn();
  const sources: number[] = [];
  for (const row of open) {
    all.push(hosts.addresses.at(row));
    sources.push(row);
  }
  for (let ptr = 0; ptr < ptrs.count; ptr++) {
    if (ptr % PART === PART - 1) yield;
    if (!scope.hasPtr(ptr)) continue;
    const state = ptrStates[ptr];
    ofPtrs.set(state, (ofPtrs.get(state) ?? 0) + 1);
    if (state !== 'unbacked') continue;
    const octets = agreement.octetsOf(ptr);
    if (!octets) continue;
    all.push(octets);
    sources.push(hosts.count + ptr);
  }
  const order = yield* all.sorted(new Uint32Array(sources.map((_, index) => index)));
  return {
    states,
    ptrStates: ofPtrs,
    open: order.map((index) => sources[index]),
    fine: yield* hosts.addresses.sorted(new Uint32Array(fine)),
  };
}

/** The document. */
export function* agreementText(agreement: Agreement, options: TextOptions): Steps<string> {
  const { scope, mostLines = MOST_LINES } = options;
  const sections = yield* sectionsOf(agreement, scope);
  const folder = commonFolder(agreement.zones);
  const out = [t`Agreement of forward and reverse zones`, '', ...summary(agreement, sections)];
  const parts: readonly (readonly [title: string, rows: Uint32Array])[] = [
    [t`To be looked at`, sections.open],
    [t`In order`, sections.fine],
  ];
  for (const [title, rows] of parts) {
    if (rows.length === 0) continue;
    out.push('', `== ${title} ==`, '');
    const lines: Line[] = [];
    for (const [i, row] of rows.subarray(0, mostLines).entries()) {
      if (i % PART === PART - 1) yield;
      lines.push(lineOf(agreement, row, folder, options.bufferOf));
    }
    yield* layOut(lines, out);
    if (rows.length > mostLines) {
      out.push(
        '',
        t`${(rows.length - mostLines).toLocaleString('en')} more are not shown: the first ${mostLines.toLocaleString('en')} are, by address.`,
      );
    }
  }
  return `${out.join('\n')}\n`;
}

function summary(agreement: Agreement, { states, ptrStates }: Sections): string[] {
  const { zones } = agreement;
  const count = (state: HostState): number => states.get(state) ?? 0;
  const total = [...states.values()].reduce((a, b) => a + b, 0);
  const lines = [
    t`${counted(total, t`address`, t`addresses`)} in ${counted(zones.length, t`zone`, t`zones`)}; ${counted(
      [...ptrStates.values()].reduce((a, b) => a + b, 0),
      t`PTR record`,
      t`PTR records`,
    )}.`,
  ];
  const told: readonly (readonly [number, string])[] = [
    [count('agrees'), t`agree`],
    [count('other'), t`share an address whose PTR record names another of its hosts`],
    [count('missing'), t`have no PTR record and can have one`],
    [count('differs'), t`have a PTR record that names another host`],
    [ptrStates.get('unbacked') ?? 0, t`PTR records that nothing backs`],
    [
      (['no-zone', 'other-view', 'unclear', 'delegated', 'alias', 'answered', 'fetched'] as const)
        .map(count)
        .reduce((a, b) => a + b, 0),
      t`can have no PTR record here: the last column says why`,
    ],
    [count('marked') + count('policy'), t`are to have no PTR record`],
    [count('wildcard') + count('glue'), t`are addresses of wildcards or below a zone cut`],
  ];
  const width = Math.max(...told.map(([number]) => number.toLocaleString('en').length));
  for (const [number, text] of told) {
    if (number > 0) lines.push(`  ${number.toLocaleString('en').padStart(width)}  ${text}`);
  }
  return lines;
}

function lineOf(agreement: Agreement, row: number, folder: string, bufferOf: BufferOf): Line {
  const { hosts, zones, names } = agreement;
  return row < hosts.count ? hostLine(agreement, row, folder, bufferOf) : ptrLine();

  function ptrLine(): Line {
    const ptr = row - hosts.count;
    const { ptrs } = agreement;
    const zone = zones[ptrs.zones[ptr]];
    return {
      address: addressText(agreement.octetsOf(ptr) ?? []),
      name: '-',
      view: zone.options.view,
      ptr: names.text(ptrs.targets[ptr]),
      place: placeText(zone, ptrs.refs[ptr], folder, bufferOf),
      says: t`nothing backs the PTR record: ${names.text(ptrs.targets[ptr])} does not have this address`,
    };
  }
}

function hostLine(agreement: Agreement, row: number, folder: string, bufferOf: BufferOf): Line {
  const { hosts, zones, names } = agreement;
  const zone = zones[hosts.zones[row]];
  return {
    address: addressText(hosts.addresses.at(row)),
    name: names.text(hosts.owners[row]),
    view: zone.options.view,
    ptr: ptrsOf(agreement, row),
    place: placeText(zone, hosts.refs[row], folder, bufferOf),
    says: saysOf(agreement, row, folder),
  };
}

/** The names in the PTR records of a row's address, in the zone where they belong. */
function ptrsOf({ names, hostStates, ptrs, ptrsAt, placeNames, placeZones }: Agreement, row: number): string {
  if (hostStates[row] === 'other-view') return '-';
  const targets: string[] = [];
  for (let ptr = ptrsAt.first(placeNames[row] as NameId); ptr >= 0; ptr = ptrsAt.next(ptr)) {
    if (ptrs.zones[ptr] === placeZones[row]) targets.push(names.text(ptrs.targets[ptr]));
  }
  if (targets.length === 0) return '-';
  const more = targets.length - MOST_PTRS;
  return more > 0 ? `${targets.slice(0, MOST_PTRS).join(' ')} +${more}` : targets.join(' ');
}

/** What there is to say of a row. */
function saysOf(
  { hosts, hostStates, placeZones, placeNames, zones, names }: Agreement,
  row: number,
  folder: string,
): string {
  const place = zones[placeZones[row]];
  const zone = place ? names.text(place.model.apex) : '';
  const file = place ? fileText(place.options.uri, folder) : '';
  const SAYS: Record<HostState, () => string> = {
    agrees: () => t`agrees`,
    missing: () => t`no PTR record; it belongs into ${file}`,
    differs: () => t`the PTR record names another host, which does not have this address as far as is known here`,
    other: () => t`the PTR record names another host of this address`,
    wildcard: () => t`a wildcard is no host`,
    answered: () => t`a wildcard of ${zone} answers`,
    glue: () => t`below a zone cut: its own zone says it`,
    marked: () => t`marked as no-ptr`,
    policy: () => t`the setting bailiwick.ptr.networks is off for it`,
    fetched: () => t`no PTR record; ${zone} is fetched from another server, so it is to be written there`,
    'no-zone': () => t`no reverse zone`,
    'other-view': () =>
      t`no reverse zone in view ${zones[hosts.zones[row]].options.view}; ${zone} is in view ${place?.options.view ?? ''}`,
    unclear: () => t`several reverse zones are as near`,
    delegated: () => t`${zone} delegates it to servers whose zone is not here`,
    alias: () => t`a CNAME in ${zone} leads to ${names.text(placeNames[row] as NameId)}, whose zone is not here`,
  };
  return SAYS[hostStates[row]]();
}

function placeText(zone: Zone, ref: RecordRef, folder: string, bufferOf: BufferOf): string {
  const made = zone.model.generatedBy(ref);
  const { document, chunk, entry } = zone.model.record(made ?? ref);
  const line = bufferOf(document.uri)?.positionAt(chunk.offset + chunk.starts[entry]).line ?? 0;
  return `${fileText(document.uri, folder)}:${line + 1}`;
}

function fileText(uri: string, folder: string): string {
  return decoded(uri.startsWith(folder) ? uri.slice(folder.length) : uri);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The folder that all zones lie in, with its slash. */
export function commonFolder(zones: readonly Zone[]): string {
  let common: string | undefined;
  for (const { options } of zones) {
    const folder = options.uri.slice(0, options.uri.lastIndexOf('/') + 1);
    common ??= folder;
    while (!folder.startsWith(common)) common = common.slice(0, common.lastIndexOf('/', common.length - 2) + 1);
  }
  return common ?? '';
}

/** Adds lines in columns, under their titles; a column that has nothing in it is left out, and an address is written once. */
function* layOut(lines: readonly Line[], out: string[]): Steps<void> {
  const titles: Line = {
    address: t`ADDRESS`,
    name: t`NAME`,
    view: t`VIEW`,
    ptr: 'PTR',
    place: t`FILE`,
    says: t`WHAT`,
  };
  const columns = (['address', 'name', 'view', 'ptr', 'place', 'says'] as const).filter(
    (column) => column === 'says' || lines.some((line) => line[column] !== ''),
  );
  const widths = columns.map((column) =>
    lines.reduce((width, line) => Math.max(width, Math.min(WIDEST, line[column].length)), titles[column].length),
  );
  const row = (line: Line, before: Line | undefined): string =>
    columns
      .map((column, i) => {
        const word = column === 'address' && before?.address === line.address ? '' : line[column] || '-';
        return i === columns.length - 1 ? word : word.padEnd(widths[i]);
      })
      .join('  ');
  out.push(row(titles, undefined));
  for (const [i, line] of lines.entries()) {
    if (i % PART === PART - 1) yield;
    out.push(row(line, lines[i - 1]));
  }
}
