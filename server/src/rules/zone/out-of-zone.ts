import { t } from '../../l10n.ts';
import { ownerPlace } from './places.ts';
import type { ZoneRule } from './zoneRule.ts';

export const outOfZone: ZoneRule = {
  id: 'zone/out-of-zone',
  title: 'Record outside the zone',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  skipUnless: { isOutside: true },
  docs: {
    finds: 'A record whose owner is neither the zone nor a name below it.',
    why: 'named ignores the record, so the name does not get it. It belongs in the zone that holds its owner; other servers refuse such a file.',
    bad: 'www.example.net. A 192.0.2.80\n',
    good: 'www A 192.0.2.80\n',
    sources: ['RFC 1035 section 5.2', 'named: ignoring out-of-zone data'],
  },
  checkRecord(record, context, report) {
    if (record.owner < 0 || !context.originKnown || context.model.isInZone(record.owner)) return;
    const { names, apex } = context;
    const owner = names.text(record.owner);
    report(
      ownerPlace(record),
      t`${owner} is not in the zone ${names.text(apex)}, so the server ignores this record. Move it to the zone that holds ${owner}`,
    );
  },
};
