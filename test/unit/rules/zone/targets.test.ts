import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CHECKZONE_MODES, type CheckMode } from '../../../../server/src/rules/zone/checkModes.ts';
import { check, checkFix, withTop } from './check.ts';
import { originOf, TestZone } from './harness.ts';

describe('targets of MX and SRV', () => {
  it('need an address where the zone answers for them', () => {
    check('@ MX 10 mail\n;       ^^^^ zone/target-no-address warning\n');
    check('_s._tcp SRV 0 0 1 srv\n;                 ^^^ zone/target-no-address\n');
    check('@ MX 10 mail\nmail AAAA 2001:db8::25\n');
    check('@ MX 10 mail.sub\nsub NS ns.example.net.\n');
    check('@ MX 10 mail\n* A 192.0.2.25\n');
    check('@ MX 10 mail.sub\n* A 192.0.2.25\n');
    check('@ MX 10 x.sub\n;       ^^^^^ zone/target-no-address\n* A 192.0.2.25\nsub A 192.0.2.26\n');
    check('@ MX 10 mail.example.net.\n');
  });

  it('may be a dot, which says that there is no service', () => {
    check('@ MX 0 .\n_s._tcp SRV 0 0 0 .\n');
  });

  it('are no aliases', () => {
    check('@ MX 10 mail\n;       ^^^^ zone/mx-target-cname warning\nmail CNAME a.example.net.\n');
    check('@ MX 10 x.d\n;       ^^^ zone/mx-target-cname warning\nd DNAME example.net.\n');
    check('_s._tcp SRV 0 0 1 srv\n;                 ^^^ zone/srv-target-cname warning\nsrv CNAME a.example.net.\n');
  });
});

describe('addresses in the place of names', () => {
  it('are reported once, with what the server does', () => {
    check('@ MX 10 192.0.2.25\n;       ^^^^^^^^^^ zone/target-is-address warning\n');
    check('@ MX 10 192.0.2.25.\n;       ^^^^^^^^^^^ zone/target-is-address\n');
    check('@ NS 192.0.2.53\n;    ^^^^^^^^^^ zone/target-is-address error\n');
    check('@ NS 192.0.2.53.\n;    ^^^^^^^^^^^ zone/target-is-address warning\n');
    check('sub NS 2001:db8::53\n;      ^^^^^^^^^^^^ zone/target-is-address warning\n');
    check('www CNAME 192.0.2.80\n;         ^^^^^^^^^^ zone/target-is-address\n');
  });

  it('are no address where they only look a little like one', () => {
    check('www CNAME 80.192.example.net.\nabc CNAME beef.example.net.\n');
  });
});

describe('lost dots', () => {
  it('in targets, where the zone has nothing under the longer name', () => {
    check('www CNAME ns1.example.com\n;         ^^^^^^^^^^^^^^^ zone/lost-dot warning\nns1 A 192.0.2.1\n');
    check('@ MX 10 mail.example.com\n;       ^^^^^^^^^^^^^^^^ zone/lost-dot\n');
    check('@ NS ns1.example.com\n;    ^^^^^^^^^^^^^^^ zone/lost-dot error\n');
    check('_s._tcp SRV 0 0 1 srv.example.com\n;                 ^^^^^^^^^^^^^^^ zone/lost-dot\n');
    check('www CNAME shop.example.com\nshop.example.com.example.com. A 192.0.2.1\n');
  });

  it('in targets outside the zone', () => {
    check('www CNAME ghs.example.net\n;         ^^^^^^^^^^^^^^^ zone/lost-dot\n');
    check('@ NS ns1.example.org\n;    ^^^^^^^^^^^^^^^ zone/lost-dot error\n');
    check('www CNAME switch1.net\nswitch1.net A 192.0.2.1\n');
    check('www CNAME a.b.net\nnet NS ns.example.net.\n');
  });

  it('in owners, origins and the SOA', () => {
    const owner = new TestZone(withTop('www.example.com A 192.0.2.1\n'));
    assert.deepEqual(
      owner.problems().map(({ rule, message }) => `${rule}: ${message}`),
      [
        'zone/lost-dot: www.example.com has no dot at its end, so the server reads it as www.example.com.example.com. Write www.example.com. with the final dot.',
      ],
    );
    check('$ORIGIN sub.example.com\n;       ^^^^^^^^^^^^^^^ zone/lost-dot\n@ TXT a\n');
    check(`$TTL 60
@ SOA ns.example.com hm.example.com 1 2 3 4 5
;     ^^^^^^^^^^^^^^ zone/lost-dot
;                    ^^^^^^^^^^^^^^ zone/lost-dot
@ NS ns.example.net.
`);
    check('$ORIGIN sub.example.com.\nx MX 10 mail.example.com\n;       ^^^^^^^^^^^^^^^^ zone/lost-dot\n');
  });

  it('but not under the root, where the dot makes no difference', () => {
    check('$ORIGIN .\nexample.com MX 10 mail.example.net\nwww.example.com CNAME ghs.example.net\n');
  });

  it('and not in names of one label under an origin of one label', () => {
    check('; zone: lan\nlan A 192.0.2.1\nwww CNAME lan\n');
  });

  it('in the targets of a reverse zone, always', () => {
    check(
      '; zone: 2.0.192.in-addr.arpa\n1 PTR host.example.se\n;     ^^^^^^^^^^^^^^^ zone/lost-dot\n2 PTR host\n;     ^^^^ zone/lost-dot\n',
    );
    check('; zone: 2.0.192.in-addr.arpa\n1 PTR host.example.se.\nb._dns-sd._udp PTR @\nlb._dns-sd._udp PTR b\n');
    check('; zone: 2.0.192.in-addr.arpa\n$ORIGIN example.com.\n1.2.0.192.in-addr.arpa. PTR host\n');
  });

  it('are put back', () => {
    checkFix('zone/lost-dot', 'www CNAME ns1.example.com\n', 'www CNAME ns1.example.com.\n');
    checkFix('zone/lost-dot', 'www.example.com A 192.0.2.1\n', 'www.example.com. A 192.0.2.1\n');
  });
});

describe('names that are no host names', () => {
  const rules = (text: string, settings = {}): string[] => {
    const zone = new TestZone(withTop(text), { origin: originOf(text), settings });
    return zone.problems().map(({ rule, severity }) => `${rule} ${severity}`);
  };

  it('as owners of addresses and mail records', () => {
    for (const record of [
      'a_b A 192.0.2.1',
      'a_b AAAA 2001:db8::1',
      'a_b MX 0 .',
      '-a A 192.0.2.1',
      'a- A 192.0.2.1',
      'a\\@b A 192.0.2.1',
    ]) {
      assert.deepEqual(rules(`${record}\n`), ['zone/owner-not-hostname warning'], record);
    }
    for (const record of [
      'a_b TXT x',
      '*.b A 192.0.2.1',
      '0 A 192.0.2.1',
      'b--c A 192.0.2.1',
      'a_b CNAME x.example.net.',
    ]) {
      assert.deepEqual(rules(`${record}\n`), [], record);
    }
  });

  it('with the exceptions that named makes', () => {
    for (const record of [
      'gc._msdcs A 192.0.2.1',
      'gc._msdcs AAAA 2001:db8::1',
      '_spf A 192.0.2.1',
      'x._spf_verify A 192.0.2.1',
    ]) {
      assert.deepEqual(rules(`${record}\n`), [], record);
    }
    for (const record of ['_spf AAAA 2001:db8::1', '_x.gc._msdcs A 192.0.2.1', 'x._msdcs A 192.0.2.1']) {
      assert.deepEqual(rules(`${record}\n`), ['zone/owner-not-hostname warning'], record);
    }
  });

  it('as targets', () => {
    for (const record of [
      's NS a_b.example.net.',
      '@ MX 1 a_b.example.net.',
      '@ HTTPS 1 a_b.example.net.',
      '_s._tcp SRV 0 0 1 a_b.example.net.',
    ]) {
      assert.deepEqual(rules(`${record}\n`), ['zone/target-not-hostname warning'], record);
    }
    for (const record of [
      's CNAME a_b.example.net.',
      's PTR a_b.example.net.',
      's RP a_b.example.net. a_b.example.net.',
    ]) {
      assert.deepEqual(rules(`${record}\n`), [], record);
    }
    const reverse = '; zone: 2.0.192.in-addr.arpa\n';
    assert.deepEqual(rules(`${reverse}1 PTR a_b.example.net.\n`), ['zone/target-not-hostname warning']);
    assert.deepEqual(rules(`${reverse}lb._dns-sd._udp PTR a_b.example.net.\n`), []);
  });

  it('in the SOA, but for the part of the mailbox before the @', () => {
    const soa = (names: string): string => `$TTL 60\n@ SOA ${names} 1 2 3 4 5\n@ NS ns.example.net.\n`;
    assert.deepEqual(rules(soa('n_s.example.net. hm.example.net.')), ['zone/target-not-hostname warning']);
    assert.deepEqual(rules(soa('ns.example.net. hm.a_b.example.net.')), ['zone/target-not-hostname warning']);
    assert.deepEqual(rules(soa('ns.example.net. h_m.example.net.')), []);
  });

  it('follows check-names of the configuration that loads the zone', () => {
    const checks = (mode: CheckMode) => ({ loaded: true, checks: { ...CHECKZONE_MODES, 'check-names': mode } });
    assert.deepEqual(rules('a_b A 192.0.2.1\n', checks('fail')), ['zone/owner-not-hostname error']);
    assert.deepEqual(rules('a_b A 192.0.2.1\n', checks('warn')), ['zone/owner-not-hostname warning']);
    assert.deepEqual(rules('a_b A 192.0.2.1\n', checks('ignore')), []);
    assert.deepEqual(rules('@ MX 1 a_b.example.net.\n', checks('fail')), ['zone/target-not-hostname error']);
    assert.deepEqual(rules('@ MX 1 a_b.example.net.\n', checks('ignore')), []);
  });
});

describe('records in the wrong place', () => {
  it('outside the zone are lost', () => {
    const zone = new TestZone(withTop('www.example.net. A 192.0.2.1\n'));
    assert.deepEqual(
      zone.problems().map(({ rule }) => rule),
      ['zone/out-of-zone'],
    );
    const unknown = new TestZone(withTop('www.example.net. A 192.0.2.1\n'), { origin: null });
    assert.deepEqual(unknown.problems(), []);
  });

  it('below a delegation or a DNAME are never seen', () => {
    check(`sub NS ns.sub
ns.sub A 192.0.2.54
www.sub A 192.0.2.80
;       ^ zone/occluded-record warning
www.sub A 192.0.2.81
sub TXT a
sub DS 1 13 2 0000000000000000000000000000000000000000000000000000000000000000
x.www.sub NS ns.example.net.
two NS ns.example.net.
www.two TXT a
;       ^^^ zone/occluded-record
`);
    check('d DNAME example.net.\nx.d A 192.0.2.1\n;   ^ zone/occluded-record\nd A 192.0.2.1\n');
  });

  it('with a class in the first column belong to a strange name', () => {
    const zone = new TestZone(withTop('www A 192.0.2.1\nIN AAAA 2001:db8::1\n'));
    assert.deepEqual(
      zone.problems().map(({ rule }) => rule),
      ['zone/owner-looks-like-class'],
    );
    checkFix(
      'zone/owner-looks-like-class',
      'www A 192.0.2.1\nIN AAAA 2001:db8::1\n',
      'www A 192.0.2.1\n\tIN AAAA 2001:db8::1\n',
    );
    check('inn A 192.0.2.1\nin-1 A 192.0.2.1\n');
  });
});
