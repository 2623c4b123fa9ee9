/** What the tests on DNSSEC have in common: the servers by their addresses, questions with DNSSEC's records, signatures verified. */
import { DNSSEC_ALGORITHM_ROWS, valueByNumber } from '../../../dns/algorithms.ts';
import { RCODE } from '../../../dns/codes.ts';
import { TYPE } from '../../../dns/types.ts';
import type { Conversation } from '../../conversation.ts';
import { type Dnskey, type Rrset, type Rrsig, readDnskey, rrsetOf } from '../../dnssec/records.ts';
import { cryptoFault, isSupported, MAX_KEYS_OF_TAG, type Verifying } from '../../dnssec/verify.ts';
import type { ResponseMessage } from '../../messages.ts';
import { nameKey } from '../records.ts';
import type { NameServer } from '../walk.ts';
import { pairsOf, serverNames, uniqueAddresses, type World } from '../world.ts';

/** Signatures that are tried in one run, whatever the servers send. */
const MAX_SIGNATURES = 4000;

/** Servers, each asked once at each address, and told by all of its names. */
export interface Asked {
  readonly rows: readonly { readonly address: string; readonly response: ResponseMessage | undefined }[];
  /** `name/address` of those at the addresses. */
  names(addresses: Iterable<string>): string[];
}

function* askAll(world: World, servers: readonly NameServer[], type: number, plain?: true): Conversation<Asked> {
  const query = plain ? { name: world.zone, type } : { name: world.zone, type, edns: { do: true } as const };
  const rows = yield* world.askEach(uniqueAddresses(servers), query);
  return {
    rows: rows.map(({ server, response }) => ({ address: server.address, response })),
    names: (addresses) => {
      const wanted = new Set(addresses);
      return serverNames(servers.filter(({ address }) => wanted.has(address)));
    },
  };
}

/** Asks all servers of the delegation and of the zone for the zone's own records of a type. */
export function* askZone(world: World, type: number, plain?: true): Conversation<Asked> {
  return yield* askAll(world, yield* world.servers(), type, plain);
}

/** Asks the servers of the parent for the zone's DS records; nobody where the zone has no parent that is asked. */
export function* askParent(world: World): Conversation<Asked> {
  return yield* askAll(world, pairsOf(yield* world.parent()), TYPE.DS);
}

/** What a server says with authority and without an error; undefined otherwise. */
export function authoritative(response: ResponseMessage | undefined): ResponseMessage | undefined {
  return response?.flags.aa && response.rcode === RCODE.NOERROR ? response : undefined;
}

/** The same of a server that speaks DNSSEC: it repeats the DO flag. */
export function authoritativeSigned(response: ResponseMessage | undefined): ResponseMessage | undefined {
  return authoritative(response?.edns?.do ? response : undefined);
}

/** The zone's RRset of a type in an answer section, with its signatures. */
export function ownSet(response: ResponseMessage, world: World, type: number): Rrset | undefined {
  return rrsetOf(response.answer, world.zone, type);
}

export function keysIn(response: ResponseMessage | undefined, world: World): readonly Dnskey[] {
  const set = response && ownSet(response, world, TYPE.DNSKEY);
  return set?.records.flatMap((record) => readDnskey(record) ?? []) ?? [];
}

/** The keys of each server that answers with authority, and those that have none. */
export function* keysByServer(world: World): Conversation<{
  readonly asked: Asked;
  readonly keys: ReadonlyMap<string, { readonly keys: readonly Dnskey[]; readonly set: Rrset }>;
  readonly without: readonly string[];
  readonly ignored: readonly string[];
}> {
  const asked = yield* askZone(world, TYPE.DNSKEY);
  const keys = new Map<string, { keys: readonly Dnskey[]; set: Rrset }>();
  const without: string[] = [];
  const ignored: string[] = [];
  for (const { address, response } of asked.rows) {
    const sound = authoritative(response);
    const set = sound && ownSet(sound, world, TYPE.DNSKEY);
    if (!sound) ignored.push(address);
    else if (set) keys.set(address, { keys: keysIn(sound, world), set });
    else without.push(address);
  }
  return { asked, keys, without, ignored };
}

const VERIFYING = new WeakMap<World, Verifying>();

/** What signatures are verified with in a run, of which nobody may make too many. */
export function verifyingOf(world: World): Verifying {
  let verifying = VERIFYING.get(world);
  if (!verifying) {
    const { now, verifier = () => undefined } = world.subject;
    verifying = { verifier, now: Math.floor(now.getTime() / 1000), budget: { signatures: MAX_SIGNATURES } };
    VERIFYING.set(world, verifying);
  }
  return verifying;
}

/**
 * What cryptography says of a signature by the keys with its tag, whatever its times and their flags:
 * - holds, wrong
 * - unknown: there is no such key
 * - unsupported: the algorithm is not verified here
 */
export type Held = 'holds' | 'wrong' | 'unknown' | 'unsupported';

export function* held(set: Rrset, signature: Rrsig, keys: readonly Dnskey[], world: World): Conversation<Held> {
  const how = verifyingOf(world);
  const fitting = keys.filter(({ tag }) => tag === signature.tag);
  if (fitting.length === 0) return 'unknown';
  if (!isSupported(signature.algorithm, how)) return 'unsupported';
  let found: Held = 'wrong';
  for (const key of fitting.slice(0, MAX_KEYS_OF_TAG)) {
    if (key.algorithm !== signature.algorithm || nameKey(signature.signer) !== world.zone) continue;
    const fault = yield* cryptoFault(set, signature, key, how);
    if (fault === undefined) return 'holds';
    if (fault === 'unsupported') found = fault;
  }
  return found;
}

/** Whether a key signed the RRset; whether the signature holds is told of the signature. */
export function isSignedBy({ signatures }: Rrset, { tag, algorithm }: Dnskey): boolean {
  return signatures.some((one) => one.tag === tag && one.algorithm === algorithm);
}

/** Addresses by what was found at them: a tag, or several numbers. */
export class Found<Key> {
  readonly #rows = new Map<string, { readonly key: Key; readonly addresses: Set<string> }>();

  add(key: Key, address: string): void {
    const text = JSON.stringify(key);
    const row = this.#rows.get(text) ?? { key, addresses: new Set() };
    this.#rows.set(text, row);
    row.addresses.add(address);
  }

  get rows(): readonly { readonly key: Key; readonly addresses: ReadonlySet<string> }[] {
    return [...this.#rows.values()];
  }

  get addresses(): ReadonlySet<string> {
    return new Set(this.rows.flatMap(({ addresses }) => [...addresses]));
  }
}

/** What an algorithm is called. */
export function mnemonicOf(algorithm: number): string {
  return valueByNumber(DNSSEC_ALGORITHM_ROWS, algorithm)?.mnemonic || String(algorithm);
}
