import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLASS } from '../../../server/src/dns/classes.ts';
import { endOfIpv4, endOfIpv6, isPlainRdata, readDecimal } from '../../../server/src/dns/rdata/plain.ts';
import { checkRdata } from '../../../server/src/dns/rdata.ts';
import { TYPE, TYPES, typeCodeAt, typeRow } from '../../../server/src/dns/types.ts';
import { randomNumbers } from '../fuzz/edits.ts';
import { wordsOf } from './words.ts';

/** The octets of a text of ASCII, with the end of a line behind it. */
function unitsOf(text: string): Uint8Array {
  return new TextEncoder().encode(`${text}\n`);
}

/** Whether a record's data are sound beyond doubt; the name among them has so many labels. */
function isPlain(record: string, labels = 2): boolean {
  const type = record.split(' ', 1)[0];
  const text = record.slice(type.length + 1);
  const { starts, ends, quoted, count } = wordsOf(text);
  return isPlainRdata(
    typeCodeAt(type, 0, type.length),
    {
      units: unitsOf(text),
      starts: Int32Array.from(starts),
      ends: Int32Array.from(ends),
      quoted: Uint8Array.from(quoted),
    },
    0,
    count,
    labels,
  );
}

test('the usual data of large zones are sound beyond doubt', () => {
  const usual = [
    'A 192.0.2.1',
    'A 0.0.0.0',
    'A 255.255.255.255',
    'AAAA 2001:db8::1',
    'AAAA 1:2:3:4:5:6:7:8',
    'NS a.',
    'PTR a',
  ];
  usual.push(
    'MX 0 a.',
    'MX 65535 a.',
    'SRV 0 65535 443 a.',
    'TXT "a"',
    `TXT ${'a'.repeat(85)} b "c d"`,
    `TXT ${'a'.repeat(255)} ${'é'.repeat(85)}`,
    'CNAME a',
    'DNAME a',
  );
  for (const record of usual) assert.ok(isPlain(record), record);
});

const SIGNATURE = 'A 13 2 3600 20240201000000 20240101000000 12345 example.com.';
const HASH = 'AJHVGTICN6K0VDA53GCHFMT219SRRQLM';

test('the data of signed zones are sound beyond doubt', () => {
  const usual = [
    `RRSIG ${SIGNATURE} AwEAAQ==`,
    `RRSIG ${SIGNATURE} AwE AAQEA AAA=`,
    'NSEC a. A MX RRSIG NSEC',
    'NSEC a. nsec',
    `NSEC3 1 0 0 - ${HASH}`,
    `NSEC3 1 1 10 00ff ${HASH.toLowerCase()} A RRSIG`,
    'NSEC3PARAM 1 0 0 -',
    'DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==',
    'DS 12345 13 2 D001BD422FFDA9B745425B71DC17D007E691869BD59C5F237D9BF85434C3133F',
    'DS 12345 13 2 d001bd422ffda9b745425b71dc17d007 e691869bd59c5f237d9bf85434c3133f',
    'TLSA 3 1 1 00ff',
  ];
  for (const record of usual) assert.ok(isPlain(record), record);
  const others = [
    `RRSIG ${SIGNATURE}`,
    `RRSIG ${SIGNATURE} AwEAAR==`,
    `RRSIG ${SIGNATURE} AwEAAQ=`,
    `RRSIG ${SIGNATURE} AwEAAQ== =`,
    `RRSIG ${SIGNATURE} AwE=AAQA`,
    `RRSIG ${SIGNATURE} "AwEAAQ=="`,
    `RRSIG ${SIGNATURE.replace('13 2', '13 1')} AwEAAQ==`,
    `RRSIG ${SIGNATURE.replace('20240201', '20241301')} AwEAAQ==`,
    `RRSIG ${SIGNATURE.replace('20240201', '20240230')} AwEAAQ==`,
    `RRSIG ${SIGNATURE.replace('20240201000000', '20240201246000')} AwEAAQ==`,
    `RRSIG ${SIGNATURE.replace('13', 'ECDSAP256SHA256')} AwEAAQ==`,
    `RRSIG ${SIGNATURE.replace('12345', '65536')} AwEAAQ==`,
    'NSEC a.',
    'NSEC a. A "NS"',
    'NSEC a. A NOSUCH',
    `NSEC3 1 0 0 - ${HASH.slice(1)}`,
    `NSEC3 1 0 0 - ${HASH.replace('A', 'W')}`,
    `NSEC3 1 0 0 0 ${HASH}`,
    `NSEC3 1 0 0 zz ${HASH}`,
    'DS 12345 13 2 00ff',
    'DS 12345 13 9 00ff',
    'TLSA 3 1 1 00f',
    'TLSA 3 1 1 zz',
  ];
  for (const record of others) assert.ok(!isPlain(record), record);
  for (const record of [usual[0], usual[2]]) assert.ok(!isPlain(record, -1), record);
});

test('texts, substitutions and keys are sound beyond doubt', () => {
  const usual = [
    'NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:info@example.net!" .',
    'NAPTR 100 10 s SIP+D2U "" _sip._udp.example.com.',
    'NAPTR 100 10 "u" "E2U+sip" "/a/b/" .',
    'HINFO "PC" Linux',
    'CAA 0 issue "ca.example.net"',
    'CAA 128 iodef mailto:a@example.com',
    'URI 10 1 "https://www.example.com/"',
    'KEY 512 3 13 AwEAAQ==',
    'KEY 16384 3 13 AwEA AQ==',
    'SSHFP 4 2 D001BD422FFDA9B745425B71DC17D007E691869BD59C5F237D9BF85434C3133F',
  ];
  for (const record of usual) assert.ok(isPlain(record), record);
  const others = [
    'NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:info@example.net" .',
    'NAPTR 100 10 "u" "E2U+sip" "!!sip:info@example.net!" .',
    'NAPTR 100 10 "u" "E2U+sip" "!^(.*)$!sip:info@example.net!" .',
    'NAPTR 100 10 "u" "E2U+sip" "!^[a-z$!sip:info@example.net!" .',
    'NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip!:info@example.net!" .',
    'NAPTR 100 10 "u" "E2U+sip" "1a1b1" .',
    'NAPTR 100 10 "u" "E2U+sip" "iaibi" .',
    `NAPTR 100 10 "u" "${'a'.repeat(256)}" "" .`,
    'NAPTR 65536 10 "u" "E2U+sip" "" .',
    'CAA 0 is-sue x',
    'CAA 0 "issue" x',
    'CAA 256 issue x',
    'CAA 0 issue x y',
    'URI 10 1 https://www.example.com/',
    'KEY 49152 3 13 AwEAAQ==',
    'KEY 49152 3 13',
    'KEY 512 3 13 AwEAAQ=',
    'SSHFP 4 2 D001BD42',
    'SSHFP 4 2',
    'SSHFP 4 3 D001BD42',
  ];
  for (const record of others) assert.ok(!isPlain(record), record);
});

test('examples of every type, changed at random, have no fault where they are sound beyond doubt', () => {
  const random = randomNumbers(11);
  const characters = [...'0129aAfFgGiIvVwWzZ+/=-. "!$([)'];
  let sound = 0;
  for (const { mnemonic, code, example } of TYPES) {
    for (let n = 0; n < 400; n++) {
      let text = example;
      for (let changes = random(3); changes > 0; changes--) {
        const at = random(text.length + 1);
        text = `${text.slice(0, at)}${characters[random(characters.length)]}${text.slice(at + random(3))}`;
      }
      if ((text.match(/"/g)?.length ?? 0) % 2 !== 0 || !isPlain(`${mnemonic} ${text}`)) continue;
      sound++;
      checkRdata(typeRow(code, CLASS.IN), wordsOf(text), (_start, _end, fault) => {
        assert.ok(fault === 'bad-name' || fault === 'bad-signer', `${mnemonic} ${text}: ${fault}`);
      });
    }
  }
  assert.ok(sound > 3000, `${sound}`);
});

test('all others are left to the codecs', () => {
  const others = [
    'A 192.0.2',
    'A 192.0.2.1.',
    'A 192.0.2.256',
    'A 192.0.2.01',
    'A 00.0.2.1',
    'A "192.0.2.1"',
    'A',
    'A 1.2.3.4 5',
  ];
  others.push(
    'A 1..2.3',
    'A .1.2.3',
    'A 1.2.3.4.5',
    'A 1.2.3.',
    'A 1.2.3.4x',
    'MX 65536 a.',
    'MX a.',
    'MX 10',
    'MX "10" a.',
  );
  others.push(
    'MX 1000000000 a.',
    'MX x a.',
    'MX -1 a.',
    'MX 10 a. b.',
    'MX 10 "a."',
    'SRV 0 0 a.',
    `TXT ${'a'.repeat(256)}`,
    `TXT ${'é'.repeat(86)}`,
    'NS a b',
  );
  others.push(`TXT ${'a '.repeat(101)}`, 'TXT', 'SOA a. b. 1 2 3 4 5', 'DS 1 8 2 aa', 'RRSIG A', 'ANY x', 'NULL x');
  others.push(
    'AAAA ::1',
    'AAAA 1::',
    'AAAA 1:2:3:4:5:6:7',
    'AAAA 1:2:3:4:5:6:7:8:9',
    'AAAA 1::2::3',
    'AAAA 12345::1',
    'AAAA 1:::2',
  );
  others.push(
    'AAAA 1:2:3:4:5:6:7::8',
    'AAAA 1:2:3:4::5:6:7:8',
    'AAAA 2001:db8::1.2.3.4',
    'AAAA 1:',
    'AAAA :1',
    'AAAA g::1',
    'AAAA 1::2.',
  );
  for (const record of others) assert.ok(!isPlain(record), record);
  for (const record of ['NS a.', 'MX 10 a.', 'SRV 0 0 0 a.']) assert.ok(!isPlain(record, -1), record);
});

test('what is sound beyond doubt has no fault', () => {
  let state = 3;
  const next = (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
  const words = [
    '0',
    '1',
    '255',
    '256',
    '65535',
    '65536',
    '1.2.3.4',
    '1.2.3',
    '01.2.3.4',
    '1::2',
    '::',
    '1:2:3:4:5:6:7:8',
    'a.',
    '"x"',
  ];
  let sound = 0;
  for (const row of TYPES) {
    for (let n = 0; n < 300; n++) {
      const text = Array.from({ length: next(6) }, () => words[next(words.length)]).join(' ');
      if (!isPlain(`${row.mnemonic} ${text}`)) continue;
      sound++;
      checkRdata(typeRow(row.code, CLASS.IN), wordsOf(text), (_start, _end, code) => {
        // The name was read by the caller, who knows whether it is one.
        assert.equal(code, 'bad-name', `${row.mnemonic} ${text}`);
      });
    }
  }
  assert.ok(sound > 500, `${sound}`);
  assert.ok(!isPlain('TYPE65280 x') && typeRow(TYPE.A, CLASS.IN).fields.length === 1);
});

test('where addresses and numbers end', () => {
  const ipv4 = (text: string) => endOfIpv4(unitsOf(text), 0);
  assert.deepEqual(['1.2.3.4', '255.0.0.10 x', '0.0.0.0;'].map(ipv4), [7, 10, 7]);
  assert.deepEqual(
    ['1.2.3', '1.2.3.4.', '1.2.3.4.5', '00.1.1.1', '1.1.1.256', '', '.', '1..1.1'].map(ipv4),
    Array(8).fill(-1),
  );
  const ipv6 = (text: string) => endOfIpv6(unitsOf(text), 0);
  assert.deepEqual(['1::2', 'ABCD::ef 1', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6::8'].map(ipv6), [4, 8, 15, 14]);
  assert.deepEqual(
    ['::1', '1::', '1:2:3:4:5:6:7', '1::2::3', '12345::1', '1:2:3:4:5:6:7::8', ''].map(ipv6),
    Array(7).fill(-1),
  );
  const decimal = (text: string) => readDecimal(unitsOf(text), 0, text.length);
  assert.deepEqual(
    ['0', '007', '999999999', '1000000000', '', '1x', '/', ':'].map(decimal),
    [0, 7, 999999999, -1, -1, -1, -1, -1],
  );
});
