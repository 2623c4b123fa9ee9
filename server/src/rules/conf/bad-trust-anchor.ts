import { placeOf } from '../../conf/model.ts';
import { KEY_FLAG } from '../../dns/codes.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { numberOf } from './support/words.ts';

const KEY_LIMITS: readonly (readonly [string, number])[] = [
  ['flags', 0xffff],
  ['protocol', 0xff],
  ['algorithm', 0xff],
];
const DS_LIMITS: readonly (readonly [string, number])[] = [
  ['key tag', 0xffff],
  ['algorithm', 0xff],
  ['digest type', 0xff],
];
const RSASHA1 = 5;

/** A trust anchor with numbers that are none of a DNSKEY or DS record. */
export const badTrustAnchor: ConfRule = {
  id: 'conf/bad-trust-anchor',
  title: 'Trust anchor that is no key',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A trust anchor whose flags, protocol, algorithm, key tag or digest type does not fit into the field of the record, or whose digest is not written in hexadecimal. As a warning: a key with the revoke flag, and an RSASHA1 key with the exponent 3.',
    why: 'named refuses the configuration. A revoked key is not trusted.',
    bad: 'trust-anchors { example.com. static-key 257 3 1300 "AwEAAQ=="; };',
    good: 'trust-anchors { example.com. static-key 257 3 13 "AwEAAQ=="; };',
    sources: ['RFC 4034 sections 2 and 5', 'RFC 5011 section 2.1', 'named-checkconf: `flags too big`'],
  },
  check({ model }, report) {
    for (const { anchor, numbers, file, name, data } of model.trustAnchors) {
      const limits = anchor.endsWith('-ds') ? DS_LIMITS : KEY_LIMITS;
      for (const [i, [what, most]] of limits.entries()) {
        const value = numberOf(numbers[i]);
        if (value === undefined || value <= most) continue;
        report(
          placeOf(file, numbers[i]),
          t`The ${what} of a trust anchor is at most ${most}, not ${value}, so named refuses the configuration. Copy it from the record of '${name.text}' again.`,
        );
      }
      if (limits !== KEY_LIMITS) {
        const digits = data?.text.replace(/\s+/g, '') ?? '';
        if (data && !/^(?:[0-9a-f]{2})+$/i.test(digits)) {
          report(
            placeOf(file, data),
            t`The digest of a trust anchor is written in hexadecimal, two digits an octet, and this is not, so named refuses the configuration.`,
          );
        }
        continue;
      }
      const flags = numberOf(numbers[0]);
      if (flags !== undefined && flags <= 0xffff && (flags & KEY_FLAG.REVOKE) !== 0) {
        report(
          placeOf(file, numbers[0]),
          t`This key of '${name.text}' has the revoke flag, so it is trusted no more. Use the key that took its place.`,
          { severity: 'warning' },
        );
      }
      // An exponent of one octet, 3, in the form of RFC 3110 section 2.
      if (numberOf(numbers[2]) === RSASHA1 && data && /^AQ[N-P]/.test(data.text.trim()) && numbers[2]) {
        report(
          placeOf(file, data),
          t`This key of '${name.text}' has the exponent 3, which makes it easy to forge. Use a key with a newer algorithm.`,
          { severity: 'warning' },
        );
      }
    }
  },
};
