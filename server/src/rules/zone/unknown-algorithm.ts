import { DNSSEC_ALGORITHM_ROWS, DS_DIGEST_ROWS, valueByNumber } from '../../dns/algorithms.ts';
import { ALGORITHM } from '../../dns/codes.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { wordPlace } from './places.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

/** Where the algorithm and the digest type stand. */
const WORDS = new Map<number, { readonly algorithm: number; readonly digest?: number }>([
  [TYPE.DS, { algorithm: 1, digest: 2 }],
  [TYPE.CDS, { algorithm: 1, digest: 2 }],
  [TYPE.DNSKEY, { algorithm: 2 }],
  [TYPE.CDNSKEY, { algorithm: 2 }],
]);
/** Assigned, and never to a key that signs a zone. */
const NOT_FOR_ZONES: ReadonlySet<number> = new Set([ALGORITHM.DH, ALGORITHM.INDIRECT]);
const PRIVATE: ReadonlySet<number> = new Set([ALGORITHM.PRIVATEDNS, ALGORITHM.PRIVATEOID]);

export const unknownAlgorithm: ZoneRule = {
  id: 'zone/unknown-algorithm',
  title: 'DNSSEC algorithm or digest that resolvers do not know',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [...WORDS.keys()],
  skipUnless: { hasNewData: true },
  docs: {
    finds:
      'A DS, CDS, DNSKEY or CDNSKEY record whose algorithm or digest type is not assigned, is private, or is not for signing zones.',
    why: 'Resolvers pass over what they do not know. When nothing else is there, they take the zone as unsigned.',
    bad: 'sub NS ns1.example.net.\nsub DS 12345 99 2 0000000000000000000000000000000000000000000000000000000000000000\n',
    good: 'sub NS ns1.example.net.\nsub DS 12345 13 2 0000000000000000000000000000000000000000000000000000000000000000\n',
    sources: ['RFC 4035 section 5.2', 'Zonemaster DNSSEC01, DNSSEC05', 'kzonecheck: unknown algorithm in DS'],
  },
  checkRecord(record, _context, report) {
    const words = WORDS.get(record.type);
    if (!words || isInvalid(record) || isGeneric(record)) return;
    const type = typeText(record.type);
    const algorithm = Number(rdataWord(record, words.algorithm));
    const isKnown = valueByNumber(DNSSEC_ALGORITHM_ROWS, algorithm) !== undefined;
    // A mnemonic is one that the server knows.
    if (Number.isInteger(algorithm) && (!isKnown || PRIVATE.has(algorithm) || NOT_FOR_ZONES.has(algorithm))) {
      report(
        wordPlace(record, words.algorithm),
        t`Resolvers cannot check signatures by algorithm ${algorithm} of this ${type} record, and take the zone as unsigned. Write the number of the algorithm of the key, such as 13.`,
      );
    }
    if (words.digest === undefined) return;
    const digest = Number(rdataWord(record, words.digest));
    if (!Number.isInteger(digest) || valueByNumber(DS_DIGEST_ROWS, digest)) return;
    report(
      wordPlace(record, words.digest),
      t`Resolvers do not know the digest type ${digest} of this ${type} record, and pass over it. Publish one of type 2 (SHA-256).`,
    );
  },
};
