import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLASS } from '../../../server/src/dns/classes.ts';
import { endOfIpv4, endOfIpv6, isPlainRdata, readDecimal } from '../../../server/src/dns/rdata/plain.ts';
import { checkRdata } from '../../../server/src/dns/rdata.ts';
import { TYPE, TYPES, typeCodeAt, typeRow } from '../../../server/src/dns/types.ts';
import { wordsOf } from './words.ts';

/** The octets of a text of ASCII, with the end of a line behind it. */
function unitsOf(text: string): Uint8Array {
  return new TextEncoder().encode(`${text}\n`);
}

/** Whether a record's data are sound beyond doubt. */
function isPlain(record: string, hasName = true): boolean {
  const type = record.split(' ', 1)[0];
  const text = record.slice(type.length + 1);
  const { starts, ends, quoted, count } = wordsOf(text);
  return isPlainRdata(
    typeCodeAt(type, 0, type.length),
    unitsOf(text),
    Int32Array.from(starts),
    Int32Array.from(ends),
    Uint8Array.from(quoted),
    0,
    count,
    hasName,
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
  others.push(
    `TXT ${'a '.repeat(101)}`,
    'TXT',
    'SOA a. b. 1 2 3 4 5',
    'CAA 0 issue x',
    'DS 1 8 2 aa',
    'RRSIG A',
    'ANY x',
    'NULL x',
  );
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
  for (const record of ['NS a.', 'MX 10 a.', 'SRV 0 0 0 a.']) assert.ok(!isPlain(record, false), record);
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
