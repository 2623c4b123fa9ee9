/** Causes at the zone's own servers: whether they are reached, have the zone, and have the same version of it. */
import { t } from '../../../l10n.ts';
import { shownName } from '../../delegation/records.ts';
import { type Cause, fails, type Step, shown } from '../cause.ts';
import {
  type Conduct,
  conductOf,
  dataOf,
  delegationTtl,
  type Facts,
  type Probed,
  places,
  serialAt,
  working,
} from '../facts.ts';

function those({ probes }: Facts, ...conducts: readonly Conduct[]): Probed[] {
  return probes.filter((probe) => conducts.includes(conductOf(probe)));
}

/** Whether no address that can be judged works; then what is wrong with them is why nothing resolves. */
function allFail(facts: Facts): boolean {
  const known = facts.probes.filter((probe) => conductOf(probe) !== 'unknown');
  return known.length > 0 && known.every((probe) => conductOf(probe) !== 'works');
}

/** Whether every address of a family fails and some of the other works. */
function onlyIn(facts: Facts, family: 4 | 6): boolean {
  const own = facts.probes.filter((probe) => probe.family === family && conductOf(probe) !== 'unknown');
  const others = facts.probes.filter((probe) => probe.family !== family);
  return (
    own.length > 0 &&
    own.every((probe) => conductOf(probe) !== 'works') &&
    others.some((probe) => conductOf(probe) === 'works')
  );
}

function addresses(probes: readonly Probed[]): string {
  return probes.map(({ address }) => address).join(' ');
}

function listenSteps(probes: readonly Probed[], port: number): Step[] {
  const [v4, v6] = [probes.filter(({ family }) => family === 4), probes.filter(({ family }) => family === 6)];
  return [
    {
      where: 'server',
      text: t`See on the server whether anything listens at ${addresses(probes)}.`,
      command: `ss -tulnp 'sport = :${port}'`,
    },
    {
      where: 'server',
      text: t`Have named listen on its addresses, and load its configuration again.`,
      command: [
        ...(v6.length > 0 ? ['listen-on-v6 { any; };'] : []),
        ...(v4.length > 0 ? ['listen-on { any; };'] : []),
        'rndc reconfig',
      ].join(' '),
    },
  ];
}

function firewallSteps(probes: readonly Probed[], port: number): Step[] {
  const isV6 = probes.some(({ family }) => family === 6);
  return [
    {
      where: 'server',
      text: t`See on the server whether anything listens at ${addresses(probes)}.`,
      command: `ss -tulnp 'sport = :${port}'`,
    },
    {
      where: 'network',
      text: t`Let UDP and TCP port ${port} through in the firewall of the server and on the way to it.`,
      command: `${isV6 ? 'ip6tables' : 'iptables'} -L -n -v; nft list ruleset`,
    },
  ];
}

const notListening: Cause = {
  id: 'servers-closed',
  evidence: (facts) => {
    const closed = those(facts, 'closed');
    return shown(
      closed.length > 0,
      t`The machines of ${places(closed)} say that nothing listens on port ${facts.port} there.`,
    );
  },
  explains: (symptom, facts) => fails(symptom) && (allFail(facts) || onlyIn(facts, 6) || onlyIn(facts, 4)),
  says: (facts) =>
    t`Name servers do not listen on addresses that they are named with: ${places(those(facts, 'closed'))}.`,
  steps: (facts) => listenSteps(those(facts, 'closed'), facts.port),
};

const silent: Cause = {
  id: 'servers-silent',
  evidence: (facts) => {
    const all = those(facts, 'silent');
    return shown(
      all.length > 0 && (allFail(facts) || onlyIn(facts, 6) || onlyIn(facts, 4)),
      t`${places(all)} answer nothing over UDP and TCP, though they are named.`,
    );
  },
  explains: (symptom, facts) => fails(symptom) && (allFail(facts) || onlyIn(facts, 6) || onlyIn(facts, 4)),
  says: (facts) =>
    onlyIn(facts, 6)
      ? t`Over IPv6 no name server of ${shownName(facts.zone)} answers: a firewall drops it, or nothing is at these addresses.`
      : t`Name servers of ${shownName(facts.zone)} do not answer: ${places(those(facts, 'silent'))}. They are down, a firewall drops what comes, or they have other addresses by now (old glue).`,
  steps: (facts) => [
    ...firewallSteps(those(facts, 'silent'), facts.port),
    {
      where: 'registrar',
      text: t`If the servers have other addresses by now, change the glue where the domain is registered, and their A and AAAA records.`,
      wait: delegationTtl(facts),
    },
  ],
  ruledOut: (facts) =>
    working(facts).length > 0 && those(facts, 'silent', 'closed').length === 0
      ? t`Reachability: ${places(working(facts))} answer.`
      : undefined,
};

const dead: Cause = {
  id: 'dead-address',
  evidence: (facts) => {
    const all = those(facts, 'silent', 'closed');
    return shown(
      all.length > 0 && working(facts).length > 0 && !onlyIn(facts, 6) && !onlyIn(facts, 4),
      t`${places(all)} do not answer; ${places(working(facts))} do.`,
    );
  },
  explains: (symptom) => fails(symptom),
  says: (facts) =>
    t`One of several addresses is dead: ${places(those(facts, 'silent', 'closed'))}. Whoever takes it waits, and may give up.`,
  steps: (facts) => [
    ...firewallSteps(those(facts, 'silent', 'closed'), facts.port),
    {
      where: 'zone',
      text: t`Or take ${addresses(those(facts, 'silent', 'closed'))} out of the A and AAAA records and of the glue.`,
    },
  ],
};

const lame: Cause = {
  id: 'lame',
  evidence: (facts) => {
    const all = those(facts, 'lame');
    return shown(
      all.length > 0,
      t`${places(all)} answer without authority: they do not have ${shownName(facts.zone)}.`,
    );
  },
  explains: (symptom, facts) => (fails(symptom) || symptom === 'refused') && allFail(facts),
  says: (facts) =>
    t`Servers that are named for ${shownName(facts.zone)} do not have it (lame): ${places(those(facts, 'lame'))}.`,
  steps: (facts) => [
    {
      where: 'server',
      text: t`Load ${shownName(facts.zone)} there, or take the server out of the zone’s NS records and those of the zone above.`,
      command: `rndc zonestatus ${shownName(facts.zone)}`,
    },
  ],
  ruledOut: (facts) =>
    working(facts).length > 0 && those(facts, 'lame', 'refuses', 'fails').length === 0
      ? t`Authority: the servers have the zone.`
      : undefined,
};

const failing: Cause = {
  id: 'servers-fail',
  evidence: (facts) => {
    const all = those(facts, 'fails');
    return shown(all.length > 0, t`${places(all)} answer SERVFAIL for the SOA record of ${shownName(facts.zone)}.`);
  },
  explains: (symptom, facts) => fails(symptom) && allFail(facts),
  says: (facts) =>
    t`${places(those(facts, 'fails'))} could not load ${shownName(facts.zone)}, or it has expired there: a slip in its file, a key that is missing, a primary that cannot be reached.`,
  steps: (facts) => [
    {
      where: 'server',
      text: t`Check the zone’s file.`,
      command: `named-checkzone -i local ${shownName(facts.zone)} FILE`,
    },
    {
      where: 'server',
      text: t`Load it again, and read why not in the log.`,
      command: `rndc reload ${shownName(facts.zone)}; rndc zonestatus ${shownName(facts.zone)}`,
    },
    {
      where: 'server',
      text: t`On a secondary: have it transferred again.`,
      command: `rndc retransfer ${shownName(facts.zone)}`,
    },
  ],
};

const refusing: Cause = {
  id: 'servers-refuse',
  evidence: (facts) => {
    const all = those(facts, 'refuses');
    return shown(all.length > 0, t`${places(all)} answer REFUSED for ${shownName(facts.zone)}.`);
  },
  explains: (symptom, facts) => (fails(symptom) || symptom === 'refused') && allFail(facts),
  says: (facts) =>
    t`${places(those(facts, 'refuses'))} do not have ${shownName(facts.zone)}, or do not answer this asker (allow-query).`,
  steps: (facts) => [
    {
      where: 'server',
      text: t`See whether the server has the zone.`,
      command: `rndc zonestatus ${shownName(facts.zone)}`,
    },
    { where: 'server', text: t`If it has, let everybody ask.`, command: 'allow-query { any; };' },
  ],
};

/** The servers that answer small questions over UDP and lose large answers, which TCP brings. */
function losing(facts: Facts): Probed[] {
  return working(facts).filter(
    ({ soa, answer, keys, tcp, again }) =>
      soa.response !== undefined &&
      tcp.response !== undefined &&
      [answer, keys].some(({ failure }) => failure?.kind === 'timeout') &&
      (again === undefined || again.answered === again.sent),
  );
}

const largeLost: Cause = {
  id: 'large-answers-lost',
  evidence: (facts) => {
    const all = losing(facts);
    return shown(
      all.length > 0,
      t`${places(all)} answer small questions over UDP and large ones over TCP; large answers over UDP do not arrive.`,
    );
  },
  explains: (symptom) => fails(symptom),
  says: () =>
    t`Large answers over UDP are lost on the way: a firewall drops what is larger than 512 octets, or fragments.`,
  steps: ({ port }) => [
    { where: 'network', text: t`Let whole and fragmented UDP datagrams of port ${port} through.` },
    {
      where: 'server',
      text: t`Until then have the server send smaller ones, and the rest over TCP.`,
      command: 'max-udp-size 1232;',
    },
  ],
};

/** The servers that cut answers over UDP, and give nothing over TCP. */
function withoutTcp(facts: Facts): Probed[] {
  return facts.probes.filter(
    ({ soa, tcp }) => soa.response !== undefined && tcp.failure !== undefined && tcp.failure.kind !== 'limit',
  );
}

function needsTcp(facts: Facts): boolean {
  return facts.probes.some(({ answer, keys }) => [answer, keys].some(({ response }) => response?.flags.tc));
}

const tcpBlocked: Cause = {
  id: 'tcp-blocked',
  evidence: (facts) => {
    const all = withoutTcp(facts);
    return shown(
      all.length > 0,
      t`${places(all)} answer over UDP and not over TCP.`,
      ...(needsTcp(facts)
        ? [t`Answers of the zone are cut to fit a datagram, and whole ones can only be had over TCP.`]
        : []),
    );
  },
  explains: (symptom, facts) => fails(symptom) && needsTcp(facts) && withoutTcp(facts).length >= working(facts).length,
  says: (facts) =>
    t`TCP is blocked: ${places(withoutTcp(facts))} answer over UDP alone, and an answer is too large for that.`,
  steps: (facts) => [
    {
      where: 'network',
      text: t`Let TCP port ${facts.port} through as well as UDP: DNS needs both (RFC 7766).`,
      command: `${withoutTcp(facts).some(({ family }) => family === 6) ? 'ip6tables' : 'iptables'} -A INPUT -p tcp --dport ${facts.port} -j ACCEPT`,
    },
  ],
  ruledOut: (facts) =>
    working(facts).length > 0 && withoutTcp(facts).length === 0 ? t`TCP: every server answers over it.` : undefined,
};

function limiting({ probes }: Facts): Probed[] {
  return probes.filter(({ again }) => again !== undefined && again.answered < again.sent);
}

const rateLimited: Cause = {
  id: 'rate-limited',
  evidence: (facts) => {
    const rows = limiting(facts).map(
      ({ address, again }) =>
        t`${address} answered ${again!.answered} of ${again!.sent} small questions over UDP, and TCP.`,
    );
    return rows.length > 0 ? rows : undefined;
  },
  explains: (symptom) => fails(symptom),
  says: (facts) =>
    t`${places(limiting(facts))} drop some questions: a limit on the rate of answers, or a line that loses datagrams.`,
  steps: () => [
    {
      where: 'server',
      text: t`Leave the resolver out of the limit, or raise it; let some answers be cut instead of dropped.`,
      command: 'rate-limit { responses-per-second 20; slip 2; exempt-clients { RESOLVER; }; };',
    },
  ],
  brings: ['large-answers-lost', 'dead-address'],
};

/** Working servers by their serials, where these differ. */
function serials(facts: Facts): Map<number, Probed[]> {
  const by = new Map<number, Probed[]>();
  for (const probe of working(facts)) {
    const serial = serialAt(probe);
    if (serial !== undefined) by.set(serial, [...(by.get(serial) ?? []), probe]);
  }
  return by;
}

function answersDiffer(facts: Facts): boolean {
  const texts = working(facts).flatMap(({ answer }) =>
    answer.response ? [dataOf(answer.response, facts.question.type)] : [],
  );
  return new Set(texts).size > 1;
}

const stale: Cause = {
  id: 'stale-secondary',
  evidence: (facts) => {
    const by = serials(facts);
    if (by.size < 2) return undefined;
    return [...by].map(([serial, probes]) => t`${places(probes)} have serial ${serial}.`);
  },
  explains: (symptom, facts) => answersDiffer(facts) && symptom !== 'refused',
  says: (facts) =>
    answersDiffer(facts)
      ? t`The servers have different versions of ${shownName(facts.zone)}, and answer this question differently: what somebody sees depends on which one is asked.`
      : t`The servers have different versions of ${shownName(facts.zone)}.`,
  steps: (facts) => [
    {
      where: 'server',
      text: t`On the server that is behind: have the zone transferred again, and read in the log why it was not.`,
      command: `rndc retransfer ${shownName(facts.zone)}`,
    },
    {
      where: 'server',
      text: t`See that the primary tells its secondaries of changes and lets them transfer.`,
      command: 'notify yes; allow-transfer { SECONDARIES; };',
    },
  ],
  repair: 'bring servers in step',
  ruledOut: (facts) =>
    serials(facts).size === 1 && working(facts).length > 1 ? t`Versions: all servers have the same serial.` : undefined,
};

export const SERVER_CAUSES: readonly Cause[] = [
  notListening,
  silent,
  failing,
  refusing,
  lame,
  rateLimited,
  largeLost,
  tcpBlocked,
  stale,
  dead,
];
