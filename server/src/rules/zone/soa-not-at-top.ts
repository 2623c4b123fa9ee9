import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { ownerPlace } from './places.ts';
import { recordsOf } from './support/census.ts';
import { hasMisreadTop } from './support/misread.ts';
import type { ZoneRule } from './zoneRule.ts';

const SOAS = recordsOf([TYPE.SOA]);

export const soaNotAtTop: ZoneRule = {
  id: 'zone/soa-not-at-top',
  title: 'SOA of a name below the zone',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: "An SOA record whose owner is a name of the zone, but not the zone's own.",
    why: 'An SOA starts a zone of its own, which belongs in a file of its own. named refuses the zone.',
    bad: '$TTL 3600\n@ SOA ns1 hostmaster 1 3600 900 1209600 300\n@ NS ns1.example.net.\nsub SOA ns1 hostmaster 1 3600 900 1209600 300\n',
    good: 'sub NS ns1.example.net.\n',
    sources: ['RFC 1035 section 5.2', 'named: SOA record not at top of zone'],
  },
  censuses: [SOAS],
  checkZone(context, report) {
    const { names, apex, model, originKnown } = context;
    // Where the final dot of $ORIGIN was lost, that is told.
    if (!originKnown || hasMisreadTop(context)) return;
    for (const { value } of SOAS.of(context)) {
      for (const record of value) {
        if (record.owner < 0 || record.owner === apex || !model.isInZone(record.owner)) continue;
        report(
          ownerPlace(record),
          t`This SOA belongs to ${names.text(record.owner)} and the zone is ${names.text(apex)} The server refuses it. Write @ as its owner, or move it to a file of its own.`,
        );
      }
    }
  },
};
