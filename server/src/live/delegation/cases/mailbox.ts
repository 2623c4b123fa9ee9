/** Whether the mailbox of a zone (RNAME) is one that mail can reach. */
import { labelToText, parseName } from '../../../dns/nameText.ts';
import { TYPE } from '../../../dns/types.ts';
import { marked } from '../../../l10n.ts';
import type { Conversation } from '../../conversation.ts';
import { rdataText } from '../../messages.ts';
import { together } from '../../together.ts';
import { type Finding, found, testCase } from '../contract.ts';
import { nameKey, recordsOf, shownName, soaOf, targetOfMx } from '../records.ts';
import { serverName, uniqueAddresses, type World } from '../world.ts';
import { NO_RESPONSE, NO_SOA_ANSWER } from './common.ts';

/** An atom of a mailbox (RFC 5322 section 3.2.3), and what stands in quotes instead. */
const DOT_ATOM = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const QUOTED = /^"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*"$/;

interface Mailbox {
  readonly text: string;
  /** Absolute; undefined where the whole is no mailbox. */
  readonly domain?: string;
}

/** The mailbox that an RNAME stands for: its first label, and the rest behind the @ (RFC 1035 section 8). */
function mailboxOf(rname: string): Mailbox {
  const [first, ...rest] = parseName(rname).labels;
  const local = first ? String.fromCharCode(...first) : '';
  const domain = rest.map(labelToText).join('.');
  const isRight = (DOT_ATOM.test(local) || QUOTED.test(local)) && DOT_ATOM.test(domain);
  return { text: `${local}@${domain}`, ...(isRight && { domain: nameKey(domain) }) };
}

type MailTag = 'RNAME_MAIL_DOMAIN_INVALID' | 'RNAME_MAIL_DOMAIN_LOCALHOST' | 'RNAME_MAIL_ILLEGAL_CNAME';

/** The addresses of the host itself, which take mail nowhere. */
const LOCALHOSTS: ReadonlySet<string> = new Set(['127.0.0.1', '::1']);

/** What is wrong with one host that takes mail. */
function* hostFindings(world: World, host: string): Conversation<readonly Finding<MailTag>[]> {
  const domain = shownName(host);
  const looked = yield* together([TYPE.A, TYPE.AAAA].map((type) => world.lookUp(host, type)));
  const isAlias = looked.some(
    ({ aliases, response }) => aliases.length > 0 || (response && recordsOf(response, 'answer', TYPE.CNAME).length > 0),
  );
  const addresses = looked.flatMap((one) => (one.aliases.length > 0 ? [] : one.records.map(rdataText)));
  const localhosts = addresses.filter((address) => LOCALHOSTS.has(address));
  const isInvalid = addresses.length === 0 || localhosts.length > 0;
  return [
    ...(isAlias ? [found('RNAME_MAIL_ILLEGAL_CNAME', { domain })] : []),
    ...localhosts.map((localhost) => found('RNAME_MAIL_DOMAIN_LOCALHOST', { domain, localhost })),
    ...(isInvalid ? [found('RNAME_MAIL_DOMAIN_INVALID', { domain })] : []),
  ];
}

/** What is wrong with the domain of a mailbox. */
function* domainFindings(world: World, domain: string): Conversation<readonly Finding<MailTag>[]> {
  const { kind, name, records } = yield* world.lookUp(domain, TYPE.MX);
  if (kind === 'failed' || kind === 'nxdomain')
    return [found('RNAME_MAIL_DOMAIN_INVALID', { domain: shownName(domain) })];
  const hosts = kind === 'records' ? [...new Set(records.map(targetOfMx))] : [name];
  return (yield* together(hosts.map((host) => hostFindings(world, host)))).flat();
}

const REACHABLE = marked(
  'Name a mailbox that somebody reads, in a domain that takes mail: others write there when something is wrong with the zone.',
);

export const syntax06 = testCase({
  id: 'SYNTAX06',
  title: marked('The mailbox (RNAME) takes mail'),
  link: 'zone',
  tags: {
    NO_RESPONSE,
    NO_RESPONSE_SOA_QUERY: NO_SOA_ANSWER,
    RNAME_RFC822_INVALID: {
      level: 'warning',
      message: marked('The mailbox (RNAME) {rname} is no address of a mailbox (RFC 5322 section 3.4.1).'),
      advice: REACHABLE,
    },
    RNAME_MAIL_DOMAIN_INVALID: {
      level: 'warning',
      message: marked(
        'Mail for the mailbox (RNAME) does not arrive: {domain} has no address that could be found, or none that leads anywhere.',
      ),
      advice: REACHABLE,
    },
    RNAME_MAIL_DOMAIN_LOCALHOST: {
      level: 'warning',
      message: marked(
        'Mail for the mailbox (RNAME) goes to {domain}, which has the address {localhost} of the sender itself.',
      ),
      advice: REACHABLE,
    },
    RNAME_MAIL_ILLEGAL_CNAME: {
      level: 'warning',
      message: marked(
        'Mail for the mailbox (RNAME) goes to {domain}, which is an alias (CNAME): an MX record must not lead to one (RFC 5321 section 5.1).',
      ),
      advice: marked('Have the MX record name the host itself.'),
    },
    RNAME_RFC822_VALID: { level: 'info', message: marked('The mailbox (RNAME) {rname} takes mail.') },
  },
  *run(world) {
    const findings: Finding<'NO_RESPONSE' | 'NO_RESPONSE_SOA_QUERY' | 'RNAME_RFC822_INVALID' | MailTag>[] = [];
    const mailboxes = new Map<string, Mailbox>();
    const servers = uniqueAddresses(yield* world.servers());
    for (const { server, response } of yield* world.askEach(servers, { name: world.zone, type: TYPE.SOA })) {
      const [record] = response ? recordsOf(response, 'answer', TYPE.SOA) : [];
      if (!response) findings.push(found('NO_RESPONSE', { ns: serverName(server) }));
      else if (!record) findings.push(found('NO_RESPONSE_SOA_QUERY'));
      else {
        const mailbox = mailboxOf(soaOf(record).rname);
        mailboxes.set(mailbox.text.toLowerCase(), mailbox);
      }
    }
    const all = [...mailboxes.values()];
    const right = all.filter(({ domain }) => domain !== undefined);
    for (const { text, domain } of all)
      if (domain === undefined) findings.push(found('RNAME_RFC822_INVALID', { rname: text }));
    const domains = [...new Set(right.map(({ domain }) => domain!))];
    const ofDomains = (yield* together(domains.map((domain) => domainFindings(world, domain)))).flat();
    const isInvalid = ofDomains.some(({ tag }) => tag === 'RNAME_MAIL_DOMAIN_INVALID');
    return [
      ...findings,
      ...ofDomains,
      ...(isInvalid ? [] : right.map(({ text }) => found('RNAME_RFC822_VALID', { rname: text }))),
    ];
  },
});
