/**
 * What a test case looks at: the zone, its parent, its delegation and its own name servers, each found when it is first asked for, and
 * the way to ask them. Nothing is asked twice.
 *
 * Bounds: 64 names and 64 addresses of name servers of the zone.
 */
import { RCODE } from '../../dns/codes.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { ask, type Conversation, tell } from '../conversation.ts';
import type { Verifier } from '../dnssec/keys.ts';
import { type ResponseMessage, rdataText } from '../messages.ts';
import { together } from '../together.ts';
import { type Cuts, type LookUp, lookUp, lookUpAt, type Servers, serversIn } from './lookUp.ts';
import { type Asking, familyOf, type Outcome, type Query, Questions } from './questions.ts';
import {
  answersOf,
  isInDomain,
  labelsOf,
  nameAbove,
  nameKey,
  referralIn,
  refersTo,
  shownName,
  targetOf,
} from './records.ts';
import { MAX_NAMES, type NameServer, type Walk, walk } from './walk.ts';

const MAX_ADDRESSES = 64;

/** Zonemaster's service, in the form of Team Cymru. */
const PREFIX_ZONE = 'asnlookup.zonemaster.net.';

export type { NameServer } from './walk.ts';

/** A DS record as somebody is about to hand it in. */
export interface GivenDs {
  readonly keyTag: number;
  readonly algorithm: number;
  readonly digestType: number;
  readonly digest: Uint8Array;
}

/** What is tested, and from where. */
export interface Subject {
  /** The zone's name, absolute. */
  readonly zone: string;
  /** Servers of the root, or of another zone above, where the way begins. */
  readonly start: { readonly zone: string; readonly servers: Servers };
  /** The servers of the root, where the way begins elsewhere: names of other zones are looked up from there. */
  readonly roots?: Servers;
  /** The delegation as it is to be: these servers are looked at instead of the parent's. */
  readonly undelegated?: Servers;
  readonly ds?: readonly GivenDs[];
  /** Where prefixes and AS numbers are looked up, by name (Cymru's form). */
  readonly prefixZone?: string;
  /** The root is one of a network of its own, whose addresses need not be routed on the internet. */
  readonly isPrivate?: true;
  /** For signatures, and what they are verified with; none is where it is absent. */
  readonly now: Date;
  readonly verifier?: Verifier;
}

/** The response of one server; undefined where there is none. */
export interface OfServer {
  readonly server: NameServer;
  readonly response: ResponseMessage | undefined;
}

/** The pairs of name and address of a set of servers. */
export function pairsOf(servers: Servers | undefined): readonly NameServer[] {
  return [...(servers ?? [])].flatMap(([name, addresses]) => addresses.map((address) => ({ name, address })));
}

/** `name/address`, as arguments have it. */
export function serverName({ name, address }: NameServer): string {
  return `${shownName(name)}/${address}`;
}

/** `name/address` of each, sorted, each once. */
export function serverNames(servers: readonly NameServer[]): string[] {
  return [...new Set(servers.map(serverName))].sort();
}

/** The addresses of several, each once, in the order in which they are met. */
export function addressesOf(servers: readonly NameServer[]): string[] {
  return [...new Set(servers.map(({ address }) => address))];
}

/** Puts the servers of several sets together. */
export function merged(...sets: readonly (Servers | undefined)[]): Servers {
  const all = new Map<string, string[]>();
  for (const set of sets) {
    for (const [name, addresses] of set ?? []) all.set(name, [...new Set([...(all.get(name) ?? []), ...addresses])]);
  }
  return all;
}

export class World {
  readonly zone: string;
  readonly subject: Subject;
  readonly questions: Questions;
  /** What was left out because of a bound, in sentences. */
  readonly left = new Set<string>();
  readonly #cuts: Cuts;
  readonly #known = new Map<string, { readonly value: unknown }>();

  constructor(subject: Subject, asking: Asking = {}) {
    this.zone = nameKey(subject.zone);
    this.subject = subject;
    this.questions = new Questions(asking);
    const { start, roots, undelegated } = subject;
    const zones = new Map<string, Servers>([...(roots ? [['.', roots] as const] : []), [start.zone, start.servers]]);
    if (undelegated) zones.set(this.zone, undelegated);
    this.#cuts = { zones, fixed: new Set(zones.keys()) };
  }

  /** Whether the delegation is tested before it is made. */
  get isUndelegated(): boolean {
    return this.subject.undelegated !== undefined;
  }

  /** The zone of the service that says which network announces an address. */
  get prefixZone(): string {
    return this.subject.prefixZone ?? PREFIX_ZONE;
  }

  /** Whether servers at such addresses are asked. */
  isAsked(address: string): boolean {
    return this.questions.isAsked(familyOf(address));
  }

  /** Asks one server; what came, and why nothing did. */
  ask(address: string, query: Query): Conversation<Outcome> {
    return this.questions.ask(address, query);
  }

  /** Asks one server; undefined where no response came. */
  *response(address: string, query: Query): Conversation<ResponseMessage | undefined> {
    return (yield* this.questions.ask(address, query)).response;
  }

  /** Asks the servers at once. Those of a family that is not asked are left out. */
  *askEach(servers: readonly NameServer[], query: Query): Conversation<readonly OfServer[]> {
    const asked = servers.filter(({ address }) => this.isAsked(address));
    const outcomes = yield* together(asked.map(({ address }) => this.ask(address, query)));
    return asked.map((server, index) => ({ server, response: outcomes[index].response }));
  }

  /** Of servers that seem silent, those that answer from another address, with that address. */
  *sourcesOf(servers: readonly NameServer[]): Conversation<readonly (readonly [NameServer, string])[]> {
    const asks = servers.map(({ address }) =>
      this.questions.askFromAnywhere(address, { name: this.zone, type: TYPE.SOA }),
    );
    const answers = yield* together(asks.map((one) => ask(one)));
    return servers.flatMap((server, index) => {
      const { result } = answers[index];
      return result.kind === 'reply' && result.from !== undefined ? [[server, result.from] as const] : [];
    });
  }

  /** Looks a name up as a resolver does; the delegation that is to be is respected. */
  lookUp(name: string, type: number): Conversation<LookUp> {
    return this.#once(`${nameKey(name)} ${type}`, () => lookUp(this.questions, this.#cuts, name, type));
  }

  /** The same, with a server of the zone asked first. */
  lookUpAt(address: string, name: string, type: number): Conversation<LookUp> {
    return lookUpAt(this.questions, this.#cuts, this.zone, address, nameKey(name), type);
  }

  /** The addresses of a name, both families, aliases followed. */
  *addresses(name: string): Conversation<readonly string[]> {
    const found = yield* together([TYPE.A, TYPE.AAAA].map((type) => this.lookUp(name, type)));
    return [...new Set(found.flatMap(({ records }) => records.map(rdataText)))];
  }

  /** The way from the root to the zone. */
  walk(): Conversation<Walk> {
    return this.#once('walk', function* (this: World): Conversation<Walk> {
      const { start } = this.subject;
      const found = yield* walk({
        zone: this.zone,
        start,
        ask: (address, query) => this.ask(address, query),
        lookUp: (name, type) => this.lookUp(name, type),
        note: (sentence) => void this.left.add(sentence),
      });
      return found;
    });
  }

  /** The zones above that were met on the way, from where it began, with the servers that are known of each. */
  zonesAbove(): ReadonlyMap<string, Servers> {
    const above = [...this.#cuts.zones].filter(([name]) => name !== this.zone && isInDomain(this.zone, name));
    return new Map(above.sort(([a], [b]) => labelsOf(a).length - labelsOf(b).length));
  }

  /** The servers of the parent that know the zone. Empty for the root and for a delegation that is to be; undefined where none can be found. */
  *parent(): Conversation<Servers | undefined> {
    if (this.zone === '.' || this.isUndelegated) return new Map();
    const { parents } = yield* this.walk();
    const those = parents.filter(({ said }) => said === 'delegation' || said === 'soa');
    if (those.length === 0) return undefined;
    return merged(...those.map(({ names, address }) => new Map(names.map((name) => [name, [address]]))));
  }

  /** The parent zone's name; the name above the zone where no server of a parent is found. */
  *parentZone(): Conversation<string> {
    if (this.zone === '.') return '.';
    const { parents } = yield* this.walk();
    return parents[0]?.zone ?? nameAbove(this.zone);
  }

  /** The addresses that the parent, or whoever gave the delegation, has for name servers outside of the zone. */
  outsideGlue(): Conversation<Servers> {
    return this.#once('outside glue', function* (this: World): Conversation<Servers> {
      const delegation = (yield* this.delegation()) ?? new Map<string, readonly string[]>();
      const names = [...delegation.keys()].filter((name) => !isInDomain(name, this.zone));
      const given = this.subject.undelegated;
      if (given) return withAddress(new Map(names.map((name) => [name, given.get(name) ?? []])));
      const parents = uniqueAddresses(pairsOf(yield* this.parent()));
      if (names.length === 0 || parents.length === 0) return new Map();
      const above = yield* this.parentZone();
      const own = names.filter((name) => isInDomain(name, above));
      const asked: Query[] = [
        { name: this.zone, type: TYPE.NS },
        ...own.flatMap((name) => [TYPE.A, TYPE.AAAA].map((type) => ({ name, type }))),
      ];
      const all = (yield* together(asked.map((query) => this.askEach(parents, query)))).flat();
      const found = new Map<string, string[]>(names.map((name) => [name, []]));
      for (const { response } of all) {
        for (const record of response ? [...response.answer, ...response.additional] : []) {
          if (record.fault !== undefined || (record.type !== TYPE.A && record.type !== TYPE.AAAA)) continue;
          found.get(nameKey(record.owner))?.push(rdataText(record));
        }
      }
      return withAddress(merged(found));
    });
  }

  /** The servers of the delegation: those that the parent names, with glue for names in the zone and looked-up addresses for others. Undefined without a parent. */
  delegation(): Conversation<Servers | undefined> {
    return this.#once('delegation', function* (this: World): Conversation<Servers | undefined> {
      const { undelegated, start } = this.subject;
      if (!undelegated && this.zone === '.') return start.servers;
      const given = undelegated ?? (yield* this.#referred());
      if (!given || given.size === 0) return given;
      const servers = this.#bounded(given);
      const looked = [...servers.keys()].filter(
        (name) => !isInDomain(name, this.zone) && !undelegated?.get(name)?.length,
      );
      return this.#bounded(merged(servers, yield* this.#lookedUp(looked)));
    });
  }

  /** What the parent's servers refer to; where none refers and one has the zone itself, what that one answers. */
  *#referred(): Conversation<Servers | undefined> {
    const parents = yield* this.parent();
    if (!parents) return undefined;
    yield* tell(t`Asks the servers of the parent for the delegation of ${shownName(this.zone)}.`);
    const responses = yield* this.askEach(uniqueAddresses(pairsOf(parents)), { name: this.zone, type: TYPE.NS });
    const inDomain = (servers: Servers): Servers =>
      new Map([...servers].map(([name, glue]) => [name, isInDomain(name, this.zone) ? glue : []]));
    const sets: Record<'referral' | 'answer', Servers[]> = { referral: [], answer: [] };
    for (const { response } of responses) {
      if (!response || response.rcode !== RCODE.NOERROR) continue;
      const own = response.flags.aa ? answersOf(response, this.zone, TYPE.NS) : [];
      if (refersTo(response, this.zone)) sets.referral.push(inDomain(serversIn(response, referralIn(response))));
      else if (own.length > 0) sets.answer.push(inDomain(serversIn(response, own)));
    }
    if (sets.referral.length > 0) return merged(...sets.referral);
    const answered = merged(...sets.answer);
    const bare = [...answered]
      .filter(([name, glue]) => glue.length === 0 && isInDomain(name, this.zone))
      .map(([name]) => name);
    return merged(answered, yield* this.#lookedUp(bare));
  }

  /** The names of the servers as the zone itself has them. Undefined without a parent. */
  zoneNames(): Conversation<readonly string[] | undefined> {
    return this.#once('zone names', function* (this: World): Conversation<readonly string[] | undefined> {
      const delegation = yield* this.delegation();
      if (!delegation) return undefined;
      const responses = yield* this.askEach(uniqueAddresses(pairsOf(delegation)), { name: this.zone, type: TYPE.NS });
      const names = responses.flatMap(({ response }) =>
        response?.flags.aa && response.rcode === RCODE.NOERROR
          ? answersOf(response, this.zone, TYPE.NS).map(targetOf)
          : [],
      );
      return [...new Set(names)];
    });
  }

  /** The servers as the zone itself has them: addresses of names in it from it, those of others looked up. Undefined without a parent. */
  zoneServers(): Conversation<Servers | undefined> {
    return this.#once('zone servers', function* (this: World): Conversation<Servers | undefined> {
      const names = yield* this.zoneNames();
      if (!names) return undefined;
      const servers = this.#bounded(new Map(names.map((name) => [name, []])));
      const outside = [...servers.keys()].filter((name) => !isInDomain(name, this.zone));
      const found = yield* together([
        this.#addressesInZone([...servers.keys()].filter((name) => isInDomain(name, this.zone))),
        this.#lookedUp(outside),
      ]);
      return this.#bounded(merged(servers, ...found));
    });
  }

  /** The addresses that the zone's servers give for names of name servers in the zone. */
  *#addressesInZone(names: readonly string[]): Conversation<Servers> {
    const asked = addressesOf(pairsOf(yield* this.delegation())).filter((address) => this.isAsked(address));
    const rows = names.flatMap((name) =>
      asked.flatMap((address) => [TYPE.A, TYPE.AAAA].map((type) => ({ name, address, type }))),
    );
    const found = yield* together(rows.map(({ name, address, type }) => this.lookUpAt(address, name, type)));
    return merged(...rows.map(({ name }, index) => new Map([[name, found[index].records.map(rdataText)]])));
  }

  /** All servers of the delegation and of the zone. */
  *servers(): Conversation<readonly NameServer[]> {
    const all = merged(yield* this.delegation(), yield* this.zoneServers());
    return pairsOf(this.#bounded(all));
  }

  /** The addresses of names of name servers outside of the zone; those that were given with a delegation to be are taken as they are. */
  *#lookedUp(names: readonly string[]): Conversation<Servers> {
    const given = this.subject.undelegated;
    const found = yield* together(
      names.map(
        function* (this: World, name: string): Conversation<readonly string[]> {
          const known = given?.get(name) ?? [];
          return known.length > 0 ? known : yield* this.addresses(name);
        }.bind(this),
      ),
    );
    return new Map(names.map((name, index) => [name, found[index]]));
  }

  #bounded(servers: Servers): Servers {
    if (servers.size > MAX_NAMES)
      this.left.add(
        t`${shownName(this.zone)} has ${servers.size} name servers: only ${MAX_NAMES} of them are looked at.`,
      );
    const rows = [...servers].slice(0, MAX_NAMES);
    if (pairsOf(servers).length > MAX_ADDRESSES)
      this.left.add(
        t`The name servers of ${shownName(this.zone)} have more than ${MAX_ADDRESSES} addresses: the others are not looked at.`,
      );
    let room = MAX_ADDRESSES;
    return new Map(
      rows.map(([name, addresses]) => {
        const kept = addresses.slice(0, room);
        room -= kept.length;
        return [name, kept];
      }),
    );
  }

  /** Finds something once. Whoever wants it while it is being found puts the same questions, which are asked once. */
  *#once<Value>(key: string, find: (this: World) => Conversation<Value>): Conversation<Value> {
    const known = this.#known.get(key);
    if (known) return known.value as Value;
    const value = yield* find.call(this);
    this.#known.set(key, { value });
    return value;
  }
}

function withAddress(servers: Servers): Servers {
  return new Map([...servers].filter(([, addresses]) => addresses.length > 0));
}

/** Each address once, under the first of its names. */
export function uniqueAddresses(servers: readonly NameServer[]): readonly NameServer[] {
  const seen = new Set<string>();
  return servers.filter(({ address }) => !seen.has(address) && seen.add(address));
}
