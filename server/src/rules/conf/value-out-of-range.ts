import { parseDuration } from '../../conf/duration.ts';
import { isRead } from '../../conf/lookup.ts';
import type { Setting } from '../../conf/model.ts';
import { placeOf } from '../../conf/model.ts';
import type { BindVersion, Clause } from '../../conf/statements.ts';
import type { Word } from '../../conf/tree.ts';
import { argumentsOf } from '../../conf/tree.ts';
import { sizeOf, VALUE_KINDS } from '../../conf/valueKinds.ts';
import { atLeast, type BindVersionSpan, isWithin } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import { inParts } from '../../steps.ts';
import type { Severity } from '../rule.ts';
import type { ConfReport, ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { globalScopes, zoneWith } from './support/scopes.ts';
import { argument, elements, numberOf, wordAfter } from './support/words.ts';

interface Range {
  readonly min: number;
  readonly max: number;
  /** The clause that the range is for, where the name has another meaning elsewhere. */
  readonly clause?: Clause;
  /** The releases that look: others ignore the statement, or take any value. */
  readonly only?: BindVersionSpan;
  /** The argument that it is for, counted from 0; all of them where absent. */
  readonly argument?: number;
  /** What the value is: durations and whole numbers where absent. */
  readonly unit?: 'octets' | 'percent' | 'decimal';
  /** warning where named only warns. */
  readonly severity?: Severity;
  /** named has it with a sign and looks at the upper end alone: it takes what is too large for that as less than nothing. */
  readonly isSigned?: true;
  /** A value outside of the range that is fine. */
  readonly except?: number;
}

const MAX_31 = 0x7fffffff;
const MAX_32 = 0xffffffff;
/** The last port is none for named before 9.21. */
const PORT: readonly Range[] = [
  { min: 0, max: 65534, clause: 'options', only: { until: '9.20' } },
  { min: 0, max: 65535, clause: 'options', only: { since: '9.21' } },
];
const MINUTES: Range = { min: 0, max: 40320 };
const NOT_ZERO: Range = { min: 1, max: MAX_32 };
const PER_SECOND: Range = { min: 0, max: 1000, clause: 'rate-limit', isSigned: true };
const SHARE: Range = { min: 0, max: 1, unit: 'decimal', only: { since: '9.20' } };
/** Up to 9.20 named takes the nearest size that fits. */
const UDP_SIZE: Range = { min: 512, max: 4096, only: { since: '9.21' } };

/** What named-checkconf holds numbers, durations (in seconds or as written) and sizes to. */
const RANGES: Readonly<Record<string, Range | readonly Range[]>> = {
  'all-per-second': PER_SECOND,
  'errors-per-second': PER_SECOND,
  'nodata-per-second': PER_SECOND,
  'nxdomains-per-second': PER_SECOND,
  'referrals-per-second': PER_SECOND,
  'responses-per-second': PER_SECOND,
  slip: { min: 0, max: 10, clause: 'rate-limit', isSigned: true },
  window: { min: 1, max: 3600, clause: 'rate-limit' },
  'qps-scale': { min: 1, max: MAX_31, clause: 'rate-limit' },
  'ipv4-prefix-length': { min: 8, max: 32, clause: 'rate-limit' },
  'ipv6-prefix-length': { min: 16, max: 64, clause: 'rate-limit' },
  'max-ncache-ttl': { min: 0, max: 604800 },
  'max-cache-ttl': { min: 0, max: MAX_32 },
  'min-cache-ttl': { min: 0, max: 90 },
  'min-ncache-ttl': { min: 0, max: 90 },
  'nta-lifetime': { min: 1, max: 604800 },
  'nta-recheck': { min: 0, max: 604800 },
  'sig-validity-interval': { min: 1, max: 3660, only: { until: '9.18' } },
  'dnskey-sig-validity': { min: 0, max: 3660, only: { until: '9.18' } },
  'heartbeat-interval': { ...MINUTES, only: { until: '9.20' } },
  'interface-interval': MINUTES,
  'max-transfer-idle-in': MINUTES,
  'max-transfer-idle-out': MINUTES,
  'max-transfer-time-in': MINUTES,
  'max-transfer-time-out': MINUTES,
  'max-retry-time': NOT_ZERO,
  'min-retry-time': NOT_ZERO,
  'max-refresh-time': NOT_ZERO,
  'min-refresh-time': NOT_ZERO,
  'max-rsa-exponent-size': { min: 35, max: 4096, except: 0 },
  'resolver-nonbackoff-tries': { ...NOT_ZERO, only: { until: '9.18' } },
  'sig-signing-type': { min: 0xff00, max: 0xffff, clause: 'zone' },
  port: PORT,
  'tls-port': PORT,
  'http-port': PORT,
  'https-port': PORT,
  'lmdb-mapsize': { min: 2 ** 20, max: 2 ** 40, unit: 'octets' },
  'max-journal-size': { min: 0, max: 2 ** 31 - 1, unit: 'octets', clause: 'zone', only: { since: '9.21' } },
  'max-ixfr-ratio': [
    { min: 1, max: MAX_32, unit: 'percent' },
    { min: 0, max: 100, unit: 'percent', severity: 'warning' },
  ],
  prefetch: { min: 0, max: 10, argument: 0, only: { since: '9.21' } },
  'fetch-quota-params': [
    { ...SHARE, argument: 1 },
    { ...SHARE, argument: 2 },
    { ...SHARE, argument: 3 },
  ],
  'min-transfer-rate-in': [
    { ...NOT_ZERO, argument: 0, clause: 'zone', only: { since: '9.21' } },
    { min: 1, max: 40320, argument: 1, clause: 'zone', only: { since: '9.21' } },
  ],
  'edns-udp-size': UDP_SIZE,
  'max-udp-size': UDP_SIZE,
  'nocookie-udp-size': { min: 128, max: MAX_32, only: { since: '9.21' } },
  'edns-version': { min: 0, max: 255, only: { since: '9.21' } },
  padding: { min: 0, max: 512, only: { since: '9.21' } },
  'max-query-restarts': { min: 1, max: 255 },
  'stale-refresh-time': { min: 30, max: MAX_32, except: 0, severity: 'warning' },
  'fstrm-set-buffer-hint': { min: 1024, max: 65536 },
  'fstrm-set-flush-timeout': { min: 1, max: 600 },
  'fstrm-set-input-queue-size': { min: 2, max: 16384 },
  'fstrm-set-output-notify-threshold': { min: 1, max: MAX_32 },
  'fstrm-set-output-queue-size': { min: 2, max: 1024 },
  'fstrm-set-reopen-interval': { min: 1, max: 600 },
};

/** The longest server-id, in octets. */
const MAX_SERVER_ID = 1024;

/** Statements with a port that is not their first argument. */
const PORT_WORDS = new Set(['listen-on', 'listen-on-v6', 'allow-transfer', 'dual-stack-servers']);

function readValue(word: Word, unit: Range['unit']): number | undefined {
  if (unit === 'percent') return /^\d+%$/.test(word.text) ? Number.parseInt(word.text, 10) : undefined;
  if (unit === 'decimal') return VALUE_KINDS.decimal.fits(word) ? Number(word.text) : undefined;
  if (unit !== 'octets') return parseDuration(word.text);
  const octets = sizeOf(word.text);
  return octets === undefined ? undefined : Number(octets);
}

/** A number or duration that named refuses for its size. */
export const valueOutOfRange: ConfRule = {
  id: 'conf/value-out-of-range',
  title: 'Value out of range',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A number, size, share, port or duration that is smaller or larger than named allows for the statement. As a warning, values that named takes and that make little sense.',
    why: 'named refuses the configuration.',
    bad: 'options {\n\tmax-ncache-ttl 2w;\n};',
    good: 'options {\n\tmax-ncache-ttl 1w;\n};',
    sources: ['named-checkconf: `... is out of range`'],
  },
  *check({ model, version }, report) {
    for (const part of inParts(settingsOf(model))) {
      yield;
      for (const setting of part) {
        const { statement, file, clause, name, row } = setting;
        if (row && !isRead(row, version)) continue;
        const known = RANGES[name];
        const args = argumentsOf(statement);
        // Of a template named looks at what a zone takes from it, and not at the times of transfers.
        const where = clause === 'template' ? 'zone' : clause;
        const isIdle =
          clause === 'template' &&
          (name.startsWith('max-transfer-') || name === 'max-ixfr-ratio' || !zoneWith(model, statement));
        for (const range of known && !isIdle ? [known].flat() : []) {
          if ((range.clause && range.clause !== where) || (range.only && !isWithin(version, range.only))) continue;
          const words = range.argument === undefined ? args : args.slice(range.argument, range.argument + 1);
          for (const word of words) checkRange(setting, word, range, report);
        }
        if (PORT_WORDS.has(name)) checkPort(setting, version, report);
        if (name.endsWith('-udp-ports')) checkPortRanges(setting, report);
        const [first, second] = args;
        if (!first) continue;
        if (name === 'server-id' && new TextEncoder().encode(first.text).length > MAX_SERVER_ID) {
          report(
            placeOf(file, first),
            t`A server-id has at most ${MAX_SERVER_ID} octets, so named refuses the configuration. Shorten it.`,
          );
        }
        if (name === 'fstrm-set-input-queue-size' && !Number.isInteger(Math.log2(Number(first.text) || 1))) {
          report(
            placeOf(file, first),
            t`'${name}' has to be a power of 2, and ${first.text} is none: named refuses the configuration.`,
          );
        }
        if (name === 'sig-validity-interval' && second && !atLeast(version, '9.20')) {
          // Up to a week the second number is hours, beyond it days.
          const most = Number(first.text) > 7 ? Number(first.text) : Number(first.text) * 24;
          if (Number(second.text) > most)
            report(
              placeOf(file, second),
              t`Signatures that are valid for ${first.text} days cannot be made anew ${second.text} before they end, so named refuses the configuration. Write ${most} or less.`,
            );
        }
        if (name === 'prefetch' && second && atLeast(version, '9.21') && Number(second.text) < Number(first.text) + 6) {
          report(
            placeOf(file, second),
            t`The second number of 'prefetch' has to be at least six more than the first, so named refuses the configuration.`,
            { data: { nearest: String(Number(first.text) + 6) } },
          );
        }
      }
    }
    for (const { byName } of globalScopes(model)) checkPairs(byName, report);
  },
  fixes({ uri, start, end, data }) {
    if (typeof data?.nearest !== 'string') return [];
    return [{ title: t`Change to ${data.nearest}`, edits: [{ uri, start, end, newText: data.nearest }] }];
  },
};

function checkRange({ file, name }: Setting, word: Word, range: Range, report: ConfReport): void {
  const value = readValue(word, range.unit);
  if (value === undefined || value === range.except || (value >= range.min && value <= range.max)) return;
  const suffix = range.unit === 'percent' ? '%' : '';
  const nearest = `${value < range.min ? range.min : range.max}${suffix}`;
  const severity = range.severity ?? (range.isSigned && value > MAX_31 ? 'warning' : 'error');
  const message =
    severity === 'error'
      ? t`${word.text} is out of range for '${name}': named takes ${range.min}${suffix} to ${range.max}${suffix}.`
      : t`${word.text} makes little sense for '${name}': use ${range.min}${suffix} to ${range.max}${suffix}.`;
  report(placeOf(file, word), message, { severity, data: { nearest } });
}

/** The port behind `port`: before 9.21, 65535 is none for named where it listens. */
function checkPort(setting: Setting, version: BindVersion, report: ConfReport): void {
  const most = setting.name === 'dual-stack-servers' || atLeast(version, '9.21') ? 65535 : 65534;
  for (const statement of [setting.statement, ...elements(setting)]) {
    const word = wordAfter(statement, 'port');
    const port = numberOf(word);
    if (!word || port === undefined || port <= most) continue;
    report(placeOf(setting.file, word), t`${word.text} is no port for '${setting.name}': named takes 0 to ${most}.`);
  }
}

/** `range` and two ports, of which the first is not above the second. */
function checkPortRanges(setting: Setting, report: ConfReport): void {
  for (const { values } of elements(setting)) {
    const [, low, high] = values;
    if (values.length !== 3 || low.kind !== 'word' || high.kind !== 'word' || Number(low.text) <= Number(high.text))
      continue;
    report(
      placeOf(setting.file, { start: low.start, end: high.end }),
      t`This range of ports ends before it begins, so named refuses the configuration. Write 'range ${high.text} ${low.text}'.`,
    );
  }
}

/** Values that have to be below each other. */
function checkPairs(byName: ReadonlyMap<string, readonly Setting[]>, report: ConfReport): void {
  const seconds = (name: string) => {
    const word = argument(byName.get(name)?.[0]);
    return word && parseDuration(word.text);
  };
  const recheck = byName.get('nta-recheck')?.[0];
  const word = argument(recheck);
  const [check, lifetime] = [seconds('nta-recheck'), seconds('nta-lifetime') ?? 3600];
  if (recheck && word && check !== undefined && check > lifetime) {
    const message = t`Negative trust anchors end after ${lifetime} seconds and are looked at again after ${check}, which is never. Make 'nta-recheck' shorter.`;
    report(placeOf(recheck.file, word), message, { severity: 'warning' });
  }
  const least = byName.get('min-delegation-ttl')?.[0];
  const leastWord = argument(least);
  const [min, max] = [seconds('min-delegation-ttl'), seconds('max-delegation-ttl')];
  if (!least || !leastWord || !min || !max || min < max) return;
  report(
    placeOf(least.file, leastWord),
    t`'min-delegation-ttl' has to be below 'max-delegation-ttl', which is ${max} seconds, so named refuses the configuration.`,
  );
}
