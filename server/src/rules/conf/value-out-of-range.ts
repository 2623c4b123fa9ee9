import { placeOf } from '../../conf/model.ts';
import type { BindVersion, Clause } from '../../conf/statements.ts';
import { argumentsOf } from '../../conf/tree.ts';
import { parseDuration } from '../../conf/values.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';

interface Range {
  readonly min: number;
  readonly max: number;
  /** The clause that the range is for, where the name has another meaning elsewhere. */
  readonly clause?: Clause;
  /** Later releases ignore the statement. */
  readonly only?: BindVersion;
}

const PER_SECOND: Range = { min: 0, max: 1000, clause: 'rate-limit' };

/** What named-checkconf holds numbers and durations (in seconds) to. */
const RANGES: Readonly<Record<string, Range>> = {
  'all-per-second': PER_SECOND,
  'errors-per-second': PER_SECOND,
  'nodata-per-second': PER_SECOND,
  'nxdomains-per-second': PER_SECOND,
  'referrals-per-second': PER_SECOND,
  'responses-per-second': PER_SECOND,
  slip: { min: 0, max: 10, clause: 'rate-limit' },
  window: { min: 1, max: 3600, clause: 'rate-limit' },
  'qps-scale': { min: 1, max: 0xffffffff, clause: 'rate-limit' },
  'ipv4-prefix-length': { min: 1, max: 32, clause: 'rate-limit' },
  'ipv6-prefix-length': { min: 16, max: 64, clause: 'rate-limit' },
  'max-ncache-ttl': { min: 0, max: 604800 },
  'max-cache-ttl': { min: 0, max: 0xffffffff },
  'min-cache-ttl': { min: 0, max: 90 },
  'min-ncache-ttl': { min: 0, max: 90 },
  'nta-lifetime': { min: 0, max: 604800 },
  'nta-recheck': { min: 0, max: 604800 },
  'sig-validity-interval': { min: 1, max: 3660, only: '9.18' },
  'dnskey-sig-validity': { min: 0, max: 3660, only: '9.18' },
};

/** A number or duration that named refuses for its size. */
export const valueOutOfRange: ConfRule = {
  id: 'conf/value-out-of-range',
  title: 'Value out of range',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: 'A number or duration that is smaller or larger than named allows for the statement.',
    why: 'named refuses the configuration.',
    bad: 'options {\n\tmax-ncache-ttl 2w;\n};',
    good: 'options {\n\tmax-ncache-ttl 1w;\n};',
    sources: ['named-checkconf: `... is out of range`'],
  },
  check({ model, version }, report) {
    for (const { statement, file, clause, name } of settingsOf(model)) {
      const range = RANGES[name];
      if (!range || (range.clause && range.clause !== clause) || (range.only && range.only !== version)) continue;
      for (const word of argumentsOf(statement)) {
        const value = parseDuration(word.text);
        if (value === undefined || (value >= range.min && value <= range.max)) continue;
        const nearest = value < range.min ? range.min : range.max;
        const message = t`${word.text} is out of range for '${name}': named takes ${range.min} to ${range.max}.`;
        report(placeOf(file, word), message, { data: { nearest: String(nearest) } });
      }
    }
  },
  fixes({ uri, start, end, data }) {
    const nearest = String(data?.nearest);
    return [{ title: t`Change to ${nearest}`, edits: [{ uri, start, end, newText: nearest }] }];
  },
};
