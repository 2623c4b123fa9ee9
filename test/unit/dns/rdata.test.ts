import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLASS } from '../../../server/src/dns/classes.ts';
import { parseName } from '../../../server/src/dns/nameText.ts';
import { checkRdata, rdataFromWire, rdataLayout, rdataToWire } from '../../../server/src/dns/rdata.ts';
import { TYPES, typeByMnemonic, typeRow } from '../../../server/src/dns/types.ts';
import { wordsOf } from './words.ts';

const WITH_TEXT = TYPES.filter((row) => row.status !== 'meta');

function problems(record: string): { code: string; at: string; message: string }[] {
  const space = record.indexOf(' ');
  const type = space < 0 ? record : record.slice(0, space);
  const text = space < 0 ? '' : record.slice(space + 1);
  const found: { code: string; at: string; message: string }[] = [];
  checkRdata(typeByMnemonic(type)!, wordsOf(text), (start, end, code, message) => {
    found.push({ code, at: start < 0 ? '' : text.slice(start, end), message });
  });
  return found;
}

function canonical(record: string): string | undefined {
  const [type] = record.split(' ', 1);
  const row = typeByMnemonic(type)!;
  const wire = rdataToWire(row, wordsOf(record.slice(type.length + 1)), []);
  return wire && rdataFromWire(row, wire);
}

test('the example of every type is right and survives the wire', () => {
  for (const row of WITH_TEXT) {
    const words = wordsOf(row.example);
    checkRdata(row, words, (_start, _end, code, message) => assert.fail(`${row.mnemonic}: ${code} ${message}`));
    const wire = rdataToWire(row, words, []);
    assert.ok(wire, row.mnemonic);
    const text = rdataFromWire(row, wire);
    assert.deepEqual(rdataToWire(row, wordsOf(text), []), wire, `${row.mnemonic} ${text}`);
    const generic = rdataFromWire(typeRow(65280, CLASS.IN), wire);
    assert.deepEqual(rdataToWire(row, wordsOf(generic), []), wire, `${row.mnemonic} ${generic}`);
    checkRdata(row, wordsOf(generic), (_start, _end, code) => assert.fail(`${row.mnemonic} ${generic}: ${code}`));
  }
});

test('wire format octet by octet', () => {
  const cases: [string, string][] = [
    ['A 192.0.2.1', 'c0000201'],
    ['AAAA 2001:db8::1', '20010db8000000000000000000000001'],
    ['MX 10 mail.example.', '000a046d61696c076578616d706c6500'],
    ['TXT "a b" c\\;\\100', '036120620363 3b64'.replace(' ', '')],
    ['CAA 128 issue ";"', '800569737375653b'],
    ['SOA a. b. 1 1h 2 3 4', '016100016200000000010000 0e10000000020000000300000004'.replace(' ', '')],
    ['NSEC a. A NS TYPE256', '0161000001600101' + '80'],
    ['NSEC3PARAM SHA-1 0 10 AABB', '0100000a02aabb'],
    ['RRSIG A RSASHA256 1 60 20240101000000 0 1 . AA==', '000108010000003c65920080000000000001 0000'.replace(' ', '')],
    ['SVCB 1 . port=443 alpn=h2', '000100000100030268320003000201bb'],
    ['LOC 0 N 0 E 0', '00121613800000008000000000989680'],
    ['APL !1:10.0.0.0/8', '00010881' + '0a'],
    ['AMTRELAY 10 1 3 a.', '0a83016100'],
    ['DNSKEY ZONE|SIG1 DNSSEC 8 AQI=', '010103080102'],
    ['TYPE1 \\# 4 0A000001', '0a000001'],
  ];
  for (const [record, hex] of cases) {
    const [type] = record.split(' ', 1);
    const wire = rdataToWire(typeByMnemonic(type)!, wordsOf(record.slice(type.length + 1)), []);
    assert.equal(wire && Buffer.from(wire).toString('hex'), hex, record);
  }
});

test('relative names need an origin', () => {
  const row = typeByMnemonic('MX')!;
  const origin = parseName('example.com.').labels;
  assert.equal(rdataToWire(row, wordsOf('10 mail'), undefined), undefined);
  assert.equal(rdataFromWire(row, rdataToWire(row, wordsOf('10 mail'), origin)!), '10 mail.example.com.');
  assert.equal(rdataFromWire(row, rdataToWire(row, wordsOf('10 @'), origin)!), '10 example.com.');
  assert.equal(rdataFromWire(row, rdataToWire(row, wordsOf('10 a\\.b'), origin)!), '10 a\\.b.example.com.');
});

test('canonical text', () => {
  const cases: [string, string][] = [
    ['LOC 1 N 1 E 1m 0.55m 25m', '1 0 0.000 N 1 0 0.000 E 1.00m 0.50m 20m 10m'],
    ['CERT 1 0 8 AA==', 'PKIX 0 RSASHA256 AA=='],
    ['DSYNC CDS 1 0 a.', 'CDS NOTIFY 0 a.'],
    ['HTTPS 1 . mandatory=port,alpn port=1 alpn="a\\\\,b,c"', '1 . mandatory=alpn,port alpn="a\\\\,b,c" port=1'],
    ['TXT é \\"', '"\\195\\169" "\\""'],
    ['SSHFP 0 0', '0 0'],
    ['KEY 49152 3 0', '49152 3 0'],
    ['A6 0 ::1', '0 ::1'],
    ['A6 128 a.', '128 a.'],
    ['DOA 0 0 1 "" -', '0 0 1 "" -'],
  ];
  for (const [record, text] of cases) assert.equal(canonical(record), text, record);
});

test('common slips get their own words', () => {
  const cases: [string, string, string, RegExp][] = [
    ['A 2001:db8::1', 'bad-ipv4', '2001:db8::1', /IPv6 address.*Use AAAA/],
    ['A 192.0.2.1.', 'bad-ipv4', '192.0.2.1.', /dot after the address.*Write 192\.0\.2\.1\.$/],
    ['A 192.0.2.1/24', 'bad-ipv4', '192.0.2.1/24', /prefix length/],
    ['A 192.0.2.300', 'bad-ipv4', '192.0.2.300', /300 is more than 255/],
    ['A 192.0.02.1', 'bad-ipv4', '192.0.02.1', /leading zero/],
    ['A www', 'bad-ipv4', 'www', /not an IPv4 address/],
    ['AAAA 192.0.2.1', 'bad-ipv6', '192.0.2.1', /IPv4 address.*Use A\./],
    ['AAAA 2001:db8::1/64', 'bad-ipv6', '2001:db8::1/64', /prefix length/],
    ['AAAA 2001::1::2', 'bad-ipv6', '2001::1::2', /only once/],
    ['AAAA fe80::1%eth0', 'bad-ipv6', 'fe80::1%eth0', /interface/],
    ['AAAA [::1]', 'bad-ipv6', '[::1]', /brackets/],
    ['AAAA 1:2:3', 'bad-ipv6', '1:2:3', /3 groups/],
    [
      'MX mail.example.com.',
      'missing-field',
      'mail.example.com.',
      /no preference before its mail server.*`10 mail\.example\.com\.`/,
    ],
    ['MX 10', 'missing-field', '10', /no mail server/],
    ['MX ten mail.', 'bad-number', 'ten', /not a number/],
    ['MX 65536 mail.', 'number-out-of-range', '65536', /more than 65535/],
    ['MX 10 "mail."', 'quoted', '"mail."', /in quotes/],
    ['SRV sip.example.com.', 'missing-field', 'sip.example.com.', /no priority, weight and port before its target/],
    ['SRV 0 5 sip.example.com.', 'missing-field', 'sip.example.com.', /no port before.*`0 5 5060 sip/],
    ['CAA issue "ca.example"', 'missing-field', 'issue', /no flags before its tag.*`0 issue "ca\.example"`/],
    ['CAA 0 is_sue x', 'bad-caa', 'is_sue', /letters and digits/],
    [`TXT ${'a'.repeat(256)}`, 'text-too-long', 'a'.repeat(256), /256 octets.*Split/],
    ['TXT \\999', 'bad-escape', '\\999', /starts no escape/],
    ['URI 1 1 http://a', 'quotes-missing', 'http://a', /must be in quotes/],
    ['NS a..b.', 'bad-name', '.', /dot with nothing before/],
    [`NS ${'a'.repeat(64)}.`, 'bad-name', 'a'.repeat(64), /more than 63 octets/],
    ['NS a b', 'extra-field', 'b', /One field too many, `b`/],
    ['A', 'missing-field', '', /no address/],
    ['DS 1 8 2 AABB', 'digest-length', 'AABB', /SHA-256.*64.*4/],
    ['DS 1 8 2 AAX', 'bad-hex', 'X', /hexadecimal/],
    ['DS 1 FOO 2 AA', 'bad-mnemonic', 'FOO', /DNSSEC algorithm/],
    ['DNSKEY 257 3 8 AAA', 'bad-base64', 'AAA', /base64/],
    ['DNSKEY 257 3 8 AB==', 'bad-base64', '=', /base64/],
    ['NSEC3 1 0 0 - 2VPTU A', 'digest-length', '2VPTU', /20/],
    ['NSEC3 1 0 0 - ZZ A', 'bad-base32', 'ZZ', /base32hex/],
    ['NSEC a.', 'missing-field', 'a.', /no types/],
    ['NSEC a. FOO', 'bad-mnemonic', 'FOO', /not a record type/],
    ['RRSIG A 8 0 60 20240230000000 0 1 . AA==', 'bad-time', '20240230000000', /not a moment/],
    ['RRSIG A 8 0 60 0 0 1 a. AA==', 'bad-signer', 'a.', /1 labels/],
    ['SOA a. b. 1 x 1 1 1', 'bad-time', 'x', /time span/],
    ['LOC 91 N 0 E 0', 'number-out-of-range', '91', /90 is the most/],
    ['LOC 0 0 E', 'bad-loc', 'E', /N or S/],
    ['SVCB 1 . foo=1', 'bad-svcb', 'foo=1', /not a service parameter/],
    ['SVCB 1 . ohttp', 'bad-svcb', 'ohttp', /key8/],
    ['SVCB 1 . ALPN=h2', 'bad-svcb', 'ALPN=h2', /small letters.*`alpn`/],
    ['SVCB 1 . Ipv4Hint=192.0.2.1', 'bad-svcb', 'Ipv4Hint=192.0.2.1', /`ipv4hint`/],
    ['SVCB 1 . KEY1234=a', 'bad-svcb', 'KEY1234=a', /`key1234`/],
    ['SVCB 1 . mandatory=Key1 alpn=h2', 'bad-svcb', 'mandatory=Key1', /`key1`/],
    ['MX 10 "mail.example."', 'quoted', '"mail.example."', /in quotes/],
    ['SVCB 1 ""', 'bad-name', '', /empty/],
    ['LOC 1 N 1 E 10M', 'bad-loc', '10M', /small m/],
    ['LOC 1 N 1 E 10m 1M', 'bad-loc', '1M', /small m/],
    ['SOA a. 1 2 3 4 5', 'missing-name', '1', /no mailbox before `1`/],
    ['SOA a. 1 2h 3 4 5 6', 'missing-name', '1', /no mailbox/],
    ['SOA 1 2 3 4 5', 'missing-name', '1', /no primary and mailbox before `1`/],
    ['SOA a. b. 1 2 3 4', 'missing-field', '4', /no minimum/],
    ['SOA a. b. 1 2 3 4 5 6', 'extra-field', '6', /One field too many, `6`/],
    ['MX 10 a b c', 'extra-field', 'b c', /Too much from `b` on/],
    ['SVCB 1 . mandatory=port', 'bad-svcb', 'mandatory=port', /not among/],
    ['NAPTR 1 1 "u" "x" "!a!b" .', 'bad-regexp', '!a!b', /!expression!replacement!/],
    ['EUI48 00:11:22:33:44:55', 'bad-eui', '00:11:22:33:44:55', /colons/],
    ['A \\# 3 000000', 'bad-rdata', '\\# 3 000000', /do not make the fields/],
    ['A \\# 4 00', 'digest-length', '4', /1 follow/],
    ['NULL x', 'bad-rdata', 'x', /only be written/],
  ];
  for (const [record, code, at, message] of cases) {
    const found = problems(record);
    assert.equal(found.length, 1, `${record}: ${JSON.stringify(found)}`);
    assert.equal(found[0].code, code, record);
    assert.equal(found[0].at.replace(/^"|"$/g, ''), at.replace(/^"|"$/g, ''), record);
    assert.match(found[0].message, message, record);
  }
});

test('what named accepts is no problem', () => {
  const records = [
    'TXT one two three',
    'TXT ""',
    'CAA 0 issue letsencrypt.org',
    'MX 007 mail',
    'SOA @ host 1 1h 15M 4w 1d',
    'DS 1 RSASHA256 SHA-256 D001BD422FFDA9B745425B71DC17D007 E691869BD59C5F237D9BF85434C3133F',
    'DNSKEY 257 3 8 A Q I =',
    'RRSIG 1 8 0 60 1700000000 1600000000 1 . AA==',
    'SVCB 1 . key8="a b" alpn="h2,h3"',
    'SVCB 1 . key2 key1=\\002h2',
    'SVCB 1 . mandatory=ALPN,Port alpn=H2 port=1',
    'SVCB 1 . No-Default-Alpn ALPN=\\002h2',
    'SVCB 1 "a.example." alpn=h2',
    'HTTPS 0 "."',
    'LOC 1 N 1 E -10.5m 1m 2 3.25m',
    'SOA a. 1 2 3 4 5 6',
    'APL',
    'WKS 192.0.2.1 TCP smtp 80',
    'NXT a. 2 A',
    'IPSECKEY 10 0 2 . AQNR',
    'NAPTR 1 1 "u" "E2U+sip" "!^(.*)$!sip:\\\\1@example.com!i" .',
  ];
  for (const record of records) assert.deepEqual(problems(record), [], record);
});

test('a quoted value is one parameter however the scanner cut it', () => {
  const row = typeByMnemonic('HTTPS')!;
  const text = '1 . alpn="h2,h3" port=1';
  const whole = {
    text,
    first: 0,
    count: 4,
    starts: [0, 2, 4, 17],
    ends: [1, 3, 16, 23],
    quoted: [0, 0, 0, 0],
  };
  assert.deepEqual(rdataToWire(row, whole, []), rdataToWire(row, wordsOf(text), []));
});

test('words may begin anywhere in the arrays and the text', () => {
  const row = typeByMnemonic('MX')!;
  const text = 'www IN MX 10 mail.';
  const words = {
    text,
    first: 3,
    count: 2,
    starts: [0, 4, 7, 10, 13],
    ends: [3, 6, 9, 12, 18],
    quoted: [0, 0, 0, 0, 0],
  };
  checkRdata(row, words, () => assert.fail());
  assert.deepEqual(
    rdataLayout(row, words).map((span) => text.slice(span.start, span.end)),
    ['10', 'mail.'],
  );
});

test('layout says which words belong to which field', () => {
  const spans = rdataLayout(typeByMnemonic('LOC')!, wordsOf('52 22 23.0 N 4 53 32.0 E -2m 1m'));
  assert.deepEqual(
    spans.map((span) => [span.field.name, span.firstWord, span.lastWord]),
    [
      ['latitude', 0, 3],
      ['longitude', 4, 7],
      ['altitude', 8, 8],
      ['size', 9, 9],
    ],
  );
  const soa = rdataLayout(typeByMnemonic('SOA')!, wordsOf('a. b. 1 2 3'));
  assert.deepEqual(
    soa.map((span) => span.field.name),
    ['primary', 'mailbox', 'serial', 'refresh', 'retry'],
  );
});

test('types without a known form take only octets', () => {
  const row = typeRow(65280, CLASS.IN);
  const words = wordsOf('\\# 3 AA BBCC');
  assert.equal(rdataFromWire(row, rdataToWire(row, words, [])!), '\\# 3 AABBCC');
  const codes: string[] = [];
  checkRdata(row, wordsOf('foo'), (_start, _end, code) => codes.push(code));
  checkRdata(row, wordsOf(''), (_start, _end, code) => codes.push(code));
  assert.deepEqual(codes, ['bad-rdata', 'missing-field']);
});

test('octets that are not of the type are shown as octets', () => {
  for (const row of WITH_TEXT) {
    const wire = rdataToWire(row, wordsOf(row.example), [])!;
    for (let length = 0; length < wire.length; length++) {
      const text = rdataFromWire(row, wire.subarray(0, length));
      const again = rdataToWire(row, wordsOf(text), []);
      // Whatever is printed stands for the same octets; what cannot be printed or read again is shown as octets.
      if (again) assert.deepEqual(Buffer.from(again), Buffer.from(wire.subarray(0, length)), `${row.mnemonic} ${text}`);
      else assert.match(text, /^\\# /, `${row.mnemonic} ${text}`);
    }
  }
  assert.equal(rdataFromWire(typeByMnemonic('NS')!, Uint8Array.of(0xc0, 0x0c)), '\\# 2 C00C');
});

function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}

test('garbage never throws, and problems lie within the text', () => {
  const next = random(42);
  const pool = [
    '',
    '\\',
    '\\#',
    '"',
    '"a',
    '4',
    '-1',
    '99999999999',
    '.',
    '@',
    'a..b',
    '\\300',
    ':',
    '::',
    '1.2.3.4',
    '=',
    'alpn=',
    'key1=',
    '!1:',
    '0x',
    '+',
    '\ud800',
    'é',
    'N',
    '(',
    'AA==',
    '='.repeat(9),
    'z'.repeat(400),
  ];
  for (const row of TYPES) {
    for (let n = 0; n < 60; n++) {
      const parts: string[] = row.example.split(' ').slice(0, next(6));
      for (let k = next(5); k > 0; k--) parts.splice(next(parts.length + 1), 0, pool[next(pool.length)]);
      const text = parts.join(' ');
      const words = wordsOf(text);
      let reported = 0;
      checkRdata(row, words, (start, end) => {
        reported++;
        assert.ok(start >= -1 && start <= end && end <= text.length + 1, `${row.mnemonic} ${text}: ${start} ${end}`);
      });
      rdataLayout(row, words);
      if (row.status === 'meta') continue;
      const wire = rdataToWire(row, words, []);
      assert.equal(wire === undefined, reported > 0, `${row.mnemonic} ${text}`);
      if (wire)
        assert.deepEqual(rdataToWire(row, wordsOf(rdataFromWire(row, wire)), []), wire, `${row.mnemonic} ${text}`);
    }
  }
});

test('random octets never throw', () => {
  const next = random(7);
  for (const row of TYPES) {
    for (let n = 0; n < 60; n++) {
      const wire = Uint8Array.from({ length: next(40) }, () => (next(2) ? next(8) : next(256)));
      const text = rdataFromWire(row, wire);
      if (row.status === 'meta') continue;
      const again = rdataToWire(row, wordsOf(text), []);
      if (again) assert.deepEqual(again, wire, `${row.mnemonic} ${text}`);
    }
  }
});

test('a word of 100,000 characters is judged, and its message is short', () => {
  for (const row of WITH_TEXT) {
    const text = row.example.replace(/\S+$/, 'x'.repeat(100000));
    checkRdata(row, wordsOf(text), (_start, _end, _code, message) => assert.ok(message.length < 600, row.mnemonic));
  }
});

test('every octet of a text is printed so that it is read again', () => {
  const all = Uint8Array.from({ length: 255 }, (_, i) => i + 1);
  const texts: [string, readonly number[]][] = [
    ['TXT', [255]],
    ['CAA', [0, 5, ...Buffer.from('issue')]],
    ['URI', [0, 1, 0, 1]],
    ['SVCB', [0, 1, 0, 0xff, 0xff, 0, 255]],
    ['SVCB', [0, 1, 0, 0, 1, 1, 0, 255]],
  ];
  for (const [type, before] of texts) {
    const row = typeByMnemonic(type)!;
    const wire = Uint8Array.from([...before, ...all]);
    const text = rdataFromWire(row, wire);
    assert.deepEqual(rdataToWire(row, wordsOf(text), []), wire, text);
    assert.match(text, /^[ -~]*$/);
  }
  const shown = rdataFromWire(
    typeByMnemonic('SVCB')!,
    Uint8Array.of(0, 1, 0, 0xff, 0xff, 0, 6, 34, 92, 44, 31, 127, 59),
  );
  assert.equal(shown, '1 . key65535="\\"\\\\,\\031\\127;"');
  const listed = rdataFromWire(typeByMnemonic('SVCB')!, Uint8Array.of(0, 1, 0, 0, 1, 0, 4, 3, 34, 92, 44));
  assert.equal(listed, '1 . alpn="\\"\\\\\\\\\\\\,"');
});
