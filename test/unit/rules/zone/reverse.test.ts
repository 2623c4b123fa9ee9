import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkFix, withTop } from './check.ts';
import { originOf, TestZone } from './harness.ts';

const V6 = '; zone: 8.b.d.0.1.0.0.2.ip6.arpa\n';
const V4 = '; zone: 2.0.192.in-addr.arpa\n';
const HOST_BITS = '0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0';

/** The problems as `rule severity @ text`. */
function found(text: string): string[] {
  const zone = new TestZone(withTop(text), { origin: originOf(text) });
  return zone
    .problems()
    .map(({ rule, severity, start, end }) => `${rule} ${severity} @ ${zone.text.slice(start, end)}`);
}

function message(text: string): string {
  const zone = new TestZone(withTop(text), { origin: originOf(text) });
  return zone.problems()[0]?.message ?? '';
}

describe('names under ip6.arpa', () => {
  it('that are whole addresses are fine', () => {
    assert.deepEqual(found(`${V6}1.0.${HOST_BITS} PTR a.example.com.\n`), []);
    assert.deepEqual(found(`${V6}$ORIGIN ${HOST_BITS}.8.b.d.0.1.0.0.2.ip6.arpa.\n1.0 PTR a.example.com.\n`), []);
    assert.deepEqual(found(`${V6}1.0.${HOST_BITS} IN PTR a.example.com.\n IN PTR b.example.com.\n`), []);
  });

  it('say how many nibbles there are and which prefix that makes', () => {
    const short = '3.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0';
    assert.deepEqual(found(`${V6}${short} PTR a.example.com.\n`), [`zone/reverse-wrong-count warning @ ${short}`]);
    assert.equal(
      message(`${V6}${short} PTR a.example.com.\n`),
      'An IPv6 address has 32 nibbles; 16 here and 8 from the origin make 24, which is the prefix 2001:db8::53:0:0/96 and no address. Write the 8 that are missing.',
    );
    const long = `1.0.0.0.${HOST_BITS}`;
    assert.match(
      message(`${V6}${long} PTR a.example.com.\n`),
      /26 here and 8 from the origin make 34.* delete 2 of them/,
    );
  });

  it('may be short where they are delegated, a wildcard, a service or empty non-terminals', () => {
    assert.deepEqual(
      found(
        `${V6}1.0 NS ns.example.net.\n2.0.0.0 NS ns.example.net.\n*.3.0 PTR a.example.com.\nb._dns-sd._udp PTR example.com.\n*.4 CNAME b.example.com.\n@ PTR net.example.com.\n`,
      ),
      [],
    );
  });

  it('have one hexadecimal digit a label', () => {
    for (const owner of [`0db8.${HOST_BITS}.0`, `1g.${HOST_BITS}.0`, `x.0.${HOST_BITS}`, '2001:db8::53']) {
      assert.deepEqual(found(`${V6}${owner} PTR a.example.com.\n`), [`zone/nibble-not-hex warning @ ${owner}`], owner);
    }
    assert.deepEqual(found(`${V6}0db8 NS ns.example.net.\n`), ['zone/nibble-not-hex warning @ 0db8']);
    assert.deepEqual(found(`${V6}ns1 AAAA 2001:db8::1\nns1 TXT a\nsub NS ns1\n`), []);
  });

  it('report an origin once, and not each name below it', () => {
    const text = `${V6}$ORIGIN 0db8.${HOST_BITS}.8.b.d.0.1.0.0.2.ip6.arpa.\n1.0 PTR a.example.com.\n2.0 PTR b.example.com.\n`;
    assert.deepEqual(found(text), [`zone/nibble-not-hex warning @ 0db8.${HOST_BITS}.8.b.d.0.1.0.0.2.ip6.arpa.`]);
  });

  it('that are written from the left are turned round', () => {
    const left = '2.0.0.1.0.d.b.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1';
    const right = '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.';
    assert.deepEqual(found(`; zone: ip6.arpa\n${left} PTR a.example.com.\n`), [
      `zone/reverse-forwards warning @ ${left}`,
    ]);
    checkFix(
      'zone/reverse-forwards',
      `; zone: ip6.arpa\n${left} PTR a.example.com.\n`,
      `; zone: ip6.arpa\n${right} PTR a.example.com.\n`,
    );
    assert.deepEqual(found('; zone: 2.0.0.1.0.d.b.8.ip6.arpa\n'), ['zone/reverse-forwards warning @ @']);
  });

  it('from an address that was written as the owner', () => {
    checkFix(
      'zone/nibble-not-hex',
      `${V6}2001:db8::53 PTR a.example.com.\n`,
      `${V6}3.5.0.${HOST_BITS.slice(2)}.8.b.d.0.1.0.0.2.ip6.arpa. PTR a.example.com.\n`,
    );
  });
});

describe('names under in-addr.arpa', () => {
  it('that are addresses, classless delegations or networks with a name are fine', () => {
    assert.deepEqual(
      found(
        `${V4}1 PTR a.example.com.\n0/25 NS ns.example.net.\n128-255 NS ns.example.net.\n5 CNAME 5.0/25\nsub NS ns.example.net.\n* PTR b.example.com.\n`,
      ),
      [],
    );
    assert.deepEqual(found('; zone: 0/25.2.0.192.in-addr.arpa\n1 PTR a.example.com.\n'), []);
  });

  it('have octets', () => {
    assert.deepEqual(found(`${V4}256 PTR a.example.com.\n`), ['zone/octet-out-of-range warning @ 256']);
    assert.deepEqual(found(`${V4}010 PTR a.example.com.\n`), ['zone/octet-out-of-range warning @ 010']);
    checkFix('zone/octet-out-of-range', `${V4}010 PTR a.example.com.\n`, `${V4}10 PTR a.example.com.\n`);
    assert.deepEqual(found('; zone: 2.0.300.in-addr.arpa\n'), ['zone/octet-out-of-range warning @ @']);
  });

  it('have four of them', () => {
    assert.deepEqual(found(`${V4}1.2 PTR a.example.com.\n`), ['zone/reverse-wrong-count warning @ 1.2']);
    assert.deepEqual(found('; zone: 168.192.in-addr.arpa\n10 PTR a.example.com.\n'), [
      'zone/reverse-wrong-count information @ 10',
    ]);
    assert.match(
      message('; zone: 168.192.in-addr.arpa\n10 PTR a.example.com.\n'),
      /make 3, which is the prefix 192\.168\.10\.0\/24/,
    );
  });

  it('from an address that was written as the owner', () => {
    checkFix(
      'zone/reverse-wrong-count',
      `${V4}192.0.2.1 PTR a.example.com.\n`,
      `${V4}1.2.0.192.in-addr.arpa. PTR a.example.com.\n`,
    );
  });

  it('do not point to addresses', () => {
    assert.deepEqual(found(`${V4}1 PTR 192.0.2.1\n`), ['zone/target-is-address warning @ 192.0.2.1']);
  });
});

describe('reverse names elsewhere', () => {
  it('are told by their misspelt end, in owners, origins, targets and the zone', () => {
    assert.deepEqual(found('$ORIGIN 2.0.192.in-adr.arpa.\n'), [
      'zone/misspelt-reverse-suffix warning @ 2.0.192.in-adr.arpa.',
    ]);
    checkFix('zone/misspelt-reverse-suffix', '$ORIGIN 2.0.192.IN-ADDRPA.NET.\n', '$ORIGIN 2.0.192.in-addr.arpa.\n');
    checkFix(
      'zone/misspelt-reverse-suffix',
      'x CNAME 1.0.2.0.192.in-addr.apra.\n',
      'x CNAME 1.0.2.0.192.in-addr.arpa.\n',
    );
    assert.deepEqual(found('; zone: 2.0.192.in-addr.arpa.net\n'), ['zone/misspelt-reverse-suffix warning @ @']);
  });

  it('are under ip6.arpa, not ip6.int', () => {
    const owner = `1.0.${HOST_BITS}.8.b.d.0.1.0.0.2.ip6.int.`;
    const zone = new TestZone(withTop(`${V6}${owner} PTR a.example.com.\n`), { origin: originOf(V6) });
    assert.deepEqual(
      zone.problems().map(({ rule }) => rule),
      ['zone/ip6-int', 'zone/out-of-zone'],
    );
    assert.deepEqual(found(`; zone: 8.b.d.0.1.0.0.2.ip6.int\n1.0.${HOST_BITS} PTR a.example.com.\n`), [
      'zone/ip6-int warning @ @',
    ]);
  });

  it('say nothing in a forward zone', () => {
    assert.deepEqual(
      found(
        '256 PTR a.example.net.\n0db8 PTR a.example.net.\n1.2.3.4 A 192.0.2.1\n2.0.0.1.0.d.b.8 NS ns.example.net.\n010 CNAME a.example.net.\n',
      ),
      [],
    );
  });
});
