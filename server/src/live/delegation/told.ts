/**
 * What people are told of the findings: each once, whichever tests found it; those that say the same of several servers together; and
 * those that only follow from another one of the same server counted, not told.
 */
import { LEVELS, type Level } from './contract.ts';
import type { CaseFinding } from './run.ts';

/** The levels that are told: the others say that something is as it should be, or how it was found out. */
const TOLD: ReadonlySet<Level> = new Set<Level>(['critical', 'error', 'warning', 'notice']);

/** Arguments that say which server it is. */
const OF_SERVER = ['ns', 'nsname', 'ns_ip'] as const;

/** What goes wrong with a server that does not have the zone, whatever it is asked. */
const LAME = ['IS_NOT_AUTHORITATIVE', 'UNEXPECTED_RCODE', 'NS_ERROR', 'A_UNEXPECTED_RCODE', 'SOA_NOT_EXISTS'];

/** By tag, the tags that only follow from it where both are about one server. */
const FOLLOWS: Readonly<Record<string, readonly string[]>> = {
  CN01_UNEXPECTED_RCODE_SOA_QUERY_UDP: [
    'CN01_UNEXPECTED_RCODE_NS_QUERY_UDP',
    'CN02_UNEXPECTED_RCODE_SOA_QUERY_TCP',
    'CN02_UNEXPECTED_RCODE_NS_QUERY_TCP',
    'Z01_MNAME_UNEXPECTED_RCODE',
    ...LAME,
  ],
  CN01_SOA_RECORD_NOT_AA_UDP: [
    'CN01_NS_RECORD_NOT_AA_UDP',
    'CN02_SOA_RECORD_NOT_AA_TCP',
    'CN02_NS_RECORD_NOT_AA_TCP',
    'Z01_MNAME_NOT_AUTHORITATIVE',
    ...LAME,
  ],
  CN01_MISSING_SOA_RECORD_UDP: [
    'CN01_MISSING_NS_RECORD_UDP',
    'CN02_MISSING_SOA_RECORD_TCP',
    'CN02_MISSING_NS_RECORD_TCP',
    'Z01_MNAME_MISSING_SOA_RECORD',
    ...LAME,
  ],
  CN01_NO_RESPONSE_UDP: ['Z01_MNAME_NO_RESPONSE'],
};

/** By tag, the tags that only say the same of the zone again. */
const SAME_OF_ZONE: Readonly<Record<string, readonly string[]>> = {
  // Where nobody answers on the way, nothing is known of the zone.
  B01_PARENT_NOT_FOUND: ['B01_NO_CHILD', 'B02_NO_DELEGATION', 'A01_NO_NAME_SERVERS_FOUND'],
  B01_NO_CHILD: ['B02_NO_DELEGATION', 'A01_NO_NAME_SERVERS_FOUND'],
  DS07_NOT_SIGNED: [
    'DS07_NOT_SIGNED_ON_SERVER',
    'DS03_NO_DNSSEC_SUPPORT',
    'DS05_ZONE_NO_DNSSEC',
    'DS10_ZONE_NO_DNSSEC',
    'NO_RESPONSE_DNSKEY',
  ],
};

/** Findings as people are told them. */
export interface Told {
  readonly finding: CaseFinding;
  /** The ids of the tests that found it. */
  readonly cases: readonly string[];
  /** The other servers of which the same is true, as `name/address`. */
  readonly others: readonly string[];
}

export interface ToldFindings {
  readonly told: readonly Told[];
  /** How many are not told because they follow from others. */
  readonly following: number;
}

function serverOf({ arguments: values }: CaseFinding): string | undefined {
  if (typeof values.ns === 'string') return values.ns;
  return values.nsname !== undefined && values.ns_ip !== undefined ? `${values.nsname}/${values.ns_ip}` : undefined;
}

/** The finding without its server. */
function sameKey({ tag, level, arguments: values }: CaseFinding): string {
  const rest = Object.entries(values).filter(([name]) => !OF_SERVER.some((each) => each === name));
  return JSON.stringify([tag, level, rest]);
}

/** Puts findings together, the worst first. */
export function toldFindings(findings: readonly CaseFinding[]): ToldFindings {
  const grave = findings.filter(({ level }) => TOLD.has(level));
  const explained = new Set<string>();
  const same = new Set(grave.flatMap(({ tag }) => SAME_OF_ZONE[tag] ?? []));
  for (const finding of grave) {
    for (const tag of FOLLOWS[finding.tag] ?? []) explained.add(`${tag} ${serverOf(finding)}`);
  }
  const groups = new Map<string, { finding: CaseFinding; cases: Set<string>; servers: Set<string> }>();
  let following = 0;
  for (const finding of grave) {
    const server = serverOf(finding);
    if (same.has(finding.tag) || (server !== undefined && explained.has(`${finding.tag} ${server}`))) {
      following++;
      continue;
    }
    const key = sameKey(finding);
    const group = groups.get(key) ?? { finding, cases: new Set(), servers: new Set() };
    groups.set(key, group);
    group.cases.add(finding.case.id);
    if (server !== undefined) group.servers.add(server);
  }
  const told = [...groups.values()].map(({ finding, cases, servers }) => ({
    finding,
    cases: [...cases],
    others: [...servers].filter((server) => server !== serverOf(finding)),
  }));
  const order = ({ finding }: Told): number => LEVELS.indexOf(finding.level);
  return { told: told.sort((one, other) => order(one) - order(other)), following };
}
