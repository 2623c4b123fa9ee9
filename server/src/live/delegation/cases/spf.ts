/** Whether the policy of who may send mail (SPF) is the same everywhere, and well-formed. */
import { RCODE } from '../../../dns/codes.ts';
import { TYPE } from '../../../dns/types.ts';
import { marked } from '../../../l10n.ts';
import { found, testCase } from '../contract.ts';
import { answersOf, shownName, textOf } from '../records.ts';
import { isSpfRecord } from '../spfGrammar.ts';
import { type NameServer, serverNames, uniqueAddresses } from '../world.ts';
import { groupedBy, isNoMailDomain } from './common.ts';

/** A policy that lets nobody send. */
const NOBODY = /^v=spf1 +-all *$/;

interface OfAddress {
  readonly address: string;
  readonly policies: readonly string[];
}

export const zone11 = testCase({
  id: 'ZONE11',
  title: marked('The policy of who may send mail (SPF) is right'),
  link: 'zone',
  tags: {
    Z11_DIFFERENT_SPF_POLICIES_FOUND: {
      level: 'notice',
      message: marked('These servers have one of the policies: {ns_list}.'),
    },
    Z11_INCONSISTENT_SPF_POLICIES: {
      level: 'warning',
      message: marked(
        'The servers have different SPF policies, so that whether mail is taken depends on who is asked.',
      ),
      advice: marked('See that all servers have the same version of the zone: compare their serials.'),
    },
    Z11_NO_SPF_FOUND: {
      level: 'notice',
      message: marked('{domain} has no SPF policy: whoever sends mail in its name is believed by many.'),
      advice: marked('Say who may send (RFC 7208); where nobody does: `TXT "v=spf1 -all"`.'),
    },
    Z11_NO_SPF_NON_MAIL_DOMAIN: {
      level: 'info',
      message: marked('{domain} has no SPF policy, and needs none: nobody sends mail in its name.'),
    },
    Z11_NON_NULL_SPF_NON_MAIL_DOMAIN: {
      level: 'notice',
      message: marked(
        '{domain} has an SPF policy that lets somebody send, though nobody sends mail in the name of such a zone.',
      ),
      advice: marked('Write `v=spf1 -all`, or take it out.'),
    },
    Z11_NULL_SPF_NON_MAIL_DOMAIN: {
      level: 'info',
      message: marked('The SPF policy of {domain} lets nobody send, as is right.'),
    },
    Z11_SPF_MULTIPLE_RECORDS: {
      level: 'warning',
      message: marked(
        '{ns_list} have more than one SPF policy, which makes all of them invalid (RFC 7208 section 4.5).',
      ),
      advice: marked('Put them together in one.'),
    },
    Z11_SPF_SYNTAX_ERROR: {
      level: 'warning',
      message: marked(
        'The SPF policy of {domain} is not well-formed, which makes it invalid (RFC 7208 section 4.6), as {ns_list} have it.',
      ),
      advice: marked('Open the zone file: the rules on SPF say which term it is.'),
    },
    Z11_SPF_SYNTAX_OK: { level: 'info', message: marked('The SPF policy of {domain} is well-formed.') },
    Z11_UNABLE_TO_CHECK_FOR_SPF: {
      level: 'warning',
      message: marked('No server answers the question for TXT records in a way that can be used.'),
      advice: marked('Look at the logs of the servers: other questions are answered.'),
    },
  },
  *run(world) {
    const servers = yield* world.servers();
    const all = yield* world.askEach(uniqueAddresses(servers), { name: world.zone, type: TYPE.TXT });
    const rows = all.flatMap(({ server, response }): OfAddress[] => {
      if (response?.rcode !== RCODE.NOERROR || !response.flags.aa) return [];
      const texts = answersOf(response, world.zone, TYPE.TXT).map((record) => textOf(record).toLowerCase());
      return [{ address: server.address, policies: texts.filter((text) => /^v=spf1(?: |$)/.test(text)).sort() }];
    });
    const namesOf = (those: readonly OfAddress[]): string[] => {
      const addresses = new Set(those.map(({ address }) => address));
      return serverNames(servers.filter(({ address }: NameServer) => addresses.has(address)));
    };
    const domain = shownName(world.zone);
    if (rows.length === 0) return [found('Z11_UNABLE_TO_CHECK_FOR_SPF')];
    if (rows.every(({ policies }) => policies.length === 0)) {
      return [found(isNoMailDomain(world.zone) ? 'Z11_NO_SPF_NON_MAIL_DOMAIN' : 'Z11_NO_SPF_FOUND', { domain })];
    }
    const groups = [...groupedBy(rows, ({ policies }) => JSON.stringify(policies)).values()];
    if (groups.length > 1) {
      const each = groups.map((those) => found('Z11_DIFFERENT_SPF_POLICIES_FOUND', { ns_list: namesOf(those) }));
      return [found('Z11_INCONSISTENT_SPF_POLICIES'), ...each];
    }
    const [{ policies }] = rows;
    if (policies.length > 1) return [found('Z11_SPF_MULTIPLE_RECORDS', { ns_list: namesOf(rows) })];
    const [policy] = policies;
    if (!isSpfRecord(policy)) return [found('Z11_SPF_SYNTAX_ERROR', { domain, ns_list: namesOf(rows) })];
    if (!isNoMailDomain(world.zone)) return [found('Z11_SPF_SYNTAX_OK', { domain })];
    return [
      found(NOBODY.test(policy) ? 'Z11_NULL_SPF_NON_MAIL_DOMAIN' : 'Z11_NON_NULL_SPF_NON_MAIL_DOMAIN', { domain }),
    ];
  },
});
