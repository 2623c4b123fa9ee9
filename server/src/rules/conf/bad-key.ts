import { placeOf } from '../../conf/model.ts';
import { argumentsOf, blockOf } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';

const TSIG_ALGORITHM = /^hmac-(?:md5\.sig-alg\.reg\.int\.?|(md5|sha1|sha224|sha256|sha384|sha512)(?:-(.*))?)$/i;
/** The bits of each digest. */
const DIGEST_BITS: Readonly<Record<string, number>> = {
  md5: 128,
  sha1: 160,
  sha224: 224,
  sha256: 256,
  sha384: 384,
  sha512: 512,
};
/** The fewest bits that a digest may be cut to (RFC 8945 section 5.2.2.1). */
const FEWEST_BITS = 80;

/** A TSIG key that named cannot use. */
export const badKey: ConfRule = {
  id: 'conf/bad-key',
  title: 'Key incomplete or with an unknown algorithm',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A `key` clause without `algorithm` or `secret`, or with an algorithm that BIND does not have; a digest that is cut to more bits than it has, to a number that is no multiple of 8, or (a warning) to less than half.',
    why: 'named refuses the configuration.',
    bad: 'key transfer {\n\tsecret "c2VjcmV0IGZvciB0cmFuc2ZlcnM=";\n};',
    good: 'key transfer {\n\talgorithm hmac-sha256;\n\tsecret "c2VjcmV0IGZvciB0cmFuc2ZlcnM=";\n};',
    sources: ["named-checkconf: `key '...' must have both 'secret' and 'algorithm' defined`, `unknown algorithm`"],
  },
  check({ model }, report) {
    for (const { name, word, setting, scope } of model.keys) {
      if (!scope || blockOf(setting.statement)?.close === -1) continue;
      const missing = ['algorithm', 'secret'].filter((part) => !scope.byName.has(part));
      if (missing.length > 0) {
        const what = missing.length === 2 ? t`neither algorithm nor secret` : t`no ${missing[0]}`;
        const message = t`The key '${name}' has ${what}, so named refuses the configuration. Add what tsig-keygen printed for it.`;
        report(placeOf(setting.file, word), message);
      }
      const algorithm = scope.byName.get('algorithm')?.[0];
      const value = algorithm && argumentsOf(algorithm.statement)[0];
      if (!value) continue;
      const [known, digest, bits] = TSIG_ALGORITHM.exec(value.text) ?? [];
      if (known !== undefined) {
        if (bits !== undefined)
          checkBits(DIGEST_BITS[digest.toLowerCase()], bits, (text, severity) =>
            report(placeOf(algorithm.file, value), text, { severity }),
          );
        continue;
      }
      const message = t`BIND has no key algorithm '${value.text}', so named refuses the configuration. hmac-sha256 is the usual one.`;
      report(placeOf(algorithm.file, value), message);
    }
  },
};

/** Checks the number of bits that a digest is cut to. */
function checkBits(most: number, text: string, tell: (message: string, severity: 'error' | 'warning') => void): void {
  const bits = Number(text);
  if (!/^\d+$/.test(text)) tell(t`'${text}' is no number of bits, so named refuses the configuration.`, 'error');
  else if (bits > most)
    tell(t`The digest has ${most} bits and cannot be cut to ${bits}: named refuses the configuration.`, 'error');
  else if (bits % 8 !== 0)
    tell(t`A digest is cut to whole octets, and ${bits} bits are none: named refuses the configuration.`, 'error');
  else if (bits < most / 2 || bits < FEWEST_BITS) {
    tell(
      t`${bits} bits of the digest are too few to be safe, and other servers refuse them. Use at least ${Math.max(most / 2, FEWEST_BITS)}.`,
      'warning',
    );
  }
}
