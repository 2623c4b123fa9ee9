/** What BIND 9.18, 9.20 and 9.21 judge differently, as their named-checkconf say it. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BIND_VERSIONS, type BindVersion } from '../../../../server/src/conf/statements.ts';
import type { RuleId } from '../../../../server/src/rules/ids.ts';
import { fixed, found, problemsOf } from './helper.ts';

const KEY = 'key k { algorithm hmac-sha256; secret "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="; };';

/** The releases in which a text has an error. */
function refusedBy(text: string): BindVersion[] {
  return BIND_VERSIONS.filter((version) => problemsOf(text, { version }).some(({ severity }) => severity === 'error'));
}

/** The releases in which a rule has an error. */
function told(rule: RuleId, text: string): BindVersion[] {
  return BIND_VERSIONS.filter((version) => found(rule, text, { version }).some((line) => line.startsWith('error')));
}

const NONE: BindVersion[] = [];
const ALL = [...BIND_VERSIONS];
const SINCE_20: BindVersion[] = ['9.20', '9.21'];
const SINCE_21: BindVersion[] = ['9.21'];

describe('statements that a release does not read', () => {
  const cases: readonly [string, BindVersion][] = [
    ['tls t { cipher-suites ""; };', '9.18'],
    ['options { avoid-v4-udp-ports { range 10 5; }; };', '9.21'],
    ['options { avoid-v6-udp-ports { range 10 5; }; };', '9.21'],
  ];
  for (const [text, version] of cases)
    it(`${text} is told once by ${version}`, () => {
      const errors = problemsOf(text, { version }).filter(({ severity }) => severity === 'error');
      assert.equal(errors.length, 1);
      assert.deepEqual(refusedBy(text), ALL);
    });
});

describe('control channels', () => {
  const inet = (where: string) => `inet ${where} allow { localhost; } keys { k; };`;
  const controls = (...places: string[]) => `${KEY} controls { ${places.map(inet).join(' ')} };`;

  it('stand once for an address and port, whatever their block and spelling', () => {
    const rule = 'conf/duplicate-definition';
    for (const text of [
      controls('127.0.0.1', '127.0.0.1'),
      `${controls('127.0.0.1')} controls { ${inet('127.0.0.1 port 953')} };`,
      controls('127.0.0.1 port 0', '127.0.0.1'),
      controls('::1', '0:0::1 port *'),
      controls('*', '0.0.0.0'),
    ])
      assert.deepEqual(told(rule, text), SINCE_20, text);
    const [first] = problemsOf(controls('::1', '::1'), { version: '9.20' }).filter((p) => p.rule === rule);
    assert.equal(first.related?.length, 1);
    assert.match(first.message, /Delete one of the two, or give it another port\.$/);
  });

  it('may share an address or a port', () => {
    for (const text of [
      controls('127.0.0.1', '127.0.0.1 port 8953'),
      controls('127.0.0.1', '127.0.0.2'),
      controls('127.0.0.1', '::1'),
      controls('*', '127.0.0.1'),
      controls('fe80::1%lo', 'fe80::1'),
    ])
      assert.deepEqual(refusedBy(text), NONE, text);
  });

  it('of Unix sockets are refused', () => {
    const text = 'controls { unix "/run/c" perm 0600 owner 0 group 0; };';
    assert.deepEqual(told('conf/unix-control', text), SINCE_20);
    assert.deepEqual(found('conf/unix-control', text), ['warning 1 unix']);
  });
});

describe('numbers', () => {
  const options = (statement: string) => `options { ${statement}; };`;
  const server = (statement: string) => `server 192.0.2.1 { ${statement}; };`;

  it('are cut to their range before 9.21, which refuses them', () => {
    for (const text of [
      options('edns-udp-size 511'),
      options('edns-udp-size 4097'),
      options('max-udp-size 0'),
      options('nocookie-udp-size 127'),
      server('edns-udp-size 511'),
      server('max-udp-size 4097'),
      server('edns-version 256'),
      server('padding 513'),
    ])
      assert.deepEqual(told('conf/value-out-of-range', text), SINCE_21, text);
    for (const text of [
      options('edns-udp-size 512'),
      options('max-udp-size 4096'),
      options('nocookie-udp-size 128'),
      options('nocookie-udp-size 65536'),
      server('edns-version 255'),
      server('padding 512'),
    ])
      assert.deepEqual(refusedBy(text), NONE, text);
  });

  it('of ports go up to 65535 from 9.21 on', () => {
    const rule = 'conf/value-out-of-range';
    for (const text of ['port 65535', 'tls-port 65535', 'https-port 65535', 'listen-on port 65535 { any; }'])
      assert.deepEqual(told(rule, options(text)), ['9.18', '9.20'], text);
    assert.deepEqual(refusedBy(options('port 65536')), ALL);
    assert.deepEqual(refusedBy(options('port 65534')), NONE);
  });

  it('of the validity of signatures have the time of signing anew within it', () => {
    const rule = 'conf/value-out-of-range';
    for (const text of ['16 17', '7 169', '8 9'])
      assert.deepEqual(told(rule, options(`sig-validity-interval ${text}`)), ['9.18'], text);
    for (const text of ['16 16', '7 168', '8 8', '30'])
      assert.deepEqual(told(rule, options(`sig-validity-interval ${text}`)), NONE, text);
  });

  it('that 9.21 refuses are told once', () => {
    assert.deepEqual(found('conf/edns-size', options('edns-udp-size 100'), { version: '9.21' }), []);
    assert.deepEqual(found('conf/edns-size', options('edns-udp-size 100'), { version: '9.20' }), ['information 1 100']);
  });

  it('of fetch quotas are shares from 9.20 on', () => {
    for (const text of ['100 1.5 0.3 0.7', '100 0.1 1.01 0.7', '100 0.1 0.3 2'])
      assert.deepEqual(told('conf/value-out-of-range', options(`fetch-quota-params ${text}`)), SINCE_20, text);
    assert.deepEqual(refusedBy(options('fetch-quota-params 100 1.0 0.0 1')), NONE);
  });

  it('of a transfer rate are looked at in zones of 9.21 only', () => {
    const zone = (statement: string) => `zone "a" { type secondary; primaries { 192.0.2.1; }; ${statement}; };`;
    assert.deepEqual(told('conf/value-out-of-range', zone('min-transfer-rate-in 0 0')), SINCE_21);
    assert.deepEqual(told('conf/value-out-of-range', zone('min-transfer-rate-in 1 40321')), SINCE_21);
    assert.deepEqual(told('conf/value-out-of-range', options('min-transfer-rate-in 0 0')), NONE);
    assert.deepEqual(told('conf/value-out-of-range', 'view "v" { min-transfer-rate-in 0 40321; };'), NONE);
  });
});

describe('lists of servers', () => {
  const zone = (list: string) => `zone "a" { type secondary; file "f"; primaries { ${list} }; };`;

  it('name keys that are there, from 9.20 on', () => {
    const rule = 'conf/undefined-key';
    for (const list of ['primaries', 'masters', 'parental-agents'])
      assert.deepEqual(told(rule, `${list} "l" { 192.0.2.1 key other; };`), SINCE_20, list);
    assert.deepEqual(told(rule, 'remote-servers "l" { 192.0.2.1 key other; };'), SINCE_20);
    assert.deepEqual(told(rule, zone('192.0.2.1 key other;')), SINCE_20);
    assert.deepEqual(told(rule, zone('192.0.2.1 key "local-ddns";')), SINCE_20);
    assert.deepEqual(told(rule, `view "w" { ${KEY} }; view "v" { ${zone('192.0.2.1 key k;')} };`), SINCE_20);
    assert.deepEqual(told(rule, `view "v" { ${KEY} }; primaries "l" { 192.0.2.1 key k; };`), SINCE_20);
    for (const text of [
      `${KEY} ${zone('192.0.2.1 key "K.";')}`,
      `view "v" { ${KEY} ${zone('192.0.2.1 key k;')} };`,
      'options { also-notify { 192.0.2.1 key other; }; };',
      'zone "a" { type primary; file "f"; notify no; also-notify { 192.0.2.1 key other; }; };',
    ])
      assert.deepEqual(told(rule, text), NONE, text);
  });

  it('name tls clauses and lists that are there, used or not', () => {
    const rule = 'conf/undefined-reference';
    for (const element of ['192.0.2.1 tls other', '192.0.2.1 tls none', 'other'])
      assert.deepEqual(told(rule, `primaries "l" { ${element}; };`), SINCE_20, element);
    for (const element of ['192.0.2.1 tls ephemeral', '"l"', '192.0.2.1'])
      assert.deepEqual(told(rule, `primaries "l" { ${element}; };`), NONE, element);
  });
});

describe('cipher suites', () => {
  it('are at least one', () => {
    const tls = (list: string) => `tls t { cipher-suites "${list}"; };`;
    for (const list of ['', ':', '::']) {
      assert.deepEqual(told('conf/bad-tls', tls(list)), SINCE_20, list);
      assert.deepEqual(refusedBy(tls(list)), ALL, list);
    }
    for (const list of ['TLS_AES_128_GCM_SHA256:', '::TLS_AES_128_GCM_SHA256'])
      assert.deepEqual(told('conf/bad-tls', tls(list)), NONE, list);
  });
});

describe('zones that a policy signs', () => {
  const rule = 'conf/policy-needs-inline-signing';
  const primary = (rest: string) => `zone "a" { type primary; file "f"; ${rest} };`;

  it('are not signed in line only where they are updated', () => {
    const no = 'inline-signing no;';
    for (const text of [
      primary(`dnssec-policy default; ${no}`),
      primary(`dnssec-policy insecure; ${no}`),
      primary(`dnssec-policy default; allow-update { none; }; ${no}`),
      `options { dnssec-policy default; }; ${primary(no)}`,
      `dnssec-policy p { inline-signing yes; }; ${primary(`dnssec-policy p; ${no}`)}`,
      `dnssec-policy p { ${no} }; ${primary('dnssec-policy p;')}`,
      `zone "a" { type secondary; file "f"; primaries { 192.0.2.1; }; dnssec-policy default; ${no} };`,
    ])
      assert.deepEqual(told(rule, text), ALL, text);
    for (const text of [
      primary(`dnssec-policy none; ${no}`),
      primary(`dnssec-policy default; update-policy local; ${no}`),
      primary(`dnssec-policy default; allow-update { localhost; }; ${no}`),
      `dnssec-policy p { ${no} }; ${primary('dnssec-policy p; inline-signing yes;')}`,
      primary(no),
    ])
      assert.deepEqual(told(rule, text), NONE, text);
    assert.deepEqual(told(rule, primary('dnssec-policy default;')), ['9.18']);
    const bad = primary(`dnssec-policy default; ${no}`);
    assert.equal(fixed(rule, bad, { version: '9.20' }), primary('dnssec-policy default; inline-signing yes;'));
  });
});

describe('the secret of a key', () => {
  it('is taken where it is empty, and told', () => {
    const text = 'key k { algorithm hmac-sha256; secret ""; };';
    assert.deepEqual(refusedBy(text), NONE);
    assert.deepEqual(found('conf/secret-not-base64', text, { version: '9.20' }), ['warning 1 ""']);
    assert.deepEqual(told('conf/secret-not-base64', 'key k { algorithm hmac-sha256; secret "abc"; };'), ALL);
  });
});

describe('a secondary that is signed', () => {
  const rule = 'conf/missing-zone-file';
  const secondary = (...lines: string[]) =>
    `zone "a" { type secondary; primaries { 192.0.2.1; }; ${lines.join(' ')} };`;
  const policy = (...lines: string[]) =>
    `dnssec-policy p { ${lines.join(' ')} keys { csk lifetime unlimited algorithm 13; }; };`;

  it('has a file, from 9.21 on also where the policy alone has it signed', () => {
    for (const text of [
      secondary('dnssec-policy default;'),
      secondary('dnssec-policy insecure;'),
      `options { dnssec-policy default; }; ${secondary()}`,
      `view "v" { dnssec-policy default; ${secondary()} };`,
      `${policy()} ${secondary('dnssec-policy p;')}`,
      `${policy('inline-signing yes;')} ${secondary('dnssec-policy p;')}`,
    ])
      assert.deepEqual(told(rule, text), SINCE_21, text);
    assert.deepEqual(told(rule, secondary('dnssec-policy default;', 'inline-signing yes;')), ALL);
    for (const text of [
      secondary(),
      secondary('dnssec-policy none;'),
      secondary('dnssec-policy default;', 'file "a";'),
      secondary('dnssec-policy default;', 'inline-signing no;'),
      `options { dnssec-policy default; }; ${secondary('dnssec-policy none;')}`,
      `${policy('inline-signing no;')} ${secondary('dnssec-policy p;')}`,
      `include "more"; options { dnssec-policy default; }; ${secondary()}`,
    ])
      assert.deepEqual(told(rule, text), NONE, text);
  });
});

describe('trust anchors', () => {
  const rule = 'conf/validation-without-anchors';
  const yes = 'dnssec-validation yes;';
  const anchors = 'trust-anchors { . initial-ds 20326 8 2 "E06D"; };';

  it('are there where the statement is, in the view or at the top', () => {
    for (const text of [
      `options { ${yes} }; trust-anchors { };`,
      `options { ${yes} }; view "v" { trust-anchors { }; };`,
      `view "v" { ${yes} }; trust-anchors { };`,
      `options { ${yes} }; view "v" { dnssec-validation no; };`,
    ])
      assert.deepEqual(told(rule, text), NONE, text);
    for (const text of [
      `options { ${yes} };`,
      `view "v" { ${yes} };`,
      `options { ${yes} }; view "v" { ${anchors} }; view "w" { };`,
      `view "v" { ${yes} ${anchors} }; view "w" { ${yes} };`,
    ])
      assert.deepEqual(told(rule, text), SINCE_20, text);
  });
});

describe('the keys of a zone in two views', () => {
  const rule = 'conf/shared-key-directory';
  const stores =
    'key-store "one" { directory "keys"; }; key-store "two" { directory "KEYS"; }; key-store "far" { directory "far"; }; key-store "hsm" { pkcs11-uri "pkcs11:a"; };';
  const policy = (name: string, store: string) =>
    `dnssec-policy "${name}" { keys { csk ${store} lifetime unlimited algorithm 13; }; };`;
  const zone = (name: string, directory: string) =>
    `zone "a" { type primary; file "f"; inline-signing yes; dnssec-policy "${name}"; ${directory && `key-directory "${directory}"; `}};`;
  const text = (first: string, second: string, one = '', two = '', name = 'q') =>
    `${stores} ${policy('p', first)} ${policy('q', second)} view "v" { ${zone('p', one)} }; view "w" { ${zone(name, two)} };`;

  it('may not lie in one folder for two policies', () => {
    for (const bad of [
      text('key-store "one"', 'key-directory', '', 'keys'),
      text('key-store "one"', 'key-store "two"'),
      text('key-store "one"', 'key-store "one"', 'a', 'b'),
      text('key-store "hsm"', 'key-store "one"', 'keys'),
      text('key-store "one"', '', '', 'keys', 'default'),
      text('', '', 'a', 'A'),
      text('', '', '.', ''),
    ])
      assert.deepEqual(found(rule, bad, { version: '9.20' }), ['error 1 "a"'], bad);
    for (const good of [
      text('key-store "one"', 'key-store "far"', 'a', 'a'),
      text('key-store "one"', 'key-directory', 'keys', 'other'),
      text('key-store "one"', 'key-directory', '', 'keys', 'p'),
      text('key-store "one"', '', '', '', 'default'),
      text('', '', 'a', './a'),
    ])
      assert.deepEqual(found(rule, good, { version: '9.20' }), [], good);
  });
});

describe('words for yes and no', () => {
  it('are those of every boolean for dnssec-validation too', () => {
    for (const word of ['no', '0', 'FALSE', 'auto'])
      assert.deepEqual(refusedBy(`options { dnssec-validation ${word}; };`), NONE, word);
    for (const word of ['1', 'TRUE'])
      assert.deepEqual(refusedBy(`options { dnssec-validation ${word}; };`), SINCE_20, word);
    assert.deepEqual(refusedBy('options { dnssec-validation 2; };'), ALL);
  });
});

describe('templates of 9.21', () => {
  const setup = { version: '9.21' } as const;
  const errors = (text: string) =>
    problemsOf(text, setup)
      .filter(({ severity }) => severity === 'error')
      .map((problem) => `${problem.rule} ${text.slice(problem.start, problem.end)}`);
  const fetched = 'type secondary; primaries { 192.0.2.1; };';

  it('bring statements that have to fit the type of the zone', () => {
    const wrong = 'conf/wrong-zone-type';
    assert.deepEqual(
      errors(
        `template t { type secondary; update-policy local; }; zone "a" { template t; primaries { 192.0.2.1; }; };`,
      ),
      [`${wrong} update-policy`],
    );
    assert.deepEqual(
      errors('template t { primaries { 192.0.2.1; }; file "f"; }; zone "a" { type primary; template t; };'),
      [`${wrong} primaries`],
    );
    const two = 'zone "a" { template T; }; zone "b" { template "t"; };';
    assert.deepEqual(errors(`template t { type forward; file "f"; }; ${two}`), [`${wrong} file`]);
    assert.deepEqual(errors('template t { type primary; primaries { 192.0.2.1; }; file "f"; };'), []);
    assert.deepEqual(
      errors('template t { type primary; update-policy local; }; zone "a" { template t; file "f"; };'),
      [],
    );
    assert.deepEqual(errors(`template t { type primary; file "f"; }; zone "a" { ${fetched} template t; };`), []);
  });

  it('complete a zone, or do not', () => {
    assert.deepEqual(errors('zone "a" { template t; }; template t { type primary; file "f"; };'), []);
    assert.deepEqual(errors('template t { primaries { 192.0.2.1; }; }; zone "a" { template t; };'), [
      'conf/zone-without-type "a"',
    ]);
    assert.deepEqual(errors('template t { type secondary; }; zone "a" { template t; };'), [
      'conf/missing-primaries "a"',
    ]);
    assert.deepEqual(errors('template t { type primary; }; zone "a" { template t; };'), ['conf/missing-zone-file "a"']);
    assert.deepEqual(errors('zone "a" { template other; };'), ['conf/undefined-reference other']);
    assert.deepEqual(errors('template t { }; zone "a" { template t; };'), ['conf/zone-without-type "a"']);
    assert.deepEqual(errors('template t { file "f"; }; zone "a" { template t; file "g"; };'), [
      'conf/zone-without-type "a"',
    ]);
  });

  it('give each zone a file of its own', () => {
    const zones = 'zone "ab.example" { template t; }; zone "ba.example" { template t; };';
    for (const file of ['same', '$type.db', '$label1', '$label2', '$other'])
      assert.match(
        errors(`template t { ${fetched} file "${file}"; }; ${zones}`).join(),
        /^conf\/shared-zone-file/,
        file,
      );
    for (const file of ['$name.db', '$NAME', '%s', '$char1/$char2', '%x'])
      assert.deepEqual(errors(`template t { ${fetched} file "${file}"; }; ${zones}`), [], file);
    const views = `view "v" { zone "a" { template t; }; }; view "w" { zone "a" { template t; }; };`;
    assert.deepEqual(errors(`template t { ${fetched} file "$name.$view"; }; ${views}`), []);
    assert.equal(errors(`template t { ${fetched} file "$name"; }; ${views}`).length, 1);
    const own = `zone "b" { ${fetched} file "a.db"; };`;
    assert.equal(errors(`template t { ${fetched} file "$name.db"; }; zone "A." { template t; }; ${own}`).length, 1);
    assert.deepEqual(
      errors('template t { type primary; file "same"; }; zone "a" { template t; }; zone "b" { template t; };'),
      [],
    );
  });

  it('are looked at where a zone takes what they say', () => {
    const zone = 'zone "a" { template t; };';
    for (const [statement, rule] of [
      ['dnssec-policy other;', 'conf/undefined-reference'],
      ['also-notify { 192.0.2.1 key other; };', 'conf/undefined-key'],
      ['allow-update { other; };', 'conf/undefined-acl'],
      ['sig-signing-type 1;', 'conf/value-out-of-range'],
    ]) {
      const text = `template t { type primary; file "f"; ${statement} };`;
      assert.match(errors(`${text} ${zone}`).join(), new RegExp(rule), statement);
      if (rule !== 'conf/undefined-acl') assert.deepEqual(errors(text), [], statement);
    }
    assert.deepEqual(errors(`template t { ${fetched} max-transfer-time-in 99999; }; ${zone}`), []);
    assert.deepEqual(errors(`template t { type primary; file "f"; allow-transfer { other; }; }; ${zone}`), []);
    assert.deepEqual(errors(`template t { type primary; file "f"; max-ixfr-ratio 0%; }; ${zone}`), []);
    const channel = 'template t { type primary; file "f"; send-report-channel "a..b"; };';
    assert.deepEqual(errors(channel), []);
    assert.match(errors(`${channel} ${zone}`).join(), /^conf\/bad-name/);
  });
});

describe('notify-cfg of 9.21', () => {
  it('has a type that NOTIFY has', () => {
    const zone = (type: string) => `zone "a" { type primary; file "f"; notify-cfg ${type} { notify yes; }; };`;
    for (const type of ['SOA', 'CDS', 'cds', '"CDS"', 'TYPE59'])
      assert.deepEqual(refusedBy(zone(type)), ['9.18', '9.20'], type);
    for (const type of ['CSYNC', 'A', 'other'])
      assert.deepEqual(told('conf/bad-notify-type', zone(type)), SINCE_21, type);
    const options = 'options { notify-cfg A { notify yes; }; };';
    assert.deepEqual(found('conf/bad-notify-type', options, { version: '9.21' }), ['warning 1 A']);
    const inherits = `${options} zone "a" { type primary; file "f"; };`;
    assert.deepEqual(found('conf/bad-notify-type', inherits, { version: '9.21' }), ['error 1 A']);
  });
});

describe('what is refused for its own sake', () => {
  it('an element that is negated twice', () => {
    for (const list of ['!!any', '! ! 192.0.2.1', '!!{ any; }'])
      assert.deepEqual(refusedBy(`options { allow-query { ${list}; }; };`), ALL, list);
    assert.deepEqual(refusedBy('options { allow-query { !192.0.2.1; !{ 192.0.2.2; }; any; }; };'), NONE);
  });

  it('but not in lists that named-checkconf does not look into', () => {
    for (const statement of ['response-padding { !!any; } block-size 512;', 'no-case-compress { !!any; };'])
      assert.deepEqual(refusedBy(`options { ${statement} };`), NONE, statement);
    assert.deepEqual(refusedBy('acl a { !!any; };'), NONE);
    assert.deepEqual(refusedBy('zone "a" { type primary; file "f"; allow-transfer { !!any; }; };'), ALL);
  });

  it('the anchors that named brings along', () => {
    assert.deepEqual(refusedBy('builtin-trust-anchors;'), ALL);
  });

  it('a suffix with bits where prefix and address are, with a zone index too', () => {
    const dns64 = (suffix: string): string => `options { dns64 2001:db8::/64 { suffix ${suffix}; }; };`;
    assert.deepEqual(refusedBy(dns64('fe80::1%0')), ALL);
    assert.deepEqual(refusedBy(dns64('::1%0')), NONE);
  });

  it('an obsolete statement in a zone of a type that never had it', () => {
    const zone = (type: string): string => `zone "example.com" { ${type} dnssec-update-mode maintain; };`;
    assert.deepEqual(refusedBy(zone('type forward; forwarders { 192.0.2.1; };')), ALL);
    assert.deepEqual(refusedBy(zone('type primary; file "db"; allow-update { none; };')), NONE);
  });

  it('a policy, where there are views for a zone that takes one', () => {
    const policy = 'dnssec-policy p { keys { csk lifetime unlimited algorithm 13; }; signatures-validity 1d; };';
    const zone = (name: string): string =>
      `zone "a" { type primary; file "f"; inline-signing yes; dnssec-policy ${name}; };`;
    assert.deepEqual(refusedBy(policy), ALL);
    assert.deepEqual(refusedBy(`${policy} view "v" { };`), NONE);
    assert.deepEqual(
      refusedBy(`${policy} view "v" { zone "a" { type primary; file "f"; dnssec-policy none; }; };`),
      NONE,
    );
    for (const name of ['p', 'default', 'insecure'])
      assert.deepEqual(refusedBy(`${policy} view "v" { ${zone(name)} };`), SINCE_20, name);
    const inherited = 'view "v" { zone "a" { type primary; file "f"; inline-signing yes; }; };';
    assert.deepEqual(refusedBy(`${policy} options { dnssec-policy p; }; ${inherited}`), SINCE_20);
  });

  it('an http clause without an endpoint', () => {
    assert.deepEqual(refusedBy('http h { endpoints { }; };'), SINCE_20);
    assert.deepEqual(refusedBy('http h { };'), NONE);
  });

  it('but no trust anchor for its empty key', () => {
    assert.deepEqual(refusedBy('trust-anchors { example.com. static-key 257 3 8 ""; };'), NONE);
    assert.deepEqual(refusedBy('trust-anchors { example.com. static-key 257 3 8 "x"; };'), ALL);
  });
});
