/** The agreement of forward and reverse zones: what is said of each address, and why no PTR record is possible. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { agreementOf, linesOf, ptrSite, SOA } from './harness.ts';

const forward = (lines: string): string => `; zone: example.com\n${SOA}ns1 A 203.0.113.1\n${lines}`;
const reverse = (lines: string, zone = '2.0.192.in-addr.arpa'): string => `; zone: ${zone}\n${SOA}${lines}`;
const V6 = '8.b.d.0.1.0.0.2.ip6.arpa';
const ZEROS = '0.'.repeat(23);

interface Case {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly settings?: { readonly networks?: object; readonly names?: object };
  /** Without those of the name server, which has no reverse zone. */
  readonly lines: readonly string[];
}

const two = (lines: string, ptrs: string): Record<string, string> => ({
  'db.example.com': forward(lines),
  'db.192.0.2': reverse(ptrs),
});
const conf = (...zones: readonly (readonly [name: string, file: string])[]): string =>
  zones.map(([name, file]) => `zone "${name}" { type primary; file "${file}"; };\n`).join('');

const CASES: readonly Case[] = [
  {
    what: 'both say the same',
    files: two('www A 192.0.2.10\n', '10 PTR www.example.com.\n'),
    lines: ['192.0.2.10 www.example.com. www.example.com.: agrees'],
  },
  {
    what: 'IPv6, whatever the case and the form of the address',
    files: {
      'db.example.com': forward('www AAAA 2001:DB8::0:a\n'),
      'db.v6': reverse(`A.${ZEROS}${V6}. PTR WWW.example.com.\n`, V6),
    },
    lines: ['2001:db8::a www.example.com. www.example.com.: agrees'],
  },
  {
    what: 'no PTR record',
    files: two('www A 192.0.2.10\n', ''),
    lines: ['192.0.2.10 www.example.com. -: no PTR record; it belongs into db.192.0.2'],
  },
  {
    what: 'another host, whose zone is here',
    files: two('www A 192.0.2.10\nold A 192.0.2.99\n', '10 PTR old.example.com.\n99 PTR old.example.com.\n'),
    lines: [
      '192.0.2.10 www.example.com. old.example.com.: the PTR record names another host, which does not have this address as far as is known here',
      '192.0.2.99 old.example.com. old.example.com.: agrees',
    ],
  },
  {
    what: 'several names of one address',
    files: two('www A 192.0.2.10\nweb A 192.0.2.10\n', '10 PTR www.example.com.\n'),
    lines: [
      '192.0.2.10 www.example.com. www.example.com.: agrees',
      '192.0.2.10 web.example.com. www.example.com.: the PTR record names another host of this address',
    ],
  },
  {
    what: 'what nothing backs, and hosts that nobody here knows',
    files: two('', '10 PTR gone.example.com.\n11 PTR www.example.net.\n'),
    lines: [
      '192.0.2.10 - gone.example.com.: nothing backs the PTR record: gone.example.com. does not have this address',
    ],
  },
  {
    what: 'a PTR record to a wildcard or through a CNAME is backed',
    files: two(
      '*.dyn A 192.0.2.10\nalias CNAME www\nwww A 192.0.2.11\n',
      '10 PTR a.dyn.example.com.\n11 PTR alias.example.com.\n',
    ),
    lines: [
      '192.0.2.10 *.dyn.example.com. -: a wildcard is no host',
      '192.0.2.11 www.example.com. alias.example.com.: the PTR record names another host of this address',
    ],
  },
  {
    what: 'glue',
    files: two('sub NS ns.sub\nns.sub A 192.0.2.10\n', ''),
    lines: ['192.0.2.10 ns.sub.example.com. -: below a zone cut: its own zone says it'],
  },
  {
    what: 'a mark on the record',
    files: two('www A 192.0.2.10 ; bailiwick: no-ptr\nweb A 192.0.2.11 ; no-ptr\n', ''),
    lines: [
      '192.0.2.11 web.example.com. -: no PTR record; it belongs into db.192.0.2',
      '192.0.2.10 www.example.com. -: marked as no-ptr',
    ],
  },
  {
    what: 'the policy of the longest network',
    files: two('www A 192.0.2.10\nweb A 192.0.2.200\n', ''),
    settings: { networks: { '192.0.2.0/24': 'off', '192.0.2.128/25': 'warning' } },
    lines: [
      '192.0.2.200 web.example.com. -: no PTR record; it belongs into db.192.0.2',
      '192.0.2.10 www.example.com. -: the setting bailiwick.ptr.networks is off for it',
    ],
  },
  {
    what: 'a reverse zone that delegates, to nobody here',
    files: two('www A 192.0.2.10\n', '0/28 NS ns.example.net.\n10 NS ns.example.net.\n'),
    lines: ['192.0.2.10 www.example.com. -: 2.0.192.in-addr.arpa. delegates it to servers whose zone is not here'],
  },
  {
    what: 'RFC 2317, through the CNAME',
    files: {
      ...two('www A 192.0.2.10\nweb A 192.0.2.11\n', '0/28 NS ns1.example.com.\n$GENERATE 0-15 $ CNAME $.0/28\n'),
      'db.part': reverse('10 PTR www.example.com.\n', '0/28.2.0.192.in-addr.arpa'),
    },
    lines: [
      '192.0.2.11 web.example.com. -: no PTR record; it belongs into db.part',
      '192.0.2.10 www.example.com. www.example.com.: agrees',
    ],
  },
  {
    what: 'RFC 2317, where the zone with the CNAMEs is not here',
    files: {
      'db.example.com': forward('www A 192.0.2.130\nweb A 192.0.2.10\n'),
      'db.part': reverse('130 PTR www.example.com.\n', '128-191.2.0.192.in-addr.arpa'),
    },
    lines: ['192.0.2.10 web.example.com. -: no reverse zone', '192.0.2.130 www.example.com. www.example.com.: agrees'],
  },
  {
    what: 'RFC 2317 elsewhere',
    files: two('www A 192.0.2.10\n', '10 CNAME 10.customer.example.net.\n'),
    lines: [
      '192.0.2.10 www.example.com. -: a CNAME in 2.0.192.in-addr.arpa. leads to 10.customer.example.net., whose zone is not here',
    ],
  },
  {
    what: 'a wildcard of the reverse zone',
    files: two('www A 192.0.2.10\n', '* PTR dynamic.example.net.\n'),
    lines: ['192.0.2.10 www.example.com. -: a wildcard of 2.0.192.in-addr.arpa. answers'],
  },
  {
    what: 'the longest of the reverse zones',
    files: {
      'db.example.com': forward('www A 192.0.2.10\n'),
      'db.192.0': reverse('10.2 PTR www.example.com.\n', '0.192.in-addr.arpa'),
      'db.192.0.2': reverse(''),
    },
    lines: ['192.0.2.10 www.example.com. -: no PTR record; it belongs into db.192.0.2'],
  },
  {
    what: 'views: each has its own, and one has none',
    files: {
      'named.conf': `view "in" { match-clients { 10.0.0.0/8; };\n${conf(['example.com', 'in'], ['2.0.192.in-addr.arpa', 'rev'])}};
view "out" { match-clients { any; };\n${conf(['example.com', 'out'])}};\n`,
      in: forward('www A 192.0.2.10\n'),
      out: forward('www A 192.0.2.20\n'),
      rev: reverse('10 PTR www.example.com.\n'),
    },
    lines: [
      '192.0.2.20 www.example.com. out -: no reverse zone in view out; 2.0.192.in-addr.arpa. is in view in',
      '192.0.2.10 www.example.com. in www.example.com.: agrees',
    ],
  },
  {
    what: 'views of one file: what one of them says the other does not hear',
    files: {
      'named.conf': `view "in" { match-clients { 10.0.0.0/8; };\n${conf(['example.com', 'db'], ['2.0.192.in-addr.arpa', 'rev'])}};
view "out" { match-clients { any; };\n${conf(['example.com', 'db'])}};\n`,
      db: forward('www A 192.0.2.10\n'),
      rev: reverse('10 PTR www.example.com.\n'),
    },
    lines: [
      '192.0.2.10 www.example.com. out -: no reverse zone in view out; 2.0.192.in-addr.arpa. is in view in',
      '192.0.2.10 www.example.com. in www.example.com.: agrees',
    ],
  },
  {
    what: 'a view that takes the reverse zone over',
    files: {
      'named.conf': `view "in" { match-clients { 10.0.0.0/8; };\n${conf(['2.0.192.in-addr.arpa', 'rev'])}};
view "out" { match-clients { any; };\n${conf(['example.com', 'out'])}zone "2.0.192.in-addr.arpa" { in-view "in"; };\n};\n`,
      out: forward('www A 192.0.2.20\n'),
      rev: reverse('20 PTR www.example.com.\n'),
    },
    lines: ['192.0.2.20 www.example.com. out www.example.com.: agrees'],
  },
  {
    what: 'copies agree if one agrees, and the nearest folder is the place',
    files: {
      'prod/db.example.com': forward('www A 192.0.2.10\nweb A 192.0.2.11\n'),
      'prod/db.192.0.2': reverse('10 PTR www.example.com.\n'),
      'stage/db.example.com': forward('www A 192.0.2.10\n'),
      'stage/db.192.0.2': reverse(''),
    },
    lines: [
      '192.0.2.11 web.example.com. -: no PTR record; it belongs into prod/db.192.0.2',
      '192.0.2.10 www.example.com. www.example.com.: agrees',
      '192.0.2.10 www.example.com. -: agrees',
    ],
  },
  {
    what: 'a reverse zone that is fetched',
    files: {
      'named.conf': `${conf(['example.com', 'db'])}zone "2.0.192.in-addr.arpa" { type secondary; primaries { 203.0.113.1; }; file "rev"; masterfile-format text; };\n`,
      db: forward('www A 192.0.2.10\n'),
      rev: reverse(''),
    },
    lines: [
      '192.0.2.10 www.example.com. -: no PTR record; 2.0.192.in-addr.arpa. is fetched from another server, so it is to be written there',
    ],
  },
];

describe('the agreement of forward and reverse', () => {
  for (const { what, files, settings, lines } of CASES) {
    it(what, async () => {
      const text = agreementOf(await ptrSite(files, settings));
      assert.deepEqual(
        linesOf(text).filter((line) => !line.startsWith('203.0.113.1 ')),
        lines,
        text,
      );
    });
  }
});
