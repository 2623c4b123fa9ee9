import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check, checkFix, withTop } from './check.ts';
import { TestZone } from './harness.ts';

const HASH = '0'.repeat(64);

function found(text: string, settings = {}): string[] {
  const zone = new TestZone(withTop(text), { settings });
  return zone.problems().map(({ rule, severity }) => `${rule} ${severity}`);
}

describe('records of one name', () => {
  it('a CNAME stands alone', () => {
    check('www CNAME a.example.net.\n;   ^^^^^ zone/cname-and-other-data error\nwww TXT a\nwww A 192.0.2.1\n');
    check('www CNAME a.example.net.\nwww NSEC z CNAME\n');
    check(
      `www CNAME a.example.net.\n;   ^^^^^ zone/cname-and-other-data\nwww DS 1 13 2 ${HASH}\n;   ^^ zone/ds-not-at-delegation\n`,
    );
    const [problem] = new TestZone(withTop('www TXT a\nwww CNAME b.example.net.\n')).problems();
    assert.deepEqual(problem.related?.length, 1);
  });

  it('with a KEY beside it before BIND 9.21', () => {
    const text = 'www CNAME a.example.net.\nwww KEY 512 3 13 AQMF\n';
    assert.deepEqual(found(text, { version: '9.18' }), []);
    assert.deepEqual(found(text, { version: '9.21' }), ['zone/cname-and-other-data error']);
  });

  it('and leads to one name', () => {
    check('www CNAME a.example.net.\nwww CNAME b.example.net.\n;   ^^^^^ zone/cname-multiple error\n');
    check('www DNAME a.example.net.\nwww DNAME b.example.net.\n;   ^^^^^ zone/dname-multiple error\n');
    assert.deepEqual(found('www CNAME a.example.net.\nwww CNAME A.EXAMPLE.NET.\n'), [
      'zone/duplicate-record information',
    ]);
  });

  it('has one SOA, whose names may be written otherwise once more', () => {
    const soa = (name: string): string => `@ 3600 SOA ${name} hostmaster 1 3600 900 1209600 300\n`;
    const again = (name: string): string[] =>
      found(`${soa('ns1')}${soa(name)}@ NS ns0.example.net.\n`).filter((rule) => rule.startsWith('zone/soa-multiple'));
    assert.deepEqual(again('NS1'), []);
    assert.deepEqual(again('ns2'), ['zone/soa-multiple error']);
  });

  it('has one TTL a type', () => {
    check(
      'www 300 A 192.0.2.1\nwww 5m A 192.0.2.2\nwww 400 A 192.0.2.3\n;   ^^^ zone/ttl-mismatch information\nwww 600 TXT a\n',
    );
    check(
      'www RRSIG A 13 3 300 20300101000000 20200101000000 1 example.com. AAAA\nwww 5 RRSIG TXT 13 3 300 20300101000000 20200101000000 1 example.com. AAAA\n',
    );
    checkFix(
      'zone/ttl-mismatch',
      'www 300 A 192.0.2.1\nwww 400 A 192.0.2.3\n',
      'www 300 A 192.0.2.1\nwww 300 A 192.0.2.3\n',
    );
    checkFix(
      'zone/ttl-mismatch',
      'www 300 A 192.0.2.1\nwww A 192.0.2.3\n',
      'www 300 A 192.0.2.1\nwww 300 A 192.0.2.3\n',
    );
  });

  it('stands once, however many others the name has', () => {
    for (const count of [2, 7, 8, 9, 20]) {
      const servers = Array.from({ length: count }, (_, i) => `sub NS ns${i}.example.net.\n`).join('');
      const duplicates = (text: string): number =>
        found(text).filter((rule) => rule.startsWith('zone/duplicate')).length;
      assert.equal(duplicates(servers), 0, `${count}`);
      assert.equal(duplicates(`${servers}sub NS NS1.example.net.\n`), 1, `${count} and one twice`);
    }
  });

  it('stands once', () => {
    // Of many records the data is read, of few only where it may be the same.
    const many = Array.from({ length: 9 }, (_, i) => `x TXT many${i}\n`).join('');
    const same = (first: string, second: string): void => {
      for (const others of ['', many]) {
        const rules = found(`x ${first}\nx ${second}\n${others}`).filter((rule) => rule.startsWith('zone/duplicate'));
        assert.deepEqual(rules, ['zone/duplicate-record information'], `${first} = ${second}`);
      }
    };
    same('A 192.0.2.1', 'IN A 192.0.2.1');
    same('AAAA 2001:db8::1', 'AAAA 2001:DB8:0:0::1');
    same('MX 10 a.example.net.', 'MX 010 a.example.net.');
    same('MX 10 a', 'MX 10 a.example.com.');
    same('MX 10 a.example.net.', 'MX 10 A.Example.NET.');
    same('SRV 1 2 3 a.example.net.', 'SRV 1 2 3 A.example.net.');
    same('NAPTR 1 2 "u" "E2U+sip" "" a', 'NAPTR 1 2 u "E2U+sip" "" A');
    same('RP a.example.net. b', 'RP A.example.net. B');
    same('MX 10 .', 'MX \\# 3 000A00');
    same('SRV 1 2 3 a.example.net.', 'SRV 1 02 3 a.example.net.');
    same('NAPTR 1 2 "u" "E2U+sip" "!x!y!" .', 'NAPTR 1 2 u "E2U+sip" "!x!y!" .');
    same('TXT a', 'TXT "a"');
    same('TXT a b', 'TXT "a" b');
    same('TXT a', 'TXT \\097');
    same('TXT "a b"', 'TXT a\\ b');
    same('TXT a', 'TXT \\# 2 0161');
    same('A 192.0.2.1', 'A \\# 4 C0000201');
    same('TYPE65280 \\# 2 ABcd', 'TYPE65280 \\# 2 abcd');
    for (const pair of [
      'TXT ab|TXT a b',
      'TXT a|TXT A',
      'TXT ab|TXT cb',
      'TXT a b|TXT a c',
      'TXT a|TXT a a',
      'TXT "a"|TXT "a "',
      'MX 10 a.example.net.|MX 20 a.example.net.',
      'MX 10 a.example.net.|MX 10 b.example.net.',
      'SVCB 1 a.example.net. alpn=h2|SVCB 2 a.example.net. alpn=h2',
      'A 192.0.2.1|A 192.0.2.2',
      'SVCB 1 a.example.net. alpn=h2|SVCB 1 A.example.net. alpn=h2',
      'LP 1 a.example.net.|LP 1 A.example.net.',
    ]) {
      const [first, second] = pair.split('|');
      assert.deepEqual(found(`x ${first}\nx ${second}\n`), [], pair);
    }
  });

  it('loses its second line only where the others keep their owner and TTL', () => {
    checkFix('zone/duplicate-record', 'x A 192.0.2.1\nx A 192.0.2.1 ; again\ny TXT a\n', 'x A 192.0.2.1\ny TXT a\n');
    checkFix('zone/duplicate-record', 'x A 192.0.2.1\nx A 192.0.2.1\n  TXT a\n', 'x A 192.0.2.1\n  TXT a\n');
    const text = withTop('x A 192.0.2.1\ny TXT a\nx A 192.0.2.1\n  TXT a\n');
    const zone = new TestZone(text);
    assert.deepEqual(zone.fixes(zone.of('zone/duplicate-record')[0]), []);
  });
});

describe('types', () => {
  it('that are obsolete', () => {
    check('x A6 0 2001:db8::1\n; ^^ zone/obsolete-type warning\n');
    assert.deepEqual(found('x MD a.example.net.\n'), ['zone/obsolete-type error']);
    assert.deepEqual(found('x MF a.example.net.\n'), ['zone/obsolete-type error']);
    assert.deepEqual(found('x WKS 192.0.2.1 6 25\n'), ['zone/obsolete-type information']);
  });

  it('SPF, with and without TXT', () => {
    assert.deepEqual(found('x SPF "v=spf1 -all"\n'), ['zone/spf-type warning']);
    assert.deepEqual(found('x SPF "v=spf1 -all"\nx TXT "v=spf1 -all"\n'), ['zone/spf-type information']);
    checkFix('zone/spf-type', 'x SPF "v=spf1 -all"\n', 'x TXT "v=spf1 -all"\n');
  });

  it('AAAA with an IPv4-mapped address', () => {
    check('x AAAA ::ffff:192.0.2.1\n;      ^^^^^^^^^^^^^^^^ zone/mapped-aaaa warning\n');
    check('x AAAA 0:0:0:0:0:ffff:c000:201\n;      ^^^^^^^^^^^^^^^^^^^^^^^ zone/mapped-aaaa\n');
    check('x AAAA ::1\ny AAAA ::fffe:192.0.2.1\n');
    checkFix('zone/mapped-aaaa', 'x AAAA ::ffff:192.0.2.1\n', 'x A 192.0.2.1\n');
  });

  it('SVCB and HTTPS aliases have no parameters', () => {
    check('x HTTPS 0 a.example.net. alpn=h2\n;                        ^^^^^^^ zone/svcb-alias-params warning\n');
    assert.deepEqual(found('x SVCB 0 a.example.net. port=1\n', { version: '9.20' }), ['zone/svcb-alias-params error']);
    assert.deepEqual(found('x SVCB 0 a.example.net.\ny SVCB 1 a.example.net. port=1\n'), []);
  });

  it('asterisks stand first', () => {
    assert.deepEqual(found('a.*.b TXT x\n'), ['zone/nonterminal-wildcard information']);
    assert.deepEqual(found('*.b TXT x\n\\*.c TXT x\n**.d TXT x\n'), []);
  });
});

describe('DNSSEC', () => {
  it('DS records stand at delegations, not at the top', () => {
    assert.deepEqual(found(`@ DS 1 13 2 ${HASH}\n`), ['zone/ds-at-apex error']);
    assert.deepEqual(found(`sub DS 1 13 2 ${HASH}\n`), ['zone/ds-not-at-delegation warning']);
    const newer = (text: string): string[] =>
      new TestZone(withTop(text), { settings: { version: '9.20' } })
        .of('zone/ds-not-at-delegation')
        .map(({ severity }) => severity);
    assert.deepEqual(newer(`sub DS 1 13 2 ${HASH}\n`), ['error']);
    assert.deepEqual(newer(`sub DNAME example.net.\nsub DS 1 13 2 ${HASH}\n`), ['error']);
    assert.deepEqual(newer(`sub NS ns.example.net.\na.sub DS 1 13 2 ${HASH}\n`), ['warning']);
    assert.deepEqual(newer(`sub NS ns.example.net.\nsub DS 1 13 2 ${HASH}\n`), []);
    assert.deepEqual(found(`sub NS ns.example.net.\nsub DS 1 13 2 ${HASH}\n`), []);
  });

  it('algorithms and digests are not outdated', () => {
    const at = (record: string): string[] => {
      const zone = new TestZone(withTop(`sub NS ns.example.net.\n${record}\n`), {});
      return zone.of('zone/deprecated-algorithm').map(({ start, end }) => zone.text.slice(start, end));
    };
    assert.deepEqual(at(`sub DS 1 RSASHA1 1 ${'0'.repeat(40)}`), ['RSASHA1']);
    assert.deepEqual(at(`sub DS 1 7 2 ${HASH}`), ['7']);
    assert.deepEqual(at('@ DNSKEY 257 3 5 AQPbOQ=='), ['5']);
    assert.deepEqual(at(`sub DS 1 13 2 ${HASH}`), []);
    assert.deepEqual(at('@ CDS 0 0 0 00'), []);
  });

  it('CDS and CDNSKEY go with the keys', () => {
    /** A key of zeros, whose tag is 1038. */
    const zeros = `257 3 13 ${'A'.repeat(86)}==`;
    const key = `@ DNSKEY ${zeros}\n`;
    assert.deepEqual(found(`@ CDS 1 13 2 ${HASH}\n`), ['zone/cds-consistency error']);
    assert.deepEqual(found(`${key}@ CDS 1 8 2 ${HASH}\n`), ['zone/cds-consistency error']);
    assert.deepEqual(found(`${key}@ CDS 1038 13 2 ${HASH}\n@ CDNSKEY ${zeros}\n`), []);
    assert.deepEqual(found('@ CDS 0 0 0 00\n@ CDNSKEY 0 3 0 AA==\n'), []);
    assert.deepEqual(found(`${key}@ CDS 0 0 0 00\n@ CDS 1038 13 2 ${HASH}\n`), ['zone/cds-consistency error']);
    assert.deepEqual(found(`sub CDS 1 13 2 ${HASH}\n`), ['zone/not-at-apex information']);
  });

  it('NSEC3 has one hash, and owners that are hashes', () => {
    const hash = '2T7B4G4VSA5SMI47K61MV5BV1A22BOJR';
    assert.deepEqual(found('@ NSEC3PARAM 2 0 0 -\n'), ['zone/nsec3param-hash error']);
    assert.deepEqual(found('@ NSEC3PARAM 1 0 151 -\n'), ['zone/nsec3-iterations warning']);
    assert.deepEqual(found('@ NSEC3PARAM 1 0 0 -\n'), []);
    for (const owner of ['bad_hash', '0p9m', `foo.${hash}`]) {
      assert.deepEqual(found(`${owner} NSEC3 1 0 0 - ${hash} A\n`), ['zone/nsec3-owner error'], owner);
    }
    assert.deepEqual(found(`${hash} NSEC3 1 0 0 - ${hash} A\n`), []);
  });
});

describe('the zone as a whole', () => {
  const SOA = '$TTL 60\n@ SOA ns.example.net. hm.example.net. 1 2 3 4 5\n';
  const NS = '@ NS ns.example.net.\n';

  it('has one SOA, at its top', () => {
    assert.deepEqual(found(`; no SOA\n$TTL 60\n${NS}`), ['zone/soa-missing error']);
    assert.deepEqual(found(`${SOA}@ SOA ns.example.net. hm.example.net. 2 2 3 4 5\n${NS}`), [
      'zone/soa-multiple error',
    ]);
    assert.deepEqual(found(`${SOA}@ SOA ns.example.net. hm.example.net. 1 2 3 4 5\n${NS}`), []);
    assert.deepEqual(found(`${SOA}${NS}sub SOA ns.example.net. hm.example.net. 1 2 3 4 5\n`), [
      'zone/soa-not-at-top error',
    ]);
    assert.deepEqual(found(`$TTL 60\na A 192.0.2.1\n${SOA}${NS}`), ['zone/soa-not-first information']);
  });

  it('has name servers', () => {
    check(`$TTL 60\n@ SOA ns.example.net. hm.example.net. 1 2 3 4 5\n; ^^^ zone/ns-missing error\n`);
    assert.deepEqual(found(`${SOA}`), ['zone/ns-missing error']);
  });

  it('is not asked for either where its origin is not known or it is a list of root servers', () => {
    assert.deepEqual(new TestZone('$TTL 60\na A 192.0.2.1\n', { origin: null }).problems(), []);
    const hints =
      '. 60 NS a.root-servers.net.\na.root-servers.net. 60 A 198.51.100.1\na.root-servers.net. 60 AAAA 2001:db8::1\n';
    assert.deepEqual(new TestZone(hints, { origin: '.', settings: { type: 'hint', loaded: true } }).problems(), []);
  });

  it('says that both are missing where nothing is there', () => {
    assert.deepEqual(found('; no records\n').sort(), ['zone/ns-missing error', 'zone/soa-missing error']);
    assert.deepEqual(
      new TestZone('').problems().map(({ rule }) => rule),
      ['zone/ns-missing', 'zone/soa-missing'],
    );
  });

  it('ends its last line', () => {
    assert.deepEqual(found(`${SOA}${NS}a A 192.0.2.1`), ['zone/no-final-newline hint']);
    checkFix('zone/no-final-newline', `${SOA}${NS}a A 192.0.2.1`, `${SOA}${NS}a A 192.0.2.1\n`);
    assert.deepEqual(found(`${SOA}${NS}a A 192.0.2.1\r`), []);
  });
});
