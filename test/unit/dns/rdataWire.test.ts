import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLASS } from '../../../server/src/dns/classes.ts';
import { Decoder } from '../../../server/src/dns/rdata/codec.ts';
import { FIELD_KINDS } from '../../../server/src/dns/rdata/kinds.ts';
import { rdataFromWire, rdataToWire } from '../../../server/src/dns/rdata.ts';
import { TYPES, typeCodeAt, typeRow } from '../../../server/src/dns/types.ts';
import { wordsOf } from './words.ts';

/** The text of octets, given as a type and hexadecimal digits. */
function textOf(record: string): string {
  const [type, hex = ''] = record.split(' ');
  return rdataFromWire(typeRow(typeCodeAt(type, 0, type.length), CLASS.IN), Uint8Array.from(Buffer.from(hex, 'hex')));
}

const RIGHT: readonly (readonly [record: string, text: string])[] = [
  ['A c0000201', '192.0.2.1'],
  ['NS 00', '.'],
  ['NS 016100', 'a.'],
  ['MX 000a00', '10 .'],
  ['TXT 0161', '"a"'],
  ['TXT 00', '""'],
  ['TXT 016100', '"a" ""'],
  ['SOA 0161000162000000000100000002000000030000000400000005', 'a. b. 1 2 3 4 5'],
  ['NSEC 00000140', '. A'],
  ['NSEC 0000020040', '. MR'],
  ['NSEC 00000140010180', '. A URI'],
  [`NSEC 00002${'00'.repeat(32)}1`, '. ANY'],
  ['NXT 0040', '. A'],
  [`NXT ${'00'.repeat(16)}01`, '. TYPE127'],
  ['SVCB 000100', '1 .'],
  ['SVCB 000100000300020050', '1 . port=80'],
  ['SVCB 00010000010003026832000300020050', '1 . alpn="h2" port=80'],
  ['SVCB 0001000001000302683200020000', '1 . alpn="h2" no-default-alpn'],
  ['SVCB 000100000000020003000300020050', '1 . mandatory=port port=80'],
  ['SVCB 000100000000040001000300010003026832000300020050', '1 . mandatory=alpn,port alpn="h2" port=80'],
  ['SVCB 00010000040004c0000201', '1 . ipv4hint=192.0.2.1'],
  ['SVCB 0001000006001020010db8000000000000000000000001', '1 . ipv6hint=2001:db8::1'],
  ['SVCB 00010000050000', '1 . ech'],
  ['SVCB 00010000050001ff', '1 . ech=/w=='],
  ['SVCB 000100000700082f717b3f646e737d', '1 . dohpath="/q{?dns}"'],
  ['SVCB 000100ffff000161', '1 . key65535="a"'],
  ['LOC 00121613800000008000000000989680', '0 0 0.000 N 0 0 0.000 E 0.00m 1m 10000m 10m'],
  ['LOC 00120013800000008000000000989680', '0 0 0.000 N 0 0 0.000 E 0.00m 1m 0.00m 10m'],
  ['LOC 00121613934fd9008000000000989680', '90 0 0.000 N 0 0 0.000 E 0.00m 1m 10000m 10m'],
  ['LOC 0012161380000000a69fb20000989680', '0 0 0.000 N 180 0 0.000 E 0.00m 1m 10000m 10m'],
  ['LOC 001216138000000059604e0000989680', '0 0 0.000 N 180 0 0.000 W 0.00m 1m 10000m 10m'],
  ['LOC 00121613800000008000000000000000', '0 0 0.000 N 0 0 0.000 E -100000.00m 1m 10000m 10m'],
  ['LOC 001216138000000080000000ffffffff', '0 0 0.000 N 0 0 0.000 E 42849672.95m 1m 10000m 10m'],
  [`NSEC3 010000000014${'00'.repeat(21)}0140`, `1 0 0 - ${'0'.repeat(32)} A`],
  ['NSEC3 02000000000100000140', '2 0 0 - 00 A'],
  [`NSEC3 020000000027${'00'.repeat(40)}0140`, `2 0 0 - ${'0'.repeat(63)} A`],
  ['NSEC3PARAM 0100000000', '1 0 0 -'],
  ['NSEC3PARAM 0100000001ab', '1 0 0 AB'],
  ['DNSKEY 0101030801', '257 3 8 AQ=='],
  ['KEY c0000308', '49152 3 8'],
  ['KEY c000030801', '49152 3 8 AQ=='],
  [`DS 00010801${'aa'.repeat(20)}`, `1 8 1 ${'A'.repeat(40)}`],
  [`DS 00010802${'aa'.repeat(32)}`, `1 8 2 ${'A'.repeat(64)}`],
  ['DS 00010805aa', '1 8 5 AA'],
  ['RRSIG 0001080000000000659200800000000000010000', 'A 8 0 0 20240101000000 19700101000000 1 . AA=='],
  ['RRSIG 00010801000000006592008000000000000101610000', 'A 8 1 0 20240101000000 19700101000000 1 a. AA=='],
  ['CAA 0005697373756578', '0 issue "x"'],
  ['CAA 00056973737565', '0 issue ""'],
  ['X25 0431323334', '"1234"'],
  ['NAPTR 00010001017501780000', '1 1 "u" "x" "" .'],
  ['NAPTR 000100010175017805216121622100', '1 1 "u" "x" "!a!b!" .'],
  ['NAPTR 00010001017501780621612162216900', '1 1 "u" "x" "!a!b!i" .'],
  ['HIP 01020002000102', '2 00 AQI='],
  ['HIP 01020002000102016100', '2 00 AQI= a.'],
  ['A6 0020010db8000000000000000000000001', '0 2001:db8::1'],
  ['A6 80016100', '128 a.'],
  ['A6 40000000000000000100', '64 ::1 .'],
  ['A6 41000000000000000100', '65 ::1 .'],
  ['A6 7f0100', '127 ::1 .'],
  ['AMTRELAY 0a00', '10 0 0 .'],
  ['AMTRELAY 0a80', '10 1 0 .'],
  ['AMTRELAY 0a01c0000201', '10 0 1 192.0.2.1'],
  ['AMTRELAY 0a0220010db8000000000000000000000001', '10 0 2 2001:db8::1'],
  ['AMTRELAY 0a83016100', '10 1 3 a.'],
  ['IPSECKEY 0a000201', '10 0 2 . AQ=='],
  ['IPSECKEY 0a0102c000020101', '10 1 2 192.0.2.1 AQ=='],
  ['WKS c00002010640', '192.0.2.1 6 1'],
  ['WKS c000020106', '192.0.2.1 6'],
  ['APL 000108010a', '1:10.0.0.0/8'],
  ['APL 000108810a', '!1:10.0.0.0/8'],
  ['APL 0002801020010db8000000000000000000000001', '2:2001:db8::1/128'],
  ['APL', ''],
  ['EUI48 001122334455', '00-11-22-33-44-55'],
  ['L64 00010001000200030004', '1 1:2:3:4'],
  ['ATMA 0047', '47'],
  ['ATMA 013132', '+12'],
  ['NSAP 47', '0x47'],
  ['CERT 000100000800', 'PKIX 0 RSASHA256 AA=='],
  ['TLSA 030101aa', '3 1 1 AA'],
  [`SSHFP 0101${'aa'.repeat(20)}`, `1 1 ${'A'.repeat(40)}`],
  [`ZONEMD 000000010101${'aa'.repeat(48)}`, `1 1 1 ${'A'.repeat(96)}`],
  [`ZONEMD 000000010103${'aa'.repeat(12)}`, `1 1 3 ${'A'.repeat(24)}`],
  ['CSYNC 000000010003000140', '1 3 A'],
  ['CSYNC 000000010003', '1 3'],
  ['URI 0001000161', '1 1 "a"'],
  ['URI 00010001', '1 1 ""'],
  ['DOA 00000000000000000100', '0 0 1 "" -'],
  ['DSYNC 003b01003500', 'CDS NOTIFY 53 .'],
];

/** Octets that do not make the fields of the type: too few, too many, out of order, out of range. */
const WRONG: readonly string[] = [
  'A c000020101',
  'A c00002',
  'AAAA 20010db80000000000000000000000',
  'NS 0000',
  'NS 0161',
  'NS 4061',
  'MX 000a',
  'MX 0a',
  'TXT 0261',
  'TXT',
  'NSEC 00000100',
  'NSEC 0000020100',
  'NSEC 00010180000140',
  'NSEC 00000140000140',
  'NSEC 0000',
  `NSEC 00002${'00'.repeat(33)}1`,
  `NSEC 000021${'00'.repeat(33)}01`,
  'NXT 00c0',
  'NXT 004000',
  `NXT ${'00'.repeat(17)}01`,
  'SVCB 000100000300020050000300020050',
  'SVCB 00010000030002005000010003026832',
  'SVCB 0001000003000150',
  'SVCB 0001000003000400500050',
  'SVCB 00010000010000',
  'SVCB 000100000100030268',
  'SVCB 0001000001000100',
  'SVCB 00010000020000',
  'SVCB 000100000100030268320002000100',
  'SVCB 000100000000020003',
  'SVCB 00010000000000',
  'SVCB 0001000000000103',
  'SVCB 000100000000020000',
  'SVCB 000100000000040003000100010003026832000300020050',
  'SVCB 0001000000000400030003000300020050',
  'SVCB 00010000040003c00002',
  'SVCB 00010000040000',
  'SVCB 0001000006000f20010db80000000000000000000000',
  'SVCB 000100000700082f717b3f646e7378',
  'SVCB 0001000003',
  'LOC 01121613800000008000000000989680',
  'LOC 00a21613800000008000000000989680',
  'LOC 001a1613800000008000000000989680',
  'LOC 00120113800000008000000000989680',
  'LOC 00121613934fd9018000000000989680',
  'LOC 001216136cb026ff8000000000989680',
  'LOC 0012161380000000a69fb20100989680',
  'LOC 001216138000000059604dff00989680',
  'LOC 001216138000000080000000009896',
  `NSEC3 010000000013${'00'.repeat(20)}0140`,
  'NSEC3 020000000000000140',
  `NSEC3 020000000028${'00'.repeat(41)}0140`,
  `NSEC3 010000000114${'00'.repeat(21)}0140`,
  'NSEC3PARAM 0100000002ab',
  'NSEC3PARAM 010000000000',
  'DNSKEY 01010308',
  'KEY 80000308',
  `DS 00010801${'aa'.repeat(19)}`,
  'DS 00010805',
  'RRSIG 00010800000000006592008000000000000100',
  'RRSIG 00010800000000006592008000000000000101610000',
  'CAA 000078',
  'CAA 0005697373752d78',
  'CAA 00066973737565',
  'X25 03313233',
  'X25 0431323361',
  'NAPTR 0001000101750178042161216200',
  'NAPTR 00010001017501780621612162216a00',
  'HIP 000200020102',
  'HIP 0102000000',
  'HIP 01020003000102',
  'A6 81016100',
  'A6 41800000000000000100',
  'A6 7f0200',
  'AMTRELAY 0a0400',
  'AMTRELAY 0a01c00002',
  'IPSECKEY 0a040201',
  'IPSECKEY 0a0000',
  'WKS c0000201064000',
  'WKS c0000201',
  'APL 000121010a',
  'APL 000108050a00000000',
  'APL 000108020a00',
  'APL 000308010a',
  'APL 00030000',
  `WKS c000020106${'00'.repeat(8192)}01`,
  'APL 000108020a',
  'EUI48 0011223344',
  'ATMA 013161',
  'ATMA 0200',
  'ATMA 00',
  'NSAP',
  'CERT 0001000008',
  'TLSA 030101',
  `SSHFP 0101${'aa'.repeat(19)}`,
  `ZONEMD 000000010101${'aa'.repeat(47)}`,
  'ZONEMD 000000010103aaaaaaaaaaaaaaaaaaaaaa',
];

test('octets that are of the type have its text', () => {
  for (const [record, text] of RIGHT) assert.equal(textOf(record), text, record);
});

test('octets that are not of the type are shown as they are', () => {
  for (const record of WRONG) {
    const [, hex = ''] = record.split(' ');
    const wanted = hex === '' ? '\\# 0' : `\\# ${hex.length / 2} ${hex.toUpperCase()}`;
    assert.equal(textOf(record), wanted, record);
  }
});

test('the length of a field on the wire is that of its kind', () => {
  for (const row of TYPES) {
    const octets = row.status === 'meta' ? undefined : rdataToWire(row, wordsOf(row.example), []);
    if (!octets) continue;
    const decoder = new Decoder(octets);
    for (const field of row.fields) {
      const from = decoder.at;
      const { codec, wire } = FIELD_KINDS[field.kind];
      codec.decode(decoder, field);
      const length = decoder.at - from;
      if (typeof wire === 'number') assert.equal(length, wire, `${row.mnemonic} ${field.name}`);
      else if (wire === 'string') assert.equal(length, octets[from] + 1, `${row.mnemonic} ${field.name}`);
    }
    // Names in responses are found by the lengths of what stands before them.
    const last = row.fields.findLastIndex(({ kind }) => FIELD_KINDS[kind].wire === 'name');
    for (const { kind } of row.fields.slice(0, last + 1)) assert.ok(FIELD_KINDS[kind].wire, `${row.mnemonic} ${kind}`);
  }
});
