import { ALGORITHM, KEY_FLAG } from '../../dns/codes.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { typePlace } from './places.ts';
import { type Key, keysAmong } from './support/signing.ts';
import type { ZoneRule } from './zoneRule.ts';

/** DSA and RSASHA1: they say that a resolver need not know NSEC3 (RFC 5155 section 2). */
const BEFORE_NSEC3: ReadonlySet<number> = new Set([ALGORITHM.DSA, ALGORITHM.RSASHA1]);

export const dnskeySet: ZoneRule = {
  id: 'zone/dnskey-set',
  title: 'DNSSEC keys that do not go together',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.DNSKEY],
  onlyApex: true,
  docs: {
    finds:
      'Two DNSKEY records with the same algorithm and key tag; keys of which none has the secure entry point flag (a hint); and a key of algorithm 3 or 5 in a zone with NSEC3PARAM (a warning).',
    why: 'With one tag for two keys resolvers have to try both. Tools for the DS record look for the flag. A resolver that knows algorithm 5 need not know NSEC3, so the zone has to use algorithm 7 or better.',
    bad: '@ DNSKEY 256 3 15 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n',
    good: '@ DNSKEY 257 3 15 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n',
    sources: [
      'RFC 4034 section 2.1.1',
      'RFC 5155 section 2',
      'validns: ksk-exists',
      'kzonecheck: DNSKEYs with equal key tag',
    ],
  },
  checkOwner(_owner, records, context, report) {
    const keys = keysAmong(records, TYPE.DNSKEY, context);
    const [first] = keys;
    if (!first) return;
    const seen = new Map<string, Key>();
    for (const key of keys) {
      const id = `${key.algorithm} ${key.tag}`;
      const before = seen.get(id);
      const isSame = before?.wire.every((octet, i) => octet === key.wire[i]);
      if (before && !isSame) {
        report(
          typePlace(key.record),
          t`Two keys of algorithm ${key.algorithm} have the key tag ${key.tag}, so resolvers have to try both for each signature. Make one of them anew.`,
          { related: [{ place: typePlace(before.record), message: t`The other key` }] },
        );
      } else seen.set(id, key);
    }
    if (!keys.some(({ flags }) => (flags & KEY_FLAG.SEP) !== 0)) {
      report(
        typePlace(first.record),
        t`None of the keys has the flag of a key-signing key (257), by which tools find the one for the DS record. Write 257 for the key that the parent knows.`,
        { severity: 'hint' },
      );
    }
    const old = keys.find(({ algorithm }) => BEFORE_NSEC3.has(algorithm));
    if (!old || !records.some((record) => record.type === TYPE.NSEC3PARAM)) return;
    report(
      typePlace(old.record),
      t`The zone uses NSEC3, and a key of algorithm ${old.algorithm} says that resolvers need not know it, so they may take the zone as bogus. Change the key to algorithm 13.`,
      { severity: 'warning' },
    );
  },
};
