/** What BIND 9.18, 9.20 and 9.21 judge differently of zones, and what all three judge otherwise than one would think. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BIND_VERSIONS, type BindVersion } from '../../../../server/src/dns/versions.ts';
import { withTop } from './check.ts';
import { TestZone } from './harness.ts';

const NONE: readonly BindVersion[] = [];
const ALL: readonly BindVersion[] = BIND_VERSIONS;
const UNTIL_20: readonly BindVersion[] = ['9.18', '9.20'];
const SINCE_20: readonly BindVersion[] = ['9.20', '9.21'];
const SINCE_21: readonly BindVersion[] = ['9.21'];

/** The releases in which the last lines of a zone have an error. */
function refusedBy(lines: string): BindVersion[] {
  const include = (): string => '';
  return BIND_VERSIONS.filter((version) =>
    new TestZone(withTop(lines), { include, settings: { version } })
      .problems()
      .some(({ severity }) => severity === 'error'),
  );
}

function assertRefused(cases: Readonly<Record<string, readonly BindVersion[]>>): void {
  for (const [lines, versions] of Object.entries(cases)) assert.deepEqual(refusedBy(lines), versions, lines);
}

describe('data that releases judge differently', () => {
  it('EUI48 and EUI64 with single digits', () => {
    assertRefused({
      'a EUI48 0-0-5e-0-53-2a\n': SINCE_20,
      'a EUI64 00-00-5e-ef-10-00-00-a\n': SINCE_20,
      'a EUI48 00-00-5e-00-53-2a\n': NONE,
      'a EUI48 00-00-5e-00-53\n': ALL,
    });
  });

  it('private algorithms without their name', () => {
    const rrsig = (algorithm: string, data: string): string =>
      `a RRSIG A ${algorithm} 3 3600 20300101000000 20200101000000 1 example.com. ${data}\n`;
    assertRefused({
      'a DNSKEY 256 3 254 AAAA\n': SINCE_20,
      'a KEY 256 3 PRIVATEOID AAAA\n': SINCE_20,
      'a RKEY 0 3 254 AAAA\n': SINCE_20,
      'a TYPE48 \\# 5 010003fe00\n': SINCE_20,
      // 1.2.840.113549.1.1.11 behind its length, and one whose last number does not end.
      'a DNSKEY 256 3 254 CwYJKoZIhvcNAQELAQ==\n': NONE,
      'a DNSKEY 256 3 254 CwYJKoZIhvcNAQGLAQ==\n': SINCE_20,
      // The root, a name, and a label that is longer than what is there.
      'a DNSKEY 256 3 253 AAAA\n': NONE,
      'a DNSKEY 256 3 253 AWEAAA==\n': NONE,
      'a DNSKEY 256 3 253 BmFi\n': SINCE_20,
      [rrsig('254', 'AAAA')]: SINCE_20,
      [rrsig('253', 'AAAA')]: NONE,
      [rrsig('253', 'BmFi')]: SINCE_20,
      [rrsig('13', 'BmFi')]: NONE,
    });
  });

  it('a KEY without a key', () => {
    assertRefused({
      'a KEY 49152 3 13\n': SINCE_21,
      'a KEY NOKEY 3 13\n': SINCE_21,
      'a TYPE25 \\# 4 c000030d\n': SINCE_21,
      'a KEY 49152 3 13 AAAA\n': UNTIL_20,
      'a TYPE25 \\# 5 c000030d00\n': UNTIL_20,
      'a KEY ZONE|KSK 3 13 AAAA\n': NONE,
    });
  });

  it('an empty URI', () => {
    assertRefused({ 'a URI 1 1 ""\n': ['9.20'], 'a TYPE256 \\# 4 00010001\n': ['9.20'], 'a URI 1 1 "a"\n': NONE });
  });

  it('KEY and SIG beside a CNAME', () => {
    const sig = 'c SIG A 13 3 3600 20300101000000 20200101000000 1 example.com. AAAA\n';
    assertRefused({
      'c CNAME www.example.net.\nc KEY 0 3 13 AAAA\n': SINCE_21,
      [`c CNAME www.example.net.\n${sig}`]: SINCE_21,
      'c CNAME www.example.net.\nc NXT d A\n': ALL,
    });
  });

  it('SVCB aliases with parameters, and not those of HTTPS', () => {
    assertRefused({
      'a SVCB 0 a.example.net. alpn=h2\n': SINCE_20,
      'a HTTPS 0 a.example.net. alpn=h2\n': NONE,
      'a SVCB 0 a.example.net.\n': NONE,
    });
  });

  it('SVCB at _dns, where it is in the zone', () => {
    assertRefused({
      '_dns SVCB 1 a.example.net.\n': SINCE_20,
      '_dns SVCB 1 a.example.net. alpn=h2\n': SINCE_20,
      '_dns SVCB 1 a.example.net. alpn=dot\n': NONE,
      '_dns.example.net. SVCB 1 a.example.net.\n': NONE,
    });
  });
});

describe('what every release judges alike', () => {
  it('a directive on a last line that does not end', () => {
    assertRefused({
      '$TTL 300': ALL,
      '$TTL 300 ; five minutes': ALL,
      '$ORIGIN sub': ALL,
      '$GENERATE 1-2 g$ A 192.0.2.$': ALL,
      '$INCLUDE more.db sub': ALL,
      '$INCLUDE more.db': NONE,
      '$TTL 300\n': NONE,
      '$TTL 300\n; the end': NONE,
      'a A 192.0.2.1': NONE,
    });
  });

  it('what $GENERATE makes outside of the zone, which is left unread, and data in parentheses', () => {
    assertRefused({
      '$GENERATE 1-2 g$.example.net. A 192.0.2.0$\n': NONE,
      '$GENERATE 1-2 g$.example.net. CH A 192.0.2.$\n': ALL,
      '$GENERATE 1-2 g$ A 192.0.2.0$\n': ALL,
      '$GENERATE 1-2 g$ A (192.0.2.$)\n': ALL,
      '$GENERATE (1-2 g$ A "192.0.2.$")\n': ALL,
      '$GENERATE (1-2) g$ A 192.0.2.$ ()\n': NONE,
    });
  });

  it('octets in quotes', () => {
    assertRefused({
      'a TYPE65280 \\# 2 "beef"\n': ALL,
      'a TYPE65280 \\# "2" beef\n': ALL,
      'a TYPE65280 \\# 0 ""\n': ALL,
      'a TYPE65280 \\# 2 beef\n': NONE,
    });
  });

  it('any octets of a type that named does not know', () => {
    assertRefused({ 'a TYPE263 \\# 2 ffff\n': NONE, 'a TYPE264 \\# 1 00\n': NONE, 'a TYPE1 \\# 2 ffff\n': ALL });
  });

  it('names of types in data that named does not know', () => {
    assertRefused({
      '@ NSEC a CLA\n': ALL,
      '@ NSEC a TYPE263\n': NONE,
      'a DSYNC IPN NOTIFY 53 b\n': ALL,
      'a DSYNC CDS NOTIFY 53 b\n': NONE,
    });
  });

  it('a TXT record that begins with the text #', () => {
    assertRefused({
      'a TXT \\# one two\n': NONE,
      'a TXT \\#\n': NONE,
      'a TXT \\# "1"\n': NONE,
      'a TYPE16 \\# \\# x\n': NONE,
      'a TXT \\# 2 0161\n': NONE,
      'a TXT \\# 2 one\n': ALL,
      'a SPF \\# one\n': ALL,
    });
  });

  it('names in data that are too long with the origin, and those that just fit', () => {
    const label = 'a'.repeat(63);
    const name = (last: number): string => [label, label, label, 'a'.repeat(last)].join('.');
    // 255 octets are four labels with their lengths, 13 for example.com. and its root.
    for (const data of ['CNAME @', 'MX 1 @', 'RP . @', 'HTTPS 1 @', 'NSEC @ A', 'NAPTR 1 1 "" "" "" @']) {
      assert.deepEqual(refusedBy(`a ${data.replace('@', name(50))}\n`), ALL, data);
      assert.deepEqual(refusedBy(`a ${data.replace('@', name(49))}\n`), NONE, data);
      assert.deepEqual(refusedBy(`a ${data.replace('@', `${name(50)}.`)}\n`), NONE, data);
    }
  });

  it('class 0, which is none', () => {
    assertRefused({ 'a CLASS0 A 192.0.2.1\n': NONE, 'a reserved0 A 192.0.2.1\n': NONE, 'a CLASS2 A 192.0.2.1\n': ALL });
  });

  it('times of SIG, which are dates, and those of RRSIG, which may be seconds', () => {
    assertRefused({
      'a SIG A 13 3 3600 1893456000 1893456000 1 example.com. AAAA\n': ALL,
      'a RRSIG A 13 3 3600 1893456000 1577836800 1 example.com. AAAA\n': NONE,
    });
  });

  it('the hash of NSEC3 by its word', () => {
    assertRefused({ '@ NSEC3PARAM SHA-1 0 0 -\n': NONE, '@ NSEC3PARAM 2 0 0 -\n': ALL });
  });
});
