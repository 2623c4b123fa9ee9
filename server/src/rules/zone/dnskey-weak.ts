import { ALGORITHM, RSA_ALGORITHMS } from '../../dns/codes.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { Severity } from '../rule.ts';
import { limit } from './limits.ts';
import { typePlace } from './places.ts';
import { keysAmong } from './support/signing.ts';
import type { ZoneRule } from './zoneRule.ts';

const HEADER = 4;
/** Octets that the keys of the other algorithms have (RFC 6605, RFC 8080). */
const LENGTHS = new Map<number, number>([
  [ALGORITHM.ECDSAP256SHA256, 64],
  [ALGORITHM.ECDSAP384SHA384, 96],
  [ALGORITHM.ED25519, 32],
  [ALGORITHM.ED448, 57],
]);
const SMALL_EXPONENT = 3;

interface RsaKey {
  readonly bits: number;
  /** The exponent where it is one octet, else 0. */
  readonly small: number;
  readonly padded: boolean;
}

/** The parts of an RSA key (RFC 3110 section 2); undefined where they do not fit. */
function readRsa(key: Uint8Array): RsaKey | undefined {
  if (key.length < 3) return undefined;
  const long = key[0] === 0;
  const length = long ? key[1] * 256 + key[2] : key[0];
  const start = long ? 3 : 1;
  const exponent = key.subarray(start, start + length);
  const modulus = key.subarray(start + length);
  if (exponent.length < length || length === 0 || modulus.length === 0) return undefined;
  let zeros = 0;
  while (zeros < modulus.length && modulus[zeros] === 0) zeros++;
  const first = modulus[zeros] ?? 0;
  const bits = first === 0 ? 0 : (modulus.length - zeros - 1) * 8 + (32 - Math.clz32(first));
  return { bits, small: length === 1 ? exponent[0] : 0, padded: zeros > 0 || exponent[0] === 0 };
}

export const dnskeyWeak: ZoneRule = {
  id: 'zone/dnskey-weak',
  title: 'DNSSEC key of a bad size',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.DNSKEY, TYPE.CDNSKEY],
  docs: {
    finds:
      'An RSA key with fewer than 2048 or more than 4096 bits, with the exponent 3 or with leading zeros; a key of another algorithm that has not the length of its algorithm (a warning, as is an RSA key below 1024 bits).',
    why: 'Short keys can be broken, and resolvers begin to refuse them. A key of the wrong length was cut while it was copied, and no signature fits it.',
    bad: '@ DNSKEY 257 3 13 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n',
    good: '@ DNSKEY 257 3 15 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n',
    sources: [
      'RFC 3110',
      'RFC 6605 section 4',
      'RFC 8080 section 3',
      'Zonemaster DNSSEC14',
      'named: weak RSA key (exponent=3)',
    ],
  },
  checkOwner(_owner, records, context, report) {
    const [least, most] = [limit(context, 'rsaLeast'), limit(context, 'rsaMost')];
    const advised = Math.max(least, limit(context, 'rsaAdvised'));
    for (const type of [TYPE.DNSKEY, TYPE.CDNSKEY]) {
      for (const { record, algorithm, wire } of keysAmong(records, type, context)) {
        const say = (message: string, severity: Severity): void => report(typePlace(record), message, { severity });
        const name = typeText(type);
        const length = wire.length - HEADER;
        const wanted = LENGTHS.get(algorithm);
        if (wanted !== undefined && length !== wanted) {
          say(
            t`This ${name} has a key of ${length} octets, and one of algorithm ${algorithm} has ${wanted}. Copy the whole key.`,
            'warning',
          );
        }
        if (!RSA_ALGORITHMS.has(algorithm)) continue;
        const rsa = readRsa(wire.subarray(HEADER));
        if (!rsa) {
          say(t`The key of this ${name} is no RSA key: it ends too early. Copy the whole key.`, 'warning');
        } else if (rsa.bits < least) {
          say(
            t`This RSA key has ${rsa.bits} bits, and resolvers refuse keys below ${least}. Use ${advised} bits, or algorithm 13.`,
            'warning',
          );
        } else if (rsa.bits > most) {
          say(
            t`This RSA key has ${rsa.bits} bits, and resolvers need not take more than ${most}. Use ${Math.min(advised, most)} bits.`,
            'information',
          );
        } else if (rsa.padded) {
          say(
            t`This RSA key has zeros in front of its exponent or modulus, which the standard does not allow. Make it anew.`,
            'information',
          );
        } else if (rsa.small > 0 && rsa.small <= SMALL_EXPONENT) {
          say(
            t`This RSA key has the exponent ${rsa.small}, which makes forgeries easier. Use one with 65537.`,
            'information',
          );
        } else if (rsa.bits < advised) {
          say(
            t`This RSA key has ${rsa.bits} bits, and ${advised} are advised. Use a longer one, or algorithm 13.`,
            'information',
          );
        }
      }
    }
  },
};
