import { ttlText } from '../../dns/ttl.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { Severity } from '../rule.ts';
import { type LimitKey, limit } from './limits.ts';
import { wordPlace } from './places.ts';
import { isPublicZone } from './support/publicZone.ts';
import { SOA_WORDS, type SoaNumbers, soaNumbers } from './support/soa.ts';
import type { ZoneRule } from './zoneRule.ts';

interface Range {
  readonly field: 'refresh' | 'retry' | 'expire' | 'minimum';
  /** What is usual. */
  readonly least: LimitKey;
  readonly most: LimitKey;
  /** What is advised as long as the limits allow it, in seconds. */
  readonly from: number;
  readonly to: number;
  readonly severity: Severity;
}

const WEEK = 604800;

const RANGES: readonly Range[] = [
  { field: 'refresh', least: 'soaRefreshLeast', most: 'soaRefreshMost', from: 3600, to: 43200, severity: 'hint' },
  { field: 'retry', least: 'soaRetryLeast', most: 'soaRetryMost', from: 900, to: 3600, severity: 'hint' },
  {
    field: 'expire',
    least: 'soaExpireLeast',
    most: 'soaExpireMost',
    from: 1209600,
    to: 2419200,
    severity: 'information',
  },
  { field: 'minimum', least: 'soaMinimumLeast', most: 'soaMinimumMost', from: 300, to: 10800, severity: 'information' },
];

/** What follows from a value out of its range. */
function outcome(field: Range['field'], isLow: boolean, value: string, from: string, to: string): string {
  switch (field) {
    case 'refresh':
      return isLow
        ? t`With a refresh time of ${value} secondaries ask the primary every ${value}; NOTIFY tells them of changes anyway. Write ${from} to ${to}.`
        : t`With a refresh time of ${value} a secondary that missed a NOTIFY serves old data for long. Write ${from} to ${to}.`;
    case 'retry':
      return isLow
        ? t`With a retry time of ${value} secondaries flood a primary that is down. Write ${from} to ${to}.`
        : t`With a retry time of ${value} a secondary that missed the primary serves old data for long. Write ${from} to ${to}.`;
    case 'expire':
      return isLow
        ? t`Secondaries stop answering for the zone when the primary is away for ${value}. Write ${from} to ${to}.`
        : t`Secondaries answer with old data for ${value} after they lost the primary. Write ${from} to ${to}.`;
    case 'minimum':
      return isLow
        ? t`Resolvers remember for ${value} only that a name is not there, and then ask again. Write ${from} to ${to}.`
        : t`Resolvers may remember for ${value} that a name is not there (BIND for 3 hours unless told otherwise), so a name that you add may not be seen for as long. Write ${from} to ${to}.`;
  }
}

export const soaTimerUnusual: ZoneRule = {
  id: 'zone/soa-timer-unusual',
  title: 'SOA time that is far from what is usual',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.SOA],
  onlyApex: true,
  docs: {
    finds:
      'A refresh time below 20 minutes or above a week, a retry time below 3 minutes or above a day, an expire time below a week or above 90 days, or a negative caching time (the last field) below a minute or above a day, in a zone of the public DNS.',
    why: 'Too short, and the secondaries load the primary or give up when it is away over a weekend. Too long, and old data stays.',
    bad: '; zone: fabrikam.com\n$TTL 3600\n@ SOA ns1.fabrikam.net. hostmaster 1 7200 900 86400 604800\n@ NS ns1.fabrikam.net.\n@ NS ns2.fabrikam.net.\n',
    good: '; zone: fabrikam.com\n$TTL 3600\n@ SOA ns1.fabrikam.net. hostmaster 1 7200 900 1209600 3600\n@ NS ns1.fabrikam.net.\n@ NS ns2.fabrikam.net.\n',
    sources: ['RFC 1912 section 2.2', 'RFC 2308 section 5', 'RIPE-203', 'Zonemaster ZONE02, ZONE04, ZONE05, ZONE06'],
  },
  checkOwner(_owner, records, context, report) {
    if (!isPublicZone(context)) return;
    for (const record of records) {
      const soa: SoaNumbers | undefined = record.type === TYPE.SOA ? soaNumbers(record) : undefined;
      if (!soa) continue;
      for (const { field, severity, ...range } of RANGES) {
        const value = soa[field];
        const [least, most] = [limit(context, range.least), limit(context, range.most)];
        if (value >= least && value <= most) continue;
        const [from, to] =
          range.to > least && range.from < most
            ? [Math.max(range.from, least), Math.min(range.to, most)]
            : [least, most];
        const message = outcome(field, value < least, ttlText(value), ttlText(from), ttlText(to));
        // A week is what the template of Debian has.
        const isTemplate = field === 'minimum' && value === WEEK;
        report(wordPlace(record, SOA_WORDS[field]), message, { severity: isTemplate ? 'hint' : severity });
      }
    }
  },
};
