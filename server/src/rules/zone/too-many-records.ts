import { typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { limit } from './limits.ts';
import { typePlace } from './places.ts';
import type { ZoneRule } from './zoneRule.ts';

export const tooManyRecords: ZoneRule = {
  id: 'zone/too-many-records',
  title: 'More records at a name than named takes',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  skipUnless: { atLeast: (context) => Math.min(limit(context, 'recordsPerType'), limit(context, 'typesPerName')) + 1 },
  docs: {
    finds: 'More than 100 records of one type, or more than 100 types, at one name.',
    why: 'named refuses to load such a zone unless max-records-per-type or max-types-per-name in its configuration allows more. named-checkzone does not look at it.',
    bad: '$GENERATE 1-101 www A 192.0.2.$\n',
    good: '$GENERATE 1-100 www A 192.0.2.$\n',
    sources: ['named: too many records', 'CVE-2024-1737'],
  },
  checkOwner(owner, records, context, report) {
    const [perType, perName] = [limit(context, 'recordsPerType'), limit(context, 'typesPerName')];
    if (records.length <= Math.min(perType, perName)) return;
    const counts = new Map<number, ZoneRecord[]>();
    for (const record of records) {
      const same = counts.get(record.type);
      if (same) same.push(record);
      else counts.set(record.type, [record]);
    }
    const name = context.names.text(owner);
    for (const [type, same] of counts) {
      if (same.length <= perType) continue;
      report(
        typePlace(same[perType]),
        t`${name} has ${same.length} ${typeText(type)} records, and named refuses a zone with more than ${perType} of one type at a name. Delete some, or raise max-records-per-type in named.conf.`,
      );
    }
    if (counts.size <= perName) return;
    const [, [beyond]] = [...counts][perName];
    report(
      typePlace(beyond),
      t`${name} has records of ${counts.size} types, and named refuses a zone with more than ${perName} at a name. Delete some, or raise max-types-per-name in named.conf.`,
    );
  },
};
