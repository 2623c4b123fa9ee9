import { t, translated } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { rdataWord } from '../../zone/record.ts';
import type { ZoneContext } from './context.ts';
import { wordPlace } from './places.ts';
import { addressTallies, looksPublic, strayAddresses } from './support/addressKinds.ts';
import type { ZoneRule } from './zoneRule.ts';

export const specialAddress: ZoneRule = {
  id: 'zone/special-address',
  title: 'Loopback, link-local or other address that leads to no host',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'An A or AAAA record with a loopback, link-local, unspecified, multicast, reserved or similar address in a zone whose other addresses are mostly ordinary ones. The name localhost may have its address.',
    why: 'Clients connect to themselves, or to nothing. In zones that block names such addresses are meant, and nothing is said where most are.',
    bad: '; zone: yourdomain.net\nwww A 9.9.9.9\nmail A 9.9.9.10\nbackup A 169.254.1.1\n',
    good: '; zone: yourdomain.net\nwww A 9.9.9.9\nmail A 9.9.9.10\nlocalhost A 127.0.0.1\n',
    sources: ['RFC 6890', 'IANA: Special-Purpose Address Registries', 'Zonemaster ADDRESS01', 'RFC 1912 section 4.1'],
  },
  applies: looksPublic,
  censuses: [addressTallies],
  checkZone(context, report) {
    for (const { record, range } of strayAddresses('special', context)) {
      if (range.name === 'loopback' && isLocalhost(record, context)) continue;
      report(
        wordPlace(record, 0),
        t`${rdataWord(record, 0)} is a special address (${translated(range.name)}, ${range.rfc}) that leads to no host on the internet. Write the address of the host, or delete the record.`,
      );
    }
  },
};

function isLocalhost({ owner }: ZoneRecord, { names }: ZoneContext): boolean {
  return /^(?:localhost|loopback|lo|local)/.test(names.labelText(owner));
}
