/** Elements of lists that come too late, and private zones that validation rejects. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fixed, fixesOf, found } from './helper.ts';

describe('an element that never matters', () => {
  const rule = 'conf/unreached-element';
  const list = (text: string) => `options { allow-query { ${text} }; };`;

  it('stands behind one that holds all of it and says the contrary', () => {
    for (const [text, late] of [
      ['10.0.0.0/8; !10.0.0.5;', '!10.0.0.5'],
      ['10.0.0.5; 10/8; !10.1/16;', '!10.1/16'],
      ['any; !192.0.2.0/24;', '!192.0.2.0/24'],
      ['2001:db8::/32; !2001:db8:1::/48;', '!2001:db8:1::/48'],
      ['!192.0.2.0/24; 192.0.2.7;', '192.0.2.7'],
      ['{ 10.0.0.0/8; 192.0.2.1; }; !10.0.0.5;', '!10.0.0.5'],
      ['any; !{ 192.0.2.1; 192.0.2.2; };', '!{ 192.0.2.1; 192.0.2.2; }'],
      ['localhost; { 10.0.0.0/8; !10.0.0.5; };', '!10.0.0.5'],
    ]) {
      assert.deepEqual(found(rule, list(text)), [`warning 1 ${late}`]);
    }
    const acls = (text: string) => `acl lan { 10.0.0.0/8; };\nacl bad { 10.0.0.6; 10.0.0.5; };\n${list(text)}`;
    assert.deepEqual(found(rule, acls('lan; !bad;')), ['warning 3 !bad']);
    assert.deepEqual(found(rule, acls('!bad; lan;')), []);
  });

  it('is told once for those that one element decides', () => {
    assert.deepEqual(found(rule, list('10/8; !10.0.0.5; !10.0.0.6; !10.0.0.7;')), ['warning 1 !10.0.0.5']);
  });

  it('is none where the order is right, or nothing is excepted, or it is not known', () => {
    for (const text of [
      '!10.0.0.5; 10.0.0.0/8;',
      '10.0.0.0/8; 10.1.0.0/16;',
      '10.0.0.0/8; !10.0.0.0/7;',
      '10.0.0.0/8; !192.0.2.1;',
      '{ !10.0.0.5; 10.0.0.0/8; }; !10.0.0.5;',
      'unknown; !10.0.0.5;',
      'localnets; !10.0.0.5;',
      'none; !10.0.0.5;',
      'key k; !10.0.0.5;',
      '10.0.0.0/8; !key k;',
      '::/0; !10.0.0.5;',
    ]) {
      assert.deepEqual(found(rule, list(text)), [], text);
    }
    assert.deepEqual(found(rule, 'options { sortlist { { any; !10.0.0.5; }; }; };'), []);
  });

  it('is put in front where that lets nobody in', () => {
    assert.equal(fixed(rule, list('10.0.0.0/8; !10.0.0.5;')), list('!10.0.0.5; 10.0.0.0/8;'));
    assert.equal(fixed(rule, 'acl a {\n\t10.0.0.0/8;\n\t!10.0.0.5;\n};'), 'acl a {\n\t!10.0.0.5; 10.0.0.0/8;\n};');
    for (const text of [
      list('!10.0.0.0/8; 10.0.0.5;'),
      'options { blackhole { 10.0.0.0/8; !10.0.0.5; }; };',
      'acl a { 10.0.0.0/8; !10.0.0.5; };\noptions { blackhole { a; }; };',
    ]) {
      assert.deepEqual(fixesOf(rule, text), []);
    }
  });
});

describe('a private zone on other servers', () => {
  const rule = 'conf/private-zone-validated';
  const conf = (
    options: string,
    name = 'corp.internal',
    body = 'type forward; forward only; forwarders { 10.0.0.53; };',
  ) => `options { ${options} };\nzone "${name}" { ${body} };`;

  it('does not resolve where answers are validated', () => {
    for (const text of [
      conf('dnssec-validation auto;'),
      conf(''),
      conf('', 'LAN.'),
      conf('validate-except { "corp"; };'),
      conf('', 'home', 'type static-stub; server-addresses { 10.0.0.53; };'),
      `${conf('dnssec-validation yes;')}\ntrust-anchors { . static-ds 20326 8 2 "E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D"; };`,
    ]) {
      assert.equal(found(rule, text).length, 1, text);
    }
  });

  it('resolves elsewhere', () => {
    for (const text of [
      conf('dnssec-validation no;'),
      conf('dnssec-validation yes;'),
      conf('validate-except { "internal"; };'),
      conf('validate-except { "corp.internal"; };'),
      conf('recursion no;'),
      conf('', 'corp.example.com'),
      conf('', '10.in-addr.arpa'),
      conf('', 'home.arpa'),
      conf('', 'corp.internal', 'type forward; forwarders { };'),
      conf('', 'corp.internal', 'type primary; file "x";'),
      `include "more";\n${conf('')}`,
      'zone "corp.internal" { type forward; forwarders { 10.0.0.53; }; };',
    ]) {
      assert.deepEqual(found(rule, text), [], text);
    }
  });

  it('is added to those that are not validated', () => {
    assert.equal(fixed(rule, conf('notify no;')), conf('notify no;\nvalidate-except { "corp.internal"; };'));
    assert.match(fixed(rule, conf('validate-except { "lan"; };')), /validate-except \{ "lan";\s+"corp\.internal"; \};/);
  });
});
