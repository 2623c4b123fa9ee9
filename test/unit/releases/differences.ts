/** What BIND 9.18, 9.20 and 9.21 say differently: an input for each difference, who refuses it, since when, and where that is said. */
import type { BindVersion } from '../../../server/src/dns/versions.ts';

export interface Difference {
  readonly what: string;
  /** A configuration, or what stands behind a SOA, an NS and its address in a zone. */
  readonly text: string;
  /** The releases that refuse it. */
  readonly refused: readonly BindVersion[];
  /** The first release that judged so. */
  readonly since: string;
  readonly source: string;
}

/** Before the text of a zone. */
export const ZONE_TOP = '$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\n';

const OLD: readonly BindVersion[] = ['9.18', '9.20'];
const ONLY_18: readonly BindVersion[] = ['9.18'];
const ONLY_20: readonly BindVersion[] = ['9.20'];
const FROM_20: readonly BindVersion[] = ['9.20', '9.21'];
const FROM_21: readonly BindVersion[] = ['9.21'];

const DIGEST = '0123456789abcdef'.repeat(4);

export const ZONE_DIFFERENCES: readonly Difference[] = [
  {
    what: 'SVCB at `_dns` without alpn',
    text: '_dns SVCB 1 ns1\n',
    refused: FROM_20,
    since: '9.19.7',
    source: 'SVCB record not valid: no ALPN',
  },
  {
    what: 'SVCB at `_dns` with HTTP in alpn and no dohpath',
    text: '_dns SVCB 1 ns1 alpn=h2\n',
    refused: FROM_20,
    since: '9.19.7',
    source: 'SVCB record not valid: no DOHPATH',
  },
  {
    what: 'SVCB alias (priority 0) with parameters; HTTPS loads',
    text: 'a SVCB 0 ns1 port=53\n',
    refused: FROM_20,
    since: '9.19.7',
    source: 'SVCB record not valid: unexpected service parameter keys',
  },
  {
    what: 'DS at a name without NS',
    text: `a DS 1 13 2 ${DIGEST}\n`,
    refused: FROM_20,
    since: '9.19.8',
    source: 'DS not at delegation point',
  },
  {
    what: 'Private algorithm 253 or 254 without its name in KEY, DNSKEY, CDNSKEY, RKEY, RRSIG or SIG',
    text: 'a DNSKEY 256 3 254 AAAA\n',
    refused: FROM_20,
    since: '9.19.1',
    source: 'FORMERR',
  },
  {
    what: 'EUI48 and EUI64 with groups of one digit',
    text: 'a EUI48 0-0-5e-0-53-2a\n',
    refused: FROM_20,
    since: '9.20.30, 9.21.26',
    source: 'bad EUI',
  },
  {
    what: 'URI with an empty target',
    text: 'a URI 1 1 ""\n',
    refused: ONLY_20,
    since: '9.20',
    source: 'syntax error',
  },
  {
    what: 'KEY whose flags say that it has no key, without one',
    text: 'a KEY 49152 3 13\n',
    refused: FROM_21,
    since: '9.21.22',
    source: 'unexpected end of input',
  },
  {
    what: 'KEY whose flags say that it has no key, and one behind',
    text: 'a KEY 49152 3 13 AAAA\n',
    refused: OLD,
    since: 'taken from 9.21.22 on',
    source: 'extra input text',
  },
  {
    what: 'KEY or SIG beside a CNAME',
    text: 'c CNAME ns1\nc KEY 0 3 13 AAAA\n',
    refused: FROM_21,
    since: '9.21.23',
    source: 'CNAME and other data',
  },
];

const KEY = 'key k { algorithm hmac-sha256; secret "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="; };';
const options = (statement: string): string => `options { ${statement} };`;
const secondary = (statement: string): string =>
  `zone "example.com" { type secondary; file "f"; primaries { 192.0.2.1; }; ${statement} };`;
const primary = (statement: string): string => `zone "example.com" { type primary; file "f"; ${statement} };`;

export const CONFIGURATION_DIFFERENCES: readonly Difference[] = [
  {
    what: 'Two control channels at one address and port',
    text: `${KEY} controls { inet 127.0.0.1 allow { any; } keys { k; }; inet 127.0.0.1 allow { any; } keys { k; }; };`,
    refused: FROM_20,
    since: '9.19.18',
    source: "inet control socket '127.0.0.1#953': already defined",
  },
  {
    what: 'Control channels on Unix sockets',
    text: 'controls { unix "/run/named.ctl" perm 0600 owner 0 group 0; };',
    refused: FROM_20,
    since: '9.19.18',
    source: "unix control '/run/named.ctl': not supported",
  },
  {
    what: '`fetch-quota-params` with shares above 1',
    text: options('fetch-quota-params 100 1.5 0.3 0.7;'),
    refused: FROM_20,
    since: '9.19.22',
    source: 'fetch-quota-param low value (1.5) out of range',
  },
  {
    what: 'An undefined key in a list of servers',
    text: 'primaries "l" { 192.0.2.1 key other; };',
    refused: FROM_20,
    since: '9.20.17, 9.21.16',
    source: "key 'other' is not defined",
  },
  {
    what: 'An undefined tls clause in a list of servers',
    text: 'primaries "l" { 192.0.2.1 tls other; };',
    refused: FROM_20,
    since: '9.20.17, 9.21.16',
    source: "tls 'other' is not defined",
  },
  {
    what: 'An http clause with an empty list of endpoints',
    text: 'http h { endpoints { }; };',
    refused: FROM_20,
    since: '9.20.30, 9.21.26',
    source: "empty 'endpoints' entry",
  },
  {
    what: 'A policy with wrong times beside views, where a zone takes a policy',
    text: `dnssec-policy p { keys { csk lifetime unlimited algorithm 13; }; signatures-validity 1d; }; view v { ${primary('inline-signing yes; dnssec-policy p;')} };`,
    refused: FROM_20,
    since: '9.19.22',
    source: 'signatures-refresh must be at most 90% of the signatures-validity',
  },
  {
    what: '`dnssec-validation yes` without trust anchors',
    text: options('dnssec-validation yes;'),
    refused: FROM_20,
    since: '9.20',
    source: "the 'dnssec-validation yes' option requires configured 'trust-anchors'",
  },
  {
    what: '`dnssec-policy` without `inline-signing` in a zone that is not updated',
    text: primary('dnssec-policy default;'),
    refused: ONLY_18,
    since: 'taken from 9.19.18 on',
    source: "'inline-signing yes;' must also be configured explicitly",
  },
  {
    what: '`sig-validity-interval` whose second number is beyond the first',
    text: options('sig-validity-interval 16 17;'),
    refused: ONLY_18,
    since: 'taken from 9.19 on',
    source: 'validity interval (16 days) less than re-signing interval (17 days)',
  },
  {
    what: 'Port 65535 where named listens',
    text: options('port 65535;'),
    refused: OLD,
    since: 'taken from 9.21 on',
    source: "port '65535' out of range",
  },
  {
    what: 'UDP sizes outside of 512 to 4096',
    text: options('edns-udp-size 511;'),
    refused: FROM_21,
    since: '9.21.17',
    source: "edns-udp-size '511' out of range (512..4096)",
  },
  {
    what: '`nocookie-udp-size` below 128',
    text: options('nocookie-udp-size 127;'),
    refused: FROM_21,
    since: '9.21.17',
    source: "nocookie-udp-size '127' out of range (128..4294967295)",
  },
  {
    what: '`edns-version` above 255',
    text: 'server 192.0.2.1 { edns-version 256; };',
    refused: FROM_21,
    since: '9.21.17',
    source: "edns-version '256' out of range (0..255)",
  },
  {
    what: '`padding` above 512',
    text: 'server 192.0.2.1 { padding 513; };',
    refused: FROM_21,
    since: '9.21.17',
    source: "padding '513' out of range (0..512)",
  },
  {
    what: '`prefetch` above 10',
    text: options('prefetch 11;'),
    refused: FROM_21,
    since: '9.21.16',
    source: "prefetch '11' out of range (0..10)",
  },
  {
    what: '`min-transfer-rate-in` of zero in a zone',
    text: secondary('min-transfer-rate-in 0 1;'),
    refused: ['9.18', '9.21'],
    since: '9.21.9 (9.18 has no such statement)',
    source: "'min-transfer-rate-in' bytes value cannot be '0'",
  },
  {
    what: '`max-journal-size` above 2 GB in a zone',
    text: primary('max-journal-size 3g;'),
    refused: FROM_21,
    since: '9.21.9',
    source: "'max-journal-size 3221225472' is too large",
  },
  {
    what: '`template`, and `template` in a zone',
    text: 'template t { type primary; file "f"; }; zone "example.com" { template t; };',
    refused: OLD,
    since: 'there from 9.21.9 on',
    source: "unknown option 'template'",
  },
  {
    what: '`notify-cfg CDS`',
    text: primary('notify-cfg CDS { notify yes; };'),
    refused: OLD,
    since: 'there from 9.21.17 on',
    source: "unknown option 'notify-cfg'",
  },
  {
    what: '`remote-servers`',
    text: 'remote-servers "l" { 192.0.2.1; };',
    refused: ONLY_18,
    since: 'there from 9.20.5 on',
    source: "unknown option 'remote-servers'",
  },
  {
    what: '`key-store`',
    text: 'key-store "s" { directory "keys"; };',
    refused: ONLY_18,
    since: 'there from 9.19.22 on',
    source: "unknown option 'key-store'",
  },
];
