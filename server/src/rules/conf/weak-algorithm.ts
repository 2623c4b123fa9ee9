import { placeOf } from '../../conf/model.ts';
import type { Word } from '../../conf/tree.ts';
import { argumentsOf, blockOf } from '../../conf/tree.ts';
import type { SecurityValue } from '../../dns/algorithms.ts';
import { DNSSEC_ALGORITHM_ROWS } from '../../dns/algorithms.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';

/** An algorithm by its number or its name, as dnssec-policy has it. */
function algorithmOf(word: Word | undefined): SecurityValue | undefined {
  const text = word?.text.toUpperCase();
  return DNSSEC_ALGORITHM_ROWS.find((row) => String(row.number) === text || row.mnemonic === text);
}

/** RSASHA1 and what is weaker, HMAC-MD5. */
export const weakAlgorithm: ConfRule = {
  id: 'conf/weak-algorithm',
  title: 'Weak algorithm',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A trust anchor or a key of a `dnssec-policy` with RSAMD5, DSA, RSASHA1 or another algorithm that must not be used any more (a warning), and a TSIG key with HMAC-MD5 (an information).',
    why: 'Validators that no longer accept SHA-1 signatures treat such a zone as unsigned, so the anchor protects nothing. HMAC-MD5 is not broken for TSIG, but systems in FIPS mode refuse it.',
    bad: 'trust-anchors {\n\texample.com. static-key 257 3 5 "...";\n};',
    good: 'trust-anchors {\n\texample.com. static-key 257 3 13 "...";\n};',
    sources: ['RFC 8624 section 3', 'RFC 9904', 'RFC 9905', 'RFC 8945 section 6'],
  },
  check({ model }, report) {
    for (const { file, numbers, anchor, name } of model.trustAnchors) {
      const word = anchor.endsWith('-ds') ? numbers[1] : numbers[2];
      const algorithm = algorithmOf(word);
      if (!word || algorithm?.advice !== 'never') continue;
      const message = t`The trust anchor '${name.text}' uses ${algorithm.mnemonic} (${algorithm.number}), which validators no longer trust: the zone may count as unsigned. Use its key with a newer algorithm, such as ECDSAP256SHA256 (13).`;
      report(placeOf(file, word), message);
    }
    for (const { scope, name } of model.policies) {
      const keys = scope?.byName.get('keys')?.[0];
      for (const element of (keys && blockOf(keys.statement)?.statements) ?? []) {
        const words = element.values.filter((value): value is Word => value.kind === 'word');
        const word = words[words.findIndex((value) => value.text.toLowerCase() === 'algorithm') + 1];
        const algorithm = algorithmOf(word);
        if (!keys || algorithm?.advice !== 'never') continue;
        const message = t`The policy '${name}' signs with ${algorithm.mnemonic}, which validators no longer trust: the zone may count as unsigned. Use ecdsap256sha256.`;
        report(placeOf(keys.file, word), message);
      }
    }
    for (const { scope, name } of model.keys) {
      const algorithm = scope?.byName.get('algorithm')?.[0];
      const word = algorithm && argumentsOf(algorithm.statement)[0];
      if (!word || !/^hmac-md5/i.test(word.text)) continue;
      const message = t`The key '${name}' uses HMAC-MD5, which systems in FIPS mode refuse. Make a new key with hmac-sha256 on both sides.`;
      report(placeOf(algorithm.file, word), message, { severity: 'information' });
    }
  },
};
