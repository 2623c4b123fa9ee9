/**
 * The boxes and arrows of a picture. A column for each zone, and behind the last one a column for its name servers and one for their addresses.
 * At most 40 boxes: what works is folded first, addresses before servers, and a box says how many it stands for.
 */
import { listed, t } from '../../l10n.ts';
import type { Chain, ChainAddress, ChainKeys, ChainServer, ChainZone, Fault, Part, State } from './chain.ts';

export const MAX_BOXES = 40;
/** Zones above the last one that are shown; the ones between are folded. */
const MAX_ZONES = 8;
/** Keys and DS records that one box names. */
const MAX_NAMED = 4;

export interface Box {
  readonly id: string;
  /** From the left, 0 is the first zone. */
  readonly column: number;
  readonly title: string;
  readonly lines: readonly string[];
  readonly state: State;
  readonly href?: string;
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** What leads there: `NS`, `DS 12345`, `glue`. */
  readonly words: string;
  readonly state: State;
  readonly faults: readonly Fault[];
}

export interface Graph {
  /** What stands above each column. */
  readonly columns: readonly string[];
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

/** How servers and addresses are shown so that all fits. */
interface Folded {
  readonly servers: readonly { readonly server: ChainServer; readonly addresses: readonly ChainAddress[] }[];
  /** Servers that no box of their own stands for. */
  readonly hidden: readonly ChainServer[];
}

function isQuiet({ state, faults }: Part): boolean {
  return state !== 'broken' && faults.length === 0;
}

function isQuietServer(server: ChainServer): boolean {
  return isQuiet(server) && server.addresses.every(isQuiet);
}

function firstRank({ faults }: Part): number {
  return Math.min(Number.POSITIVE_INFINITY, ...faults.map(({ rank }) => rank));
}

function rankOf(server: ChainServer): number {
  return Math.min(firstRank(server), ...server.addresses.map(firstRank));
}

/** Chooses what has a box of its own, where there is room for `room` boxes. */
function fold(servers: readonly ChainServer[], room: number): Folded {
  const all = servers.map((server) => ({ server, addresses: server.addresses }));
  const count = (shown: Folded['servers']): number =>
    shown.reduce((sum, { addresses }) => sum + 1 + addresses.length, 0);
  if (count(all) <= room) return { servers: all, hidden: [] };
  const withoutQuiet = all.map(({ server, addresses }) => ({
    server,
    addresses: addresses.filter((address) => !isQuiet(address)),
  }));
  if (count(withoutQuiet) <= room) return { servers: withoutQuiet, hidden: [] };
  // What is broken comes in the order of its causes, so that the first one is never folded; one box is for the rest.
  const byRank = [...withoutQuiet].sort((a, b) => rankOf(a.server) - rankOf(b.server));
  const shown: { server: ChainServer; addresses: readonly ChainAddress[] }[] = [];
  let left = room - 1;
  for (const { server, addresses } of byRank) {
    if (left < 1 || (isQuietServer(server) && shown.length > 0)) break;
    const some = [...addresses].sort((a, b) => firstRank(a) - firstRank(b)).slice(0, left - 1);
    shown.push({ server, addresses: some });
    left -= 1 + some.length;
  }
  const isShown = new Set(shown.map(({ server }) => server));
  return { servers: shown, hidden: servers.filter((server) => !isShown.has(server)) };
}

const SOURCE_WORDS: Readonly<Record<ChainAddress['source'], () => string>> = {
  glue: () => t`glue`,
  zone: () => t`address`,
  both: () => t`glue and address`,
};

function transportWords({ transports }: ChainAddress): string[] {
  const named = (state: State): string =>
    listed(transports.filter((one) => one.state === state).map(({ name }) => name));
  const lines: string[] = [];
  if (named('sound')) lines.push(t`answers over ${named('sound')}`);
  if (named('broken')) lines.push(t`no answer over ${named('broken')}`);
  if (named('unknown')) lines.push(t`not asked over ${named('unknown')}`);
  return lines;
}

function some(items: readonly string[]): string[] {
  if (items.length <= MAX_NAMED) return [...items];
  return [...items.slice(0, MAX_NAMED), t`and ${items.length - MAX_NAMED} more`];
}

function keysBox({ keys, state, href }: ChainKeys, column: number): Box {
  const lines = keys.map(({ tag, algorithm, isEntry }) => `${isEntry ? 'KSK' : 'ZSK'} ${tag} ${algorithm}`);
  const title = keys.length > 0 ? 'DNSKEY' : t`not signed`;
  return { id: `keys${column}`, column, title, lines: some(lines), state, ...(href && { href }) };
}

function zoneLines({ servers }: ChainZone): string[] {
  const addresses = servers.reduce((sum, server) => sum + server.addresses.length, 0);
  if (servers.length === 0) return [t`no name servers`];
  return [t`name servers: ${servers.length}`, t`addresses: ${addresses}`];
}

function serverLines({ inParent, inChild, addresses }: ChainServer, shown: number): string[] {
  const lines: string[] = [];
  if (inParent && !inChild) lines.push(t`only the parent has it`);
  if (inChild && !inParent) lines.push(t`only the zone has it`);
  if (addresses.length === 0) lines.push(t`no address`);
  else if (shown < addresses.length) lines.push(t`${addresses.length - shown} more addresses: no fault`);
  return lines;
}

function columnWords(zones: readonly ChainZone[]): string[] {
  return zones.map(({ name }, i) => {
    if (name === '.') return t`root`;
    return i === zones.length - 1 ? t`zone` : t`zone above`;
  });
}

/** Zones from the first to the last, without those between where there are very many. */
function shownZones(zones: readonly ChainZone[]): readonly ChainZone[] {
  if (zones.length <= MAX_ZONES) return zones;
  return [...zones.slice(0, 2), ...zones.slice(zones.length - MAX_ZONES + 2)];
}

/** The boxes and arrows that show a chain. */
export function graphOf({ zones: all }: Chain): Graph {
  const zones = shownZones(all);
  const boxes: Box[] = [];
  const arrows: Arrow[] = [];
  for (const [column, zone] of zones.entries()) {
    const { name, state, href, keys, faults } = zone;
    boxes.push({ id: `zone${column}`, column, title: name, lines: zoneLines(zone), state, ...(href && { href }) });
    if (column > 0) arrows.push({ from: `zone${column - 1}`, to: `zone${column}`, words: 'NS', state, faults });
    if (!keys) continue;
    boxes.push(keysBox(keys, column));
    if (column === 0 || !zones[column - 1].keys) continue;
    const words = keys.ds.length > 0 ? some(keys.ds).join(', ') : t`no DS`;
    arrows.push({ from: `keys${column - 1}`, to: `keys${column}`, words, state: keys.state, faults: keys.faults });
  }
  const last = zones.at(-1);
  const columns = columnWords(zones);
  if (!last || last.servers.length === 0) return { columns, boxes, arrows };

  const { servers, hidden } = fold(last.servers, MAX_BOXES - boxes.length);
  const end = zones.length - 1;
  columns.push(t`name servers`);
  if (servers.some(({ addresses }) => addresses.length > 0)) columns.push(t`addresses`);
  for (const [i, { server, addresses }] of servers.entries()) {
    const { name: title, state, faults, href } = server;
    const id = `server${i}`;
    const lines = serverLines(server, addresses.length);
    boxes.push({ id, column: end + 1, title, lines, state, ...(href && { href }) });
    arrows.push({ from: `zone${end}`, to: id, words: 'NS', state, faults });
    for (const [j, address] of addresses.entries()) {
      const to = `${id}address${j}`;
      const box = { id: to, column: end + 2, title: address.address, lines: transportWords(address) };
      boxes.push({ ...box, state: address.state, ...(address.href && { href: address.href }) });
      const words = SOURCE_WORDS[address.source]();
      arrows.push({ from: id, to, words, state: address.state, faults: address.faults });
    }
  }
  if (hidden.length > 0) {
    const quiet = hidden.filter(isQuietServer).length;
    const lines = quiet > 0 ? [t`without a fault: ${quiet}`] : [];
    if (quiet < hidden.length) lines.push(t`with faults: ${hidden.length - quiet}`);
    const state: State = quiet < hidden.length ? 'broken' : 'sound';
    boxes.push({ id: 'rest', column: end + 1, title: t`${hidden.length} more name servers`, lines, state });
    arrows.push({ from: `zone${end}`, to: 'rest', words: 'NS', state, faults: [] });
  }
  return { columns, boxes, arrows };
}
