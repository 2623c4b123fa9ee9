/** What a check found as the chain that live/picture draws, each finding at the part that it is about. */
import { DNSSEC_ALGORITHM_ROWS, valueByNumber } from '../../dns/algorithms.ts';
import { KEY_FLAG, RCODE } from '../../dns/codes.ts';
import { TYPE } from '../../dns/types.ts';
import type { Conversation } from '../conversation.ts';
import { type Dnskey, readDnskey, readDs } from '../dnssec/records.ts';
import type { ResponseMessage } from '../messages.ts';
import type {
  Chain,
  ChainAddress,
  ChainKey,
  ChainKeys,
  ChainServer,
  ChainZone,
  Fault,
  State,
} from '../picture/chain.ts';
import type { ListedFault } from '../picture/page.ts';
import { together } from '../together.ts';
import { type ArgumentValue, LEVELS, type Level, LINKS } from './contract.ts';
import type { Servers } from './lookUp.ts';
import { addressKey, nameKey, shownName } from './records.ts';
import { type CaseFinding, type DelegationResult, filled } from './run.ts';
import { type Told, toldFindings } from './told.ts';
import type { World } from './world.ts';

/** What a finding is about, for whoever knows where that stands in a file. */
export type About =
  | { readonly part: 'zone' }
  | { readonly part: 'keys' }
  | { readonly part: 'server'; readonly server: string }
  | { readonly part: 'address'; readonly server: string; readonly address: string };

/** Where a part stands in a file; undefined where it stands in none that is known. */
export type PlaceOf = (about: About) => string | undefined;

/** A finding that says what is wrong. */
export interface ShownFault extends ListedFault {
  readonly level: Level;
  readonly about: readonly About[];
}

export interface ShownDelegation {
  readonly chain: Chain;
  /** The first cause first. */
  readonly faults: readonly ShownFault[];
}

/** What is wrong, and what only hurts: the rest is no fault. */
const FAULTY: readonly Level[] = ['critical', 'error', 'warning'];

interface Ranked extends ListedFault {
  readonly told: Told;
}

/**
 * Where several causes stand together, what is broken comes before what should be otherwise, what is worse before what is less, and then what is nearer to
 * the root. What follows from another finding of the same server is none of its own.
 */
function ranked(findings: readonly CaseFinding[]): Ranked[] {
  const order = ({ finding: { level, case: one } }: Told): number => {
    const isWorse = LEVELS.indexOf(level) <= LEVELS.indexOf('error');
    return (isWorse ? (one.isPolicy ? 1 : 0) : 2) * LINKS.length + LINKS.indexOf(one.link);
  };
  return toldFindings(findings)
    .told.filter(({ finding }) => FAULTY.includes(finding.level))
    .sort((a, b) => order(a) - order(b))
    .map((told, i): Ranked => {
      const { finding } = told;
      const { message, advice } = finding.case.tags[finding.tag];
      const said = filled(message, finding.arguments);
      return { told, rank: i + 1, text: said, ...(advice && { advice: filled(advice, finding.arguments) }) };
    });
}

/** Asks what the picture shows beside what was asked already, and puts both together. */
export function* shownDelegation(
  world: World,
  result: DelegationResult,
  placeOf: PlaceOf = () => undefined,
): Conversation<ShownDelegation> {
  const faults = ranked(result.findings);
  const servers = yield* serversOf(world);
  const above = world.zonesAbove();
  const zones = [...above.keys(), world.zone];
  const keys = yield* together(zones.map((zone) => keysOf(world, zone)));
  const isSigned = keys.some(({ keys: some }) => some.length > 0);
  const chain: Chain = {
    zones: zones.map((name, i): ChainZone => {
      const isLast = i === zones.length - 1;
      const shownKeys = isSigned && { keys: keys[i] };
      const shown = name === '.' ? name : shownName(name);
      if (!isLast) return { ...SOUND, name: shown, servers: plainServers(above.get(name)), ...shownKeys };
      return { ...SOUND, name: shown, servers, ...shownKeys };
    }),
  };
  return {
    chain: withFaults(chain, faults, placeOf),
    faults: faults.map(({ told, ...fault }) => {
      const about = partsOf(told, servers);
      const href = placeOf(about[0]);
      return { ...fault, level: told.finding.level, about, ...(href !== undefined && { href }) };
    }),
  };
}

const SOUND = { state: 'sound', faults: [] } as const;

function plainServers(servers: Servers | undefined): ChainServer[] {
  return [...(servers ?? [])].map(([name, addresses]) => ({
    ...SOUND,
    name: shownName(name),
    inParent: true,
    inChild: true,
    addresses: addresses.map((address) => ({ ...SOUND, address, source: 'both', transports: [] })),
  }));
}

/** The name servers of the parent and of the zone itself, with what each address answers. */
function* serversOf(world: World): Conversation<readonly ChainServer[]> {
  const [parent = new Map(), child = new Map()] = yield* together([world.delegation(), world.zoneServers()]);
  const names = [...new Set<string>([...parent.keys(), ...child.keys()])];
  return yield* together(
    names.map(function* (name): Conversation<ChainServer> {
      const [glue, own] = [parent, child].map((servers: Servers) => servers.get(name) ?? []);
      const addresses = [...new Set([...glue, ...own])];
      const shown = yield* together(addresses.map((address) => addressOf(world, address, glue, own)));
      const inParent = parent.has(name);
      // Where the zone has no name servers of its own to compare with, nothing is said of it.
      const inChild = child.has(name) || child.size === 0;
      // Nobody reaches one without an address that answers.
      const state: State = shown.every((one) => one.state === 'broken') ? 'broken' : 'sound';
      return { name: shownName(name), inParent, inChild, addresses: shown, state, faults: [] };
    }),
  );
}

function* addressOf(
  world: World,
  address: string,
  glue: readonly string[],
  own: readonly string[],
): Conversation<ChainAddress> {
  const source = glue.includes(address) ? (own.includes(address) ? 'both' : 'glue') : 'zone';
  const isAsked = world.isAsked(address);
  const question = { name: world.zone, type: TYPE.SOA };
  const responses = isAsked
    ? yield* together([world.response(address, question), world.response(address, { ...question, tcp: true })])
    : [];
  const states = ['UDP', 'TCP'].map((name, i) => ({
    name,
    state: isAsked ? stateOf(responses[i]) : ('unknown' as const),
  }));
  return { address, source, transports: states, state: worst(states.map(({ state }) => state)), faults: [] };
}

/** A server of the zone answers for it, and with authority. */
function stateOf(response: ResponseMessage | undefined): State {
  return response?.rcode === RCODE.NOERROR && response.flags.aa ? 'sound' : 'broken';
}

function worst(states: readonly State[]): State {
  if (states.includes('broken')) return 'broken';
  return states.includes('unknown') ? 'unknown' : 'sound';
}

/** The keys of a zone, and the DS records that vouch for them. */
function* keysOf(world: World, zone: string): Conversation<ChainKeys> {
  const given = zone === world.zone ? world.subject.ds : undefined;
  const [dnskey, ds] = yield* together([
    world.lookUp(zone, TYPE.DNSKEY),
    ...(zone === '.' || given ? [] : [world.lookUp(zone, TYPE.DS)]),
  ]);
  const tags = given?.map((one) => one.keyTag) ?? (ds?.records ?? []).flatMap((record) => readDs(record)?.tag ?? []);
  const keys = dnskey.records.flatMap((record) => readDnskey(record) ?? []);
  return { ...SOUND, keys: keys.map(keyOf), ds: [...new Set(tags)].map((tag) => `DS ${tag}`) };
}

function keyOf({ tag, algorithm: code, flags }: Dnskey): ChainKey {
  const mnemonic = valueByNumber(DNSSEC_ALGORITHM_ROWS, code)?.mnemonic;
  return { tag, algorithm: mnemonic || String(code), isEntry: (flags & KEY_FLAG.SEP) !== 0 };
}

/** What stands in a finding's arguments, one by one. */
function wordsOf(values: Readonly<Record<string, ArgumentValue>>): string[] {
  return Object.values(values).flatMap((value) => (typeof value === 'object' ? value.map(String) : [String(value)]));
}

/** The parts that a finding is about: the addresses and servers that it names, or the keys, or the zone as a whole. */
function partsOf({ finding, others }: Told, servers: readonly ChainServer[]): About[] {
  const { link } = finding.case;
  const named = [...others, ...wordsOf(finding.arguments).flatMap((word) => word.split(/[\s;,]+/))];
  const addresses = new Set<string>();
  const names = new Set<string>();
  for (const word of named) {
    const [name, address] = word.includes('/') ? word.split('/') : [word, word];
    const key = addressKey(address ?? '');
    if (key !== undefined) addresses.add(key);
    else names.add(nameKey(name));
  }
  const parts: About[] = [];
  for (const { name: server, addresses: own } of servers) {
    const those = own.filter(({ address }) => addresses.has(address));
    if (those.length > 0 && those.length < own.length) {
      parts.push(...those.map(({ address }): About => ({ part: 'address', server, address })));
    } else if (those.length > 0 || names.has(nameKey(server))) parts.push({ part: 'server', server });
  }
  // What holds for every server is about the zone.
  const whole: About = link === 'dnssec' ? { part: 'keys' } : { part: 'zone' };
  const isOfAll = servers.length > 1 && parts.filter(({ part }) => part === 'server').length === servers.length;
  return parts.length === 0 || isOfAll ? [whole] : parts;
}

function withFaults({ zones }: Chain, faults: readonly Ranked[], placeOf: PlaceOf): Chain {
  const last = zones[zones.length - 1];
  const at = new Map<string, Fault[]>();
  const broken = new Set<string>();
  const keyOfPart = (about: About): string => JSON.stringify(about);
  for (const { told, rank, text } of faults) {
    for (const about of partsOf(told, last.servers)) {
      const key = keyOfPart(about);
      at.set(key, [...(at.get(key) ?? []), { rank, text }]);
      if (told.finding.level !== 'warning') broken.add(key);
    }
  }
  const withState = <Shown extends ChainZone | ChainServer | ChainAddress | ChainKeys>(
    part: Shown,
    about: About,
  ): Shown => {
    const key = keyOfPart(about);
    const href = placeOf(about);
    const state: State = broken.has(key) ? 'broken' : part.state;
    return { ...part, state, faults: at.get(key) ?? [], ...(href !== undefined && { href }) };
  };
  const servers = last.servers.map((one): ChainServer => {
    const server = one.name;
    const addresses = one.addresses.map((each) => withState(each, { part: 'address', server, address: each.address }));
    return withState({ ...one, addresses }, { part: 'server', server });
  });
  const keys = last.keys && withState(last.keys, { part: 'keys' });
  const shown = withState({ ...last, servers, ...(keys && { keys }) }, { part: 'zone' });
  return { zones: [...zones.slice(0, -1), shown] };
}
