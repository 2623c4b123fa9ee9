import { ttlText } from '../../dns/ttl.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { wordPlace } from './places.ts';
import { isExampleZone, isServedHereAlone } from './support/publicZone.ts';
import { SOA_WORDS, soaNumbers } from './support/soa.ts';
import type { ZoneRule } from './zoneRule.ts';

export const soaRetryNotShorter: ZoneRule = {
  id: 'zone/soa-retry-not-shorter',
  title: 'SOA retry time that is not shorter than the refresh time',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.SOA],
  docs: {
    finds: 'An SOA record whose retry time is the refresh time or more.',
    why: 'A secondary that could not reach the primary tries again after the retry time. When that is as long as the refresh time, a short outage leaves old data for twice as long.',
    bad: '; zone: fabrikam.com\n$TTL 3600\n@ SOA ns1 hostmaster 1 3600 7200 1209600 300\n@ NS ns1.example.net.\n',
    good: '$TTL 3600\n@ SOA ns1 hostmaster 1 7200 3600 1209600 300\n@ NS ns1.example.net.\n',
    sources: ['RFC 1912 section 2.2', 'Zonemaster ZONE03: REFRESH_LOWER_THAN_RETRY'],
  },
  checkRecord(record, context, report) {
    const soa = soaNumbers(record);
    if (!soa || soa.retry < soa.refresh || isExampleZone(context) || isServedHereAlone(context)) return;
    report(
      wordPlace(record, SOA_WORDS.retry),
      t`The retry time of ${ttlText(soa.retry)} is not shorter than the refresh time of ${ttlText(soa.refresh)}, so a secondary that missed the primary once waits for too long. Write a fraction of the refresh time.`,
    );
  },
};
