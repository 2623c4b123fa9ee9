import { placeOf } from '../../conf/model.ts';
import { argumentsOf } from '../../conf/tree.ts';
import { TSIG_ALGORITHMS } from '../../dns/tsigAlgorithms.ts';
import { t } from '../../l10n.ts';
import { withoutEnd } from '../../text/ends.ts';
import type { ConfRule } from './context.ts';
import { settingText } from './support/words.ts';

/** Below this a secret can be found by trying. */
const GUESSABLE = 8;

/** A TSIG secret that is shorter than the digest it is for. */
export const shortSecret: ConfRule = {
  id: 'conf/short-secret',
  title: 'Secret shorter than its digest',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A key whose secret has fewer octets than the digest of its algorithm (an information), or fewer than 8 (a warning).',
    why: 'The signature is only as strong as the secret. One of a few octets is found by trying, from a single recorded packet.',
    bad: 'key "transfer" {\n\talgorithm hmac-sha256;\n\tsecret "c2hvcnQ=";\n};',
    good: 'key "transfer" {\n\talgorithm hmac-sha256;\n\tsecret "bm90IGEgc2VjcmV0LCBvbmx5IGFuIGV4YW1wbGUgaGVyZQ==";\n};',
    sources: ['RFC 8945 section 8', 'RFC 2104 section 3', 'tsig-keygen makes secrets as long as the digest'],
  },
  check({ model }, report) {
    for (const { name, scope } of model.keys) {
      const algorithm = settingText(scope?.byName.get('algorithm')?.[0])?.replace(/\.sig-alg\.reg\.int\.?$|-\d+$/, '');
      const secret = scope?.byName.get('secret')?.[0];
      const word = secret && argumentsOf(secret.statement)[0];
      const digest = algorithm === undefined ? undefined : TSIG_ALGORITHMS[algorithm];
      if (!word || digest === undefined) continue;
      const octets = octetsOf(word.text);
      if (octets === undefined || octets >= digest) continue;
      const message =
        octets < GUESSABLE
          ? t`The secret of the key '${name}' has ${octets} octets and can be found by trying. Make a new key with tsig-keygen, on both sides.`
          : t`The secret of the key '${name}' has ${octets} octets, fewer than the ${digest} of ${algorithm ?? ''}. Make a new key with tsig-keygen, on both sides.`;
      report(placeOf(secret.file, word), message, octets < GUESSABLE ? { severity: 'warning' } : {});
    }
  },
};

/** How many octets a base64 text stands for; undefined where it is no base64. */
function octetsOf(text: string): number | undefined {
  const digits = text.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(digits) || digits.length % 4 !== 0) return undefined;
  return (digits.length / 4) * 3 - (digits.length - withoutEnd(digits, '=').length);
}
