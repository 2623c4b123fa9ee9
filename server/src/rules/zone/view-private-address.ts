import { t } from '../../l10n.ts';
import { rdataWord } from '../../zone/record.ts';
import { addressTallies, hasAddresses, reportOnce } from './support/addressKinds.ts';
import { copyInside } from './support/views.ts';
import type { ZoneRule } from './zoneRule.ts';

export const viewPrivateAddress: ZoneRule = {
  id: 'zone/view-private-address',
  title: 'Private address in a view for everyone',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  // Whoever publishes the addresses of a network does so for one reason.
  once: () => '',
  docs: {
    finds:
      'An A or AAAA record with an address for use inside a network (RFC 1918, 100.64.0.0/10, unique local) in a zone of a view that everyone may ask, while another view, for clients inside, has the zone too. Views whose clients are told by keys or by negated elements are not judged. Told once a zone.',
    why: 'Nobody outside reaches the host, and the zone tells how the network inside is built. The view inside is there for such addresses.',
    bad: '; the view "inside" has this zone too, and this is the one of the view "outside"\nprinter A 10.0.0.9\n',
    good: 'printer A 192.0.2.9\n',
    sources: [
      'RFC 1918 section 5',
      'RFC 4193 section 4.4',
      'Split DNS in the BIND 9 Administrator Reference Manual',
      'Zonemaster ADDRESS01',
    ],
  },
  applies: ({ settings }) => settings.view?.clients === 'anyone' && settings.type === 'primary',
  censuses: [addressTallies],
  checkZone(context, report) {
    if (!hasAddresses('private', context, 'any')) return;
    const inside = copyInside(context)?.settings.view;
    if (!inside) return;
    const here = context.settings.view?.name ?? '';
    reportOnce('private', context, report, ({ record, range }) => {
      return t`${rdataWord(record, 0)} is an address for inside a network (${range.rfc}), and the view '${here}' is for everyone: nobody outside reaches it. Keep it in the view '${inside.name}' only.`;
    });
  },
};
