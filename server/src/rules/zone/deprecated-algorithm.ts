import {
  DNSSEC_ALGORITHM_ROWS,
  DS_DIGEST_ROWS,
  type SecurityValue,
  valueByMnemonic,
  valueByNumber,
} from '../../dns/algorithms.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid, rdataCount, rdataWord } from '../../zone/record.ts';
import { wordPlace } from './places.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

/** Where the algorithm and the digest type stand. */
const WORDS = new Map<number, { readonly algorithm: number; readonly digest?: number }>([
  [TYPE.DS, { algorithm: 1, digest: 2 }],
  [TYPE.CDS, { algorithm: 1, digest: 2 }],
  [TYPE.DNSKEY, { algorithm: 2 }],
  [TYPE.CDNSKEY, { algorithm: 2 }],
  [TYPE.KEY, { algorithm: 2 }],
]);

/** The table's row for a word, where it must not be used any more. Zero is CDS's and CDNSKEY's wish to be without DS records. */
function banned(record: ZoneRecord, word: number, rows: readonly SecurityValue[]): SecurityValue | undefined {
  if (word >= rdataCount(record)) return undefined;
  const text = rdataWord(record, word);
  const row = /^\d+$/.test(text) ? valueByNumber(rows, Number(text)) : valueByMnemonic(rows, text);
  return row && row.number !== 0 && row.advice === 'never' ? row : undefined;
}

export const deprecatedAlgorithm: ZoneRule = {
  id: 'zone/deprecated-algorithm',
  title: 'DNSSEC algorithm or digest that must not be used any more',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [...WORDS.keys()],
  docs: {
    finds:
      'A DS, CDS, DNSKEY, CDNSKEY or KEY record with an algorithm or digest type that is not to be used: RSAMD5, DSA, RSASHA1, GOST, and digests by SHA-1 or GOST.',
    why: 'Validators stop to support them, and take a zone that has nothing better as unsigned.',
    bad: 'sub NS ns1.example.net.\nsub DS 12345 8 1 0000000000000000000000000000000000000000\n',
    good: 'sub NS ns1.example.net.\nsub DS 12345 8 2 0000000000000000000000000000000000000000000000000000000000000000\n',
    sources: ['RFC 9904', 'RFC 9905', 'RFC 9906', 'named: deprecated DNSKEY algorithm, DS deprecated digest type'],
  },
  checkRecord(record, _context, report) {
    if (isInvalid(record) || isGeneric(record)) return;
    const words = WORDS.get(record.type);
    if (!words) return;
    const type = typeText(record.type);
    // The DS records of a delegation are as its operator wants them; a registry has thousands.
    const weight = record.type === TYPE.DS ? ({ severity: 'hint' } as const) : undefined;
    const algorithm = banned(record, words.algorithm, DNSSEC_ALGORITHM_ROWS);
    if (algorithm) {
      const name = algorithm.mnemonic === '' ? '' : ` (${algorithm.mnemonic})`;
      report(
        wordPlace(record, words.algorithm),
        t`Algorithm ${algorithm.number}${name} of this ${type} record is not to be used any more (${algorithm.rfc}). Change the key to ECDSAP256SHA256.`,
        weight,
      );
    }
    const digest = words.digest === undefined ? undefined : banned(record, words.digest, DS_DIGEST_ROWS);
    if (digest && words.digest !== undefined) {
      report(
        wordPlace(record, words.digest),
        t`Digest type ${digest.number} (${digest.mnemonic}) of this ${type} record is not to be used any more (${digest.rfc}). Publish one of type 2 (SHA-256).`,
        weight,
      );
    }
  },
};
