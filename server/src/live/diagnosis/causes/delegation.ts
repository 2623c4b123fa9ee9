/** Causes in the delegation: what the zone above says of the zone's servers, and what the zone itself says. */
import { RCODE } from '../../../dns/codes.ts';
import { TYPE } from '../../../dns/types.ts';
import { listed, t } from '../../../l10n.ts';
import { shownName } from '../../delegation/records.ts';
import { type Cause, fails, shown } from '../cause.ts';
import { conductOf, delegationTtl, type Facts, type OwnServer, working } from '../facts.ts';

function above({ way, zone }: Facts): string {
  const at = way.findIndex((passed) => passed.zone === zone);
  return shownName(way[Math.max(0, (at < 0 ? way.length : at) - 1)].zone);
}

/** Servers that nobody finds: in the zone itself, and without glue. */
function withoutGlue({ servers, zone, way }: Facts): OwnServer[] {
  if (way[way.length - 1].zone !== zone || way.length < 2) return [];
  return servers.filter(({ isDelegated, inZone, glue }) => isDelegated && inZone && glue.length === 0);
}

function isFamily(address: string, family: 4 | 6): boolean {
  return address.includes(':') === (family === 6);
}

/** Glue that the zone does not have, where the zone has others of that family. */
function wrongGlue({ servers }: Facts): { server: OwnServer; wrong: string[]; right: string[] }[] {
  return servers.flatMap((server) => {
    const rows = ([4, 6] as const).flatMap((family) => {
      const [glue, own] = [
        server.glue.filter((one) => isFamily(one, family)),
        server.own.filter((one) => isFamily(one, family)),
      ];
      const wrong = own.length > 0 ? glue.filter((one) => !own.includes(one)) : [];
      return wrong.length > 0 ? [{ server, wrong, right: own }] : [];
    });
    return rows;
  });
}

/** IPv6 addresses that the zone has for its servers and the zone above has not. */
function withoutIpv6Glue(facts: Facts): OwnServer[] {
  return facts.servers.filter(
    ({ inZone, isDelegated, glue, own }) =>
      inZone &&
      isDelegated &&
      glue.length > 0 &&
      !glue.some((one) => isFamily(one, 6)) &&
      own.some((one) => isFamily(one, 6)),
  );
}

function reachedOver(facts: Facts, family: 4 | 6): boolean {
  return working(facts).some(
    (probe) =>
      probe.family === family &&
      probe.isDelegated &&
      (probe.isGlue || facts.servers.every(({ glue }) => glue.length === 0)),
  );
}

const REGISTRAR = (): string =>
  t`This is done where the domain is registered (glue, host records or name server addresses), not in the zone.`;

const noDelegation: Cause = {
  id: 'no-delegation',
  evidence: (facts) => {
    const { way, authority, question } = facts;
    if (!authority || authority.rcode !== RCODE.NXDOMAIN) return undefined;
    const at = shownName(way[way.length - 1].zone);
    return shown(true, t`The servers of ${at} say that ${shownName(question.name)} does not exist.`);
  },
  explains: (symptom) => symptom === 'nxdomain',
  says: ({ question, zone }) => t`${shownName(question.name)} does not exist in ${shownName(zone)}.`,
  steps: ({ question, zone, authority }) => [
    {
      where: 'zone',
      text: t`Add records for ${shownName(question.name)} to ${shownName(zone)}, or ask for the name that is meant. Resolvers keep the denial for a while.`,
      wait: authority?.authority.find(({ type }) => type === TYPE.SOA)?.ttl ?? 0,
    },
  ],
};

const missingGlue: Cause = {
  id: 'no-glue',
  evidence: (facts) => {
    const bare = withoutGlue(facts);
    const names = listed(bare.map(({ name }) => shownName(name)));
    return shown(bare.length > 0, t`The servers of ${above(facts)} refer to ${names} and give no address for it.`);
  },
  explains: (symptom, facts) =>
    fails(symptom) && withoutGlue(facts).length === facts.servers.filter(({ isDelegated }) => isDelegated).length,
  says: (facts) =>
    t`There is no glue: ${listed(withoutGlue(facts).map(({ name }) => shownName(name)))} can only be looked up in ${shownName(facts.zone)} itself, whose servers nobody finds without it.`,
  steps: (facts) => [
    {
      where: 'registrar',
      text: t`Hand in the addresses of ${listed(withoutGlue(facts).map(({ name }) => shownName(name)))} as glue. ${REGISTRAR()}`,
      wait: delegationTtl(facts),
    },
  ],
  ruledOut: (facts) =>
    facts.servers.some(({ inZone, glue }) => inZone && glue.length > 0)
      ? t`Glue: ${above(facts)} has addresses for the servers in the zone.`
      : undefined,
  brings: ['no-server', 'no-ipv6-glue', 'servers-differ'],
};

const differingGlue: Cause = {
  id: 'wrong-glue',
  evidence: (facts) => {
    const rows = wrongGlue(facts).map(
      ({ server, wrong, right }) =>
        t`${above(facts)} has ${wrong.join(', ')} for ${shownName(server.name)}, and the zone has ${right.join(', ')}.`,
    );
    return rows.length > 0 ? rows : undefined;
  },
  explains: (symptom, facts) => {
    const wrong = new Set(wrongGlue(facts).flatMap((row) => row.wrong));
    const isBroken = facts.probes.some(
      (probe) => wrong.has(probe.address) && conductOf(probe) !== 'works' && conductOf(probe) !== 'unknown',
    );
    return isBroken && (fails(symptom) || symptom === 'refused');
  },
  says: (facts) =>
    t`The glue at ${above(facts)} is wrong: resolvers ask addresses that are not those of the zone’s servers.`,
  steps: (facts) => [
    {
      where: 'registrar',
      text: t`Change the glue: ${wrongGlue(facts)
        .map(({ server, right }) => `${shownName(server.name)} ${right.join(' ')}`)
        .join('; ')}. ${REGISTRAR()}`,
      wait: delegationTtl(facts),
    },
  ],
  ruledOut: (facts) =>
    facts.servers.some(({ glue, own }) => glue.length > 0 && own.length > 0)
      ? t`Glue: it is what the zone itself has.`
      : undefined,
  brings: ['servers-silent', 'servers-closed', 'lame', 'servers-refuse', 'servers-fail', 'dead-address'],
};

const noIpv6AtServers: Cause = {
  id: 'servers-without-ipv6',
  evidence: ({ servers }) => {
    const known = servers.filter(({ own, glue }) => own.length + glue.length > 0);
    const bare = known.every(({ own, glue }) => ![...own, ...glue].some((one) => isFamily(one, 6)));
    return shown(
      known.length > 0 && bare,
      t`None of ${listed(known.map(({ name }) => shownName(name)))} has an IPv6 address: no AAAA record, and no glue.`,
    );
  },
  explains: (symptom, facts) => fails(symptom) && reachedOver(facts, 4) && !isBroken(facts),
  says: ({ zone }) =>
    t`No name server of ${shownName(zone)} has an IPv6 address, so a resolver with IPv6 alone finds none of its names.`,
  steps: ({ servers, zone }) => [
    {
      where: 'zone',
      text: t`Give ${listed(servers.map(({ name }) => shownName(name)))} AAAA records, where the servers have IPv6 addresses and listen on them.`,
      command: `listen-on-v6 { any; };`,
    },
    {
      where: 'registrar',
      text: t`Hand in the same addresses as glue for the names in ${shownName(zone)}. ${REGISTRAR()}`,
    },
  ],
  ruledOut: ({ servers }) =>
    servers.some(({ own, glue }) => [...own, ...glue].some((one) => isFamily(one, 6)))
      ? t`IPv6: the servers have AAAA records.`
      : undefined,
};

const noIpv6Glue: Cause = {
  id: 'no-ipv6-glue',
  evidence: (facts) => {
    const bare = withoutIpv6Glue(facts);
    const others = facts.servers.filter(({ isDelegated }) => isDelegated);
    return shown(
      bare.length > 0 && bare.length === others.length,
      t`${above(facts)} has no IPv6 address for ${listed(bare.map(({ name }) => shownName(name)))}; the zone has ${bare.flatMap(({ own }) => own.filter((one) => isFamily(one, 6))).join(', ')}.`,
    );
  },
  explains: (symptom, facts) => fails(symptom) && reachedOver(facts, 4) && !isBroken(facts),
  says: (facts) =>
    t`The AAAA glue is missing: ${above(facts)} gives only IPv4 addresses for the servers of ${shownName(facts.zone)}, so a resolver with IPv6 alone cannot begin.`,
  steps: (facts) => [
    {
      where: 'registrar',
      text: t`Hand in the IPv6 addresses as glue: ${withoutIpv6Glue(facts)
        .map(({ name, own }) => `${shownName(name)} ${own.filter((one) => isFamily(one, 6)).join(' ')}`)
        .join('; ')}. ${REGISTRAR()}`,
      wait: delegationTtl(facts),
    },
  ],
};

const differing: Cause = {
  id: 'servers-differ',
  evidence: (facts) => {
    const named = facts.servers.filter(({ isNamed }) => isNamed);
    if (named.length === 0 || facts.way[facts.way.length - 1].zone !== facts.zone || facts.way.length < 2)
      return undefined;
    const [only, missing] = [
      facts.servers.filter(({ isNamed }) => !isNamed),
      facts.servers.filter(({ isDelegated }) => !isDelegated),
    ];
    const rows = [
      ...(only.length > 0
        ? [t`${above(facts)} names ${listed(only.map(({ name }) => shownName(name)))}, and the zone does not.`]
        : []),
      ...(missing.length > 0
        ? [t`The zone names ${listed(missing.map(({ name }) => shownName(name)))}, and ${above(facts)} does not.`]
        : []),
    ];
    return rows.length > 0 ? rows : undefined;
  },
  explains: (symptom, facts) => {
    const delegated = facts.probes.filter(({ isDelegated }) => isDelegated);
    const some = facts.probes.some((probe) => !probe.isDelegated && conductOf(probe) === 'works');
    return (
      (fails(symptom) || symptom === 'refused') && some && delegated.every((probe) => conductOf(probe) !== 'works')
    );
  },
  says: (facts) => t`The NS records of ${shownName(facts.zone)} at ${above(facts)} are others than the zone’s own.`,
  steps: (facts) => [
    {
      where: 'registrar',
      text: t`Set the name servers of ${shownName(facts.zone)} at the registrar to ${listed(facts.servers.filter(({ isNamed }) => isNamed).map(({ name }) => shownName(name)))}, or the zone’s NS records to what stands there, whichever is meant.`,
      wait: delegationTtl(facts),
    },
  ],
  ruledOut: (facts) =>
    facts.servers.length > 0 && facts.servers.every(({ isNamed, isDelegated }) => isNamed && isDelegated)
      ? t`NS records: those above are the zone’s own.`
      : undefined,
};

const noServer: Cause = {
  id: 'no-server',
  evidence: ({ probes, servers, zone }) =>
    shown(
      probes.length === 0 && servers.length > 0,
      t`No address is found for the name servers of ${shownName(zone)}: ${listed(servers.map(({ name }) => shownName(name)))}.`,
    ),
  explains: (symptom) => fails(symptom),
  says: ({ zone, servers }) =>
    t`The name servers of ${shownName(zone)} (${listed(servers.map(({ name }) => shownName(name)))}) have no addresses, so nobody can ask them.`,
  steps: ({ servers }) => [
    {
      where: 'zone',
      text: t`Give ${listed(servers.map(({ name }) => shownName(name)))} A and AAAA records in the zones that they are in, or name other servers.`,
    },
  ],
};

/** Something else than IPv6 is wrong with the zone. */
function isBroken({ validation }: Facts): boolean {
  return validation?.status === 'bogus';
}

export const DELEGATION_CAUSES: readonly Cause[] = [
  missingGlue,
  differingGlue,
  noServer,
  differing,
  noIpv6AtServers,
  noIpv6Glue,
  noDelegation,
];
