import { ttlText } from '../../dns/ttl.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { wordPlace } from './places.ts';
import { isExampleZone, isServedHereAlone } from './support/publicZone.ts';
import { SOA_WORDS, soaNumbers } from './support/soa.ts';
import type { ZoneRule } from './zoneRule.ts';

export const soaExpiresEarly: ZoneRule = {
  id: 'zone/soa-expires-early',
  title: 'Zone that expires before it is refreshed',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.SOA],
  docs: {
    finds: 'An SOA record whose expire time is shorter than its refresh and retry times together.',
    why: 'After the expire time without contact a secondary stops answering for the zone. Here it gives up before it has tried a second time to reach the primary.',
    bad: '; zone: fabrikam.com\n$TTL 3600\n@ SOA ns1 hostmaster 1 86400 7200 3600 300\n@ NS ns1.example.net.\n',
    good: '$TTL 3600\n@ SOA ns1 hostmaster 1 86400 7200 1209600 300\n@ NS ns1.example.net.\n',
    sources: ['RFC 1912 section 2.2', 'RFC 1035 section 3.3.13', 'Zonemaster: EXPIRE_LOWER_THAN_REFRESH'],
  },
  checkRecord(record, context, report) {
    const soa = soaNumbers(record);
    if (!soa || soa.expire >= soa.refresh + soa.retry || isExampleZone(context) || isServedHereAlone(context)) return;
    report(
      wordPlace(record, SOA_WORDS.expire),
      t`The zone expires after ${ttlText(soa.expire)}, and its secondaries ask for changes every ${ttlText(soa.refresh)} and again after ${ttlText(soa.retry)}: they stop answering before they have tried twice. Write a longer expire time, such as 1209600.`,
    );
  },
};
