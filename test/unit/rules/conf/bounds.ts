/** The bounds of values that only rules know, since they hold beyond a statement's own kind of value. */

export interface Bounds {
  /** A configuration with `@` where the value stands. */
  readonly text: string;
  /** The least and the most. */
  readonly fits: readonly string[];
  /** One beyond each. */
  readonly refused: readonly string[];
}

const options = (statement: string): string => `options { ${statement}; };`;
const rate = (statement: string): string => options(`rate-limit { ${statement}; }`);
const policy = (statement: string): string => `dnssec-policy p { ${statement}; };`;
const secondary = (statement: string): string =>
  `zone "example.com" { type secondary; primaries { 192.0.2.1; }; ${statement}; };`;
const primary = (statement: string): string =>
  `zone "example.com" { type primary; file "db.example.com"; ${statement}; };`;
const key = (algorithm: string): string => `key k { algorithm ${algorithm}; secret "c2VjcmV0IG9mIHRoZSBrZXkK"; };`;

const bounds = (text: string, fits: readonly string[], refused: readonly string[]): Bounds => ({ text, fits, refused });
const between = (text: string, least: number, most: number, beyond: readonly number[]): Bounds =>
  bounds(text, [`${least}`, `${most}`], beyond.map(String));

const PER_SECOND = ['all', 'errors', 'nodata', 'nxdomains', 'referrals', 'responses'];
const MINUTES = ['interface-interval', 'heartbeat-interval'];
const TRANSFERS = ['max-transfer-idle-in', 'max-transfer-idle-out', 'max-transfer-time-in', 'max-transfer-time-out'];
const TIMES = ['max-retry-time', 'min-retry-time', 'max-refresh-time', 'min-refresh-time'];
const PORTS = ['port', 'tls-port', 'http-port', 'https-port'];
const zones = (count: number): string =>
  Array.from({ length: count }, (_, i) => `zone "z${i}" { type primary; file "z${i}"; };`).join(' ');
const policies = (count: number): string =>
  `${options(`response-policy { ${Array.from({ length: count }, (_, i) => `zone "z${i}";`).join(' ')} }`)} ${zones(count)}`;

/** What named takes at each bound, and what it refuses right behind it. */
export const BOUNDS: readonly Bounds[] = [
  ...PER_SECOND.map((name) => between(rate(`${name}-per-second @`), 0, 1000, [1001])),
  between(rate('slip @'), 0, 10, [11]),
  // With a sign these are less than nothing, and only some are held to a lower end.
  bounds(rate('slip @'), ['2147483648', '4294967295'], ['2147483647']),
  bounds(rate('all-per-second @'), ['2147483648', '4294967295'], ['2147483647']),
  bounds(rate('window 10; max-table-size @'), ['2147483647'], ['2147483648', '4294967295']),
  bounds(rate('min-table-size @; max-table-size 10'), ['10', '4294967295'], ['11', '2147483647']),
  between(rate('window @'), 1, 3600, [0, 3601]),
  between(rate('qps-scale @'), 1, 2147483647, [0, 2147483648]),
  between(rate('ipv4-prefix-length @'), 8, 32, [7, 33]),
  between(rate('ipv6-prefix-length @'), 16, 64, [15, 65]),
  bounds(rate('max-table-size @; min-table-size 500'), ['500', '501'], ['499']),
  between(options('max-ncache-ttl @'), 0, 604800, [604801]),
  between(options('min-cache-ttl @'), 0, 90, [91]),
  between(options('min-ncache-ttl @'), 0, 90, [91]),
  between(options('nta-lifetime @'), 1, 604800, [0, 604801]),
  between(options('nta-lifetime 1w; nta-recheck @'), 0, 604800, [604801]),
  between(options('sig-validity-interval @'), 1, 3660, [0, 3661]),
  between(options('dnskey-sig-validity @'), 0, 3660, [3661]),
  ...MINUTES.map((name) => between(options(`${name} @`), 0, 40320, [40321])),
  ...TRANSFERS.map((name) => between(options(`${name} @`), 0, 40320, [40321])),
  ...TIMES.map((name) => between(options(`${name} @`), 1, 4294967295, [0])),
  bounds(options('max-rsa-exponent-size @'), ['0', '35', '4096'], ['1', '34', '4097']),
  between(options('resolver-nonbackoff-tries @'), 1, 4294967295, [0]),
  between(secondary('sig-signing-type @'), 0xff00, 0xffff, [0xfeff, 0x10000]),
  ...PORTS.map((name) => between(options(`${name} @`), 0, 65534, [65535, 65536])),
  bounds(options('use-v4-udp-ports { @; }'), ['range 1 2', 'range 2 2', '2'], ['range 2 1']),
  between(options('listen-on port @ { any; }'), 0, 65534, [65535]),
  between(options('listen-on-v6 port @ { any; }'), 0, 65534, [65535]),
  between(options('dual-stack-servers { "a.example" port @; }'), 0, 65535, [65536]),
  between(options('lmdb-mapsize @'), 2 ** 20, 2 ** 40, [2 ** 20 - 1, 2 ** 40 + 1]),
  bounds(options('max-ixfr-ratio @'), ['1%', '100%', 'unlimited'], ['0%']),
  bounds(options('stale-refresh-time @'), ['0', '30'], []),
  bounds(options('server-id "@"'), ['a'.repeat(1024)], ['a'.repeat(1025)]),
  between(options('fstrm-set-buffer-hint @'), 1024, 65536, [1023, 65537]),
  between(options('fstrm-set-flush-timeout @'), 1, 600, [0, 601]),
  between(options('fstrm-set-input-queue-size @'), 2, 16384, [1, 3, 16385, 32768]),
  between(options('fstrm-set-output-notify-threshold @'), 1, 4294967295, [0]),
  between(options('fstrm-set-output-queue-size @'), 2, 1024, [1, 1025]),
  between(options('fstrm-set-reopen-interval @'), 1, 600, [0, 601]),
  ...Object.entries({ md5: 128, sha1: 160, sha224: 224, sha256: 256, sha384: 384, sha512: 512 }).map(([name, most]) =>
    bounds(key(`hmac-${name}@`), ['', `-${most}`, `-${most / 2}`, '-80'], [`-${most + 8}`, `-${most - 1}`, '-x', 'x']),
  ),
  bounds(key('@'), ['hmac-md5.sig-alg.reg.int', 'HMAC-SHA256'], ['hmac-sha3', 'sha256', 'hmac-sha2566']),
  bounds(
    options('dns64 @ { }'),
    ['64:ff9b::/96', ...[32, 40, 48, 56, 64].map((bits) => `2001:db8::/${bits}`)],
    ['2001:db8::/33', '2001:db8::/80', '2001:db8:0:0:100::/96', '10/8', '2001:db8::', '2001::/16', '2001:db8::/128'],
  ),
  bounds(options('dns64 2001:db8::/64 { suffix @; }'), ['::1', '::ff:ffff'], ['::100:0', '::1:0:0', '1::']),
  bounds(options('dns64 2001:db8::/32 { suffix @; }'), ['::1', '::ff:ffff:ffff:ffff'], ['::100:0:0:0', '::1:0:0:0:0']),
  bounds(
    policy('keys { csk lifetime 365d algorithm @; }'),
    [
      '5',
      '7',
      '8',
      '10',
      '13',
      '14',
      '15',
      '16',
      'ecdsap256sha256',
      'rsasha256',
      'rsasha256 1024',
      'rsasha256 4096',
      'ed25519',
    ],
    ['rsasha256 1023', 'rsasha256 4097', 'nonsense', '256'],
  ),
  bounds(
    policy('keys { @; }'),
    [
      'csk lifetime unlimited algorithm 13',
      'ksk lifetime 365d algorithm 13; zsk lifetime 60d algorithm 13',
      'csk lifetime unlimited algorithm 13; csk lifetime unlimited algorithm 8',
    ],
    [
      'ksk lifetime unlimited algorithm 13',
      'zsk lifetime unlimited algorithm 13',
      'csk lifetime unlimited algorithm 13; ksk lifetime unlimited algorithm 8',
    ],
  ),
  // A rollover takes as long as the signatures and records of before are about.
  bounds(policy('keys { csk lifetime @ algorithm 13; }'), ['954301', '955000'], ['1', '3600', '86400', '777600']),
  bounds(policy('nsec3param iterations @'), ['0', '50', '150'], ['151']),
  bounds(policy('signatures-validity @'), ['14d', '7d'], ['5d', '1d']),
  bounds(policy('signatures-refresh @'), ['0', '12d'], ['13d', '14d']),
  bounds(
    options('cookie-algorithm siphash24; cookie-secret "@"'),
    ['0'.repeat(32)],
    ['0'.repeat(31), '0'.repeat(34), 'x'.repeat(32)],
  ),
  bounds('@', [policies(1), policies(64)], [policies(65)]),
  bounds(options('rrset-order { order @; }'), ['cyclic', 'random', 'fixed', 'none'], ['sorted']),
  bounds(primary('check-names @'), ['warn', 'fail', 'ignore'], ['primary warn', 'off']),
];
