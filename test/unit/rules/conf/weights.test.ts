/** What is said at the weight that it has, in words that help. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fixed, fixesOf, found, problemsOf } from './helper.ts';

const message = (rule: string, text: string) =>
  problemsOf(text).find((problem) => problem.rule === rule)?.message ?? '';

describe('names that are not defined', () => {
  const list = (name: string, acls = '') => `${acls}\noptions { allow-query { ${name}; }; };`;

  it('are mended to a name that is one slip away, never to any or none', () => {
    for (const [name, acl] of [
      ['ofifce', 'office'],
      ['offices', 'office'],
      ['offce', 'office'],
      ['Office2', 'office3'],
    ]) {
      const text = list(name, `acl ${acl} { 192.0.2.1; };`);
      assert.equal(fixed('conf/undefined-acl', text), list(acl, `acl ${acl} { 192.0.2.1; };`));
    }
    for (const name of ['home', 'nome', 'nones', 'anyy', 'an', 'ofifec', 'a2']) {
      const text = list(name, 'acl office { 192.0.2.1; }; acl a1 { 192.0.2.1; };');
      assert.equal(found('conf/undefined-acl', text).length, 1);
      assert.deepEqual(fixesOf('conf/undefined-acl', text), []);
    }
  });

  it('of a key are told to be one', () => {
    const key = 'key ddns { algorithm hmac-sha256; secret "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2U="; };\n';
    const zone = (element: string) => `${key}zone "a" { type primary; file "a"; allow-update { ${element}; }; };`;
    assert.match(message('conf/undefined-acl', zone('ddns')), /It is a key: write 'key ddns;'/);
    assert.equal(fixed('conf/undefined-acl', zone('ddns')), zone('key ddns'));
    assert.deepEqual(found('conf/undefined-acl', zone('key ddns')), []);
  });
});

describe('addresses with something behind them', () => {
  const secondary = (server: string) => `zone "a" { type secondary; file "a"; primaries { ${server}; }; };`;

  it('in lists of servers are no names of lists', () => {
    for (const server of ['192.0.2.256', '192.0.2', '2001:db8::x', '192.0.2.7:5300']) {
      assert.deepEqual(found('conf/undefined-reference', secondary(server)), [`error 1 ${server}`]);
    }
    for (const server of ['192.0.2.7', '192.0.2.7 port 5300', '2001:db8::1', 'fe80::1%eth0']) {
      assert.deepEqual(found('conf/undefined-reference', secondary(server)), []);
    }
    assert.match(message('conf/undefined-reference', secondary('192.0.2.7:5300')), /'192\.0\.2\.7 port 5300'/);
  });

  it('have their port as a word of its own', () => {
    assert.match(message('conf/wrong-value', 'options { forwarders { 192.0.2.53:53; }; };'), /'192\.0\.2\.53 port 53'/);
    assert.match(
      message('conf/wrong-value', 'options { forwarders { [2001:db8::1]:53; }; };'),
      /'2001:db8::1 port 53'/,
    );
    assert.match(message('conf/wrong-value', 'options { listen-on { 127.0.0.1:53; }; };'), /listen-on port 53/);
    assert.doesNotMatch(message('conf/wrong-value', 'options { forwarders { 192.0.2.300:53; }; };'), /port/);
  });

  it('that are cut short are advised the length that was written', () => {
    const text = (word: string) => `acl a { ${word}; };`;
    assert.match(message('conf/wrong-value', text('192.168.1')), /192\.168\.1\.0\/24/);
    assert.match(message('conf/wrong-value', text('172.16')), /172\.16\.0\.0\/16/);
    assert.match(message('conf/wrong-value', text('10')), /10\.0\.0\.0\/8/);
  });
});

describe('zones that everyone has', () => {
  const open = (name: string, type: string) =>
    `zone "${name}" { type ${type}; file "x"; primaries { 192.0.2.1; }; allow-transfer { any; }; };`;

  it('may be copied by everyone', () => {
    for (const name of [
      'localhost',
      '0.0.127.in-addr.arpa',
      '127.in-addr.arpa',
      'localhost.localdomain',
      '10.in-addr.arpa',
    ]) {
      assert.deepEqual(found('conf/open-transfer', open(name, 'primary'), { version: '9.20' }), []);
    }
    for (const name of ['.', 'arpa', 'root-servers.net']) {
      assert.deepEqual(found('conf/open-transfer', open(name, 'secondary'), { version: '9.20' }), []);
    }
    for (const name of ['example.com', 'arpa', '2.0.192.in-addr.arpa']) {
      assert.equal(found('conf/open-transfer', open(name, 'primary'), { version: '9.20' }).length, 1);
    }
  });
});

describe('files that are not there', () => {
  it('keep named from starting where they are the root hints', () => {
    const exists = () => false;
    assert.deepEqual(found('conf/missing-zone-file', 'zone "." { type hint; file "db.root"; };', { exists }), [
      'error 1 "db.root"',
    ]);
    assert.deepEqual(found('conf/missing-zone-file', 'zone "a" { type primary; file "a"; };', { exists }), [
      'warning 1 "a"',
    ]);
    const unknown = { exists: () => undefined };
    assert.deepEqual(found('conf/missing-zone-file', 'zone "." { type hint; file "db.root"; };', unknown), []);
  });
});

describe('secrets', () => {
  it('are exposed only where they are some', () => {
    const key = (secret: string) => `key k { algorithm hmac-sha256; secret "${secret}"; };`;
    const facts = { worldReadable: true };
    assert.equal(
      found('conf/exposed-secret', key('bm90IGEgc2VjcmV0LCBvbmx5IGFuIGV4YW1wbGUgaGVyZQ=='), { facts }).length,
      1,
    );
    for (const word of ['doubt it', 'KEY!', ''])
      assert.deepEqual(found('conf/exposed-secret', key(word), { facts }), []);
  });
});

describe('what does nothing', () => {
  const keys = 'key ddns { algorithm hmac-sha256; secret "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2U="; };\n';
  const policy = (rule: string) => `${keys}zone "example.org" { type primary; file "x"; update-policy { ${rule}; }; };`;
  const rule = 'conf/bad-update-policy';

  it('is a grant to a key that is a slip away from one, or for a name outside of the zone', () => {
    assert.deepEqual(found(rule, policy('grant ddsn zonesub ANY')), ['warning 2 ddsn']);
    assert.equal(fixed(rule, policy('grant ddsn zonesub ANY')), policy('grant ddns zonesub ANY'));
    assert.deepEqual(found(rule, `include "keys.conf";\n${policy('grant ddsn zonesub ANY')}`), []);
    for (const name of ['_acme-challenge.', '_acme-challenge', 'www.example.net.', 'xexample.org']) {
      assert.deepEqual(found(rule, policy(`grant ddns name ${name} TXT`)), [`warning 2 ${name}`]);
    }
  });

  it('is none of those for other identities and for names in the zone', () => {
    for (const right of [
      'grant ddns zonesub ANY',
      'grant ddns name _acme-challenge.example.org. TXT',
      'grant ddns subdomain example.org A',
      'grant ddns wildcard *.example.org. A',
      'grant ddns subdomain . A',
      'grant host.example.org. zonesub ANY',
      'grant EXAMPLE.ORG krb5-self . A',
      'grant local-ddns zonesub ANY',
      'deny ddns name www.example.net. A',
    ]) {
      assert.deepEqual(found(rule, policy(right)), [], right);
    }
  });

  it('is an address that no interface has', () => {
    const listen = (text: string) => found('conf/listens-on-no-address', `options { ${text} };`);
    assert.deepEqual(listen('listen-on { 0.0.0.0; };'), ['warning 1 0.0.0.0']);
    assert.deepEqual(listen('listen-on-v6 port 53 { ::; };'), ['warning 1 ::']);
    for (const right of [
      'listen-on { 0.0.0.0/0; };',
      'listen-on { any; };',
      'listen-on-v6 { ::/0; };',
      'listen-on { !0.0.0.0; any; };',
    ])
      assert.deepEqual(listen(right), []);
  });

  it('is recursion without its cache', () => {
    const cache = (text: string) => found('conf/cache-for-nobody', `options { ${text} };`);
    assert.deepEqual(cache('allow-recursion { localnets; }; allow-query-cache { none; };'), ['warning 1 { none; }']);
    for (const right of [
      'allow-query-cache { none; };',
      'recursion no; allow-recursion { localnets; }; allow-query-cache { none; };',
      'allow-recursion { none; }; allow-query-cache { none; };',
      'allow-recursion { localnets; }; allow-query-cache { localnets; };',
    ])
      assert.deepEqual(cache(right), []);
  });
});
