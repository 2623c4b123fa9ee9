/**
 * What an answer is, in one sentence: a table of conditions over the whole answer, of which the first that holds speaks. Each row may say what to
 * look at next. Sentences continue the RCODE's name.
 */
import { RCODE, rcodeName } from '../../dns/codes.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { counted, listed, type Marked, t, translated } from '../../l10n.ts';
import { RCODE_NEXT, RCODE_WORDS } from '../codes.ts';
import { type Facts, isCompactDenial, isOwnSoa, referralWay } from '../facts.ts';
import { isAtOrBelow, sameName } from '../names.ts';
import { TRANSPORT_NAME } from '../transport.ts';

/** One thing that an answer can be. */
interface StatusRow {
  /** Its name in the tests. */
  readonly id: string;
  readonly when: (facts: Facts) => boolean;
  readonly says: (facts: Facts) => string;
  readonly next?: (facts: Facts) => string | undefined;
}

const noError = ({ response }: Facts): boolean => response.rcode === RCODE.NOERROR;
const nxDomain = ({ response }: Facts): boolean => response.rcode === RCODE.NXDOMAIN;
const viaAlias = ({ steps }: Facts): boolean => steps.length > 0;
const isEmpty = ({ response }: Facts): boolean => response.answer.length === 0;
const asked = ({ question }: Facts): string => typeText(question.type);

/** `www.example. is an alias of host.example.`, and each further alias behind it. */
function aliases({ steps }: Facts): string {
  const [first, ...others] = steps;
  const how = first.dname === undefined ? '' : t` (by the DNAME of ${first.dname})`;
  const rest = others.map(({ to, dname }) =>
    dname === undefined ? t`that of ${to}` : t`that of ${to} (by the DNAME of ${dname})`,
  );
  return [t`${first.from} is an alias of ${first.to}${how}`, ...rest].join(', ');
}

/** `A, 2 of AAAA`: what types are there. */
function typesOf(records: Facts['found']): string {
  return listed([...new Set(records.map(({ type }) => typeText(type)))]);
}

function ownersOf(facts: Facts): string {
  return listed([...new Set(facts.response.answer.map(({ owner }) => owner.toLowerCase()))].slice(0, 3));
}

/** Where a name has answers that were not asked for. */
function othersAt({ response, target }: Facts): Facts['found'] {
  return response.answer.filter(({ owner, type }) => sameName(owner, target) && type !== TYPE.RRSIG);
}

function servfailNext({ result }: Facts): string {
  if (result.options.cd)
    return t`The server fails with +cd too, so DNSSEC validation is not what fails: see its log, whether it has loaded the zone, and whether it reaches the zone’s servers.`;
  return translated(RCODE_NEXT[RCODE.SERVFAIL]);
}

function refusedNext({ response, result }: Facts): string {
  if (result.options.rd && !response.flags.ra)
    return t`The server does not look up names for this asker, and answers for its own zones only: ask a resolver, or see whether it has the zone, its allow-query and allow-recursion.`;
  return translated(RCODE_NEXT[RCODE.REFUSED]);
}

const ROWS: readonly StatusRow[] = [
  {
    id: 'loop',
    when: ({ end }) => end === 'loop',
    says: (facts) => t`${aliases(facts)}: the aliases go round and end nowhere`,
    next: () => t`Point one of these aliases at a name that has records of its own.`,
  },
  {
    id: 'dname-too-long',
    when: ({ response, end }) => response.rcode === RCODE.YXDOMAIN || end === 'too-long',
    says: ({ response, target, end }) => {
      const dname = response.answer.find(({ type, owner }) => type === TYPE.DNAME && isAtOrBelow(target, owner));
      if (!dname) return translated(RCODE_WORDS[RCODE.YXDOMAIN]);
      const made = end === 'too-long' ? t`a name that is longer than 255 octets` : t`a name that cannot be`;
      return t`the DNAME of ${dname.owner} makes of ${target} ${made}`;
    },
    next: ({ end }) =>
      end === 'too-long' ? t`Names below a DNAME have to be short enough for its target (RFC 6672).` : undefined,
  },
  {
    id: 'nxdomain-with-records',
    when: (facts) => nxDomain(facts) && facts.found.length > 0,
    says: ({ target, found }) =>
      t`the server says that ${target} does not exist, and shows records of it (${typesOf(found)}): one of both is wrong`,
    next: () =>
      t`A device on the way, or a policy of the resolver, may have changed the answer: ask the zone’s own servers.`,
  },
  {
    id: 'alias-to-nothing',
    when: (facts) => nxDomain(facts) && viaAlias(facts),
    says: (facts) => t`${aliases(facts)}, which does not exist`,
    next: ({ steps }) => t`The alias points at nothing: mend its target, or take ${steps[steps.length - 1].from} away.`,
  },
  {
    id: 'nxdomain-without-soa',
    when: (facts) => nxDomain(facts) && facts.soa === undefined,
    says: ({ target }) =>
      t`${target} does not exist, says the server; without the zone’s SOA nobody can keep that answer (RFC 2308)`,
    next: () => t`Ask the zone’s own servers; their answer has the SOA.`,
  },
  {
    id: 'nxdomain-of-another-zone',
    when: (facts) => nxDomain(facts) && !isOwnSoa(facts),
    says: ({ soa, target }) =>
      t`${target} does not exist, says the server, with the SOA of ${soa!.owner}, which is no zone that the name can be in`,
    next: () => t`Ask the zone’s own servers.`,
  },
  { id: 'nxdomain', when: nxDomain, says: () => t`the name does not exist` },
  {
    id: 'servfail',
    when: ({ response }) => response.rcode === RCODE.SERVFAIL,
    says: (facts) =>
      viaAlias(facts)
        ? t`${aliases(facts)}, and there the server tried and failed to find the answer`
        : translated(RCODE_WORDS[RCODE.SERVFAIL]),
    next: servfailNext,
  },
  {
    id: 'refused',
    when: ({ response }) => response.rcode === RCODE.REFUSED,
    says: (facts) =>
      viaAlias(facts)
        ? t`${aliases(facts)}, for which the server does not answer this asker`
        : translated(RCODE_WORDS[RCODE.REFUSED]),
    next: (facts) => (viaAlias(facts) ? t`Ask a resolver, or the servers of ${facts.target}.` : refusedNext(facts)),
  },
  {
    id: 'rcode',
    when: (facts) => !noError(facts),
    says: ({ response }) => translated(RCODE_WORDS[response.rcode] ?? ''),
    next: ({ response }) => {
      const next: Marked | undefined = RCODE_NEXT[response.rcode];
      return next === undefined ? undefined : translated(next);
    },
  },
  {
    id: 'answered-by-alias',
    when: (facts) => facts.end === 'answered' && viaAlias(facts),
    says: (facts) => t`${aliases(facts)}, which has ${counted(facts.found.length, t`record`, t`records`)}`,
  },
  {
    id: 'answered',
    when: ({ end }) => end === 'answered',
    says: () => t`the question has an answer`,
  },
  {
    id: 'cut-short',
    when: ({ response }) => response.flags.tc,
    says: ({ result }) =>
      result.transport === 'udp'
        ? t`the answer did not fit the datagram`
        : t`the server says over ${TRANSPORT_NAME[result.transport]} that the answer is cut short, where nothing needs to be`,
    next: ({ result }) =>
      result.transport === 'udp'
        ? undefined
        : t`A device on the way may answer in the server’s place, or the answer is longer than 65,535 octets.`,
  },
  {
    id: 'referral-beside',
    when: (facts) => facts.referral.length > 0 && referralWay(facts) === 'beside',
    says: ({ referral, target }) =>
      t`no answer, but a referral to the name servers of ${referral[0].owner}, a zone that ${target} is not in: it leads nowhere`,
    next: () =>
      t`Resolvers take this for a broken server: ask another one of the zone, and see which zones this one has loaded.`,
  },
  {
    id: 'referral-up',
    when: (facts) => facts.referral.length > 0 && referralWay(facts) === 'up',
    says: ({ referral, zone }) =>
      zone === undefined
        ? t`no answer, but a referral up to the name servers of ${referral[0].owner}: the server has no zone for this name`
        : t`no answer, but a referral up to the name servers of ${referral[0].owner}: the server is named for ${zone} and does not have it (a lame delegation)`,
    next: ({ zone }) =>
      zone === undefined
        ? t`See whether the server has the zone; one that has not should refuse instead.`
        : t`Load ${zone} there, or take the server out of the zone’s NS records and those of its parent.`,
  },
  {
    id: 'referral-of-alias',
    when: (facts) => facts.referral.length > 0 && viaAlias(facts),
    says: (facts) =>
      t`${aliases(facts)}, for which the server refers to the name servers of ${facts.referral[0].owner} below`,
  },
  {
    id: 'referral',
    when: ({ referral }) => referral.length > 0,
    says: ({ referral }) => t`no answer here, but a referral to the name servers of ${referral[0].owner} below`,
    next: () => undefined,
  },
  {
    id: 'compact-denial',
    when: isCompactDenial,
    says: ({ target }) => t`${target} does not exist: its NSEC record says so, as signed on the fly (RFC 9824)`,
  },
  {
    id: 'alias-without-type',
    when: (facts) => viaAlias(facts) && isOwnSoa(facts),
    says: (facts) => t`${aliases(facts)}, which exists, but has no ${asked(facts)} record (NODATA)`,
  },
  {
    id: 'alias-elsewhere',
    when: viaAlias,
    says: (facts) => t`${aliases(facts)}; what is there the answer does not say`,
    next: (facts) =>
      facts.response.flags.ra
        ? t`Ask for ${facts.target} ${asked(facts)} itself: the resolver did not follow the alias, or shows a denial without its SOA.`
        : t`Ask for ${facts.target} ${asked(facts)}: a resolver, or the servers of that name’s zone.`,
  },
  {
    id: 'other-type',
    when: (facts) => othersAt(facts).length > 0,
    says: (facts) =>
      t`the answer is for another type: ${typesOf(othersAt(facts))} of ${facts.target}, and ${asked(facts)} was asked for`,
    next: () =>
      t`A device on the way, or a server with a fault, may have made this answer: ask over TCP, and another server.`,
  },
  {
    id: 'other-owner',
    when: (facts) => !isEmpty(facts),
    says: (facts) => t`the answer is for another name: it has records of ${ownersOf(facts)}, none of ${facts.target}`,
    next: () =>
      t`A device on the way, or a server with a fault, may have made this answer: ask over TCP, and another server.`,
  },
  {
    id: 'nodata-of-another-zone',
    when: (facts) => facts.soa !== undefined && !isOwnSoa(facts),
    says: ({ soa, target }) => t`no answer, and the SOA of ${soa!.owner}, which is no zone that ${target} can be in`,
    next: () => t`Ask the zone’s own servers.`,
  },
  {
    id: 'nodata',
    when: ({ soa }) => soa !== undefined,
    says: (facts) => t`the name exists, but has no ${asked(facts)} record (NODATA)`,
  },
  {
    id: 'nothing',
    when: () => true,
    says: (facts) =>
      t`nothing at all: whether ${facts.target} has no ${asked(facts)} record cannot be told without the zone’s SOA (RFC 2308)`,
    next: ({ response }) =>
      response.flags.aa
        ? t`See why the server leaves out the SOA; resolvers ask again each time.`
        : t`Ask the zone’s own servers; their answer has the SOA.`,
  },
];

/** The rows' names, for the test that wants an answer for each. */
export const STATUS_IDS: readonly string[] = ROWS.map(({ id }) => id);

/** What the answer is, and what to look at next. */
export interface Status {
  readonly id: string;
  readonly line: string;
  readonly next: string | undefined;
}

/** The first row that holds. */
export function statusOf(facts: Facts): Status {
  const row = ROWS.find(({ when }) => when(facts))!;
  const { rcode } = facts.response;
  const name = rcodeName(rcode);
  const words = row.says(facts);
  const head = name === undefined ? t`Status: RCODE ${rcode}` : t`Status: ${name}`;
  return { id: row.id, line: words === '' ? head : `${head}: ${words}`, next: row.next?.(facts) };
}
