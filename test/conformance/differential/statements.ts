/** Which statement may stand where, with its grammars: our table's of every release, and BIND's own where they are at hand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Clause, STATEMENTS } from '../../../server/src/conf/statements.ts';

/** A statement of a clause; `grammars` are those of the releases, in the notation of the table. */
export interface Sample {
  readonly name: string;
  readonly grammars: readonly string[];
  /** True where releases refuse it by name. */
  readonly isGone?: boolean;
}

export type Samples = ReadonlyMap<Clause, readonly Sample[]>;

/** What BIND's grammars call kinds of values of the table. */
const KINDS: Readonly<Record<string, string>> = {
  '{ <address_match_element>; ... }': '<match-list>',
  '<ipv4_address>': '<ipv4>',
  '<ipv6_address>': '<ipv6>',
  '<quoted_string>': '<quoted>',
  '<netprefix>': '<prefix>',
  '<percentage>': '<percent>',
  '<fixedpoint>': '<decimal>',
  '<sizeval>': '<octets>',
  '<server_key>': '<key>',
  '<log_severity>': '<severity>',
  '<syslog_facility>': '<facility>',
  '<unspecified-text>': '<text>',
  '<rrtypelist>': '<types>',
  '<duration_or_unlimited>': '( <duration> | unlimited )',
  '<remote-servers>': '<string>',
  '<server-list>': '<string>',
};

/** The samples of the table alone. */
export function tableSamples(): Map<Clause, Sample[]> {
  const found = new Map<Clause, Sample[]>();
  for (const { name, clauses, grammar, removed } of STATEMENTS) {
    const grammars = typeof grammar === 'string' ? [grammar] : Object.values(grammar);
    for (const clause of clauses) addTo(found, clause, { name, grammars, isGone: removed !== undefined });
  }
  return found;
}

function addTo(samples: Map<Clause, Sample[]>, clause: Clause, sample: Sample): void {
  const of = samples.get(clause);
  if (of) of.push(sample);
  else samples.set(clause, [sample]);
}

interface Node {
  readonly _grammar?: string;
  readonly _id?: string;
  readonly _mapbody?: Readonly<Record<string, Node>>;
}

type Parsed = Readonly<
  Record<
    string,
    {
      readonly options: Readonly<Record<string, Node>>;
      readonly zones: Readonly<Record<string, Readonly<Record<string, Node>>>>;
    }
  >
>;

/** The samples of the table and those of BIND's grammar files in a folder, as far as they are others. */
export function samplesWith(folder: string): Samples {
  const found = tableSamples();
  const releases = JSON.parse(readFileSync(join(folder, 'grammar-parsed.json'), 'utf8')) as Parsed;
  const seen = new Set<string>();
  const walk = (nodes: Readonly<Record<string, Node>>, clause: Clause): void => {
    for (const [name, node] of Object.entries(nodes)) {
      if (name.startsWith('_')) continue;
      if (node._mapbody) walk(node._mapbody, name as Clause);
      if (node._grammar === undefined) continue;
      let grammar = node._grammar;
      for (const [spelt, kind] of Object.entries(KINDS)) grammar = grammar.replaceAll(spelt, kind);
      const key = `${clause} ${name} ${grammar}`;
      if (seen.has(key)) continue;
      seen.add(key);
      addTo(found, clause, { name, grammars: [grammar] });
    }
  };
  for (const { options, zones } of Object.values(releases)) {
    walk(options, 'top');
    for (const nodes of Object.values(zones)) walk(nodes, 'zone');
  }
  return found;
}
