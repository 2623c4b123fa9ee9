import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { describeIdn } from '../../../../server/src/services/zone/describe/idn.ts';
import { zoneHover } from '../../../../server/src/services/zone/hover.ts';
import { markdown, openAt } from './harness.ts';

const SOA = '$TTL 1d\n@ SOA ns1 host.master 1 2 3 4 5\n';
const digests = {
  sha256: (octets: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(octets).digest()),
};

/** The hover at the cursor, at noon on 21 November 2025 in UTC. */
function hover(text: string, withDigests = true): string {
  const { zone, document, start, lookup } = openAt({ 'db.a': `${SOA}${text}` }, [
    { file: 'db.a', origin: 'example.com' },
  ]);
  const now = (): Date => new Date(Date.UTC(2025, 10, 21, 12));
  const given = withDigests ? { ...lookup, now, digests } : { ...lookup, now };
  return markdown(zoneHover(zone, document, start, given));
}

// Made by dnssec-keygen; tags and DS records by dnssec-dsfromkey and dnssec-revoke.
const P256 = 'XrxNGj/+RVEKnBV/a1vt/sJER9awJ8opvT94TeX+69cLWvuXAy2vou2KJlVPArWXEyjqpxZqSi079rhURbgsiA==';
const ED25519 = 'yLNdHqn6FKYTqY5fPClFUVHcp3YUtJ/Epgecr+rW+Sk=';
const RSA =
  'AwEAAah52oLwmfZMU14KrB6qnIjL6rke+sgdAKLYMyxpVHMpVECVCkG5B7DHnuCkT2ToGsIyZZgXvBItYjRgu1s/RnkhhMlfZ8/56tcv+SIiPJhpkJH3JwgQvehYU7TNbDCmiEfG9EBdLjP1uJN0Tc85GDUzbABSjtERujOtKVdwfKK10UotLSDfsAN978zLNVhCiZR25fFATSW0HvF/bX+sXnqb8tuRfGpjpwRSPRuMwD36SKW/6x3j/xd54rH+VGU94P7LIehN19DJ+ilbIcC42zXTOQ9duThzMwmgfLj4B854wl0IpbMKu9putlH3ganvRluwJnVp4T1LFkLVJ5ZBTcE=';

interface Case {
  readonly what: string;
  readonly text: string;
  readonly has: readonly string[];
  readonly hasNot?: readonly string[];
}

const CASES: readonly Case[] = [
  {
    what: 'a key-signing key of P-256',
    text: `@ DNSK$0EY 257 3 13 ${P256}\n`,
    has: [
      'Key tag: **53672**',
      'Role: key-signing key',
      'Algorithm 13 ECDSAP256SHA256: Recommended today.',
      'Key size: 256 bits (P-256).',
      'Once revoked its tag is **53800**',
      '`example.com. DS 53672 13 2 99A414AE525B2C429A50DC9BA5AC919DF23504F67D23DEDE54668D8E42B1E12E`',
    ],
  },
  {
    what: 'a key of RSA, at its flags, the owner in another case',
    text: `EXAMPLE.com. DNSKEY 25$07 3 8 ${RSA}\n`,
    has: [
      'Key tag: **13436**',
      'Key size: 2048 bits, exponent 65537.',
      '**13564**',
      'DS 13436 8 2 D1BDCED8576F87AD5C0C7166D0F16ECE741640C6505CD17FBE64B2AABCAAE61E`',
    ],
    hasNot: ['is short'],
  },
  {
    what: 'a key of Ed25519, at the key',
    text: `@ DNSKEY 257 3 ED25519 yLNd$0${ED25519.slice(4)}\n`,
    has: [
      'Key tag: **57481**',
      'Key size: 256 bits (Ed25519).',
      'EB86350B9106E65633CF629E477F4FF761E7E54B3CA83B940D0B5A61AE938FA8',
    ],
  },
  {
    what: 'a revoked key has no DS record',
    text: `@ DNSK$0EY 385 3 13 ${P256}\n`,
    has: ['Key tag: **53800**', '**revoked**', 'Before it was revoked its tag was **53672**'],
    hasNot: [' DS '],
  },
  {
    what: 'a zone-signing key has none',
    text: `@ DNSK$0EY 256 3 13 ${P256}\n`,
    has: ['Role: zone-signing key.'],
    hasNot: [' DS ', 'revoked'],
  },
  {
    what: 'a small RSA key with an old algorithm',
    text: '@ DNSK$0EY 256 3 5 AwEAAQAPAQID\n',
    has: [
      'Algorithm 5 RSASHA1: Must not be used today.',
      'Key size: 28 bits',
      'Less than 2048 bits is short for an RSA key of today.',
    ],
  },
  {
    what: 'a CDNSKEY that asks for removal',
    text: '@ CDNSK$0EY 0 3 0 AA==\n',
    has: ['Key tag:'],
    hasNot: ['Role', 'Key size'],
  },
  { what: 'a key that is no key', text: '@ DNSK$0EY 257 3 13 !\n', has: ['**DNSKEY**'], hasNot: ['Key tag'] },
  {
    what: 'a key in generic form',
    text: '@ DNSKEY \\#$0 8 0101030801000102\n',
    has: ['Key tag: **', 'The same as `DNSKEY 257 3 8 AQABAg==`'],
  },
  {
    what: 'a signature that expired',
    text: '@ RRS$0IG A 13 2 1 20251118120000 20251001000000 1 @ AAAA\n',
    has: ['**Expired** 3 days ago'],
  },
  {
    what: 'a signature that is valid, at its expiration',
    text: '@ RRSIG A 13 2 1 2025120$03130000 20251121130000 1 @ AAAA\n'.replace('1121130000', '1121110000'),
    has: ['**Valid** for 1 week 5 days 1 hour more'],
  },
  {
    what: 'a signature to come',
    text: '@ RRS$0IG A 13 2 1 20260101000000 20251121123000 1 @ AAAA\n',
    has: ['**Not valid yet**: it begins in 30 minutes.'],
  },
  {
    what: 'a signature that ends before it begins',
    text: '@ RRS$0IG A 13 2 1 20250101000000 20260101000000 1 @ AAAA\n',
    has: ['**Never valid**'],
  },
  { what: 'a signature without times', text: '@ RRS$0IG A 13 2\n', has: ['**RRSIG**'], hasNot: ['valid'] },
  {
    what: 'NSEC3 parameters with iterations and salt',
    text: '@ NSEC3PA$0RAM 1 0 10 AABB\n',
    has: ['**10 extra iterations**: RFC 9276 asks for 0.', '**A salt of 2 octets**: RFC 9276 asks for none (`-`)'],
  },
  { what: 'NSEC3 iterations of more than an octet', text: '@ NSEC3PARAM 1 0 $0300 -\n', has: ['300 extra iterations'] },
  { what: 'NSEC3 parameters as they should be', text: '@ NSEC3PARAM 1 0 $00 -\n', has: ['As RFC 9276 recommends'] },
  {
    what: 'NSEC3 with opt-out',
    text: 'AJHVGTICN6K0VDA53GCHFMT219SRRQLM NSEC3 1 1$0 0 - AJHVGTICN6K0VDA53GCHFMT219SRRQLM A\n',
    has: ['**Opt-out**'],
  },
  {
    what: 'NSEC3PARAM flags that nobody uses',
    text: '@ NSEC3PARAM 1 $01 0 -\n',
    has: ['Servers do not use'],
    hasNot: ['Opt-out**'],
  },
  {
    what: 'signing with a key, done',
    text: '@ TYPE65$0534 \\# 5 08 2260 00 01\n',
    has: ['the state of signing', 'The zone has been signed with key **RSASHA256/8800**.', 'Complete'],
  },
  {
    what: 'signing with a key',
    text: '@ TYPE65534 \\#$0 5 0D22600000\n',
    has: ['The zone is being signed with key **ECDSAP256SHA256/8800**.'],
    hasNot: ['Complete'],
  },
  {
    what: 'removing the signatures of a key',
    text: '@ TYPE65534 \\#$0 5 0D22600100\n',
    has: ['The signatures of key **ECDSAP256SHA256/8800** are being removed.'],
  },
  { what: 'signatures that have been removed', text: '@ TYPE65534 \\#$0 5 0D22600101\n', has: ['have been removed'] },
  {
    what: 'building an NSEC3 chain',
    text: '@ TYPE65534 \\#$0 8 00 01 81 000A 02 AABB\n',
    has: ['The NSEC3 chain of `NSEC3PARAM 1 1 10 AABB`: the chain is being built and with opt-out.'],
  },
  {
    what: 'removing an NSEC3 chain',
    text: '@ TYPE65534 \\#$0 6 000160000000\n',
    has: [
      'The NSEC3 chain of `NSEC3PARAM 1 0 0 -`: the chain is being removed and no NSEC chain is built when it is gone.',
    ],
  },
  {
    what: 'a private record of another form',
    text: '@ TYPE65534 \\#$0 2 0000\n',
    has: ['RFC 3597'],
    hasNot: ['signing'],
  },
  {
    what: 'a name in Unicode',
    text: 'xn--mn$0chen-3ya.xn--p1ai A 192.0.2.1\n',
    has: ['In Unicode: **`münchen.рф.example.com.`**'],
  },
  { what: 'a target in Unicode', text: 'x CNAME xn--fa-hi$0a.de.\n', has: ['In Unicode: **`faß.de.`**'] },
  {
    what: 'a label that only looks like one',
    text: 'xn--a$0-999999999 A 192.0.2.1\n',
    has: ['is no Punycode'],
    hasNot: ['In Unicode'],
  },
];

for (const { what, text, has, hasNot = [] } of CASES) {
  test(`hover: ${what}`, () => {
    const value = hover(text);
    for (const fragment of has) assert.ok(value.includes(fragment), `${fragment} is not in:\n${value}`);
    for (const fragment of hasNot) assert.ok(!value.includes(fragment), `${fragment} is in:\n${value}`);
  });
}

test('hover: without digests a key has no DS line', () => {
  const value = hover(`@ DNSK$0EY 257 3 13 ${P256}\n`, false);
  assert.ok(value.includes('Key tag: **53672**'));
  assert.ok(!value.includes('DS record'));
});

test('IDN: what is invisible or turns the text round is not shown', () => {
  const [said] = describeIdn(['xn--ab-j1t', 'com']);
  assert.match(said, /stands for characters that no name may have/);
  assert.deepEqual(describeIdn(['www', 'com']), []);
});
