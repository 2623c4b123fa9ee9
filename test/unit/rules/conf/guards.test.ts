import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CONF_RULES } from '../../../../server/src/rules/conf/index.ts';
import type { RuleId } from '../../../../server/src/rules/ids.ts';
import type { Setup } from './helper.ts';
import { fixed, fixesOf, found } from './helper.ts';

/** A configuration, and how many places a rule reports in it. */
type Case = readonly [text: string, count: number, setup?: Setup];

const primary = (more = ''): string => `zone "our-name.org" { type primary; file "db"; ${more} };`;
const secondary = (more = ''): string => `zone "our-name.org" { type secondary; primaries { 192.0.2.1; }; ${more} };`;
const tls = (more: string): string => `tls t { cert-file "c"; key-file "k"; ${more} };`;
const options = (text: string): string => `options { ${text} };\n`;
const reverse = (name: string, file: string): string => `zone "${name}" { type primary; file "${file}"; };\n`;
const SECRET = 'c2VjcmV0IG9mIHRoZSBrZXkgdGhhdCBpcyBsb25nIGVub3VnaCE=';
const V9_20: Setup = { version: '9.20' };
const V9_21: Setup = { version: '9.21' };
const secretOf = (algorithm: string, octets: number): string =>
  `key k { algorithm ${algorithm}; secret "${Buffer.alloc(octets, 7).toString('base64')}"; };`;
const UNREAD = 'include "elsewhere";\n';

/** Beside each finding what must not be found: one case for each thing that a rule asks before it speaks. */
const CASES: Readonly<Partial<Record<RuleId, readonly Case[]>>> = {
  'conf/reverse-zone-file': [
    [reverse('2.0.192.in-addr.arpa', 'db.198.51.100'), 1],
    [reverse('2.0.192.in-addr.arpa', 'zones/198.51.100.rev'), 1],
    [reverse('1.168.192.in-addr.arpa', '192.168.2.zone'), 1],
    [reverse('1.168.192.in-addr.arpa', 'db.1.168.192'), 0],
    [reverse('1.168.192.in-addr.arpa', 'db.192.168.1'), 0],
    [reverse('168.192.in-addr.arpa', 'db.192.168.1'), 0],
    [reverse('1.168.192.in-addr.arpa', '1.168.192.in-addr.arpa.zone'), 0],
    [reverse('0/26.1.168.192.in-addr.arpa', 'db.192.168.1.0'), 0],
    // Less than three octets may be a version, and so may a row among others.
    [reverse('1.168.192.in-addr.arpa', 'db.10.0'), 0],
    [reverse('1.168.192.in-addr.arpa', 'db.2024.01.02'), 0],
    [reverse('1.168.192.in-addr.arpa', 'db.192.168.1-1.2.3'), 0],
    [reverse('1.168.192.in-addr.arpa', 'db.empty'), 0],
    [reverse('8.b.d.0.1.0.0.2.ip6.arpa', 'db.2001.db9'), 1],
    [reverse('8.b.d.0.1.0.0.2.ip6.arpa', '2001:db8.rev'), 0],
    [reverse('8.b.d.0.1.0.0.2.ip6.arpa', 'db.2001-0db8-0001'), 0],
    [reverse('8.b.d.0.1.0.0.2.ip6.arpa', '8.b.d.0.1.0.0.2.ip6.arpa'), 0],
    [reverse('8.b.d.0.1.0.0.2.ip6.arpa', 'db.2026-01-02'), 0],
    [
      `${reverse('2.0.192.in-addr.arpa', 'db.192.0.2')}${Array.from({ length: 9 }, (_, i) => reverse(`${i}.51.198.in-addr.arpa`, i === 7 ? 'db.198.51.1' : `db.198.51.${i}`)).join('')}`,
      1,
    ],
  ],
  'conf/acl-loop': [
    ['acl a { b; }; acl b { a; };', 2],
    ['acl a { a; };', 1],
    ['acl a { b; }; acl b { c; }; acl c { any; };', 0],
    ['acl a { { b; }; }; acl b { { a; }; };', 2],
    ['acl a { key a; };', 0],
  ],
  'conf/auto-dnssec-cannot-sign': [
    [primary('auto-dnssec maintain;'), 1],
    [primary('auto-dnssec off;'), 0],
    [primary('auto-dnssec maintain; inline-signing yes;'), 0],
    [primary('auto-dnssec maintain; inline-signing no;'), 1],
    [primary('auto-dnssec maintain; update-policy local;'), 0],
    [primary('auto-dnssec maintain; allow-update { none; };'), 1],
    [primary('auto-dnssec maintain; allow-update { 192.0.2.1; };'), 0],
    [primary('auto-dnssec maintain;'), 0, V9_20],
    [secondary('auto-dnssec maintain;'), 1],
    ['zone "a" { type stub; primaries { 192.0.2.1; }; auto-dnssec maintain; };', 0],
  ],
  'conf/bad-server-clause': [
    ['server 192.0.2.1 { bogus yes; }; server 192.0.2.1 { bogus no; };', 1],
    ['server 192.0.2.1 { bogus yes; }; server 192.0.2.1/32 { bogus no; };', 1],
    ['server 192.0.2.1 { bogus yes; }; server 192.0.2.2 { bogus no; };', 0],
    ['server 10/8 { bogus yes; }; server 10.0.0.0/8 { bogus no; };', 1],
    ['view a { server ::1 { }; server ::1 { }; };', 1],
    ['view a { server ::1 { }; }; view b { server ::1 { }; };', 0],
    ['server 192.0.2.1 { transfer-source-v6 ::1; };', 1],
    ['server ::1 { transfer-source-v6 ::1; };', 0],
    ['server ::1 { transfer-source 192.0.2.1; };', 1],
    ['server ::1 { notify-source 192.0.2.1; query-source 192.0.2.1; };', 2],
  ],
  'conf/bad-tls': [
    [tls(''), 0],
    ['tls t { cert-file "c"; };', 1],
    ['tls t { key-file "k"; };', 1],
    [tls('protocols { TLSv1.3; };'), 0],
    [tls('protocols { TLSv1.1; };'), 1],
    [tls('ciphers "HIGH:!aNULL";'), 0],
    [tls('ciphers "nonsense";'), 1],
    [tls('cipher-suites "TLS_AES_256_GCM_SHA384";'), 0, V9_20],
    [tls('cipher-suites "TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256:";'), 0, V9_20],
    [tls('cipher-suites "TLS_AES_256_GCM_SHA384:AES";'), 1, V9_20],
    [tls('cipher-suites "";'), 1, V9_20],
  ],
  'conf/conflicting-check-names': [
    [options('check-names primary warn; check-names primary fail;'), 1],
    [options('check-names primary warn; check-names master fail;'), 1],
    [options('check-names secondary warn; check-names slave fail;'), 1],
    [options('check-names primary warn; check-names secondary fail;'), 0],
    [options('check-names primary warn; check-names response fail;'), 0],
    ['view a { check-names primary warn; check-names primary fail; };', 1],
    ['view a { check-names primary warn; }; view b { check-names primary fail; };', 0],
  ],
  'conf/discarded-log': [
    ['logging { category security { null; }; };', 1],
    ['logging { category security { null; default_syslog; }; };', 0],
    ['logging { category queries { null; }; };', 0],
    ['logging { category security { default_debug; }; };', 0],
  ],
  'conf/dns64-private-addresses': [
    [options('dns64 64:ff9b::/96 { };'), 1],
    [options('dns64 2001:db8::/96 { };'), 0],
    [options('dns64 64:ff9b::/96 { mapped { !10/8; any; }; };'), 0],
  ],
  'conf/edns-size': [
    [options('edns-udp-size 4096;'), 1],
    [options('max-udp-size 4096;'), 1],
    [options('edns-udp-size 1232;'), 0],
    [options('edns-udp-size 512;'), 0],
    [options('edns-udp-size 1233;'), 1],
    [options('edns-udp-size 511;'), 1],
    [options('edns-udp-size x;'), 0],
    [options('max-cache-ttl 4096;'), 0],
  ],
  'conf/empty-parental-agents': [
    [primary('parental-agents { };'), 1],
    [primary('parental-agents { 192.0.2.1; };'), 0],
    [`parental-agents p { };\n${primary('parental-agents { p; };')}`, 1],
    [`parental-agents p { 192.0.2.1; };\n${primary('parental-agents { p; };')}`, 0],
    [primary('parental-agents { unheard-of; };'), 0],
    ['zone "a" { type stub; primaries { 192.0.2.1; }; parental-agents { }; };', 0],
    [primary(), 0],
  ],
  'conf/empty-zones-off': [
    [options('empty-zones-enable no;'), 1],
    [options('empty-zones-enable yes;'), 0],
    [options('empty-zones-enable no; recursion no;'), 0],
    [options('empty-zones-enable no; allow-recursion { none; };'), 0],
    [options('empty-zones-enable no; allow-recursion { 10/8; };'), 1],
  ],
  'conf/exposed-secret': [
    [`key k { algorithm hmac-sha256; secret "${SECRET}"; };`, 1, { facts: { worldReadable: true } }],
    [`key k { algorithm hmac-sha256; secret "${SECRET}"; };`, 1, { facts: { versioned: true } }],
    [`key k { algorithm hmac-sha256; secret "${SECRET}"; };`, 0, { facts: {} }],
    [`key k { algorithm hmac-sha256; secret "${SECRET}"; };`, 0],
    ['key k { algorithm hmac-sha256; secret ""; };', 0, { facts: { worldReadable: true } }],
    ['key k { algorithm hmac-sha256; };', 0, { facts: { worldReadable: true } }],
  ],
  'conf/fixed-query-port': [
    [options('query-source port 5353;'), 1],
    [options('query-source-v6 port 5353;'), 1],
    [options('query-source port 53;'), 0],
    [options('query-source address * port 5353;'), 1],
    [options('query-source port *;'), 0],
    [options('query-source address * port 0;'), 0],
    [options('query-source address *;'), 0],
    [options('query-source port 53; recursion no;'), 0],
    [options('notify-source * port 53;'), 0],
    ['server 192.0.2.1 { query-source port 53; };', 0],
  ],
  'conf/gone-in-next-release': [
    [options('lock-file none;'), 1],
    [options('bindkeys-file "a";'), 1, V9_20],
    [options('bindkeys-file "a";'), 0, V9_21],
    [options('recursion yes;'), 0],
    [options('glue-cache no;'), 0],
  ],
  'conf/hint-zone-ignored': [
    ['zone "a" { type hint; file "a"; };', 1],
    ['zone "." { type hint; file "a"; };', 0],
    [primary(), 0],
  ],
  'conf/in-view-undefined': [
    ['view a { zone "z" { type primary; file "z"; }; }; view b { zone "z" { in-view a; }; };', 0],
    ['view a { zone "y" { type primary; file "z"; }; }; view b { zone "z" { in-view a; }; };', 1],
    ['view a { zone "z" { type primary; file "z"; }; }; view b { zone "z" { in-view c; }; };', 1],
    ['view b { zone "z" { in-view a; }; }; view a { zone "z" { type primary; file "z"; }; };', 1],
  ],
  'conf/inline-signing-default': [
    [primary('dnssec-policy default; update-policy local;'), 1],
    [primary('dnssec-policy default; update-policy local; inline-signing no;'), 0],
    [primary('dnssec-policy default;'), 0],
    [primary('update-policy local;'), 0],
    [primary('dnssec-policy none; update-policy local;'), 0],
    [primary('dnssec-policy default; update-policy local;'), 0, V9_20],
  ],
  'conf/inline-signing-without-policy': [
    [primary('inline-signing yes;'), 1],
    [primary('inline-signing no;'), 0],
    [primary('inline-signing yes; dnssec-policy default;'), 0],
    [primary('inline-signing yes; dnssec-policy none;'), 1],
    [primary('inline-signing yes; auto-dnssec maintain;'), 0],
    [primary('inline-signing yes; auto-dnssec off;'), 1],
    [options('dnssec-policy default;') + primary('inline-signing yes;'), 0],
  ],
  'conf/listen-on-restricted': [
    [options('listen-on { 192.0.2.1; };'), 1],
    [options('listen-on { any; };'), 0],
    [options('listen-on { none; };'), 0],
    [options('listen-on { 192.0.2.1; }; listen-on-v6 { 2001:db8::1; };'), 0],
    [options('listen-on { 192.0.2.1; }; listen-on-v6 { any; };'), 1],
    [UNREAD + options('listen-on { 192.0.2.1; };'), 0],
  ],
  'conf/malformed-reverse-zone': [
    ['zone "256.2.0.192.in-addr.arpa" { type primary; file "a"; };', 1],
    ['zone "2.0.192.in-addr.arpa" { type primary; file "a"; };', 0],
    ['zone "g.8.b.d.0.1.0.0.2.ip6.arpa" { type primary; file "a"; };', 1],
    ['zone "8.b.d.0.1.0.0.2.ip6.arpa" { type primary; file "a"; };', 0],
    ['zone "0\\/25.2.0.192.in-addr.arpa" { type primary; file "a"; };', 0],
  ],
  'conf/mirror-without-validation': [
    [`${options('dnssec-validation no;')}zone "." { type mirror; };`, 1],
    [`${options('dnssec-validation yes;')}zone "." { type mirror; };`, 0],
    ['zone "." { type mirror; };', 0],
    [options('dnssec-validation no;') + primary(), 0],
    [`${options('dnssec-validation no;')}view a { dnssec-validation auto; zone "." { type mirror; }; };`, 0],
    [`${options('dnssec-validation auto;')}view a { dnssec-validation no; zone "." { type mirror; }; };`, 1],
  ],
  'conf/mirror-zone': [
    ['zone "." { type mirror; };', 0],
    [`${options('recursion no;')}zone "." { type mirror; };`, 1],
    [`${options('allow-recursion { none; };')}zone "." { type mirror; };`, 1],
    [`${options('allow-recursion { !any; };')}zone "." { type mirror; };`, 1],
    [`${options('allow-recursion { 10/8; };')}zone "." { type mirror; };`, 0],
    [`${options('recursion no;')}view a { recursion yes; zone "." { type mirror; }; };`, 0],
    [`${options('recursion yes;')}view a { recursion no; zone "." { type mirror; }; };`, 1],
    ['zone "." { type mirror; notify yes; };', 1],
    ['zone "." { type mirror; notify explicit; };', 0],
    ['zone "." { type mirror; notify no; };', 0],
    [`${options('notify yes;')}zone "." { type mirror; };`, 0],
    [options('recursion no;') + primary(), 0],
  ],
  'conf/missing-primaries': [
    ['zone "a" { type secondary; };', 1],
    ['zone "a" { type stub; };', 1],
    ['zone "a" { type mirror; };', 1],
    ['zone "." { type mirror; };', 0],
    ['zone "a" { type secondary; primaries { }; };', 1],
    ['zone "a" { type secondary; primaries { 192.0.2.1; }; };', 0],
    ['zone "a" { type secondary; masters { 192.0.2.1; }; };', 0],
    ['primaries p { };\nzone "a" { type secondary; primaries { p; }; };', 1],
    ['primaries p { 192.0.2.1; };\nzone "a" { type secondary; primaries { p; }; };', 0],
    ['zone "a" { type primary; file "a"; };', 0],
    ['template t { };\nzone "a" { type secondary; template t; };', 1, V9_21],
    ['template t { primaries { 192.0.2.1; }; };\nzone "a" { type secondary; template t; };', 0, V9_21],
    ['zone "a" { type secondary; template t; };', 0, V9_21],
  ],
  'conf/missing-zone-file': [
    ['zone "a" { type primary; };', 1],
    ['zone "a" { type hint; };', 1],
    ['zone "a" { type secondary; primaries { 192.0.2.1; }; };', 0],
    ['zone "a" { type secondary; primaries { 192.0.2.1; }; inline-signing yes; };', 1],
    ['zone "a" { type secondary; primaries { 192.0.2.1; }; inline-signing no; };', 0],
    ['zone "a" { type stub; primaries { 192.0.2.1; }; inline-signing yes; };', 0],
    ['zone "a" { type primary; database "x"; };', 0],
    ['zone "a" { type primary; dlz x; };', 0],
    ['zone "a" { type hint; database "x"; };', 1],
    ['zone "a" { type primary; file "a"; };', 1, { exists: () => false }],
    ['zone "a" { type primary; file "a"; };', 0, { exists: () => true }],
    ['zone "a" { type primary; file "a"; };', 0, { exists: () => undefined }],
    ['zone "a" { type secondary; file "a"; primaries { 192.0.2.1; }; };', 0, { exists: () => false }],
    ['zone "a" { type primary; file "a"; initial-file "b"; };', 0, { exists: () => false, version: '9.21' }],
  ],
  'conf/misplaced-statement': [
    ['recursion yes;', 1],
    [options('type primary;'), 1],
    [options('recursion yes;'), 0],
    ['unheard-of yes;', 0],
  ],
  'conf/misspelt-reverse-zone': [
    ['zone "2.0.192.in-add.arpa" { type primary; file "a"; };', 1],
    ['zone "8.b.d.0.1.0.0.2.ip6.int" { type primary; file "a"; };', 1],
    ['zone "2.0.192.in-addr.arpa" { type primary; file "a"; };', 0],
    ['zone "our-name.org" { type primary; file "a"; };', 0],
  ],
  'conf/no-query-source': [
    [options('query-source none; query-source-v6 none;'), 1, V9_20],
    [options('query-source none;'), 0, V9_20],
    [options('query-source none; query-source-v6 *;'), 0, V9_20],
    [options('query-source *; query-source-v6 none;'), 0, V9_20],
    [options('query-source none; query-source-v6 none;'), 0],
  ],
  'conf/no-rate-limit': [
    [options('recursion no;') + primary(), 1],
    [options('recursion no; rate-limit { };') + primary(), 0],
    [options('recursion yes;') + primary(), 0],
    [primary(), 0],
    [options('recursion no;') + primary('allow-query { 10/8; };'), 0],
    [options('recursion no;') + secondary(), 0],
    [UNREAD + options('recursion no;') + primary(), 0],
  ],
  'conf/notify-off-with-list': [
    [primary('notify no; also-notify { 192.0.2.1; };'), 1],
    [primary('notify false; also-notify { 192.0.2.1; };'), 1],
    [primary('notify yes; also-notify { 192.0.2.1; };'), 0],
    [primary('notify explicit; also-notify { 192.0.2.1; };'), 0],
    [primary('also-notify { 192.0.2.1; };'), 0],
    [primary('notify primary-only; also-notify { 192.0.2.1; };'), 0],
    [secondary('notify primary-only; also-notify { 192.0.2.1; };'), 1],
    [secondary('notify master-only; also-notify { 192.0.2.1; };'), 1],
    [primary('notify no;'), 0],
    ['zone "a" { type stub; notify no; also-notify { 192.0.2.1; }; };', 0],
    [options('notify no;') + primary('also-notify { 192.0.2.1; };'), 1],
  ],
  'conf/rate-limit-tables': [
    [options('rate-limit { max-table-size 499; min-table-size 500; };'), 1],
    [options('rate-limit { max-table-size 500; min-table-size 500; };'), 0],
    [options('rate-limit { max-table-size 499; };'), 1],
    [options('rate-limit { max-table-size 500; };'), 0],
    [options('rate-limit { min-table-size 20000; };'), 0],
    [options('rate-limit { max-table-size 2147483647; };'), 0],
    [options('rate-limit { max-table-size 2147483648; };'), 1],
  ],
  'conf/recursion-off-with-list': [
    [options('recursion no; allow-recursion { 10/8; };'), 1],
    [options('recursion no; allow-recursion-on { 10/8; };'), 1],
    [options('recursion yes; allow-recursion { 10/8; };'), 0],
    [options('allow-recursion { 10/8; };'), 0],
    [options('recursion no; allow-recursion { none; };'), 0],
    [options('recursion no; allow-recursion { !any; };'), 0],
    [`${options('recursion no; allow-recursion { 10/8; };')}view a { }; view b { };`, 1],
    [`${options('recursion no; allow-recursion { 10/8; };')}view a { recursion yes; };`, 0],
  ],
  'conf/redirect-zone-name': [
    ['zone "a" { type redirect; file "a"; };', 1],
    ['zone "." { type redirect; file "a"; };', 0],
    ['zone "a" { type hint; file "a"; };', 0],
  ],
  'conf/requires-inline-signing': [
    [secondary('dnssec-loadkeys-interval 60;'), 1],
    [secondary('update-check-ksk yes;'), 1],
    [secondary('dnssec-dnskey-kskonly yes;'), 1],
    [secondary('dnssec-loadkeys-interval 60; inline-signing yes;'), 0],
    [primary('dnssec-loadkeys-interval 60;'), 0],
    [secondary('dnssec-loadkeys-interval 60;'), 1, V9_20],
    [secondary('dnssec-loadkeys-interval 60; dnssec-policy default;'), 0, V9_20],
    [secondary('dnssec-loadkeys-interval 60; dnssec-policy default;'), 1],
    [secondary('update-check-ksk yes;'), 0, V9_20],
  ],
  'conf/response-policy-without-recursion': [
    [options('recursion no; response-policy { zone "p"; };'), 1],
    [options('recursion yes; response-policy { zone "p"; };'), 0],
    [options('response-policy { zone "p"; };'), 0],
    [options('recursion no; response-policy { zone "p"; } recursive-only no;'), 0],
    [options('recursion no; response-policy { zone "p" recursive-only no; };'), 0],
    [options('recursion no; response-policy { zone "p"; } recursive-only yes;'), 1],
    [options('recursion no; response-policy { zone "p"; } dnsrps-enable yes;'), 0],
    [options('recursion no;'), 0],
  ],
  'conf/same-file-in-views': [
    [`view a { ${primary()} }; view b { ${primary()} };`, 1],
    [`view a { ${primary()} }; view b { ${primary().replace('"db"', '"other"')} };`, 0],
    [`view a { ${primary()} }; view b { ${primary().replace('our-name.org', 'other-name.org')} };`, 0],
    [`view a { ${primary('update-policy local;')} }; view b { ${primary('update-policy local;')} };`, 0],
    [`view a { ${secondary('file "s";')} }; view b { ${secondary('file "s";')} };`, 0],
    [primary(), 0],
  ],
  'conf/secret-not-base64': [
    ['key k { algorithm hmac-sha256; secret "c2VjcmV0"; };', 0],
    ['key k { algorithm hmac-sha256; secret "c2VjcmV0c"; };', 1],
    ['key k { algorithm hmac-sha256; secret "c2VjcmU="; };', 0],
    ['key k { algorithm hmac-sha256; secret "c2VjcmU"; };', 1],
    ['key k { algorithm hmac-sha256; secret "c2Vj cmV0"; };', 0],
    ['key k { algorithm hmac-sha256; secret "c2Vj*mV0"; };', 1],
    ['key k { algorithm hmac-sha256; };', 0],
    ['trust-anchors { a static-key 257 3 13 "x"; };', 1],
    ['trust-anchors { a static-ds 1 13 2 "x"; };', 0],
  ],
  'conf/shared-key-directory': [
    [
      `dnssec-policy p { }; view a { ${primary('dnssec-policy default;')} }; view b { ${primary('dnssec-policy p;')} };`,
      1,
    ],
    [`dnssec-policy p { }; view a { ${primary('dnssec-policy p;')} }; view b { ${primary('dnssec-policy p;')} };`, 0],
    [
      `dnssec-policy p { }; view a { ${primary('dnssec-policy default; key-directory "a";')} }; view b { ${primary('dnssec-policy p; key-directory "b";')} };`,
      0,
    ],
    [
      `dnssec-policy p { }; view a { ${primary('dnssec-policy default;')} }; view b { ${primary('dnssec-policy none;')} };`,
      0,
    ],
  ],
  'conf/shared-zone-file': [
    [`${secondary('file "f";')} zone "b" { type secondary; file "f"; primaries { 192.0.2.1; }; };`, 1],
    ['zone "a" { type primary; file "f"; }; zone "b" { type primary; file "f"; };', 0],
    ['zone "a" { type primary; file "f"; update-policy local; }; zone "b" { type primary; file "f"; };', 1],
    ['zone "a" { type primary; file "f"; }; zone "b" { type primary; file "F"; update-policy local; };', 1],
    ['zone "a" { type primary; file "f"; }; zone "b" { type primary; file "g"; update-policy local; };', 0],
    ['zone "a" { type primary; file "f"; dnssec-policy default; }; zone "b" { type primary; file "f"; };', 1],
    ['zone "a" { type primary; file "f"; }; zone "b" { type stub; file "f"; primaries { 192.0.2.1; }; };', 0],
    ['zone "a" { type hint; file "f"; }; zone "b" { type secondary; file "f"; primaries { 192.0.2.1; }; };', 1],
    ['zone "a" { type mirror; file "f"; }; zone "b" { type primary; file "f"; };', 1],
    [
      'zone "a" { type primary; database "x"; file "f"; update-policy local; }; zone "b" { type primary; file "f"; };',
      0,
    ],
    [
      'zone "a" { type primary; database "rbt"; file "f"; update-policy local; }; zone "b" { type primary; file "f"; };',
      1,
    ],
  ],
  'conf/short-secret': [
    ...Object.entries({ md5: 16, sha1: 20, sha224: 28, sha256: 32, sha384: 48, sha512: 64 }).flatMap(
      ([name, octets]): Case[] => [
        [secretOf(`hmac-${name}`, octets), 0],
        [secretOf(`hmac-${name}`, octets - 1), 1],
        [secretOf(`hmac-${name}-80`, octets - 1), 1],
      ],
    ),
    [secretOf('hmac-md5.sig-alg.reg.int', 15), 1],
    [secretOf('unheard-of', 1), 0],
  ],
  'conf/static-stub-servers': [
    ['zone "a" { type forward; server-names { "ns.a"; }; };', 0],
    ['zone "a" { type static-stub; server-addresses { 192.0.2.1; }; };', 0],
    ['zone "a" { type static-stub; server-addresses { fe80::1%eth0; }; };', 1],
    ['zone "a" { type static-stub; server-names { "ns.b"; }; };', 0],
    ['zone "a" { type static-stub; server-names { "ns.a"; }; };', 1],
    ['zone "a" { type static-stub; server-names { "a"; }; };', 1],
    ['zone "a" { type static-stub; server-names { "ns.ba"; }; };', 0],
    ['zone "." { type static-stub; server-names { "ns.b"; }; };', 1],
  ],
  'conf/unix-control': [
    ['controls { unix "/run/c" perm 0600 owner 0 group 0; };', 1],
    ['controls { inet 127.0.0.1 allow { localhost; }; };', 0],
  ],
  'conf/unknown-log-category': [
    ['logging { category unheard-of { null; }; };', 1],
    ['logging { category queries { null; }; };', 0],
    ['logging { category responses { null; }; };', 1],
    ['logging { category responses { null; }; };', 0, V9_20],
    ['logging { category delegation-only { null; }; };', 0],
    ['logging { category delegation-only { null; }; };', 1, V9_20],
  ],
  'conf/unknown-statement': [
    [options('unheard-of yes;'), 1],
    [options('recursion yes;'), 0],
    [options('type primary;'), 0],
    [options('default-key k;'), 1],
    ['options { recursion yes; };', 1, { clause: 'rndc' }],
    ['options { default-key k; };', 0, { clause: 'rndc' }],
    [options('checkds yes;'), 0],
    ['template t { };', 1],
    ['template t { };', 0, V9_21],
    ['"a" b;', 1],
    ['{ a; };', 1],
  ],
  'conf/unlimited-cache': [
    [options('max-cache-size unlimited;'), 1],
    [options('max-cache-size 0;'), 1],
    [options('max-cache-size 90%;'), 0],
    [options('max-cache-size 1g;'), 0],
    [options('max-cache-size unlimited; recursion no;'), 0],
  ],
  'conf/validation-off': [
    [options('dnssec-validation no;'), 1],
    [options('dnssec-validation false;'), 1],
    [options('dnssec-validation auto;'), 0],
    [options('dnssec-validation no; recursion no;'), 0],
    [`${options('recursion yes;')}view a { recursion no; dnssec-validation no; };`, 0],
  ],
  'conf/validation-without-anchors': [
    [options('dnssec-validation yes;'), 1],
    [options('dnssec-validation true;'), 1, V9_20],
    [options('dnssec-validation auto;'), 0],
    [options('dnssec-validation no;'), 0],
    [`${options('dnssec-validation yes;')}trust-anchors { . static-ds 20326 8 2 "E06D"; };`, 0],
    [UNREAD + options('dnssec-validation yes;'), 0],
  ],
  'conf/version-disclosed': [
    [options('recursion no;') + primary(), 1],
    [options('recursion no; version none;') + primary(), 0],
    [options('recursion yes;') + primary(), 0],
    [UNREAD + options('recursion no;') + primary(), 0],
  ],
  'conf/zone-outside-views': [
    [`view a { ${primary()} };`, 0],
    [`view a { }; ${primary()}`, 1],
    [primary(), 0],
    ['view a { }; plugin query "x";', 1],
    ['plugin query "x";', 0],
  ],
  'conf/zone-without-type': [
    ['zone "a" { file "a"; };', 1],
    ['zone "a" { in-view b; };', 0],
    [primary(), 0],
    ['zone "a" { template t; };', 0, V9_21],
  ],
};

describe('what each rule asks before it speaks', () => {
  for (const { id: rule } of CONF_RULES) {
    const cases = CASES[rule];
    if (!cases) continue;
    it(rule, () => {
      for (const [text, count, setup] of cases) assert.equal(found(rule, text, setup).length, count, text);
    });
  }
});

describe('the weight of a finding', () => {
  it('is more where a secret can be found by trying', () => {
    const weight = (octets: number) => found('conf/short-secret', secretOf('hmac-sha256', octets))[0].split(' ')[0];
    assert.equal(weight(7), 'warning');
    assert.equal(weight(8), 'information');
  });
});

describe('fixes', () => {
  it('are made where the problem is, among others of its kind', () => {
    const twins = `options {\n\tlisten-on port 53 { any; };\n\tlisten-on port 853 tls ephemeral { any; };\n\tlisten-on-v6 { any; };\n};\n`;
    const twin = fixed('conf/encrypted-listener-one-family', twins);
    assert.ok(twin.includes('tls ephemeral { any; };\n\tlisten-on-v6 port 853 tls ephemeral { any; };'), twin);
    const zones = 'zone "a" { type primary; file "a"; };\nzone "b" { file "b"; };\n';
    assert.ok(fixed('conf/zone-without-type', zones).includes('zone "b" { file "b";\n'));
    const stray = 'options { recursion no; };\n};\nacl a { any; };\n';
    assert.equal(fixed('conf/stray-brace', stray), 'options { recursion no; };\n\nacl a { any; };\n');
    assert.equal(
      fixed('conf/stray-brace', stray.replace('\n};', '\n}')),
      'options { recursion no; };\n\nacl a { any; };\n',
    );
    const caches = 'options { max-cache-size 90%; };\nview a { max-cache-size unlimited; };\n';
    assert.equal(fixed('conf/unlimited-cache', caches), 'options { max-cache-size 90%; };\nview a {  };\n');
  });

  it('are none where something would be lost', () => {
    const views = (more: string): string => `view a { ${primary()} }; view b { ${primary(more)} };`;
    assert.equal(fixesOf('conf/same-file-in-views', views('')).length, 1);
    assert.equal(fixesOf('conf/same-file-in-views', views('notify no;')).length, 0);
  });
});
