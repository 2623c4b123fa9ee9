import { ALGORITHM, DNSSEC_PROTOCOL, KEY_FLAG } from '../../dns/codes.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { wordPlace } from './places.ts';
import { keysAmong } from './support/signing.ts';
import type { ZoneRule } from './zoneRule.ts';

export const dnskeyFlags: ZoneRule = {
  id: 'zone/dnskey-flags',
  title: 'DNSKEY that is no key of a zone',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.DNSKEY, TYPE.CDNSKEY],
  docs: {
    finds:
      'A DNSKEY or CDNSKEY record without the zone key flag (256), with flags that nothing is defined for, or with another protocol than 3.',
    why: 'Resolvers must not use such a key, so the signatures that it made count for nothing.',
    bad: '@ DNSKEY 1 3 15 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n',
    good: '@ DNSKEY 257 3 15 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n',
    sources: [
      'RFC 4034 sections 2.1.1 and 2.1.2',
      'RFC 5011 section 3',
      'validns: SEP bit is set but Zone Key bit is unset',
    ],
  },
  checkOwner(_owner, records, context, report) {
    for (const type of [TYPE.DNSKEY, TYPE.CDNSKEY]) {
      for (const { record, flags, protocol, algorithm } of keysAmong(records, type, context)) {
        // The wish to have the DS records removed has numbers of its own (RFC 8078 section 4).
        if (type === TYPE.CDNSKEY && algorithm === ALGORITHM.DELETE) continue;
        if ((flags & KEY_FLAG.ZONE) === 0) {
          report(
            wordPlace(record, 0),
            t`The flags ${flags} of this ${typeText(type)} record do not say that it is the key of a zone, so resolvers pass over it. Write 256 for a zone-signing key, 257 for a key-signing key.`,
          );
        } else if ((flags & ~(KEY_FLAG.ZONE | KEY_FLAG.REVOKE | KEY_FLAG.SEP)) !== 0) {
          report(
            wordPlace(record, 0),
            t`The flags ${flags} of this ${typeText(type)} record have bits that nothing is defined for. Write 256 or 257.`,
            { severity: 'information' },
          );
        }
        if (protocol === DNSSEC_PROTOCOL) continue;
        report(
          wordPlace(record, 1),
          t`The protocol of this ${typeText(type)} record is ${protocol}, and resolvers only use keys with protocol 3. Write 3.`,
        );
      }
    }
  },
};
