import { ROOT } from '../../dns/names.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { ownerPlace } from './places.ts';
import { isWildcard } from './support/hostname.ts';
import type { ZoneRule } from './zoneRule.ts';

const UNDERSCORE = 0x5f;

export const serviceOwner: ZoneRule = {
  id: 'zone/service-owner',
  title: 'Service record at a name that is no service',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.SRV, TYPE.URI],
  onlyWrittenOwner: true,
  docs: {
    finds:
      'An SRV record whose owner does not begin with _service._protocol, or a URI record whose owner does not begin with an underscore.',
    why: 'Clients build the name from the service and the protocol with underscores, and look nowhere else.',
    bad: 'sip.tcp SRV 0 5 5060 sip.example.net.\n',
    good: '_sip._tcp SRV 0 5 5060 sip.example.net.\n',
    sources: ['RFC 2782', 'RFC 7553 section 4.1', 'RFC 8552', 'octoDNS: srv-name-rfc, uri-name-rfc'],
  },
  checkRecord(record, context, report) {
    const { names } = context;
    if (record.owner <= ROOT) return;
    const second = names.parent(record.owner);
    const protocol = record.type !== TYPE.SRV || (second > ROOT && names.firstOctet(second) === UNDERSCORE);
    // `*.example.com SRV` stands for every service.
    if (isWildcard(names, record.owner) || (protocol && names.firstOctet(record.owner) === UNDERSCORE)) return;
    const owner = names.text(record.owner);
    const wanted = record.type === TYPE.SRV ? '_service._protocol' : '_service';
    report(
      ownerPlace(record),
      t`Clients look for ${typeText(record.type)} records at a name that begins with ${wanted}, and ${owner} does not, so nobody finds this one. Write the underscores.`,
    );
  },
};
