/** A workspace whose files have to do with one another in many ways, each file in variants, and what is done to their texts. */
import type { ClientSettings } from '../../server/src/lsp/protocol.ts';

const SOA = '@ SOA ns1 host 1 7200 3600 1209600 3600\n@ NS ns1\nns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\n';
const TOP = `$TTL 3600\n${SOA}`;
const REVERSE =
  '$TTL 1h\n@ SOA ns1.example.com. host.example.com. 1 7200 3600 1209600 3600\n@ NS ns1.example.com.\n53 PTR ns1.example.com.\n80 PTR www.example.com.\n81 PTR www.sub.example.com.\n90 PTR more.example.com.\n';
const FORWARD = `${TOP}www A 192.0.2.80\nsub NS ns.sub\nns.sub A 192.0.2.54\nalias CNAME www.example.org.\n$INCLUDE more\n`;
/** A licence, a table, a log of changes: what people keep at the top of a zone. */
const COMMENTS = Array.from({ length: 400 }, (_, i) => `; line ${i} of what is to be known of this zone\n`).join('');
/** Longer than a chunk. */
const HOSTS = Array.from({ length: 1500 }, (_, i) => `host${i} A 198.51.100.${i % 250}\n`).join('');

/** The texts that each file has at one time or another, the usual one first. */
export const VARIANTS: Readonly<Record<string, readonly string[]>> = {
  'named.conf': [
    'include "more.conf";\nacl inside { 192.0.2.0/24; };\nview "in" { match-clients { inside; };\n zone "example.com" { type primary; file "zones/db.example.com"; };\n zone "2.0.192.in-addr.arpa" { type primary; file "reverse/db.192.0.2"; }; };\nview "out" { match-clients { any; };\n zone "example.com" { type primary; file "zones/outside"; }; };\n',
    'include "more.conf";\nzone "example.com" { type primary; file "zones/db.example.com"; };\nzone "sub.example.com" { type primary; file "zones/sub.example.com.zone"; };\n',
    'options { directory "zones"; listen-on-v6 { ::1; }; };\nzone "example.com" { type primary; file "db.example.com"; };\nzone "example.org" { type primary; file "absent"; };\nzone "." { type hint; file "named.root"; };\n',
    'options {\n',
  ],
  'more.conf': [
    'acl outside { ! inside; any; };\nkey k { algorithm hmac-sha256; secret "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="; };\n',
    'zone "example.org" { type primary; file "zones/example.org.zone"; allow-transfer { key k; }; };\n',
    'include "named.conf";\n',
  ],
  'zones/db.example.com': [
    FORWARD,
    `${FORWARD}web CNAME www\n_443._tcp.www TLSA 3 1 1 00\n`,
    `$INCLUDE soa\nwww A 192.0.2.80\n$INCLUDE more\n`,
    `${COMMENTS}${FORWARD}${HOSTS}`,
  ],
  'zones/outside': [
    `${TOP}www A 203.0.113.80\n@ MX 10 www.example.org.\n`,
    'not a zone\nat all\nby any means\nor measure\n',
  ],
  'zones/soa': [`$TTL 1h\n${SOA}`, SOA, 'www A 192.0.2.81\n'],
  'zones/more': ['more A 192.0.2.90\nmore2 CNAME www.example.com.\n', '$TTL 60\nmore TXT "a"\n$INCLUDE more\n', ''],
  'zones/sub.example.com.zone': [
    `${TOP}www A 192.0.2.81\nns A 192.0.2.54\n$INCLUDE more\n`,
    `${TOP}web A 192.0.2.81\n@ NS ns1.example.com.\n`,
  ],
  'zones/example.org.zone': [
    `${TOP}www A 192.0.2.80\n@ MX 10 www.sub.example.com.\n$INCLUDE more\n`,
    `${COMMENTS}$ORIGIN example.org.\n${TOP}www A 192.0.2.80\n`,
  ],
  'zones/named.root': [
    '. 3600000 NS a.root-servers.net.\na.root-servers.net. 3600000 A 198.41.0.4\n',
    `${COMMENTS}. 3600000 NS a.root-servers.net.\na.root-servers.net. 3600000 A 198.41.0.4\n`,
  ],
  'reverse/db.192.0.2': [REVERSE, REVERSE.replace('80 PTR', '79 PTR')],
  'reverse/also.zone': [
    `; zone: 2.0.192.in-addr.arpa\n${REVERSE.replace('www.example.com.', 'web.example.com.')}`,
    `; zone: 100.51.198.in-addr.arpa\n${REVERSE}`,
  ],
  // Copies of a zone, of which one answers.
  'copies/db.example.com': [FORWARD, `${TOP}www A 192.0.2.79\n`],
  'copies/untold': [`$ORIGIN example.net.\n${TOP}www CNAME www.example.com.\n`, `${TOP}www A 192.0.2.1\n`, ''],
};

/** What editors call each file. */
export const LANGUAGE_IDS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.keys(VARIANTS).map((path) => [
    path,
    path.endsWith('.conf') ? ['named-conf', 'plaintext'] : ['zone', 'zone', 'bindzone', 'plaintext'],
  ]),
);

/** Edits that show in other files: where the text holds the second, it becomes the third. */
export const CHANGES: readonly [path: string, find: string, newText: string][] = [
  ['zones/db.example.com', 'www A', 'web A'],
  ['zones/db.example.com', 'web A', 'www A'],
  ['zones/db.example.com', '$INCLUDE more\n', ''],
  ['zones/db.example.com', '$TTL 3600\n', '$TTL 3600\n$INCLUDE more\n'],
  ['zones/db.example.com', '$TTL 3600\n', ''],
  ['zones/db.example.com', '; line 0', '; zone: example.org\n;'],
  ['zones/db.example.com', '@ SOA', 'example.net. SOA'],
  ['zones/db.example.com', 'example.net. SOA', '@ SOA'],
  ['zones/db.example.com', 'host7 A', 'host7 CNAME www.example.org. ;'],
  ['zones/sub.example.com.zone', 'www A', 'web A'],
  ['zones/sub.example.com.zone', '$INCLUDE more\n', '$INCLUDE example.org.zone\n'],
  ['zones/example.org.zone', '$INCLUDE more\n', '$INCLUDE sub.example.com.zone\n'],
  ['zones/example.org.zone', '$ORIGIN example.org.', '$ORIGIN example.edu.'],
  ['zones/example.org.zone', '; line 0', ''],
  ['zones/named.root', 'NS a', 'SOA a'],
  ['zones/more', 'more A', 'more TXT'],
  ['zones/soa', 'ns1 A 192.0.2.53\n', ''],
  ['reverse/db.192.0.2', '80 PTR', '79 PTR'],
  ['reverse/db.192.0.2', '79 PTR', '80 PTR'],
  ['reverse/also.zone', '; zone: 2.0.192', '; zone: 3.0.192'],
  ['reverse/also.zone', '; zone: 3.0.192', '; zone: 2.0.192'],
  ['copies/untold', '$ORIGIN example.net.', '; zone: example.com'],
  ['copies/untold', '; zone: example.com', '$ORIGIN example.net.'],
  ['named.conf', 'zones/db.example.com', 'zones/sub.example.com.zone'],
  ['named.conf', 'zones/sub.example.com.zone', 'zones/db.example.com'],
  ['named.conf', 'zones/outside', 'copies/db.example.com'],
  ['named.conf', 'zone "example.com"', 'zone "example.org"'],
  ['named.conf', 'include "more.conf";\n', ''],
  ['named.conf', 'directory "zones"', 'directory "copies"'],
  ['named.conf', 'inside;', 'outside;'],
  ['more.conf', 'zones/example.org.zone', 'copies/untold'],
];

/** What is put in at random. */
export const PIECES: readonly string[] = [
  '$TTL 60',
  '$ORIGIN lab',
  '$ORIGIN example.org.',
  '$INCLUDE more',
  'sub NS ns1.sub',
  'sub DNAME example.edu.',
  '*.sub A 192.0.2.9',
  'ns1 A 192.0.2.54',
  'www AAAA 2001:db8::80',
  'many TXT "a" "b"',
  '@ SOA ns1 host (',
  'text TXT "open',
  '; bailiwick-ignore zone/bad-rdata zone/duplicate-record zone/ptr-mismatch',
  '// bailiwick-ignore conf/listen-on-v6-absent',
  'zone "example.net" { type primary; file "copies/untold"; };',
  'options { directory "zones"; };',
  '};',
  '{{ template }}',
];

/** Rules that compare a zone with what it was before say something else of another past: they are off. */
const OF_THE_PAST = { 'zone/serial-not-raised': 'off', 'zone/serial-went-backwards': 'off' };

/** Settings, the usual ones first; the origins are by path. */
export const SETTINGS: readonly ClientSettings[] = [
  { rules: OF_THE_PAST },
  { rules: { ...OF_THE_PAST, 'zone/ptr-mismatch': 'error', 'zone/ttl-missing': 'off' }, bind: { version: '9.20' } },
  { rules: OF_THE_PAST, origins: { 'copies/untold': 'sub.example.com', 'zones/more': 'more.example.com' } },
];
