/** Causes in the records themselves, and at the resolver. */
import { EDE, RCODE } from '../../../dns/codes.ts';
import { specialRange } from '../../../dns/specialRanges.ts';
import { TYPE, typeText } from '../../../dns/types.ts';
import { t } from '../../../l10n.ts';
import { EXTENDED_ERRORS } from '../../codes.ts';
import { familyOf } from '../../delegation/questions.ts';
import { shownName } from '../../delegation/records.ts';
import { madeFrom } from '../../dns64.ts';
import { type AnswerRecord, rdataText } from '../../messages.ts';
import { serverText } from '../../transport.ts';
import { type Cause, shown } from '../cause.ts';
import {
  dataOf,
  deadHosts,
  type Facts,
  type HostAddress,
  hasRecords,
  isNoHost,
  plainTry,
  resolverErrors,
  symptomOf,
  working,
} from '../facts.ts';
import { ENCRYPTED_CAUSES } from './encrypted.ts';

function resolver(facts: Facts): string {
  const plain = plainTry(facts);
  return plain ? serverText(plain.server) : '';
}

/** Addresses of the name that nobody reaches. */
function special({ authority, question }: Facts): { record: AnswerRecord; what: string }[] {
  return (authority?.answer ?? []).flatMap((record) => {
    const isAddress = record.type === TYPE.A || record.type === TYPE.AAAA;
    if (!isAddress || record.type !== question.type || record.fault !== undefined) return [];
    const range = specialRange(record.rdata);
    return range && isNoHost(range) ? [{ record, what: `${range.name} (${range.rfc})` }] : [];
  });
}

function hasNoAaaa({ question, authority }: Facts): boolean {
  return (
    question.type === TYPE.AAAA &&
    authority?.rcode === RCODE.NOERROR &&
    authority.flags.aa &&
    !hasRecords(authority, TYPE.AAAA)
  );
}

/** An address with the one that it was made from. */
function madeText(address: string, { dns64: prefixes }: Facts): string {
  const from = madeFrom(address, prefixes);
  return from === undefined ? address : t`${address} (made from ${from})`;
}

const dns64: Cause = {
  id: 'dns64',
  evidence: (facts) => {
    const plain = plainTry(facts)?.outcome.response;
    return shown(
      facts.dns64.length > 0 && hasNoAaaa(facts) && hasRecords(plain, TYPE.AAAA),
      t`The zone’s servers have no AAAA record, and ${resolver(facts)} gives ${(plain?.answer ?? [])
        .filter(({ type }) => type === TYPE.AAAA)
        .map((record) => madeText(rdataText(record), facts))
        .join(', ')}.`,
      t`It also has IPv6 addresses for ipv4only.arpa, which has none (RFC 7050).`,
    );
  },
  explains: (symptom) => symptom === 'works',
  says: ({ question }) =>
    t`The resolver makes IPv6 addresses out of IPv4 ones (DNS64): the AAAA record of ${shownName(question.name)} is none of the zone’s.`,
  steps: ({ question }) => [
    {
      where: 'zone',
      text: t`If ${shownName(question.name)} has IPv6 of its own, give it an AAAA record: then nothing is made.`,
    },
    {
      where: 'resolver',
      text: t`For hosts that have IPv4 as well, have the resolver make none.`,
      command: 'dns64 64:ff9b::/96 { clients { NETWORKS; }; };',
    },
  ],
  brings: ['no-record'],
};

const noRecord: Cause = {
  id: 'no-record',
  evidence: (facts) => {
    const { authority, question } = facts;
    const type = typeText(question.type);
    const alias = authority?.answer.some((record) => record.type === TYPE.CNAME);
    return shown(
      authority?.rcode === RCODE.NOERROR && authority.flags.aa && !hasRecords(authority, question.type) && !alias,
      t`The zone’s servers have no ${type} record at ${shownName(question.name)}.`,
    );
  },
  explains: (symptom) => symptom === 'nodata',
  says: ({ question, zone }) =>
    t`${shownName(question.name)} has no ${typeText(question.type)} record in ${shownName(zone)}.`,
  steps: ({ question, zone, authority }) => [
    {
      where: 'zone',
      text: t`Add the ${typeText(question.type)} record to ${shownName(zone)}, raise its serial and load it. Resolvers keep the denial for a while.`,
      command: `rndc reload ${shownName(zone)}`,
      wait: authority?.authority.find(({ type }) => type === TYPE.SOA)?.ttl ?? 0,
    },
  ],
};

const wrongAddress: Cause = {
  id: 'wrong-address',
  evidence: (facts) => {
    const rows = special(facts).map(
      ({ record, what }) => t`${shownName(facts.question.name)} has ${rdataText(record)}, an address of ${what}.`,
    );
    return rows.length > 0 ? rows : undefined;
  },
  explains: (symptom) => symptom === 'works',
  says: ({ question }) =>
    t`The ${typeText(question.type)} record of ${shownName(question.name)} leads to an address that nobody on the Internet reaches.`,
  steps: ({ question, zone, authority }) => [
    {
      where: 'zone',
      text: t`Write the host’s own address into the ${typeText(question.type)} record of ${shownName(zone)}, raise its serial and load it.`,
      command: `rndc reload ${shownName(zone)}`,
      wait: authority?.answer[0]?.ttl ?? 0,
    },
  ],
};

function isIn(family: 4 | 6): (host: HostAddress) => boolean {
  return ({ address }) => familyOf(address) === family;
}

/** The family of all dead ones, where none of the family is alive and some of the other is. */
function deadFamily(facts: Facts): 4 | 6 | undefined {
  const [dead, alive] = [deadHosts(facts), facts.hosts.filter(({ state }) => state === 'open')];
  return ([4, 6] as const).find((family) => dead.every(isIn(family)) && !alive.some(isIn(family)));
}

function addressesIn(hosts: readonly HostAddress[]): string {
  return hosts.map(({ address }) => address).join(', ');
}

const deadHost: Cause = {
  id: 'dead-host-address',
  evidence: (facts) => {
    const dead = deadHosts(facts);
    const [closed, silent] = [
      dead.filter(({ state }) => state === 'closed'),
      dead.filter((one) => one.state === 'silent'),
    ];
    const alive = facts.hosts.filter(({ state }) => state === 'open');
    const port = dead[0]?.port ?? 0;
    return shown(
      dead.length > 0,
      t`${addressesIn(alive)} take connections on TCP port ${port}.`,
      ...(closed.length > 0 ? [t`${addressesIn(closed)}: nothing listens there.`] : []),
      ...(silent.length > 0 ? [t`${addressesIn(silent)}: nobody answers.`] : []),
    );
  },
  explains: (symptom) => symptom === 'works',
  says: (facts) => {
    const family = deadFamily(facts);
    const [name, dead] = [shownName(facts.question.name), addressesIn(deadHosts(facts))];
    return family
      ? t`The name resolves, and over IPv${family} nothing takes connections at ${name} (${dead}): who has IPv${family} waits, or does not get through.`
      : t`The name resolves, and of several addresses of ${name} some are dead: ${dead}. Whoever takes one of these waits, or does not get through.`;
  },
  steps: (facts) => {
    const dead = deadHosts(facts);
    const isV6 = dead.some(isIn(6));
    const { port } = dead[0];
    return [
      {
        where: 'server',
        text: t`See on the host that has ${addressesIn(dead)} whether it runs, has the address, and has the service listen there.`,
        command: `ip address; ss -tlnp 'sport = :${port}'`,
      },
      {
        where: 'network',
        text: t`Let TCP port ${port} through in the firewall of the host and on the way to it.`,
        command: `${isV6 ? 'ip6tables' : 'iptables'} -L -n -v; nft list ruleset`,
      },
      {
        where: 'zone',
        text: t`Or take the records with ${addressesIn(dead)} out of ${shownName(facts.zone)}, raise its serial and load it.`,
        command: `rndc reload ${shownName(facts.zone)}`,
        wait: Math.max(0, ...(facts.authority?.answer ?? []).map(({ ttl }) => ttl)),
      },
    ];
  },
  ruledOut: ({ hosts }) =>
    hosts.length > 0 && hosts.every(({ state }) => state === 'open')
      ? t`Hosts: ${addressesIn(hosts)} take connections on TCP port ${hosts[0].port}.`
      : undefined,
};

/** Codes of a resolver that withholds what it has. */
const POLICY: ReadonlySet<number> = new Set([EDE.BLOCKED, EDE.CENSORED, EDE.FILTERED, EDE.FORGED_ANSWER]);

const blocked: Cause = {
  id: 'blocked',
  evidence: (facts) => {
    const rows = resolverErrors(facts).filter(({ code }) => POLICY.has(code));
    const [first] = rows;
    return shown(
      first !== undefined,
      t`${resolver(facts)} says so: extended error ${first?.code ?? 0} (${EXTENDED_ERRORS[first?.code ?? 0]}) ${first?.text ?? ''}`.trimEnd(),
    );
  },
  explains: (symptom) => symptom !== 'works',
  says: (facts) => t`A policy of the resolver ${resolver(facts)} withholds the answer.`,
  steps: () => [
    {
      where: 'resolver',
      text: t`Ask whoever runs the resolver, or another resolver.`,
      command: 'response-policy { ... };',
    },
  ],
  brings: ['resolver-has-old-answer', 'no-record'],
};

const closedResolver: Cause = {
  id: 'resolver-refuses',
  evidence: (facts) =>
    shown(
      symptomOf(facts) === 'refused' && working(facts).length > 0,
      t`${resolver(facts)} answers REFUSED, and the zone’s servers answer.`,
    ),
  explains: (symptom) => symptom === 'refused',
  says: (facts) => t`${resolver(facts)} does not look names up for this asker.`,
  steps: () => [
    {
      where: 'resolver',
      text: t`Let the network of the asker use it, or ask a resolver that may be asked.`,
      command: 'allow-recursion { NETWORKS; };',
    },
  ],
};

const silentResolver: Cause = {
  id: 'resolver-silent',
  evidence: (facts) =>
    shown(
      symptomOf(facts) === 'silent' && working(facts).length > 0,
      t`${resolver(facts)} does not answer, and the zone’s servers do.`,
    ),
  explains: (symptom) => symptom === 'silent',
  says: (facts) => t`The resolver ${resolver(facts)} does not answer: it is down, or nothing comes through to it.`,
  steps: (facts) => [
    {
      where: 'resolver',
      text: t`See on the resolver whether it runs and listens.`,
      command: `ss -tulnp 'sport = :${plainTry(facts)?.server.port ?? 53}'; rndc status`,
    },
  ],
};

const staleAnswer: Cause = {
  id: 'resolver-has-old-answer',
  evidence: (facts) => {
    const { question, authority } = facts;
    const plain = plainTry(facts)?.outcome.response;
    const [here, there] = [dataOf(plain, question.type), dataOf(authority, question.type)];
    const differs = plain !== undefined && authority?.flags.aa === true && here !== there && facts.dns64.length === 0;
    const all = new Set(working(facts).map(({ answer }) => dataOf(answer.response, question.type)));
    return shown(
      differs && all.size === 1 && plain.rcode !== RCODE.SERVFAIL && plain.rcode !== RCODE.REFUSED,
      t`${resolver(facts)} has another answer than the zone’s servers, which all have the same.`,
    );
  },
  explains: (symptom) => symptom === 'works' || symptom === 'nodata' || symptom === 'nxdomain',
  says: (facts) => t`${resolver(facts)} still has an old answer, or another view of the zone.`,
  steps: (facts) => [
    {
      where: 'resolver',
      text: t`Wait until its TTL is over, or have the resolver forget it.`,
      command: `rndc flushname ${shownName(facts.question.name)}`,
      wait: plainTry(facts)?.outcome.response?.answer[0]?.ttl ?? 0,
    },
  ],
};

export const RECORD_CAUSES: readonly Cause[] = [dns64, wrongAddress, deadHost, noRecord];
export const RESOLVER_CAUSES: readonly Cause[] = [
  blocked,
  closedResolver,
  ...ENCRYPTED_CAUSES,
  silentResolver,
  staleAnswer,
];
