import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dynamicOf } from '../../../../server/src/rules/conf/support/dynamic.ts';
import { contextOf, fixed, fixesOf, found, problemsOf } from './helper.ts';

const ZONE = 'zone "our-name.org" {\n\ttype primary;\n\tfile "db.our-name.org";\n};\n';
const V6 = 'listen-on-v6 { any; };';
/** 42 octets, which are no one's secret. */
const SECRET = 'bm90IGEgc2VjcmV0LCBvbmx5IGFuIGV4YW1wbGUgaGVyZSBhbmQgbm93aGVyZQ==';
const key = (name: string) => `key "${name}" { algorithm hmac-sha256; secret "${SECRET}"; };\n`;

describe('the two address families', () => {
  it('a source address for one family is told where servers of the other are asked', () => {
    const rule = 'conf/source-address-one-family';
    const zone = (primary: string) => `zone "a" { type secondary; primaries { ${primary}; }; };`;
    const options = 'options { transfer-source 192.0.2.1; };\n';
    assert.deepEqual(found(rule, options + zone('2001:db8::1')), ['information 1 transfer-source 192.0.2.1;']);
    assert.deepEqual(found(rule, options + zone('198.51.100.1')), []);
    assert.deepEqual(found(rule, `primaries up { 2001:db8::1; };\n${options}${zone('up')}`).length, 1);
    const both = 'options { transfer-source 192.0.2.1; transfer-source-v6 2001:db8::9; };\n';
    assert.deepEqual(found(rule, both + zone('2001:db8::1')), []);
    const other = 'options { notify-source-v6 2001:db8::9; also-notify { 192.0.2.2; }; };';
    assert.deepEqual(found(rule, other), ['information 1 notify-source-v6 2001:db8::9;']);
    assert.deepEqual(found(rule, `options { transfer-source *; };\n${zone('2001:db8::1')}`), []);
    assert.equal(found(rule, `options { query-source 192.0.2.1; ${V6} };`).length, 1);
    assert.deepEqual(found(rule, `options { query-source 192.0.2.1; recursion no; ${V6} };`), []);
    assert.deepEqual(found(rule, 'options { query-source 192.0.2.1; };'), []);
  });

  it('DNS over TLS and HTTPS on IPv4 only is a warning, with the twin as a fix', () => {
    const rule = 'conf/encrypted-listener-one-family';
    const bad = `options {\n\tlisten-on port 853 tls ephemeral { any; };\n\t${V6}\n};\n`;
    assert.deepEqual(found(rule, bad), ['warning 2 listen-on']);
    const good = fixed(rule, bad);
    assert.ok(good.includes('\tlisten-on-v6 port 853 tls ephemeral { any; };\n'), good);
    assert.deepEqual(found(rule, good), []);
    assert.deepEqual(found(rule, bad.replace(V6, '')), []);
    assert.deepEqual(found(rule, bad.replace(V6, 'listen-on-v6 { ::1; };')), []);
    assert.deepEqual(found(rule, bad.replace('853 tls ephemeral', '53')), []);
    const http = `options { listen-on port 443 tls ephemeral http default { any; }; ${V6} };`;
    assert.equal(
      problemsOf(http)
        .filter((p) => p.rule === rule)[0]
        .message.includes('DNS over HTTPS'),
      true,
    );
  });

  it('clients on IPv4 only are told where the server listens on IPv6', () => {
    const rule = 'conf/list-without-ipv6';
    const text = (list: string, rest = '') => `${rest}options { ${V6} allow-recursion { ${list} }; };`;
    assert.deepEqual(found(rule, text('192.0.2.0/24;')), ['information 1 { 192.0.2.0/24; }']);
    assert.deepEqual(found(rule, text('192.0.2.0/24;').replace(V6, '')), []);
    assert.deepEqual(found(rule, text('192.0.2.0/24;').replace('any', 'none')), []);
    for (const list of [
      '192.0.2.0/24; 2001:db8::/32;',
      'localnets; 10.0.0.0/8;',
      'any;',
      '127.0.0.1;',
      'localhost;',
      'none;',
    ]) {
      assert.deepEqual(found(rule, text(list)), [], list);
    }
    const acl = 'acl inside { 10.0.0.0/8; };\n';
    assert.deepEqual(found(rule, text('inside;', acl)), ['information 2 { inside; }']);
    const own = 'acl site { 10.0.0.0/8; 2001:db8::/32; };\n';
    assert.deepEqual(found(rule, text('10.0.0.0/8;', own)), ['warning 2 { 10.0.0.0/8; }']);
    assert.match(problemsOf(text('10.0.0.0/8;', own)).filter((p) => p.rule === rule)[0].message, /2001:db8::\/32/);
  });
});

describe('a server that is open', () => {
  it('public zones and a resolver for everyone', () => {
    const rule = 'conf/mixed-service';
    const open = 'options { recursion yes; allow-recursion { any; }; };\n';
    assert.deepEqual(found(rule, open + ZONE), ['information 2 "our-name.org"']);
    assert.deepEqual(found(rule, open.replace('any', 'localnets') + ZONE), []);
    assert.deepEqual(found(rule, open + ZONE.replace('our-name.org', 'office.lan')), []);
    for (const name of ['example.com', 'lab.example.org', 'www.example']) {
      assert.deepEqual(found(rule, open + ZONE.replace('our-name.org', name)), []);
    }
    assert.deepEqual(found(rule, open + ZONE.replace('file', 'allow-query { 10.0.0.0/8; }; file')), []);
    assert.deepEqual(found(rule, open.replace('any', '203.0.0.0/8') + ZONE).length, 1);
    assert.deepEqual(found(rule, open.replace('any', '10.0.0.0/8') + ZONE), []);
    const rpz = open.replace(' };\n', ' response-policy { zone "our-name.org"; }; };\n');
    assert.deepEqual(found(rule, rpz + ZONE), []);
  });

  it('updates without a key', () => {
    const rule = 'conf/update-by-address';
    const text = (list: string) => ZONE.replace('file', `allow-update { ${list} }; file`);
    assert.deepEqual(found(rule, text('any;')), ['warning 3 { any; }']);
    assert.deepEqual(found(rule, text('192.0.2.1;')), ['information 3 { 192.0.2.1; }']);
    for (const list of ['none;', 'localhost;', '127.0.0.1; ::1;', 'key "k";']) {
      assert.deepEqual(found(rule, key('k') + text(list)), [], list);
    }
  });

  it('dynamic zones that are transferred without a key', () => {
    const rule = 'conf/transfer-without-key';
    const zone = (more: string) => ZONE.replace('\tfile', `\tupdate-policy local; ${more}\n\tfile`);
    assert.deepEqual(found(rule, zone('allow-transfer { 192.0.2.54; };')), ['information 3 { 192.0.2.54; }']);
    assert.deepEqual(found(rule, zone('allow-transfer { none; };')), []);
    assert.deepEqual(found(rule, key('k') + zone('allow-transfer { key "k"; };')), []);
    assert.deepEqual(found(rule, ZONE.replace('file', 'allow-transfer { 192.0.2.54; }; file')), []);
    const secondary = (server: string, more = '') =>
      `${key('k')}${more}zone "a" { type secondary; allow-update-forwarding { any; }; primaries { ${server}; }; };`;
    assert.deepEqual(found(rule, secondary('192.0.2.1')), ['information 2 192.0.2.1']);
    assert.deepEqual(found(rule, secondary('192.0.2.1 key "k"')), []);
    assert.deepEqual(found(rule, secondary('192.0.2.1', 'server 192.0.2.1 { keys "k"; };\n')), []);
    assert.deepEqual(found(rule, secondary('192.0.2.1').replace('any', 'none')), []);
  });

  it('control and statistics channels', () => {
    const control = (address: string, list: string) =>
      `${key('rndc')}controls {\n\tinet ${address} allow { ${list} } keys { "rndc"; };\n};`;
    const rule = 'conf/exposed-control';
    assert.deepEqual(found(rule, control('*', 'any;')), ['warning 3 *']);
    assert.deepEqual(found(rule, control('192.0.2.1', '192.0.2.2;')), ['information 3 192.0.2.1']);
    assert.deepEqual(found(rule, control('127.0.0.1', 'any;')), []);
    assert.deepEqual(found(rule, control('::1', 'localhost;')), []);
    assert.equal(fixed(rule, control('*', 'any;')), control('127.0.0.1', 'any;'));
    const statistics = (rest: string) => `statistics-channels {\n\tinet ${rest};\n};`;
    const other = 'conf/exposed-statistics';
    assert.deepEqual(found(other, statistics('* port 8053')), ['warning 2 *']);
    assert.deepEqual(found(other, statistics('192.0.2.1 allow { any; }')), ['warning 2 192.0.2.1']);
    assert.deepEqual(found(other, statistics('* allow { 192.0.2.0/24; }')), []);
    assert.deepEqual(found(other, statistics('127.0.0.1')), []);
    assert.equal(fixed(other, statistics('* port 8053')), statistics('127.0.0.1 port 8053'));
  });

  it('the version, and answers without a limit', () => {
    const text = `options {\n\trecursion no;\n};\n${ZONE}`;
    assert.deepEqual(found('conf/version-disclosed', text), ['hint 1 options']);
    assert.deepEqual(found('conf/no-rate-limit', text), ['information 2 recursion no;']);
    const versioned = fixed('conf/version-disclosed', text);
    assert.deepEqual(found('conf/version-disclosed', versioned), []);
    const limited = fixed('conf/no-rate-limit', text);
    assert.deepEqual(found('conf/no-rate-limit', limited), []);
    for (const rule of ['conf/version-disclosed', 'conf/no-rate-limit'] as const) {
      assert.deepEqual(found(rule, text.replace('recursion no', 'recursion yes')), []);
      assert.deepEqual(found(rule, text.replace('our-name.org', 'office.lan')), []);
      assert.deepEqual(found(rule, `include "other";\n${text}`), []);
    }
  });

  it('queries from one port', () => {
    const rule = 'conf/fixed-query-port';
    const text = 'options { query-source address 192.0.2.1 port 5353; };';
    assert.deepEqual(found(rule, text), ['warning 1 port 5353']);
    assert.equal(fixed(rule, text), 'options { query-source address 192.0.2.1; };');
    assert.equal(fixed(rule, 'options { query-source port 5353; };'), 'options { query-source *; };');
    assert.deepEqual(found(rule, text.replace('5353', '*')), []);
    assert.deepEqual(found(rule, text.replace('5353', '53')), []);
    assert.deepEqual(found(rule, text.replace('};', 'recursion no; };')), []);
  });
});

describe('secrets', () => {
  it('that are shorter than their digest are told, and never shown', () => {
    const rule = 'conf/short-secret';
    const text = (secret: string, algorithm = 'hmac-sha256') =>
      `key "k" { algorithm ${algorithm}; secret "${secret}"; };`;
    const of = (octets: number) => Buffer.alloc(octets, 'a').toString('base64');
    assert.deepEqual(found(rule, text(of(32))), []);
    assert.deepEqual(
      found(rule, text(of(31))).map((line) => line.split(' ')[0]),
      ['information'],
    );
    assert.deepEqual(
      found(rule, text(of(7))).map((line) => line.split(' ')[0]),
      ['warning'],
    );
    assert.deepEqual(found(rule, text(of(16), 'hmac-md5')), []);
    assert.deepEqual(found(rule, text(of(20), 'hmac-sha1')), []);
    assert.deepEqual(found(rule, text('%SECRET%')), []);
    const all = problemsOf(text(of(7)), { facts: { worldReadable: true, versioned: true } });
    assert.ok(all.length > 1);
    for (const { message, data } of all) assert.ok(!`${message}${JSON.stringify(data)}`.includes(of(7)));
  });

  it('in files that others read', () => {
    const rule = 'conf/exposed-secret';
    const severities = (facts: { worldReadable?: boolean; versioned?: boolean }, text = key('k')) =>
      found(rule, text, { facts }).map((line) => line.split(' ')[0]);
    assert.deepEqual(severities({ worldReadable: true }), ['warning']);
    assert.deepEqual(severities({ versioned: true }), ['information']);
    assert.deepEqual(severities({ versioned: true, worldReadable: true }), ['information']);
    assert.deepEqual(severities({}), []);
    assert.deepEqual(
      severities({ worldReadable: true }, 'key "k" { algorithm hmac-sha256; secret "CHANGE-ME"; };'),
      [],
    );
    assert.deepEqual(found(rule, key('k')), []);
  });
});

describe('what is defined', () => {
  it('and never used is a hint', () => {
    const rule = 'conf/unused-definition';
    const options = 'options { directory "/x"; };\n';
    const text = `acl a { 192.0.2.1; };\n${key('k')}primaries p { 192.0.2.1; };\ndnssec-policy d { };\n${options}${ZONE}`;
    assert.deepEqual(found(rule, text), ['hint 1 a', 'hint 2 "k"', 'hint 3 p', 'hint 4 d']);
    const uses =
      'zone "b" { type secondary; primaries { p key "k"; }; dnssec-policy d; allow-query { a; }; inline-signing yes; };';
    assert.deepEqual(found(rule, text + uses), []);
    assert.deepEqual(found(rule, text.replace(options, '')), []);
    assert.deepEqual(found(rule, `include "more";\n${text}`), []);
    const logging =
      'logging { channel c { null; }; channel default_debug { null; }; category default { default_syslog; }; };\n';
    assert.deepEqual(found(rule, logging + options + ZONE), ['hint 1 c']);
    assert.deepEqual(found(rule, logging.replace('{ default_syslog', '{ c') + options + ZONE), []);
    assert.equal(problemsOf(text).find((problem) => problem.rule === rule)?.tag, 'unnecessary');
  });
});

describe('views', () => {
  const view = (name: string, body: string) => `view "${name}" { ${body} };\n`;

  it('that an earlier one swallows are a warning', () => {
    const rule = 'conf/unreachable-view';
    const inside = view('inside', 'match-clients { 192.0.2.0/24; };');
    assert.deepEqual(found(rule, view('all', '') + inside), ['warning 2 "inside"']);
    assert.deepEqual(found(rule, view('all', 'match-clients { any; };') + inside), ['warning 2 "inside"']);
    assert.deepEqual(found(rule, view('net', 'match-clients { 192.0.0.0/16; };') + inside), ['warning 2 "inside"']);
    assert.deepEqual(found(rule, inside + view('all', '')), []);
    assert.deepEqual(found(rule, view('net', 'match-clients { !192.0.2.1; 192.0.0.0/16; };') + inside), []);
    assert.deepEqual(found(rule, view('all', 'match-recursive-only yes;') + inside), []);
    assert.deepEqual(found(rule, view('net', 'match-clients { 198.51.100.0/24; };') + inside), []);
    const keyed = `${key('k')}${view('net', 'match-clients { 192.0.0.0/16; };')}${view('k', 'match-clients { key "k"; };')}`;
    assert.deepEqual(found(rule, keyed), []);
    assert.deepEqual(found(rule, view('all', '') + inside.replace('"inside"', '"inside" chaos')), []);
  });

  it('that load a zone from one file can share it', () => {
    const rule = 'conf/same-file-in-views';
    const zone = 'zone "our-name.org" { type primary; file "db"; };';
    const text = view('a', `match-clients { 192.0.2.0/24; }; ${zone}`) + view('b', zone);
    assert.deepEqual(found(rule, text), ['hint 2 "our-name.org"']);
    assert.ok(fixed(rule, text).includes('view "b" { zone "our-name.org" { in-view "a"; }; };'));
    assert.deepEqual(found(rule, text.replace('"db"', '"db.a"')), []);
    const more = text.replaceAll('file "db";', 'file "db"; allow-query { any; };');
    assert.deepEqual(fixesOf(rule, more), []);
  });

  it('that lack a public zone are told of it', () => {
    const rule = 'conf/zone-missing-in-view';
    const zone = 'zone "our-name.org" { type primary; file "db"; };';
    const inside = (body: string) => view('inside', `match-clients { 192.0.2.0/24; }; ${body}`);
    const outside = view('outside', `match-clients { any; }; ${zone}`);
    assert.deepEqual(found(rule, inside('') + outside), ['information 1 "inside"']);
    assert.deepEqual(found(rule, inside(zone.replace('"db"', '"db.in"')) + outside), []);
    assert.deepEqual(found(rule, inside('forwarders { 192.0.2.53; };') + outside), []);
    assert.deepEqual(found(rule, view('k', 'match-clients { key k; };') + outside), []);
    assert.deepEqual(found(rule, inside('') + outside.replace('our-name.org', 'office.lan')), []);
  });
});

describe('set-ups that do nothing', () => {
  it('inline signing that nobody does', () => {
    const rule = 'conf/inline-signing-without-policy';
    const text = ZONE.replace('};', '\tinline-signing yes;\n};');
    assert.deepEqual(found(rule, text), ['information 4 inline-signing']);
    assert.deepEqual(found(rule, fixed(rule, text)), []);
    assert.deepEqual(found(rule, `options { dnssec-policy default; };\n${text}`), []);
    assert.deepEqual(found(rule, text.replace('yes', 'no')), []);
    assert.deepEqual(found(rule, text.replace('inline', 'auto-dnssec maintain; inline')), []);
  });

  it('policies and mirrors without what they need', () => {
    const policy = 'options { recursion no; response-policy { zone "r"; }; };';
    assert.deepEqual(found('conf/response-policy-without-recursion', policy), ['information 1 response-policy']);
    for (const text of [policy.replace('no', 'yes'), policy.replace('"r"', '"r" recursive-only no')]) {
      assert.deepEqual(found('conf/response-policy-without-recursion', text), [], text);
    }
    const mirror = 'options { dnssec-validation no; };\nzone "." { type mirror; };';
    assert.deepEqual(found('conf/mirror-without-validation', mirror), ['warning 2 "."']);
    assert.deepEqual(found('conf/mirror-without-validation', mirror.replace('no', 'auto')), []);
    assert.deepEqual(found('conf/hint-zone-ignored', 'zone "a" { type hint; file "x"; };'), ['information 1 "a"']);
    assert.deepEqual(found('conf/hint-zone-ignored', 'zone "." { type hint; file "x"; };'), []);
  });

  it('dns64 for addresses that are not routed', () => {
    const rule = 'conf/dns64-private-addresses';
    assert.deepEqual(found(rule, 'options { dns64 64:ff9b::/96 { }; };'), ['information 1 64:ff9b::/96']);
    assert.deepEqual(found(rule, 'options { dns64 64:ff9b::/96 { mapped { any; }; }; };'), []);
    assert.deepEqual(found(rule, 'options { dns64 2001:db8::/96 { }; };'), []);
  });

  it('messages that are thrown away', () => {
    const rule = 'conf/discarded-log';
    const text = (name: string, channels: string) => `logging { category ${name} { ${channels} }; };`;
    assert.deepEqual(found(rule, text('default', 'null;')), ['information 1 default']);
    assert.deepEqual(found(rule, text('lame-servers', 'null;')), []);
    assert.deepEqual(found(rule, text('default', 'null; default_syslog;')), []);
  });
});

describe('resolvers', () => {
  it('that do not validate, or have no limits', () => {
    const off = 'options { dnssec-validation no; };';
    assert.deepEqual(found('conf/validation-off', off), ['information 1 no']);
    assert.equal(fixed('conf/validation-off', off), 'options { dnssec-validation auto; };');
    assert.deepEqual(found('conf/validation-off', off.replace('};', 'recursion no; };')), []);
    const cache = 'options {\n\tmax-cache-size unlimited;\n\trecursion yes;\n};';
    assert.deepEqual(found('conf/unlimited-cache', cache), ['information 2 max-cache-size']);
    assert.equal(fixed('conf/unlimited-cache', cache), 'options {\n\trecursion yes;\n};');
    assert.deepEqual(found('conf/unlimited-cache', cache.replace('unlimited', '2G')), []);
    assert.deepEqual(found('conf/unlimited-cache', cache.replace('yes', 'no')), []);
  });

  it('that send questions about private addresses out', () => {
    const rule = 'conf/empty-zones-off';
    const text = 'options {\n\tempty-zones-enable no;\n};\n';
    assert.deepEqual(found(rule, text), ['information 2 empty-zones-enable no;']);
    assert.equal(fixed(rule, text), 'options {\n};\n');
    assert.deepEqual(found(rule, text.replace('no;', 'no; recursion no;')), []);
    assert.deepEqual(found(rule, `${text}zone "10.in-addr.arpa" { type primary; file "x"; };`), []);
  });

  it('with messages that are cut into fragments', () => {
    const rule = 'conf/edns-size';
    const text = 'options { edns-udp-size 4096; };';
    assert.deepEqual(found(rule, text), ['information 1 4096']);
    assert.equal(fixed(rule, text), 'options { edns-udp-size 1232; };');
    assert.deepEqual(found(rule, text.replace('4096', '512')), []);
    assert.deepEqual(found(rule, 'server 192.0.2.1 { edns-udp-size 4096; };'), []);
  });

  it('that ask themselves', () => {
    const rule = 'conf/asks-itself';
    const text = (forwarder: string, listen = 'any') =>
      `options { listen-on { ${listen}; }; forwarders { ${forwarder}; }; };`;
    assert.deepEqual(found(rule, text('127.0.0.1')), ['warning 1 127.0.0.1']);
    assert.deepEqual(found(rule, text('192.0.2.1', '192.0.2.1')), ['warning 1 192.0.2.1']);
    for (const other of [
      text('127.0.0.1 port 5353'),
      text('127.0.0.53'),
      text('192.0.2.1'),
      text('127.0.0.1', '192.0.2.1'),
    ]) {
      assert.deepEqual(found(rule, other), [], other);
    }
    const zone =
      'options { listen-on { 192.0.2.1; }; also-notify { 192.0.2.1; }; };\nzone "a" { type secondary; primaries { 192.0.2.1; }; };';
    assert.deepEqual(found(rule, zone), ['information 1 192.0.2.1', 'warning 2 192.0.2.1']);
    assert.deepEqual(found(rule, `${text('127.0.0.1')}view "v" { };`), []);
  });
});

describe('statements that end later', () => {
  it('are told while the release still takes them', () => {
    const rule = 'conf/gone-in-next-release';
    const text = 'options {\n\tlock-file none;\n};';
    assert.deepEqual(found(rule, text), ['information 2 lock-file']);
    assert.match(problemsOf(text).filter((problem) => problem.rule === rule)[0].message, /BIND 9\.20/);
    assert.equal(fixed(rule, text), 'options {\n};');
    assert.deepEqual(found(rule, text, { version: '9.20' }), []);
  });
});

describe('zones whose file named writes', () => {
  const of = (body: string, version: '9.18' | '9.20' = '9.18', top = '') => {
    const { model } = contextOf(`${top}zone "a" { type primary; file "f"; ${body} };`);
    return dynamicOf(model, model.zones[0], version);
  };

  it('are those that take updates or are signed in place', () => {
    assert.equal(of(''), undefined);
    assert.equal(of('update-policy local;'), 'updated');
    assert.equal(of('allow-update { none; };'), undefined);
    assert.equal(of('allow-update { localhost; };'), 'updated');
    assert.equal(of('dnssec-policy default; inline-signing yes;'), undefined);
    assert.equal(of('dnssec-policy default; inline-signing no;'), 'signed');
    assert.equal(of('dnssec-policy default;', '9.20'), undefined);
    assert.equal(of('dnssec-policy p;', '9.20', 'dnssec-policy p { inline-signing no; };\n'), 'signed');
    assert.equal(of('dnssec-policy default; update-policy local; inline-signing yes;'), 'updated');
  });
});
