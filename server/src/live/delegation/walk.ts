/**
 * The way from the root to the zone: which servers are the parent's, and what each of them says of the zone. Every server on the way is
 * asked for the SOA and NS records of the zone that it is named for, and then for the SOA record of one label more at a time.
 *
 * Bounds: 256 servers (an address and the zone that it is asked for), 64 names of name servers of one zone. What goes beyond them is left
 * out, and said.
 */
import { RCODE } from '../../dns/codes.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { type Conversation, tell } from '../conversation.ts';
import { type ResponseMessage, rdataText } from '../messages.ts';
import { together } from '../together.ts';
import { type LookUp, type Servers, serversIn } from './lookUp.ts';
import type { Outcome, Query } from './questions.ts';
import {
  answersOf,
  labelsOf,
  lastLabels,
  nameKey,
  recordsOf,
  referralIn,
  refersTo,
  shownName,
  targetOf,
} from './records.ts';

const MAX_SERVERS = 256;
export const MAX_NAMES = 64;

/** A name server at one of its addresses. */
export interface NameServer {
  readonly name: string;
  readonly address: string;
}

/** What a server of the parent says of the zone. */
export type Said = 'delegation' | 'soa' | 'nxdomain' | 'cname' | 'cname-referral' | 'dname' | 'nodata';

/** A server of what it takes for the parent zone. */
export interface ParentServer {
  readonly address: string;
  /** Every name that it was met under. */
  readonly names: readonly string[];
  /** The zone that it is a server of. */
  readonly zone: string;
  readonly said: Said;
  /** Where a DNAME leads. */
  readonly target?: string;
}

/** A response on the way that is none of those that a server of the zone has. */
export interface Oddity {
  readonly server: NameServer;
  readonly name: string;
  readonly type: number;
}

export interface Walk {
  readonly parents: readonly ParentServer[];
  readonly oddities: readonly Oddity[];
}

/** What a walk needs of the world. */
export interface Way {
  readonly zone: string;
  /** Where it begins: the servers of the root, or of a zone on the way. */
  readonly start: { readonly zone: string; readonly servers: Servers };
  ask(address: string, query: Query): Conversation<Outcome>;
  lookUp(name: string, type: number): Conversation<LookUp>;
  /** Takes a sentence on what is left out. */
  note(sentence: string): void;
}

interface Stop {
  readonly zone: string;
  readonly address: string;
  readonly names: Set<string>;
}

/** What one server led to. */
interface Step {
  readonly parent?: Omit<ParentServer, 'names'>;
  readonly oddity?: Omit<Oddity, 'server'>;
  readonly next: readonly { readonly zone: string; readonly servers: Servers }[];
}

/** The way to the zone, which is not the root. */
export function* walk(way: Way): Conversation<Walk> {
  const stops = new Map<string, Stop>();
  const waiting: Stop[] = [];
  const add = (zone: string, servers: Servers): void => {
    for (const [name, addresses] of servers) {
      for (const address of addresses) {
        const key = `${zone} ${address}`;
        const known = stops.get(key);
        if (known) known.names.add(name);
        else if (stops.size >= MAX_SERVERS)
          way.note(
            t`More than ${MAX_SERVERS} servers are on the way to ${shownName(way.zone)}: the others were not asked.`,
          );
        else {
          const stop = { zone, address, names: new Set([name]) };
          stops.set(key, stop);
          waiting.push(stop);
        }
      }
    }
  };
  add(way.start.zone, way.start.servers);
  const parents: (Omit<ParentServer, 'names'> & { readonly stop: Stop })[] = [];
  const oddities: Oddity[] = [];
  while (waiting.length > 0) {
    const round = waiting.splice(0);
    const zones = [...new Set(round.map(({ zone }) => shownName(zone)))];
    yield* tell(t`Asks ${round.length} servers of ${zones.join(', ')} for ${shownName(way.zone)}.`);
    const steps = yield* together(round.map((stop) => visit(way, stop)));
    for (const [index, { parent, oddity, next }] of steps.entries()) {
      const stop = round[index];
      const [name] = stop.names;
      if (parent) parents.push({ ...parent, stop });
      if (oddity) oddities.push({ ...oddity, server: { name, address: stop.address } });
      for (const { zone, servers } of next) add(zone, servers);
    }
  }
  return {
    parents: parents.map(({ stop, ...parent }) => ({ ...parent, names: [...stop.names] })),
    oddities,
  };
}

/** Asks one server for its zone, and then for the names between it and the zone that is looked for. */
function* visit(way: Way, { zone: first, address }: Stop): Conversation<Step> {
  const next: { zone: string; servers: Servers }[] = [];
  const depth = labelsOf(way.zone).length;
  let zone = first;
  const own = yield* zoneServersFrom(way, address, zone);
  if ('oddity' in own) return { oddity: own.oddity, next };
  next.push({ zone, servers: own.servers });
  for (let count = labelsOf(zone).length + 1; count <= depth; count++) {
    const name = lastLabels(way.zone, count);
    const isChild = count === depth;
    const oddity = { name, type: TYPE.SOA };
    const { response } = yield* way.ask(address, { name, type: TYPE.SOA });
    if (!response) return { oddity, next };
    const parent = (said: Said, target?: string): Step => ({
      parent: { address, zone, said, ...(target !== undefined && { target }) },
      next,
    });
    const isAuthority = response.flags.aa && response.rcode === RCODE.NOERROR;
    if (isAuthority && answersOf(response, name, TYPE.SOA).length === 1) {
      if (isChild) return parent('soa');
      const below = yield* zoneServersFrom(way, address, name, true);
      if ('oddity' in below) return { oddity: below.oddity, next };
      next.push({ zone: name, servers: below.servers });
      zone = name;
    } else if (response.flags.aa && response.rcode === RCODE.NXDOMAIN) return parent('nxdomain');
    else if (refersTo(response, name)) {
      if (isChild) return parent('delegation');
      next.push({ zone: name, servers: yield* withAddresses(way, serversIn(response, referralIn(response))) });
      return { next };
    } else if (isAuthority) {
      if (!isChild) continue;
      if (answersOf(response, name, TYPE.CNAME).length > 0) return parent('cname');
      const target = yield* dnameOf(way, address);
      return target === undefined ? parent('nodata') : parent('dname', target);
    } else {
      if (isChild && referralIn(response).length > 0 && answersOf(response, name, TYPE.CNAME).length > 0)
        return parent('cname-referral');
      return { oddity, next };
    }
  }
  return { next };
}

type Own = { readonly servers: Servers } | { readonly oddity: Omit<Oddity, 'server'> };

/** The servers that a server of the zone names for it, with their addresses; or the question that it does not answer as one of them does. */
function* zoneServersFrom(way: Way, address: string, zone: string, hasSoa = false): Conversation<Own> {
  if (!hasSoa) {
    const { response } = yield* way.ask(address, { name: zone, type: TYPE.SOA });
    const records = response && authoritative(response, TYPE.SOA);
    if (records?.length !== 1 || nameKey(records[0].owner) !== zone) return { oddity: { name: zone, type: TYPE.SOA } };
  }
  const { response } = yield* way.ask(address, { name: zone, type: TYPE.NS });
  const records = response ? authoritative(response, TYPE.NS) : [];
  if (!response || records.length === 0 || records.some(({ owner }) => nameKey(owner) !== zone)) {
    return { oddity: { name: zone, type: TYPE.NS } };
  }
  return { servers: yield* withAddresses(way, serversIn(response, records)) };
}

function authoritative(response: ResponseMessage, type: number): ReturnType<typeof recordsOf> {
  if (!response.flags.aa || response.rcode !== RCODE.NOERROR) return [];
  return recordsOf(response, 'answer', type);
}

/** Looks up the addresses that did not come along. */
function* withAddresses(way: Way, servers: Servers): Conversation<Servers> {
  const names = [...servers.keys()].slice(0, MAX_NAMES);
  if (names.length < servers.size) {
    way.note(
      t`A zone on the way to ${shownName(way.zone)} has ${servers.size} name servers: ${MAX_NAMES} of them were asked.`,
    );
  }
  const all = yield* together(names.map((name) => addressesOf(way, name, servers.get(name)!)));
  return new Map(names.map((name, index) => [name, all[index]]));
}

function* addressesOf(way: Way, name: string, known: readonly string[]): Conversation<readonly string[]> {
  const missing = [TYPE.A, TYPE.AAAA].filter(
    (type) => !known.some((address) => (type === TYPE.AAAA) === address.includes(':')),
  );
  const found = yield* together(missing.map((type) => way.lookUp(name, type)));
  return [...new Set([...known, ...found.flatMap(({ records }) => records.map(rdataText))])];
}

/** Where a DNAME at the zone's name leads, by that server. */
function* dnameOf(way: Way, address: string): Conversation<string | undefined> {
  const { response } = yield* way.ask(address, { name: way.zone, type: TYPE.DNAME });
  if (!response?.flags.aa || response.rcode !== RCODE.NOERROR) return undefined;
  const [record] = answersOf(response, way.zone, TYPE.DNAME);
  return record && targetOf(record);
}
