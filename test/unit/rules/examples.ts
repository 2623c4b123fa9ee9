/** The examples of the zone rules' documentation as files that show what they are examples of. */
import type { RuleId } from '../../../server/src/rules/ids.ts';
import type { Problem } from '../../../server/src/rules/rule.ts';
import type { ZoneRule } from '../../../server/src/rules/zone/zoneRule.ts';
import { INCLUDE_DEPTH } from '../../../server/src/workspace/zoneFiles.ts';
import { siteOf } from '../workspace/harness.ts';
import { withTop } from './zone/check.ts';
import { TOP } from './zone/harness.ts';

/** An example among the files that it needs, by path below one folder. */
export interface Stage {
  readonly files: Readonly<Record<string, string>>;
  /** The path of the example. */
  readonly example: string;
  /** The text of the example in the version before. */
  readonly committed?: string;
  /** The networks that are ours. */
  readonly prefixes?: readonly string[];
}

const zone = (name: string, file: string, more = ''): string =>
  `zone "${name}" { type primary; file "${file}"; ${more}};\n`;

/** A zone above another one, both loaded. */
const DELEGATES = zone('example.com', 'example.db') + zone('sub.example.com', 'sub.db');
const KEY = '@ DNSKEY 257 3 15 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n';
const SIGNED = `${KEY}@ RRSIG NS 15 3 3600 20300101000000 20200101000000 1 sub.example.com. AAAA\n`;

/** Two views of a zone, the one of the example outside. */
const views = (inside: string, outside = ''): string =>
  `view "inside" { match-clients { 192.0.2.0/24; }; ${zone('example.com', 'inside.db')}${inside}};\nview "outside" { match-clients { any; }; ${zone('example.com', 'example.db')}${outside}};\n`;

const CATALOG = `options { catalog-zones { zone "example.com"; }; };\n${zone('example.com', 'example.db')}`;

/** What a bad example needs around it: a named.conf that loads it, or other files and zones. */
const AROUND: Readonly<Partial<Record<RuleId, Readonly<Record<string, string>>>>> = {
  'zone/address-ptr-mismatch': {
    'named.conf': zone('example.com', 'example.db') + zone('2.0.192.in-addr.arpa', 'reverse.db'),
    'reverse.db': `${TOP}25 PTR old.example.com.\n`,
  },
  'zone/address-not-ours': { 'named.conf': zone('example.com', 'example.db') },
  'zone/delegation-differs': {
    'named.conf': DELEGATES,
    'sub.db': TOP.replace(/@ NS .*\n/g, '').concat('@ NS ns7.example.net.\n'),
  },
  'zone/ds-mismatch': { 'named.conf': DELEGATES, 'sub.db': TOP + KEY },
  'zone/ds-missing': {
    'named.conf': DELEGATES.replace('example.db"; ', 'example.db"; dnssec-policy default; inline-signing yes; '),
    'sub.db': TOP + SIGNED,
  },
  'zone/ds-without-dnskey': { 'named.conf': DELEGATES, 'sub.db': TOP },
  'zone/glue-differs': {
    'named.conf': DELEGATES,
    'sub.db': `${TOP}@ NS ns\nns A 192.0.2.54\nns AAAA 2001:db8::53\n`,
  },
  // What the workspace alone finds.
  'zone/useless-ignore': {},
  'zone/ns-circle': {
    'named.conf': zone('example.com', 'example.db') + zone('example.org', 'other.db'),
    'other.db': `${TOP.replace(/@ NS .*\n/g, '')}@ NS ns1.example.com.\nns1 A 192.0.2.54\nns1 AAAA 2001:db8::54\n`,
  },
  'zone/target-inside-only': {
    'named.conf': views(zone('corp.example.net', 'corp.db')),
    'inside.db': TOP,
    'corp.db': `${TOP}intra A 10.0.0.9\n`,
  },
  'zone/target-not-there': {
    'named.conf': zone('example.com', 'example.db') + zone('example.net', 'other.db'),
    'other.db': TOP,
  },
  'zone/view-apex-differs': { 'named.conf': views(''), 'inside.db': `${TOP}@ MX 10 mail.example.net.\n` },
  'zone/view-private-address': { 'named.conf': views(''), 'inside.db': TOP },
  'zone/view-signing-differs': { 'named.conf': views(''), 'inside.db': TOP + SIGNED },
  'zone/dynamic-zone': { 'named.conf': zone('example.com', 'example.db', 'update-policy local; ') },
  'zone/served-otherwise': {
    'named.conf': zone('example.com', 'example.db', 'update-policy local; '),
    'example.db.jnl': '',
  },
  'zone/not-loaded': { 'named.conf': zone('example.net', 'other.db'), 'other.db': TOP },
  'zone/hints-outdated': { 'named.conf': 'zone "." { type hint; file "example.db"; };\n' },
  'zone/include-cycle': { 'named.conf': zone('example.com', 'hosts.db') },
  'zone/include-depth': {
    'named.conf': zone('example.com', 'zone.db'),
    'zone.db': `${TOP}$INCLUDE 1.db\n`,
    'more.db': 'more A 192.0.2.1\n',
    ...Object.fromEntries(
      Array.from({ length: INCLUDE_DEPTH - 1 }, (_, i) => [
        `${i + 1}.db`,
        `$INCLUDE ${i + 2 < INCLUDE_DEPTH ? `${i + 2}` : 'example'}.db\n`,
      ]),
    ),
  },
  'zone/include-unreadable': { 'named.conf': zone('example.com', 'example.db') },
  'zone/not-a-zone': { 'named.conf': zone('example.com', 'example.db') },
  'zone/template': { 'named.conf': zone('example.com', 'example.db') },
  'zone/problems-in-include': {
    'named.conf': zone('example.com', 'example.db'),
    'hosts.db': 'www A 192.0.2.300\n',
  },
  'zone/ptr-mismatch': {
    'named.conf': zone('2.0.192.in-addr.arpa', 'example.db') + zone('example.com', 'forward.db'),
    'forward.db': `${TOP}www A 192.0.2.81\n`,
  },
  'zone/rpz-owner': {
    'named.conf': `options { response-policy { zone "example.com"; }; };\n${zone('example.com', 'example.db')}`,
  },
  'zone/catalog-member-twice': { 'named.conf': CATALOG },
  'zone/catalog-property': { 'named.conf': CATALOG },
  'zone/catalog-version': { 'named.conf': CATALOG },
  'zone/ttl-above-maximum': { 'named.conf': `options { max-zone-ttl 1d; };\n${zone('example.com', 'example.db')}` },
};

/** The bad examples of rules that compare with the version before. */
const COMMITTED: Readonly<Partial<Record<RuleId, string>>> = {
  'zone/serial-not-raised': `${TOP.replace(' 1 3600', ' 7 3600')}gone A 192.0.2.1\n`,
  'zone/serial-went-backwards': TOP.replace(' 1 3600', ' 8 3600'),
};

/** The networks that are ours, for the rule that asks. */
const PREFIXES: Readonly<Partial<Record<RuleId, readonly string[]>>> = {
  'zone/address-not-ours': ['192.0.2.0/24'],
};

/** Whether a zone rule finds something in its bad example only beside other files or a version before. */
export function needsMore({ id }: Pick<ZoneRule, 'id'>): boolean {
  return id in AROUND || id in COMMITTED;
}

/** The bad example of a zone rule. */
export function stageOf({ id, docs }: ZoneRule): Stage {
  const example = id === 'zone/include-cycle' ? 'hosts.db' : 'example.db';
  const text = id === 'zone/include-depth' ? docs.bad : withTop(docs.bad);
  return { files: { [example]: text, ...AROUND[id] }, example, committed: COMMITTED[id], prefixes: PREFIXES[id] };
}

/** Rules that the workspace raises, which knows what all others found in a file. */
export const OF_WORKSPACE: ReadonlySet<string> = new Set(['conf/useless-ignore']);

/** What is said of a named.conf in a workspace. */
export async function problemsInWorkspace(text: string): Promise<readonly Problem[]> {
  return (await siteOf({ 'named.conf': text }, { open: ['named.conf'] })).problems('named.conf');
}
