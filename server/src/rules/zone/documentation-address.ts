import { t } from '../../l10n.ts';
import { rdataWord } from '../../zone/record.ts';
import { wordPlace } from './places.ts';
import { addressTallies, looksPublic, strayAddresses } from './support/addressKinds.ts';
import type { ZoneRule } from './zoneRule.ts';

export const documentationAddress: ZoneRule = {
  id: 'zone/documentation-address',
  title: 'Address kept for documentation',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'An A or AAAA record with an address kept for documentation, such as 192.0.2.1 or 2001:db8::1, in a zone whose other addresses are mostly real ones.',
    why: 'No network carries such an address: most often it was copied from an example and never replaced.',
    bad: '; zone: yourdomain.net\nwww A 9.9.9.9\nmail A 9.9.9.10\nshop A 192.0.2.1\n',
    good: '; zone: yourdomain.net\nwww A 9.9.9.9\nmail A 9.9.9.10\nshop A 9.9.9.11\n',
    sources: ['RFC 5737', 'RFC 3849', 'RFC 9637', 'Zonemaster ADDRESS01'],
  },
  applies: looksPublic,
  censuses: [addressTallies],
  checkZone(context, report) {
    for (const { record, range } of strayAddresses('documentation', context)) {
      report(
        wordPlace(record, 0),
        t`${rdataWord(record, 0)} is kept for documentation (${range.rfc}), and no network carries it. Write the address of the host.`,
      );
    }
  },
};
