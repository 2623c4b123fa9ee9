import { t, translated } from '../../l10n.ts';
import { rdataWord } from '../../zone/record.ts';
import { wordPlace } from './places.ts';
import { addressTallies, looksPublic, strayAddresses } from './support/addressKinds.ts';
import type { ZoneRule } from './zoneRule.ts';

export const withdrawnIpv6: ZoneRule = {
  id: 'zone/withdrawn-ipv6',
  title: 'IPv6 address of a form that was given up',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'An AAAA record with an IPv4-compatible, site-local, 6to4, Teredo or translated (64:ff9b::/96) address in a zone whose other addresses are mostly ordinary ones.',
    why: 'These forms were withdrawn, or mean something only inside one network: clients try the address, fail, and lose seconds.',
    bad: '; zone: yourdomain.net\nwww A 9.9.9.9\nmail A 9.9.9.10\nwww AAAA ::9.9.9.9\n',
    good: '; zone: yourdomain.net\nwww A 9.9.9.9\nmail A 9.9.9.10\nwww AAAA 2620:fe::9\n',
    sources: ['RFC 4291 section 2.5.5.1', 'RFC 3879', 'RFC 7526', 'RFC 4380', 'RFC 6052', 'Zonemaster ADDRESS01'],
  },
  applies: looksPublic,
  censuses: [addressTallies],
  checkZone(context, report) {
    for (const { record, range } of strayAddresses('withdrawn', context)) {
      report(
        wordPlace(record, 0),
        t`${rdataWord(record, 0)} is no ordinary IPv6 address (${translated(range.name)}, ${range.rfc}), and most clients cannot reach it. Write the address of the host, or delete the record.`,
      );
    }
  },
};
