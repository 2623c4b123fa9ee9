/** zone/ttl-above-maximum */
import { t } from '../../l10n.ts';
import { ttlPlace } from './places.ts';
import type { ZoneRule } from './zoneRule.ts';

export const ttlAboveMaximum: ZoneRule = {
  id: 'zone/ttl-above-maximum',
  title: 'TTL above the zone’s max-zone-ttl',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: 'A record whose TTL is above `max-zone-ttl` of the configuration that loads the zone.',
    why: 'named refuses a zone with such a record, so the whole zone is not served.',
    bad: '; with max-zone-ttl 1d\nwww 2d A 192.0.2.1\n',
    good: 'www 1d A 192.0.2.1\n',
    sources: ['BIND 9 Administrator Reference Manual: max-zone-ttl', 'named: TTL exceeds configured max-zone-ttl'],
  },
  applies: ({ settings }) => settings.maxTtl !== undefined,
  checkRecord(record, context, report) {
    const { maxTtl } = context.settings;
    if (maxTtl === undefined || record.ttl <= maxTtl) return;
    report(
      ttlPlace(record),
      t`The TTL ${record.ttl} is above ${maxTtl}, the max-zone-ttl of the configuration, and named refuses the zone. Lower the TTL, or raise max-zone-ttl.`,
    );
  },
};
