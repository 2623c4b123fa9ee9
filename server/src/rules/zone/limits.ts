/** The thresholds that rules about zones judge by, each of which can be set (`bailiwick.limits`). */
import type { RuleId } from '../ids.ts';

export interface LimitRow {
  readonly key: string;
  /** The rule that judges by it. */
  readonly rule: RuleId;
  readonly default: number;
  readonly unit: 'seconds' | 'octets' | 'records' | 'types' | 'bits' | 'iterations';
  /** One line for the settings and docs/rules. */
  readonly doc: string;
  /** The lowest and the highest value that can be set. */
  readonly minimum: number;
  readonly maximum?: number;
}

/**
 * Refresh and retry from RFC 1912 section 2.2: with NOTIFY many good zones lie below Zonemaster's 14400 and 3600. The other times of the SOA,
 * those of signatures and the number of name servers as Zonemaster has them (ZONE05, ZONE06, DNSSEC04, DELEGATION01). named takes 100 records
 * of a type and 100 types at a name (since 9.18.28), and says that more than 150 iterations are excessive. RSA keys by RFC 3110 and
 * RFC 8301 section 3.2. Prefixes as they are announced on their own: a /24 and a /48. Resolvers keep nothing for more than a week
 * (RFC 8767 section 4).
 */
export const LIMITS = [
  {
    key: 'soaRefreshLeast',
    rule: 'zone/soa-timer-unusual',
    default: 1200,
    unit: 'seconds',
    doc: 'The shortest usual refresh time of an SOA.',
    minimum: 0,
  },
  {
    key: 'soaRefreshMost',
    rule: 'zone/soa-timer-unusual',
    default: 604800,
    unit: 'seconds',
    doc: 'The longest usual refresh time of an SOA.',
    minimum: 1,
  },
  {
    key: 'soaRetryLeast',
    rule: 'zone/soa-timer-unusual',
    default: 180,
    unit: 'seconds',
    doc: 'The shortest usual retry time of an SOA.',
    minimum: 0,
  },
  {
    key: 'soaRetryMost',
    rule: 'zone/soa-timer-unusual',
    default: 86400,
    unit: 'seconds',
    doc: 'The longest usual retry time of an SOA.',
    minimum: 1,
  },
  {
    key: 'soaExpireLeast',
    rule: 'zone/soa-timer-unusual',
    default: 604800,
    unit: 'seconds',
    doc: 'The shortest usual expire time of an SOA.',
    minimum: 0,
  },
  {
    key: 'soaExpireMost',
    rule: 'zone/soa-timer-unusual',
    default: 7776000,
    unit: 'seconds',
    doc: 'The longest usual expire time of an SOA.',
    minimum: 1,
  },
  {
    key: 'soaMinimumLeast',
    rule: 'zone/soa-timer-unusual',
    default: 60,
    unit: 'seconds',
    doc: 'The shortest usual negative caching time, the last field of an SOA.',
    minimum: 0,
  },
  {
    key: 'soaMinimumMost',
    rule: 'zone/soa-timer-unusual',
    default: 86400,
    unit: 'seconds',
    doc: 'The longest usual negative caching time, the last field of an SOA.',
    minimum: 1,
  },
  {
    key: 'soaSerialAhead',
    rule: 'zone/soa-serial-date',
    default: 604800,
    unit: 'seconds',
    doc: 'How far in the future the date of a serial may lie.',
    minimum: 0,
  },
  {
    key: 'ttlLeast',
    rule: 'zone/ttl-unusual',
    default: 1,
    unit: 'seconds',
    doc: 'The shortest usual TTL; 1 has only a TTL of 0 told.',
    minimum: 0,
  },
  {
    key: 'ttlMost',
    rule: 'zone/ttl-unusual',
    default: 604800,
    unit: 'seconds',
    doc: 'The longest usual TTL.',
    minimum: 1,
  },
  {
    key: 'nsCount',
    rule: 'zone/ns-single',
    default: 2,
    unit: 'records',
    doc: 'How many name servers a zone of the public DNS needs.',
    minimum: 1,
  },
  {
    key: 'nsNetworkIpv4',
    rule: 'zone/ns-same-network',
    default: 24,
    unit: 'bits',
    doc: 'The prefix length within which IPv4 addresses are taken as one network.',
    minimum: 1,
    maximum: 32,
  },
  {
    key: 'nsNetworkIpv6',
    rule: 'zone/ns-same-network',
    default: 48,
    unit: 'bits',
    doc: 'The prefix length within which IPv6 addresses are taken as one network.',
    minimum: 1,
    maximum: 128,
  },
  {
    key: 'cnameChain',
    rule: 'zone/cname-chain',
    default: 8,
    unit: 'records',
    doc: 'How many CNAMEs in a row resolvers follow; more are a warning.',
    minimum: 1,
  },
  {
    key: 'recordsPerType',
    rule: 'zone/too-many-records',
    default: 100,
    unit: 'records',
    doc: 'How many records of one type a name may have: what max-records-per-type of your servers says.',
    minimum: 1,
  },
  {
    key: 'typesPerName',
    rule: 'zone/too-many-records',
    default: 100,
    unit: 'types',
    doc: 'Records of how many types a name may have: what max-types-per-name of your servers says.',
    minimum: 1,
  },
  {
    key: 'rsaLeast',
    rule: 'zone/dnskey-weak',
    default: 1024,
    unit: 'bits',
    doc: 'The shortest RSA key of DNSSEC that resolvers take; a shorter one is a warning.',
    minimum: 512,
  },
  {
    key: 'rsaAdvised',
    rule: 'zone/dnskey-weak',
    default: 2048,
    unit: 'bits',
    doc: 'The length from which on an RSA key of DNSSEC is as advised.',
    minimum: 512,
  },
  {
    key: 'rsaMost',
    rule: 'zone/dnskey-weak',
    default: 4096,
    unit: 'bits',
    doc: 'The longest RSA key of DNSSEC that resolvers have to take.',
    minimum: 512,
  },
  {
    key: 'signatureLeft',
    rule: 'zone/rrsig-validity',
    default: 43200,
    unit: 'seconds',
    doc: 'The time before it expires from which on a signature is told.',
    minimum: 0,
  },
  {
    key: 'signatureLife',
    rule: 'zone/rrsig-validity',
    default: 26179200,
    unit: 'seconds',
    doc: 'The longest time that a signature should be valid for.',
    minimum: 1,
  },
  {
    key: 'nsec3Iterations',
    rule: 'zone/nsec3-iterations',
    default: 0,
    unit: 'iterations',
    doc: 'How many additional iterations of NSEC3 are passed over.',
    minimum: 0,
  },
  {
    key: 'nsec3IterationsExcessive',
    rule: 'zone/nsec3-iterations',
    default: 150,
    unit: 'iterations',
    doc: 'Above how many additional iterations of NSEC3 it is a warning.',
    minimum: 0,
  },
  {
    key: 'nsec3Salt',
    rule: 'zone/nsec3param-content',
    default: 0,
    unit: 'octets',
    doc: 'The longest salt of NSEC3 that is passed over.',
    minimum: 0,
    maximum: 255,
  },
  {
    key: 'dkimRsaLeast',
    rule: 'zone/dkim-key',
    default: 1024,
    unit: 'bits',
    doc: 'The shortest RSA key of DKIM that verifiers take; a shorter one is a warning.',
    minimum: 512,
  },
  {
    key: 'dkimRsaAdvised',
    rule: 'zone/dkim-key',
    default: 2048,
    unit: 'bits',
    doc: 'The length from which on an RSA key of DKIM is as advised.',
    minimum: 512,
  },
  {
    key: 'spfLength',
    rule: 'zone/spf-long',
    default: 450,
    unit: 'octets',
    doc: 'The longest SPF policy that fits every answer.',
    minimum: 1,
  },
] as const satisfies readonly LimitRow[];

export type LimitKey = (typeof LIMITS)[number]['key'];

/** What is set; thresholds that are absent are as by default. */
export type Limits = Readonly<Partial<Record<LimitKey, number>>>;

const DEFAULTS = Object.fromEntries(LIMITS.map((row) => [row.key, row.default])) as Readonly<Record<LimitKey, number>>;

/** The threshold in effect, in the unit of its row. */
export function limit({ settings }: { readonly settings: { readonly limits?: Limits } }, key: LimitKey): number {
  return settings.limits?.[key] ?? DEFAULTS[key];
}

/** The thresholds among what a user gave; unknown keys and what is no whole number in its range are left out. */
export function readLimits(given: unknown): Limits {
  if (typeof given !== 'object' || given === null) return {};
  const rows: readonly LimitRow[] = LIMITS;
  const read = rows.flatMap(({ key, minimum, maximum = Number.MAX_SAFE_INTEGER }) => {
    const value: unknown = Object.hasOwn(given, key) ? (given as Record<string, unknown>)[key] : undefined;
    return Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum ? [[key, value]] : [];
  });
  return Object.fromEntries(read);
}
