/** What several test cases say or ask in the same way. */
import { RCODE } from '../../../dns/codes.ts';
import { TYPE } from '../../../dns/types.ts';
import { marked } from '../../../l10n.ts';
import type { Conversation } from '../../conversation.ts';
import type { ResponseMessage } from '../../messages.ts';
import type { TagRow } from '../contract.ts';
import { answersOf, type Soa, soaOf } from '../records.ts';
import { type OfServer, uniqueAddresses, type World } from '../world.ts';

/** A server that is silent is told of by CONNECTIVITY01 and 02; the others only note that they know nothing of it. */
export const NO_RESPONSE = { level: 'debug', message: marked('{ns} does not answer.') } as const satisfies TagRow;

export const NO_RESPONSE_SOA_QUERY = {
  level: 'debug',
  message: marked('{ns} has no SOA record of the zone in its answer.'),
} as const satisfies TagRow;

/** The same of no server in particular. */
export const NO_SOA_ANSWER = {
  level: 'debug',
  message: marked('No server has an SOA record of the zone in an answer.'),
} as const satisfies TagRow;

/** What the servers of the delegation and of the zone answer, each pair of name and address. */
export function* askAllServers(world: World, type: number): Conversation<readonly OfServer[]> {
  return yield* world.askEach(yield* world.servers(), { name: world.zone, type });
}

/** The same, each address once. */
export function* askAllAddresses(world: World, type: number): Conversation<readonly OfServer[]> {
  return yield* world.askEach(uniqueAddresses(yield* world.servers()), { name: world.zone, type });
}

/** Whether the response is NOERROR, with authority, and has the zone's SOA record. */
export function hasAuthoritativeSoa(response: ResponseMessage | undefined, zone: string): response is ResponseMessage {
  return response?.rcode === RCODE.NOERROR && response.flags.aa && answersOf(response, zone, TYPE.SOA).length > 0;
}

/** The zone's SOA record by the first server that has it with authority. */
export function* zoneSoa(world: World): Conversation<Soa | undefined> {
  for (const { response } of yield* askAllAddresses(world, TYPE.SOA)) {
    if (hasAuthoritativeSoa(response, world.zone)) return soaOf(answersOf(response, world.zone, TYPE.SOA)[0]);
  }
  return undefined;
}

/** Puts the servers together whose value is the same; values in the order in which they are met. */
export function groupedBy<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): ReadonlyMap<Key, readonly Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** Whether the name is the root, a top-level domain, or in .arpa: nobody writes mail there. */
export function isNoMailDomain(zone: string): boolean {
  return zone === '.' || isTopLevel(zone) || /(?:^|\.)arpa\.$/.test(zone);
}

export function isTopLevel(zone: string): boolean {
  return /^(?:[^.\\]|\\.)+\.$/.test(zone);
}
