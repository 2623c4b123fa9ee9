import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BIND_VERSIONS } from '../../../../server/src/dns/versions.ts';
import { fixed, found, problemsOf } from './helper.ts';

describe('names', () => {
  it('of acls have to be defined', () => {
    const text = 'acl Inside { 192.0.2.0/24; };\noptions { allow-query { inside; outside; any; !localnets; }; };';
    assert.deepEqual(found('conf/undefined-acl', text), ['error 2 outside']);
    assert.equal(
      fixed('conf/undefined-acl', 'acl trusted { any; };\noptions { allow-query { truted; }; };'),
      'acl trusted { any; };\noptions { allow-query { trusted; }; };',
    );
    assert.deepEqual(found('conf/undefined-acl', 'options { listen-on-v6 { fe80::1%eth0; }; };'), []);
  });

  it('of acls are judged as named-checkconf judges them', () => {
    const zone = 'zone "a" { type primary; file "f"; };';
    assert.deepEqual(found('conf/undefined-acl', 'options { allow-transfer { x; }; };'), ['warning 1 x']);
    assert.deepEqual(found('conf/undefined-acl', `options { allow-transfer { x; }; };\n${zone}`), ['error 1 x']);
    assert.deepEqual(found('conf/undefined-acl', 'zone "a" { type primary; file "f"; allow-query { x; }; };'), [
      'warning 1 x',
    ]);
    assert.deepEqual(found('conf/undefined-acl', 'zone "a" { type primary; file "f"; allow-update { x; }; };'), [
      'error 1 x',
    ]);
    assert.deepEqual(found('conf/undefined-acl', 'options { keep-response-order { x; }; };', { version: '9.20' }), []);
  });

  it('of acls in an acl are looked up where a list that is looked up comes to it', () => {
    const rule = 'conf/undefined-acl';
    const refused = ['options { allow-query { x; }; };', 'options { listen-on { { !x; }; }; };'];
    const chain = 'acl z { x; };\noptions { allow-query { z; }; };';
    for (const use of [...refused, chain, 'view v { match-clients { x; }; };']) {
      for (const version of BIND_VERSIONS) {
        assert.deepEqual(found(rule, `acl x { y; };\n${use}`, { version }), ['error 1 y'], use);
        assert.deepEqual(found(rule, `acl x { !!192.0.2.1; };\n${use}`, { version }), ['error 1 !!'], use);
      }
    }
    for (const use of [
      '',
      'acl z { x; };',
      'options { deny-answer-addresses { x; }; };',
      'options { allow-transfer { x; }; };',
      'statistics-channels { inet * allow { x; }; };',
      'zone "a" { type primary; file "f"; allow-query { x; }; };',
    ]) {
      assert.deepEqual(found(rule, `acl x { y; };\n${use}`), ['warning 1 y'], use);
      assert.deepEqual(found(rule, `acl x { !!192.0.2.1; };\n${use}`), [], use);
    }
    const says = (text: string) => problemsOf(text).find((problem) => problem.rule === rule)?.message ?? '';
    assert.match(says(`acl x { y; }; ${refused[0]}`), /named refuses the configuration/);
    assert.match(says('acl x { y; };'), /as soon as a list uses it/);
    // A ring ends.
    assert.deepEqual(found(rule, 'acl x { z; };\nacl z { x; y; };\noptions { allow-query { x; }; };'), ['error 2 y']);
    // A statement that the release ignores looks nothing up.
    const ignored = 'acl x { y; };\noptions { keep-response-order { x; }; };';
    assert.deepEqual(found(rule, ignored), ['error 1 y']);
    assert.deepEqual(found(rule, ignored, { version: '9.20' }), ['warning 1 y']);
  });

  it('of keys have to be defined', () => {
    const text =
      'key k. { algorithm hmac-sha256; secret "AAAA"; };\nserver 192.0.2.1 { keys { K; }; };\nserver 192.0.2.2 { keys j; };';
    assert.deepEqual(found('conf/undefined-key', text), ['error 3 j']);
    assert.deepEqual(found('conf/undefined-key', 'options { allow-transfer { key j; key "local-ddns"; }; };'), [
      'warning 1 j',
    ]);
    assert.deepEqual(found('conf/undefined-key', 'controls { inet * allow { any; } keys { j; }; };'), ['error 1 j']);
    assert.deepEqual(found('conf/undefined-key', 'options { default-key "j"; };', { clause: 'rndc' }), ['error 1 "j"']);
  });

  it('of server lists, tls, http, policies and channels have to be defined', () => {
    const rule = 'conf/undefined-reference';
    assert.deepEqual(found(rule, 'zone "a" { type secondary; primaries { m; 192.0.2.1 tls t; }; };'), [
      'error 1 m',
      'error 1 t',
    ]);
    assert.deepEqual(found(rule, 'options { listen-on tls t http h { any; }; };'), ['error 1 t', 'error 1 h']);
    assert.deepEqual(found(rule, 'options { listen-on tls ephemeral http default { any; }; };'), []);
    assert.deepEqual(found(rule, 'zone "a" { type primary; file "f"; dnssec-policy p; };'), ['error 1 p']);
    assert.deepEqual(found(rule, 'logging { channel C { null; }; category default { c; x; default_syslog; }; };'), [
      'error 1 x',
    ]);
    assert.deepEqual(found(rule, 'options { also-notify { m; }; };'), ['warning 1 m']);
    const zone = 'zone "a" { type primary; file "f"; };';
    assert.deepEqual(found(rule, `options { also-notify { m; }; };\n${zone}`), ['error 1 m']);
    assert.deepEqual(found(rule, `options { also-notify { m; }; notify no; };\n${zone}`), ['warning 1 m']);
  });

  it('are defined once', () => {
    const rule = 'conf/duplicate-definition';
    assert.deepEqual(found(rule, 'acl a { any; };\nacl A { any; };\nacl any { any; };'), ['error 2 A', 'error 3 any']);
    assert.deepEqual(found(rule, 'view "v" { };\nview "v" { };'), ['error 2 "v"']);
    assert.deepEqual(found(rule, 'dnssec-policy default { };'), ['error 1 default']);
    const key = 'key k { algorithm hmac-sha256; secret "AAAA"; };';
    assert.deepEqual(found(rule, `${key}\nview "v" { ${key} };`), []);
    assert.deepEqual(found(rule, `${key}\n${key}`), ['error 2 k']);
  });
});

describe('zones', () => {
  it('are defined once in a view', () => {
    const zone = (name: string) => `zone "${name}" { type forward; forwarders { }; };`;
    assert.deepEqual(found('conf/duplicate-zone', `${zone('a')}\n${zone('A.')}\n${zone('b')}`), ['error 2 "A."']);
    const views = `view "v" { ${zone('a')} };\nview "w" { ${zone('a')} };`;
    assert.deepEqual(found('conf/duplicate-zone', views), []);
    assert.deepEqual(found('conf/zone-outside-views', `${views}\n${zone('c')}`), ['error 3 "c"']);
  });

  it('have a type', () => {
    const bad = 'zone "a" {\n\tfile "f";\n};\n';
    assert.deepEqual(found('conf/zone-without-type', bad), ['error 1 "a"']);
    assert.equal(fixed('conf/zone-without-type', bad), 'zone "a" {\n\tfile "f";\n\ttype primary;\n};\n');
    assert.deepEqual(found('conf/zone-without-type', 'view "v" { zone "a" { in-view "w"; }; };'), []);
  });

  it('have a file where they need one', () => {
    const rule = 'conf/missing-zone-file';
    assert.deepEqual(found(rule, 'zone "a" { type primary; };\nzone "b" { type hint; };'), [
      'error 1 "a"',
      'error 2 "b"',
    ]);
    const fine = 'zone "a" { type primary; database "x"; };\nzone "b" { type secondary; primaries { 192.0.2.1; }; };';
    assert.deepEqual(found(rule, fine), []);
    const text = 'options { directory "/var/cache/bind"; };\nzone "a" { type primary; file "db.a"; };';
    assert.deepEqual(found(rule, text, { exists: () => false }), ['warning 2 "db.a"']);
    assert.deepEqual(found(rule, text, { exists: (path) => path === '/var/cache/bind/db.a' }), []);
    assert.deepEqual(found(rule, text), []);
  });

  it('have primaries where they are fetched', () => {
    const rule = 'conf/missing-primaries';
    assert.deepEqual(found(rule, 'zone "a" { type slave; };\nzone "b" { type stub; };'), [
      'error 1 "a"',
      'error 2 "b"',
    ]);
    assert.deepEqual(found(rule, 'zone "a" { type secondary; primaries { }; };'), ['error 1 "a"']);
    assert.deepEqual(found(rule, 'zone "." { type mirror; };\nzone "a" { type slave; masters { 192.0.2.1; }; };'), []);
  });

  it('have statements of their type', () => {
    const rule = 'conf/wrong-zone-type';
    const bad = 'zone "a" {\n\ttype secondary;\n\tprimaries { 192.0.2.1; };\n\tallow-update { any; };\n};\n';
    assert.deepEqual(found(rule, bad), ['error 4 allow-update']);
    assert.equal(fixed(rule, bad), 'zone "a" {\n\ttype secondary;\n\tprimaries { 192.0.2.1; };\n};\n');
    assert.deepEqual(found(rule, 'view "v" { zone "a" { in-view "w"; forward only; forwarders { }; }; };'), []);
    assert.deepEqual(found(rule, 'view "v" { zone "a" { in-view "w"; file "f"; }; };'), ['error 1 file']);
  });

  it('that 9.18 signs say inline-signing', () => {
    const rule = 'conf/policy-needs-inline-signing';
    const bad = 'zone "a" {\n\ttype primary;\n\tfile "f";\n\tdnssec-policy default;\n};\n';
    assert.deepEqual(found(rule, bad), ['error 4 default']);
    assert.deepEqual(found(rule, bad, { version: '9.20' }), []);
    assert.equal(fixed(rule, bad), bad.replace('default;\n', 'default;\n\tinline-signing yes;\n'));
    assert.deepEqual(found(rule, bad.replace('default;', 'none;')), []);
    assert.deepEqual(found(rule, bad.replace('file', 'update-policy local; file')), []);
    assert.deepEqual(found(rule, bad.replace('file', 'allow-update { none; }; file')), ['error 4 default']);
    const off = bad.replace('file', 'inline-signing no; file');
    assert.deepEqual(found(rule, off), ['error 3 no']);
    assert.equal(fixed(rule, off), off.replace('signing no', 'signing yes'));
  });

  it('of reverse look-ups are named right', () => {
    const zone = (name: string) => `zone "${name}" { type forward; forwarders { }; };`;
    const misspelt = 'conf/misspelt-reverse-zone';
    assert.deepEqual(found(misspelt, zone('2.0.192.in-addrpa.net')), ['warning 1 "2.0.192.in-addrpa.net"']);
    assert.equal(fixed(misspelt, zone('2.0.192.in-adr.arpa')), zone('2.0.192.in-addr.arpa'));
    assert.equal(fixed(misspelt, zone('8.b.d.0.1.0.0.2.ip6.int')), zone('8.b.d.0.1.0.0.2.ip6.arpa'));
    const anchor = 'trusted-keys { 2.0.192.IN-ADDRPA.NET. 257 3 13 "AwEAAag="; };';
    assert.equal(fixed(misspelt, anchor), anchor.replace('IN-ADDRPA.NET.', 'in-addr.arpa.'));
    const malformed = 'conf/malformed-reverse-zone';
    assert.equal(found(malformed, zone('2001.0db8.ip6.arpa')).length, 1);
    assert.equal(found(malformed, zone('300.192.in-addr.arpa')).length, 1);
    for (const name of [
      '2.0.192.in-addr.arpa',
      '8.b.d.0.1.0.0.2.ip6.arpa',
      '0/25.2.0.192.in-addr.arpa',
      'example.com',
      '.',
    ]) {
      assert.deepEqual([...found(malformed, zone(name)), ...found(misspelt, zone(name))], [], name);
    }
  });
});

describe('keys', () => {
  it('are complete', () => {
    const rule = 'conf/bad-key';
    assert.deepEqual(found(rule, 'key a { secret "AAAA"; };\nkey b { algorithm hmac-sha9; secret "AAAA"; };'), [
      'error 1 a',
      'error 2 hmac-sha9',
    ]);
    assert.deepEqual(found(rule, 'key a { algorithm hmac-sha256-128; secret "AAAA"; };'), []);
  });

  it('have secrets in base64, and messages never show them', () => {
    const text =
      'key a { algorithm hmac-sha256; secret "hunter2 hunter2"; };\ntrust-anchors { b. static-key 257 3 13 "x"; };';
    assert.deepEqual(found('conf/secret-not-base64', text), ['error 1 "hunter2 hunter2"', 'error 2 "x"']);
    for (const problem of problemsOf(text)) assert.doesNotMatch(problem.message, /hunter2/);
    assert.deepEqual(
      found('conf/secret-not-base64', 'key a { algorithm hmac-sha256; secret "La/E5CjG 9O+os1jq0a2jdA=="; };'),
      [],
    );
  });

  it('with weak algorithms are told', () => {
    const rule = 'conf/weak-algorithm';
    const anchors =
      'trust-anchors { a. static-key 257 3 5 "AAAA"; b. static-key 257 3 13 "AAAA"; c. static-ds 1 7 2 "00"; };';
    assert.deepEqual(found(rule, anchors), ['warning 1 5', 'warning 1 7']);
    assert.deepEqual(found(rule, 'key a { algorithm hmac-md5; secret "AAAA"; };'), ['information 1 hmac-md5']);
    assert.deepEqual(found(rule, 'dnssec-policy p { keys { csk lifetime unlimited algorithm rsasha1; }; };'), [
      'warning 1 rsasha1',
    ]);
  });

  it('of trust anchors do not contradict each other', () => {
    const rule = 'conf/conflicting-trust-anchors';
    const both = 'trust-anchors { a. static-key 257 3 13 "AAAA"; A initial-key 257 3 13 "AAAA"; };';
    assert.deepEqual(found(rule, both), ['error 1 A']);
    const mixed =
      'managed-keys { a. initial-key 257 3 13 "AAAA"; };\ntrust-anchors { b. initial-key 257 3 13 "AAAA"; };';
    assert.deepEqual(found(rule, mixed), ['error 1 managed-keys']);
    assert.deepEqual(found('conf/validation-without-anchors', 'options { dnssec-validation yes; };'), [
      'information 1 yes',
    ]);
    const fixedText = fixed('conf/validation-without-anchors', 'options { dnssec-validation yes; };', {
      version: '9.21',
    });
    assert.equal(fixedText, 'options { dnssec-validation auto; };');
  });
});
