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
import { wordPlace, type ZoneReportExtra } from './places.ts';
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
  skipUnless: { hasUnusual: true },
  once: ({ data }) => String(data?.cause),
  docs: {
    finds:
      'A DS, CDS, DNSKEY, CDNSKEY or KEY record with an algorithm or digest type that is not to be used: RSAMD5, DSA, RSASHA1, GOST, and digests by SHA-1 or GOST. Each is told once a zone.',
    why: 'Validators stop supporting them, and take a zone that has nothing better as unsigned.',
    bad: 'sub NS ns1.example.net.\nsub DS 12345 8 1 0000000000000000000000000000000000000000\n',
    good: 'sub NS ns1.example.net.\nsub DS 12345 8 2 0000000000000000000000000000000000000000000000000000000000000000\n',
    sources: ['RFC 9904', 'RFC 9905', 'RFC 9906', 'named: deprecated DNSKEY algorithm, DS deprecated digest type'],
  },
  checkOwner(owner, records, { names }, report) {
    for (const record of records) {
      const words = WORDS.get(record.type);
      if (!words || isInvalid(record) || isGeneric(record)) continue;
      const type = typeText(record.type);
      const algorithm = banned(record, words.algorithm, DNSSEC_ALGORITHM_ROWS);
      const digest = words.digest === undefined ? undefined : banned(record, words.digest, DS_DIGEST_ROWS);
      // The key is the child's; the parent can do something about a digest only where a better one is there.
      const isChilds = record.type === TYPE.DS;
      const isSpare = digest !== undefined && records.some((other) => replaces(other, record));
      if (algorithm && !(isChilds && isSpare)) {
        const name = algorithm.mnemonic === '' ? '' : ` (${algorithm.mnemonic})`;
        const what = t`Algorithm ${algorithm.number}${name} of this ${type} record is not to be used any more (${algorithm.rfc}).`;
        report(
          wordPlace(record, words.algorithm),
          isChilds
            ? t`${what} The holder of ${names.text(owner)} has to change its key.`
            : t`${what} Change the key to ECDSAP256SHA256.`,
          weighed(record, `algorithm ${algorithm.number}`),
        );
        if (isChilds) continue;
      }
      if (!digest || words.digest === undefined) continue;
      const what = t`Digest type ${digest.number} (${digest.mnemonic}) of this ${type} record is not to be used any more (${digest.rfc}).`;
      const advice = isSpare
        ? t`Delete it: the record with a better digest of the same key is there.`
        : isChilds
          ? t`The holder of ${names.text(owner)} has to name one of type 2 (SHA-256).`
          : t`Publish one of type 2 (SHA-256).`;
      report(
        wordPlace(record, words.digest),
        t`${what} ${advice}`,
        weighed(record, `digest ${digest.number} ${isSpare}`),
      );
    }
  },
};

/** True where a record is of the same key as one with a banned digest, and has one that may be used. */
function replaces(other: ZoneRecord, record: ZoneRecord): boolean {
  if (other.type !== record.type || isInvalid(other) || isGeneric(other)) return false;
  const same = [0, 1].every((word) => rdataWord(other, word) === rdataWord(record, word));
  return same && banned(other, 2, DS_DIGEST_ROWS) === undefined;
}

/** The DS records of delegations are as their operators want them, and a registry has thousands. */
function weighed(record: ZoneRecord, cause: string): ZoneReportExtra {
  const isChilds = record.type === TYPE.DS;
  return { data: { cause: isChilds ? `DS ${cause}` : cause }, ...(isChilds ? { severity: 'hint' } : {}) };
}
