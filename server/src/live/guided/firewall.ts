/**
 * What a listing of packet filters does with a query: `ip6tables -L -n -v`, `ip6tables -S`, `ip6tables-save`, `nft list ruleset`. They are read into the same
 * rules and gone through as the kernel does. What a listing does not decide (an interface, an address, a set, a rate) stays open and is named.
 */

/** What a rule asks for, as far as it is of interest here. */
export interface FilterRule {
  /** `undefined`: any. */
  readonly protocol?: 'udp' | 'tcp' | 'other';
  /** Ports of the server's side, where the rule names some. */
  readonly ports?: readonly (readonly [from: number, to: number])[];
  /** True where it is only for connections that are there already. */
  readonly isForOld: boolean;
  /** True where it is for something else than a query that comes from outside: the loopback interface, packets of another family. */
  readonly isElsewhere: boolean;
  /** What else it asks for, which a listing does not decide. */
  readonly also: readonly string[];
  readonly verdict: 'accept' | 'drop' | 'jump' | 'return' | 'none';
  /** Where it jumps to. */
  readonly to?: string;
  /** As it stands in the listing. */
  readonly text: string;
}

export interface FilterChain {
  readonly name: string;
  /** For one that the kernel calls. */
  readonly policy?: 'accept' | 'drop';
  readonly rules: readonly FilterRule[];
}

export interface Filters {
  /** Those that see what comes to this host. */
  readonly input: readonly string[];
  readonly chains: ReadonlyMap<string, FilterChain>;
}

export interface FilterVerdict {
  readonly verdict: 'accepted' | 'dropped' | 'open';
  /** The rule that decides, or the one that leaves it open. */
  readonly rule: string;
}

/** Chains that call one another. */
const MAX_DEPTH = 32;
/** Rules that are gone through: chains may be called from many places. */
const MAX_RULES = 100_000;

/** What becomes of a query to a port. The first rule that decides it counts; behind one that may, everything is open. */
export function verdictOn(filters: Filters, protocol: 'udp' | 'tcp', port = 53): FilterVerdict {
  let left = MAX_RULES;
  let maybe: string | undefined;
  const through = (name: string, depth: number): FilterVerdict | 'on' => {
    const chain = filters.chains.get(name);
    if (!chain || depth > MAX_DEPTH) return 'on';
    for (const rule of chain.rules) {
      if (left-- <= 0) return { verdict: 'open', rule: rule.text };
      if (!concerns(rule, protocol, port) || rule.verdict === 'none') continue;
      if (rule.also.length > 0) {
        // It may decide, for some queries.
        maybe ??= rule.text;
        continue;
      }
      if (rule.verdict === 'return') return 'on';
      if (rule.verdict !== 'jump')
        return { verdict: rule.verdict === 'accept' ? 'accepted' : 'dropped', rule: rule.text };
      const there = through(rule.to ?? '', depth + 1);
      if (there !== 'on') return there;
    }
    if (chain.policy === 'drop') return { verdict: 'dropped', rule: `${chain.name}: policy drop` };
    return 'on';
  };
  for (const name of filters.input) {
    const there = through(name, 0);
    if (there === 'on') continue;
    // What comes before the rule may have let it through, or stopped it.
    if (there.verdict === 'dropped' || maybe !== undefined) {
      return maybe === undefined ? there : { verdict: 'open', rule: maybe };
    }
  }
  if (maybe !== undefined) return { verdict: 'open', rule: maybe };
  return { verdict: 'accepted', rule: '' };
}

function concerns({ protocol, ports, isForOld, isElsewhere }: FilterRule, asked: 'udp' | 'tcp', port: number): boolean {
  if (isForOld || isElsewhere) return false;
  if (protocol !== undefined && protocol !== asked) return false;
  return ports === undefined || ports.some(([from, to]) => from <= port && port <= to);
}
