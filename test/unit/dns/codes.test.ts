import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DNSSEC_ALGORITHM_ROWS, DS_DIGEST_ROWS, SVC_KEY_ROWS } from '../../../server/src/dns/algorithms.ts';
import { CLASS, classCode, classText } from '../../../server/src/dns/classes.ts';
import {
  ALGORITHM,
  CAA_FLAG,
  CSYNC_FLAG,
  DIGEST,
  DNSSEC_PROTOCOL,
  EDE,
  EDNS_FLAG,
  EDNS_OPTION,
  FLAG,
  KEY_FLAG,
  NSEC3_FLAG,
  NSEC3_HASH,
  OPCODE,
  RCODE,
  RSA_ALGORITHMS,
  rcodeName,
  SSH_DIGEST,
  SSH_KEY,
  SVC_KEY,
} from '../../../server/src/dns/codes.ts';
import {
  isMetaCode,
  TYPE,
  TYPES,
  typeByMnemonic,
  typeCodeAt,
  typeText,
  usualTypeCode,
} from '../../../server/src/dns/types.ts';
import { EXTENDED_ERRORS } from '../../../server/src/live/codes.ts';

/** As in IANA's registry (Domain Name System Parameters, Resource Record TYPEs). */
const REGISTERED =
  '1 A, 2 NS, 3 MD, 4 MF, 5 CNAME, 6 SOA, 7 MB, 8 MG, 9 MR, 10 NULL, 11 WKS, 12 PTR, 13 HINFO, 14 MINFO, 15 MX, 16 TXT, 17 RP, ' +
  '18 AFSDB, 19 X25, 20 ISDN, 21 RT, 22 NSAP, 23 NSAP-PTR, 24 SIG, 25 KEY, 26 PX, 27 GPOS, 28 AAAA, 29 LOC, 30 NXT, 31 EID, ' +
  '32 NIMLOC, 33 SRV, 34 ATMA, 35 NAPTR, 36 KX, 37 CERT, 38 A6, 39 DNAME, 40 SINK, 41 OPT, 42 APL, 43 DS, 44 SSHFP, 45 IPSECKEY, ' +
  '46 RRSIG, 47 NSEC, 48 DNSKEY, 49 DHCID, 50 NSEC3, 51 NSEC3PARAM, 52 TLSA, 53 SMIMEA, 55 HIP, 56 NINFO, 57 RKEY, 58 TALINK, ' +
  '59 CDS, 60 CDNSKEY, 61 OPENPGPKEY, 62 CSYNC, 63 ZONEMD, 64 SVCB, 65 HTTPS, 66 DSYNC, 67 HHIT, 68 BRID, 99 SPF, 100 UINFO, ' +
  '101 UID, 102 GID, 103 UNSPEC, 104 NID, 105 L32, 106 L64, 107 LP, 108 EUI48, 109 EUI64, 128 NXNAME, 249 TKEY, 250 TSIG, ' +
  '251 IXFR, 252 AXFR, 253 MAILB, 254 MAILA, 255 ANY, 256 URI, 257 CAA, 258 AVC, 259 DOA, 260 AMTRELAY, 261 RESINFO, ' +
  '262 WALLET, 263 CLA, 264 IPN, 32768 TA, 32769 DLV';

test('type codes are those of the registry', () => {
  assert.equal(
    Object.entries(TYPE)
      .map(([mnemonic, code]) => `${code} ${mnemonic}`)
      .join(', '),
    REGISTERED,
  );
});

test('a type is found by its mnemonic, and its mnemonic by its code', () => {
  for (const { code, mnemonic } of TYPES) {
    assert.equal(typeText(code), mnemonic);
    for (const text of [mnemonic, mnemonic.toLowerCase()]) assert.equal(typeCodeAt(text, 0, text.length), code);
    assert.equal(typeByMnemonic(`TYPE${code}`)?.mnemonic, mnemonic);
  }
});

test('a mnemonic is found in octets as it is in text', () => {
  const units = (text: string) => new TextEncoder().encode(`x${text}y`);
  for (const { code, mnemonic } of TYPES) {
    for (const text of [mnemonic, mnemonic.toLowerCase()]) {
      assert.equal(usualTypeCode(units(text), 1, 1 + text.length), code, text);
      assert.equal(usualTypeCode(units(`${text}z`), 1, 2 + text.length), -1, text);
      assert.notEqual(usualTypeCode(units(text), 1, text.length), code, text);
    }
  }
  // Each is one bit away from a letter, which folding the case must not take for it.
  for (const text of ['\u0021', '\u0001', 'M\u0018', 'M8', 'T\u0058\u0014', '', 'TYPE1', 'NSEC3PARAMX']) {
    assert.equal(usualTypeCode(units(text), 1, 1 + text.length), -1, text);
    if (text !== 'TYPE1') assert.equal(typeCodeAt(text, 0, text.length), -1, text);
  }
});

test('a number stands for a type in its form and range only', () => {
  const codes = [
    'TYPE0',
    'type65535',
    'TYPE00001',
    'TYPE65536',
    'TYPE',
    'TYPE123456',
    'TYPE1a',
    'TYP1',
    'AA',
    'XAAAA',
    '',
  ].map((text) => typeCodeAt(text, 0, text.length));
  assert.deepEqual(codes, [0, 65535, 1, -1, -1, -1, -1, -1, -1, -1, -1]);
});

test('codes of questions are no types of records', () => {
  const meta = [0, 1, 127, 128, 255, 256].map(isMetaCode);
  assert.deepEqual(meta, [true, false, false, true, true, false]);
});

test('class codes are those of the registry', () => {
  assert.deepEqual(CLASS, { IN: 1, CH: 3, HS: 4, NONE: 254, ANY: 255 });
  for (const [mnemonic, code] of Object.entries(CLASS)) {
    assert.equal(classCode(mnemonic.toLowerCase()), code);
    assert.equal(classText(code), mnemonic);
  }
  assert.equal(classCode('chaos'), CLASS.CH);
  assert.equal(classCode('Hesiod'), CLASS.HS);
  assert.equal(classText(32), 'CLASS32');
  assert.deepEqual(['CLASS0', 'class65535', 'CLASS65536', 'CLASS', 'CLASS1x', 'INN', ''].map(classCode), [
    0,
    65535,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

function listed(codes: Readonly<Record<string, number>>): string {
  return Object.entries(codes)
    .map(([name, code]) => `${code} ${name}`)
    .join(', ');
}

test('codes of messages are those of the registry', () => {
  assert.equal(
    listed(RCODE),
    '0 NOERROR, 1 FORMERR, 2 SERVFAIL, 3 NXDOMAIN, 4 NOTIMP, 5 REFUSED, 6 YXDOMAIN, 7 YXRRSET, 8 NXRRSET, 9 NOTAUTH, 10 NOTZONE, ' +
      '11 DSOTYPENI, 16 BADVERS, 17 BADKEY, 18 BADTIME, 19 BADMODE, 20 BADNAME, 21 BADALG, 22 BADTRUNC, 23 BADCOOKIE',
  );
  assert.equal(listed(OPCODE), '0 QUERY, 1 IQUERY, 2 STATUS, 4 NOTIFY, 5 UPDATE, 6 DSO');
  assert.deepEqual(FLAG, { QR: 32768, AA: 1024, TC: 512, RD: 256, RA: 128, Z: 64, AD: 32, CD: 16 });
  assert.deepEqual(EDNS_FLAG, { DO: 32768, CO: 16384 });
  assert.equal(
    listed(EDNS_OPTION),
    '1 LLQ, 2 UL, 3 NSID, 5 DAU, 6 DHU, 7 N3U, 8 ECS, 9 EXPIRE, 10 COOKIE, 11 KEEPALIVE, 12 PADDING, 13 CHAIN, 14 KEY-TAG, 15 EDE, ' +
      '16 CLIENT-TAG, 17 SERVER-TAG, 19 ZONEVERSION',
  );
  assert.deepEqual(
    [rcodeName(3), rcodeName(23), rcodeName(12), rcodeName(24)],
    ['NXDOMAIN', 'BADCOOKIE', undefined, undefined],
  );
});

test('extended errors have the words of the registry', () => {
  assert.equal(
    Object.entries(EXTENDED_ERRORS)
      .map(([code, words]) => `${code} ${words}`)
      .join(', '),
    '0 Other Error, 1 Unsupported DNSKEY Algorithm, 2 Unsupported DS Digest Type, 3 Stale Answer, 4 Forged Answer, ' +
      '5 DNSSEC Indeterminate, 6 DNSSEC Bogus, 7 Signature Expired, 8 Signature Not Yet Valid, 9 DNSKEY Missing, ' +
      '10 RRSIGs Missing, 11 No Zone Key Bit Set, 12 NSEC Missing, 13 Cached Error, 14 Not Ready, 15 Blocked, 16 Censored, ' +
      '17 Filtered, 18 Prohibited, 19 Stale NXDOMAIN Answer, 20 Not Authoritative, 21 Not Supported, 22 No Reachable Authority, ' +
      '23 Network Error, 24 Invalid Data, 25 Signature Expired before Valid, 26 Too Early, ' +
      '27 Unsupported NSEC3 Iterations Value, 28 Unable to conform to policy, 29 Synthesized, 30 Invalid Query Type',
  );
  // Each name says what the words say.
  const letters = (text: string) => text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  for (const [name, code] of Object.entries(EDE))
    assert.ok(letters(EXTENDED_ERRORS[code]).startsWith(letters(name)), name);
});

test('numbers of DNSSEC are those of the registries', () => {
  assert.equal(
    listed(ALGORITHM),
    '0 DELETE, 1 RSAMD5, 2 DH, 3 DSA, 5 RSASHA1, 6 NSEC3DSA, 7 NSEC3RSASHA1, 8 RSASHA256, 10 RSASHA512, 12 ECCGOST, ' +
      '13 ECDSAP256SHA256, 14 ECDSAP384SHA384, 15 ED25519, 16 ED448, 17 SM2SM3, 23 ECC-GOST12, 252 INDIRECT, 253 PRIVATEDNS, ' +
      '254 PRIVATEOID',
  );
  for (const { number, mnemonic } of DNSSEC_ALGORITHM_ROWS) {
    if (number !== ALGORITHM.DELETE) assert.equal(number, ALGORITHM[mnemonic as keyof typeof ALGORITHM], mnemonic);
  }
  assert.deepEqual(
    DNSSEC_ALGORITHM_ROWS.map(({ number }) => number),
    Object.values(ALGORITHM),
  );
  assert.equal(listed(DIGEST), '0 DELETE, 1 SHA1, 2 SHA256, 3 GOST, 4 SHA384, 5 GOST12, 6 SM3');
  assert.deepEqual(
    DS_DIGEST_ROWS.map(({ number }) => number),
    Object.values(DIGEST),
  );
  assert.deepEqual([...RSA_ALGORITHMS], [1, 5, 7, 8, 10]);
  assert.deepEqual(KEY_FLAG, { ZONE: 256, REVOKE: 128, SEP: 1 });
  assert.deepEqual([DNSSEC_PROTOCOL, NSEC3_HASH, NSEC3_FLAG], [3, { SHA1: 1 }, { OPT_OUT: 1 }]);
});

test('numbers of other fields are those of the registries', () => {
  assert.deepEqual(SSH_KEY, { RSA: 1, DSA: 2, ECDSA: 3, ED25519: 4, ED448: 6 });
  assert.deepEqual(SSH_DIGEST, { SHA1: 1, SHA256: 2 });
  assert.deepEqual([CAA_FLAG, CSYNC_FLAG], [{ CRITICAL: 128 }, { IMMEDIATE: 1, SOAMINIMUM: 2 }]);
  assert.equal(
    listed(SVC_KEY),
    '0 mandatory, 1 alpn, 2 no-default-alpn, 3 port, 4 ipv4hint, 5 ech, 6 ipv6hint, 7 dohpath, 8 ohttp, 9 tls-supported-groups, 10 docpath',
  );
  assert.deepEqual(
    SVC_KEY_ROWS.map(({ number, mnemonic }) => [mnemonic, number]),
    Object.entries(SVC_KEY),
  );
  assert.deepEqual(
    SVC_KEY_ROWS.filter(({ named }) => !named).map(({ number }) => number),
    [8, 9, 10],
  );
});
