import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { firstPlace } from './support/apex.ts';
import { hasMisreadTop } from './support/misread.ts';
import type { ZoneRule } from './zoneRule.ts';

export const soaMissing: ZoneRule = {
  id: 'zone/soa-missing',
  title: 'Zone without SOA',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: 'A zone whose own name has no SOA record.',
    why: 'The SOA says who keeps the zone, which serial it has and how secondaries follow it. named refuses a zone without it.',
    bad: '; no SOA\n$TTL 3600\n@ NS ns1\nns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\n',
    good: '$TTL 3600\n@ SOA ns1 hostmaster 1 3600 900 1209600 300\n@ NS ns1\nns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\n',
    sources: ['RFC 1035 section 5.2', 'named: has 0 SOA records'],
  },
  checkZone(context, report) {
    const { model, apex, originKnown, names, settings } = context;
    if (!originKnown || settings.type === 'hint' || model.has(apex, TYPE.SOA) || hasMisreadTop(context)) return;
    const place = firstPlace(context);
    if (!place) return;
    const zone = names.text(apex);
    report(
      place,
      t`The zone ${zone} has no SOA record, and the server refuses a zone without it. Add one with the owner ${zone} or @.`,
    );
  },
};
