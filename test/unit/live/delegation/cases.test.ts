/** Each test case finds what it is for, in a small world with one fault. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CASES } from '../../../../server/src/live/delegation/cases/all.ts';
import { checkDelegation, usualCases } from '../../../../server/src/live/delegation/run.ts';
import type { Subject } from '../../../../server/src/live/delegation/world.ts';
import { World } from '../../../../server/src/live/delegation/world.ts';
import { NS1, NS2, ROOT, TLD, worldOf } from './healthy.ts';
import { served, within } from './servedWorld.ts';

type Part = 'root' | 'tld' | 'ns1' | 'ns2';
type Edit = (text: string) => string;

/** Records or rules more. */
const plus =
  (lines: string): Edit =>
  (text) =>
    `${text}\n${lines}\n`;
/** Without the records that begin so. */
const minus =
  (...starts: readonly string[]): Edit =>
  (text) =>
    text
      .split('\n')
      .filter((line) => !starts.some((start) => line.startsWith(start)))
      .join('\n');
const swap =
  (from: string, to: string): Edit =>
  (text) => {
    assert.ok(text.includes(from), from);
    return text.replaceAll(from, to);
  };
const all =
  (...edits: readonly Edit[]): Edit =>
  (text) =>
    edits.reduce((done, edit) => edit(done), text);

const both = (edit: Edit): Partial<Record<Part, Edit>> => ({ ns1: edit, ns2: edit });

/** Addresses that are documented, and routed all the same: those of documentation are a fault here. */
const REVERSE = `
zone 196.31.192.in-addr.arpa.
11.196.31.192.in-addr.arpa. PTR ns1.zone.example.
12.196.31.192.in-addr.arpa. PTR ns2.other.example.
zone 2.1.1.0.4.0.0.0.1.0.0.2.ip6.arpa.
1.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.2.1.1.0.4.0.0.0.1.0.0.2.ip6.arpa. PTR ns1.zone.example.
2.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.2.1.1.0.4.0.0.0.1.0.0.2.ip6.arpa. PTR ns2.other.example.
zone prefixes.test.
11.196.31.192.origin.prefixes.test. TXT "64500 | 192.31.196.0/28 | ZZ | test | 2026-01-01"
12.196.31.192.origin.prefixes.test. TXT "64501 | 192.31.196.0/27 | ZZ | test | 2026-01-01"
1.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.2.1.1.0.4.0.0.0.1.0.0.2.origin6.prefixes.test. TXT "64500 | 2001:4:112::/48 | ZZ"
2.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.2.1.1.0.4.0.0.0.1.0.0.2.origin6.prefixes.test. TXT "64500 | 2001:4:112::/48 | ZZ"
`;

function textOf(edits: Partial<Record<Part, Edit>>): string {
  const parts: Record<Part, string> = {
    root: ROOT.replace('zone .\n', `${REVERSE}\nzone .\n`),
    tld: TLD,
    ns1: NS1,
    ns2: NS2,
  };
  return Object.entries(parts)
    .map(([part, text]) => (edits[part as Part] ?? ((same: string) => same))(text))
    .join('\n')
    .replaceAll('192.0.2.', '192.31.196.')
    .replaceAll('2001:db8::', '2001:4:112::');
}

const START = { zone: '.', servers: new Map([['ns.root.', ['192.31.196.1']]]) };

async function tagsOf(id: string, edits: Partial<Record<Part, Edit>>, more: Partial<Subject> = {}): Promise<string[]> {
  const one = CASES.find((each) => each.id === id);
  assert.ok(one, id);
  const world = worldOf({ start: START, prefixZone: 'prefixes.test.', ...more });
  const { findings } = await within(served(textOf(edits)), checkDelegation(world, [one]));
  for (const { tag, arguments: values } of findings) {
    const { message, advice = '' } = one.tags[tag];
    for (const [, name] of `${message} ${advice}`.matchAll(/\{(\w+)\}/g))
      assert.ok(name in values, `${id} ${tag}: ${name}`);
  }
  return [...new Set(findings.map(({ tag }) => tag))];
}

const SOA = 'hostmaster.zone.example. 2026010101 14400 3600 1209600 3600';
const soa = (text: string): Partial<Record<Part, Edit>> => both(swap(`ns1.zone.example. ${SOA}`, text));
const GIVEN = {
  undelegated: new Map([
    ['ns1.zone.example.', ['192.31.196.11']],
    ['ns2.other.example.', []],
  ]),
};
const CHILD_NS = 'zone.example. NS ns2.other.example.';

/** Test case, the tags that it has to find, the world, and what is tested. */
const ROWS: readonly (readonly [
  id: string,
  tags: string,
  edits: Partial<Record<Part, Edit>>,
  more?: Partial<Subject>,
])[] = [
  ['BASIC01', 'B01_CHILD_FOUND B01_PARENT_FOUND', {}],
  ['BASIC01', 'B01_CHILD_FOUND B01_ROOT_HAS_NO_PARENT', {}, { zone: '.' }],
  ['BASIC01', 'B01_CHILD_FOUND B01_PARENT_DISREGARDED', {}, GIVEN],
  ['BASIC01', 'B01_PARENT_FOUND B01_NO_CHILD', {}, { zone: 'none.example.' }],
  ['BASIC01', 'B01_PARENT_NOT_FOUND B01_SERVER_ZONE_ERROR B01_NO_CHILD', { root: plus('when *: silent') }],
  [
    'BASIC01',
    'B01_CHILD_IS_ALIAS B01_NO_CHILD B01_PARENT_FOUND',
    { tld: plus('old.example. DNAME zone.example.') },
    { zone: 'old.example.' },
  ],
  [
    'BASIC01',
    'B01_INCONSISTENT_ALIAS B01_CHILD_IS_ALIAS',
    {
      root: plus('example. NS ns2.nic.example.\nns2.nic.example. A 192.0.2.3'),
      tld: (text) =>
        `${text}\nold.example. DNAME zone.example.\n${text.replace('192.0.2.2', '192.0.2.3')}\nold.example. DNAME other.example.`,
    },
    { zone: 'old.example.' },
  ],
  [
    'BASIC01',
    'B01_CHILD_FOUND B01_INCONSISTENT_DELEGATION',
    {
      root: plus('example. NS ns2.nic.example.\nns2.nic.example. A 192.0.2.3'),
      tld: (text) => `${text}${minus('zone.example.')(text.replace('192.0.2.2', '192.0.2.3'))}`,
    },
  ],
  [
    'BASIC01',
    'B01_PARENT_UNDETERMINED B01_CHILD_FOUND',
    {
      root: plus('example. NS ns2.nic.example.\nns2.nic.example. A 192.0.2.3'),
      tld: plus(`zone.sub.example. NS ns1.zone.example.
server 192.0.2.3
zone example.
example. SOA ns1.nic.example. ${SOA}
example. NS ns1.nic.example.
zone sub.example.
sub.example. SOA ns1.nic.example. ${SOA}
sub.example. NS ns1.nic.example.
zone.sub.example. NS ns1.zone.example.
`),
    },
    { zone: 'zone.sub.example.' },
  ],
  ['BASIC02', 'B02_AUTH_RESPONSE_SOA', {}],
  ['BASIC02', 'B02_NO_DELEGATION', {}, { zone: 'none.example.' }],
  ['BASIC02', 'B02_NO_WORKING_NS B02_NS_NO_RESPONSE', both(plus('when SOA zone.example.: silent'))],
  [
    'BASIC02',
    'B02_NO_WORKING_NS B02_NS_BROKEN B02_NS_NOT_AUTH',
    { ns1: plus('when SOA zone.example.: empty'), ns2: plus('when SOA zone.example.: -aa') },
  ],
  ['BASIC02', 'B02_NO_WORKING_NS B02_UNEXPECTED_RCODE', both(plus('when SOA zone.example.: SERVFAIL'))],
  ['BASIC02', 'B02_NO_WORKING_NS B02_NS_NO_IP_ADDR', { tld: minus('ns1.zone.example.', 'zone.example. NS ns2') }],
  ['BASIC03', 'NO_A_RECORDS', {}],
  ['BASIC03', 'HAS_A_RECORDS', { ns1: plus('www.zone.example. A 192.0.2.80') }],
  ['BASIC03', 'A_QUERY_NO_RESPONSES', both(plus('when A www.zone.example.: silent'))],

  ['SYNTAX01', 'ONLY_ALLOWED_CHARS', {}],
  ['SYNTAX01', 'NON_ALLOWED_CHARS', {}, { zone: 'a_b.example.' }],
  ['SYNTAX02', 'NO_ENDING_HYPHENS', {}],
  ['SYNTAX02', 'INITIAL_HYPHEN TERMINAL_HYPHEN', {}, { zone: '-a-.example.' }],
  ['SYNTAX03', 'NO_DOUBLE_DASH', {}, { zone: 'xn--bcher-kva.example.' }],
  ['SYNTAX03', 'DISCOURAGED_DOUBLE_DASH', {}, { zone: 'ab--c.example.' }],
  ['SYNTAX04', 'NAMESERVER_SYNTAX_OK', {}],
  [
    'SYNTAX04',
    'NAMESERVER_DISCOURAGED_DOUBLE_DASH NAMESERVER_NON_ALLOWED_CHARS NAMESERVER_NUMERIC_TLD',
    { tld: plus('zone.example. NS ab--c.x_y.example.\nzone.example. NS ns.1.') },
  ],
  ['SYNTAX05', 'RNAME_NO_AT_SIGN', {}],
  ['SYNTAX05', 'RNAME_MISUSED_AT_SIGN', soa('ns1.zone.example. hostmaster\\@zone.example. 1 14400 3600 1209600 3600')],
  ['SYNTAX05', 'NO_RESPONSE_SOA_QUERY', both(plus('when SOA: empty'))],
  ['SYNTAX06', 'RNAME_RFC822_VALID', {}],
  ['SYNTAX06', 'RNAME_RFC822_VALID', soa('ns1.zone.example. host\\.master.zone.example. 1 14400 3600 1209600 3600')],
  ['SYNTAX06', 'RNAME_RFC822_INVALID', soa('ns1.zone.example. host\\@master.zone.example. 1 14400 3600 1209600 3600')],
  [
    'SYNTAX06',
    'RNAME_MAIL_DOMAIN_INVALID',
    soa('ns1.zone.example. hostmaster.none.example. 1 14400 3600 1209600 3600'),
  ],
  ['SYNTAX06', 'RNAME_MAIL_DOMAIN_INVALID', both(minus('mail.zone.example.'))],
  [
    'SYNTAX06',
    'RNAME_MAIL_DOMAIN_LOCALHOST RNAME_MAIL_DOMAIN_INVALID',
    both(swap('mail.zone.example. A 192.0.2.25', 'mail.zone.example. A 127.0.0.1')),
  ],
  [
    'SYNTAX06',
    'RNAME_MAIL_ILLEGAL_CNAME RNAME_MAIL_DOMAIN_INVALID',
    both(swap('mail.zone.example. A 192.0.2.25', 'mail.zone.example. CNAME ns1.zone.example.')),
  ],
  ['SYNTAX06', 'NO_RESPONSE NO_RESPONSE_SOA_QUERY', { ns1: plus('when SOA: silent'), ns2: plus('when SOA: empty') }],
  ['SYNTAX07', 'MNAME_SYNTAX_OK', {}],
  ['SYNTAX07', 'MNAME_DISCOURAGED_DOUBLE_DASH MNAME_NON_ALLOWED_CHARS MNAME_NUMERIC_TLD', soa(`ab--c.x_y.1. ${SOA}`)],
  ['SYNTAX07', 'NO_RESPONSE_SOA_QUERY', both(plus('when SOA: silent'))],
  ['SYNTAX08', 'MX_SYNTAX_OK', {}],
  [
    'SYNTAX08',
    'MX_DISCOURAGED_DOUBLE_DASH MX_NON_ALLOWED_CHARS MX_NUMERIC_TLD',
    both(plus('zone.example. MX 20 ab--c.x_y.1.')),
  ],
  ['SYNTAX08', 'NO_RESPONSE_MX_QUERY', both(plus('when MX: silent'))],

  [
    'DELEGATION01',
    'ENOUGH_NS_DEL ENOUGH_NS_CHILD ENOUGH_IPV4_NS_DEL ENOUGH_IPV4_NS_CHILD ENOUGH_IPV6_NS_DEL ENOUGH_IPV6_NS_CHILD',
    {},
  ],
  [
    'DELEGATION01',
    'NOT_ENOUGH_NS_DEL NOT_ENOUGH_IPV4_NS_DEL NOT_ENOUGH_IPV6_NS_DEL',
    { tld: minus('zone.example. NS ns2') },
  ],
  [
    'DELEGATION01',
    'NOT_ENOUGH_NS_CHILD NOT_ENOUGH_IPV4_NS_CHILD NOT_ENOUGH_IPV6_NS_CHILD',
    both(minus('zone.example. NS ns2')),
  ],
  [
    'DELEGATION01',
    'NO_IPV4_NS_DEL NO_IPV4_NS_CHILD',
    {
      tld: minus('ns1.zone.example. A ', 'ns2.other.example. A '),
      ns1: minus('ns1.zone.example. A '),
      ns2: minus('ns1.zone.example. A ', 'ns2.other.example. A '),
    },
  ],
  [
    'DELEGATION01',
    'NO_IPV6_NS_DEL NO_IPV6_NS_CHILD',
    {
      tld: minus('ns1.zone.example. AAAA', 'ns2.other.example. AAAA'),
      ns1: minus('ns1.zone.example. AAAA'),
      ns2: minus('ns1.zone.example. AAAA', 'ns2.other.example. AAAA'),
    },
  ],
  ['DELEGATION02', 'DEL_DISTINCT_NS_IP CHILD_DISTINCT_NS_IP DISTINCT_IP_ADDRESS', {}],
  [
    'DELEGATION02',
    'DEL_NS_SAME_IP CHILD_NS_SAME_IP',
    {
      tld: plus('zone.example. NS ns3.zone.example.\nns3.zone.example. A 192.0.2.11'),
      ...both(plus('zone.example. NS ns3.zone.example.\nns3.zone.example. A 192.0.2.11')),
    },
  ],
  [
    'DELEGATION02',
    'SAME_IP_ADDRESS DEL_DISTINCT_NS_IP CHILD_DISTINCT_NS_IP',
    both(all(swap('NS ns1.zone.example.', 'NS ns3.zone.example.'), plus('ns3.zone.example. A 192.0.2.11'))),
  ],
  ['DELEGATION03', 'REFERRAL_SIZE_OK', {}],
  [
    'DELEGATION03',
    'REFERRAL_SIZE_TOO_LARGE',
    {
      tld: plus(
        Array.from({ length: 12 }, (_, i) => `zone.example. NS server-${i}.of-number-${i}.example.`).join('\n'),
      ),
    },
  ],
  ['DELEGATION04', 'ARE_AUTHORITATIVE', {}],
  ['DELEGATION04', 'IS_NOT_AUTHORITATIVE', { ns1: plus('when SOA tcp: -aa') }],
  ['DELEGATION05', 'NO_NS_CNAME', {}],
  [
    'DELEGATION05',
    'NS_IS_CNAME',
    both(
      swap(
        'ns1.zone.example. A 192.0.2.11',
        'ns1.zone.example. CNAME host.zone.example.\nhost.zone.example. A 192.0.2.11',
      ),
    ),
  ],
  [
    'DELEGATION05',
    'NS_IS_CNAME',
    { ns2: swap('ns2.other.example. A 192.0.2.12', 'ns2.other.example. CNAME mail.zone.example.') },
  ],
  [
    'DELEGATION05',
    'NO_RESPONSE UNEXPECTED_RCODE',
    { ns1: plus('when A ns1.zone.example.: silent'), ns2: plus('when A ns1.zone.example.: SERVFAIL') },
  ],
  ['DELEGATION06', 'SOA_EXISTS', {}],
  ['DELEGATION06', 'SOA_NOT_EXISTS', { ns1: plus('when SOA: empty') }],
  ['DELEGATION07', 'NAMES_MATCH', {}],
  ['DELEGATION07', 'EXTRA_NAME_PARENT EXTRA_NAME_CHILD', both(swap(CHILD_NS, 'zone.example. NS ns3.zone.example.'))],
  [
    'DELEGATION07',
    'TOTAL_NAME_MISMATCH',
    both(all(minus('zone.example. NS'), plus('zone.example. NS ns3.zone.example.'))),
  ],

  ['ADDRESS01', 'A01_GLOBALLY_REACHABLE_ADDR', {}],
  [
    'ADDRESS01',
    'A01_DOCUMENTATION_ADDR A01_LOCAL_USE_ADDR A01_ADDR_NOT_GLOBALLY_REACHABLE A01_GLOBALLY_REACHABLE_ADDR',
    { tld: plus('ns1.zone.example. A 198.51.100.1\nns1.zone.example. A 10.0.0.1\nns1.zone.example. A 198.18.0.1') },
  ],
  [
    'ADDRESS01',
    'A01_NO_GLOBALLY_REACHABLE_ADDR A01_LOCAL_USE_ADDR',
    {},
    { undelegated: new Map([['ns1.zone.example.', ['10.0.0.1']]]) },
  ],
  ['ADDRESS01', 'A01_NO_NAME_SERVERS_FOUND', {}, { zone: 'none.example.' }],
  ['ADDRESS02', 'NAMESERVERS_IP_WITH_REVERSE', {}],
  [
    'ADDRESS02',
    'NAMESERVER_IP_WITHOUT_REVERSE NO_RESPONSE_PTR_QUERY',
    { root: all(minus('11.196.31'), plus('when PTR 12.196.31.192.in-addr.arpa.: silent')) },
  ],
  ['ADDRESS03', 'NAMESERVER_IP_PTR_MATCH', {}],
  [
    'ADDRESS03',
    'NAMESERVER_IP_PTR_MISMATCH',
    { root: swap('12.196.31.192.in-addr.arpa. PTR ns2', '12.196.31.192.in-addr.arpa. PTR ns9') },
  ],
  [
    'ADDRESS03',
    'NAMESERVER_IP_WITHOUT_REVERSE NO_RESPONSE_PTR_QUERY',
    { root: all(minus('11.196.31'), plus('when PTR 12.196.31.192.in-addr.arpa.: SERVFAIL')) },
  ],

  ['CONNECTIVITY01', '', {}],
  ['CONNECTIVITY01', 'CN01_NO_RESPONSE_UDP', { ns1: plus('when * udp: silent') }],
  [
    'CONNECTIVITY01',
    'CN01_NO_RESPONSE_SOA_QUERY_UDP CN01_NO_RESPONSE_NS_QUERY_UDP',
    { ns1: plus('when SOA udp: silent'), ns2: plus('when NS zone.example. udp: silent') },
  ],
  [
    'CONNECTIVITY01',
    'CN01_UNEXPECTED_RCODE_SOA_QUERY_UDP CN01_UNEXPECTED_RCODE_NS_QUERY_UDP',
    { ns1: plus('when SOA: REFUSED\nwhen NS zone.example.: REFUSED') },
  ],
  [
    'CONNECTIVITY01',
    'CN01_MISSING_SOA_RECORD_UDP CN01_MISSING_NS_RECORD_UDP',
    { ns1: plus('when SOA: empty\nwhen NS zone.example.: empty') },
  ],
  [
    'CONNECTIVITY01',
    'CN01_SOA_RECORD_NOT_AA_UDP CN01_NS_RECORD_NOT_AA_UDP',
    { ns1: plus('when SOA: -aa\nwhen NS zone.example.: -aa') },
  ],
  [
    'CONNECTIVITY01',
    'CN01_WRONG_SOA_RECORD_UDP CN01_WRONG_NS_RECORD_UDP',
    {
      ns1: plus(
        `when SOA: empty, +answer other.example. SOA . . 1 1 1 1 1\nwhen NS zone.example.: empty, +answer other.example. NS ns1.zone.example.`,
      ),
    },
  ],
  ['CONNECTIVITY02', '', {}],
  ['CONNECTIVITY02', 'CN02_NO_RESPONSE_TCP', { ns1: plus('when * tcp: silent') }],
  [
    'CONNECTIVITY02',
    'CN02_NO_RESPONSE_SOA_QUERY_TCP CN02_NO_RESPONSE_NS_QUERY_TCP',
    { ns1: plus('when SOA tcp: silent'), ns2: plus('when NS zone.example. tcp: silent') },
  ],
  [
    'CONNECTIVITY02',
    'CN02_UNEXPECTED_RCODE_SOA_QUERY_TCP CN02_UNEXPECTED_RCODE_NS_QUERY_TCP',
    { ns1: plus('when SOA tcp: REFUSED\nwhen NS tcp: REFUSED') },
  ],
  [
    'CONNECTIVITY02',
    'CN02_MISSING_SOA_RECORD_TCP CN02_MISSING_NS_RECORD_TCP',
    { ns1: plus('when SOA tcp: empty\nwhen NS tcp: empty') },
  ],
  [
    'CONNECTIVITY02',
    'CN02_SOA_RECORD_NOT_AA_TCP CN02_NS_RECORD_NOT_AA_TCP',
    { ns1: plus('when SOA tcp: -aa\nwhen NS tcp: -aa') },
  ],
  [
    'CONNECTIVITY02',
    'CN02_WRONG_SOA_RECORD_TCP CN02_WRONG_NS_RECORD_TCP',
    {
      ns1: plus(
        `when SOA tcp: empty, +answer other.example. SOA . . 1 1 1 1 1\nwhen NS tcp: empty, +answer other.example. NS ns1.zone.example.`,
      ),
    },
  ],
  ['CONNECTIVITY03', 'IPV4_DIFFERENT_ASN IPV6_ONE_ASN ASN_INFOS_RAW ASN_INFOS_ANNOUNCE_BY ASN_INFOS_ANNOUNCE_IN', {}],
  ['CONNECTIVITY03', 'IPV4_ONE_ASN', { root: swap('64501 |', '64500 |') }],
  [
    'CONNECTIVITY03',
    'IPV4_SAME_ASN IPV6_SAME_ASN',
    { root: all(swap('64501 |', '64500 64501 |'), swap('"64500 |', '"64501 64500 |')) },
  ],
  [
    'CONNECTIVITY03',
    'EMPTY_ASN_SET ERROR_ASN_DATABASE IPV6_DIFFERENT_ASN',
    {
      root: all(
        minus('11.196.31.192.origin'),
        plus('when TXT 12.196.31.192.origin.prefixes.test.: SERVFAIL'),
        swap(
          '2.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.2.1.1.0.4.0.0.0.1.0.0.2.origin6.prefixes.test. TXT "64500',
          '2.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.2.1.1.0.4.0.0.0.1.0.0.2.origin6.prefixes.test. TXT "64502',
        ),
      ),
    },
  ],
  ['CONNECTIVITY04', 'CN04_IPV4_DIFFERENT_PREFIX CN04_IPV6_SAME_PREFIX CN04_IPV6_SINGLE_PREFIX', {}],
  [
    'CONNECTIVITY04',
    'CN04_IPV4_SAME_PREFIX CN04_IPV4_SINGLE_PREFIX CN04_IPV6_DIFFERENT_PREFIX',
    {
      root: all(
        swap('192.31.196.0/27', '192.31.196.0/28'),
        swap(
          '2.origin6.prefixes.test. TXT "64500 | 2001:4:112::/48',
          '2.origin6.prefixes.test. TXT "64500 | 2001:4:112::/48',
        ),
        (text) => text.replace(/(\n2\.1\.0.*origin6.*)2001:4:112::\/48/, '$12001:4:112::/56'),
      ),
    },
  ],
  [
    'CONNECTIVITY04',
    'CN04_EMPTY_PREFIX_SET CN04_ERROR_PREFIX_DATABASE',
    { root: all(minus('11.196.31.192.origin'), swap('192.31.196.0/27', '198.51.100.0/24')) },
  ],

  ['NAMESERVER01', 'NO_RECURSOR', {}],
  [
    'NAMESERVER01',
    'IS_A_RECURSOR NO_RESPONSE',
    { ns1: plus('when A: +ra'), ns2: plus('when A xn--nameservertest.iis.se.: silent') },
  ],
  [
    'NAMESERVER01',
    'IS_A_RECURSOR',
    {
      ns1: plus(
        ['iis.se', 'icann.org', 'ripe.net'].map((zone) => `when A xn--nameservertest.${zone}.: NXDOMAIN`).join('\n'),
      ),
    },
  ],
  ['NAMESERVER02', 'EDNS0_SUPPORT', {}],
  [
    'NAMESERVER02',
    'NO_EDNS_SUPPORT BREAKS_ON_EDNS',
    { ns1: plus('when * edns: FORMERR, -opt'), ns2: plus('when * edns: silent') },
  ],
  [
    'NAMESERVER02',
    'EDNS_RESPONSE_WITHOUT_EDNS EDNS_VERSION_ERROR',
    { ns1: plus('when * edns: -opt'), ns2: plus('when * edns: opt 1') },
  ],
  ['NAMESERVER02', 'NS_ERROR NO_RESPONSE', { ns1: plus('when * edns: REFUSED'), ns2: plus('when SOA: silent') }],
  ['NAMESERVER03', 'AXFR_FAILURE', {}],
  [
    'NAMESERVER03',
    'AXFR_AVAILABLE',
    { ns1: plus(`when AXFR: empty, +answer zone.example. SOA ns1.zone.example. ${SOA}`) },
  ],
  ['NAMESERVER04', 'SAME_SOURCE_IP', {}],
  ['NAMESERVER04', 'DIFFERENT_SOURCE_IP', { ns1: plus('when SOA udp: from 192.0.2.99') }],
  ['NAMESERVER05', 'AAAA_WELL_PROCESSED', {}],
  [
    'NAMESERVER05',
    'AAAA_QUERY_DROPPED AAAA_UNEXPECTED_RCODE',
    { ns1: plus('when AAAA zone.example.: silent'), ns2: plus('when AAAA zone.example.: SERVFAIL') },
  ],
  [
    'NAMESERVER05',
    'AAAA_BAD_RDATA A_UNEXPECTED_RCODE',
    {
      ns1: plus('zone.example. AAAA 2001:db8::80\nwhen AAAA zone.example.: short'),
      ns2: plus('when A zone.example.: NOTIMP'),
    },
  ],
  ['NAMESERVER05', 'NO_RESPONSE', { ns1: plus('when A zone.example.: silent') }],
  ['NAMESERVER06', 'CAN_BE_RESOLVED', {}],
  ['NAMESERVER06', 'CAN_NOT_BE_RESOLVED', { tld: plus('zone.example. NS ns.none.example.') }],
  ['NAMESERVER06', 'NO_RESOLUTION', { tld: minus('ns1.zone.example.', 'zone.example. NS ns2') }],
  ['NAMESERVER07', 'NO_UPWARD_REFERRAL', {}],
  ['NAMESERVER07', 'UPWARD_REFERRAL', { ns1: plus('when NS .: NOERROR, +authority . NS ns.root.') }],
  ['NAMESERVER07', 'UPWARD_REFERRAL_IRRELEVANT', {}, { zone: '.' }],
  ['NAMESERVER08', 'QNAME_CASE_SENSITIVE', {}],
  ['NAMESERVER08', 'QNAME_CASE_INSENSITIVE', { ns1: plus('when SOA: upper') }],
  ['NAMESERVER09', 'CASE_QUERY_SAME_RC CASE_QUERIES_RESULTS_OK', {}],
  ['NAMESERVER09', 'CASE_QUERY_SAME_ANSWER CASE_QUERIES_RESULTS_OK', both(plus('www.zone.example. SOA . . 1 1 1 1 1'))],
  [
    'NAMESERVER09',
    'CASE_QUERY_DIFFERENT_RC CASE_QUERY_NO_ANSWER CASE_QUERIES_RESULTS_DIFFER',
    { ns1: plus('when SOA WwW.zOnE.eXaMpLe.: REFUSED'), ns2: plus('when SOA wWw.ZoNe.ExAmPlE.: silent') },
  ],
  [
    'NAMESERVER09',
    'CASE_QUERY_DIFFERENT_ANSWER CASE_QUERIES_RESULTS_DIFFER',
    { ns1: plus('when SOA WwW.zOnE.eXaMpLe.: +answer www.zone.example. SOA . . 1 1 1 1 1') },
  ],
  ['NAMESERVER10', '', {}],
  [
    'NAMESERVER10',
    'N10_NO_RESPONSE_EDNS1_QUERY N10_UNEXPECTED_RCODE',
    { ns1: plus('when * version: silent'), ns2: plus('when * version: NOERROR') },
  ],
  ['NAMESERVER10', 'N10_EDNS_RESPONSE_ERROR', { ns1: plus('when * version: BADVERS, opt 1') }],
  ['NAMESERVER11', '', {}],
  [
    'NAMESERVER11',
    'N11_NO_RESPONSE N11_UNEXPECTED_RCODE',
    { ns1: plus('when * options: silent'), ns2: plus('when * options: FORMERR') },
  ],
  [
    'NAMESERVER11',
    'N11_NO_EDNS N11_UNEXPECTED_ANSWER_SECTION',
    { ns1: plus('when * options: -opt'), ns2: plus('when * options: empty') },
  ],
  [
    'NAMESERVER11',
    'N11_UNSET_AA N11_RETURNS_UNKNOWN_OPTION_CODE',
    { ns1: plus('when * options: -aa'), ns2: plus('when * options: echo') },
  ],
  ['NAMESERVER12', '', {}],
  [
    'NAMESERVER12',
    'NO_EDNS_SUPPORT Z_FLAGS_NOTCLEAR',
    { ns1: plus('when * edns: FORMERR, -opt'), ns2: plus('when * edns: flags 1') },
  ],
  ['NAMESERVER12', 'NO_RESPONSE NS_ERROR', { ns1: plus('when * edns: silent'), ns2: plus('when * edns: REFUSED') }],
  ['NAMESERVER13', '', {}],
  [
    'NAMESERVER13',
    'NO_EDNS_SUPPORT MISSING_OPT_IN_TRUNCATED',
    { ns1: plus('when * edns: FORMERR, -opt'), ns2: plus('when DNSKEY: +tc, -opt') },
  ],
  ['NAMESERVER13', 'NO_RESPONSE NS_ERROR', { ns1: plus('when * edns: silent'), ns2: plus('when * edns: REFUSED') }],
  ['NAMESERVER15', 'N15_NO_VERSION_REVEALED', {}],
  [
    'NAMESERVER15',
    'N15_ERROR_ON_VERSION_QUERY N15_SOFTWARE_VERSION N15_WRONG_CLASS N15_NO_VERSION_REVEALED',
    { ns1: plus('when TXT chaos: NOERROR, +answer version.bind. TXT "9.9"'), ns2: plus('when TXT chaos: SERVFAIL') },
  ],

  ['CONSISTENCY01', 'ONE_SOA_SERIAL SOA_SERIAL', {}],
  ['CONSISTENCY01', 'MULTIPLE_SOA_SERIALS SOA_SERIAL SOA_SERIAL_VARIATION', { ns1: swap('2026010101', '2026010102') }],
  [
    'CONSISTENCY01',
    'NO_RESPONSE NO_RESPONSE_SOA_QUERY',
    { ns1: plus('when SOA: silent'), ns2: plus('when SOA: empty') },
  ],
  ['CONSISTENCY02', 'ONE_SOA_RNAME', {}],
  ['CONSISTENCY02', 'MULTIPLE_SOA_RNAMES SOA_RNAME', { ns1: swap('hostmaster.zone', 'root.zone') }],
  [
    'CONSISTENCY02',
    'NO_RESPONSE NO_RESPONSE_SOA_QUERY',
    { ns1: plus('when SOA: silent'), ns2: plus('when SOA: empty') },
  ],
  ['CONSISTENCY03', 'ONE_SOA_TIME_PARAMETER_SET', {}],
  ['CONSISTENCY03', 'MULTIPLE_SOA_TIME_PARAMETER_SET SOA_TIME_PARAMETER_SET', { ns1: swap('14400', '14401') }],
  [
    'CONSISTENCY03',
    'NO_RESPONSE NO_RESPONSE_SOA_QUERY',
    { ns1: plus('when SOA: silent'), ns2: plus('when SOA: empty') },
  ],
  ['CONSISTENCY04', 'ONE_NS_SET', {}],
  ['CONSISTENCY04', 'MULTIPLE_NS_SET NS_SET', { ns1: minus(CHILD_NS) }],
  ['CONSISTENCY04', 'NO_RESPONSE NO_RESPONSE_NS_QUERY', { ns1: plus('when NS: silent'), ns2: plus('when NS: -aa') }],
  ['CONSISTENCY05', 'ADDRESSES_MATCH', {}],
  [
    'CONSISTENCY05',
    'IN_BAILIWICK_ADDR_MISMATCH EXTRA_ADDRESS_CHILD',
    both(swap('ns1.zone.example. A 192.0.2.11', 'ns1.zone.example. A 192.0.2.77')),
  ],
  [
    'CONSISTENCY05',
    'OUT_OF_BAILIWICK_ADDR_MISMATCH',
    { tld: swap('ns2.other.example. AAAA 2001:db8::12', 'ns2.other.example. AAAA 2001:db8::77') },
  ],
  [
    'CONSISTENCY05',
    'CHILD_ZONE_LAME NO_RESPONSE CHILD_NS_FAILED',
    {
      ns1: plus('when A ns1.zone.example.: silent\nwhen AAAA ns1.zone.example.: silent'),
      ns2: plus('when A ns1.zone.example.: -aa\nwhen AAAA ns1.zone.example.: SERVFAIL'),
    },
  ],
  ['CONSISTENCY06', 'ONE_SOA_MNAME', {}],
  ['CONSISTENCY06', 'MULTIPLE_SOA_MNAMES', { ns1: swap('SOA ns1.zone', 'SOA ns2.zone') }],
  [
    'CONSISTENCY06',
    'NO_RESPONSE NO_RESPONSE_SOA_QUERY',
    { ns1: plus('when SOA: silent'), ns2: plus('when SOA: empty') },
  ],

  ['ZONE01', 'Z01_MNAME_IS_MASTER', {}],
  ['ZONE01', 'Z01_MNAME_IS_LOCALHOST', soa(`localhost. ${SOA}`)],
  ['ZONE01', 'Z01_MNAME_IS_DOT', soa(`. ${SOA}`)],
  ['ZONE01', 'Z01_MNAME_NOT_IN_NS_LIST Z01_MNAME_NOT_RESOLVE', soa(`none.zone.example. ${SOA}`)],
  [
    'ZONE01',
    'Z01_MNAME_HAS_LOCALHOST_ADDR Z01_MNAME_NO_RESPONSE',
    both(
      all(
        swap(`ns1.zone.example. ${SOA}`, `hidden.zone.example. ${SOA}`),
        plus('hidden.zone.example. A 127.0.0.1\nhidden.zone.example. A 192.0.2.98'),
      ),
    ),
  ],
  ['ZONE01', 'Z01_MNAME_NOT_MASTER', { ns2: swap('2026010101', '2026010102') }],
  [
    'ZONE01',
    'Z01_MNAME_UNEXPECTED_RCODE Z01_MNAME_MISSING_SOA_RECORD Z01_MNAME_NOT_AUTHORITATIVE',
    {
      ...both(
        all(
          swap(`ns1.zone.example. ${SOA}`, `hidden.zone.example. ${SOA}`),
          plus(
            'hidden.zone.example. A 192.0.2.61\nhidden.zone.example. A 192.0.2.62\nhidden.zone.example. A 192.0.2.63',
          ),
        ),
      ),
      root: plus(
        `server 192.0.2.61\nwhen *: REFUSED\nserver 192.0.2.62\nwhen *: NOERROR\nserver 192.0.2.63\nwhen SOA: NOERROR, +answer zone.example. SOA ns1.zone.example. ${SOA}`,
      ),
    },
  ],
  ['ZONE02', 'REFRESH_MINIMUM_VALUE_OK', {}],
  ['ZONE02', 'REFRESH_MINIMUM_VALUE_LOWER', both(swap('14400', '14399'))],
  ['ZONE02', 'NO_RESPONSE_SOA_QUERY', both(plus('when SOA: silent'))],
  ['ZONE03', 'REFRESH_HIGHER_THAN_RETRY', {}],
  ['ZONE03', 'REFRESH_LOWER_THAN_RETRY', both(swap('14400 3600', '14400 14400'))],
  ['ZONE03', 'NO_RESPONSE_SOA_QUERY', both(plus('when SOA: -aa'))],
  ['ZONE04', 'RETRY_MINIMUM_VALUE_OK', {}],
  ['ZONE04', 'RETRY_MINIMUM_VALUE_LOWER', both(swap('14400 3600', '14400 3599'))],
  ['ZONE04', 'NO_RESPONSE_SOA_QUERY', both(plus('when SOA: empty'))],
  ['ZONE05', 'EXPIRE_MINIMUM_VALUE_OK', {}],
  ['ZONE05', 'EXPIRE_MINIMUM_VALUE_LOWER EXPIRE_LOWER_THAN_REFRESH', both(swap('1209600', '14000'))],
  ['ZONE05', 'NO_RESPONSE_SOA_QUERY', both(plus('when SOA: empty'))],
  ['ZONE06', 'SOA_DEFAULT_TTL_MAXIMUM_VALUE_OK', {}],
  ['ZONE06', 'SOA_DEFAULT_TTL_MAXIMUM_VALUE_HIGHER', both(swap('1209600 3600', '1209600 86401'))],
  ['ZONE06', 'SOA_DEFAULT_TTL_MAXIMUM_VALUE_LOWER', both(swap('1209600 3600', '1209600 299'))],
  ['ZONE06', 'NO_RESPONSE_SOA_QUERY', both(plus('when SOA: empty'))],
  ['ZONE07', 'MNAME_IS_NOT_CNAME', {}],
  [
    'ZONE07',
    'MNAME_IS_CNAME',
    both(
      all(
        swap(`ns1.zone.example. ${SOA}`, `hidden.zone.example. ${SOA}`),
        plus('hidden.zone.example. CNAME ns1.zone.example.'),
      ),
    ),
  ],
  ['ZONE07', 'MNAME_HAS_NO_ADDRESS', soa(`none.zone.example. ${SOA}`)],
  ['ZONE07', 'NO_RESPONSE_SOA_QUERY', both(plus('when SOA: empty'))],
  ['ZONE08', 'MX_RECORD_IS_NOT_CNAME', {}],
  [
    'ZONE08',
    'MX_RECORD_IS_CNAME',
    both(swap('mail.zone.example. A 192.0.2.25', 'mail.zone.example. CNAME ns1.zone.example.')),
  ],
  ['ZONE08', 'NO_RESPONSE_MX_QUERY', both(plus('when MX: -aa'))],
  ['ZONE09', 'Z09_MX_DATA', {}],
  ['ZONE09', 'Z09_INCONSISTENT_MX Z09_MX_FOUND Z09_NO_MX_FOUND Z09_MX_DATA', { ns1: minus('zone.example. MX') }],
  ['ZONE09', 'Z09_INCONSISTENT_MX_DATA Z09_MX_DATA', { ns1: swap('MX 10', 'MX 20') }],
  ['ZONE09', 'Z09_MISSING_MAIL_TARGET', both(minus('zone.example. MX'))],
  ['ZONE09', 'Z09_NULL_MX_WITH_OTHER_MX Z09_NULL_MX_NON_ZERO_PREF', both(plus('zone.example. MX 5 .'))],
  [
    'ZONE09',
    'Z09_NON_AUTH_MX_RESPONSE Z09_NO_RESPONSE_MX_QUERY',
    { ns1: plus('when MX: -aa'), ns2: plus('when MX: silent') },
  ],
  ['ZONE09', 'Z09_UNEXPECTED_RCODE_MX', { ns1: plus('when MX: NOTIMP') }],
  [
    'ZONE09',
    'Z09_ROOT_EMAIL_DOMAIN',
    { root: (text) => text.replace('ns.root. A', '. MX 10 mail.example.\nns.root. A') },
    { zone: '.' },
  ],
  [
    'ZONE09',
    'Z09_TLD_EMAIL_DOMAIN',
    { tld: (text) => text.replace('ns1.nic.example. A', 'example. MX 10 mail.example.\nns1.nic.example. A') },
    { zone: 'example.' },
  ],
  ['ZONE10', 'ONE_SOA', {}],
  [
    'ZONE10',
    'MULTIPLE_SOA NO_RESPONSE',
    { ns1: plus(`zone.example. SOA ns1.zone.example. ${SOA}`), ns2: plus('when SOA: silent') },
  ],
  [
    'ZONE10',
    'NO_SOA_IN_RESPONSE WRONG_SOA',
    { ns1: plus('when SOA: empty'), ns2: plus('when SOA: empty, +answer other.example. SOA . . 1 1 1 1 1') },
  ],
  ['ZONE11', 'Z11_SPF_SYNTAX_OK', {}],
  ['ZONE11', 'Z11_NO_SPF_FOUND', both(minus('zone.example. TXT'))],
  ['ZONE11', 'Z11_INCONSISTENT_SPF_POLICIES Z11_DIFFERENT_SPF_POLICIES_FOUND', { ns1: swap('mx -all', 'mx ~all') }],
  ['ZONE11', 'Z11_SPF_MULTIPLE_RECORDS', both(plus('zone.example. TXT "v=spf1 -all"'))],
  ['ZONE11', 'Z11_SPF_SYNTAX_ERROR', both(swap('mx -all', 'mx-all'))],
  ['ZONE11', 'Z11_UNABLE_TO_CHECK_FOR_SPF', both(plus('when TXT zone.example.: SERVFAIL'))],
  ['ZONE11', 'Z11_NO_SPF_NON_MAIL_DOMAIN', {}, { zone: 'example.' }],
  [
    'ZONE11',
    'Z11_NULL_SPF_NON_MAIL_DOMAIN',
    { tld: (text) => text.replace('ns1.nic.example. A', 'example. TXT "v=spf1 -all"\nns1.nic.example. A') },
    { zone: 'example.' },
  ],
  [
    'ZONE11',
    'Z11_NON_NULL_SPF_NON_MAIL_DOMAIN',
    { tld: (text) => text.replace('ns1.nic.example. A', 'example. TXT "v=spf1 mx -all"\nns1.nic.example. A') },
    { zone: 'example.' },
  ],
];

/** Tags that no world here has, and why. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  // The test of families that are not asked, below.
  'CN01_IPV4_DISABLED',
  'CN01_IPV6_DISABLED',
  // No serial may differ without a setting for it.
  'MULTIPLE_SOA_SERIALS_OK',
]);

describe('the test cases', () => {
  const seen = new Map<string, Set<string>>();
  for (const [id, tags, edits, more] of ROWS) {
    const wanted = tags.split(' ').filter((tag) => tag !== '');
    test(`${id}: ${wanted.join(', ') || 'nothing'}`, async () => {
      const told = await tagsOf(id, edits, more);
      const known = seen.get(id) ?? new Set<string>();
      seen.set(id, known);
      for (const tag of told) known.add(tag);
      assert.deepEqual(
        wanted.filter((tag) => !told.includes(tag)),
        [],
        `told ${told.join(' ')}`,
      );
      if (wanted.length === 0) assert.deepEqual(told, []);
    });
  }

  test('every tag of every case is found in one of the worlds', () => {
    const missing = CASES.filter(({ id }) => !id.startsWith('DNSSEC')).flatMap(({ id, tags }) =>
      Object.keys(tags)
        .filter((tag) => !seen.get(id)?.has(tag) && !ELSEWHERE.has(tag))
        .map((tag) => `${id} ${tag}`),
    );
    assert.deepEqual(missing, []);
  });

  test('a healthy zone gets no finding that asks for anything', async () => {
    const wire = served(textOf({}));
    const world = worldOf({ start: START });
    const usual = usualCases().filter(({ id }) => !id.startsWith('DNSSEC'));
    const { findings, left } = await within(wire, checkDelegation(world, usual));
    const told = findings.filter(({ level }) => level !== 'info' && level !== 'debug').map(({ tag }) => tag);
    assert.deepEqual(told, []);
    assert.deepEqual(left, []);
    assert.deepEqual([...new Set(wire.asked)].length, wire.asked.length);
  });

  test('a family that is not used is said, and not asked', async () => {
    const wire = served(textOf({}));
    const asking = { without: [6] } as const;
    const world = new World({ zone: 'zone.example.', start: START, now: new Date(0) }, asking);
    const { findings } = await within(wire, checkDelegation(world));
    assert.ok(findings.some(({ tag }) => tag === 'CN01_IPV6_DISABLED'));
    assert.ok(!wire.asked.some((line) => /@\S*:/.test(line)));
  });

  test('ids and tags are those that the documentation has, once each', () => {
    const ids = CASES.map(({ id }) => id);
    assert.deepEqual([...new Set(ids)], ids);
    for (const { id } of CASES) assert.match(id, /^[A-Z]+\d\d$/);
  });
});
