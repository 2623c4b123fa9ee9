import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ipv6Text, parseAddress, parseIpv4, parseIpv6, readIpv4, readIpv6 } from '../../../server/src/dns/addresses.ts';
import { keyTag } from '../../../server/src/dns/keytag.ts';
import { readEscape } from '../../../server/src/dns/nameText.ts';
import { DIGITS, HOST } from '../../../server/src/dns/nameTraits.ts';
import { decodePunycode } from '../../../server/src/dns/punycode.ts';
import { isDohTemplate } from '../../../server/src/dns/rdata/doh.ts';
import { momentText, readMoment } from '../../../server/src/dns/rdata/times.ts';
import { rdataFromWire, rdataToWire } from '../../../server/src/dns/rdata.ts';
import { compareSerials, describeSerial, nextSerial } from '../../../server/src/dns/serial.ts';
import { parseTtl, ttlText, ttlUnits } from '../../../server/src/dns/ttl.ts';
import { typeByMnemonic } from '../../../server/src/dns/types.ts';
import { wordsOf } from './words.ts';

test('serials at the ends of half the circle', () => {
  const half = 2 ** 31;
  assert.equal(compareSerials(half - 1, 0), 1);
  assert.equal(compareSerials(0, half - 1), -1);
  assert.ok(Number.isNaN(compareSerials(half, 0)));
  assert.ok(Number.isNaN(compareSerials(half + 5, 5)));
  assert.equal(compareSerials(half + 1, 0), -1);
  assert.equal(compareSerials(0, half + 1), 1);
  assert.equal(compareSerials(2 ** 32 - 1, 0), -1);
  assert.equal(compareSerials(2 ** 32 - 1, 2 ** 32 - 1), 0);
});

test('a serial that cannot become the date counts on', () => {
  const day = new Date(2026, 0, 2);
  assert.equal(nextSerial(2026010200, 'date', day), 2026010201);
  assert.equal(nextSerial(2026010201, 'date', day), 2026010202);
  // 2^31 ahead of the date there is no saying which is newer.
  assert.equal(nextSerial((2026010201 + 2 ** 31) >>> 0, 'date', day), (2026010202 + 2 ** 31) >>> 0);
  assert.equal(nextSerial((2026010202 + 2 ** 31) >>> 0, 'date', day), 2026010201);
  assert.equal(nextSerial(0, 'increment', day), 1);
});

test('what a serial says has its first and last year', () => {
  assert.equal(describeSerial(1979123101), '18 September 2032 12:25:01 UTC');
  assert.equal(describeSerial(1980010100), 'revision 0 of 1 January 1980');
  assert.equal(describeSerial(2099123199), 'revision 99 of 31 December 2099');
  assert.equal(describeSerial(2100010101), undefined);
  assert.equal(describeSerial(2024013201), undefined);
  assert.equal(describeSerial(2024010001), undefined);
  assert.equal(describeSerial(2024001001), undefined);
  assert.equal(describeSerial(2024043101), undefined);
  assert.equal(describeSerial(946684799), undefined);
  assert.equal(describeSerial(946684800), '1 January 2000 00:00:00 UTC');
  assert.equal(describeSerial(1980000000), undefined);
});

test('TTLs at 2^32 and at the longest text', () => {
  const cases: [string, number | undefined][] = [
    ['4294967295s', 4294967295],
    ['4294967296s', undefined],
    ['7101w', 4294684800],
    ['7101w3d6h28m15s', 4294967295],
    ['7101w3d6h28m16s', undefined],
    ['49710d6h28m15s', 4294967295],
    ['1w4294967295', undefined],
    ['0w4294967295', 4294967295],
    [`${'0'.repeat(62)}1`, 1],
    [`${'0'.repeat(63)}1`, undefined],
    ['1W1D1H1M1S', 694861],
    ['1s ', undefined],
    ['s1', undefined],
    ['1ss', undefined],
    ['1/', undefined],
    ['1:', undefined],
  ];
  for (const [text, seconds] of cases) assert.equal(parseTtl(text), seconds, text);
});

test('TTLs in words and units', () => {
  assert.equal(ttlText(694861), '1 week 1 day 1 hour 1 minute 1 second');
  assert.equal(ttlText(1389722), '2 weeks 2 days 2 hours 2 minutes 2 seconds');
  assert.equal(ttlText(604799), '6 days 23 hours 59 minutes 59 seconds');
  assert.equal(ttlUnits(694861), '1w1d1h1m1s');
  assert.equal(ttlUnits(604800), '1w');
});

test('key tags: sums, the carry, and RSA/MD5 of each length', () => {
  assert.equal(keyTag(Uint8Array.of(1, 0, 3, 8)), 0x0408);
  assert.equal(keyTag(Uint8Array.of(1, 0, 3, 8, 9)), 0x0d08);
  // 0xffff + 0x0308 + 0xffff has a carry of 2.
  assert.equal(keyTag(Uint8Array.of(0xff, 0xff, 3, 8, 0xff, 0xff)), 0x0308);
  assert.equal(keyTag(Uint8Array.of(1, 0, 3)), 0);
  assert.equal(keyTag(Uint8Array.of(1, 0, 3, 1)), 0);
  assert.equal(keyTag(Uint8Array.of(1, 0, 3, 1, 9, 9)), 0);
  assert.equal(keyTag(Uint8Array.of(1, 0, 3, 1, 0xab, 0xcd, 0xef)), 0xabcd);
  assert.equal(keyTag(Uint8Array.of(1, 0, 3, 1, 9, 9, 0xab, 0xcd, 0xef)), 0xabcd);
});

function moment(text: string): number {
  return readMoment(text, 0, text.length);
}

test('moments: every first and last, leap years, and 2^32', () => {
  const cases: [string, number][] = [
    ['19700101000000', 0],
    ['19691231235959', 4294967295],
    ['20000229000000', 951782400],
    ['20240229235959', 1709251199],
    ['20231231235959', 1704067199],
    ['20240101000000', 1704067200],
    ['20240301000000', 1709251200],
    ['20240630235960', 1719792000],
    ['21060207062815', 4294967295],
    ['21060207062816', 0],
    ['00000101000000', 2257290240],
    ['0', 0],
    ['4294967295', 4294967295],
    ['4294967296', -1],
    ['9999999999', -1],
    ['', -1],
    ['12345678901', -1],
    ['2024010100000', -1],
    ['202401010000000', -1],
    ['20240100000000', -1],
    ['20240132000000', -1],
    ['20240431000000', -1],
    ['20240631000000', -1],
    ['20240931000000', -1],
    ['20241131000000', -1],
    ['20240001000000', -1],
    ['20241301000000', -1],
    ['20230229000000', -1],
    ['21000229000000', -1],
    ['20240230000000', -1],
    ['20240101240000', -1],
    ['20240101006000', -1],
    ['20240101000061', -1],
    ['2024010100000x', -1],
    ['x0240101000000', -1],
  ];
  for (const [text, seconds] of cases) assert.equal(moment(text), seconds, text);
  for (let day = Date.UTC(1970, 0, 1); day < Date.UTC(2106, 1, 7); day += 86400000 * 9) {
    assert.equal(moment(momentText(day / 1000)), day / 1000, momentText(day / 1000));
  }
  for (const month of ['01', '03', '05', '07', '08', '10', '12']) assert.ok(moment(`2023${month}31000000`) >= 0, month);
  for (const seconds of [0, 951782400, 4107542400, 4294967295]) assert.equal(moment(momentText(seconds)), seconds);
});

test('punycode: digits, deltas and ends', () => {
  const cases: [string, string | undefined][] = [
    ['-', undefined],
    ['a-', 'a'],
    ['--', '-'],
    ['mnchen-3ya', 'münchen'],
    ['MNCHEN-3ya', 'MüNCHEN'],
    ['mnchen-3YA', 'münchen'],
    ['wgv71a', '日本'],
    ['a-/', undefined],
    ['a-:', undefined],
    ['a-@', undefined],
    ['a-[', undefined],
    ['a-`', undefined],
    ['a-{', undefined],
    ['mnchen-3y', undefined],
    ['99zzzz', undefined],
  ];
  for (const [text, decoded] of cases) assert.equal(decodePunycode(text), decoded, text);
  for (const char of '/:@[`{') {
    for (const text of [`mnchen-${char}ya`, `mnchen-3${char}a`, `mnchen-3y${char}`]) {
      assert.equal(decodePunycode(text), undefined, text);
    }
  }
  // What the platform's own encoder of host names makes is read back.
  const labels = ['bücher', 'ñandú', '☃', '💩x', 'ü'.repeat(12), 'zażółć', '中文网站a1', '한국', 'ไทย', 'ελληνικά'];
  for (const label of labels) {
    const [ascii] = new URL(`http://${label}.example/`).hostname.split('.');
    assert.ok(ascii.startsWith('xn--'), ascii);
    assert.equal(decodePunycode(ascii.slice(4)), label);
  }
});

test('addresses: every wrong octet, group, gap and end', () => {
  const wrong = [
    '00.1.2.3',
    '1.00.2.3',
    '1.2.3.00',
    '0300.0.2.1',
    '0xc0.0.2.1',
    '3221225985',
    '192.513',
    '192.0.513',
    '256.1.1.1',
    '1.1.1.256',
    '1.1.1.1000',
    '1.1.1.1.',
    '.1.1.1.1',
    '1.1..1.1',
    '1.1.1:1',
    '1.1.1.1/32',
    ' 1.1.1.1',
    '+1.1.1.1',
    '1.1.1.1a',
    '1/1.1.1',
  ];
  for (const text of wrong) assert.equal(parseIpv4(text), undefined, text);
  for (const octet of ['0', '9', '10', '99', '100', '199', '200', '249', '250', '255']) {
    assert.deepEqual(parseIpv4(`${octet}.0.0.${octet}`), Uint8Array.of(Number(octet), 0, 0, Number(octet)));
  }
});

test('IPv6: gaps of every length at every place, with and without an IPv4 tail', () => {
  for (let before = 0; before <= 8; before++) {
    for (let behind = 0; before + behind <= 8; behind++) {
      const groups = [...Array(8)].map((_, i) => (i < before || i >= 8 - behind ? i + 1 : 0));
      const left = groups.slice(0, before).join(':');
      const right = groups.slice(8 - behind).join(':');
      const text = `${left}::${right}`;
      const wanted = before + behind === 8 ? undefined : Uint8Array.from(groups.flatMap((group) => [0, group]));
      assert.deepEqual(parseIpv6(text), wanted, text);
      if (behind < 2 || before + behind === 8) continue;
      const tail = [...groups.slice(8 - behind, 6), `0.${groups[6]}.0.${groups[7]}`].join(':');
      assert.deepEqual(parseIpv6(`${left}::${tail}`), wanted, `${left}::${tail}`);
    }
  }
  const wrong = [
    '1:2:3:4:5:6:7:',
    ':2:3:4:5:6:7:8',
    '1:::8',
    '::1::',
    '1:2',
    '::10000',
    '::00001',
    '::fffg',
    '::-1',
    '::1 ',
  ];
  wrong.push(
    '::1.2.3.4:1',
    '1.2.3.4::',
    '::1.2.3',
    '::1.2.3.4.5',
    '::1.2.3.04',
    '1:2:3:4:5:6:7:1.2.3.4',
    '1:2:3:4:5:1.2.3.4',
  );
  for (const text of wrong) assert.equal(parseIpv6(text), undefined, text);
  assert.equal(parseAddress('::ffff:192.0.2.1')?.length, 16);
});

test('an address inside of a text is written where it is wanted, and nothing else is', () => {
  const out = new Uint8Array(24).fill(7);
  assert.ok(readIpv4('x1.2.3.4y', 1, 8, out, 2));
  assert.deepEqual([...out.subarray(0, 8)], [7, 7, 1, 2, 3, 4, 7, 7]);
  assert.ok(readIpv6('x::5y', 1, 4, out, 4));
  assert.deepEqual([...out.subarray(3, 21)], [2, ...Array(15).fill(0), 5, 7]);
  assert.ok(!readIpv4('1.2.3.4', 0, 6, out, 0) && !readIpv4('1.2.3.4', 3, 3, out, 0) && !readIpv6('::1', 1, 3, out, 0));
});

test('the longest and then the first run of zeros is left out, one group never (RFC 5952)', () => {
  const cases: [string, string][] = [
    ['1:0:0:4:5:0:0:0', '1:0:0:4:5::'],
    ['0:0:3:4:0:0:7:8', '::3:4:0:0:7:8'],
    ['0:2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
    ['1:2:3:4:5:6:0:8', '1:2:3:4:5:6:0:8'],
    ['0:0:0:0:0:ffff:c000:201', '::ffff:192.0.2.1'],
    ['0:0:0:0:0:fffe:c000:201', '::fffe:c000:201'],
    ['0:0:0:0:1:ffff:c000:201', '::1:ffff:c000:201'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['1:0:0:0:0:0:0:0', '1::'],
    ['a:b:c:d:e:f:0:0', 'a:b:c:d:e:f::'],
  ];
  for (const [text, shown] of cases) assert.equal(ipv6Text(parseIpv6(text)!), shown, text);
});

test('path templates of DNS over HTTPS (RFC 6570)', () => {
  const is = (text: string) => isDohTemplate(new TextEncoder().encode(text));
  const right = ['/{dns}', '/q{?dns}', '/q{?x,dns}', '/q{?dns,x}', '/{+dns}', '/{#dns}', '/a%20b{&dns:3}', '/{dns*}'];
  right.push(
    '/{/dns}',
    '/{;dns}',
    '/{.dns}',
    '/{dns:9999}',
    '/ü{dns}',
    '/{x}{dns}',
    '/{a.b,dns}',
    '/{%41,dns}',
    '/{dns}/x',
  );
  for (const text of right) assert.ok(is(text), text);
  const wrong = [
    '',
    'q{?dns}',
    '/',
    '/q',
    '/{x}',
    '/{dnsx}',
    '/{xdns}',
    '/{dns',
    '/dns}',
    '/{}',
    '/{?}',
    '/{dns,}',
    '/{,dns}',
  ];
  wrong.push(
    '/{dns:0}',
    '/{dns:10000}',
    '/{dns:}',
    '/{dns**}',
    '/{dns!}',
    '/{=dns}',
    '/ {dns}',
    '/"{dns}',
    '/<{dns}',
    '/%{dns}',
  );
  wrong.push(
    '/%4{dns}',
    '/%4g{dns}',
    '/|{dns}',
    '/^{dns}',
    '/`{dns}',
    '/\\{dns}',
    "/'{dns}",
    '/{dns} ',
    '/{dns}}',
    '/{{dns}}',
  );
  wrong.push('/{a..b,dns}', '/{.a.,dns}', '/{%4,dns}', '{dns}', '/\u0000{dns}', '/{x}dns');
  for (const text of wrong) assert.ok(!is(text), text);
  assert.ok(!isDohTemplate([0x2f, 0xff, ...new TextEncoder().encode('{dns}')]), 'no UTF-8');
});

test('an escape is a backslash with one character or three digits up to 255', () => {
  const read = (text: string, end = text.length) => {
    const { octet, length } = readEscape(text, 1, end);
    return [octet, length];
  };
  assert.deepEqual(read('x\\;y'), [0x3b, 2]);
  assert.deepEqual(read('x\\000y'), [0, 4]);
  assert.deepEqual(read('x\\255y'), [255, 4]);
  assert.deepEqual(read('x\\256y'), [-1, 4]);
  assert.deepEqual(read('x\\25yz'), [-1, 4]);
  assert.deepEqual(read('x\\2yzzz'), [-1, 4]);
  assert.deepEqual(read('x\\25'), [-1, 3]);
  assert.deepEqual(read('x\\2'), [-1, 2]);
  assert.deepEqual(read('x\\'), [-1, 1]);
  assert.deepEqual(read('x\\é'), [-1, 2]);
  // What lies behind the end is not read.
  assert.deepEqual(read('x\\255', 4), [-1, 3]);
  assert.deepEqual(read('x\\255', 2), [-1, 1]);
});

test('services of WKS are at their ports', () => {
  const named =
    'echo 7, discard 9, systat 11, daytime 13, netstat 15, qotd 17, chargen 19, ftp-data 20, ftp 21, ssh 22, telnet 23, smtp 25, ' +
    'time 37, whois 43, domain 53, tftp 69, gopher 70, finger 79, http 80, kerberos 88, hostnames 101, pop3 110, sunrpc 111, ' +
    'auth 113, nntp 119, ntp 123, imap2 143, snmp 161, bgp 179, irc 194, ldap 389, https 443, submission 587, ldaps 636, ' +
    'imaps 993, pop3s 995';
  const row = typeByMnemonic('WKS')!;
  for (const [name, port] of named.split(', ').map((each) => each.split(' '))) {
    const wire = rdataToWire(row, wordsOf(`192.0.2.1 TCP ${name.toUpperCase()}`), [])!;
    assert.equal(rdataFromWire(row, wire), `192.0.2.1 6 ${port}`, name);
  }
  const protocols = ['icmp', 'tcp', 'udp'].map((name) => rdataToWire(row, wordsOf(`192.0.2.1 ${name}`), [])![4]);
  assert.deepEqual(protocols, [1, 6, 17]);
});

test('flags of keys have their words', () => {
  const row = typeByMnemonic('DNSKEY')!;
  const flags = (word: string) => {
    const wire = rdataToWire(row, wordsOf(`${word} 3 8 AQI=`), []);
    return wire && wire[0] * 256 + wire[1];
  };
  const named =
    'NOCONF 16384, NOAUTH 32768, NOKEY 49152, FLAG2 8192, EXTEND 4096, FLAG4 2048, FLAG5 1024, USER 0, ZONE 256, HOST 512, ' +
    'NTYP3 768, FLAG8 128, FLAG9 64, FLAG10 32, FLAG11 16, SIG0 0, SIG1 1, SIG9 9, SIG15 15';
  for (const [word, value] of named.split(', ').map((each) => each.split(' '))) {
    assert.equal(flags(word), Number(value), word);
  }
  assert.equal(flags('ZONE|SIG1'), 257);
  assert.equal(flags('SIG16'), undefined);
});

test('text becomes UTF-8 at the borders of its lengths', () => {
  const row = typeByMnemonic('TXT')!;
  for (const text of [
    '\u007f',
    '\u0080',
    '\u07ff',
    '\u0800',
    '\ud7ff',
    '\ue000',
    '\uffff',
    '\u{10000}',
    '\u{10ffff}',
  ]) {
    const octets = [...new TextEncoder().encode(text)];
    assert.deepEqual([...rdataToWire(row, wordsOf(`"${text}"`), [])!], [octets.length, ...octets]);
  }
  // Half of a pair is no character.
  for (const text of ['\ud800', '\udfff', '\udc00\ud800']) {
    const octets = [...new TextEncoder().encode(text)];
    assert.deepEqual([...rdataToWire(row, wordsOf(`"${text}"`), [])!], [octets.length, ...octets]);
  }
});

test('what may stand in a host name, and what in a number', () => {
  for (let octet = 0; octet < 256; octet++) {
    const char = String.fromCharCode(octet);
    // Names are looked at in lower case.
    assert.equal(HOST[octet], /[0-9a-z]/.test(char) ? 0 : char === '-' ? 1 : /[_/]/.test(char) ? 2 : 6, char);
    assert.equal(DIGITS[octet], /[0-9]/.test(char) ? 3 : /[a-f]/.test(char) ? 2 : 0, char);
  }
});
