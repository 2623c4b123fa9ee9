/** Whether the times of the SOA record are such as secondaries and resolvers can live with. */
import { marked } from '../../../l10n.ts';
import { found, type TestCase, testCase } from '../contract.ts';
import { NO_SOA_ANSWER, zoneSoa } from './common.ts';

/** Seconds: what RFC 1912 section 2.2, RFC 2308 section 5 and the experience of registries recommend. */
const REFRESH_LEAST = 14_400;
const RETRY_LEAST = 3600;
const EXPIRE_LEAST = 604_800;
const MINIMUM_LEAST = 300;
const MINIMUM_MOST = 86_400;

const zone02 = testCase({
  id: 'ZONE02',
  title: marked('Refresh is not too short'),
  link: 'zone',
  tags: {
    REFRESH_MINIMUM_VALUE_LOWER: {
      level: 'notice',
      message: marked(
        'Refresh is {refresh} s, less than {required_refresh} s: secondaries ask the primary that often.',
      ),
      advice: marked('Where NOTIFY works, {required_refresh} s or more are enough.'),
    },
    REFRESH_MINIMUM_VALUE_OK: {
      level: 'info',
      message: marked('Refresh is {refresh} s, at least {required_refresh} s.'),
    },
    NO_RESPONSE_SOA_QUERY: NO_SOA_ANSWER,
  },
  *run(world) {
    const soa = yield* zoneSoa(world);
    if (!soa) return [found('NO_RESPONSE_SOA_QUERY')];
    const tag = soa.refresh < REFRESH_LEAST ? 'REFRESH_MINIMUM_VALUE_LOWER' : 'REFRESH_MINIMUM_VALUE_OK';
    return [found(tag, { refresh: soa.refresh, required_refresh: REFRESH_LEAST })];
  },
});

const zone03 = testCase({
  id: 'ZONE03',
  title: marked('Retry is shorter than refresh'),
  link: 'zone',
  tags: {
    REFRESH_LOWER_THAN_RETRY: {
      level: 'info',
      message: marked(
        'Retry, {retry} s, is not shorter than refresh, {refresh} s: after a failure secondaries wait longer than usual.',
      ),
      advice: marked('Have retry be a part of refresh.'),
    },
    REFRESH_HIGHER_THAN_RETRY: {
      level: 'info',
      message: marked('Retry, {retry} s, is shorter than refresh, {refresh} s.'),
    },
    NO_RESPONSE_SOA_QUERY: NO_SOA_ANSWER,
  },
  *run(world) {
    const soa = yield* zoneSoa(world);
    if (!soa) return [found('NO_RESPONSE_SOA_QUERY')];
    const { refresh, retry } = soa;
    return [found(retry >= refresh ? 'REFRESH_LOWER_THAN_RETRY' : 'REFRESH_HIGHER_THAN_RETRY', { refresh, retry })];
  },
});

const zone04 = testCase({
  id: 'ZONE04',
  title: marked('Retry is not too short'),
  link: 'zone',
  tags: {
    RETRY_MINIMUM_VALUE_LOWER: {
      level: 'notice',
      message: marked('Retry is {retry} s, less than {required_retry} s: a primary that is down is asked that often.'),
      advice: marked('Raise it to {required_retry} s or more.'),
    },
    RETRY_MINIMUM_VALUE_OK: { level: 'info', message: marked('Retry is {retry} s, at least {required_retry} s.') },
    NO_RESPONSE_SOA_QUERY: NO_SOA_ANSWER,
  },
  *run(world) {
    const soa = yield* zoneSoa(world);
    if (!soa) return [found('NO_RESPONSE_SOA_QUERY')];
    const tag = soa.retry < RETRY_LEAST ? 'RETRY_MINIMUM_VALUE_LOWER' : 'RETRY_MINIMUM_VALUE_OK';
    return [found(tag, { retry: soa.retry, required_retry: RETRY_LEAST })];
  },
});

const zone05 = testCase({
  id: 'ZONE05',
  title: marked('Expire is long enough'),
  link: 'zone',
  tags: {
    EXPIRE_MINIMUM_VALUE_LOWER: {
      level: 'warning',
      message: marked(
        'Expire is {expire} s, less than {required_expire} s: secondaries stop answering so soon after the primary fails.',
      ),
      advice: marked('Raise it to {required_expire} s or more, so that a primary can be mended in the meantime.'),
    },
    EXPIRE_LOWER_THAN_REFRESH: {
      level: 'warning',
      message: marked(
        'Expire, {expire} s, is shorter than refresh, {refresh} s: secondaries stop answering before they ask again.',
      ),
      advice: marked('Have expire be several times refresh.'),
    },
    EXPIRE_MINIMUM_VALUE_OK: {
      level: 'info',
      message: marked('Expire is {expire} s, at least {required_expire} s and longer than refresh, {refresh} s.'),
    },
    NO_RESPONSE_SOA_QUERY: NO_SOA_ANSWER,
  },
  *run(world) {
    const soa = yield* zoneSoa(world);
    if (!soa) return [found('NO_RESPONSE_SOA_QUERY')];
    const { expire, refresh } = soa;
    const required_expire = EXPIRE_LEAST;
    const findings = [
      ...(expire < EXPIRE_LEAST ? [found('EXPIRE_MINIMUM_VALUE_LOWER', { expire, required_expire })] : []),
      ...(expire < refresh ? [found('EXPIRE_LOWER_THAN_REFRESH', { expire, refresh })] : []),
    ];
    return findings.length > 0 ? findings : [found('EXPIRE_MINIMUM_VALUE_OK', { expire, required_expire, refresh })];
  },
});

const zone06 = testCase({
  id: 'ZONE06',
  title: marked('Denials are remembered neither too long nor too short (minimum)'),
  link: 'zone',
  tags: {
    SOA_DEFAULT_TTL_MAXIMUM_VALUE_HIGHER: {
      level: 'notice',
      message: marked(
        'Minimum is {minimum} s, more than {highest_minimum} s: a name that is new is not found that long by who asked too early (RFC 2308).',
      ),
      advice: marked('Lower it to {highest_minimum} s or less.'),
    },
    SOA_DEFAULT_TTL_MAXIMUM_VALUE_LOWER: {
      level: 'notice',
      message: marked(
        'Minimum is {minimum} s, less than {lowest_minimum} s: denials are asked for again that often (RFC 2308).',
      ),
      advice: marked('Raise it to {lowest_minimum} s or more.'),
    },
    SOA_DEFAULT_TTL_MAXIMUM_VALUE_OK: {
      level: 'info',
      message: marked('Minimum is {minimum} s, between {lowest_minimum} and {highest_minimum} s.'),
    },
    NO_RESPONSE_SOA_QUERY: NO_SOA_ANSWER,
  },
  *run(world) {
    const soa = yield* zoneSoa(world);
    if (!soa) return [found('NO_RESPONSE_SOA_QUERY')];
    const { minimum } = soa;
    const values = { minimum, highest_minimum: MINIMUM_MOST, lowest_minimum: MINIMUM_LEAST };
    if (minimum > MINIMUM_MOST) return [found('SOA_DEFAULT_TTL_MAXIMUM_VALUE_HIGHER', values)];
    return [
      found(
        minimum < MINIMUM_LEAST ? 'SOA_DEFAULT_TTL_MAXIMUM_VALUE_LOWER' : 'SOA_DEFAULT_TTL_MAXIMUM_VALUE_OK',
        values,
      ),
    ];
  },
});

/** ZONE02 to ZONE06. */
export const SOA_TIMES: readonly TestCase[] = [zone02, zone03, zone04, zone05, zone06];
