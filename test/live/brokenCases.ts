/** One broken zone for each cause, as real servers have it, and what is to be found. */
import { TYPE } from '../../server/src/dns/types.ts';
import type { AnswerRecord } from '../../server/src/live/messages.ts';
import { dsOf, dsRecords, makeKey, type Zone, type ZoneSpec } from '../unit/live/world/signing.ts';

const DAY = 24 * 3600;

export interface LiveCase {
  readonly cause: string | null;
  readonly others?: readonly string[];
  readonly asks?: string;
  readonly resolver?: 'unbound' | 'named' | 'unbound6' | 'unbound64' | 'none';
  readonly spec?: Partial<ZoneSpec>;
  /** `owner ttl TYPE data`, where ZONE is the zone. */
  readonly records?: string;
  /** Its servers have no IPv6 addresses. */
  readonly noIpv6?: true;
  /** What the second server has instead. */
  readonly second?: (spec: ZoneSpec) => Partial<ZoneSpec>;
  readonly ds?: (zone: Zone, now: number) => readonly AnswerRecord[];
  /** What the zone above says, from what is right. */
  readonly delegation?: (text: string) => string;
  /** The addresses at which named listens, of those of a server. */
  readonly listens?: (addresses: readonly string[], server: number) => readonly string[];
  /** Those at which something takes what comes and says nothing. */
  readonly silent?: (addresses: readonly string[], server: number) => readonly string[];
  /** What comes goes to named by something between. */
  readonly relay?: { readonly largest: number; readonly tcp: boolean; readonly every?: number };
  readonly viewOptions?: string;
  readonly isLame?: true;
  /** Addresses at which something takes TCP connections at port 443. */
  readonly hosts?: readonly string[];
  /** Those of hosts on which nothing listens, and those of hosts that are gone, as a router says. */
  readonly idle?: readonly string[];
  readonly gone?: readonly string[];
  readonly spoilFile?: (text: string) => string;
}

function covering(type: number): (record: AnswerRecord) => boolean {
  return ({ type: own, rdata }) => own === TYPE.RRSIG && rdata[0] * 256 + rdata[1] === type;
}

function flipped(records: readonly AnswerRecord[], fits: (record: AnswerRecord) => boolean): AnswerRecord[] {
  return records.map((one) => (fits(one) ? { ...one, rdata: one.rdata.with(-1, one.rdata.at(-1)! ^ 1) } : one));
}

function without(pattern: RegExp): (text: string) => string {
  return (text) =>
    text
      .split('\n')
      .filter((line) => !pattern.test(line))
      .join('\n');
}

function only(family: 4 | 6): (addresses: readonly string[]) => string[] {
  return (addresses) => addresses.filter((one) => one.includes(':') === (family === 6));
}

const TEXT = '"01234567890123456789012345678901234567890123456789" ';

export const LIVE_CASES: Readonly<Record<string, LiveCase>> = {
  healthy: { cause: null },
  'healthy-nsec3': { cause: null, spec: { nsec3: {} } },
  'not-signed': { cause: null, spec: { algorithm: 0 } },
  'no-aaaa-at-server': { cause: 'servers-without-ipv6', noIpv6: true, resolver: 'unbound6' },
  'no-aaaa-glue': { cause: 'no-ipv6-glue', delegation: without(/ AAAA /), resolver: 'unbound6' },
  'wrong-glue': {
    cause: 'wrong-glue',
    delegation: (text) => text.replaceAll('fd00:53::2:', 'fd00:53::9:'),
    resolver: 'unbound6',
  },
  'no-glue': { cause: 'no-glue', delegation: without(/ (?:A|AAAA) /) },
  'not-listening-v6': { cause: 'servers-closed', listens: only(4), resolver: 'unbound6' },
  'firewall-v6': { cause: 'servers-silent', listens: only(4), silent: only(6), resolver: 'unbound6' },
  'all-down': { cause: 'servers-silent', listens: () => [], silent: (addresses) => addresses },
  'tcp-blocked': {
    cause: 'tcp-blocked',
    asks: 'big TXT',
    records: `big.ZONE 3600 TXT ${TEXT.repeat(90)}`,
    listens: () => [],
    relay: { largest: 65535, tcp: false },
  },
  'large-udp-lost': {
    cause: 'large-answers-lost',
    asks: '@ DNSKEY',
    spec: { algorithm: 8 },
    listens: () => [],
    relay: { largest: 512, tcp: true },
  },
  'no-aaaa': { cause: 'no-record', asks: 'four AAAA' },
  'wrong-aaaa': { cause: 'wrong-address', asks: 'wrong AAAA', records: 'wrong.ZONE 3600 AAAA 2001:db8::99' },
  'no-such-name': { cause: 'no-delegation', asks: 'nothing A' },
  'zone-not-loaded': { cause: 'servers-fail', spoilFile: (text) => text.replace(/ SOA .*/, ' SOA broken') },
  refused: { cause: 'servers-refuse', viewOptions: 'allow-query { none; };' },
  lame: { cause: 'servers-refuse', isLame: true },
  expired: { cause: 'signatures-expired', spec: { inception: -20 * DAY, expiration: -3 * DAY } },
  future: { cause: 'signatures-early', spec: { inception: 3 * DAY, expiration: 20 * DAY } },
  'ds-without-key': {
    cause: 'ds-and-not-signed',
    spec: { algorithm: 0 },
    ds: (zone) => [dsOf(zone.name, makeKey(zone.name, 13, 257))],
  },
  'key-not-signing': { cause: 'key-not-signing', ds: (zone) => [dsOf(zone.name, zone.keys[1])] },
  'ds-wrong-digest': { cause: 'ds-of-another-key', ds: (zone) => flipped(dsRecords(zone), () => true) },
  'records-changed': {
    cause: 'signatures-wrong',
    spec: { after: (records) => flipped(records, ({ type, owner }) => type === TYPE.A && owner.startsWith('www.')) },
  },
  'nsec3-broken': {
    cause: 'denial-broken',
    asks: 'nothing A',
    spec: { nsec3: {}, after: (records) => flipped(records, covering(TYPE.NSEC3)) },
  },
  // A relay that lets one of three datagrams through: named's own limit depends on when it is asked.
  'rate-limited': {
    cause: null,
    others: ['rate-limited'],
    listens: () => [],
    relay: { largest: 65535, tcp: true, every: 3 },
    resolver: 'none',
  },
  'dead-address': {
    cause: null,
    others: ['dead-address'],
    listens: (addresses, i) => (i === 0 ? addresses : []),
    silent: (addresses, i) => (i === 0 ? [] : addresses),
  },
  'dead-host': {
    cause: 'dead-host-address',
    asks: 'round A',
    records: 'round.ZONE 3600 A 203.0.112.11\nround.ZONE 3600 A 203.0.112.12\nround.ZONE 3600 A 203.0.112.13',
    hosts: ['203.0.112.11', '203.0.112.12'],
    idle: ['203.0.112.13'],
  },
  'dead-host-v6': {
    cause: 'dead-host-address',
    asks: 'both AAAA',
    records: 'both.ZONE 3600 A 203.0.112.21\nboth.ZONE 3600 AAAA 2a00:1450::21',
    hosts: ['203.0.112.21'],
    gone: ['2a00:1450::21'],
  },
  'hosts-alive': {
    cause: null,
    asks: 'both A',
    records: 'both.ZONE 3600 A 203.0.112.31\nboth.ZONE 3600 AAAA 2a00:1450::31',
    hosts: ['203.0.112.31', '2a00:1450::31'],
  },
  'ns-differ': { cause: null, others: ['servers-differ'], delegation: without(/ns2\./) },
  'stale-secondary': {
    cause: 'stale-secondary',
    spec: { algorithm: 0, serial: 2 },
    second: ({ records }) => ({ serial: 1, records: records!.replace('203.0.112.1', '203.0.112.7') }),
  },
  dns64: { cause: 'dns64', asks: 'four AAAA', resolver: 'unbound64' },
};
