/** Whether the glue of the delegation is what the zone, and the zones of other servers, have. */
import { RCODE } from '../../../dns/codes.ts';
import { TYPE } from '../../../dns/types.ts';
import { marked } from '../../../l10n.ts';
import type { Conversation } from '../../conversation.ts';
import { rdataText } from '../../messages.ts';
import { together } from '../../together.ts';
import { type Finding, found, testCase } from '../contract.ts';
import type { Servers } from '../lookUp.ts';
import { answersOf, isInDomain, nameKey, referralIn } from '../records.ts';
import { pairsOf, serverName, serverNames, uniqueAddresses, type World } from '../world.ts';
import { NO_RESPONSE } from './common.ts';

type Tag = 'NO_RESPONSE' | 'CHILD_NS_FAILED';
const TYPES = [TYPE.A, TYPE.AAAA];

interface Asked {
  readonly findings: readonly Finding<Tag>[];
  readonly addresses: readonly string[];
  /** Whether any server gave an answer that can be used. */
  readonly usable: boolean;
}

/** The addresses of a name server in the zone, by one server of the zone. Aliases are not followed. */
function* addressesAt(
  world: World,
  address: string,
  name: string,
  type: number,
): Conversation<readonly string[] | Tag> {
  const response = yield* world.response(address, { name, type });
  if (!response) return 'NO_RESPONSE';
  const own = (records: readonly Parameters<typeof rdataText>[0][]): string[] => records.map(rdataText);
  const [referral] = referralIn(response);
  if (referral && isInDomain(nameKey(referral.owner), world.zone) && nameKey(referral.owner) !== world.zone) {
    const found = yield* world.lookUp(name, type);
    return found.name === name ? own(found.records) : [];
  }
  if (!response.flags.aa) return 'CHILD_NS_FAILED';
  if (response.rcode === RCODE.NXDOMAIN) return [];
  return response.rcode === RCODE.NOERROR ? own(answersOf(response, name, type)) : 'CHILD_NS_FAILED';
}

function* askedOf(world: World, name: string): Conversation<Asked> {
  const servers = uniqueAddresses(yield* world.servers()).filter(({ address }) => world.isAsked(address));
  const rows = servers.flatMap((server) => TYPES.map((type) => ({ server, type })));
  const all = yield* together(rows.map(({ server, type }) => addressesAt(world, server.address, name, type)));
  const findings = new Map<string, Finding<Tag>>();
  for (const [index, { server }] of rows.entries()) {
    const result = all[index];
    const ns = serverName(server);
    if (typeof result === 'string') findings.set(`${result} ${ns}`, found(result, { ns }));
  }
  return {
    findings: [...findings.values()],
    addresses: [...new Set(all.flatMap((result) => (typeof result === 'string' ? [] : result)))],
    usable: all.some((result) => typeof result !== 'string'),
  };
}

/** The addresses that a name has in its own zone, by itself: an alias's are another name's. */
function* ownAddresses(world: World, name: string): Conversation<readonly string[]> {
  const found = yield* together(TYPES.map((type) => world.lookUp(name, type)));
  return found.flatMap((one) => (one.name === name ? one.records.map(rdataText) : []));
}

function pairs(servers: Servers): string[] {
  return serverNames(pairsOf(servers));
}

export const consistency05 = testCase({
  id: 'CONSISTENCY05',
  title: marked('The glue is what the zone has'),
  link: 'delegation',
  tags: {
    CHILD_NS_FAILED: {
      level: 'debug',
      message: marked('{ns} gives no answer of use for the addresses of name servers.'),
    },
    NO_RESPONSE,
    CHILD_ZONE_LAME: {
      level: 'error',
      message: marked('No name server gives an answer of use for the addresses of name servers in the zone.'),
      advice: marked('See that at least one server has the zone loaded and answers.'),
    },
    IN_BAILIWICK_ADDR_MISMATCH: {
      level: 'error',
      message: marked(
        'The glue that the parent has, {parent_addresses}, is not all in the zone itself, which has {zone_addresses}: whoever follows it may ask a machine that is no name server.',
      ),
      advice: marked(
        'Have the glue corrected at the registrar, or give the name servers the addresses in the zone, too.',
      ),
    },
    OUT_OF_BAILIWICK_ADDR_MISMATCH: {
      level: 'error',
      message: marked(
        'The addresses {parent_addresses} in the delegation are not those that the servers’ own zones have: {zone_addresses}.',
      ),
      advice: marked('Have the addresses corrected at the registrar that has the names of these servers.'),
    },
    EXTRA_ADDRESS_CHILD: {
      level: 'notice',
      message: marked('The zone has addresses of its name servers that the glue lacks: {ns_ip_list}.'),
      advice: marked('Hand them in at the registrar as glue, unless they are not to be used from outside.'),
    },
    ADDRESSES_MATCH: { level: 'info', message: marked('The glue and the zone agree.') },
  },
  *run(world) {
    const delegation = (yield* world.delegation()) ?? new Map<string, readonly string[]>();
    const names = [...new Set([...delegation.keys(), ...((yield* world.zoneNames()) ?? [])])];
    const inDomain = names.filter((name) => isInDomain(name, world.zone));
    const all = yield* together(inDomain.map((name) => askedOf(world, name)));
    const findings: Finding[] = all.flatMap((asked) => asked.findings);
    const unique = [...new Map(findings.map((one) => [JSON.stringify(one), one])).values()] as Finding<Tag>[];
    if (all.some(({ usable }) => !usable)) return [...unique, found('CHILD_ZONE_LAME')];
    const strict = pairs(new Map([...delegation].filter(([name]) => isInDomain(name, world.zone))));
    const own = pairs(new Map(inDomain.map((name, index) => [name, all[index].addresses])));
    const missing = strict.filter((pair) => !own.includes(pair));
    const extra = own.filter((pair) => !strict.includes(pair));
    const glue = yield* world.outsideGlue();
    const looked = yield* together([...glue.keys()].map((name) => ownAddresses(world, name)));
    const outside = [...glue].flatMap(([name, addresses], index) => {
      if (addresses.every((address) => looked[index].includes(address))) return [];
      const parent_addresses = pairs(new Map([[name, addresses]]));
      return [
        found('OUT_OF_BAILIWICK_ADDR_MISMATCH', {
          parent_addresses,
          zone_addresses: pairs(new Map([[name, looked[index]]])),
        }),
      ];
    });
    const told = [
      ...(missing.length > 0
        ? [found('IN_BAILIWICK_ADDR_MISMATCH', { parent_addresses: strict, zone_addresses: own })]
        : []),
      ...(extra.length > 0 ? [found('EXTRA_ADDRESS_CHILD', { ns_ip_list: extra })] : []),
      ...outside,
    ];
    return [...unique, ...(told.length > 0 ? told : [found('ADDRESSES_MATCH')])];
  },
});
