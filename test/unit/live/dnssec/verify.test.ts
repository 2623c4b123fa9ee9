import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CLASS } from '../../../../server/src/dns/classes.ts';
import { canonicalRdata } from '../../../../server/src/dns/rdata/caseless.ts';
import { TYPE, typeRow } from '../../../../server/src/dns/types.ts';
import { converse } from '../../../../server/src/live/conversation.ts';
import { type Denials, MAX_HASHES, proveNodata, proveNxdomain } from '../../../../server/src/live/dnssec/denial.ts';
import { methodOf, publicKeyOf, rsaBits, type Verifier, webVerifier } from '../../../../server/src/live/dnssec/keys.ts';
import { commonAncestor, compareCanonical, labelCount, lowWire } from '../../../../server/src/live/dnssec/names.ts';
import {
  base32hexOctets,
  readDnskey,
  readNsec,
  readNsec3,
  readRrsig,
  rrsetsOf,
} from '../../../../server/src/live/dnssec/records.ts';
import { signedOctets, signedOwner } from '../../../../server/src/live/dnssec/signed.ts';
import { signatureFault, timeFault } from '../../../../server/src/live/dnssec/verify.ts';
import { nodeVerifier } from '../../../../server/src/node/transports/verify.ts';
import { recordOf } from '../answerText.ts';

/** Signatures that others made: the RFC, the key, the record, the signature over it, and a moment at which it holds. */
const PUBLISHED: readonly { readonly from: string; readonly now: number; readonly lines: readonly string[] }[] = [
  {
    from: 'RFC 6605 section 6.1 (P-256)',
    now: Date.UTC(2010, 7, 20) / 1000,
    lines: [
      'example.net. 3600 DNSKEY 257 3 13 GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==',
      'www.example.net. 3600 A 192.0.2.1',
      'www.example.net. 3600 RRSIG A 13 3 3600 20100909100439 20100812100439 55648 example.net. qx6wLYqmh+l9oCKTN6qIc+bw6ya+KJ8oMz0YP107epXAyGmt+3SNruPFKG7tZoLBLlUzGGus7ZwmwWep666VCw==',
    ],
  },
  {
    from: 'RFC 6605 section 6.2 (P-384)',
    now: Date.UTC(2010, 7, 20) / 1000,
    lines: [
      'example.net. 3600 DNSKEY 257 3 14 xKYaNhWdGOfJ+nPrL8/arkwf2EY3MDJ+SErKivBVSum1w/egsXvSADtNJhyem5RCOpgQ6K8X1DRSEkrbYQ+OB+v8/uX45NBwY8rp65F6Glur8I/mlVNgF6W/qTI37m40',
      'www.example.net. 3600 A 192.0.2.1',
      'www.example.net. 3600 RRSIG A 14 3 3600 20100909102025 20100812102025 10771 example.net. /L5hDKIvGDyI1fcARX3z65qrmPsVz73QD1Mr5CEqOiLP95hxQouuroGCeZOvzFaxsT8Glr74hbavRKayJNuydCuzWTSSPdz7wnqXL5bdcJzusdnI0RSMROxxwGipWcJm',
    ],
  },
  {
    from: 'RFC 8080 section 6.1 (Ed25519)',
    now: Date.UTC(2015, 7, 1) / 1000,
    lines: [
      'example.com. 3600 DNSKEY 257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=',
      'example.com. 3600 MX 10 mail.example.com.',
      'example.com. 3600 RRSIG MX 15 2 3600 1440021600 1438207200 3613 example.com. oL9krJun7xfBOIWcGHi7mag5/hdZrKWw15jPGrHpjQeRAvTdszaPD+QLs3fx8A4M3e23mRZ9VrbpMngwcrqNAg==',
    ],
  },
  {
    from: 'RFC 8080 section 6.2 (Ed448)',
    now: Date.UTC(2015, 7, 1) / 1000,
    lines: [
      'example.com. 3600 DNSKEY 257 3 16 3kgROaDjrh0H2iuixWBrc8g2EpBBLCdGzHmn+G2MpTPhpj/OiBVHHSfPodx1FYYUcJKm1MDpJtIA',
      'example.com. 3600 MX 10 mail.example.com.',
      'example.com. 3600 RRSIG MX 16 2 3600 1440021600 1438207200 9713 example.com. 3cPAHkmlnxcDHMyg7vFC34l0blBhuG1qpwLmjInI8w1CMB29FkEAIJUA0amxWndkmnBZ6SKiwZSAxGILn/NBtOXft0+Gj7FSvOKxE/07+4RQvE581N3Aj/JtIyaiYVdnYtyMWbSNyGEY2213WKsJlwEA',
    ],
  },
];

function setsOf(lines: readonly string[]) {
  const records = lines.map(recordOf);
  const key = readDnskey(records[0])!;
  const [set] = rrsetsOf(records).filter(({ signatures }) => signatures.length > 0);
  return { key, set };
}

function run(
  { key, set }: ReturnType<typeof setsOf>,
  now: number,
  verifier: Verifier = nodeVerifier,
): Promise<string | undefined> {
  const how = { verifier, now, budget: { signatures: 10 } };
  const nobody = async (): Promise<never> => assert.fail('nobody is to be asked');
  return converse(signatureFault(set, set.signatures[0], key, how), { exchange: nobody, monotonic: () => 0 });
}

describe('signatures that others made', () => {
  for (const { from, now, lines } of PUBLISHED) {
    const made = setsOf(lines);
    test(`${from} holds`, async () => {
      assert.equal(await run(made, now), undefined);
    });
    // Ed448 is an experiment in the WebCrypto of Node, and no browser has it.
    if (!from.includes('Ed448')) {
      test(`${from} holds by WebCrypto`, async () => {
        assert.equal(await run(made, now, webVerifier(crypto.subtle)), undefined);
      });
    }
    test(`${from} is not judged where WebCrypto does not know the algorithm`, async () => {
      const importKey = async (): Promise<never> => {
        throw new DOMException('not here', 'NotSupportedError');
      };
      assert.equal(await run(made, now, webVerifier({ ...crypto.subtle, importKey })), 'unsupported');
    });
    test(`${from} holds in capitals`, async () => {
      const records = made.set.records.map((one) => ({ ...one, owner: one.owner.toUpperCase() }));
      assert.equal(
        await run({ ...made, set: { ...made.set, owner: made.set.owner.toUpperCase(), records } }, now),
        undefined,
      );
    });
    test(`${from} does not hold of other records`, async () => {
      const records = made.set.records.map((one) => ({ ...one, rdata: one.rdata.with(0, 77) }));
      assert.equal(await run({ ...made, set: { ...made.set, records } }, now), 'wrong');
    });
    test(`${from} does not hold before and after its time`, async () => {
      assert.equal(await run(made, now + 10 * 365 * 86_400), 'expired');
      assert.equal(await run(made, now - 365 * 86_400), 'early');
    });
  }
});

test('a signature that cannot be verified is none that does not hold', async () => {
  assert.equal(await run(setsOf(PUBLISHED[0].lines), PUBLISHED[0].now, () => undefined), 'unsupported');
});

test('no more signatures are tried than the budget has', async () => {
  const { key, set } = setsOf(PUBLISHED[0].lines);
  const how = { verifier: nodeVerifier, now: PUBLISHED[0].now, budget: { signatures: 0 } };
  const fault = converse(signatureFault(set, set.signatures[0], key, how), {
    exchange: async () => assert.fail(),
    monotonic: () => 0,
  });
  assert.equal(await fault, 'limit');
});

test('keys are read as their algorithm has them', () => {
  for (const algorithm of [5, 7, 8, 10]) assert.equal(methodOf(algorithm)?.name, 'RSASSA-PKCS1-v1_5');
  for (const algorithm of [0, 1, 3, 6, 12, 17, 253]) assert.equal(methodOf(algorithm), undefined);
  assert.equal(publicKeyOf({ algorithm: 13, publicKey: new Uint8Array(63) }), undefined);
  assert.equal(publicKeyOf({ algorithm: 15, publicKey: new Uint8Array(33) }), undefined);
  assert.equal(publicKeyOf({ algorithm: 8, publicKey: Uint8Array.of(3, 1, 0, 1) }), undefined);
  const exponent = [3, 1, 0, 1];
  assert.equal(rsaBits(Uint8Array.of(...exponent, 0x80, 0)), 16);
  assert.equal(rsaBits(Uint8Array.of(...exponent, 0, 0x01, 0)), 9);
  // An exponent of 256 octets and more has its length in three (RFC 3110 section 2).
  assert.equal(rsaBits(Uint8Array.of(0, 0, 3, 1, 0, 1, 0x40)), 7);
});

test('times go round in 136 years', () => {
  const signature = (inception: number, expiration: number) =>
    readRrsig(recordOf(`a.example. 60 RRSIG A 13 2 60 ${expiration >>> 0} ${inception >>> 0} 1 example. AAAA`))!;
  assert.equal(timeFault(signature(100, 200), 150), undefined);
  assert.equal(timeFault(signature(100, 200), 100), undefined);
  assert.equal(timeFault(signature(100, 200), 200), undefined);
  assert.equal(timeFault(signature(100, 200), 201), 'expired');
  assert.equal(timeFault(signature(100, 200), 99), 'early');
  assert.equal(timeFault(signature(200, 100), 150), 'never');
  // Over the end of 32 bits, in 2106.
  assert.equal(timeFault(signature(2 ** 32 - 100, 100), 2 ** 32 + 50), undefined);
  assert.equal(timeFault(signature(2 ** 32 - 100, 100), 2 ** 32 + 150), 'expired');
});

test('the canonical order of names is that of RFC 4034 section 6.1', () => {
  const order = [
    'example.',
    'a.example.',
    'yljkjljk.a.example.',
    'Z.a.example.',
    'zABC.a.EXAMPLE.',
    'z.example.',
    '\\001.z.example.',
    '*.z.example.',
    '\\200.z.example.',
  ];
  assert.deepEqual([...order].reverse().sort(compareCanonical), order);
});

test('names are counted and compared by labels', () => {
  assert.deepEqual(['.', 'example.', '*.example.', 'a.*.example.'].map(labelCount), [0, 1, 1, 3]);
  assert.equal(signedOwner('a.b.example.', 2), '*.b.example.');
  assert.equal(signedOwner('a.b.example.', 3), 'a.b.example.');
  assert.equal(signedOwner('a.b.example.', 4), undefined);
  assert.equal(signedOwner('*.example.', 1), '*.example.');
  assert.equal(signedOwner('a.', 0), '*.');
  assert.equal(commonAncestor('a.b.Example.', 'c.b.example.'), 'b.Example.');
  assert.equal(commonAncestor('a.', 'b.'), '.');
  assert.deepEqual([...lowWire('A.\\066.')], [1, 0x61, 1, 0x62, 0]);
});

test('names in data have small letters where RFC 4034 has them', () => {
  const of = (line: string): string => {
    const { type, rdata } = recordOf(line);
    return Buffer.from(canonicalRdata(typeRow(type, CLASS.IN), rdata)).toString('latin1');
  };
  assert.ok(of('a. 1 MX 10 Mail.Example.').endsWith('\x04mail\x07example\0'));
  assert.ok(of('a. 1 SRV 1 2 3 Mail.Example.').endsWith('\x04mail\x07example\0'));
  assert.ok(of('a. 1 SOA Ns.Example. Host.Example. 1 2 3 4 5').startsWith('\x02ns\x07example\0\x04host\x07example\0'));
  assert.ok(of('a. 1 NAPTR 1 2 "U" "E2U+Sip" "!A!B!" Next.Example.').endsWith('\x04next\x07example\0'));
  assert.ok(of('a. 1 NAPTR 1 2 "U" "E2U+Sip" "!A!B!" Next.Example.').includes('E2U+Sip'));
  // RFC 6840 section 5.1: those of NSEC stay as they are, and so do those of types that came later.
  assert.ok(of('a. 1 NSEC Next.Example. A').includes('Next'));
  assert.ok(of('a. 1 SVCB 1 Next.Example.').includes('Next'));
  assert.ok(of('a. 1 TXT "Text"').includes('Text'));
});

test('equal records are signed once', () => {
  const lines = [
    'a.example. 60 A 192.0.2.2',
    'a.example. 60 A 192.0.2.1',
    'a.example. 60 A 192.0.2.2',
    'a.example. 60 RRSIG A 13 2 60 200 100 1 example. AAAA',
  ];
  const [set] = rrsetsOf(lines.map(recordOf));
  assert.equal(set.records.length, 2);
  const octets = signedOctets(set, set.signatures[0])!;
  // In the order of their data.
  assert.equal(octets.at(-1), 2);
});

describe('denials', () => {
  const nsec = (line: string) => readNsec(recordOf(line))!;
  const denials = (...lines: string[]): Denials => ({ zone: 'example.', nsecs: lines.map(nsec), nsec3s: [] });
  test('the NSEC of a delegation denies nothing below it, and nothing but the DS at it', () => {
    const cut = denials(
      'sub.example. 60 NSEC z.example. NS RRSIG NSEC',
      'example. 60 NSEC sub.example. SOA NS RRSIG NSEC',
    );
    assert.equal(proveNxdomain(cut, 'a.sub.example.'), 'not-proved');
    assert.equal(proveNodata(cut, 'sub.example.', TYPE.A), 'not-proved');
    assert.equal(proveNodata(cut, 'sub.example.', TYPE.DS), 'proved');
  });
  test('the NSEC of a zone’s own name does not deny the DS that the zone above has', () => {
    assert.equal(
      proveNodata(denials('example. 60 NSEC a.example. SOA NS RRSIG NSEC'), 'example.', TYPE.DS),
      'not-proved',
    );
  });
  test('a DNAME denies nothing below it', () => {
    const lines = ['d.example. 60 NSEC z.example. DNAME RRSIG NSEC', 'example. 60 NSEC d.example. SOA NS RRSIG NSEC'];
    assert.equal(proveNxdomain(denials(...lines), 'a.d.example.'), 'not-proved');
  });
  test('an alias is no proof that another type is not there', () => {
    assert.equal(
      proveNodata(denials('a.example. 60 NSEC b.example. CNAME RRSIG NSEC'), 'a.example.', TYPE.A),
      'not-proved',
    );
  });
  test('the wildcard has to be denied, too', () => {
    const only = denials('a.example. 60 NSEC c.example. A RRSIG NSEC');
    assert.equal(proveNxdomain(only, 'b.example.'), 'not-proved');
    const both = denials('a.example. 60 NSEC c.example. A RRSIG NSEC', 'example. 60 NSEC a.example. SOA NS RRSIG NSEC');
    assert.equal(proveNxdomain(both, 'b.example.'), 'proved');
  });
  test('the last NSEC covers to the end', () => {
    const last = denials('y.example. 60 NSEC example. A RRSIG NSEC', 'example. 60 NSEC y.example. SOA NS RRSIG NSEC');
    assert.equal(proveNxdomain(last, 'z.example.'), 'proved');
  });
  test('compact denials are denials (RFC 9824)', () => {
    assert.equal(
      proveNodata(denials('b.example. 60 NSEC \\000.b.example. RRSIG NSEC TYPE128'), 'b.example.', TYPE.A),
      'proved',
    );
  });
  test('a name with more labels than are hashed ends', () => {
    const hash = '0'.repeat(32);
    const record = recordOf(`${hash}.example. 60 NSEC3 1 0 150 AABB ${hash} A`);
    const name = `${'a.'.repeat(120)}example.`;
    assert.ok(MAX_HASHES > 120 * 2);
    assert.equal(proveNxdomain({ zone: 'example.', nsecs: [], nsec3s: [readNsec3(record)!] }, name), 'not-proved');
  });
  test('digits of hashes are read in either case', () => {
    assert.deepEqual(
      base32hexOctets(Buffer.from('0p9mhaveqvm6t7vbl5lop2u3t2rp3tom')),
      base32hexOctets(Buffer.from('0P9MHAVEQVM6T7VBL5LOP2U3T2RP3TOM')),
    );
    assert.equal(base32hexOctets(Buffer.from('wxyz')), undefined);
  });
});
