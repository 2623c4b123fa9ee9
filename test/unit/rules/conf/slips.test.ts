/** What people write who know other languages better: told once, in words that help, with what was meant. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { prefixesMeant } from '../../../../server/src/conf/addressSlips.ts';
import { checkConf, confFixes } from '../../../../server/src/rules/conf/index.ts';
import { contextOf, fixed, fixesOf, found, problemsOf } from './helper.ts';

/** Every error as `rule line "text"`. */
function errors(text: string): string[] {
  return problemsOf(text)
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, start, end }) => `${rule} ${text.slice(0, start).split('\n').length} ${text.slice(start, end)}`);
}

const message = (text: string) => problemsOf(text).find(({ severity }) => severity === 'error')?.message ?? '';

describe('a semicolon for a comment', () => {
  const options = 'options { recursion no; };';

  it('is told once, wherever it stands', () => {
    for (const [text, wrong] of [
      [`; the server in the cellar\n${options}`, '; the server in the cellar'],
      [`;;; says "who", and { what\n${options}`, ';;; says "who", and { what'],
      [`;\n; the server\n;\n${options}`, ';'],
      [`${options}\n; recursion no;\n; zone "a" { type primary; };`, '; recursion no;'],
      ['options {\n\trecursion no; ; the cellar\n};', '; the cellar'],
      ['options {\n\trecursion no; only our own zones\n};', 'only our own zones'],
      ['acl a {\n\t192.0.2.1; ; the gateway\n\t; and the others\n\t192.0.2.2;\n};', '; the gateway'],
    ]) {
      const line = text.slice(0, text.indexOf(wrong)).split('\n').length;
      assert.deepEqual(errors(text), [`conf/stray-semicolon ${line} ${wrong}`]);
      assert.match(message(text), /begins no comment/);
    }
  });

  it('becomes one', () => {
    assert.equal(fixed('conf/stray-semicolon', `;; old\n${options}`), `// old\n${options}`);
    assert.equal(
      fixed('conf/stray-semicolon', 'options {\n\trecursion no; only our own\n};'),
      'options {\n\trecursion no; // only our own\n};',
    );
    const all = `; one\n; two\n${options}`;
    assert.equal(fixed('conf/stray-semicolon', all, {}, 'all 2 places'), `// one\n// two\n${options}`);
  });

  it('is none where a statement stands behind it, or nothing', () => {
    for (const [text, wrong] of [
      ['options { recursion no;; notify no; };', '1 ;'],
      ['options {\n\trecursion no;;\n};', '2 ;'],
      [`${options}\n;\nacl a { 192.0.2.1; };`, '2 ;'],
      ['acl a { 192.0.2.1;; 192.0.2.2; };', '1 ;'],
    ]) {
      assert.deepEqual(errors(text), [`conf/stray-semicolon ${wrong}`]);
      assert.match(message(text), /no statement before/);
    }
    assert.deepEqual(found('conf/stray-semicolon', 'options {\n\trecursion no; notfy\n\tno;\n};'), []);
    assert.deepEqual(errors(`# one; two\n${options} // ; three\n/* ; */`), []);
  });
});

describe('a comma between elements', () => {
  const forward = (list: string) => `options { forwarders { ${list} }; };`;

  it('is told once', () => {
    for (const list of [
      '192.0.2.1, 192.0.2.2;',
      '192.0.2.1,192.0.2.2, 192.0.2.3;',
      '192.0.2.1,;',
      '2001:db8::1, 192.0.2.1;',
    ])
      assert.deepEqual(errors(forward(list)), ['conf/missing-semicolon 1 ,'], list);
    const acl = 'acl lan { 10.0.0.0/8, fd00::/8; };\nacl wan { key a, 192.0.2.0/24; };';
    assert.deepEqual(
      errors(`key a { algorithm hmac-sha256; secret "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2U="; };\n${acl}`),
      ['conf/missing-semicolon 2 ,'],
    );
  });

  it('becomes a semicolon', () => {
    const fix = (list: string, title?: string) => fixed('conf/missing-semicolon', forward(list), {}, title);
    assert.equal(fix('192.0.2.1, 192.0.2.2;'), forward('192.0.2.1; 192.0.2.2;'));
    assert.equal(fix('192.0.2.1,;'), forward('192.0.2.1;'));
    assert.equal(fix('192.0.2.1,192.0.2.2, 192.0.2.3;', 'all 2'), forward('192.0.2.1;192.0.2.2; 192.0.2.3;'));
  });

  it('may be part of a name', () => {
    assert.deepEqual(errors('acl a,b { 192.0.2.1; };\noptions { allow-query { a,b; }; };'), []);
    assert.deepEqual(errors('acl "a," { 192.0.2.1; };\noptions { allow-query { a,; }; };'), []);
  });
});

describe('addresses as other programs write them', () => {
  it('have their port behind a word', () => {
    for (const [text, meant] of [
      ['192.0.2.53#5353', '192.0.2.53 port 5353'],
      ['192.0.2.53:5353', '192.0.2.53 port 5353'],
      ['2001:db8::53#5353', '2001:db8::53 port 5353'],
      ['[2001:db8::53]:5353', '2001:db8::53 port 5353'],
    ]) {
      const forward = (server: string) => `options {\n\tforwarders {\n\t\t${server};\n\t};\n};`;
      assert.deepEqual(errors(forward(text)), [`conf/wrong-value 3 ${text}`]);
      assert.equal(fixed('conf/wrong-value', forward(text)), forward(meant));
      const secondary = (server: string) => `zone "a" { type secondary; file "a"; primaries { ${server}; }; };`;
      assert.deepEqual(errors(secondary(text)), [`conf/undefined-reference 1 ${text}`]);
      assert.equal(fixed('conf/undefined-reference', secondary(text)), secondary(meant));
    }
    // What named takes for a comment is one where a semicolon follows on the next line.
    assert.deepEqual(errors('options {\n\tforwarders {\n\t\t192.0.2.53#53;\n\t\t;\n\t};\n};'), []);
    assert.deepEqual(errors('options { forwarders { 192.0.2.53; #5353;\n}; };'), []);
  });

  it('are prefixes, not ranges, masks or patterns', () => {
    const list = (element: string) => `options { allow-query { ${element}; }; };`;
    for (const [text, meant] of [
      ['10.0.0.0-10.0.0.255', '10.0.0.0/24'],
      ['10.0.0.4 - 10.0.0.8', '10.0.0.4/30; 10.0.0.8'],
      ['10.0.0.6-7', '10.0.0.6/31'],
      ['192.168.1.*', '192.168.1.0/24'],
      ['172.16.*.*', '172.16.0.0/16'],
    ]) {
      assert.deepEqual(errors(list(text)), [`conf/undefined-acl 1 ${text}`]);
      assert.equal(fixed('conf/undefined-acl', list(text)), list(meant));
    }
    assert.match(message(list('10.1.0.0/255.255.0.0')), /not a mask\. Write 10\.1\.0\.0\/16/);
    assert.match(message(list('192.168.1/8')), /Write 192\.168\.1\.0\/24\.$/);
    assert.match(message(list('192.0.2.1/24')), /Write 192\.0\.2\.0\/24 for the network, or 192\.0\.2\.1 for/);
    assert.match(message(list('192.0.2.1/255.0.255.0')), /a number from 0 to 32/);
  });

  it('that mean no prefixes have none', () => {
    for (const text of [
      '10.0.0.9-10.0.0.1',
      '10.0.0.300-10.0.0.301',
      '10.0.0.1',
      'a-b',
      '*',
      '*.example',
      '10.0.0.1-10.250.0.9',
    ])
      assert.equal(prefixesMeant(text), undefined, text);
    assert.deepEqual(prefixesMeant('0.0.0.0-255.255.255.255'), ['0.0.0.0/0']);
  });
});

describe('a statement that belongs into options', () => {
  const rule = 'conf/misplaced-statement';

  it('is told at the top, once with all others', () => {
    const text = 'options { notify no; };\nrecursion no;\nversion "none";';
    assert.deepEqual(errors(text), [`${rule} 2 recursion`]);
    assert.match(message(text), /in 'options'.* One more place of this file is alike\./);
    assert.equal(fixed(rule, text), 'options { notify no;\nrecursion no; };\nversion "none";');
    assert.equal(fixed(rule, text, {}, 'all 2'), 'options { notify no;\nrecursion no;\nversion "none"; };\n');
    assert.equal(fixed(rule, 'recursion no;'), 'options { recursion no; };');
  });

  it('is not moved where options have it', () => {
    assert.deepEqual(fixesOf(rule, 'options { recursion yes; };\nrecursion no;'), []);
  });

  it('is another one where one letter is missing', () => {
    const policy = (word: string) => `dnssec-policy p { ${word} { csk lifetime unlimited algorithm 13; }; };`;
    assert.deepEqual(errors(policy('key')), [`${rule} 1 key`]);
    assert.equal(fixed(rule, policy('key')), policy('keys'));
    assert.deepEqual(errors(policy('keys')), []);
  });
});

describe('a zone that named changes, whose file lies where named cannot write', () => {
  const rule = 'conf/journal-not-writable';
  const zone = (file: string, ...more: string[]) =>
    `zone "a.example" { type primary; file "${file}"; ${more.join(' ')} };`;
  const policy = 'dnssec-policy default; inline-signing yes;';

  it('says what to do with what is at fault', () => {
    const says = (text: string) => problemsOf(text).find((problem) => problem.rule === rule)?.message ?? '';
    const update = 'update-policy local;';
    assert.match(says(zone('/etc/bind/a', update)), /Move the file of the zone/);
    assert.match(says(zone('/var/lib/bind/a', 'journal "/etc/bind/a.jnl";', update)), /Delete 'journal', or name a/);
    assert.match(says(zone('/var/lib/bind/a', 'journal "/etc/bind/a.jnl";', policy)), /Delete 'journal', or name a/);
    assert.match(says(zone('/etc/bind/a', 'journal "/etc/bind/a.jnl";', update)), /Name a journal in a folder/);
  });

  it('is told where the file or the journal lies', () => {
    for (const file of ['/etc/bind/db.a', '/etc/named/zones/a', '/usr/local/etc/namedb/primary/a']) {
      assert.deepEqual(found(rule, zone(file, 'update-policy local;')), [`warning 1 "${file}"`], file);
    }
    assert.deepEqual(found(rule, zone('/etc/bind/a', 'allow-update { key k; };')), ['warning 1 "/etc/bind/a"']);
    assert.deepEqual(found(rule, zone('/etc/bind/a', policy)), ['warning 1 "/etc/bind/a"']);
    assert.deepEqual(found(rule, `options { directory "/etc/bind"; };\n${zone('db.a', policy)}`), ['warning 2 "db.a"']);
    assert.deepEqual(found(rule, zone('/var/lib/bind/a', 'journal "/etc/bind/a.jnl";', 'update-policy local;')), [
      'warning 1 "/etc/bind/a.jnl"',
    ]);
  });

  it('is none where only people write it, or where named may', () => {
    for (const text of [
      zone('/etc/bind/db.a'),
      zone('/etc/bind/db.a', 'allow-update { none; };'),
      zone('/etc/bind/db.a', 'dnssec-policy none;'),
      zone('/etc/bind/db.a', 'journal "/var/lib/bind/a.jnl";', 'update-policy local;'),
      zone('/var/lib/bind/db.a', 'update-policy local;'),
      zone('/usr/local/etc/namedb/dynamic/a', 'update-policy local;'),
      zone('db.a', 'update-policy local;'),
      'zone "a.example" { type secondary; file "/etc/bind/a"; primaries { 192.0.2.1; }; };',
    ]) {
      assert.deepEqual(found(rule, text), [], text);
    }
  });
});

describe('disable-empty-zone', () => {
  const rule = 'conf/disabled-empty-zone';

  it('takes a name, and yes is none', () => {
    assert.deepEqual(found(rule, 'options { disable-empty-zone yes; };'), ['warning 1 yes']);
    assert.deepEqual(found(rule, 'view v { disable-empty-zone "no"; };'), ['warning 1 "no"']);
    assert.equal(fixed(rule, 'options { disable-empty-zone yes; };'), 'options { empty-zones-enable no; };');
    assert.deepEqual(fixesOf(rule, 'options { disable-empty-zone no; };'), []);
    assert.deepEqual(found(rule, 'options { disable-empty-zone "10.in-addr.arpa"; };'), []);
    assert.deepEqual(found(rule, 'options { disable-empty-zone "yes.example"; };'), []);
    // A second empty-zones-enable is refused.
    for (const value of ['yes', 'no'])
      assert.deepEqual(fixesOf(rule, `options { empty-zones-enable ${value}; disable-empty-zone yes; };`), []);
    const twice = contextOf('options { disable-empty-zone yes; disable-empty-zone yes; };');
    const fixes = checkConf(twice)
      .filter((problem) => problem.rule === rule)
      .map((problem) => confFixes(problem, twice).length);
    assert.deepEqual(fixes, [1, 0]);
    const view = 'options { empty-zones-enable yes; };\nview v { disable-empty-zone yes; };';
    assert.equal(fixed(rule, view), view.replace('disable-empty-zone yes', 'empty-zones-enable no'));
  });
});
