import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDuration } from '../../../server/src/conf/duration.ts';
import { findStatement } from '../../../server/src/conf/lookup.ts';
import { parseConf } from '../../../server/src/conf/parser.ts';
import type { BindVersion, Clause } from '../../../server/src/conf/statements.ts';
import { keywordOf } from '../../../server/src/conf/tree.ts';
import { checkValues } from '../../../server/src/conf/values.ts';

/** The texts that do not fit, each statement standing in `clause`. */
function wrong(text: string, clause: Clause = 'options', version: BindVersion = '9.18'): string[] {
  return parseConf(text, clause).root.statements.flatMap((statement) => {
    const row = findStatement(keywordOf(statement), clause);
    assert.ok(row, text);
    return checkValues(row, statement, version).map(({ start, end }) => text.slice(start, end));
  });
}

describe('values', () => {
  it('fit their grammar', () => {
    const fine: readonly (readonly [string, Clause])[] = [
      ['recursion yes;', 'options'],
      ['directory "/var/cache/bind";', 'options'],
      ['max-cache-size 90%;', 'options'],
      ['max-cache-size 512M;', 'options'],
      ['max-cache-ttl 1h30m;', 'options'],
      ['max-cache-ttl PT1H;', 'options'],
      ['listen-on port 53 tls none { any; };', 'options'],
      ['listen-on-v6 { ::1; 2001:db8::/32; fe80::1%eth0; };', 'options'],
      ['allow-query { !10/8; { inside; }; key k; any; geoip country SE; };', 'options'],
      ['forwarders port 53 { 192.0.2.1; 2001:db8::1 port 5353; };', 'options'],
      ['query-source address * port *;', 'options'],
      ['query-source port 5353;', 'options'],
      ['query-source-v6 port * address *;', 'server'],
      ['transfer-source 192.0.2.1 port 53 dscp 5;', 'options'],
      ['also-notify { 192.0.2.1 key k; hidden; 2001:db8::1 port 53 tls t; };', 'options'],
      ['check-names master warn;', 'options'],
      ['version none;', 'options'],
      ['rrset-order { class IN type A name "a" order cyclic; order fixed; };', 'options'],
      ['response-policy { zone "rpz" policy cname example.com; } qname-wait-recurse no;', 'options'],
      ['fetches-per-zone 100 drop;', 'options'],
      ['dnstap { all; client response; };', 'options'],
      ['type slave;', 'zone'],
      ['update-policy { grant k zonesub ANY; deny * name a.example. A AAAA; };', 'zone'],
      ['update-policy local;', 'zone'],
      ['primaries 192.0.2.1 { };', 'top'],
      ['file "log" versions 3 size 5m;', 'channel'],
      ['severity debug 3;', 'channel'],
      ['severity dynamic;', 'channel'],
      ['syslog;', 'channel'],
      ['syslog daemon;', 'channel'],
      ['null;', 'channel'],
      ['inet * port 953 allow { localhost; } keys { k; };', 'controls'],
      ['keys k;', 'server'],
      ['keys { k. ; };', 'server'],
      ['trust-anchors { . initial-key 257 3 8 "AwEAAag="; };', 'top'],
      ['zone "a" IN { type hint; };', 'top'],
      ['server 2001:db8::/32 { bogus yes; };', 'top'],
      ['nsec3param iterations 0 optout no salt-length 0;', 'dnssec-policy'],
      ['keys { csk lifetime unlimited algorithm ecdsap256sha256; };', 'dnssec-policy'],
    ];
    for (const [text, clause] of fine) {
      if (clause === 'top' && text.startsWith('primaries')) continue;
      assert.deepEqual(wrong(text, clause), [], text);
    }
  });

  it('of the wrong kind are found where they stand', () => {
    assert.deepEqual(wrong('recursion maybe;'), ['maybe']);
    assert.deepEqual(wrong('recursion "no";'), ['"no"']);
    assert.deepEqual(wrong('check-names "primary" warn;'), ['"primary"']);
    assert.deepEqual(wrong('recursion;'), ['recursion']);
    assert.deepEqual(wrong('recursion yes no;'), ['no']);
    assert.deepEqual(wrong('directory /var/cache;'), ['/var/cache']);
    assert.deepEqual(wrong('max-cache-ttl 1x;'), ['1x']);
    assert.deepEqual(wrong('max-cache-ttl -1;'), ['-1']);
    assert.deepEqual(wrong('port 70000;'), ['70000']);
    assert.deepEqual(wrong('transfer-source ::1;'), ['::1']);
    assert.deepEqual(wrong('forward maybe;'), ['maybe']);
    assert.deepEqual(wrong('forwarders { 192.0.2.1; dns.example; };'), ['dns.example']);
    assert.deepEqual(wrong('allow-query any;'), ['any']);
    assert.deepEqual(wrong('type native;', 'zone'), ['native']);
    assert.deepEqual(wrong('zone 0/25.2.0.192.in-addr.arpa { type hint; };', 'top'), ['0/25.2.0.192.in-addr.arpa']);
    assert.deepEqual(wrong('severity loud;', 'channel'), ['loud']);
  });

  it('of address lists are addresses, prefixes or names', () => {
    assert.deepEqual(wrong('allow-query { 10.0.0.1/8; };'), ['10.0.0.1/8']);
    assert.deepEqual(wrong('allow-query { 2001:db8::1/32; };'), ['2001:db8::1/32']);
    assert.deepEqual(wrong('allow-query { 10.0.0.0/33; };'), ['10.0.0.0/33']);
    assert.deepEqual(wrong('allow-query { 10.0.0.0/255.0.0.0; };'), ['10.0.0.0/255.0.0.0']);
    assert.deepEqual(wrong('allow-query { 192.0.2.256; };'), ['192.0.2.256']);
    assert.deepEqual(wrong('allow-query { 127.1; };'), ['127.1']);
    assert.deepEqual(wrong('allow-query { { 2001:db8:::1; }; };'), ['2001:db8:::1']);
  });

  it('are judged by the release', () => {
    assert.deepEqual(wrong('cookie-algorithm aes;', 'options', '9.18'), []);
    assert.deepEqual(wrong('cookie-algorithm aes;', 'options', '9.20'), ['aes']);
    assert.deepEqual(wrong('forwarders tls t { 192.0.2.1; };', 'options', '9.20'), []);
  });

  it('that are durations have seconds', () => {
    assert.equal(parseDuration('3600'), 3600);
    assert.equal(parseDuration('1h30m'), 5400);
    assert.equal(parseDuration('1W'), 604800);
    assert.equal(parseDuration('PT1H'), 3600);
    assert.equal(parseDuration('P1DT12H'), 129600);
    assert.equal(parseDuration('P2W'), 1209600);
    assert.equal(parseDuration('P1Y1M1DT1H1M1S'), 31536000 + 2678400 + 86400 + 3600 + 60 + 1);
    assert.equal(parseDuration('1w1d1h1m1s'), 604800 + 86400 + 3600 + 60 + 1);
    assert.equal(parseDuration('PT'), 0);
    assert.equal(parseDuration('P137Y'), 4294967295);
    for (const text of ['', '1h30', 'P3W4D', '1x', 'h', '8000w', 'P7.5D'])
      assert.equal(parseDuration(text), undefined, text);
  });
});
