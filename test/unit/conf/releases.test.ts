import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findStatement, statusIn, textIn } from '../../../server/src/conf/lookup.ts';
import { parseConf } from '../../../server/src/conf/parser.ts';
import type { BindVersion, Clause } from '../../../server/src/conf/statements.ts';
import { BIND_VERSIONS, STATEMENTS } from '../../../server/src/conf/statements.ts';
import { keywordOf } from '../../../server/src/conf/tree.ts';
import { checkValues } from '../../../server/src/conf/values.ts';
import { LATEST_BIND_VERSION } from '../../../server/src/dns/versions.ts';

/**
 * What became of statements from one release to the next, by BIND's release notes: their status before and after. A name of options and of
 * the top stands alone, others with the first clause of their row.
 */
const CHANGES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '9.18 to 9.20': {
    'not-yet, ok':
      'allow-proxy allow-proxy-on check-svcb dnsrps-library dnssec-policy/cdnskey dnssec-policy/cds-digest-types dnssec-policy/inline-signing dnssec-policy/manual-mode dnssec-policy/offline-ksk key-store key-store/directory key-store/pkcs11-uri max-validation-failures-per-fetch max-validations-per-fetch min-transfer-rate-in notify-defer remote-servers resolver-use-dns64 responselog server/require-cookie sig0checks-quota sig0checks-quota-exempt sig0key-checks-limit sig0message-checks-limit tcp-reuse-timeout tls/cipher-suites zone/checkds',
    'deprecated, removed':
      'alt-transfer-source alt-transfer-source-v6 auto-dnssec coresize datasize files glue-cache reserved-sockets resolver-nonbackoff-tries resolver-retry-interval root-delegation-only stacksize tkey-dhkey use-alt-transfer-source zone/delegation-only',
    'obsolete, removed': 'dnssec-policy/parent-registration-delay dscp random-device suppress-initial-notify',
    'ok, obsolete':
      'dnskey-sig-validity dnssec-dnskey-kskonly dnssec-secure-to-insecure dnssec-update-mode keep-response-order sig-validity-interval update-check-ksk',
    'ok, removed': 'lock-file',
    'ok, deprecated': 'max-zone-ttl sortlist',
    'deprecated, obsolete': 'tkey-domain',
  },
  '9.20 to 9.21': {
    'not-yet, ok':
      'builtin-trust-anchors max-delegation-servers max-delegation-ttl min-delegation-ttl notify-cfg notify-cfg/notify notify-cfg/notify-defer notify-cfg/notify-delay notify-cfg/notify-source notify-cfg/notify-source-v6 provide-zoneversion request-ixfr-max-diffs request-zoneversion send-report-channel tcp-primaries-timeout template zone/initial-file zone/log-report-channel zone/notify-cfg zone/plugin zone/template',
    'deprecated, removed':
      'avoid-v4-udp-ports avoid-v6-udp-ports dialup dnssec-must-be-secure heartbeat-interval managed-keys sortlist tkey-gssapi-credential trusted-keys use-v4-udp-ports use-v6-udp-ports',
    'ok, removed': 'bindkeys-file',
    'ok, obsolete': 'dnsrps-enable dnsrps-library dnsrps-options',
    'obsolete, removed': 'tkey-domain',
  },
};

/** What the statements take that came after 9.18, by BIND's release notes and manual: the names as above, by their grammar. */
const NEW: Readonly<Record<string, string>> = {
  '': 'builtin-trust-anchors',
  '<string> { <statements> }': 'key-store notify-cfg template zone/notify-cfg',
  '<string> [ port <integer> ] [ source ( <ipv4> | * ) ] [ source-v6 ( <ipv6> | * ) ] <servers>': 'remote-servers',
  '<match-list>': 'allow-proxy allow-proxy-on sig0checks-quota-exempt',
  '<quoted>': 'dnsrps-library key-store/pkcs11-uri zone/initial-file',
  '<integer>':
    'max-delegation-servers max-validation-failures-per-fetch max-validations-per-fetch notify-cfg/notify-defer notify-cfg/notify-delay notify-defer request-ixfr-max-diffs sig0checks-quota sig0key-checks-limit sig0message-checks-limit tcp-primaries-timeout tcp-reuse-timeout',
  '<duration>': 'max-delegation-ttl min-delegation-ttl',
  '<boolean>':
    'check-svcb dnssec-policy/cdnskey dnssec-policy/inline-signing dnssec-policy/manual-mode dnssec-policy/offline-ksk notify-cfg/notify provide-zoneversion request-zoneversion resolver-use-dns64 responselog server/require-cookie zone/log-report-channel',
  'explicit | <boolean>': 'zone/checkds',
  '<integer> <integer>': 'min-transfer-rate-in',
  '( query ) <string> [ { <text> } ]': 'zone/plugin',
  '<string>': 'key-store/directory send-report-channel tls/cipher-suites zone/template',
  '{ <string>; ... }': 'dnssec-policy/cds-digest-types',
  '<ipv4> | *': 'notify-cfg/notify-source',
  '<ipv6> | *': 'notify-cfg/notify-source-v6',
};

/** Values that one release takes and the one before does not, or the other way round. */
const VALUES: readonly (readonly [Clause, string, readonly BindVersion[]])[] = [
  ['top', 'primaries p source 192.0.2.1 { 192.0.2.2; };', ['9.20', '9.21']],
  ['top', 'primaries p source-v6 2001:db8::1 { 192.0.2.2; };', ['9.20', '9.21']],
  ['top', 'primaries p source * source-v6 * { 192.0.2.2; };', ['9.20', '9.21']],
  [
    'top',
    'primaries p port 5353 { 192.0.2.2 port 53 key k tls t; 2001:db8::1 port 53; other key k; };',
    ['9.18', '9.20', '9.21'],
  ],
  ['top', 'primaries p source yes { 192.0.2.2; };', []],
  ['top', 'parental-agents p source 192.0.2.1 source-v6 * { 192.0.2.2; };', ['9.20', '9.21']],
  ['top', 'masters p source 192.0.2.1 source-v6 * { 192.0.2.2; };', ['9.20', '9.21']],
  ['top', 'remote-servers p source 192.0.2.1 source-v6 * { 192.0.2.2; };', BIND_VERSIONS],
  ['options', 'catalog-zones { zone "c" default-primaries source 192.0.2.1 { 192.0.2.2; }; };', ['9.20', '9.21']],
  ['options', 'catalog-zones { zone "c" default-primaries source-v6 ::1 { 192.0.2.2; }; };', ['9.20', '9.21']],
  [
    'options',
    'catalog-zones { zone "c" default-primaries port 53 { 192.0.2.2; } zone-directory "d" in-memory no min-update-interval 5; };',
    ['9.18', '9.20', '9.21'],
  ],
  ['options', 'catalog-zones { zone "c" in-memory 5; };', []],
  ['options', 'catalog-zones { zone "c" min-update-interval x; };', []],
  ['options', 'catalog-zones { zone "c" zone-directory d; };', []],
  ['options', 'cookie-algorithm aes;', ['9.18']],
  ['options', 'cookie-algorithm siphash24;', ['9.18', '9.20', '9.21']],
  ['options', 'listen-on port 53 proxy plain tls t { any; };', ['9.20', '9.21']],
  ['options', 'listen-on-v6 port 53 proxy plain http h { any; };', ['9.20', '9.21']],
  ['options', 'listen-on port 53 tls t http h { any; };', ['9.18', '9.20', '9.21']],
  ['options', 'query-source none;', ['9.20', '9.21']],
  ['options', 'query-source-v6 none;', ['9.20', '9.21']],
  ['options', 'query-source address *;', ['9.18', '9.20', '9.21']],
  ['options', 'query-source ::1;', []],
  ['options', 'query-source-v6 192.0.2.1;', []],
  ['options', 'response-policy { zone "p" ede none; };', ['9.20', '9.21']],
  ['options', 'response-policy { zone "p"; } servfail-until-ready yes;', ['9.20', '9.21']],
  ['options', 'response-policy { zone "p"; } servfail-until-ready 5;', []],
  ...['add-soa', 'log', 'recursive-only', 'nsip-enable', 'nsdname-enable'].flatMap(
    (name): (readonly [Clause, string, readonly BindVersion[]])[] => [
      ['options', `response-policy { zone "p" ${name} yes; };`, BIND_VERSIONS],
      ['options', `response-policy { zone "p" ${name} 5; };`, []],
    ],
  ),
  ...[
    'add-soa',
    'break-dnssec',
    'nsip-wait-recurse',
    'nsdname-wait-recurse',
    'qname-wait-recurse',
    'recursive-only',
    'nsip-enable',
    'nsdname-enable',
    'dnsrps-enable',
  ].flatMap((name): (readonly [Clause, string, readonly BindVersion[]])[] => [
    ['options', `response-policy { zone "p"; } ${name} yes;`, BIND_VERSIONS],
    ['options', `response-policy { zone "p"; } ${name} 5;`, []],
  ]),
  ['options', 'response-policy { zone "p" max-policy-ttl 1h min-update-interval 1m; };', BIND_VERSIONS],
  ['options', 'response-policy { zone "p" max-policy-ttl x; };', []],
  ['options', 'response-policy { zone "p" min-update-interval x; };', []],
  ['options', 'response-policy { zone "p"; } max-policy-ttl 1h min-update-interval 1m min-ns-dots 1;', BIND_VERSIONS],
  ['options', 'response-policy { zone "p"; } min-ns-dots 1h;', []],
  ['zone', 'also-notify port 53 source 192.0.2.1 source-v6 ::1 { 192.0.2.2; };', ['9.20', '9.21']],
  ['zone', 'primaries port 53 source 192.0.2.1 source-v6 ::1 { 192.0.2.2; };', ['9.20', '9.21']],
  ['zone', 'masters port 53 source 192.0.2.1 source-v6 ::1 { 192.0.2.2; };', ['9.20', '9.21']],
  ['zone', 'parental-agents port 53 source 192.0.2.1 source-v6 ::1 { 192.0.2.2; };', ['9.20', '9.21']],
  ['zone', 'forwarders port 853 tls t { 192.0.2.1 port 853 tls t; };', ['9.20', '9.21']],
  ['zone', 'forwarders port 53 { 192.0.2.1 port 53; ::1; };', BIND_VERSIONS],
  ['zone', 'type delegation-only;', ['9.18']],
  ['zone', 'type primary;', BIND_VERSIONS],
  ['dnssec-policy', 'keys { csk key-store s lifetime 1d algorithm 13 tag-range 1 2; };', ['9.20', '9.21']],
  ['dnssec-policy', 'keys { csk key-directory lifetime unlimited algorithm rsasha256 2048; };', BIND_VERSIONS],
  ['dnssec-policy', 'keys { csk lifetime x algorithm 13; };', []],
  ['dnssec-policy', 'keys { csk lifetime 1d algorithm 13 tag-range 1 x; };', []],
  ['channel', 'print-time iso8601-tzinfo;', ['9.21']],
  ['channel', 'print-time iso8601-utc;', BIND_VERSIONS],
];

/** What a release reads of rndc.conf: no other page of BIND has its grammar in a form to compare with. */
const RNDC: readonly (readonly [Clause, string, boolean])[] = [
  ['rndc', 'options { default-key k; };', true],
  ['rndc', 'server localhost { key k; };', true],
  ['rndc', 'server { key k; };', false],
  ['rndc', 'key k { algorithm hmac-sha256; };', true],
  ['rndc', 'key { algorithm hmac-sha256; };', false],
  ['rndc-options', 'default-key "k";', true],
  ['rndc-options', 'default-port 953;', true],
  ['rndc-options', 'default-port k;', false],
  ['rndc-options', 'default-server localhost;', true],
  ['rndc-options', 'default-source-address 192.0.2.1;', true],
  ['rndc-options', 'default-source-address ::1;', false],
  ['rndc-options', 'default-source-address-v6 ::1;', true],
  ['rndc-options', 'default-source-address-v6 192.0.2.1;', false],
  ['rndc-server', 'addresses { 192.0.2.1 port 953; ::1; "host" port 5; };', true],
  ['rndc-server', 'addresses { "host" port x; };', false],
  ['rndc-server', 'addresses { 192.0.2.1 port x; };', false],
  ['rndc-server', 'addresses { ::1 port x; };', false],
  ['rndc-server', 'key k;', true],
  ['rndc-server', 'port 953;', true],
  ['rndc-server', 'port k;', false],
  ['rndc-server', 'source-address *;', true],
  ['rndc-server', 'source-address ::1;', false],
  ['rndc-server', 'source-address-v6 *;', true],
  ['rndc-server', 'source-address-v6 192.0.2.1;', false],
];

/** Whether a release takes a statement of a clause. */
function fits(clause: Clause, text: string, version: BindVersion): boolean {
  const [statement] = parseConf(text, clause).root.statements;
  const row = findStatement(keywordOf(statement), clause);
  assert.ok(row, text);
  return checkValues(row, statement, version).length === 0;
}

describe('from release to release', () => {
  for (const [i, after] of BIND_VERSIONS.entries()) {
    const before = BIND_VERSIONS[i - 1];
    if (before === undefined) continue;
    it(`statements came and went with ${after}`, () => {
      const found: Record<string, Set<string>> = {};
      for (const row of STATEMENTS) {
        const [was, is] = [statusIn(row, before), statusIn(row, after)];
        if (was === is) continue;
        const [clause] = row.clauses;
        const name = clause === 'top' || clause === 'options' ? row.name : `${clause}/${row.name}`;
        found[`${was}, ${is}`] ??= new Set();
        found[`${was}, ${is}`].add(name);
      }
      const said = Object.entries(found).map(([change, names]) => [change, [...names].sort().join(' ')]);
      assert.deepEqual(Object.fromEntries(said), CHANGES[`${before} to ${after}`]);
    });
  }

  it('the new ones take values of their kind', () => {
    const found: Record<string, string[]> = {};
    for (const row of STATEMENTS) {
      if (statusIn(row, BIND_VERSIONS[0]) !== 'not-yet') continue;
      const [clause] = row.clauses;
      const grammar = textIn(row.grammar, LATEST_BIND_VERSION) ?? '';
      found[grammar] ??= [];
      found[grammar].push(clause === 'top' || clause === 'options' ? row.name : `${clause}/${row.name}`);
    }
    const said = Object.entries(found).map(([grammar, names]) => [grammar, names.sort().join(' ')]);
    assert.deepEqual(Object.fromEntries(said), NEW);
  });

  it('statements take other values', () => {
    for (const [clause, text, releases] of VALUES) {
      assert.deepEqual(
        BIND_VERSIONS.filter((version) => fits(clause, text, version)),
        releases,
        text,
      );
    }
  });

  it('rndc.conf is read alike', () => {
    for (const [clause, text, isRight] of RNDC) assert.equal(fits(clause, text, '9.20'), isRight, text);
    const multi = STATEMENTS.filter(({ clauses, multi }) => clauses.includes('rndc') && multi);
    assert.deepEqual(
      multi.map(({ name }) => name),
      ['server', 'key'],
    );
  });
});
