/** What named-checkconf finds beyond syntax: the cases of each rule, as named-checkconf 9.18 judges them, and what later releases do. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BindVersion } from '../../../../server/src/conf/statements.ts';
import type { RuleId } from '../../../../server/src/rules/ids.ts';
import { fixed, found } from './helper.ts';

interface Case {
  readonly text: string;
  /** `severity line "text"` of what is reported. */
  readonly reports: readonly string[];
  readonly version?: BindVersion;
  /** The text after the first fix. */
  readonly fixed?: string;
}

const primary = (name: string, body: string) => `zone "${name}" { type primary; ${body} };`;
const secondary = (name: string, body: string) =>
  `zone "${name}" { type secondary; primaries { 192.0.2.1; }; ${body} };`;
const policy = (body: string) => `dnssec-policy p { ${body} };`;
const keys = (body: string) => policy(`keys { ${body} };`);
const update = (grant: string) => primary('a', `file "f"; update-policy { ${grant}; };`);

const CASES: Readonly<Partial<Record<RuleId, readonly Case[]>>> = {
  'conf/bad-update-policy': [
    { text: update('grant a. self b.'), reports: ['error 1 b.'], fixed: update('grant a. self .') },
    { text: update('grant a. selfsub A'), reports: [] },
    { text: update('grant a. self'), reports: ['error 1 self'] },
    { text: update('grant a. tcp-self x.'), reports: ['error 1 x.'], fixed: update('grant a. tcp-self .') },
    { text: update('grant a. ms-self TXT'), reports: ['error 1 TXT'], fixed: update('grant a. ms-self . TXT') },
    { text: update('grant a. subdomain TXT'), reports: ['error 1 TXT'] },
    { text: update('grant a. wildcard b.'), reports: ['error 1 b.'] },
    { text: update('grant a. wildcard *.b.a. A'), reports: [] },
    { text: update('grant a. zonesub'), reports: [] },
    { text: update('grant a. zonesub FOO'), reports: ['error 1 FOO'] },
    { text: update('grant a. name b. A(3) TXT(70000)'), reports: ['error 1 TXT(70000)'] },
    { text: update('grant a. name b. "PTR(10 )"'), reports: ['error 1 "PTR(10 )"'] },
    { text: update('grant a..b self .'), reports: ['error 1 a..b'] },
    { text: primary('a', 'file "f"; update-policy local;'), reports: [] },
  ],
  'conf/conflicting-options': [
    {
      text: 'zone "a" {\n\ttype primary;\n\tfile "f";\n\tallow-update { none; };\n\tupdate-policy local;\n};\n',
      reports: ['error 5 update-policy'],
      fixed: 'zone "a" {\n\ttype primary;\n\tfile "f";\n\tupdate-policy local;\n};\n',
    },
    { text: primary('a', 'dlz "x"; database "y";'), reports: ['error 1 "a"'] },
    { text: primary('a', 'dlz "x";'), reports: [] },
    { text: secondary('a', 'file "f"; masterfile-style full;'), reports: ['warning 1 masterfile-style'] },
    { text: primary('a', 'file "f"; masterfile-style full;'), reports: [] },
  ],
  'conf/policy-conflict': [
    {
      text: primary('a', 'file "f"; inline-signing yes; dnssec-policy default; max-zone-ttl 5;'),
      reports: ['warning 1 max-zone-ttl'],
      fixed: primary('a', 'file "f"; inline-signing yes; dnssec-policy default; '),
    },
    {
      text: primary('a', 'file "f"; inline-signing yes; dnssec-policy default; max-zone-ttl 5;'),
      reports: ['error 1 max-zone-ttl'],
      version: '9.20',
    },
    {
      text: primary(
        'a',
        'file "f"; inline-signing yes; dnssec-policy default; update-check-ksk no; auto-dnssec maintain;',
      ),
      reports: ['error 1 update-check-ksk', 'error 1 auto-dnssec'],
    },
    { text: primary('a', 'file "f"; dnssec-policy none; update-check-ksk no;'), reports: [] },
    {
      text: 'options { dnssec-policy default; sig-validity-interval 5; };',
      reports: ['error 1 sig-validity-interval'],
    },
    { text: 'options { dnssec-policy default; sig-validity-interval 5; };', reports: [], version: '9.20' },
  ],
  'conf/conflicting-check-names': [
    {
      text: 'options {\n\tcheck-names primary warn;\n\tcheck-names master fail;\n};\n',
      reports: ['error 3 check-names'],
      fixed: 'options {\n\tcheck-names primary warn;\n};\n',
    },
    { text: 'options { check-names primary warn; check-names response warn; check-names slave warn; };', reports: [] },
    { text: 'options { check-names primary warn; }; view a { check-names master warn; };', reports: [] },
  ],
  'conf/bad-policy-key': [
    { text: keys('ksk lifetime unlimited algorithm 13;'), reports: ['error 1 keys'] },
    { text: keys('csk lifetime unlimited algorithm caesar;'), reports: ['error 1 caesar'] },
    { text: keys('csk lifetime unlimited algorithm 3;'), reports: [] },
    { text: keys('csk lifetime unlimited algorithm 3;'), reports: ['error 1 3'], version: '9.20' },
    { text: keys('csk lifetime unlimited algorithm rsasha256 1023;'), reports: ['error 1 1023'] },
    { text: keys('csk lifetime unlimited algorithm 8 4097;'), reports: ['error 1 4097'] },
    { text: keys('csk lifetime unlimited algorithm 8 2048;'), reports: [] },
    { text: keys('csk lifetime unlimited algorithm ecdsa256 256;'), reports: ['warning 1 256'] },
    { text: keys('csk lifetime P10DT1H5M algorithm 13;'), reports: ['error 1 P10DT1H5M'] },
    { text: keys('csk lifetime P10DT1H5M1S algorithm 13;'), reports: ['warning 1 P10DT1H5M1S'] },
    { text: keys('ksk lifetime 26h algorithm 13; zsk lifetime 90d algorithm 13;'), reports: ['error 1 26h'] },
    {
      text: keys('csk lifetime unlimited algorithm 13; ksk lifetime unlimited algorithm 13;'),
      reports: ['warning 1 keys'],
    },
    { text: `${keys('csk lifetime 1h algorithm 13;')} view v { };`, reports: ['warning 1 1h'] },
    {
      text: keys('csk lifetime unlimited algorithm 13 tag-range 5 3;'),
      reports: ['error 1 5'],
      version: '9.20',
    },
    { text: keys('csk key-store "x" lifetime unlimited algorithm 13;'), reports: ['error 1 "x"'], version: '9.20' },
    {
      text: `key-store "x" { directory "d"; }; ${keys('csk key-store "x" lifetime unlimited algorithm 13;')}`,
      reports: [],
      version: '9.20',
    },
  ],
  'conf/bad-policy-timing': [
    { text: policy('signatures-refresh P13D;'), reports: ['error 1 p', 'error 1 p'] },
    { text: policy('signatures-jitter P20D; signatures-validity P30D;'), reports: ['error 1 p'] },
    {
      text: policy('signatures-validity P30D; signatures-validity-dnskey P30D; signatures-refresh P20D;'),
      reports: [],
    },
    {
      text: `${policy('signatures-refresh P13D;')} view v { zone "a" { type primary; file "f"; dnssec-policy p; }; };`,
      reports: ['error 1 p', 'error 1 p'],
      version: '9.20',
    },
    // Without a zone that takes a policy no release looks.
    {
      text: `${policy('signatures-refresh P13D;')} view v { };`,
      reports: ['warning 1 p', 'warning 1 p'],
      version: '9.20',
    },
  ],
  'conf/bad-nsec3param': [
    { text: policy('nsec3param iterations 151;'), reports: ['error 1 151'], fixed: policy('nsec3param iterations 0;') },
    { text: policy('nsec3param iterations 150 salt-length 255;'), reports: [] },
    { text: policy('nsec3param iterations 1;'), reports: ['error 1 1'], version: '9.21' },
    { text: policy('nsec3param salt-length 256;'), reports: ['error 1 256'] },
    {
      text: policy('keys { csk lifetime unlimited algorithm rsasha1; }; nsec3param;'),
      reports: ['error 1 nsec3param'],
    },
  ],
  'conf/auto-dnssec-cannot-sign': [
    { text: 'options { auto-dnssec maintain; };', reports: ['error 1 maintain'] },
    { text: 'options { auto-dnssec off; };', reports: [] },
    { text: primary('a', 'file "f"; auto-dnssec maintain;'), reports: ['error 1 maintain'] },
    { text: primary('a', 'file "f"; auto-dnssec maintain; allow-update { key k; };'), reports: [] },
    { text: primary('a', 'file "f"; auto-dnssec maintain;'), reports: [], version: '9.20' },
    {
      text: 'zone "a" {\n\ttype primary;\n\tfile "f";\n\tauto-dnssec maintain;\n};\n',
      reports: ['error 4 maintain'],
      fixed: 'zone "a" {\n\ttype primary;\n\tfile "f";\n\tauto-dnssec maintain;\n\tinline-signing yes;\n};\n',
    },
  ],
  'conf/requires-inline-signing': [
    {
      text: secondary('a', 'dnssec-loadkeys-interval 5;'),
      reports: ['error 1 dnssec-loadkeys-interval'],
      fixed: secondary('a', ''),
    },
    { text: secondary('a', 'inline-signing yes; file "f"; dnssec-loadkeys-interval 5;'), reports: [] },
    { text: secondary('a', 'update-check-ksk no;'), reports: [], version: '9.20' },
  ],
  'conf/inline-signing-default': [
    {
      text: 'zone "a" {\n\ttype primary;\n\tfile "f";\n\tupdate-policy local;\n\tdnssec-policy default;\n};\n',
      reports: ['warning 5 default'],
      fixed:
        'zone "a" {\n\ttype primary;\n\tfile "f";\n\tupdate-policy local;\n\tdnssec-policy default;\n\tinline-signing no;\n};\n',
    },
    { text: primary('a', 'file "f"; allow-update { }; dnssec-policy default;'), reports: ['warning 1 default'] },
    { text: primary('a', 'file "f"; allow-update { none; }; dnssec-policy default;'), reports: [] },
  ],
  'conf/shared-zone-file': [
    { text: `${secondary('a', 'file "F";')}\n${secondary('b', 'file "f";')}`, reports: ['error 2 "f"'] },
    { text: `${primary('a', 'file "f";')}\n${primary('b', 'file "f";')}`, reports: [] },
    { text: `${secondary('a', 'file "f";')}\n${secondary('A.', 'file "f";')}`, reports: [] },
    {
      text: `${primary('a', 'file "f";')}\n${primary('b', 'file "f"; update-policy local;')}`,
      reports: ['error 2 "f"'],
    },
    {
      text: `${primary('a', 'file "f"; update-policy local;')}\n${primary('b', 'file "f";')}`,
      reports: ['error 2 "f"'],
    },
    { text: `${secondary('a', 'file "f"; database "x";')}\n${secondary('b', 'file "f";')}`, reports: [] },
    {
      text: `${primary('a', 'file "f"; dnssec-policy default;')}\n${primary('b', 'file "f"; dnssec-policy none;')}`,
      reports: ['error 2 "f"'],
      version: '9.20',
    },
  ],
  'conf/shared-key-directory': [
    {
      text: `view a { ${primary('x', 'file "f"; dnssec-policy default;')} };\nview b { ${primary('x', 'file "g"; dnssec-policy insecure;')} };`,
      reports: ['error 2 "x"'],
    },
    {
      text: `view a { ${primary('x', 'file "f"; dnssec-policy default;')} };\nview b { key-directory "k"; ${primary('x', 'file "g"; dnssec-policy insecure;')} };`,
      reports: [],
    },
  ],
  'conf/in-view-undefined': [
    {
      text: `view "a" { ${primary('x', 'file "f";')} zone y { type forward; }; };\nview "b" { zone x { in-view "a"; };\nzone y { in-view "a"; };\nzone x { in-view A; }; };`,
      reports: ['error 3 "a"', 'error 4 A'],
    },
  ],
  'conf/bad-catalog-zones': [
    {
      text: `options { catalog-zones { zone "c"; zone "C." ; zone "d"; }; };\n${primary('c', 'file "f";')}`,
      reports: ['error 1 "C."', 'error 1 "d"'],
    },
    { text: 'options { catalog-zones { zone "d"; }; };\nview v { };', reports: [] },
    { text: 'view v CH { catalog-zones { zone "d"; }; zone d CH { type primary; file "f"; }; };', reports: [] },
    {
      text: 'view v CH { catalog-zones { zone "d"; }; zone d CH { type primary; file "f"; }; };',
      reports: ['error 1 catalog-zones'],
      version: '9.21',
    },
    {
      text: `options { catalog-zones { zone "c" default-primaries { 192.0.2.1; } default-masters { 192.0.2.1; }; }; };\n${primary('c', 'file "f";')}`,
      reports: ['error 1 "c"'],
    },
  ],
  'conf/bad-response-policy': [
    { text: 'options { response-policy { zone "r"; }; };\nzone "r" { type forward; };', reports: ['error 1 "r"'] },
    { text: `options { response-policy { zone "r"; }; };\n${secondary('R.', 'file "f";')}`, reports: [] },
    {
      text: `options { response-policy { ${'zone "r"; '.repeat(66)} }; };\n${primary('r', 'file "f";')}`,
      reports: ['error 1 "r"'],
    },
  ],
  'conf/bad-tls': [
    { text: 'tls t { key-file "k"; };', reports: ['error 1 t'] },
    { text: 'tls t { protocols { TLSv1.2; tlsv1.3; }; };', reports: [] },
    { text: 'tls t { protocols { TLSv1.1; TLSv1.2; TLSv1.2; }; };', reports: ['error 1 TLSv1.1', 'error 1 TLSv1.2'] },
    { text: 'tls t { ciphers "FOO:HIGH"; };\ntls u { ciphers "!aNULL"; };', reports: ['error 2 "!aNULL"'] },
    { text: 'tls t { ciphers "ECDHE-RSA-AES128-GCM-SHA256"; };', reports: [] },
    { text: 'tls t { ciphers "TLS_AES_128_GCM_SHA256"; };', reports: ['error 1 "TLS_AES_128_GCM_SHA256"'] },
    { text: 'tls t { cipher-suites "HIGH"; };', reports: ['error 1 "HIGH"'], version: '9.20' },
  ],
  'conf/bad-http-endpoint': [
    {
      text: 'http h { endpoints { "dns-query"; }; };',
      reports: ['error 1 "dns-query"'],
      fixed: 'http h { endpoints { "/dns-query"; }; };',
    },
    { text: 'http h { endpoints { "/"; "/a//b"; "/a/"; "/%41"; "/a;b=c"; }; };', reports: [] },
    {
      text: 'http h { endpoints { "//"; "/a?b"; "/a b"; "/%zz"; ""; }; };',
      reports: ['error 1 "//"', 'error 1 "/a?b"', 'error 1 "/a b"', 'error 1 "/%zz"', 'error 1 ""'],
    },
  ],
  'conf/bad-transport': [
    { text: 'options { listen-on http default { any; }; };', reports: ['error 1 default'] },
    { text: 'options { listen-on tls none http default { any; }; };', reports: [] },
    { text: primary('a', 'file "f"; allow-transfer transport udp { any; };'), reports: ['error 1 udp'] },
    { text: 'options { allow-transfer transport udp { any; }; };', reports: ['warning 1 udp'] },
    { text: 'options { listen-on proxy encrypted { any; }; };', reports: ['error 1 encrypted'], version: '9.20' },
    { text: 'options { listen-on proxy foo tls none { any; }; };', reports: ['error 1 foo'], version: '9.20' },
  ],
  'conf/source-port': [
    {
      text: 'options { query-source address 192.0.2.1 port 53; };',
      reports: ['error 1 53'],
      fixed: 'options { query-source address 192.0.2.1; };',
    },
    { text: 'options { query-source port 53; };', reports: ['error 1 53'], fixed: 'options { query-source *; };' },
    { text: 'options { recursion no; port 5300; query-source address * port 53; };', reports: ['warning 1 53'] },
    { text: 'options { port 5300; query-source address 192.0.2.1 port 53; };', reports: [] },
    { text: 'options { transfer-source 192.0.2.1 port 53; };', reports: ['warning 1 53'] },
    { text: `options { transfer-source 192.0.2.1 port 53; };\n${primary('a', 'file "f";')}`, reports: ['error 1 53'] },
    { text: 'server 192.0.2.1 { notify-source 192.0.2.2 port 53; };', reports: ['error 1 53'] },
    { text: 'options { notify-source 192.0.2.2 port 5353; };', reports: ['error 1 5353'], version: '9.21' },
  ],
  'conf/no-query-source': [
    {
      text: 'options { query-source none; query-source-v6 none; };',
      reports: ['error 1 query-source-v6'],
      version: '9.20',
    },
    { text: 'options { query-source none; query-source-v6 *; };', reports: [], version: '9.20' },
  ],
  'conf/rate-limit-tables': [
    { text: 'options { rate-limit { max-table-size 499; }; };', reports: ['error 1 499'] },
    { text: 'options { rate-limit { min-table-size 0; max-table-size 1; }; };', reports: [] },
    { text: 'options { rate-limit { min-table-size 0; max-table-size 0; }; };', reports: ['error 1 0'] },
  ],
  'conf/mirror-zone': [
    { text: 'options { recursion no; };\nzone "." { type mirror; };', reports: ['error 2 "."'] },
    { text: 'options { allow-recursion { none; }; };\nzone "." { type mirror; };', reports: ['error 2 "."'] },
    { text: 'zone "." { type mirror; notify yes; };', reports: ['error 1 "."'] },
    {
      text: 'options { recursion no; };\nview v { recursion yes; zone "." { type mirror; notify explicit; }; };',
      reports: [],
    },
  ],
  'conf/redirect-zone-name': [
    {
      text: 'zone "a" { type redirect; file "f"; };',
      reports: ['error 1 "a"'],
      fixed: 'zone "." { type redirect; file "f"; };',
    },
  ],
  'conf/static-stub-servers': [
    {
      text: 'zone "a.example" { type static-stub; server-names { "ns.a.example"; "ns.b.example"; "a.example."; }; };',
      reports: ['error 1 "ns.a.example"', 'error 1 "a.example."'],
    },
    { text: 'zone "a" { type static-stub; server-addresses { fe80::1%lo; }; };', reports: ['error 1 fe80::1%lo'] },
  ],
  'conf/class-mismatch': [
    { text: 'view v CH { zone "a" IN { type primary; file "f"; }; recursion no; };', reports: ['error 1 IN'] },
    { text: 'zone "a" HS { type primary; file "f"; };', reports: ['error 1 HS'] },
    { text: 'view v FOO { };', reports: ['error 1 FOO'] },
    { text: 'view v CLASS1 { zone "a" IN { type primary; file "f"; }; };', reports: [], version: '9.21' },
    { text: 'view v CH { };', reports: ['warning 1 v'] },
    { text: 'view v CH { recursion no; };', reports: ['error 1 CH'], version: '9.21' },
  ],
  'conf/bad-name': [
    {
      text: 'zone "a..b" { type forward; };\nkey "" { algorithm hmac-sha256; secret "AAAA"; };',
      reports: ['error 1 "a..b"', 'error 2 ""'],
    },
    {
      text: 'options { empty-server "a..b"; disable-empty-zone "."; dual-stack-servers { "a..b"; 192.0.2.1; }; };',
      reports: ['error 1 "a..b"', 'error 1 "a..b"'],
    },
    { text: secondary('a', '').replace('192.0.2.1', '192.0.2.1 key a..b'), reports: ['error 1 a..b'] },
    { text: 'server 192.0.2.1 { keys "a..b"; };', reports: ['error 1 "a..b"'] },
    { text: 'zone "a b" { type forward; };\nzone "*" { type forward; };', reports: [] },
    { text: `zone "${'x'.repeat(64)}.a" { type forward; };`, reports: [`error 1 "${'x'.repeat(64)}.a"`] },
  ],
  'conf/empty-parental-agents': [
    {
      text: primary('a', 'file "f"; parental-agents { };'),
      reports: ['error 1 "a"'],
      fixed: primary('a', 'file "f"; '),
    },
    { text: `parental-agents l { };\n${primary('a', 'file "f"; parental-agents { l; };')}`, reports: ['error 2 "a"'] },
    { text: primary('a', 'file "f"; parental-agents { 192.0.2.1; };'), reports: [] },
  ],
  'conf/missing-primaries': [
    {
      text: 'primaries p { q; };\nprimaries q { p; };\nzone "a" { type secondary; primaries { p; }; };',
      reports: ['error 3 "a"'],
    },
    { text: 'zone "." { type mirror; primaries { }; };', reports: [] },
  ],
  'conf/key-on-server-list': [
    {
      text: 'primaries p { 192.0.2.1; };\nzone "a" { type secondary; primaries { p key k; }; };',
      reports: ['error 2 k'],
      fixed: 'primaries p { 192.0.2.1; };\nzone "a" { type secondary; primaries { p; }; };',
    },
  ],
  'conf/bad-trust-anchor': [
    {
      text: 'trust-anchors { a. static-key 65536 256 256 "AAAA"; };',
      reports: ['error 1 65536', 'error 1 256', 'error 1 256'],
    },
    { text: 'trust-anchors { a. initial-ds 1 13 256 "00"; };', reports: ['error 1 256'] },
    { text: 'trust-anchors { a. initial-ds 1 13 2 "xy"; };', reports: ['error 1 "xy"'] },
    { text: 'trust-anchors { a. initial-key 385 3 13 "AAAA"; };', reports: ['warning 1 385'] },
    { text: 'trust-anchors { a. static-key 257 3 5 "AQPS"; };', reports: ['warning 1 "AQPS"'] },
  ],
  'conf/stale-root-anchor': [
    {
      text: 'trust-anchors { . static-ds 20326 8 2 "00"; };',
      reports: ['warning 1 .'],
      fixed: 'trust-anchors { . initial-ds 20326 8 2 "00"; };',
    },
    { text: 'trust-anchors { . initial-ds 19036 8 2 "00"; };', reports: ['warning 1 .'] },
    { text: 'trust-anchors { . initial-ds 19036 8 2 "00"; . initial-ds 20326 8 2 "00"; };', reports: [] },
  ],
  'conf/conflicting-trust-anchors': [
    {
      text: 'options { dnssec-validation auto; };\ntrust-anchors { . static-ds 20326 8 2 "00"; };',
      reports: ['error 2 .'],
    },
    {
      text: 'view a { trust-anchors { x. static-ds 1 8 2 "00"; }; };\nview b { trust-anchors { x. initial-ds 1 8 2 "00"; }; };',
      reports: [],
    },
  ],
  'conf/unknown-algorithm': [
    {
      text: 'options { disable-algorithms a { RSASHA1; 13; foo; 256; }; disable-ds-digests a { SHA-1; 2; sha9; }; };',
      reports: ['error 1 foo', 'error 1 256', 'error 1 sha9'],
    },
    { text: policy('cds-digest-types { SHA-256; 3; };'), reports: ['error 1 3'], version: '9.20' },
  ],
  'conf/bad-rrset-order': [
    {
      text: 'options { rrset-order { class FOO type BAR name "a..b" order random; }; };',
      reports: ['error 1 FOO', 'error 1 BAR', 'error 1 "a..b"'],
    },
    {
      text: 'options { rrset-order { foo random; order shuffled; order fixed; order NONE; }; };',
      reports: ['error 1 foo', 'error 1 shuffled', 'warning 1 fixed'],
    },
    { text: 'options { rrset-order { order shuffled; }; };\nview v { };', reports: [] },
  ],
  'conf/bad-dns64': [
    {
      text: 'options { dns64 192.0.2.0/24 { }; dns64 2001:db8::/33 { }; dns64 2001:db8:0:0:100::/96 { }; };',
      reports: ['error 1 192.0.2.0/24', 'error 1 2001:db8::/33', 'error 1 2001:db8:0:0:100::/96'],
    },
    { text: 'options { dns64 64:ff9b::/96 { suffix ::1; }; };', reports: ['error 1 ::1'] },
    { text: 'options { dns64 2001:db8::/32 { suffix ::1; }; };', reports: [] },
  ],
  'conf/bad-forwarding': [
    { text: 'options { forward only; };', reports: ['error 1 forward'] },
    { text: 'options { forward only; };\nview v { };', reports: [] },
    {
      text: 'options { forwarders { 192.0.2.1; }; };\nzone "." { type forward; forwarders { 192.0.2.2; }; };',
      reports: ['error 2 forwarders'],
    },
    {
      text: 'zone "10.in-addr.arpa" {\n\ttype forward;\n\tforwarders { 192.0.2.1; };\n};\n',
      reports: ['warning 1 "10.in-addr.arpa"'],
      fixed: 'zone "10.in-addr.arpa" {\n\ttype forward;\n\tforwarders { 192.0.2.1; };\n\tforward only;\n};\n',
    },
    { text: 'zone "1.168.192.in-addr.arpa" { type forward; forward first; forwarders { 192.0.2.1; }; };', reports: [] },
  ],
  'conf/bad-channel': [
    { text: 'logging { channel a { file "x"; null; }; };', reports: ['error 1 a'] },
    {
      text: 'logging {\n\tchannel a {\n\t\tseverity info;\n\t};\n};\n',
      reports: ['error 2 a'],
      fixed: 'logging {\n\tchannel a {\n\t\tseverity info;\n\t\tsyslog daemon;\n\t};\n};\n',
    },
  ],
  'conf/unknown-log-category': [
    {
      text: 'logging { category query { null; }; };',
      reports: ['error 1 query'],
      fixed: 'logging { category queries { null; }; };',
    },
    { text: 'logging { category Queries { null; }; };', reports: ['error 1 Queries'] },
    { text: 'logging { category delegation-only { null; }; };', reports: [] },
    { text: 'logging { category delegation-only { null; }; };', reports: ['error 1 delegation-only'], version: '9.20' },
  ],
  'conf/bad-server-clause': [
    {
      text: 'server 192.0.2.1 { };\nserver 192.0.2.1/32 { };\nview v { server 192.0.2.1 { }; };',
      reports: ['error 2 192.0.2.1/32'],
    },
    {
      text: 'server 192.0.2.1 {\n\tnotify-source-v6 2001:db8::1;\n};\n',
      reports: ['error 2 notify-source-v6'],
      fixed: 'server 192.0.2.1 {\n};\n',
    },
    { text: 'server 2001:db8::1 { transfer-source 192.0.2.1; };', reports: ['error 1 transfer-source'] },
  ],
  'conf/recursion-off-with-list': [
    { text: 'options { recursion no; allow-recursion { any; }; };', reports: ['warning 1 allow-recursion'] },
    { text: 'options { recursion no; allow-recursion { none; }; };', reports: [] },
  ],
  'conf/notify-off-with-list': [
    { text: primary('a', 'file "f"; notify no; also-notify { 192.0.2.1; };'), reports: ['warning 1 also-notify'] },
    { text: secondary('a', 'notify primary-only; also-notify { 192.0.2.1; };'), reports: ['warning 1 also-notify'] },
    { text: primary('a', 'file "f"; notify explicit; also-notify { 192.0.2.1; };'), reports: [] },
  ],
  'conf/bad-cookie-secret': [
    { text: 'options { cookie-secret "0011"; };', reports: ['error 1 "0011"'] },
    { text: 'options { cookie-secret "0123456789abcdef 0123456789abcdef"; };', reports: [] },
    { text: 'options { cookie-algorithm aes; };', reports: ['warning 1 aes'] },
  ],
  'conf/bad-dnstap': [
    { text: 'options { dnstap { all; }; };', reports: ['error 1 dnstap'] },
    {
      text: 'options { dnstap { all; }; dnstap-output unix "x" size 5m versions 3; };',
      reports: ['error 1 5m', 'error 1 3'],
    },
    { text: 'options { dnstap { all; }; dnstap-output file "x" size 5m; };', reports: [] },
  ],
  'conf/bad-report-channel': [
    { text: primary('a.', 'file "f"; send-report-channel "x.a";'), reports: ['error 1 "x.a"'], version: '9.21' },
    {
      text: primary('.', 'file "f"; log-report-channel yes;'),
      reports: ['error 1 log-report-channel'],
      version: '9.21',
    },
  ],
  'conf/unix-control': [
    {
      text: 'controls { unix "x" perm 0600 owner 0 group 0; };',
      reports: ['error 1 unix'],
      version: '9.21',
      fixed: 'controls {  };',
    },
  ],
  'conf/duplicate-definition': [
    { text: 'view _default { };\nview _bind { };\nview _BIND CH { };', reports: ['error 1 _default', 'error 3 _BIND'] },
    {
      text: 'key-store key-directory { };\nkey-store a { };\nkey-store a { };',
      reports: ['error 1 key-directory', 'error 3 a'],
      version: '9.20',
    },
    { text: 'parental-agents a { 192.0.2.1; };\nprimaries a { 192.0.2.1; };', reports: [] },
    { text: 'parental-agents a { 192.0.2.1; };\nprimaries a { 192.0.2.1; };', reports: ['error 1 a'], version: '9.21' },
  ],
  'conf/undefined-reference': [
    { text: 'primaries p { nope; 192.0.2.1 tls nope; };', reports: ['warning 1 nope', 'warning 1 nope'] },
    {
      text: 'parental-agents p { 192.0.2.1; };\nzone "a" { type secondary; primaries { p; }; };',
      reports: ['error 2 p'],
    },
    {
      text: 'parental-agents p { 192.0.2.1; };\nzone "a" { type secondary; primaries { p; }; };',
      reports: [],
      version: '9.20',
    },
    { text: secondary('a', '').replace('192.0.2.1', '192.0.2.1 tls none'), reports: ['error 1 none'] },
    { text: 'options { forwarders tls nope { 192.0.2.1; }; };', reports: ['error 1 nope'], version: '9.20' },
    { text: 'zone "a" { template "nope"; };', reports: ['error 1 "nope"'], version: '9.21' },
    { text: 'options { dnssec-policy nope; };', reports: ['warning 1 nope'] },
  ],
  'conf/acl-loop': [
    { text: 'acl a { b; };\nacl b { !a; };', reports: ['warning 1 a', 'warning 2 b'] },
    {
      text: 'acl a { b; };\nacl b { a; };\noptions { allow-query { { a; }; }; };',
      reports: ['error 1 a', 'error 2 b'],
    },
  ],
  'conf/bad-key': [
    { text: 'key a { algorithm hmac-sha256-300; secret "AAAA"; };', reports: ['error 1 hmac-sha256-300'] },
    { text: 'key a { algorithm hmac-sha256-129; secret "AAAA"; };', reports: ['error 1 hmac-sha256-129'] },
    { text: 'key a { algorithm hmac-sha1-foo; secret "AAAA"; };', reports: ['error 1 hmac-sha1-foo'] },
    { text: 'key a { algorithm hmac-md5-40; secret "AAAA"; };', reports: ['warning 1 hmac-md5-40'] },
  ],
  'conf/value-out-of-range': [
    { text: 'options { port 65535; };', reports: ['error 1 65535'], fixed: 'options { port 65534; };' },
    { text: 'options { lmdb-mapsize 1048575; };', reports: ['error 1 1048575'] },
    { text: 'options { max-ixfr-ratio 0%; };', reports: ['error 1 0%'], fixed: 'options { max-ixfr-ratio 1%; };' },
    { text: 'options { max-ixfr-ratio 120%; };', reports: ['warning 1 120%'] },
    { text: 'options { max-retry-time 0; max-transfer-time-in 40321; };', reports: ['error 1 0', 'error 1 40321'] },
    { text: 'options { max-rsa-exponent-size 0; };', reports: [] },
    { text: 'options { max-rsa-exponent-size 34; };', reports: ['error 1 34'] },
    { text: 'options { stale-refresh-time 5; };', reports: ['warning 1 5'] },
    { text: 'options { nta-recheck 2h; };', reports: ['warning 1 2h'] },
    { text: 'options { listen-on port 65535 { any; }; };', reports: ['error 1 65535'] },
    { text: 'options { prefetch 11; };', reports: [] },
    { text: 'options { prefetch 11; };', reports: ['error 1 11'], version: '9.21' },
    { text: 'options { prefetch 5 10; };', reports: ['error 1 10'], version: '9.21' },
    { text: 'options { fstrm-set-input-queue-size 3; };', reports: ['error 1 3'] },
    { text: `options { server-id "${'x'.repeat(1025)}"; };`, reports: [`error 1 "${'x'.repeat(1025)}"`] },
  ],
  'conf/duplicate-zone': [
    { text: 'zone "." { type redirect; file "x"; };\nzone "." { type hint; file "y"; };', reports: [] },
  ],
  'conf/undefined-key': [
    {
      text: 'controls { inet 127.0.0.1 allow { any; } keys { "k."; }; };\nkey k { algorithm hmac-sha256; secret "AAAA"; };',
      reports: ['error 1 "k."'],
    },
  ],
  'conf/unknown-statement': [{ text: 'options { { any; }; };\n', reports: ['error 1 {'] }],
  'conf/wrong-value': [
    { text: 'options { lmdb-mapsize unlimited; };', reports: ['error 1 unlimited'] },
    { text: 'options { notify-source 192.0.2.1 port yes; };', reports: ['error 1 port'] },
  ],
  'conf/zone-outside-views': [{ text: 'plugin query "x.so";\nview v { };', reports: ['error 1 plugin'] }],
};

describe('as named-checkconf judges', () => {
  for (const [rule, cases] of Object.entries(CASES) as [RuleId, readonly Case[]][]) {
    it(rule, () => {
      for (const { text, reports, version, fixed: after } of cases) {
        const setup = version ? { version } : {};
        assert.deepEqual(found(rule, text, setup), reports, text);
        if (after !== undefined) assert.equal(fixed(rule, text, setup), after);
      }
    });
  }
});
