import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { typePlace } from './places.ts';
import { firstPlace } from './support/apex.ts';
import { hasMisreadTop } from './support/misread.ts';
import { integritySeverity } from './support/settings.ts';
import type { ZoneRule } from './zoneRule.ts';

export const nsMissing: ZoneRule = {
  id: 'zone/ns-missing',
  title: 'Zone without name servers',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: 'A zone whose own name has no NS record.',
    why: 'NS records at the top of the zone say which servers answer for it. named refuses a zone without them.',
    bad: '$TTL 3600\n@ SOA ns1 hostmaster 1 3600 900 1209600 300\nns1 A 192.0.2.53\n',
    good: '$TTL 3600\n@ SOA ns1 hostmaster 1 3600 900 1209600 300\n@ NS ns1\nns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\n',
    sources: ['RFC 1035 section 5.2', 'RFC 1912 section 2.8', 'named: has no NS records'],
  },
  checkZone(context, report) {
    const { model, apex, originKnown, names, settings } = context;
    if (!originKnown || settings.type === 'hint' || model.has(apex, TYPE.NS) || hasMisreadTop(context)) return;
    const [soa] = model.rrset(apex, TYPE.SOA);
    const place = soa ? typePlace(soa) : firstPlace(context);
    if (!place) return;
    report(
      place,
      t`The zone ${names.text(apex)} has no NS record, and the server refuses a zone without one. Add one for each of its name servers.`,
      { severity: integritySeverity(context) },
    );
  },
};
