/** What is to be said of an answer beside what it is: a table of which every row that holds speaks, with what to do. */
import { TYPE, typeText } from '../../dns/types.ts';
import { counted, listed, t } from '../../l10n.ts';
import { type Facts, negativeTtl, referralWay } from '../facts.ts';
import { rdataText } from '../messages.ts';
import { isAtOrBelow, sameName } from '../names.ts';
import { untimelySignatures } from '../signatures.ts';
import { TRANSPORT_NAME } from '../transport.ts';
import { extendedErrorNext } from './extendedErrors.ts';
import { utcText } from './words.ts';

interface Remark {
  readonly id: string;
  /** Sentences; none where there is nothing to say. */
  readonly says: (facts: Facts) => readonly string[];
}

/** Which addresses a referral brings for its name servers that stand in the zone itself, and that nobody can find without them (RFC 9471). */
function glueOf({
  referral,
  response,
}: Facts): { readonly name: string; readonly a: boolean; readonly aaaa: boolean }[] {
  const zone = referral[0].owner;
  const names = [...new Set(referral.map((record) => rdataText(record)))].filter((name) => isAtOrBelow(name, zone));
  const has = (name: string, type: number): boolean =>
    response.additional.some((record) => record.type === type && sameName(record.owner, name));
  return names.map((name) => ({ name, a: has(name, TYPE.A), aaaa: has(name, TYPE.AAAA) }));
}

function missingGlue(facts: Facts): string[] {
  if (facts.referral.length === 0 || referralWay(facts) !== 'down') return [];
  const glue = glueOf(facts);
  const none = glue.filter(({ a, aaaa }) => !a && !aaaa).map(({ name }) => name);
  if (none.length === 0) return [];
  const whole = none.length === facts.referral.length;
  const names = listed(none);
  if (facts.response.flags.tc) return [t`There is no address (glue) for ${names}: the answer is cut short.`];
  return [
    whole
      ? t`There is no address (glue) for ${names}: nobody can reach a server of the zone through this referral. Have its addresses entered at the parent.`
      : t`There is no address (glue) for ${names}: a resolver passes over that server. Have its addresses entered at the parent.`,
  ];
}

function oneFamily(facts: Facts): string[] {
  if (facts.referral.length === 0 || referralWay(facts) !== 'down') return [];
  const glue = glueOf(facts);
  const lines: string[] = [];
  const some = glue.filter(({ a, aaaa }) => a || aaaa);
  const only4 = some.filter(({ aaaa }) => !aaaa).map(({ name }) => name);
  const only6 = some.filter(({ a }) => !a).map(({ name }) => name);
  if (only4.length > 0)
    lines.push(
      t`The referral has only IPv4 addresses for ${listed(only4)}: where it has an IPv6 address too, its AAAA belongs to the parent as well.`,
    );
  if (only6.length > 0)
    lines.push(t`The referral has only IPv6 addresses for ${listed(only6)}: resolvers without IPv6 do not reach it.`);
  return lines;
}

const REMARKS: readonly Remark[] = [
  { id: 'extended-error', says: ({ response }) => extendedErrorNext(response) },
  {
    id: 'no-recursion',
    says: ({ response, result, end }) => {
      const expects = result.options.rd && !response.flags.ra && !response.flags.aa;
      if (!expects || end === 'answered' || response.rcode > 3 || response.rcode === 1) return [];
      return [
        t`Recursion was asked for and is not offered here (no ra): the server answers from what it has itself. Ask a resolver, or see its allow-recursion.`,
      ];
    },
  },
  {
    id: 'not-authoritative',
    says: ({ response, zone, referral }) => {
      // A referral says by itself that the server has not the zone, and an error that it did not answer.
      if (
        zone === undefined ||
        response.flags.aa ||
        referral.length > 0 ||
        (response.rcode !== 0 && response.rcode !== 3)
      )
        return [];
      return [
        t`The server is named for ${zone}, but does not answer with authority (no aa): it has not loaded the zone and answers from a cache. See its log, and its zone statement.`,
      ];
    },
  },
  {
    id: 'cut-over-tcp',
    says: ({ response, result, end }) =>
      response.flags.tc && result.transport !== 'udp' && end === 'answered'
        ? [
            t`The server says over ${TRANSPORT_NAME[result.transport]} that the answer is cut short (tc), where nothing needs to be: records may be missing.`,
          ]
        : [],
  },
  { id: 'no-glue', says: missingGlue },
  { id: 'glue-of-one-family', says: oneFamily },
  {
    id: 'signatures',
    says: ({ response, result }) =>
      untimelySignatures(response, result.asked).map(({ owner, covers, keyTag, is, at }) =>
        is === 'expired'
          ? t`The signature of ${owner} ${covers} by key ${keyTag} expired on ${utcText(at)}: validating resolvers fail. Sign the zone again.`
          : t`The signature of ${owner} ${covers} by key ${keyTag} holds from ${utcText(at)} only: validating resolvers fail until then. See the clock of the machine that signs.`,
      ),
  },
  {
    id: 'kept-denial',
    says: ({ response, soa, end }) =>
      soa && end !== 'answered' && (response.rcode === 0 || response.rcode === 3)
        ? [t`Resolvers keep this denial for ${counted(negativeTtl(soa), t`second`, t`seconds`)}.`]
        : [],
  },
  {
    id: 'alias-beside-others',
    says: ({ response }) => {
      const cname = response.answer.find(({ type }) => type === TYPE.CNAME);
      const others = response.answer.filter(
        ({ owner, type }) =>
          cname &&
          sameName(owner, cname.owner) &&
          ![TYPE.CNAME, TYPE.RRSIG, TYPE.NSEC, TYPE.DNAME].some((one) => one === type),
      );
      if (!cname || others.length === 0) return [];
      return [
        t`${cname.owner} has a CNAME and a ${typeText(others[0].type)} record: an alias stands alone (RFC 1034), and resolvers take one or the other.`,
      ];
    },
  },
];

/** The rows' names, for the test that wants an answer for each. */
export const REMARK_IDS: readonly string[] = REMARKS.map(({ id }) => id);

/** All that is to be said, in the order of the table. */
export function remarksOf(facts: Facts): string[] {
  return REMARKS.flatMap(({ says }) => says(facts));
}
