import { t } from '../../l10n.ts';
import { rdataWord } from '../../zone/record.ts';
import { addressTallies, hasAddresses, looksPublic, reportOnce } from './support/addressKinds.ts';
import { copyInside } from './support/views.ts';
import type { ZoneRule } from './zoneRule.ts';

export const privateAddress: ZoneRule = {
  id: 'zone/private-address',
  title: 'Private address in a public zone',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  // Whoever publishes the addresses of a network does so for one reason.
  once: () => '',
  docs: {
    finds:
      'An A or AAAA record with an address for use inside a network (RFC 1918, 100.64.0.0/10, unique local) in a zone whose other addresses are mostly public. Zones under names such as internal, lan or home.arpa are not looked at. Told once a zone.',
    why: 'Nobody outside can reach the host, and the zone tells how the network inside is built. Resolvers that guard against DNS rebinding drop such answers.',
    bad: '; zone: yourdomain.net\nwww A 9.9.9.9\nmail A 9.9.9.10\nprinter A 192.168.1.20\n',
    good: '; zone: yourdomain.net\nwww A 9.9.9.9\nmail A 9.9.9.10\n',
    sources: [
      'RFC 1918 section 5',
      'RFC 4193 section 4.4',
      'RFC 6598 section 4',
      'Zonemaster ADDRESS01',
      'DNSViz: NS_NAME_PRIVATE_IP',
    ],
  },
  applies: looksPublic,
  censuses: [addressTallies],
  checkZone(context, report) {
    // Where a view inside has the zone too, zone/view-private-address says so.
    if (!hasAddresses('private', context, 'stray') || copyInside(context)) return;
    reportOnce('private', context, report, ({ record, range }) => {
      return t`${rdataWord(record, 0)} is an address for inside a network (${range.rfc}), while this zone looks public: nobody outside reaches it. Publish it in an internal view only.`;
    });
  },
};
