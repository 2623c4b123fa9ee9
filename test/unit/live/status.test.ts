import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { factsOf } from '../../../server/src/live/facts.ts';
import type { QueryOptions } from '../../../server/src/live/messages.ts';
import { REMARK_IDS, remarksOf } from '../../../server/src/live/report/remarks.ts';
import { STATUS_IDS, statusOf } from '../../../server/src/live/report/status.ts';
import { answerOf } from './answerText.ts';

const SOA = 'au example. 300 SOA ns1.example. admin.example. 1 2 3 4 600';
const LONG = `${'a'.repeat(63)}.`.repeat(3);

interface StatusCase {
  readonly id: string;
  readonly text: string;
  readonly says: string;
  readonly next?: RegExp;
  readonly zone?: string;
  readonly options?: Partial<QueryOptions>;
}

const STATUS: readonly StatusCase[] = [
  {
    id: 'answered',
    text: 'a.example. A NOERROR aa\nan a.example. 60 A 192.0.2.1',
    says: 'NOERROR: the question has an answer',
  },
  {
    id: 'answered',
    text: 'A.example. A NOERROR aa\nan a.EXAMPLE. 60 A 192.0.2.1',
    says: 'NOERROR: the question has an answer',
  },
  {
    id: 'answered',
    text: 'a.example. ANY NOERROR aa\nan a.example. 60 MX 1 b.',
    says: 'NOERROR: the question has an answer',
  },
  {
    id: 'answered',
    text: 'w.example. CNAME NOERROR aa\nan w.example. 60 CNAME a.example.',
    says: 'NOERROR: the question has an answer',
  },
  {
    id: 'answered-by-alias',
    text: 'w.example. A NOERROR aa\nan a.example. 60 A 192.0.2.1\nan w.example. 60 CNAME a.example.\nan a.example. 60 A 192.0.2.2',
    says: 'NOERROR: w.example. is an alias of a.example., which has 2 records',
  },
  {
    id: 'answered-by-alias',
    text: 'x.old.example. A NOERROR aa\nan old.example. 60 DNAME new.example.\nan x.old.example. 60 CNAME x.new.example.\nan x.new.example. 60 CNAME y.example.\nan y.example. 60 A 192.0.2.1',
    says: 'NOERROR: x.old.example. is an alias of x.new.example. (by the DNAME of old.example.), that of y.example., which has 1 record',
  },
  {
    id: 'alias-without-type',
    text: `w.example. AAAA NOERROR aa\nan w.example. 60 CNAME a.example.\n${SOA}`,
    says: 'NOERROR: w.example. is an alias of a.example., which exists, but has no AAAA record (NODATA)',
  },
  {
    id: 'alias-to-nothing',
    text: `w.example. A NXDOMAIN aa\nan w.example. 60 CNAME gone.example.\n${SOA}`,
    says: 'NXDOMAIN: w.example. is an alias of gone.example., which does not exist',
    next: /or take w\.example\. away/,
  },
  {
    id: 'alias-elsewhere',
    text: 'w.example. A NOERROR aa\nan w.example. 60 CNAME a.example.net.',
    says: 'NOERROR: w.example. is an alias of a.example.net.; what is there the answer does not say',
    next: /Ask for a\.example\.net\. A: a resolver/,
  },
  {
    id: 'alias-elsewhere',
    text: `w.example. A NOERROR ra\nan w.example. 60 CNAME a.example.net.\n${SOA}`,
    says: 'NOERROR: w.example. is an alias of a.example.net.; what is there the answer does not say',
    next: /the resolver did not follow the alias/,
  },
  {
    id: 'loop',
    text: 'w.example. A NOERROR aa\nan w.example. 60 CNAME v.example.\nan v.example. 60 CNAME w.example.',
    says: 'NOERROR: w.example. is an alias of v.example., that of w.example.: the aliases go round and end nowhere',
  },
  {
    id: 'loop',
    text: 'w.example. A SERVFAIL ra\nan w.example. 60 CNAME w.example.',
    says: 'SERVFAIL: w.example. is an alias of w.example.: the aliases go round and end nowhere',
  },
  {
    id: 'dname-too-long',
    text: `${LONG}old. A YXDOMAIN aa\nan old. 60 DNAME ${'b'.repeat(63)}.example.`,
    says: `YXDOMAIN: the DNAME of old. makes of ${LONG}old. a name that is longer than 255 octets`,
    next: /short enough/,
  },
  { id: 'dname-too-long', text: 'x.example. A YXDOMAIN', says: 'YXDOMAIN: a name exists that should not' },
  { id: 'nxdomain', text: `a.example. A NXDOMAIN aa\n${SOA}`, says: 'NXDOMAIN: the name does not exist' },
  {
    id: 'nxdomain-without-soa',
    text: 'a.example. A NXDOMAIN ra',
    says: 'NXDOMAIN: a.example. does not exist, says the server; without the zone’s SOA nobody can keep that answer (RFC 2308)',
  },
  {
    id: 'nxdomain-of-another-zone',
    text: `a.example.net. A NXDOMAIN aa\n${SOA}`,
    says: 'NXDOMAIN: a.example.net. does not exist, says the server, with the SOA of example., which is no zone that the name can be in',
  },
  {
    id: 'nxdomain-with-records',
    text: `a.example. A NXDOMAIN ra\nan a.example. 5 A 192.0.2.1\n${SOA}`,
    says: 'NXDOMAIN: the server says that a.example. does not exist, and shows records of it (A): one of both is wrong',
  },
  {
    id: 'nodata',
    text: `a.example. MX NOERROR aa\n${SOA}`,
    says: 'NOERROR: the name exists, but has no MX record (NODATA)',
  },
  {
    id: 'nodata',
    text: `a.example. MX NOERROR aa\nau example. 60 NS ns1.example.\n${SOA}`,
    says: 'NOERROR: the name exists, but has no MX record (NODATA)',
  },
  {
    id: 'nodata-of-another-zone',
    text: `a\\.example. MX NOERROR aa\n${SOA}`,
    says: 'NOERROR: no answer, and the SOA of example., which is no zone that a\\.example. can be in',
  },
  {
    id: 'nothing',
    text: 'a.example. MX NOERROR ra',
    says: 'NOERROR: nothing at all: whether a.example. has no MX record cannot be told without the zone’s SOA (RFC 2308)',
    next: /Ask the zone’s own servers/,
  },
  {
    id: 'nothing',
    text: 'a.example. MX NOERROR aa',
    says: 'NOERROR: nothing at all: whether a.example. has no MX record cannot be told without the zone’s SOA (RFC 2308)',
    next: /leaves out the SOA/,
  },
  {
    id: 'compact-denial',
    text: `a.example. A NOERROR aa\n${SOA}\nau a.example. 300 NSEC \\# 32 01000161076578616d706c650000110000000000030000000000000000000080`,
    says: 'NOERROR: a.example. does not exist: its NSEC record says so, as signed on the fly (RFC 9824)',
  },
  {
    id: 'referral',
    text: 'a.b.example. A NOERROR\nau b.example. 60 NS ns.b.example.\nad ns.b.example. 60 A 192.0.2.1\nad ns.b.example. 60 AAAA 2001:db8::1',
    says: 'NOERROR: no answer here, but a referral to the name servers of b.example. below',
  },
  {
    id: 'referral',
    zone: 'example.',
    text: 'a.b.example. A NOERROR\nau b.example. 60 NS ns.example.net.',
    says: 'NOERROR: no answer here, but a referral to the name servers of b.example. below',
  },
  {
    id: 'referral-up',
    text: 'a.example. A NOERROR\nau . 60 NS a.root-servers.net.',
    says: 'NOERROR: no answer, but a referral up to the name servers of .: the server has no zone for this name',
    next: /should refuse instead/,
  },
  {
    id: 'referral-up',
    zone: 'b.example.',
    text: 'a.b.example. A NOERROR\nau example. 60 NS ns1.example.',
    says: 'NOERROR: no answer, but a referral up to the name servers of example.: the server is named for b.example. and does not have it (a lame delegation)',
    next: /Load b\.example\. there/,
  },
  {
    id: 'referral-up',
    zone: 'b.example.',
    text: 'a.b.example. A NOERROR\nau b.example. 60 NS ns1.example.',
    says: 'NOERROR: no answer, but a referral up to the name servers of b.example.: the server is named for b.example. and does not have it (a lame delegation)',
  },
  {
    id: 'referral-beside',
    text: 'a.example. A NOERROR\nau example.net. 60 NS ns1.example.net.',
    says: 'NOERROR: no answer, but a referral to the name servers of example.net., a zone that a.example. is not in: it leads nowhere',
  },
  {
    id: 'referral-of-alias',
    text: 'w.example. A NOERROR aa\nan w.example. 60 CNAME x.sub.example.\nau sub.example. 60 NS ns.sub.example.',
    says: 'NOERROR: w.example. is an alias of x.sub.example., for which the server refers to the name servers of sub.example. below',
  },
  {
    id: 'alias-elsewhere',
    text: 'w.example. A NOERROR aa\nan w.example. 60 CNAME a.example.net.\nau example. 60 NS ns.example.',
    says: 'NOERROR: w.example. is an alias of a.example.net.; what is there the answer does not say',
    next: /a resolver/,
  },
  {
    id: 'referral-of-alias',
    text: 'w.example. A NOERROR\nan w.example. 60 CNAME a.b.example.\nau b.example. 60 NS ns.example.net.',
    says: 'NOERROR: w.example. is an alias of a.b.example., for which the server refers to the name servers of b.example. below',
  },
  {
    id: 'other-type',
    text: 'a.example. AAAA NOERROR ra\nan a.example. 60 A 192.0.2.1',
    says: 'NOERROR: the answer is for another type: A of a.example., and AAAA was asked for',
  },
  {
    id: 'other-owner',
    text: 'a.example. A NOERROR ra\nan b.example. 60 A 192.0.2.1',
    says: 'NOERROR: the answer is for another name: it has records of b.example., none of a.example.',
  },
  { id: 'cut-short', text: 'a.example. A NOERROR tc', says: 'NOERROR: the answer did not fit the datagram' },
  {
    id: 'cut-short',
    text: 'a.example. A tcp NOERROR tc',
    says: 'NOERROR: the server says over TCP that the answer is cut short, where nothing needs to be',
  },
  {
    id: 'servfail',
    text: 'a.example. A SERVFAIL ra',
    says: 'SERVFAIL: the server tried and failed to find the answer',
    next: /If \+cd gets an answer/,
  },
  {
    id: 'servfail',
    options: { cd: true },
    text: 'a.example. A SERVFAIL ra',
    says: 'SERVFAIL: the server tried and failed to find the answer',
    next: /fails with \+cd too/,
  },
  {
    id: 'servfail',
    text: 'w.example. A SERVFAIL ra\nan w.example. 60 CNAME a.example.net.',
    says: 'SERVFAIL: w.example. is an alias of a.example.net., and there the server tried and failed to find the answer',
  },
  {
    id: 'refused',
    text: 'a.example. A REFUSED rd',
    says: 'REFUSED: the server does not answer this question for this asker',
    next: /answers for its own zones only/,
  },
  {
    id: 'refused',
    options: { rd: false },
    text: 'a.example. A REFUSED',
    says: 'REFUSED: the server does not answer this question for this asker',
    next: /^See whether the server has the zone/,
  },
  {
    id: 'refused',
    text: 'w.example. A REFUSED aa\nan w.example. 60 CNAME a.example.net.',
    says: 'REFUSED: w.example. is an alias of a.example.net., for which the server does not answer this asker',
  },
  {
    id: 'rcode',
    text: 'a.example. A NOTAUTH',
    says: 'NOTAUTH: the server is not authoritative for the zone, or the asker is not authorised',
  },
];

describe('what an answer is', () => {
  const shown = new Set<string>();
  for (const { id, text, says, next, zone, options } of STATUS) {
    test(`${id}: ${text.replaceAll('\n', ' / ').slice(0, 120)}`, () => {
      const status = statusOf(factsOf(answerOf(text, options), zone));
      assert.equal(status.id, id);
      assert.equal(status.line, `Status: ${says}`);
      if (next) assert.match(status.next ?? '', next);
      shown.add(id);
    });
  }
  after(() => assert.deepEqual([...shown].sort(), [...STATUS_IDS].sort(), 'each row of the table has a case'));
});

const RRSIG = (expires: string, begins: string): string =>
  `an a.example. 60 RRSIG A 13 2 60 ${expires} ${begins} 4711 example. AAAA`;
const ANSWER = 'an a.example. 60 A 192.0.2.1';
const NS = 'au b.example. 60 NS ns1.b.example.\nau b.example. 60 NS ns2.b.example.';

interface RemarkCase {
  /** None: nothing of that kind is said. */
  readonly id: string;
  readonly text: string;
  readonly says: readonly RegExp[];
  readonly zone?: string;
  readonly options?: Partial<QueryOptions>;
}

const REMARKS: readonly RemarkCase[] = [
  { id: 'extended-error', text: 'a.example. A SERVFAIL ra ede=9', says: [/^No DNSKEY record of the zone fits/] },
  { id: 'extended-error', text: 'a.example. A SERVFAIL ra ede=22 ede=23', says: [/^The resolver gets no answer/] },
  { id: 'extended-error', text: 'a.example. A SERVFAIL ra ede=0', says: [] },
  {
    id: 'no-recursion',
    text: 'a.b.example. A NOERROR\nau b.example. 60 NS ns.example.net.',
    says: [/is not offered here \(no ra\)/],
  },
  {
    id: 'no-recursion',
    options: { rd: false },
    text: 'a.b.example. A NOERROR\nau b.example. 60 NS ns.example.net.',
    says: [],
  },
  { id: 'no-recursion', text: `a.example. A NOERROR aa\n${ANSWER}`, says: [] },
  {
    id: 'not-authoritative',
    zone: 'example.',
    text: `a.example. A NOERROR ra\n${ANSWER}`,
    says: [/^The server is named for example\., but does not answer with authority \(no aa\)/],
  },
  { id: 'not-authoritative', zone: 'example.', text: `a.example. A NOERROR aa\n${ANSWER}`, says: [] },
  { id: 'not-authoritative', zone: 'example.', text: 'a.example. A REFUSED ra', says: [] },
  {
    id: 'cut-over-tcp',
    text: `a.example. A tcp NOERROR aa tc\n${ANSWER}`,
    says: [/says over TCP that the answer is cut short/],
  },
  {
    id: 'no-glue',
    text: `a.b.example. A NOERROR ra\n${NS}`,
    says: [/^There is no address \(glue\) for ns1\.b\.example\. and ns2\.b\.example\.: nobody can reach/],
  },
  {
    id: 'no-glue',
    text: `a.b.example. A NOERROR ra\n${NS}\nad ns1.b.example. 60 A 192.0.2.1\nad ns1.b.example. 60 AAAA 2001:db8::1`,
    says: [/^There is no address \(glue\) for ns2\.b\.example\.: a resolver passes over/],
  },
  { id: 'no-glue', text: 'a.b.example. A NOERROR ra\nau b.example. 60 NS ns.example.net.', says: [] },
  {
    id: 'glue-of-one-family',
    text: `a.b.example. A NOERROR ra\n${NS}\nad ns1.b.example. 60 A 192.0.2.1\nad ns2.b.example. 60 AAAA 2001:db8::1`,
    says: [/only IPv4 addresses for ns1\.b/, /only IPv6 addresses for ns2\.b/],
  },
  {
    id: 'signatures',
    text: `a.example. A NOERROR aa\n${ANSWER}\n${RRSIG('20240131120508', '20240101000000')}`,
    says: [/^The signature of a\.example\. A by key 4711 expired on 2024-01-31 12:05:08 UTC/],
  },
  {
    id: 'signatures',
    text: `a.example. A NOERROR aa\n${ANSWER}\n${RRSIG('20240301000000', '20240131130000')}`,
    says: [/^The signature of a\.example\. A by key 4711 holds from 2024-01-31 13:00:00 UTC only/],
  },
  {
    id: 'signatures',
    text: `a.example. A NOERROR aa\n${ANSWER}\n${RRSIG('20240131120509', '20240131120509')}`,
    says: [],
  },
  {
    id: 'kept-denial',
    text: `a.example. MX NOERROR aa\n${SOA}`,
    says: [/^Resolvers keep this denial for 300 seconds\.$/],
  },
  {
    id: 'alias-beside-others',
    text: 'a.example. A NOERROR aa\nan a.example. 60 CNAME b.example.\nan a.example. 60 A 192.0.2.1',
    says: [/^a\.example\. has a CNAME and a A record/],
  },
];

describe('what is to be said beside it', () => {
  const shown = new Set<string>();
  for (const { id, text, says, zone, options } of REMARKS) {
    test(`${id}${says.length === 0 ? ', not' : ''}: ${text.replaceAll('\n', ' / ').slice(0, 120)}`, () => {
      const remarks = remarksOf(factsOf(answerOf(text, options), zone));
      assert.equal(remarks.length, says.length, remarks.join('\n'));
      for (const [index, expected] of says.entries()) assert.match(remarks[index], expected);
      if (says.length > 0) shown.add(id);
    });
  }
  after(() => assert.deepEqual([...shown].sort(), [...REMARK_IDS].sort(), 'each row of the table has a case'));
});
