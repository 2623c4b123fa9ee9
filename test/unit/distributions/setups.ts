/** What distributions install for BIND: their configurations and the zones that these load, in our own words, by the paths that they have there. */

/** The files of an installation, by their paths. */
export interface Setup {
  readonly name: string;
  /** Where the configuration lies that named is started with. */
  readonly conf: string;
  readonly files: Readonly<Record<string, string>>;
}

const ROOT_SERVERS: readonly (readonly [string, string, string])[] = [
  ['a', '198.41.0.4', '2001:503:ba3e::2:30'],
  ['b', '170.247.170.2', '2801:1b8:10::b'],
  ['c', '192.33.4.12', '2001:500:2::c'],
  ['d', '199.7.91.13', '2001:500:2d::d'],
  ['e', '192.203.230.10', '2001:500:a8::e'],
  ['f', '192.5.5.241', '2001:500:2f::f'],
  ['g', '192.112.36.4', '2001:500:12::d0d'],
  ['h', '198.97.190.53', '2001:500:1::53'],
  ['i', '192.36.148.17', '2001:7fe::53'],
  ['j', '192.58.128.30', '2001:503:c27::2:30'],
  ['k', '193.0.14.129', '2001:7fd::1'],
  ['l', '199.7.83.42', '2001:500:9f::42'],
  ['m', '202.12.27.33', '2001:dc3::35'],
];

/** The hints of the root zone, as IANA writes them. */
const HINTS = `; the servers of the root zone
${ROOT_SERVERS.map(
  ([letter, v4, v6]) =>
    `.                        3600000      NS    ${letter.toUpperCase()}.ROOT-SERVERS.NET.
${letter.toUpperCase()}.ROOT-SERVERS.NET.      3600000      A     ${v4}
${letter.toUpperCase()}.ROOT-SERVERS.NET.      3600000      AAAA  ${v6}
`,
).join(';\n')}; End of file
`;

const zones = (names: readonly string[], type: string, file: string): string =>
  names.map((name) => `zone "${name}"\t{ type ${type}; file "${file}"; };\n`).join('');

const PRIVATE = ['10', ...Array.from({ length: 16 }, (_, i) => `${16 + i}.172`), '168.192'].map(
  (name) => `${name}.in-addr.arpa`,
);

const debianZone = (serial: number, more = ''): string => `;
; BIND data file
;
$TTL\t604800
@\tIN\tSOA\tlocalhost. root.localhost. (
\t\t\t      ${serial}\t\t; Serial
\t\t\t 604800\t\t; Refresh
\t\t\t  86400\t\t; Retry
\t\t\t2419200\t\t; Expire
\t\t\t 604800 )\t; Negative Cache TTL
;
@\tIN\tNS\tlocalhost.
${more}`;

const DEBIAN: Setup = {
  name: 'Debian',
  conf: '/etc/bind/named.conf',
  files: {
    '/etc/bind/named.conf': `// The configuration of this server is in three parts.
include "/etc/bind/named.conf.options";
include "/etc/bind/named.conf.local";
include "/etc/bind/named.conf.default-zones";
`,
    '/etc/bind/named.conf.options': `options {
\tdirectory "/var/cache/bind";

\t// forwarders {
\t// \t0.0.0.0;
\t// };

\tdnssec-validation auto;

\tlisten-on-v6 { any; };
};
`,
    '/etc/bind/named.conf.local': `//
// Local configuration goes here.
//

//include "/etc/bind/zones.rfc1918";

`,
    '/etc/bind/zones.rfc1918': zones(PRIVATE, 'master', '/etc/bind/db.empty'),
    '/etc/bind/named.conf.default-zones': `// The servers of the root zone.
zone "." {
\ttype hint;
\tfile "/usr/share/dns/root.hints";
};

// Zones that every server has (RFC 1912).
zone "localhost" {
\ttype master;
\tfile "/etc/bind/db.local";
};

zone "127.in-addr.arpa" {
\ttype master;
\tfile "/etc/bind/db.127";
};

zone "0.in-addr.arpa" {
\ttype master;
\tfile "/etc/bind/db.0";
};

zone "255.in-addr.arpa" {
\ttype master;
\tfile "/etc/bind/db.255";
};
`,
    '/etc/bind/db.local': debianZone(2, '@\tIN\tA\t127.0.0.1\n@\tIN\tAAAA\t::1\n'),
    '/etc/bind/db.127': debianZone(1, '1.0.0\tIN\tPTR\tlocalhost.\n'),
    '/etc/bind/db.0': debianZone(1),
    '/etc/bind/db.255': debianZone(1),
    '/etc/bind/db.empty': debianZone(1),
    '/usr/share/dns/root.hints': HINTS,
  },
};

const redhatZone = (more: string): string => `$TTL 1D
@\tIN SOA\t@ rname.invalid. (
\t\t\t\t\t0\t; serial
\t\t\t\t\t1D\t; refresh
\t\t\t\t\t1H\t; retry
\t\t\t\t\t1W\t; expire
\t\t\t\t\t3H )\t; minimum
\tNS\t@
\tA\t127.0.0.1
\tAAAA\t::1
${more}`;

const redhatClause = (name: string, file: string): string => `zone "${name}" IN {
\ttype primary;
\tfile "${file}";
\tallow-update { none; };
};

`;

const LOOPBACK6 = `1.${'0.'.repeat(31)}ip6.arpa`;

const RED_HAT: Setup = {
  name: 'Fedora and RHEL',
  conf: '/etc/named.conf',
  files: {
    '/etc/named.conf': `//
// A caching name server for this machine only.
//

options {
\tlisten-on port 53 { 127.0.0.1; };
\tlisten-on-v6 port 53 { ::1; };
\tdirectory \t"/var/named";
\tdump-file \t"/var/named/data/cache_dump.db";
\tstatistics-file "/var/named/data/named_stats.txt";
\tmemstatistics-file "/var/named/data/named_mem_stats.txt";
\tsecroots-file\t"/var/named/data/named.secroots";
\trecursing-file\t"/var/named/data/named.recursing";
\tallow-query     { localhost; };

\t/* An authoritative server has no recursion; a recursive one has to say for whom it works. */
\trecursion yes;

\tdnssec-validation yes;

\tmanaged-keys-directory "/var/named/dynamic";
\tgeoip-directory "/usr/share/GeoIP";

\tpid-file "/run/named/named.pid";
\tsession-keyfile "/run/named/session.key";

\tinclude "/etc/crypto-policies/back-ends/bind.config";
};

logging {
        channel default_debug {
                file "data/named.run";
                severity dynamic;
        };
};

zone "." IN {
\ttype hint;
\tfile "named.ca";
};

include "/etc/named.rfc1912.zones";
include "/etc/named.root.key";
`,
    '/etc/crypto-policies/back-ends/bind.config': `disable-algorithms "." {
RSAMD5;
DSA;
};
disable-ds-digests "." {
GOST;
};
`,
    '/etc/named.rfc1912.zones': `// Zones that every server has (RFC 1912 section 4.1).

${redhatClause('localhost.localdomain', 'named.localhost')}${redhatClause('localhost', 'named.localhost')}${redhatClause(
  LOOPBACK6,
  'named.loopback',
)}${redhatClause('1.0.0.127.in-addr.arpa', 'named.loopback')}${redhatClause('0.in-addr.arpa', 'named.empty')}`,
    '/etc/named.root.key': `trust-anchors {
\t. initial-ds 20326 8 2 "E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D";
\t. initial-ds 38696 8 2 "683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16";
};
`,
    '/var/named/named.ca': HINTS,
    '/var/named/named.localhost': redhatZone(''),
    '/var/named/named.loopback': redhatZone('\tPTR\tlocalhost.\n'),
    '/var/named/named.empty': redhatZone(''),
  },
};

const NAMEDB = '/usr/local/etc/namedb';
const series = (first: number, last: number, behind: string): string[] =>
  Array.from({ length: last - first + 1 }, (_, i) => `${first + i}.${behind}`);

const FREEBSD: Setup = {
  name: 'FreeBSD',
  conf: `${NAMEDB}/named.conf`,
  files: {
    [`${NAMEDB}/named.conf`]: `options {
\t// All file and path names are relative to the chroot directory, if any, and fully qualified.
\tdirectory\t"${NAMEDB}/working";
\tpid-file\t"/var/run/named/pid";
\tdump-file\t"/var/dump/named_dump.db";
\tstatistics-file\t"/var/stats/named.stats";

\t// For the use of this machine only.
\tlisten-on\t{ 127.0.0.1; };

\t// These are zones of their own below.
\tdisable-empty-zone "255.255.255.255.IN-ADDR.ARPA";
\tdisable-empty-zone "${'0.'.repeat(32)}IP6.ARPA";
\tdisable-empty-zone "${LOOPBACK6.toUpperCase()}";
};

zone "." { type hint; file "${NAMEDB}/named.root"; };

${zones(['localhost'], 'primary', `${NAMEDB}/primary/localhost-forward.db`)}${zones(
  ['127.in-addr.arpa', '0.ip6.arpa'],
  'primary',
  `${NAMEDB}/primary/localhost-reverse.db`,
)}${zones(
  [
    '255.in-addr.arpa',
    '0.in-addr.arpa',
    ...PRIVATE,
    ...series(64, 127, '100.in-addr.arpa'),
    '254.169.in-addr.arpa',
    '0.0.192.in-addr.arpa',
    '2.0.192.in-addr.arpa',
    '100.51.198.in-addr.arpa',
    '113.0.203.in-addr.arpa',
    '8.b.d.0.1.0.0.2.ip6.arpa',
    ...series(18, 19, '198.in-addr.arpa'),
    ...series(240, 254, 'in-addr.arpa'),
    ...[...'13456789abcde', ...[...'0123456789ab'].map((nibble) => `${nibble}.f`)].map((name) => `${name}.ip6.arpa`),
    ...['c', 'd'].map((nibble) => `${nibble}.f.ip6.arpa`),
    ...[...'89ab'].map((nibble) => `${nibble}.e.f.ip6.arpa`),
    'ip6.int',
  ],
  'primary',
  `${NAMEDB}/primary/empty.db`,
)}`,
    [`${NAMEDB}/named.root`]: HINTS,
    [`${NAMEDB}/working/.keep`]: '',
    [`${NAMEDB}/primary/empty.db`]: `$TTL 3h
@ SOA @ nobody.localhost. 42 1d 12h 1w 3h
\t; Serial, Refresh, Retry, Expire, Neg. cache TTL

@\tNS\t@

; named wants an address
@\tA\t127.0.0.1
`,
    [`${NAMEDB}/primary/localhost-forward.db`]: `$TTL 3h
localhost. SOA localhost. nobody.localhost. 42 1d 12h 1w 3h
\t; Serial, Refresh, Retry, Expire, Neg. cache TTL

\tNS\tlocalhost.

\tA\t127.0.0.1
\tAAAA\t::1
`,
    [`${NAMEDB}/primary/localhost-reverse.db`]: `$TTL 3h
@ SOA localhost. nobody.localhost. 42 1d 12h 1w 3h
\t; Serial, Refresh, Retry, Expire, Neg. cache TTL

\tNS\tlocalhost.

1.0.0\tPTR\tlocalhost.

1.${'0.'.repeat(29)}0 PTR localhost.
`,
  },
};

const alpineZone = (more: string): string => `$TTL 1W
@       IN      SOA     localhost. root.localhost.  (
                                      2002081601 ; Serial
                                      28800      ; Refresh
                                      14400      ; Retry
                                      604800     ; Expire - 1 week
                                      86400 )    ; Minimum
@       IN      NS      localhost.
${more}`;

const ALPINE: Setup = {
  name: 'Alpine, a resolver',
  conf: '/etc/bind/named.conf',
  files: {
    '/etc/bind/named.conf': `options {
        directory "/var/bind";

        // Who may ask for all names.
        allow-recursion {
                127.0.0.1/32;
        };

        listen-on { 127.0.0.1; };
        listen-on-v6 { none; };

        pid-file "/var/run/named/named.pid";

        // Whoever copies zones has to be named.
        allow-transfer { none; };
};

zone "." IN {
        type hint;
        file "named.ca";
};

zone "localhost" IN {
        type master;
        file "pri/localhost.zone";
        allow-update { none; };
        notify no;
};

zone "127.in-addr.arpa" IN {
        type master;
        file "pri/127.zone";
        allow-update { none; };
        notify no;
};
`,
    '/var/bind/named.ca': HINTS,
    '/var/bind/pri/localhost.zone': alpineZone('@       IN      A       127.0.0.1\n@       IN      AAAA    ::1\n'),
    '/var/bind/pri/127.zone': alpineZone('1.0.0   IN      PTR     localhost.\n'),
  },
};

const ALPINE_PRIMARY: Setup = {
  name: 'Alpine, an authoritative server',
  conf: '/etc/bind/named.conf',
  files: {
    '/etc/bind/named.conf': `options {
        directory "/var/bind";

        listen-on { 127.0.0.1; };
        listen-on-v6 { none; };

        allow-transfer {
                none;
        };

        pid-file "/var/run/named/named.pid";

        allow-recursion { none; };
        recursion no;
};

//zone "example.com" IN {
//      type master;
//      file "/etc/bind/master/example.com";
//};
`,
    '/var/bind/.keep': '',
  },
};

const OPENWRT: Setup = {
  name: 'OpenWrt',
  conf: '/etc/bind/named.conf',
  files: {
    '/etc/bind/named.conf': `// The configuration of the name server.

options {
\t// What lasts lies in /var/lib/bind.
\tdirectory "/var/cache/bind";
};

// The servers of the root zone.
zone "." {
\ttype hint;
\tfile "/etc/bind/db.root";
};
`,
    '/etc/bind/db.root': HINTS,
    '/var/cache/bind/.keep': '',
  },
};

const archZone = (more: string): string => `@\t1D IN SOA\tlocalhost. root.localhost. (
\t\t\t42\t; serial (yyyymmdd##)
\t\t\t3H\t; refresh
\t\t\t15M\t; retry
\t\t\t1W\t; expiry
\t\t\t1D )\t; minimum ttl

\t1D IN NS\tlocalhost.
${more}`;

const ARCH: Setup = {
  name: 'Arch',
  conf: '/etc/named.conf',
  files: {
    '/etc/named.conf': `// vim:set ts=4 sw=4 et:

options {
    directory "/var/named";
    pid-file "/run/named/named.pid";

    // To switch IPv6 off, start named with -4.
    listen-on-v6 { any; };

    allow-recursion { 127.0.0.1; ::1; };
    allow-transfer { none; };
    allow-update { none; };

    version none;
    hostname none;
    server-id none;
};

zone "localhost" IN {
    type master;
    file "localhost.zone";
};

zone "0.0.127.in-addr.arpa" IN {
    type master;
    file "127.0.0.zone";
};

zone "${LOOPBACK6}" {
    type master;
    file "localhost.ip6.zone";
};

//logging {
//    channel xfer-log { file "/var/log/named.log"; };
//    category xfer-in { xfer-log; };
//};
`,
    '/var/named/localhost.zone': archZone('localhost.\t1D IN A\t\t127.0.0.1\nlocalhost.\t1D IN AAAA\t::1\n'),
    '/var/named/127.0.0.zone': archZone('1.0.0.127.in-addr.arpa.\t1D IN PTR\tlocalhost.\n'),
    '/var/named/localhost.ip6.zone': archZone('\t1D IN PTR\tlocalhost.\n'),
  },
};

export const SETUPS: readonly Setup[] = [DEBIAN, RED_HAT, FREEBSD, ALPINE, ALPINE_PRIMARY, OPENWRT, ARCH];
